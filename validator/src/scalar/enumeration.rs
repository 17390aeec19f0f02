//! Enumerations, compared in the value space.

use std::cmp::Ordering;

use driftline_schemas::model::{EnumValue, Primitive, WhiteSpace};
use driftline_schemas::text::Origin;

use super::value::Value;
use super::white_space;

/// The values that a scalar may have.
#[derive(Debug)]
pub(super) struct Enumeration {
    primitive: Primitive,
    /// The values of text, sorted by length and then by octets: most comparisons are of lengths.
    texts: Vec<Box<str>>,
    /// The integers of few digits, sorted, with their literals.
    integers: Vec<(i64, Box<str>)>,
    /// The literals of all other values.
    others: Vec<Box<str>>,
    /// How many values there are.
    pub(super) count: u64,
    /// Whether it is a `const`.
    pub(super) is_constant: bool,
    /// Where the first value is given.
    pub(super) origin: Origin,
}

impl Enumeration {
    /// Makes an enumeration ready; `None` where there is none.
    pub(super) fn new(
        primitive: Primitive,
        white_space: WhiteSpace,
        values: &[EnumValue],
        is_constant: bool,
    ) -> Option<Self> {
        let origin = values.first()?.origin;
        let mut texts: Vec<Box<str>> = Vec::new();
        let (mut integers, mut others) = (Vec::new(), Vec::new());
        for value in values {
            let text = white_space::process(&value.text, white_space);
            match Value::from_schema(primitive, &text) {
                Some(Value::Text(text)) => texts.push(text.into()),
                Some(Value::Number(number)) => match number.small() {
                    Some(small) => integers.push((small, text.into())),
                    None => others.push(text.into()),
                },
                Some(_) => others.push(text.into()),
                // Not a value of the type: nothing equals it.
                None => {}
            }
        }
        texts.sort_unstable_by(|one, other| shorter_first(one, other));
        integers.sort_unstable();
        Some(Self { primitive, texts, integers, others, count: values.len() as u64, is_constant, origin })
    }

    /// Whether it has this value.
    pub(super) fn has(&self, value: &Value<'_>) -> bool {
        let is_equal = |literal: &str| {
            let own = Value::from_schema(self.primitive, literal);
            own.is_some_and(|own| own.compare(value).is_some_and(Ordering::is_eq))
        };
        match value {
            Value::Text(text) => self.texts.binary_search_by(|own| shorter_first(own, text)).is_ok(),
            Value::Number(number) => {
                // `1.0` equals `1`.
                let is_integer = match number.small() {
                    Some(small) => self.integers.binary_search_by_key(&small, |(own, _)| *own).is_ok(),
                    None => self.integers.iter().any(|(_, literal)| is_equal(literal)),
                };
                is_integer || self.others.iter().any(|literal| is_equal(literal))
            }
            Value::Boolean(_)
            | Value::Float(_)
            | Value::Duration(_)
            | Value::Moment(_)
            | Value::Hex(_)
            | Value::Base64(_)
            | Value::Null => self.others.iter().any(|literal| is_equal(literal)),
        }
    }
}

fn shorter_first(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}
