//! Elements of XML under the types of an XSD.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{Additional, Content, Name, Record, Shape, TypeId};
use driftline_schemas::text::Origin;

use super::content;
use super::path::Step;
use super::reconcile::field;
use super::value::got;
use super::{Seen, Walk};
use crate::finding::{Got, Kind, ValueKind, Want};
use crate::plan::{Marks, RecordPlan};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What a declaration says of an element beyond its type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'c> {
    pub(super) type_: TypeId,
    pub(super) nillable: bool,
    pub(super) fixed: Option<&'c str>,
    pub(super) default: Option<&'c str>,
    pub(super) optional: bool,
    pub(super) origin: Origin,
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
    pub(super) fn element(&mut self, node: NodeRef<'d>, declared: Declared<'c>) {
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
            Some(_) if nil && (node.children().next().is_some() || !node.value().is_empty()) => {
                let want = Want::Type("nothing: it says that it is nil".to_owned());
                self.fault(Kind::TypeChanged, node.value_span(), got(node), want, Some(declared.origin));
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
}
