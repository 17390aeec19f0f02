//! The facets that limit a length, an order or digits.

use std::fmt;

use driftline_schemas::model::{Facet, Facets, Primitive, WhiteSpace};
use driftline_schemas::text::Origin;

use super::encoded::{base64_octets, hex_octets};
use super::number::{Grammar, Number};
use super::value::{Value, is_ordered};
use super::white_space;

/// `length`, `minLength` and `maxLength` in one.
#[derive(Debug)]
pub(super) struct Lengths {
    /// At least, and where that is said.
    pub(super) min: Option<Facet<u64>>,
    /// At most, and where that is said.
    pub(super) max: Option<Facet<u64>>,
}

impl Lengths {
    /// The narrowest of the facets; `None` where there is none. Any `QName` or `NOTATION` satisfies them (XSD 1.0 part 2,
    /// 4.3.1.3), and only text and octets have a length.
    pub(super) fn new(primitive: Primitive, facets: &Facets) -> Option<Self> {
        let has_length =
            matches!(primitive, Primitive::String | Primitive::AnyUri | Primitive::HexBinary | Primitive::Base64Binary);
        let min = facets.length.iter().chain(&facets.min_length).max_by_key(|facet| facet.value).cloned();
        let max = facets.length.iter().chain(&facets.max_length).min_by_key(|facet| facet.value).cloned();
        (has_length && (min.is_some() || max.is_some())).then_some(Self { min, max })
    }

    /// Where the limit is given that a value exceeds; `None` if it is within them.
    pub(super) fn exceeded(&self, value: &Value<'_>) -> Option<Origin> {
        let min = self.min.as_ref().map_or(0, |facet| facet.value);
        let max = self.max.as_ref().map_or(u64::MAX, |facet| facet.value);
        let length = match value {
            Value::Text(text) => {
                // A character takes one to four bytes.
                let bytes = text.len() as u64;
                if bytes <= max && bytes.div_ceil(4) >= min {
                    return None;
                }
                text.chars().count() as u64
            }
            Value::Hex(text) => hex_octets(text)?,
            Value::Base64(text) => base64_octets(text)?,
            Value::Boolean(_)
            | Value::Number(_)
            | Value::Float(_)
            | Value::Duration(_)
            | Value::Moment(_)
            | Value::Null => return None,
        };
        let exceeded = match length {
            length if length < min => &self.min,
            length if length > max => &self.max,
            _ => &None,
        };
        exceeded.as_ref().map(|facet| facet.origin)
    }
}

/// A lower or upper bound.
#[derive(Debug)]
pub(super) struct Bound {
    primitive: Primitive,
    /// The bound's literal, after white-space processing.
    literal: Box<str>,
    /// What a number of few digits is compared with instead of the literal, where that gives the same order.
    small: Option<i64>,
    side: Side,
    /// Where it is given.
    pub(super) origin: Origin,
}

/// On which side of the values a bound is, and whether it is a value itself.
#[derive(Debug, Clone, Copy)]
enum Side {
    MinInclusive,
    MinExclusive,
    MaxInclusive,
    MaxExclusive,
}

impl Bound {
    /// The bounds of an ordered type; an error with place and reason for one that is no value of the type.
    pub(super) fn all(
        primitive: Primitive,
        facets: &Facets,
    ) -> impl Iterator<Item = Result<Self, (Origin, String)>> + '_ {
        let sides = [
            (&facets.min_inclusive, Side::MinInclusive),
            (&facets.min_exclusive, Side::MinExclusive),
            (&facets.max_inclusive, Side::MaxInclusive),
            (&facets.max_exclusive, Side::MaxExclusive),
        ];
        let given = sides.into_iter().filter(move |_| is_ordered(primitive));
        given.filter_map(|(facet, side)| facet.as_ref().map(|facet| (facet, side))).map(move |(facet, side)| {
            let literal: Box<str> = white_space::process(&facet.value, WhiteSpace::Collapse).into();
            let small = match Value::from_schema(primitive, &literal) {
                None => return Err((facet.origin, "the bound is no value of its type".to_owned())),
                Some(Value::Number(number)) => number.among_small(),
                Some(_) => None,
            };
            Ok(Self { primitive, literal, small, side, origin: facet.origin })
        })
    }

    /// Whether a value is within the bound. A value that has no order with it is not (part 2, 3.2.4 and 3.2.7.4).
    pub(super) fn admits(&self, value: &Value<'_>) -> bool {
        let order = match (value, self.small) {
            (Value::Number(number), Some(small)) if number.small().is_some() => number.small().cmp(&Some(small)),
            _ => {
                let bound = Value::from_schema(self.primitive, &self.literal);
                match bound.and_then(|bound| value.compare(&bound)) {
                    Some(order) => order,
                    None => return false,
                }
            }
        };
        match self.side {
            Side::MinInclusive => order.is_ge(),
            Side::MinExclusive => order.is_gt(),
            Side::MaxInclusive => order.is_le(),
            Side::MaxExclusive => order.is_lt(),
        }
    }
}

/// `at least 1`.
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.side {
            Side::MinInclusive => "at least ",
            Side::MinExclusive => "more than ",
            Side::MaxInclusive => "at most ",
            Side::MaxExclusive => "less than ",
        })?;
        f.write_str(&self.literal)
    }
}

/// A limit of the digits of a number.
#[derive(Debug)]
pub(super) struct Precision {
    rule: Rule,
    /// Where it is given.
    pub(super) origin: Origin,
}

#[derive(Debug)]
enum Rule {
    TotalDigits(u64),
    FractionDigits(u64),
    MultipleOf(Box<str>),
}

impl Precision {
    /// The limits of the digits; an error with place and reason for a divisor that is no number.
    pub(super) fn all(facets: &Facets) -> impl Iterator<Item = Result<Self, (Origin, String)>> + '_ {
        let total = facets.total_digits.as_ref().map(|facet| (Rule::TotalDigits(facet.value), facet.origin));
        let fraction = facets.fraction_digits.as_ref().map(|facet| (Rule::FractionDigits(facet.value), facet.origin));
        let multiple = facets.multiple_of.as_ref().map(|facet| (Rule::MultipleOf(facet.value.clone()), facet.origin));
        [total, fraction, multiple].into_iter().flatten().map(|(rule, origin)| match &rule {
            Rule::MultipleOf(literal) if Number::read(literal, Grammar::Json).is_none() => {
                Err((origin, "the divisor is no number".to_owned()))
            }
            Rule::TotalDigits(_) | Rule::FractionDigits(_) | Rule::MultipleOf(_) => Ok(Self { rule, origin }),
        })
    }

    /// Whether a number keeps it. Floating-point numbers are not limited so.
    pub(super) fn admits(&self, value: &Value<'_>) -> bool {
        let Value::Number(number) = value else { return true };
        match &self.rule {
            Rule::TotalDigits(most) => number.decimal().total_digits() <= *most,
            Rule::FractionDigits(most) => number.decimal().fraction_digits() <= *most,
            Rule::MultipleOf(literal) => {
                Number::read(literal, Grammar::Json).is_some_and(|divisor| number.is_multiple_of(&divisor))
            }
        }
    }
}

/// `a multiple of 0.01`.
impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.rule {
            Rule::TotalDigits(1) => f.write_str("at most 1 digit"),
            Rule::TotalDigits(most) => write!(f, "at most {most} digits"),
            Rule::FractionDigits(0) => f.write_str("no digit after the point"),
            Rule::FractionDigits(1) => f.write_str("at most 1 digit after the point"),
            Rule::FractionDigits(most) => write!(f, "at most {most} digits after the point"),
            Rule::MultipleOf(literal) => write!(f, "a multiple of {literal}"),
        }
    }
}
