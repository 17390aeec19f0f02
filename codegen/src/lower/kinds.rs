//! Kinds of JSON values that can satisfy a type: more than can, never less, so that what is generated for the rest is sound.

use std::ops::{BitAnd, BitOr};

use driftline_schemas::Model;
use driftline_schemas::model::{ByKind, Literal, Primitive, Scalar, Shape, TypeId};

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u8);

/// Types within types are looked at this deep; below that every kind may be.
const MAX_DEPTH: usize = 16;

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const NUMBER: Self = Self(4);
    pub(super) const STRING: Self = Self(8);
    pub(super) const ARRAY: Self = Self(16);
    pub(super) const OBJECT: Self = Self(32);
    pub(super) const ALL: Self = Self(63);

    /// Every kind but null.
    pub(super) const fn without_null(self) -> Self {
        Self(self.0 & !Self::NULL.0)
    }

    /// Whether all of those are among these.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// How many there are.
    pub(super) const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The kind of a literal.
    pub(super) fn of_literal(literal: &Literal) -> Self {
        match literal.json.bytes().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'n') => Self::NULL,
            Some(b't' | b'f') => Self::BOOLEAN,
            Some(b'"') => Self::STRING,
            Some(b'[') => Self::ARRAY,
            Some(b'{') => Self::OBJECT,
            _ => Self::NUMBER,
        }
    }

    /// The kinds that a type allows.
    pub(super) fn of(model: &Model, id: TypeId) -> Self {
        of(model, id, 0)
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Kinds {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

fn of(model: &Model, id: TypeId, depth: usize) -> Kinds {
    if depth > MAX_DEPTH {
        return Kinds::ALL;
    }
    let any = |parts: &[TypeId]| parts.iter().fold(Kinds::NONE, |all, part| all | of(model, *part, depth + 1));
    match &model.type_(id).shape {
        Shape::Any | Shape::Not(_) | Shape::Foreign(_) => Kinds::ALL,
        Shape::Never => Kinds::NONE,
        Shape::Scalar(scalar) => of_scalar(scalar),
        Shape::List { .. } | Shape::Union { .. } => Kinds::STRING,
        Shape::Record(_) => Kinds::OBJECT,
        Shape::Array(_) => Kinds::ARRAY,
        Shape::ByKind(kinds) => of_kinds(kinds),
        Shape::Enumeration(literals) => literals.iter().fold(Kinds::NONE, |all, one| all | Kinds::of_literal(one)),
        Shape::All { parts, .. } => parts.iter().fold(Kinds::ALL, |all, part| all & of(model, *part, depth + 1)),
        Shape::AnyOf(parts) | Shape::OneOf(parts) => any(parts),
        Shape::If { then: Some(then), otherwise: Some(otherwise), .. } => any(&[*then, *otherwise]),
        Shape::If { .. } => Kinds::ALL,
    }
}

fn of_scalar(scalar: &Scalar) -> Kinds {
    match scalar.primitive {
        Primitive::Null => Kinds::NULL,
        Primitive::Boolean => Kinds::BOOLEAN,
        Primitive::Decimal | Primitive::Integer | Primitive::Float | Primitive::Double => Kinds::NUMBER,
        Primitive::String
        | Primitive::Duration
        | Primitive::DateTime
        | Primitive::Time
        | Primitive::Date
        | Primitive::GYearMonth
        | Primitive::GYear
        | Primitive::GMonthDay
        | Primitive::GDay
        | Primitive::GMonth
        | Primitive::HexBinary
        | Primitive::Base64Binary
        | Primitive::AnyUri
        | Primitive::QName
        | Primitive::Notation => Kinds::STRING,
    }
}

fn of_kinds(kinds: &ByKind) -> Kinds {
    let parts = [
        (kinds.null, Kinds::NULL),
        (kinds.boolean, Kinds::BOOLEAN),
        (kinds.number.is_some(), Kinds::NUMBER),
        (kinds.string.is_some(), Kinds::STRING),
        (kinds.array.is_some(), Kinds::ARRAY),
        (kinds.object.is_some(), Kinds::OBJECT),
    ];
    parts.into_iter().filter(|(is_there, _)| *is_there).fold(Kinds::NONE, |all, (_, kind)| all | kind)
}
