//! Elements of XML under the types of an XSD.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{
    Additional, Content, Facet, Field, FieldId, Name, ProcessContents, Record, Shape, TypeId,
};
use driftline_schemas::text::{Origin, Span};

use super::content::{self, Fate};
use super::path::Step;
use super::reconcile::field;
use super::value::got;
use super::{Seen, Walk};
use crate::finding::{Got, Kind, ValueKind, Want};
use crate::plan::{Found, Marks, RecordPlan};
use crate::scalar::Input;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What a declaration says of an element beyond its type.
#[derive(Debug, Clone, Copy)]
struct Declared<'c> {
    type_: TypeId,
    nillable: bool,
    fixed: Option<&'c str>,
    default: Option<&'c str>,
    optional: bool,
    origin: Origin,
}

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
                let got = Got::Name(node.name().to_owned());
                let want = root.name.as_ref().map_or(Want::Nothing, |name| Want::Name(name.to_string()));
                self.fault(Kind::NamespaceChanged, node.name_span(), got, want, Some(root.origin));
                let declared = root.name.as_ref().and_then(|name| name.namespace.as_deref());
                self.namespaces.changed = Some((node.namespace(), declared));
            }
            let element = root.element.map(|id| self.ground.model.element(id));
            self.element(
                node,
                Declared {
                    type_: root.type_,
                    nillable: element.is_some_and(|element| element.nillable),
                    fixed: element.and_then(|element| element.fixed.as_deref()),
                    default: element.and_then(|element| element.default.as_deref()),
                    optional: false,
                    origin: root.origin,
                },
            );
        } else {
            let names: Vec<_> =
                self.ground.roots.iter().filter_map(|root| root.name.as_ref()).map(|name| &*name.local).collect();
            let want = Want::Type(format!("the root element {}", names.join(" or ")));
            self.fault(Kind::UnknownContract, node.name_span(), Got::Name(node.name().to_owned()), want, None);
        }
        self.path.pop();
    }

    /// Looks at an element along its declaration.
    fn element(&mut self, node: NodeRef<'d>, declared: Declared<'c>) {
        if (self.probing && self.failed) || !self.enter(node) {
            return;
        }
        let xsi = |name: &str| {
            node.attributes().find(|attribute| attribute.local_name() == name && attribute.namespace() == Some(XSI))
        };
        let nil = xsi("nil").is_some_and(|nil| matches!(nil.value().trim(), "true" | "1"));
        let type_ = xsi("type").map_or(Some(declared.type_), |sent| self.substituted(node, sent, declared.type_));
        match type_ {
            Some(_) if nil && !declared.nillable => {
                let want = Want::Type("a value: the schema does not let it be nil".to_owned());
                self.fault(Kind::NullSent, node.name_span(), Got::Value(ValueKind::Null), want, Some(declared.origin));
            }
            Some(_) if nil => {
                if node.children().next().is_some() || !node.value().is_empty() {
                    let want = Want::Type("nothing: it says that it is nil".to_owned());
                    self.fault(Kind::TypeChanged, node.value_span(), got(node), want, Some(declared.origin));
                }
            }
            Some(_) if self.stands_for_absent(node, declared) => {}
            Some(type_) => self.typed_element(node, type_, declared),
            None => {}
        }
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

    /// The type that `xsi:type` names, if it may stand for the declared one (part 1, 3.3.4 "Element Locally Valid").
    fn substituted(&mut self, node: NodeRef<'d>, sent: NodeRef<'d>, declared: TypeId) -> Option<TypeId> {
        let name = sent.value().trim();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let namespace = node.prefix(prefix);
        let model = self.ground.model;
        let is_it = |name: &Name| *name.local == *local && name.namespace.as_deref() == namespace;
        let at = model.types.iter().position(|type_| type_.name.as_ref().is_some_and(is_it));
        let found = at.map(|at| TypeId(driftline_schemas::text::offset(at)));
        if found.is_some_and(|found| self.derives(found, declared)) {
            return found;
        }
        self.path.push(Step::Attribute { node: sent });
        let want = Want::Type(match &model.type_(declared).name {
            Some(name) => format!("a type derived from {}", name.local),
            None => "the declared type".to_owned(),
        });
        self.fault(Kind::SubstitutedType, sent.value_span(), got(sent), want, Some(model.type_(declared).origin));
        self.path.pop();
        None
    }

    fn derives(&self, type_: TypeId, from: TypeId) -> bool {
        let model = self.ground.model;
        let mut at = Some(type_);
        for _ in 0..=model.types.len() {
            match at {
                Some(id) if id == from => return true,
                Some(id) => {
                    at = match &model.type_(id).shape {
                        Shape::Record(record) => record.base,
                        _ => None,
                    }
                }
                None => break,
            }
        }
        // Simple types do not keep their base: what narrows the same value space may stand for it.
        match (&model.type_(type_).shape, &model.type_(from).shape) {
            (_, Shape::Any) => true,
            (Shape::Scalar(own), Shape::Scalar(base)) => own.primitive == base.primitive,
            _ => false,
        }
    }

    fn typed_element(&mut self, node: NodeRef<'d>, type_: TypeId, declared: Declared<'c>) {
        match &self.ground.model.type_(type_).shape {
            Shape::Record(record) => {
                if let Some(plan) = self.ground.plan.record(type_) {
                    self.record_element(node, type_, record, plan, declared);
                }
            }
            Shape::Any => {}
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

    /// Character data of an element along a simple type.
    fn text(&mut self, node: NodeRef<'d>, type_: TypeId, declared: Declared<'c>) {
        if !node.is_leaf() {
            let want = Want::Type(self.words(type_));
            return self.fault(Kind::TypeChanged, node.value_span(), got(node), want, Some(declared.origin));
        }
        let text = node.value();
        let text = if text.is_empty() { declared.default.or(declared.fixed).unwrap_or(text) } else { text };
        self.fixed_or_simple(node, text, type_, (declared.fixed, declared.origin));
    }

    /// A text along a simple type, and along a fixed value.
    fn fixed_or_simple(
        &mut self,
        node: NodeRef<'d>,
        text: &str,
        type_: TypeId,
        (fixed, origin): (Option<&str>, Origin),
    ) {
        match fixed {
            Some(fixed) if text.trim() != fixed.trim() => {
                self.fault(Kind::ConstantChanged, node.value_span(), got(node), Want::Constant, Some(origin));
            }
            _ => self.simple(node, text, type_),
        }
    }

    /// A text along a simple type: atomic, list or union.
    pub(super) fn simple(&mut self, node: NodeRef<'d>, text: &str, type_: TypeId) {
        let model = self.ground.model;
        let origin = model.type_(type_).origin;
        match &model.type_(type_).shape {
            Shape::List { item, facets } => {
                let mut count = 0;
                for part in text.split_ascii_whitespace() {
                    count += 1;
                    self.simple(node, part, *item);
                }
                let (min, max) = (&facets.facets.min_length, &facets.facets.max_length);
                let exact = facets.facets.length.as_ref();
                self.list_length(node, count, (exact.or(min.as_ref()), exact.or(max.as_ref())));
                if let Some(plan) = self.ground.plan.scalar(type_) {
                    self.scalar_input(node, Input::Text(text), plan, Some(origin));
                }
            }
            Shape::Union { members, .. } => {
                let taken = members.iter().any(|member| {
                    let outer = (self.probing, self.failed);
                    (self.probing, self.failed) = (true, false);
                    self.simple(node, text, *member);
                    let passed = !self.failed;
                    (self.probing, self.failed) = outer;
                    passed
                });
                if !taken {
                    self.fault(
                        Kind::TypeChanged,
                        node.value_span(),
                        got(node),
                        Want::Type(self.words(type_)),
                        Some(origin),
                    );
                } else if let Some(plan) = self.ground.plan.scalar(type_) {
                    self.scalar_input(node, Input::Text(text), plan, Some(origin));
                }
            }
            _ => {
                if let Some(plan) = self.ground.plan.scalar(type_) {
                    self.scalar_input(node, Input::Text(text), plan, Some(origin));
                }
            }
        }
    }

    fn list_length(&mut self, node: NodeRef<'d>, count: u64, (min, max): (Option<&Facet<u64>>, Option<&Facet<u64>>)) {
        let broken = min.filter(|min| count < min.value).or(max.filter(|max| count > max.value));
        if let Some(facet) = broken {
            let want = Want::Length { min: min.map(|min| min.value), max: max.map(|max| max.value) };
            self.fault(Kind::LengthOutOfRange, node.value_span(), Got::Count(count), want, Some(facet.origin));
        }
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
        let seen = Seen { records: vec![id], ..Seen::default() };
        match &record.content {
            Content::Elements { mixed, .. } => {
                if let Some(model) = &plan.content {
                    let text = !mixed && self.unexpected_text(node, declared);
                    if !text {
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
            self.fault(Kind::TypeChanged, text.value_span(), got(text), want, Some(declared.origin));
        }
        found
    }

    fn children(
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
                    let declared = field(record, found.field);
                    let at = missing.iter().position(|missing| *missing == found.field);
                    let first = matched
                        .fates
                        .iter()
                        .any(|fate| matches!(fate, Fate::Field(other) if other.field == found.field));
                    let name = Got::Name(child.name().to_owned());
                    match (at, first) {
                        (Some(at), _) => {
                            missing.remove(at);
                            let want = Want::Rule("it before what was sent already".to_owned());
                            self.fault(Kind::OrderChanged, child.name_span(), name, want, Some(declared.origin));
                            self.field_element(child, record, found);
                        }
                        (None, false) => {
                            let want = Want::Rule("it before what was sent already".to_owned());
                            self.fault(Kind::OrderChanged, child.name_span(), name, want, Some(declared.origin));
                            self.field_element(child, record, found);
                        }
                        (None, true) if declared.occurs.is_many() => {
                            let count = node.elements().filter(|other| other.name() == child.name()).count();
                            let want = Want::Length { min: None, max: declared.occurs.max };
                            self.fault(
                                Kind::CountOutOfRange,
                                child.name_span(),
                                Got::Count(count as u64),
                                want,
                                Some(declared.origin),
                            );
                        }
                        (None, true) => {
                            self.fault(
                                Kind::DuplicateField,
                                child.name_span(),
                                name,
                                Want::Nothing,
                                Some(declared.origin),
                            );
                        }
                    }
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

    fn absent(&mut self, node: NodeRef<'d>, record: &'c Record, (missing, matched): (&[FieldId], &content::Matched)) {
        for id in missing {
            self.missing(node, field(record, *id), "");
        }
        for (id, count) in &matched.few {
            let declared = field(record, *id);
            let want = Want::Length { min: Some(declared.occurs.min), max: declared.occurs.max };
            self.fault(Kind::CountOutOfRange, node.name_span(), Got::Count(*count), want, Some(declared.origin));
        }
        if matched.missing_any {
            let want = Want::Rule("an element that the wildcard admits".to_owned());
            self.fault(Kind::RuleViolated, Span::at(node.name_span().start), Got::Absent, want, None);
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
        let substitute = found.substitute.map(|id| model.element(id));
        self.element(
            child,
            Declared {
                type_: substitute.map_or(own.type_, |element| element.type_),
                nillable: global.map_or(own.nillable, |element| element.nillable || own.nillable),
                fixed: substitute.map_or(own.fixed.as_deref(), |element| element.fixed.as_deref()),
                default: substitute.map_or(own.default.as_deref(), |element| element.default.as_deref()),
                optional: own.occurs.min == 0,
                origin: substitute.map_or(own.origin, |element| element.origin),
            },
        );
    }

    /// An element that a wildcard takes.
    fn wild_element(&mut self, child: NodeRef<'d>, process: ProcessContents) {
        let named = |name: &Name| *name.local == *child.local_name() && name.namespace.as_deref() == child.namespace();
        let element = self.ground.model.elements.iter().find(|element| named(&element.name));
        match (process, element) {
            (ProcessContents::Skip, _) | (ProcessContents::Lax, None) => {}
            (ProcessContents::Strict, None) => {
                let want = Want::Rule("an element that the schema declares".to_owned());
                self.fault(Kind::UndocumentedField, child.name_span(), Got::Name(child.name().to_owned()), want, None);
            }
            (ProcessContents::Strict | ProcessContents::Lax, Some(element)) => self.element(
                child,
                Declared {
                    type_: element.type_,
                    nillable: element.nillable,
                    fixed: element.fixed.as_deref(),
                    default: element.default.as_deref(),
                    optional: false,
                    origin: element.origin,
                },
            ),
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
                        if content::admits(&wildcard.namespaces, attribute.namespace()) => {}
                    _ => extras.push(attribute),
                },
            }
        }
        for id in plan.required.iter().filter(|id| !present.has(id.0 as usize)) {
            self.missing(node, field(record, *id), "@");
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
            self.element(
                node,
                Declared { type_, nillable: false, fixed: None, default: None, optional: false, origin },
            );
        }
        let passed = !self.failed;
        (self.probing, self.failed) = outer;
        passed
    }

    /// What a simple type takes, in words.
    fn words(&self, type_: TypeId) -> String {
        let model = self.ground.model;
        match &model.type_(type_).shape {
            Shape::Scalar(_) => self.ground.plan.scalar(type_).map_or_else(String::new, |plan| plan.words()),
            Shape::List { item, .. } => format!("a list of which each is {}", self.words(*item)),
            Shape::Union { members, .. } => {
                members.iter().map(|member| self.words(*member)).collect::<Vec<_>>().join(" or ")
            }
            _ => "text".to_owned(),
        }
    }
}
