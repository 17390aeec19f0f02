//! What a schema says, the same for XSD and for JSON Schema.
//!
//! A [`Model`] is an arena of [`Type`]s. A type says what a value must be; a [`Record`] has fields, which are elements and
//! attributes in XSD and members in JSON Schema; a [`Scalar`] has facets, which are XSD's facets and JSON Schema's limits.
//! What one of the two languages says and the model has no words for is [`Foreign`], with its place and the reason: only
//! a judge (another engine, given the schema itself) can decide it.
//!
//! | here | XSD 1.0 | JSON Schema |
//! |---|---|---|
//! | [`Shape::Any`], [`Shape::Never`] | `xs:anyType` | `true`, `false` |
//! | [`Shape::Scalar`] | simple type, atomic | `type: string` (number, integer, boolean, null) and its limits |
//! | [`Shape::List`], [`Shape::Union`] | `xs:list`, `xs:union` | |
//! | [`Shape::Record`] | complex type | `type: object` and its keywords |
//! | [`Shape::Array`] | | `type: array` and its keywords |
//! | [`Shape::ByKind`] | | keywords that speak of several types, or `type: [..]` |
//! | [`Shape::Enumeration`] | | `enum` and `const` of any type |
//! | [`Shape::All`] … [`Shape::If`] | | `allOf`, `anyOf`, `oneOf`, `not`, `if`; a `$ref` beside other keywords |
//! | [`Identity`] | `unique`, `key`, `keyref` | |
//! | [`Shape::Foreign`] | what is not read | what is not read |

mod attribute;
mod derivation;
mod facet;
mod foreign;
mod identity;
mod name;
mod record;
mod root;
mod shape;
mod tag;

pub use attribute::AttributeDecl;
pub use derivation::{Block, Method};
pub use facet::{Decoration, EnumValue, Facet, Facets, Format, Pattern, Primitive, Scalar, WhiteSpace};
pub use foreign::Foreign;
pub use identity::{Identity, IdentityCategory, IdentityId, LocationPath, NameTest, XPath};
pub use name::{ElementId, Name, TypeId};
pub use record::{
    Additional, Array, Contains, Content, Dependency, Field, FieldId, Occurs, Particle, PatternMembers, Place,
    ProcessContents, Record, Term, Wildcard, WildcardNamespace,
};
pub use root::{Draft, ElementDecl, Language, Link, Model, Note, Root};
pub use shape::{ByKind, Literal, Shape, Type, Unevaluated};
pub use tag::Tag;
