//! Names, and the ids by which the parts of a model refer to one another.

use std::fmt;

/// A name with its namespace. JSON names have none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Name {
    /// The namespace name, where there is one.
    pub namespace: Option<Box<str>>,
    /// The name without a prefix; a whole key in JSON.
    pub local: Box<str>,
}

impl Name {
    /// A name in no namespace.
    #[must_use]
    pub fn local(local: impl Into<Box<str>>) -> Self {
        Self { namespace: None, local: local.into() }
    }

    /// A name in a namespace.
    #[must_use]
    pub fn new(namespace: Option<&str>, local: &str) -> Self {
        Self { namespace: namespace.map(Into::into), local: local.into() }
    }
}

/// `local` or `{namespace}local`.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{{{namespace}}}{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}

/// Names a type of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// Names a global element of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);
