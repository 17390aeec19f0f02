//! Global attributes.

use super::name::{Name, TypeId};
use crate::text::Origin;

/// A global attribute declaration of XSD (part 1, 3.2), which wildcards admit. What refers to one is a field.
#[derive(Debug, Clone)]
pub struct AttributeDecl {
    /// Its expanded name.
    pub name: Name,
    /// Its type, which is simple.
    pub type_: TypeId,
    /// `fixed`, as written.
    pub fixed: Option<Box<str>>,
    /// Where it is declared.
    pub origin: Origin,
}
