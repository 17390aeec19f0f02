//! Elements of XML under the types of an XSD.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{Additional, Content, Name, ProcessContents, Record, Shape, TypeId};
use driftline_schemas::text::{Origin, Span, offset};

use super::declared::Declared;
use super::identity;
use super::path::Step;
use super::reconcile::field;
use super::value::got;
use super::{Seen, Walk, xsi};
use crate::finding::{Got, Kind, Want};
use crate::masked;
use crate::plan::{Marks, RecordPlan, TypePlan, admits};

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
                let got = Got::Namespace(masked::Name::namespace(node));
                let want = Want::Namespace(declared.unwrap_or_default().to_owned());
                self.fault(Kind::NamespaceChanged, node.name_span(), got, want, Some(root.origin));
                self.namespaces.changed = Some((node.namespace(), declared));
            }
            let declared = match root.element {
                Some(id) => Declared::global(self.ground.model.element(id)),
                None => Declared::only(root.type_, root.origin),
            };
            self.element(node, declared);
        } else if !self.self_typed(node) {
            self.unknown_root(node);
        }
        self.path.pop();
    }

    /// Looks at a root that nothing declares along the type that it names (part 1, 5.2 "Assessing Schema-Validity"), where the
    /// contract is about every root.
    fn self_typed(&mut self, node: NodeRef<'d>) -> bool {
        let model = self.ground.model;
        let Some(sent) = xsi::attribute(node, "type").filter(|_| self.ground.roots.len() == model.roots.len()) else {
            return false;
        };
        match self.named_type(node, sent) {
            Some(type_) => self.element(node, Declared::only(type_, model.type_(type_).origin)),
            None => return false,
        }
        true
    }

    /// A root that the contract is not about.
    pub(super) fn unknown_root(&mut self, node: NodeRef<'d>) {
        let names: Vec<_> =
            self.ground.roots.iter().filter_map(|root| root.name.as_ref()).map(|name| &*name.local).collect();
        let want = Want::Type(match names.as_slice() {
            [] => "a root element, and the schema declares none".to_owned(),
            names => format!("the root element {}", names.join(" or ")),
        });
        let got = if node.kind() == Node::Element { Got::Name(masked::Name::of(node)) } else { got(node) };
        self.fault(Kind::UnknownContract, node.name_span(), got, want, None);
    }

    /// Looks at an element along its declaration.
    pub(super) fn element(&mut self, node: NodeRef<'d>, declared: Declared<'c>) {
        if (self.probing && self.failed) || !self.enter(node) {
            return;
        }
        // What the model does not say of a declaration leaves a document undecided where nothing else is broken.
        self.undecided |= !declared.foreign.is_empty();
        self.open_identities(node, declared.identities);
        let nil = self.nil(node, declared);
        let type_ =
            xsi::attribute(node, "type").map_or(Some(declared.type_), |sent| self.substituted(node, sent, declared));
        let is_absent = !nil && self.stands_for_absent(node, declared);
        match type_ {
            Some(type_) if nil => self.nil_element(node, type_, declared),
            Some(type_) if is_absent => self.note_absent(node, type_, declared.origin),
            Some(type_) => self.typed_element(node, type_, declared),
            None => {}
        }
        // That it may not be nil is told.
        let known = type_.filter(|_| !nil || declared.nillable);
        self.close_identities(node, identity::Content::new(known, nil || is_absent, declared));
        self.leave();
    }

    /// Whether an empty element stands for an absent one, by the conventions of the contract.
    fn stands_for_absent(&self, node: NodeRef<'d>, declared: Declared<'c>) -> bool {
        self.ground.mapping.empty_element_is_absent
            && declared.optional
            && node.is_leaf()
            && is_blank(node.value())
            && node.attributes().next().is_none()
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
            self.attributes(node, (type_, record, plan), self.faults.len());
        } else {
            self.no_attributes(node);
        }
    }

    fn typed_element(&mut self, node: NodeRef<'d>, type_: TypeId, declared: Declared<'c>) {
        match (self.ground.plan.of(type_), &self.ground.model.type_(type_).shape) {
            (TypePlan::Scalar(_), _) => {
                self.no_attributes(node);
                self.text(node, type_, declared);
            }
            (TypePlan::Record(plan), Shape::Record(record)) => {
                self.record_element(node, (type_, record, plan), declared);
            }
            (_, Shape::Any) => self.any_element(node),
            // What else there is in an XSD is foreign.
            _ => self.undecided = true,
        }
    }

    /// An element of `xs:anyType`: what is declared of its attributes and children holds (part 1, 3.4.7).
    pub(super) fn any_element(&mut self, node: NodeRef<'d>) {
        if !self.enter(node) {
            return;
        }
        for attribute in node.attributes().filter(|attribute| !xsi::is_instance(*attribute)) {
            self.wild_attribute(attribute, ProcessContents::Lax);
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
        (id, record, plan): (TypeId, &'c Record, &'c RecordPlan),
        declared: Declared<'c>,
    ) {
        let mark = self.faults.len();
        if record.abstract_ {
            let want = Want::Type("a type derived from the abstract one, named by xsi:type".to_owned());
            return self.fault(Kind::SubstitutedType, node.name_span(), got(node), want, Some(declared.origin));
        }
        self.undecided |= !record.foreign.is_empty();
        match (&record.content, &plan.automaton) {
            (Content::Elements { mixed, .. }, Some(automaton)) => {
                if *mixed && let Some(fixed) = declared.fixed {
                    self.fixed_mixed(node, fixed, declared.origin);
                }
                if *mixed || !self.unexpected_text(node, declared) {
                    let text = (!mixed).then_some(declared.origin);
                    if let Some(repaired) = self.content(node, record, plan, automaton, text) {
                        let seen = Seen { records: vec![id], ..Seen::default() };
                        self.tell_repaired(node, (record, plan), &repaired, (&seen, mark));
                    }
                }
            }
            (Content::Text(type_), _) => self.text(node, *type_, declared),
            (Content::Elements { .. } | Content::Empty | Content::Members, _) => self.empty(node, id, declared, mark),
        }
        self.attributes(node, (id, record, plan), mark);
    }

    /// An element without content (part 1, 3.4.4 "Element Locally Valid (Complex Type)", 2.1): not even a blank.
    fn empty(&mut self, node: NodeRef<'d>, id: TypeId, declared: Declared<'c>, mark: usize) {
        if node.is_leaf() {
            if !node.value().is_empty() {
                let want = Want::Type("nothing".to_owned());
                self.fault(Kind::TypeChanged, node.value_span(), got(node), want, Some(declared.origin));
            }
            return;
        }
        let seen = Seen { records: vec![id], ..Seen::default() };
        for child in node.elements() {
            self.extra(node, child, Step::Element { node: child }, &seen, mark, (true, None));
        }
    }

    /// Text in an element that holds no elements, where only elements may stand: the type of the element has changed.
    fn unexpected_text(&mut self, node: NodeRef<'d>, declared: Declared<'c>) -> bool {
        let found = node.is_leaf() && !is_blank(node.value());
        if found {
            self.text_among_elements(node, declared.origin);
        }
        found
    }

    /// Text where only elements may stand.
    pub(super) fn text_among_elements(&mut self, text: NodeRef<'d>, origin: Origin) {
        let want = Want::Type("elements only".to_owned());
        let span = text.value_span();
        let written = span.of(self.document.text());
        let blank = written.len() - written.trim_ascii_start().len();
        let span = Span::new(span.start + offset(blank), span.end);
        self.fault(Kind::TypeChanged, span, got(text), want, Some(origin));
    }

    /// Mixed content with a fixed value is that text, or nothing (part 1, 3.3.4 "Element Locally Valid", 5.2.2).
    fn fixed_mixed(&mut self, node: NodeRef<'d>, fixed: &str, origin: Origin) {
        if !node.is_leaf() || !(node.value().is_empty() || node.value() == fixed) {
            self.fault(Kind::ConstantChanged, node.value_span(), got(node), Want::Constant, Some(origin));
        }
    }

    fn attributes(&mut self, node: NodeRef<'d>, (id, record, plan): (TypeId, &'c Record, &'c RecordPlan), mark: usize) {
        let mut present = Marks::default();
        let mut extras = Vec::new();
        for attribute in node.attributes().filter(|attribute| !xsi::is_instance(*attribute)) {
            match (plan.attribute(attribute.namespace(), attribute.local_name()), &record.additional) {
                (Some(found), _) => {
                    let declared = field(record, found.field);
                    present.set(found.field.0 as usize);
                    self.declared_attribute(attribute, declared.type_, (declared.fixed.as_deref(), declared.origin));
                }
                (None, Additional::Attributes(wildcard)) if admits(&wildcard.namespaces, attribute.namespace()) => {
                    if !self.wild_attribute(attribute, wildcard.process) {
                        extras.push(attribute);
                    }
                }
                (None, _) => extras.push(attribute),
            }
        }
        for field_id in plan.required.iter().filter(|id| !present.has(id.0 as usize)) {
            self.missing(node, field(record, *field_id), "@");
        }
        for id in plan.referring.iter().filter(|id| !present.has(id.0 as usize)) {
            let declared = field(record, *id);
            if let Some(value) = declared.default.as_deref().or(declared.fixed.as_deref()) {
                self.simple(node, value, declared.type_);
            }
        }
        if !extras.is_empty() {
            let seen = Seen { records: vec![id], ..Seen::default() };
            for attribute in extras {
                self.extra(node, attribute, Step::Attribute { node: attribute }, &seen, mark, (true, None));
            }
        }
    }

    /// An element of a simple type has no attributes of its own (part 1, 3.3.4 "Element Locally Valid (Type)", 3.1.1).
    fn no_attributes(&mut self, node: NodeRef<'d>) {
        for attribute in node.attributes().filter(|attribute| !xsi::is_instance(*attribute)) {
            let step = Step::Attribute { node: attribute };
            self.extra(node, attribute, step, &Seen::default(), self.faults.len(), (true, None));
        }
    }

    /// An attribute that a wildcard admits; `false` where it must be declared and is not (part 1, 3.10.4).
    fn wild_attribute(&mut self, attribute: NodeRef<'d>, process: ProcessContents) -> bool {
        let model = self.ground.model;
        let declared = self.ground.plan.globals.attribute(model, attribute.namespace(), attribute.local_name());
        match (process, declared) {
            (ProcessContents::Skip, _) | (ProcessContents::Lax, None) => true,
            (ProcessContents::Strict, None) => false,
            (ProcessContents::Strict | ProcessContents::Lax, Some(declared)) => {
                self.declared_attribute(attribute, declared.type_, (declared.fixed.as_deref(), declared.origin));
                true
            }
        }
    }

    fn declared_attribute(&mut self, attribute: NodeRef<'d>, type_: TypeId, rule: (Option<&str>, Origin)) {
        self.path.push(Step::Attribute { node: attribute });
        self.fixed_or_simple(attribute, attribute.value(), type_, rule);
        self.path.pop();
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

/// Whether a text is nothing but white space of XML.
fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}
