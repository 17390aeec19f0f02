//! Derivation: how one type is made from another, and what may not stand for a type or element.

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
