//! What an element says of itself: `xsi:nil` and `xsi:type` (part 1, 2.6).

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{Model, Name, Primitive, Scalar, Shape, TypeId};

use super::Walk;
use super::declared::Declared;
use super::path::Step;
use super::value::got;
use crate::finding::{Got, Kind, ValueKind, Want};

pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// The construct that says which derived types and substitutes may not be sent.
pub(super) const BLOCK: &str = "block";

/// The attribute of this name in the namespace of instances.
pub(super) fn attribute<'d>(node: NodeRef<'d>, name: &str) -> Option<NodeRef<'d>> {
    node.attributes().find(|attribute| attribute.local_name() == name && attribute.namespace() == Some(XSI))
}

/// Whether one type may stand for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Derived {
    Yes,
    No,
    /// The model does not keep what simple types are derived from.
    Unknown,
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

    /// The type that `xsi:type` names, if it may stand for the declared one (part 1, 3.3.4 "Element Locally Valid").
    pub(super) fn substituted(&mut self, node: NodeRef<'d>, sent: NodeRef<'d>, declared: TypeId) -> Option<TypeId> {
        let model = self.ground.model;
        let found = self.named_type(node, sent);
        let derived = match found {
            Some(found) => derived(model, found, declared),
            // A built-in type that the schema does not use is not in the model.
            None if is_built_in(node, sent) && is_open(model, declared) => Derived::Unknown,
            None => Derived::No,
        };
        if derived != Derived::No {
            let blocked = found != Some(declared) && self.ground.plan.blocks;
            self.undecided |= derived == Derived::Unknown || blocked;
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

    /// The type of the model that an element names.
    pub(super) fn named_type(&self, node: NodeRef<'d>, sent: NodeRef<'d>) -> Option<TypeId> {
        let (namespace, local) = named(node, sent);
        let namespace = self.namespaces.meant(namespace);
        let is_it = |name: &Name| *name.local == *local && name.namespace.as_deref() == namespace;
        let mut types = self.ground.model.types.iter();
        let at = types.position(|type_| type_.name.as_ref().is_some_and(is_it))?;
        Some(TypeId(driftline_schemas::text::offset(at)))
    }
}

/// Namespace and local name of the type that an element names.
fn named<'d>(node: NodeRef<'d>, sent: NodeRef<'d>) -> (Option<&'d str>, &'d str) {
    let name = sent.value().trim_ascii();
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    (node.prefix(prefix), local)
}

/// Whether an element names a type of XML Schema itself.
pub(super) fn is_built_in(node: NodeRef<'_>, sent: NodeRef<'_>) -> bool {
    named(node, sent).0 == Some(XSD)
}

/// Whether a type may be derived from built-in types, or stand for any of them.
fn is_open(model: &Model, type_: TypeId) -> bool {
    match &model.type_(type_).shape {
        Shape::Any | Shape::Scalar(_) | Shape::List { .. } => model.type_(type_).name.is_some(),
        Shape::Union { .. } => true,
        _ => false,
    }
}

fn derived(model: &Model, type_: TypeId, from: TypeId) -> Derived {
    let mut at = Some(type_);
    for _ in 0..=model.types.len() {
        match at {
            Some(id) if id == from => return Derived::Yes,
            Some(id) => {
                at = match &model.type_(id).shape {
                    Shape::Record(record) => record.base,
                    _ => None,
                }
            }
            None => break,
        }
    }
    match (&model.type_(type_).shape, &model.type_(from).shape) {
        (_, Shape::Any) => Derived::Yes,
        (Shape::Scalar(own), Shape::Scalar(base)) => scalar_derived(own, base),
        (Shape::List { .. } | Shape::Union { .. }, Shape::Scalar(base)) if is_bare(base) => Derived::Unknown,
        // Members of a union may stand for it.
        (Shape::Scalar(_) | Shape::List { .. } | Shape::Union { .. }, Shape::Union { .. })
        | (Shape::List { .. }, Shape::List { .. }) => Derived::Unknown,
        _ => Derived::No,
    }
}

/// Whether an atomic type may be derived from another.
fn scalar_derived(own: &Scalar, base: &Scalar) -> Derived {
    let narrows = own.primitive == base.primitive
        || (own.primitive == Primitive::Integer && base.primitive == Primitive::Decimal);
    match (narrows, is_bare(base)) {
        // Every type of strings may be derived from `xs:string`, and everything simple from `xs:anySimpleType`.
        (true, true) => Derived::Yes,
        (false, false) => Derived::No,
        (true, false) => Derived::Unknown,
        (false, true) if base.primitive == Primitive::String => Derived::Unknown,
        (false, true) => Derived::No,
    }
}

/// Whether a type has no facets: a primitive type.
fn is_bare(scalar: &Scalar) -> bool {
    let facets = &scalar.facets;
    facets.patterns.is_empty()
        && facets.enumeration.is_empty()
        && [&facets.length, &facets.min_length, &facets.max_length, &facets.total_digits, &facets.fraction_digits]
            .iter()
            .all(|facet| facet.is_none())
        && [&facets.min_inclusive, &facets.min_exclusive, &facets.max_inclusive, &facets.max_exclusive]
            .iter()
            .all(|facet| facet.is_none())
}
