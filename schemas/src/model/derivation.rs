//! Derivation: what may not stand for a type or element, and what a type is derived from.

use super::name::TypeId;
use super::root::Model;
use super::shape::Shape;

/// `block` of an element or complex type: what may not be sent in place of what is declared (part 1, 3.3.1 "disallowed
/// substitutions", 3.4.1 "prohibited substitutions").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Block {
    /// Types derived by extension.
    pub extension: bool,
    /// Types derived by restriction.
    pub restriction: bool,
    /// Members of the substitution group; of no meaning for a type.
    pub substitution: bool,
}

impl Block {
    /// What either forbids.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self {
            extension: self.extension || other.extension,
            restriction: self.restriction || other.restriction,
            substitution: self.substitution || other.substitution,
        }
    }

    /// Whether a step of derivation is forbidden.
    #[must_use]
    pub const fn forbids(self, method: Method) -> bool {
        match method {
            Method::Extension => self.extension,
            Method::Restriction => self.restriction,
        }
    }
}

/// How a type is derived from its base (part 1, 3.4.1 "derivation method"). A list or union restricts `xs:anySimpleType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// It adds to its base.
    Extension,
    /// It narrows its base.
    Restriction,
}

impl Model {
    /// What an XSD type is derived from, and how. None for `xs:anyType`, for what is foreign, and in JSON Schema; a complex
    /// type that names no base restricts `xs:anyType`, which need not be a type of the model.
    #[must_use]
    pub fn base(&self, id: TypeId) -> Option<(TypeId, Method)> {
        match &self.type_(id).shape {
            Shape::Record(record) => {
                let method = if record.by_restriction { Method::Restriction } else { Method::Extension };
                record.base.map(|base| (base, method))
            }
            Shape::Scalar(scalar) | Shape::List { facets: scalar, .. } | Shape::Union { facets: scalar, .. } => {
                scalar.base.map(|base| (base, Method::Restriction))
            }
            _ => None,
        }
    }
}
