//! What is known while the model is built: the sources, the symbols, and the types so far.
//!
//! A type is reserved when it is first referred to and built later, so that a reference is an id and no recursion. What
//! stands behind a reserved type is its [`Definition`].

use std::collections::BTreeMap;

use super::builtin::{self, AttributeType, Builtin};
use super::constraints::Constraints;
use super::docs;
use super::fixed::Fixed;
use super::item::Item;
use super::location::{DRIFTLINE, NAMESPACE};
use super::qname;
use super::source::{Sources, UnitId};
use super::symbols::{ComponentId, Space, Symbols, missing};
use crate::document::NodeId;
use crate::error::{Error, ErrorKind};
use crate::model::{
    AttributeDecl, ElementDecl, ElementId, EnumValue, Format, Name, Note, Primitive, Scalar, Shape, Type, TypeId,
    WhiteSpace,
};
use crate::near::nearest;
use crate::text::{Origin, offset};

/// How many particles, fields, enumeration values and patterns a model may have, those that types inherit counted for
/// each. Groups that refer twice to the next one, thirty deep, would have a thousand million.
pub(super) const PARTS: u64 = 1_000_000;

/// What is known while the model is built.
pub(super) struct Context<'d> {
    pub(super) sources: &'d Sources,
    pub(super) symbols: &'d Symbols<'d>,
    pub(super) constraints: &'d Constraints,
    /// The types of the model, built or only reserved.
    pub(super) types: Vec<Type>,
    /// What stands behind each type, in the same order.
    slots: Vec<Slot<'d>>,
    /// The global elements of the model.
    pub(super) elements: Vec<ElementDecl>,
    /// The global attributes of the model.
    pub(super) attributes: Vec<AttributeDecl>,
    /// Global elements by component.
    pub(super) element_ids: BTreeMap<ComponentId, ElementId>,
    pub(super) notes: Vec<Note>,
    components: BTreeMap<ComponentId, TypeId>,
    anonymous: BTreeMap<(UnitId, NodeId), TypeId>,
    built_in: BTreeMap<&'static str, TypeId>,
    /// Types of built-in attributes by local name, which none of them shares.
    attribute_types: BTreeMap<&'static str, TypeId>,
    parts: u64,
}

/// What stands behind a type, and what of it the model does not keep.
#[derive(Debug, Clone, Copy)]
struct Slot<'d> {
    definition: Definition<'d>,
    is_built: bool,
    /// Facets that types derived from it must not change.
    fixed: Fixed,
}

/// What stands behind a type.
#[derive(Debug, Clone, Copy)]
pub(super) enum Definition<'d> {
    /// A built-in type.
    Builtin,
    /// An `xs:simpleType`, and the component where it is global.
    Simple(Item<'d>, Option<ComponentId>),
    /// An `xs:complexType`, likewise.
    Complex(Item<'d>, Option<ComponentId>),
    /// The text of a restricted `xs:simpleContent`: its `restriction`, and the type that it restricts.
    Text(Item<'d>, TypeId),
}

impl<'d> Context<'d> {
    /// A context in which all global types are reserved, in the order of reading.
    pub(super) fn new(sources: &'d Sources, symbols: &'d Symbols<'d>, constraints: &'d Constraints) -> Self {
        let mut context = Self {
            sources,
            symbols,
            constraints,
            types: Vec::new(),
            slots: Vec::new(),
            elements: Vec::new(),
            attributes: Vec::new(),
            element_ids: BTreeMap::new(),
            notes: Vec::new(),
            components: BTreeMap::new(),
            anonymous: BTreeMap::new(),
            built_in: BTreeMap::new(),
            attribute_types: BTreeMap::new(),
            parts: 0,
        };
        for (id, component) in symbols.of(Space::Type) {
            let name = symbols.is_named(id).then(|| Name::new(component.namespace, component.name));
            let type_ = context.reserve_item(component.item, Some(id), name);
            context.components.insert(id, type_);
        }
        context
    }

    /// The definition behind a type.
    pub(super) fn definition(&self, id: TypeId) -> Definition<'d> {
        self.slots[id.0 as usize].definition
    }

    /// Whether a type has its shape.
    pub(super) fn is_built(&self, id: TypeId) -> bool {
        self.slots[id.0 as usize].is_built
    }

    /// The shape of a built type.
    pub(super) fn shape(&self, id: TypeId) -> &Shape {
        &self.types[id.0 as usize].shape
    }

    /// Gives a reserved type its shape.
    pub(super) fn build(&mut self, id: TypeId, shape: Shape, fixed: Fixed) {
        let slot = &mut self.slots[id.0 as usize];
        slot.is_built = true;
        slot.fixed = fixed;
        self.types[id.0 as usize].shape = shape;
    }

    /// The facets that types derived from a type must not change.
    pub(super) fn fixed(&self, id: TypeId) -> Fixed {
        self.slots[id.0 as usize].fixed
    }

    /// Whether a type is simple.
    pub(super) fn is_simple(&self, id: TypeId) -> bool {
        match self.definition(id) {
            Definition::Simple(..) | Definition::Text(..) => true,
            Definition::Complex(..) => false,
            Definition::Builtin => !matches!(self.shape(id), Shape::Any),
        }
    }

    /// What a type is called in a message.
    pub(super) fn shown(&self, id: TypeId) -> String {
        match &self.types[id.0 as usize].name {
            Some(name) => format!("`{}`", name.local),
            None => "the type inside".to_owned(),
        }
    }

    /// Counts parts of the model, so that schemas cannot make it grow without end.
    pub(super) fn spend(&mut self, count: usize, item: Item<'d>) -> Result<(), Error> {
        self.parts = self.parts.saturating_add(count as u64);
        if self.parts <= PARTS {
            return Ok(());
        }
        let message = format!("the schema grows beyond {PARTS} particles, fields and values when it is written out");
        let span = item.node.name_span();
        Err(self.sources.error(ErrorKind::Limit, item.unit, span, message))
    }

    /// The type that an attribute refers to from within a global type, which may be a redefinition of what it refers to.
    pub(super) fn base_named(
        &mut self,
        item: Item<'d>,
        attribute: &str,
        within: Option<ComponentId>,
    ) -> Result<Option<TypeId>, Error> {
        if within.is_some_and(|within| self.symbols.get(within).original.is_some()) {
            let found = qname::refer(self.sources, self.symbols, item, attribute, Space::Type, within)?;
            if let Some(component) = found {
                return Ok(Some(self.type_of(component)));
            }
        }
        self.type_named(item, attribute)
    }

    /// The type that an attribute refers to.
    pub(super) fn type_named(&mut self, item: Item<'d>, attribute: &str) -> Result<Option<TypeId>, Error> {
        match item.attribute(attribute) {
            Some(name) => self.type_of_name(item, attribute, name).map(Some),
            None => Ok(None),
        }
    }

    /// The type of a qualified name in an attribute.
    pub(super) fn type_of_name(&mut self, item: Item<'d>, attribute: &str, name: &'d str) -> Result<TypeId, Error> {
        let expanded = qname::expand(self.sources, item, attribute, name)?;
        match qname::resolve(self.sources, self.symbols, item, attribute, Space::Type, expanded)? {
            Some(component) => Ok(self.type_of(component)),
            None => self.built_in(expanded.local).filter(|_| expanded.namespace == Some(NAMESPACE)).ok_or_else(|| {
                let message = format!("there is no type `{}` in XML Schema", expanded.local);
                let error = missing(self.sources, item, attribute, message);
                match nearest(expanded.local, builtin::names()) {
                    Some(closest) => error.help(format!("did you mean `{closest}`?")),
                    None => error.help("a type of this schema needs its own namespace's prefix"),
                }
            }),
        }
    }

    /// The type of a component.
    pub(super) fn type_of(&self, component: ComponentId) -> TypeId {
        self.components[&component]
    }

    /// The type that stands inside a declaration. One that is met again, in a group that is used twice, is the same.
    pub(super) fn anonymous(&mut self, item: Item<'d>) -> TypeId {
        if let Some(id) = self.anonymous.get(&item.key()) {
            return *id;
        }
        let id = self.reserve_item(item, None, None);
        self.anonymous.insert(item.key(), id);
        id
    }

    /// The type of the text of a restricted simple content.
    pub(super) fn text(&mut self, restriction: Item<'d>, base: TypeId) -> TypeId {
        let origin = self.sources.place(restriction);
        self.reserve(Definition::Text(restriction, base), None, None, origin)
    }

    /// A built-in type.
    pub(super) fn built_in(&mut self, name: &str) -> Option<TypeId> {
        let (name, builtin) = builtin::find(name)?;
        if let Some(id) = self.built_in.get(name) {
            return Some(*id);
        }
        let shape = match builtin {
            Builtin::AnyType => Shape::Any,
            Builtin::Atomic(atomic) => Shape::Scalar(Box::new(atomic.scalar(self.built_in(builtin::base(name))))),
            Builtin::List(item) => {
                let facets = Box::new(builtin::list_facets(self.built_in(builtin::base(name))));
                Shape::List { item: self.built_in(item)?, facets }
            }
        };
        let id = self.built_in_shape(Some(Name::new(Some(NAMESPACE), name)), shape);
        self.built_in.insert(name, id);
        Some(id)
    }

    /// Sees to it that the model has every built-in type: a document may name any of them by `xsi:type`.
    pub(super) fn complete(&mut self) {
        for name in builtin::names() {
            self.built_in(name);
        }
    }

    /// `xs:anyType`.
    pub(super) fn any_type(&mut self) -> TypeId {
        self.built_in("anyType").expect("anyType is built in")
    }

    /// `xs:anySimpleType`.
    pub(super) fn any_simple_type(&mut self) -> TypeId {
        self.built_in("anySimpleType").expect("anySimpleType is built in")
    }

    /// Whether a type is `xs:anySimpleType`.
    pub(super) fn is_any_simple_type(&self, id: TypeId) -> bool {
        self.built_in.get("anySimpleType") == Some(&id)
    }

    /// The type of a built-in attribute of the namespaces of `xml` and `xsi`.
    pub(super) fn built_in_attribute(&mut self, namespace: &str, name: &str) -> Option<TypeId> {
        let of = builtin::attribute(namespace, name)?;
        if let AttributeType::Named(name) = of {
            return self.built_in(name);
        }
        let name = builtin::attributes(namespace).find(|known| *known == name)?;
        if let Some(id) = self.attribute_types.get(name) {
            return Some(*id);
        }
        let mut facets = Box::new(Scalar::new(Primitive::String));
        let shape = match of {
            AttributeType::Named(name) => return self.built_in(name),
            AttributeType::OneOf(values) => {
                facets.facets.white_space = WhiteSpace::Collapse;
                facets.facets.enumeration = values.iter().map(|value| enum_value(value)).collect();
                Shape::Scalar(facets)
            }
            AttributeType::OrEmpty(name) => {
                let mut empty = Scalar::new(Primitive::String);
                empty.facets.enumeration.push(enum_value(""));
                let empty = self.built_in_shape(None, Shape::Scalar(Box::new(empty)));
                Shape::Union { members: vec![self.built_in(name)?, empty], facets }
            }
            AttributeType::ListOf(name) => {
                facets.facets.white_space = WhiteSpace::Collapse;
                Shape::List { item: self.built_in(name)?, facets }
            }
        };
        let id = self.built_in_shape(None, shape);
        self.attribute_types.insert(name, id);
        Some(id)
    }

    fn built_in_shape(&mut self, name: Option<Name>, shape: Shape) -> TypeId {
        let id = self.reserve(Definition::Builtin, name, None, Origin::default());
        self.build(id, shape, Fixed::default());
        id
    }

    fn reserve_item(&mut self, item: Item<'d>, component: Option<ComponentId>, name: Option<Name>) -> TypeId {
        let definition = match item.kind() {
            "simpleType" => Definition::Simple(item, component),
            _ => Definition::Complex(item, component),
        };
        self.note_unknown_format(item);
        self.reserve(definition, name, docs::of(item), self.sources.place(item))
    }

    fn reserve(
        &mut self,
        definition: Definition<'d>,
        name: Option<Name>,
        docs: Option<Box<str>>,
        origin: Origin,
    ) -> TypeId {
        let id = TypeId(offset(self.types.len()));
        self.types.push(Type { name, title: None, docs, shape: Shape::Never, deprecated: false, origin });
        self.slots.push(Slot { definition, is_built: false, fixed: Fixed::default() });
        id
    }

    fn note_unknown_format(&mut self, item: Item<'d>) {
        if let Some((Format::Other(name), origin)) = format(self.sources, item) {
            let message = format!("`{name}` is no format that is known, it asserts nothing");
            self.notes.push(Note { message, origin });
        }
    }
}

/// The attribute `driftline:format` of a simple type, and its place.
pub(super) fn format(sources: &Sources, item: Item<'_>) -> Option<(Format, Origin)> {
    let mut attributes = item.node.attributes();
    let attribute =
        attributes.find(|attribute| attribute.namespace() == Some(DRIFTLINE) && attribute.local_name() == "format")?;
    Some((Format::from_name(attribute.value().trim()), sources.origin(item.unit, attribute.value_span())))
}

fn enum_value(text: &str) -> EnumValue {
    EnumValue { text: text.into(), docs: None, origin: Origin::default() }
}
