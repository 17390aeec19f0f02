//! Values in facets: whether a literal is in the value space, how two compare, whether enumerations stay within the base.

use std::cmp::Ordering;

use super::super::context::Context;
use super::super::item::Item;
use super::Variety;
use crate::error::Error;
use crate::model::{Facets, Primitive, WhiteSpace};
use crate::number::Decimal;

/// Checks a literal of a primitive type; says what is wanted where it is not one. Only what is plain to see is checked:
/// the calendar is left to whoever compares dates.
pub(super) fn lexical(primitive: Primitive, text: &str) -> Result<(), &'static str> {
    let is_number = !text.contains(['e', 'E']) && Decimal::parse(text).is_some();
    let begins_with = |letters: &[char]| text.trim_start_matches('-').starts_with(letters);
    let (holds, want) = match primitive {
        Primitive::Decimal => (is_number, "a decimal number"),
        Primitive::Integer => (is_number && !text.contains('.'), "a whole number"),
        Primitive::Float | Primitive::Double => (is_float(text), "a number"),
        Primitive::Boolean => (matches!(text, "true" | "false" | "1" | "0"), "`true` or `false`"),
        Primitive::HexBinary => (
            text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "pairs of hexadecimal digits",
        ),
        Primitive::Duration => (begins_with(&['P']), "a duration, such as P1DT2H"),
        Primitive::DateTime
        | Primitive::Time
        | Primitive::Date
        | Primitive::GYearMonth
        | Primitive::GYear
        | Primitive::GMonthDay
        | Primitive::GDay
        | Primitive::GMonth => (begins_with(&['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']), "a date or time"),
        Primitive::String
        | Primitive::Base64Binary
        | Primitive::AnyUri
        | Primitive::QName
        | Primitive::Notation
        | Primitive::Null => (true, ""),
    };
    if holds { Ok(()) } else { Err(want) }
}

/// Compares two literals of a primitive type, where that is known here.
pub(super) fn compare(primitive: Primitive, one: &str, other: &str) -> Option<Ordering> {
    match primitive {
        Primitive::Decimal | Primitive::Integer => Some(Decimal::parse(one)?.cmp(&Decimal::parse(other)?)),
        Primitive::Float | Primitive::Double => one.parse::<f64>().ok()?.partial_cmp(&other.parse().ok()?),
        _ => None,
    }
}

/// Whether two bounds say the same, as numbers or as text.
pub(super) fn are_equal(one: Option<&str>, other: Option<&str>) -> bool {
    let number = |text| Decimal::parse(text);
    one == other || one.and_then(number).is_some_and(|one| other.and_then(number) == Some(one))
}

fn is_float(text: &str) -> bool {
    matches!(text, "INF" | "-INF" | "NaN") || Decimal::parse(text).is_some()
}

/// Part 2, 4.3.5: the values of an enumeration are values of the type, and of the base's enumeration where it has one.
pub(super) fn check(
    context: &Context<'_>,
    variety: Variety,
    base: &Facets,
    white_space: WhiteSpace,
    step: Item<'_>,
) -> Result<(), Error> {
    let Variety::Atomic(primitive) = variety else { return Ok(()) };
    let mut known: Vec<String> = base.enumeration.iter().map(|value| processed(&value.text, white_space)).collect();
    known.sort_unstable();
    for item in step.children().filter(|item| item.kind() == "enumeration") {
        let text = processed(&item.raw("value").unwrap_or_default(), white_space);
        if let Err(want) = lexical(primitive, &text) {
            return Err(context.sources.fault_at(item, "value", format!("`{text}` is not {want}")));
        }
        let is_known = known.is_empty()
            || known.binary_search(&text).is_ok()
            || primitive != Primitive::String && may_be_known(primitive, &known, &text);
        if !is_known {
            let message = format!("`{text}` is not among the values of the base: a restriction cannot widen it");
            return Err(context.sources.fault_at(item, "value", message));
        }
    }
    Ok(())
}

/// Whether a literal may be one of some values, written differently. Of types that are not compared here, any two literals
/// may be one value; so they may in enumerations that are too long to look through for each literal.
fn may_be_known(primitive: Primitive, known: &[String], text: &str) -> bool {
    known.len() > 1_000 || known.iter().any(|known| compare(primitive, known, text).is_none_or(Ordering::is_eq))
}

/// A literal after white-space processing (part 2, 4.3.6).
fn processed(text: &str, white_space: WhiteSpace) -> String {
    match white_space {
        WhiteSpace::Preserve => text.to_owned(),
        WhiteSpace::Replace => text.replace(['\t', '\n', '\r'], " "),
        WhiteSpace::Collapse => text.split_ascii_whitespace().collect::<Vec<_>>().join(" "),
    }
}
