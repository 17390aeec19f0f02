//! What a declaration says of an element: global, local, or only its type.

use driftline_schemas::model::{Block, ElementDecl, Field, Foreign, IdentityId, Model, TypeId};
use driftline_schemas::text::Origin;

/// What a declaration says of an element beyond its type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'c> {
    pub(super) type_: TypeId,
    pub(super) nillable: bool,
    pub(super) block: Block,
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
            block: element.block,
            fixed: element.fixed.as_deref(),
            default: element.default.as_deref(),
            optional: false,
            identities: &element.identities,
            foreign: &element.foreign,
            origin: element.origin,
        }
    }

    /// What a field says that is no reference to a global element.
    pub(super) fn local(field: &'c Field) -> Self {
        Self {
            nillable: field.nillable,
            block: field.block,
            fixed: field.fixed.as_deref(),
            default: field.default.as_deref(),
            identities: &field.identities,
            ..Self::only(field.type_, field.origin)
        }
    }

    /// What a field says, or the global element that it refers to.
    pub(super) fn field(model: &'c Model, field: &'c Field) -> Self {
        field.element.map_or_else(|| Self::local(field), |id| Self::global(model.element(id)))
    }

    /// A type, and nothing else.
    pub(super) fn only(type_: TypeId, origin: Origin) -> Self {
        Self {
            type_,
            nillable: false,
            block: Block::default(),
            fixed: None,
            default: None,
            optional: false,
            identities: &[],
            foreign: &[],
            origin,
        }
    }
}
