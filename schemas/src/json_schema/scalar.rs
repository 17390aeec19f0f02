//! Keywords about strings and numbers, as facets.

use super::keyword::Keyword;
use super::pattern;
use super::schema::Schema;
use super::types::{Making, Types};
use crate::document::Kind;
use crate::error::{Error, ErrorKind};
use crate::model::{Draft, Facet, Format, Pattern, Primitive, Scalar};
use crate::number::Decimal;

/// The keywords that speak of strings.
pub(super) const OF_STRINGS: [Keyword; 4] = [Keyword::MinLength, Keyword::MaxLength, Keyword::Pattern, Keyword::Format];

/// The keywords that speak of numbers.
pub(super) const OF_NUMBERS: [Keyword; 5] =
    [Keyword::Minimum, Keyword::Maximum, Keyword::ExclusiveMinimum, Keyword::ExclusiveMaximum, Keyword::MultipleOf];

/// A string with its facets.
///
/// # Errors
/// Where a keyword has no value that it can have.
pub(super) fn string(types: &Types<'_>, making: &mut Making<'_, '_>) -> Result<Scalar, Error> {
    let schema = &mut making.schema;
    let mut scalar = Scalar::new(Primitive::String);
    (scalar.facets.min_length, scalar.facets.max_length) = schema.limits(Keyword::MinLength, Keyword::MaxLength)?;
    if let Some(text) = schema.text(Keyword::Pattern)? {
        let node = schema.get(Keyword::Pattern).unwrap_or(schema.node);
        pattern::check(schema.file, node, text)?;
        let facet = Facet { value: Pattern::Ecma(text.into()), origin: schema.file.origin(node) };
        scalar.facets.patterns = vec![vec![facet]];
    }
    scalar.facets.format = format(types, schema)?;
    Ok(scalar)
}

/// A number with its facets, whole or not.
///
/// # Errors
/// Where a keyword has no value that it can have.
pub(super) fn number(types: &Types<'_>, making: &mut Making<'_, '_>, whole: bool) -> Result<Scalar, Error> {
    let schema = &mut making.schema;
    let mut scalar = Scalar::new(if whole { Primitive::Integer } else { Primitive::Decimal });
    let facets = &mut scalar.facets;
    facets.multiple_of = schema.number(Keyword::MultipleOf)?;
    if let (Some(value), Some(node)) = (&facets.multiple_of, schema.get(Keyword::MultipleOf))
        && Decimal::parse(&value.value).is_none_or(|by| by.is_zero() || by.is_negative())
    {
        return Err(schema.file.error(ErrorKind::Schema, node, "`multipleOf` must be above zero"));
    }
    (facets.min_inclusive, facets.min_exclusive) = bounds(schema, Keyword::Minimum, Keyword::ExclusiveMinimum)?;
    (facets.max_inclusive, facets.max_exclusive) = bounds(schema, Keyword::Maximum, Keyword::ExclusiveMaximum)?;
    if let (Some(min), Some(max)) = (&facets.min_inclusive, &facets.max_inclusive)
        && Decimal::parse(&min.value) > Decimal::parse(&max.value)
    {
        schema.contradiction(Keyword::Minimum, Keyword::Maximum);
    }
    // Formats of strings say nothing of numbers; the others (`int32`) are kept as what their author says.
    facets.format = format(types, schema)?.filter(|format| matches!(format.value, Format::Other(_)));
    Ok(scalar)
}

/// A bound, inclusive and exclusive. In draft 4 the exclusive one is a boolean that makes the other one exclusive
/// (draft 4 validation, 5.1.2); later it is a bound of its own.
type Bound = Option<Facet<Box<str>>>;

fn bounds(schema: &Schema<'_>, inclusive: Keyword, exclusive: Keyword) -> Result<(Bound, Bound), Error> {
    let bound = schema.number(inclusive)?;
    let Some(node) = schema.get(exclusive) else { return Ok((bound, None)) };
    match (schema.dialect.draft, node.kind()) {
        (Draft::Draft4, Kind::Boolean) if node.value() == "true" => Ok((None, bound)),
        (Draft::Draft4, Kind::Boolean) => Ok((bound, None)),
        (Draft::Draft4, _) => Err(schema
            .file
            .expected(node, "`true` or `false`")
            .help("it is a bound of its own from draft 6 on: say so with `$schema`")),
        (_, Kind::Boolean) => Err(schema
            .file
            .expected(node, "a number")
            .help("it is a boolean in draft 4 only: say so with `$schema`, or give the bound here")),
        _ => Ok((bound, schema.number(exclusive)?)),
    }
}

fn format(types: &Types<'_>, schema: &Schema<'_>) -> Result<Option<Facet<Format>>, Error> {
    let origin = schema.get(Keyword::Format).map(|node| schema.file.origin(node)).unwrap_or_default();
    Ok(schema.text(Keyword::Format)?.map(|name| Facet { value: types.format(name, schema.dialect), origin }))
}
