//! What an element says of itself: `xsi:nil` and `xsi:type` (part 1, 2.6).

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{Shape, TypeId};

use super::Walk;
use super::declared::Declared;
use super::path::Step;
use super::value::got;
use crate::finding::{Got, Kind, ValueKind, Want};
use crate::plan::may_stand_for;

pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The attribute of this name in the namespace of instances.
pub(super) fn attribute<'d>(node: NodeRef<'d>, name: &str) -> Option<NodeRef<'d>> {
    node.attributes().find(|attribute| attribute.local_name() == name && attribute.namespace() == Some(XSI))
}

/// Whether an attribute is one of those that every element may have (part 1, 2.6).
pub(super) fn is_instance(attribute: NodeRef<'_>) -> bool {
    attribute.namespace() == Some(XSI)
        && matches!(attribute.local_name(), "type" | "nil" | "schemaLocation" | "noNamespaceSchemaLocation")
}

impl<'c, 'd> Walk<'c, 'd> {
    /// Whether an element says that it is nil, and may (part 1, 3.3.4 "Element Locally Valid", 3).
    pub(super) fn nil(&mut self, node: NodeRef<'d>, declared: Declared<'c>) -> bool {
        let Some(sent) = attribute(node, "nil") else { return false };
        let nil = matches!(sent.value().trim_ascii(), "true" | "1");
        if !nil && !matches!(sent.value().trim_ascii(), "false" | "0") {
            let want = Want::Type("a boolean".to_owned());
            self.path.push(Step::Attribute { node: sent });
            self.fault(Kind::TypeChanged, sent.value_span(), got(sent), want, None);
            self.path.pop();
        } else if !declared.nillable {
            let want = Want::Type("a value: the schema does not let it be nil".to_owned());
            self.fault(Kind::NullSent, node.name_span(), Got::Value(ValueKind::Null), want, Some(declared.origin));
        } else if nil && declared.fixed.is_some() {
            let (got, want) = (Got::Value(ValueKind::Null), Want::Constant);
            self.fault(Kind::ConstantChanged, node.name_span(), got, want, Some(declared.origin));
        }
        nil
    }

    /// The type that `xsi:type` names, if it may stand for the declared one (part 1, 3.3.4 "Element Locally Valid
    /// (Element)", 4).
    pub(super) fn substituted(
        &mut self,
        node: NodeRef<'d>,
        sent: NodeRef<'d>,
        declared: Declared<'c>,
    ) -> Option<TypeId> {
        let model = self.ground.model;
        let is_foreign = |id: TypeId| matches!(model.type_(id).shape, Shape::Foreign(_));
        if let Some(found) = self.named_type(node, sent) {
            if is_foreign(found) || is_foreign(declared.type_) {
                // What a type of XSD 1.1 is derived from the model does not say.
                self.undecided = true;
                return Some(found);
            }
            if found == declared.type_ || may_stand_for(model, found, declared.type_, declared.block) {
                return Some(found);
            }
        }
        self.path.push(Step::Attribute { node: sent });
        let want = Want::Type(match &model.type_(declared.type_).name {
            Some(name) => format!("a type derived from {} that may stand for it", name.local),
            None => "the declared type".to_owned(),
        });
        let origin = model.type_(declared.type_).origin;
        self.fault(Kind::SubstitutedType, sent.value_span(), got(sent), want, Some(origin));
        self.path.pop();
        None
    }

    /// The type of the model that an element names.
    pub(super) fn named_type(&self, node: NodeRef<'d>, sent: NodeRef<'d>) -> Option<TypeId> {
        let name = sent.value().trim_ascii();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let namespace = node.prefix(prefix);
        if namespace.is_none() && !prefix.is_empty() {
            return None;
        }
        self.ground.plan.globals.type_(self.namespaces.meant(namespace), local)
    }
}
