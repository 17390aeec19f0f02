//! Ranges of small whole numbers, which most numbers of most schemas are held to.
//!
//! A range only ever accepts: what it does not accept is looked at by the rules one by one, which also name the fault.

use driftline_schemas::model::{Facet, Facets, Primitive};

/// Digits that an `i64` always holds.
const MOST_DIGITS: usize = 18;

/// A range of small whole numbers, with or without fractions between them.
#[derive(Debug)]
pub(super) struct Range {
    min: i64,
    max: i64,
    fractions: bool,
}

impl Range {
    /// The range that a number's facets come to; none where they say anything else.
    pub(super) fn new(primitive: Primitive, facets: &Facets) -> Option<Self> {
        let fractions = match primitive {
            Primitive::Integer => false,
            Primitive::Decimal => true,
            _ => return None,
        };
        let exclusive = facets.min_exclusive.is_some() || facets.max_exclusive.is_some();
        let digits = facets.total_digits.is_some()
            || facets.multiple_of.is_some()
            || (fractions && facets.fraction_digits.is_some());
        if exclusive || digits || !facets.patterns.is_empty() || !facets.enumeration.is_empty() {
            return None;
        }
        let bound = |facet: &Option<Facet<Box<str>>>, open: i64| match facet {
            None => Some(open),
            Some(facet) if facet.value.len() <= MOST_DIGITS => facet.value.trim().parse().ok(),
            Some(_) => None,
        };
        Some(Self {
            min: bound(&facets.min_inclusive, i64::MIN)?,
            max: bound(&facets.max_inclusive, i64::MAX)?,
            fractions,
        })
    }

    /// Whether a literal is surely a number within the range.
    pub(super) fn accepts(&self, literal: &str) -> bool {
        let (negative, digits) = match literal.as_bytes() {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        let (mut value, mut rest) = (0_i64, digits);
        while let [digit @ b'0'..=b'9', after @ ..] = rest {
            // Of too many digits no use is made.
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            rest = after;
        }
        let count = digits.len() - rest.len();
        if count == 0 || count > MOST_DIGITS {
            return false;
        }
        match rest {
            [] => {
                let value = if negative { -value } else { value };
                self.min <= value && value <= self.max
            }
            // Some fraction above a whole number that is within, and below the next one.
            [b'.', fraction @ ..] if self.fractions && !negative => {
                !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit) && self.min <= value && value < self.max
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::model::{Facet, Facets, Primitive};
    use driftline_schemas::text::Origin;

    use super::Range;

    fn range(primitive: Primitive, min: &str, max: &str) -> Option<Range> {
        let facet = |text: &str| (!text.is_empty()).then(|| Facet { value: text.into(), origin: Origin::default() });
        let facets = Facets { min_inclusive: facet(min), max_inclusive: facet(max), ..Facets::default() };
        Range::new(primitive, &facets)
    }

    #[test]
    fn only_what_is_surely_within_is_accepted() {
        let whole = range(Primitive::Integer, "-5", "100").unwrap();
        for literal in ["0", "-5", "100", "007"] {
            assert!(whole.accepts(literal), "{literal}");
        }
        for literal in ["", "-", "101", "-6", "1.0", "1e1", "1 ", "+1", "9999999999999999999", "x"] {
            assert!(!whole.accepts(literal), "{literal}");
        }
        let money = range(Primitive::Decimal, "0", "10").unwrap();
        assert!(money.accepts("9.99") && money.accepts("10") && money.accepts("0.00"));
        assert!(!money.accepts("10.0") && !money.accepts("-0.5") && !money.accepts("1.") && !money.accepts("1.5e3"));
        assert!(range(Primitive::Decimal, "0.5", "").is_none() && range(Primitive::String, "", "").is_none());
    }
}
