//! What a declaration says of an element: global, local, or only its type.

use driftline_schemas::model::{ElementDecl, Foreign, IdentityId, TypeId};
use driftline_schemas::text::Origin;

/// What a declaration says of an element beyond its type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'c> {
    pub(super) type_: TypeId,
    pub(super) nillable: bool,
    pub(super) fixed: Option<&'c str>,
    pub(super) default: Option<&'c str>,
    pub(super) optional: bool,
    pub(super) identities: &'c [IdentityId],
    pub(super) foreign: &'c [Foreign],
    pub(super) origin: Origin,
}

impl<'c> Declared<'c> {
    /// What a global declaration says.
    pub(super) fn global(element: &'c ElementDecl) -> Self {
        Self {
            type_: element.type_,
            nillable: element.nillable,
            fixed: element.fixed.as_deref(),
            default: element.default.as_deref(),
            optional: false,
            identities: &element.identities,
            foreign: &element.foreign,
            origin: element.origin,
        }
    }

    /// A type, and nothing else.
    pub(super) fn only(type_: TypeId, origin: Origin) -> Self {
        Self {
            type_,
            nillable: false,
            fixed: None,
            default: None,
            optional: false,
            identities: &[],
            foreign: &[],
            origin,
        }
    }
}
