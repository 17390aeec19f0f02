//! Elements of XML under the types of an XSD.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{Additional, Content, Foreign, Name, ProcessContents, Record, Shape, TypeId};
use driftline_schemas::text::{Origin, Span, offset};

use super::content;
use super::declared::Declared;
use super::identity;
use super::path::Step;
use super::reconcile::field;
use super::value::got;
use super::xsi::{self, XSI};
use super::{Seen, Walk};
use crate::finding::{Got, Kind, Want};
use crate::plan::{Marks, RecordPlan};

impl<'c, 'd> Walk<'c, 'd> {
    /// Looks at the root element.
    pub(super) fn root_element(&mut self, node: NodeRef<'d>) {
        self.path.push(Step::Element { node });
        let named = |name: &Name| *name.local == *node.local_name();
        let mut like = self.ground.roots.iter().filter(|root| root.name.as_ref().is_some_and(named));
        let exact =
            like.clone().find(|root| root.name.as_ref().and_then(|name| name.namespace.as_deref()) == node.namespace());
        if let Some(root) = exact.or_else(|| like.next()) {
            if exact.is_none() {
                let declared = root.name.as_ref().and_then(|name| name.namespace.as_deref());
                let got = Got::Namespace(node.namespace().unwrap_or_default().to_owned());
                let want = Want::Namespace(declared.unwrap_or_default().to_owned());
                self.fault(Kind::NamespaceChanged, node.name_span(), got, want, Some(root.origin));
                self.namespaces.changed = Some((node.namespace(), declared));
            }
            let declared = match root.element {
                Some(id) => Declared::global(self.ground.model.element(id)),
                None => Declared::only(root.type_, root.origin),
            };
            self.element(node, declared);
        } else {
            let names: Vec<_> =
                self.ground.roots.iter().filter_map(|root| root.name.as_ref()).map(|name| &*name.local).collect();
            let want = Want::Type(format!("the root element {}", names.join(" or ")));
            self.fault(Kind::UnknownContract, node.name_span(), Got::Name(node.name().to_owned()), want, None);
        }
        self.path.pop();
    }

    /// Looks at an element along its declaration.
    pub(super) fn element(&mut self, node: NodeRef<'d>, declared: Declared<'c>) {
        if (self.probing && self.failed) || !self.enter(node) {
            return;
        }
        self.left_to_judges(declared.foreign);
        self.open_identities(node, declared.identities);
        let nil = self.nil(node, declared);
        let type_ = xsi::attribute(node, "type")
            .map_or(Some(declared.type_), |sent| self.substituted(node, sent, declared.type_));
        match type_ {
            Some(type_) if nil => self.nil_element(node, type_, declared),
            Some(type_) if self.stands_for_absent(node, declared) => self.note_absent(node, type_, declared.origin),
            Some(type_) => self.typed_element(node, type_, declared),
            None => {}
        }
        // That it may not be nil is told.
        let known = type_.filter(|_| !nil || declared.nillable);
        let is_absent = nil || self.stands_for_absent(node, declared);
        self.close_identities(node, identity::Content::new(known, is_absent, declared));
        self.leave();
    }

    /// Whether an empty element stands for an absent one, by the conventions of the contract.
    fn stands_for_absent(&self, node: NodeRef<'d>, declared: Declared<'c>) -> bool {
        self.ground.mapping.empty_element_is_absent
            && declared.optional
            && node.is_leaf()
            && node.value().trim().is_empty()
            && node.attributes().next().is_none()
    }

    /// What the model does not say of a declaration or type leaves a document undecided where nothing else is broken.
    /// What is blocked only matters where another type or element is sent than the declared one.
    fn left_to_judges(&mut self, foreign: &[Foreign]) {
        self.undecided |= foreign.iter().any(|foreign| &*foreign.construct != xsi::BLOCK);
    }

    /// An element that says that it is nil: only its attributes are looked at (part 1, 3.3.4 "Element Locally Valid", 3.2).
    fn nil_element(&mut self, node: NodeRef<'d>, type_: TypeId, declared: Declared<'c>) {
        if node.children().next().is_some() || !node.value().is_empty() {
            let want = Want::Type("nothing: it says that it is nil".to_owned());
            self.fault(Kind::TypeChanged, node.value_span(), got(node), want, Some(declared.origin));
        }
        if let Shape::Record(record) = &self.ground.model.type_(type_).shape
            && let Some(plan) = self.ground.plan.record(type_)
        {
            let seen = Seen { records: vec![type_], ..Seen::default() };
            self.attributes(node, record, plan, (&seen, self.faults.len()));
        }
    }

    fn typed_element(&mut self, node: NodeRef<'d>, type_: TypeId, declared: Declared<'c>) {
        match &self.ground.model.type_(type_).shape {
            Shape::Record(record) => {
                if let Some(plan) = self.ground.plan.record(type_) {
                    self.record_element(node, type_, record, plan, declared);
                }
            }
            Shape::Any => self.any_element(node),
            _ => {
                let seen = Seen::default();
                for attribute in node.attributes().filter(|attribute| attribute.namespace() != Some(XSI)) {
                    self.extra(
                        node,
                        attribute,
                        Step::Attribute { node: attribute },
                        &seen,
                        self.faults.len(),
                        (true, None),
                    );
                }
                self.text(node, type_, declared);
            }
        }
    }

    /// An element of `xs:anyType`: what is declared of its children holds (part 1, 3.4.7).
    pub(super) fn any_element(&mut self, node: NodeRef<'d>) {
        if !self.enter(node) {
            return;
        }
        for child in node.elements() {
            self.path.push(Step::Element { node: child });
            self.wild_element(child, ProcessContents::Lax);
            self.path.pop();
        }
        self.leave();
    }

    fn record_element(
        &mut self,
        node: NodeRef<'d>,
        id: TypeId,
        record: &'c Record,
        plan: &'c RecordPlan,
        declared: Declared<'c>,
    ) {
        let mark = self.faults.len();
        if record.abstract_ {
            let want = Want::Type("a type derived from the abstract one, named by xsi:type".to_owned());
            return self.fault(Kind::SubstitutedType, node.name_span(), got(node), want, Some(declared.origin));
        }
        self.left_to_judges(&record.foreign);
        let seen = Seen { records: vec![id], ..Seen::default() };
        match &record.content {
            Content::Elements { mixed, .. } => {
                if let Some(model) = &plan.content {
                    let text = !mixed && self.unexpected_text(node, declared);
                    if *mixed && let Some(fixed) = declared.fixed {
                        self.fixed_mixed(node, fixed, declared.origin);
                    }
                    // Where there is only text, what is missing is no news; where there are elements, each is looked at.
                    if !text || !node.is_leaf() {
                        let matched = content::match_children(plan, model, node.elements(), self.namespaces);
                        self.children(node, record, &matched, (&seen, mark));
                    }
                }
            }
            Content::Empty | Content::Members => {
                if !self.unexpected_text(node, declared) {
                    for child in node.elements() {
                        self.extra(node, child, Step::Element { node: child }, &seen, mark, (true, None));
                    }
                }
            }
            Content::Text(type_) => self.text(node, *type_, declared),
        }
        self.attributes(node, record, plan, (&seen, mark));
    }

    /// Text where only elements may stand: the type of the element has changed.
    fn unexpected_text(&mut self, node: NodeRef<'d>, declared: Declared<'c>) -> bool {
        let text = if node.is_leaf() {
            (!node.value().trim().is_empty()).then_some(node)
        } else {
            node.children().find(|child| child.kind() == Node::Text)
        };
        let found = text.is_some();
        if let Some(text) = text {
            let want = Want::Type("elements only".to_owned());
            let span = text.value_span();
            let written = span.of(self.document.text());
            let blank = written.len() - written.trim_ascii_start().len();
            let span = Span::new(span.start + offset(blank), span.end);
            self.fault(Kind::TypeChanged, span, got(text), want, Some(declared.origin));
        }
        found
    }

    /// Mixed content with a fixed value is that text, or nothing (part 1, 3.3.4 "Element Locally Valid", 5.2.2).
    fn fixed_mixed(&mut self, node: NodeRef<'d>, fixed: &str, origin: Origin) {
        if !node.is_leaf() || !(node.value().is_empty() || node.value() == fixed) {
            self.fault(Kind::ConstantChanged, node.value_span(), got(node), Want::Constant, Some(origin));
        }
    }

    fn attributes(
        &mut self,
        node: NodeRef<'d>,
        record: &'c Record,
        plan: &'c RecordPlan,
        (seen, mark): (&Seen, usize),
    ) {
        let mut present = Marks::default();
        let mut extras = Vec::new();
        for attribute in node.attributes().filter(|attribute| attribute.namespace() != Some(XSI)) {
            match plan.attribute(attribute.namespace(), attribute.local_name()) {
                Some(found) => {
                    let declared = field(record, found.field);
                    present.set(found.field.0 as usize);
                    self.path.push(Step::Attribute { node: attribute });
                    let rule = (declared.fixed.as_deref(), declared.origin);
                    self.fixed_or_simple(attribute, attribute.value(), declared.type_, rule);
                    self.path.pop();
                }
                None => match &record.additional {
                    Additional::Attributes(wildcard)
                        if content::admits(&wildcard.namespaces, attribute.namespace()) =>
                    {
                        // The model has no global attributes: whether there is one is not known.
                        self.undecided |= wildcard.process == ProcessContents::Strict;
                    }
                    _ => extras.push(attribute),
                },
            }
        }
        for id in plan.required.iter().filter(|id| !present.has(id.0 as usize)) {
            self.missing(node, field(record, *id), "@");
        }
        for id in plan.referring.iter().filter(|id| !present.has(id.0 as usize)) {
            let declared = field(record, *id);
            if let Some(value) = declared.default.as_deref().or(declared.fixed.as_deref()) {
                self.simple(node, value, declared.type_);
            }
        }
        for attribute in extras {
            self.extra(node, attribute, Step::Attribute { node: attribute }, seen, mark, (true, None));
        }
    }

    /// Whether an element or attribute has no fault of a type.
    pub(super) fn probe_xml(&mut self, node: NodeRef<'d>, type_: TypeId) -> bool {
        let outer = (self.probing, self.failed);
        (self.probing, self.failed) = (true, false);
        if node.kind() == Node::Attribute {
            self.simple(node, node.value(), type_);
        } else {
            let origin = self.ground.model.type_(type_).origin;
            self.element(node, Declared::only(type_, origin));
        }
        let passed = !self.failed;
        (self.probing, self.failed) = outer;
        passed
    }
}
