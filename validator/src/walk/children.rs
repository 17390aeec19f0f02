//! Child elements by what the content model made of them: fields, what is misplaced or too much, what a wildcard takes.

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{Field, FieldId, Name, ProcessContents, Record};
use driftline_schemas::text::Span;

use super::content::{self, Fate};
use super::declared::Declared;
use super::identity::Content;
use super::path::Step;
use super::reconcile::field;
use super::value::got;
use super::{Seen, Walk, xsi};
use crate::finding::{Got, Kind, Want};
use crate::plan::Found;

impl<'c, 'd> Walk<'c, 'd> {
    pub(super) fn children(
        &mut self,
        node: NodeRef<'d>,
        record: &'c Record,
        matched: &content::Matched,
        (seen, mark): (&Seen, usize),
    ) {
        let mut missing = matched.missing.clone();
        for (child, fate) in node.elements().zip(&matched.fates) {
            if self.probing && self.failed {
                return;
            }
            self.path.push(Step::Element { node: child });
            match *fate {
                Fate::Field(found) => self.field_element(child, record, found),
                Fate::Any(process) => self.wild_element(child, process),
                Fate::Surplus(found) => {
                    let at = missing.iter().position(|missing| *missing == found.field);
                    let is_it = |fate: &Fate| matches!(fate, Fate::Field(other) if other.field == found.field);
                    let again = at.is_none() && matched.fates.iter().any(is_it);
                    if let Some(at) = at {
                        missing.remove(at);
                    }
                    self.surplus(child, record, found, again);
                }
                Fate::Excluded(found) => {
                    let want = Want::Rule("one of the alternatives only".to_owned());
                    let origin = field(record, found.field).origin;
                    self.fault(
                        Kind::ForbiddenField,
                        child.name_span(),
                        Got::Name(child.name().to_owned()),
                        want,
                        Some(origin),
                    );
                }
                Fate::Unknown => {}
            }
            self.path.pop();
        }
        self.absent(node, record, (&missing, matched));
        for (child, fate) in node.elements().zip(&matched.fates) {
            if *fate == Fate::Unknown {
                self.extra(node, child, Step::Element { node: child }, seen, mark, (true, None));
            }
        }
    }

    /// An element at a place where it may not stand: one too many, or only in the wrong order.
    fn surplus(&mut self, child: NodeRef<'d>, record: &'c Record, found: Found, again: bool) {
        let declared = field(record, found.field);
        let (span, name) = (child.name_span(), Got::Name(child.name().to_owned()));
        if !again {
            let want = Want::Rule("it before what was sent already".to_owned());
            self.fault(Kind::OrderChanged, span, name, want, Some(declared.origin));
            self.field_element(child, record, found);
        } else if declared.occurs.is_many() {
            let want = Want::Length { min: None, max: declared.occurs.max };
            self.fault(Kind::CountOutOfRange, span, name, want, Some(declared.origin));
        } else {
            self.fault(Kind::DuplicateField, span, name, Want::Nothing, Some(declared.origin));
        }
    }

    fn absent(&mut self, node: NodeRef<'d>, record: &'c Record, (missing, matched): (&[FieldId], &content::Matched)) {
        for id in missing {
            self.missing(node, field(record, *id), "");
        }
        for (id, count) in &matched.few {
            let declared = field(record, *id);
            let want = Want::Length { min: Some(declared.occurs.min), max: declared.occurs.max };
            self.too_few(node, declared, (Got::Count(*count), want));
        }
        if let Some(origin) = matched.missing_any {
            let want = Want::Rule("an element that the wildcard admits".to_owned());
            self.fault(Kind::RuleViolated, Span::at(node.name_span().start), Got::Absent, want, Some(origin));
        }
    }

    fn field_element(&mut self, child: NodeRef<'d>, record: &'c Record, found: Found) {
        let own: &'c Field = field(record, found.field);
        let model = self.ground.model;
        let global = found.substitute.or(own.element).map(|id| model.element(id));
        if global.is_some_and(|element| element.abstract_) {
            let want = Want::Type("an element of its substitution group".to_owned());
            return self.fault(Kind::SubstitutedType, child.name_span(), got(child), want, Some(own.origin));
        }
        // Whether the head blocks the substitute is not known.
        self.undecided |= found.substitute.is_some() && self.ground.plan.blocks;
        let declared = match global {
            Some(element) => Declared::global(element),
            None => Declared::local(own),
        };
        let origin = if found.substitute.is_some() { declared.origin } else { own.origin };
        self.element(child, Declared { optional: own.occurs.min == 0, origin, ..declared });
    }

    /// An element that a wildcard takes.
    pub(super) fn wild_element(&mut self, child: NodeRef<'d>, process: ProcessContents) {
        let named = |name: &Name| *name.local == *child.local_name() && name.namespace.as_deref() == child.namespace();
        let element = self.ground.model.elements.iter().find(|element| named(&element.name));
        match (process, element) {
            (ProcessContents::Skip, _) => {}
            (ProcessContents::Strict | ProcessContents::Lax, Some(element)) => {
                self.element(child, Declared::global(element));
            }
            (ProcessContents::Strict | ProcessContents::Lax, None) => self.undeclared_element(child, process),
        }
    }

    /// An element that the schema does not declare, where it may stand: it may name its type itself.
    fn undeclared_element(&mut self, child: NodeRef<'d>, process: ProcessContents) {
        match xsi::attribute(child, "type").map(|sent| self.named_type(child, sent)) {
            Some(Some(type_)) => {
                let origin = self.ground.model.type_(type_).origin;
                self.element(child, Declared::only(type_, origin));
            }
            // A built-in type that the schema does not use is not in the model.
            Some(None) => self.undecided = true,
            None if process == ProcessContents::Strict => {
                let want = Want::Rule("an element that the schema declares".to_owned());
                self.fault(Kind::UndocumentedField, child.name_span(), Got::Name(child.name().to_owned()), want, None);
            }
            None => {
                self.open_identities(child, &[]);
                self.any_element(child);
                self.close_identities(child, Content::lax());
            }
        }
    }
}
