//! `enum` and `const`: the values that a schema lists.
//!
//! Values that the schema's own `type` refuses are left out, with a note: nobody can send them. What is left is an
//! enumeration of one scalar type (with or without null), or a list of values of any type.

use std::collections::HashSet;

use super::keyword::Keyword;
use super::kinds::Kinds;
use super::schema::Schema;
use crate::document::{Kind, NodeRef};
use crate::error::Error;
use crate::model::{Draft, EnumValue, Literal};

/// The values that a schema lists.
#[derive(Debug)]
pub(super) enum Values {
    /// No value is listed.
    Unlisted,
    /// `null` (or not), and values of one kind that a scalar's enumeration can list.
    Scalar(Listed),
    /// Values of any kind.
    Any(Vec<Literal>),
}

/// Values of one kind.
#[derive(Debug)]
pub(super) struct Listed {
    /// The kinds of the values: of one scalar type, and null.
    pub(super) kinds: Kinds,
    /// The values without null. None where the kinds say it all: `true` and `false`, or null alone.
    pub(super) values: Vec<EnumValue>,
    /// Whether it is a `const`.
    pub(super) is_constant: bool,
}

/// Reads `enum` and `const`, given the kinds that `type` allows. With both, the one value of `const` is what counts if it is
/// listed, and the second part says what else is listed.
///
/// # Errors
/// Where `enum` is no array.
pub(super) fn read(schema: &mut Schema<'_>, allowed: Option<Kinds>) -> Result<(Values, Option<Vec<Literal>>), Error> {
    let listed = match schema.get(Keyword::Enum) {
        Some(values) if values.kind() != Kind::Array => return Err(schema.file.expected(values, "an array of values")),
        Some(values) => Some(values.children().collect::<Vec<_>>()),
        None => None,
    };
    Ok(match (schema.get(Keyword::Const), listed) {
        (None, None) => (Values::Unlisted, None),
        (None, Some(listed)) => (sort(schema, listed, allowed, false), None),
        (Some(constant), None) => (sort(schema, vec![constant], allowed, true), None),
        (Some(constant), Some(listed)) => {
            let also = literals(schema, &listed);
            (sort(schema, vec![constant], allowed, true), Some(also))
        }
    })
}

fn sort(schema: &mut Schema<'_>, listed: Vec<NodeRef<'_>>, allowed: Option<Kinds>, is_constant: bool) -> Values {
    let draft = schema.dialect.draft;
    let (mut kinds, mut kept, mut seen) = (Kinds::NONE, Vec::new(), HashSet::new());
    for value in listed {
        let kind = Kinds::of(value, draft);
        if allowed.is_some_and(|allowed| !allowed.has(kind)) {
            schema.note(value, "this value is listed, but the `type` does not allow it");
        } else if seen.insert((value.kind(), value.value())) {
            kinds = kinds.and(kind);
            kept.push(value);
        } else {
            schema.note(value, "this value is listed twice");
        }
    }
    // Numbers are what the `type` calls them. Without one, 1.0 is as good as a listed 1, which draft 4 calls no integer.
    let numbers = allowed.map_or(draft == Draft::Draft4, |allowed| allowed.has(Kinds::NUMBER));
    if numbers && kinds.has(Kinds::INTEGER) {
        kinds = kinds.and(Kinds::NUMBER);
    }
    let scalars: Vec<NodeRef<'_>> = kept.iter().copied().filter(|value| value.kind() != Kind::Null).collect();
    let has_null = kinds.has(Kinds::NULL);
    let is_scalar = |kind: Kinds| kinds == kind || kinds == kind.and(Kinds::NULL);
    let enumerable = [Kinds::STRING, Kinds::INTEGER, Kinds::NUMBER].into_iter().any(is_scalar);
    let both = is_scalar(Kinds::BOOLEAN) && scalars.len() == 2;
    if kinds == Kinds::NULL || both {
        return Values::Scalar(Listed { kinds, values: Vec::new(), is_constant });
    }
    if enumerable || (kinds == Kinds::BOOLEAN && !has_null) {
        let values = scalars.iter().map(|value| EnumValue {
            text: value.value().into(),
            docs: None,
            origin: schema.file.origin(*value),
        });
        return Values::Scalar(Listed { kinds, values: values.collect(), is_constant });
    }
    Values::Any(literals(schema, &kept))
}

fn literals(schema: &Schema<'_>, values: &[NodeRef<'_>]) -> Vec<Literal> {
    let literal = |value: &NodeRef<'_>| Literal { json: schema.file.json(*value), origin: schema.file.origin(*value) };
    values.iter().map(literal).collect()
}
