//! Identity constraints: which values are unique, and which refer to others (XSD part 1, 3.11).

use super::name::Name;
use crate::text::Origin;

/// Names an identity constraint of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentityId(pub u32);

/// `xs:unique`, `xs:key` or `xs:keyref`: an identity-constraint definition (part 1, 3.11.1). It holds for each element whose
/// declaration has it.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its expanded name, which no other constraint of the model has.
    pub name: Name,
    /// What it asks for.
    pub category: IdentityCategory,
    /// The elements that it is about, seen from the element that has it.
    pub selector: XPath,
    /// Their values, seen from each of these elements; at least one.
    pub fields: Vec<XPath>,
    /// Where it is declared.
    pub origin: Origin,
}

/// What an identity constraint asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdentityCategory {
    /// That no two elements have the same values, where they have all of them.
    Unique,
    /// That each element has all of the values, and no two the same.
    Key,
    /// That the values are those of an element of this other constraint, which is a key or unique.
    KeyRef(IdentityId),
}

/// An expression of the part of XPath that selectors and fields may use (part 1, 3.11.6).
#[derive(Debug, Clone)]
pub struct XPath {
    /// It as written.
    pub text: Box<str>,
    /// Its alternatives.
    pub paths: Vec<LocationPath>,
    /// Where it is written.
    pub origin: Origin,
}

/// A way from an element to others or to attributes. Steps that stay where they are (`.`) are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationPath {
    /// Whether it begins at the element and at each one below it: `.//`.
    pub descendants: bool,
    /// From parent to child.
    pub steps: Vec<NameTest>,
    /// The attributes at its end, in fields only.
    pub attribute: Option<NameTest>,
}

/// The names that a step takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameTest {
    /// `*`: any.
    Any,
    /// `p:*`: any in this namespace.
    Namespace(Box<str>),
    /// This one.
    Name(Name),
}

impl NameTest {
    /// Whether a name is taken.
    #[must_use]
    pub fn admits(&self, namespace: Option<&str>, local: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Namespace(own) => namespace == Some(own),
            Self::Name(name) => *name.local == *local && name.namespace.as_deref() == namespace,
        }
    }
}
