//! Types: what a value must be.

use super::facet::Scalar;
use super::foreign::Foreign;
use super::name::{Name, TypeId};
use super::record::{Array, Record};
use crate::text::Origin;

/// A type: what a value must be, what it is called, what its author says of it.
#[derive(Debug, Clone)]
pub struct Type {
    /// Its name in the schema: a global or built-in XSD type, the last part of a `$defs` pointer. None for an anonymous one.
    pub name: Option<Name>,
    /// A title (JSON Schema).
    pub title: Option<Box<str>>,
    /// `xs:documentation`, `description`.
    pub docs: Option<Box<str>>,
    /// What a value must be.
    pub shape: Shape,
    /// Whether it is marked `deprecated`.
    pub deprecated: bool,
    /// Where it is said.
    pub origin: Origin,
}

/// What a value must be.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Anything: `xs:anyType`; `true`, `{}`.
    Any,
    /// Nothing: `false`.
    Never,
    /// One value without parts: an atomic simple type; a string, number, boolean or null.
    Scalar(Box<Scalar>),
    /// `xs:list`: items separated by white space. The scalar carries the facets of the list itself (length, pattern,
    /// enumeration); its primitive is [`super::Primitive::String`].
    List {
        /// The type of the items.
        item: TypeId,
        /// Facets of the whole list.
        facets: Box<Scalar>,
    },
    /// `xs:union`: the first member type that accepts the text. Facets as for [`Shape::List`].
    Union {
        /// Member types in order.
        members: Vec<TypeId>,
        /// Facets of the union itself.
        facets: Box<Scalar>,
    },
    /// Named parts: a complex type; a JSON object.
    Record(Box<Record>),
    /// A JSON array.
    Array(Box<Array>),
    /// What is said depends on the kind of value that is sent. Kinds without an entry are not allowed.
    ByKind(Box<ByKind>),
    /// One of these values, of any type: `enum` without one type, `const` of an array or object.
    Enumeration(Vec<Literal>),
    /// All of these: `allOf`, and keywords beside a `$ref` or a combination.
    All {
        /// The parts, in the order of the schema.
        parts: Vec<TypeId>,
        /// `unevaluatedProperties`, `unevaluatedItems`: what is said of what no part spoke of.
        unevaluated: Unevaluated,
    },
    /// At least one of these: `anyOf`.
    AnyOf(Vec<TypeId>),
    /// Exactly one of these: `oneOf`.
    OneOf(Vec<TypeId>),
    /// Not this.
    Not(TypeId),
    /// `if`, `then`, `else`.
    If {
        /// The condition.
        condition: TypeId,
        /// What holds if it does.
        then: Option<TypeId>,
        /// What holds if it does not.
        otherwise: Option<TypeId>,
    },
    /// What only a judge can decide.
    Foreign(Foreign),
}

/// `unevaluatedProperties` and `unevaluatedItems` of a conjunction.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unevaluated {
    /// What members that no part spoke of must be.
    pub members: Option<(TypeId, Origin)>,
    /// What items that no part spoke of must be.
    pub items: Option<(TypeId, Origin)>,
}

/// A type for each kind of JSON value. A kind without one is not allowed.
#[derive(Debug, Clone, Default)]
pub struct ByKind {
    /// Whether `null` is allowed.
    pub null: bool,
    /// Whether booleans are allowed.
    pub boolean: bool,
    /// A scalar type for numbers.
    pub number: Option<TypeId>,
    /// A scalar type for strings.
    pub string: Option<TypeId>,
    /// An array type, or [`Shape::Any`].
    pub array: Option<TypeId>,
    /// A record type, or [`Shape::Any`].
    pub object: Option<TypeId>,
}

/// A value that a schema gives, with its place: a span of JSON in a source, and what an annotation says of it.
#[derive(Debug, Clone)]
pub struct Literal {
    /// The value as JSON text.
    pub json: Box<str>,
    /// Where it is given.
    pub origin: Origin,
}

impl Type {
    /// What in this type itself, not in the types that it refers to, only a judge can decide.
    pub fn foreign(&self) -> impl Iterator<Item = &Foreign> {
        let own = match &self.shape {
            Shape::Foreign(foreign) => Some(foreign),
            _ => None,
        };
        let record = match &self.shape {
            Shape::Record(record) => record.foreign.as_slice(),
            _ => &[],
        };
        own.into_iter().chain(record)
    }
}
