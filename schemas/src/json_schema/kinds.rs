//! Kinds of JSON values, as `type` names them.

use super::keyword::Keyword;
use super::schema::Schema;
use crate::document::{Kind, NodeRef};
use crate::error::{Error, ErrorKind};
use crate::model::Draft;
use crate::near;
use crate::number::Decimal;

/// A set of kinds. Numbers come in two: all of them, or whole ones only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u8);

/// The name of each kind in `type` (validation, 6.1.1).
const NAMES: [(&str, Kinds); 7] = [
    ("null", Kinds::NULL),
    ("boolean", Kinds::BOOLEAN),
    ("integer", Kinds::INTEGER),
    ("number", Kinds::NUMBER),
    ("string", Kinds::STRING),
    ("array", Kinds::ARRAY),
    ("object", Kinds::OBJECT),
];

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    /// Every number, whole ones too.
    pub(super) const NUMBER: Self = Self(4 | 8);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    /// These and those.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of those are among these.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether these are numbers and nothing else, strings and nothing else, and so on.
    pub(super) fn is_one(self) -> bool {
        self == Self::NUMBER || self.0.is_power_of_two()
    }

    /// What `type` says, where it is there.
    ///
    /// # Errors
    /// Where it names no kind, or one that there is not.
    pub(super) fn declared(schema: &Schema<'_>) -> Result<Option<Self>, Error> {
        let Some(value) = schema.get(Keyword::Type) else { return Ok(None) };
        match value.kind() {
            Kind::String => named(schema, value).map(Some),
            Kind::Array if value.children().next().is_some() => {
                value.children().try_fold(Self::NONE, |kinds, name| Ok(kinds.and(named(schema, name)?))).map(Some)
            }
            _ => Err(schema.file.expected(value, "the name of a type, or an array of such names")),
        }
    }

    /// The kind of a literal. Up to draft 4 a number with a point is not whole.
    pub(super) fn of(value: NodeRef<'_>, draft: Draft) -> Self {
        match value.kind() {
            Kind::Null => Self::NULL,
            Kind::Boolean => Self::BOOLEAN,
            Kind::Number if is_whole(value.value(), draft) => Self::INTEGER,
            Kind::Number => Self::NUMBER,
            Kind::String => Self::STRING,
            Kind::Array => Self::ARRAY,
            Kind::Object => Self::OBJECT,
            Kind::Element | Kind::Attribute | Kind::Namespace | Kind::Text => Self::NONE,
        }
    }
}

fn is_whole(literal: &str, draft: Draft) -> bool {
    match draft {
        Draft::Draft4 => !literal.contains(['.', 'e', 'E']),
        Draft::Draft6 | Draft::Draft7 | Draft::Draft201909 | Draft::Draft202012 => {
            Decimal::parse(literal).is_some_and(Decimal::is_integer)
        }
    }
}

fn named(schema: &Schema<'_>, name: NodeRef<'_>) -> Result<Kinds, Error> {
    if name.kind() != Kind::String {
        return Err(schema.file.expected(name, "the name of a type"));
    }
    let known = NAMES.into_iter().find(|(known, _)| *known == name.value());
    known.map(|(_, kind)| kind).ok_or_else(|| {
        let message = format!("there is no type `{}`", name.value());
        let error = schema.file.error(ErrorKind::Schema, name, message);
        match near::nearest(name.value(), NAMES.into_iter().map(|(known, _)| known)) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help("types are null, boolean, integer, number, string, array and object"),
        }
    })
}
