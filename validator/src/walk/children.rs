//! Child elements that a content model takes: as a field, or by a wildcard.

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{Field, ProcessContents, Record};

use super::declared::Declared;
use super::identity::Content;
use super::reconcile::field;
use super::value::got;
use super::{Walk, xsi};
use crate::finding::{Got, Kind, Want};
use crate::masked::Name;
use crate::plan::Found;

impl<'c, 'd> Walk<'c, 'd> {
    /// An element that is a field.
    pub(super) fn field_element(&mut self, child: NodeRef<'d>, record: &'c Record, found: Found) {
        let own: &'c Field = field(record, found.field);
        let model = self.ground.model;
        let global = found.substitute.or(own.element).map(|id| model.element(id));
        if global.is_some_and(|element| element.abstract_) {
            let want = Want::Type("an element of its substitution group".to_owned());
            return self.fault(Kind::SubstitutedType, child.name_span(), got(child), want, Some(own.origin));
        }
        if found.blocked {
            let want = Want::Type("an element that the schema does not block".to_owned());
            return self.fault(Kind::SubstitutedType, child.name_span(), got(child), want, Some(own.origin));
        }
        let declared = match global {
            Some(element) => Declared::global(element),
            None => Declared::local(own),
        };
        let origin = if found.substitute.is_some() { declared.origin } else { own.origin };
        self.element(child, Declared { optional: own.occurs.min == 0, origin, ..declared });
    }

    /// An element that a wildcard takes.
    pub(super) fn wild_element(&mut self, child: NodeRef<'d>, process: ProcessContents) {
        let model = self.ground.model;
        let element = self.ground.plan.globals.element(model, child.namespace(), child.local_name());
        match (process, element) {
            (ProcessContents::Skip, _) => {}
            (ProcessContents::Strict | ProcessContents::Lax, Some(element)) if element.abstract_ => {
                let want = Want::Type("an element of its substitution group".to_owned());
                self.fault(Kind::SubstitutedType, child.name_span(), got(child), want, Some(element.origin));
            }
            (ProcessContents::Strict | ProcessContents::Lax, Some(element)) => {
                self.element(child, Declared::global(element));
            }
            (ProcessContents::Strict | ProcessContents::Lax, None) => self.undeclared_element(child, process),
        }
    }

    /// An element that the schema does not declare, where it may stand: it may name its type itself.
    fn undeclared_element(&mut self, child: NodeRef<'d>, process: ProcessContents) {
        let named = xsi::attribute(child, "type").and_then(|sent| self.named_type(child, sent));
        match named {
            Some(type_) => {
                let origin = self.ground.model.type_(type_).origin;
                self.element(child, Declared::only(type_, origin));
            }
            None if process == ProcessContents::Strict => {
                let want = Want::Rule("an element that the schema declares".to_owned());
                self.fault(Kind::UndocumentedField, child.name_span(), Got::Name(Name::of(child)), want, None);
            }
            None => {
                self.open_identities(child, &[]);
                self.any_element(child);
                self.close_identities(child, Content::lax());
            }
        }
    }
}
