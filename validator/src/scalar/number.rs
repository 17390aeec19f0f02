//! Decimal and floating-point numbers: which literals are one, and how they compare.

use std::cmp::Ordering;

use driftline_schemas::number::Decimal;

/// Which literals of a number are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// `xs:integer`: a sign and digits (XSD 1.0 part 2, 3.3.13.1).
    XsdInteger,
    /// `xs:decimal`: a sign, digits and a point, no exponent (3.2.3.1).
    XsdDecimal,
    /// A JSON number; what is read from a payload or a schema is one already.
    Json,
    /// A JSON number without a fraction in its value: `1.0` and `1e2` too.
    JsonInteger,
    /// A JSON number without a fraction or exponent in its literal, as draft 4 has it.
    JsonDraft4Integer,
}

/// A decimal number of any length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number<'a> {
    literal: &'a str,
    /// Its value, where it is an integer of few digits: most are.
    small: Option<i64>,
}

impl<'a> Number<'a> {
    /// Reads a literal; `None` if the grammar does not have it.
    pub(super) fn read(literal: &'a str, grammar: Grammar) -> Option<Self> {
        if let Some(small) = small(literal) {
            return Some(Self { literal, small: Some(small) });
        }
        let decimal = Decimal::parse(literal)?;
        let has = |bytes: &[u8]| literal.bytes().any(|byte| bytes.contains(&byte));
        let is_read = match grammar {
            Grammar::XsdInteger | Grammar::JsonDraft4Integer => !has(b".eE"),
            Grammar::XsdDecimal => !has(b"eE"),
            Grammar::Json => true,
            Grammar::JsonInteger => decimal.is_integer(),
        };
        is_read.then_some(Self { literal, small: None })
    }

    /// The exact number.
    pub(super) fn decimal(&self) -> Decimal<'a> {
        Decimal::parse(self.literal).expect("it was read as a decimal")
    }

    /// Its value, where it is an integer of few digits.
    pub(super) fn small(&self) -> Option<i64> {
        self.small
    }

    /// An integer that has the same order with each number of few digits: its value, or the end of the integers on whose
    /// side it lies beyond all of them; `None` for one that lies between two.
    pub(super) fn among_small(&self) -> Option<i64> {
        let is_beyond = self.decimal().is_integer() && self.decimal().total_digits() > SMALL_DIGITS as u64;
        let end = if self.decimal().is_negative() { i64::MIN } else { i64::MAX };
        self.small.or(is_beyond.then_some(end))
    }

    pub(super) fn compare(&self, other: &Number<'_>) -> Ordering {
        match (self.small, other.small) {
            (Some(own), Some(theirs)) => own.cmp(&theirs),
            _ => self.decimal().cmp(&other.decimal()),
        }
    }

    /// Whether it is a whole multiple of `divisor`.
    pub(super) fn is_multiple_of(&self, divisor: &Number<'_>) -> bool {
        match (self.small, divisor.small) {
            (Some(own), Some(by)) => by != 0 && own % by == 0,
            _ => self.decimal().is_multiple_of(divisor.decimal()),
        }
    }
}

/// How many digits a number of few digits has: as many as an `i64` always holds.
const SMALL_DIGITS: usize = 18;

/// The value of a sign and few digits.
fn small(literal: &str) -> Option<i64> {
    let (is_negative, digits) = match literal.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > SMALL_DIGITS {
        return None;
    }
    let mut value = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(if is_negative { -value } else { value })
}

/// The value of an `xs:float` or `xs:double` literal (3.2.4.1, 3.2.5.1); a float's is rounded to its precision.
pub(super) fn float(literal: &str, is_single: bool) -> Option<f64> {
    match literal {
        "INF" => return Some(f64::INFINITY),
        "-INF" => return Some(f64::NEG_INFINITY),
        "NaN" => return Some(f64::NAN),
        _ => {}
    }
    let is_number = literal.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    // The standard library reads the same numbers, and rounds them once.
    match (is_number, is_single) {
        (false, _) => None,
        (true, true) => literal.parse::<f32>().ok().map(f64::from),
        (true, false) => literal.parse().ok(),
    }
}

/// The order of floating-point values: `NaN` equals itself and has no order with any other.
pub(super) fn compare_floats(one: f64, other: f64) -> Option<Ordering> {
    if one.is_nan() && other.is_nan() { Some(Ordering::Equal) } else { one.partial_cmp(&other) }
}
