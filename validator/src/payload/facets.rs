//! Facets of scalar types: a table that the derive writes and a check that reads it.

use std::cmp::Ordering;
use std::sync::OnceLock;

use driftline_schemas::model::Format;
use driftline_schemas::number::Decimal;
use regex::Regex;

use super::traits::Scalar;
use crate::scalar::matches_format;
use crate::value::FacetError;

/// What a scalar type's values must satisfy beyond those of the type inside it (XSD part 2, 4.3; JSON Schema validation, 6).
#[derive(Debug)]
#[expect(missing_docs, reason = "each is the facet of its name")]
pub struct Facets {
    pub length: Option<u64>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    /// All of them must match.
    pub patterns: &'static [Pattern],
    pub min_inclusive: Option<&'static str>,
    pub min_exclusive: Option<&'static str>,
    pub max_inclusive: Option<&'static str>,
    pub max_exclusive: Option<&'static str>,
    pub total_digits: Option<u64>,
    pub fraction_digits: Option<u64>,
    pub multiple_of: Option<&'static str>,
    pub format: Option<&'static str>,
}

impl Facets {
    /// No facet.
    pub const NONE: Self = Self {
        length: None,
        min_length: None,
        max_length: None,
        patterns: &[],
        min_inclusive: None,
        min_exclusive: None,
        max_inclusive: None,
        max_exclusive: None,
        total_digits: None,
        fraction_digits: None,
        multiple_of: None,
        format: None,
    };

    /// Whether a value satisfies them. A format decides before length and pattern.
    ///
    /// # Errors
    /// The first facet that does not hold.
    pub fn check<S: Scalar>(&self, value: &S) -> Result<(), FacetError> {
        let text = value.text();
        match self.format {
            Some(format) if !matches_format(&Format::from_name(format), &text) => {
                return Err(FacetError::Format(format));
            }
            Some(_) | None => {}
        }
        self.check_length(&text)?;
        self.patterns.iter().try_for_each(|pattern| pattern.check(&text))?;
        self.check_bounds(value)?;
        self.check_digits(&text)
    }

    fn check_length(&self, text: &str) -> Result<(), FacetError> {
        if self.length.is_none() && self.min_length.is_none() && self.max_length.is_none() {
            return Ok(());
        }
        let count = text.chars().count() as u64;
        match *self {
            Self { length: Some(want), .. } if count != want => Err(FacetError::Length(want)),
            Self { min_length: Some(want), .. } if count < want => Err(FacetError::MinLength(want)),
            Self { max_length: Some(want), .. } if count > want => Err(FacetError::MaxLength(want)),
            _ => Ok(()),
        }
    }

    fn check_bounds<S: Scalar>(&self, value: &S) -> Result<(), FacetError> {
        let fails = |bound: &str, good: fn(Ordering) -> bool| !value.compare(bound).is_some_and(good);
        match *self {
            Self { min_inclusive: Some(bound), .. } if fails(bound, Ordering::is_ge) => {
                Err(FacetError::MinInclusive(bound))
            }
            Self { min_exclusive: Some(bound), .. } if fails(bound, Ordering::is_gt) => {
                Err(FacetError::MinExclusive(bound))
            }
            Self { max_inclusive: Some(bound), .. } if fails(bound, Ordering::is_le) => {
                Err(FacetError::MaxInclusive(bound))
            }
            Self { max_exclusive: Some(bound), .. } if fails(bound, Ordering::is_lt) => {
                Err(FacetError::MaxExclusive(bound))
            }
            _ => Ok(()),
        }
    }

    fn check_digits(&self, text: &str) -> Result<(), FacetError> {
        if self.total_digits.is_none() && self.fraction_digits.is_none() && self.multiple_of.is_none() {
            return Ok(());
        }
        let number = Decimal::parse(text).ok_or(FacetError::NotA("a decimal number"))?;
        match *self {
            Self { total_digits: Some(want), .. } if number.total_digits() > want => Err(FacetError::TotalDigits(want)),
            Self { fraction_digits: Some(want), .. } if number.fraction_digits() > want => {
                Err(FacetError::FractionDigits(want))
            }
            Self { multiple_of: Some(want), .. }
                if !Decimal::parse(want).is_some_and(|divisor| number.is_multiple_of(divisor)) =>
            {
                Err(FacetError::MultipleOf(want))
            }
            _ => Ok(()),
        }
    }
}

/// A regular expression, compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    /// Whether the whole text must match (XSD part 2, appendix F) or any part of it (ECMA 262).
    whole: bool,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// An expression that the whole text must match.
    #[must_use]
    pub const fn whole(source: &'static str) -> Self {
        Self { source, whole: true, compiled: OnceLock::new() }
    }

    /// An expression that some part of the text must match.
    #[must_use]
    pub const fn anywhere(source: &'static str) -> Self {
        Self { source, whole: false, compiled: OnceLock::new() }
    }

    fn check(&self, text: &str) -> Result<(), FacetError> {
        let compile = || match self.whole {
            true => Regex::new(&format!(r"\A(?:{})\z", self.source)).ok(),
            false => Regex::new(self.source).ok(),
        };
        match self.compiled.get_or_init(compile) {
            Some(regex) if regex.is_match(text) => Ok(()),
            Some(_) => Err(FacetError::Pattern(self.source)),
            None => Err(FacetError::BadPattern(self.source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Facets, Pattern};
    use crate::value::{Decimal, FacetError, civil};

    fn check(facets: &Facets, text: &str) -> Result<(), FacetError> {
        facets.check(&text.to_owned())
    }

    #[test]
    fn lengths_count_characters() {
        let facets = Facets { min_length: Some(2), max_length: Some(3), ..Facets::NONE };
        assert_eq!(check(&facets, "çé"), Ok(()));
        assert_eq!(check(&facets, "ç"), Err(FacetError::MinLength(2)));
        assert_eq!(check(&facets, "abcd"), Err(FacetError::MaxLength(3)));
        assert_eq!(check(&Facets { length: Some(1), ..Facets::NONE }, ""), Err(FacetError::Length(1)));
    }

    #[test]
    fn a_pattern_matches_the_whole_text_or_is_found_in_it() {
        static WHOLE: [Pattern; 1] = [Pattern::whole("a|bc")];
        static ANYWHERE: [Pattern; 2] = [Pattern::anywhere("b"), Pattern::anywhere("^a")];
        static BAD: [Pattern; 1] = [Pattern::whole("(")];
        let whole = Facets { patterns: &WHOLE, ..Facets::NONE };
        assert_eq!(check(&whole, "bc"), Ok(()));
        assert_eq!(check(&whole, "abc"), Err(FacetError::Pattern("a|bc")));
        assert_eq!(check(&whole, "a\n"), Err(FacetError::Pattern("a|bc")));
        let anywhere = Facets { patterns: &ANYWHERE, ..Facets::NONE };
        assert_eq!(check(&anywhere, "abc"), Ok(()));
        assert_eq!(check(&anywhere, "cba"), Err(FacetError::Pattern("^a")));
        assert_eq!(check(&Facets { patterns: &BAD, ..Facets::NONE }, "x"), Err(FacetError::BadPattern("(")));
    }

    #[test]
    fn bounds_and_digits_go_by_value() {
        let facets = Facets {
            min_inclusive: Some("0"),
            max_exclusive: Some("100"),
            fraction_digits: Some(2),
            total_digits: Some(4),
            multiple_of: Some("0.05"),
            ..Facets::NONE
        };
        let check = |literal| facets.check(&Decimal::new(literal).unwrap());
        assert_eq!(check("19.950"), Ok(()));
        assert_eq!(check("-0.05"), Err(FacetError::MinInclusive("0")));
        assert_eq!(check("1e2"), Err(FacetError::MaxExclusive("100")));
        assert_eq!(check("1.005"), Err(FacetError::FractionDigits(2)));
        assert_eq!(check("1.01"), Err(FacetError::MultipleOf("0.05")));
        let dates = Facets { min_exclusive: Some("2014-01-03"), ..Facets::NONE };
        assert_eq!(dates.check(&civil::Date::new("2014-01-04").unwrap()), Ok(()));
        assert!(dates.check(&civil::Date::new("2014-01-03").unwrap()).is_err());
    }

    #[test]
    fn a_format_decides_first_and_an_unknown_one_says_nothing() {
        let facets = Facets { format: Some("date-time-space"), max_length: Some(3), ..Facets::NONE };
        assert_eq!(check(&facets, "2014-01-03T01:11:12"), Err(FacetError::Format("date-time-space")));
        assert_eq!(check(&Facets { format: Some("colour"), ..Facets::NONE }, "x"), Ok(()));
    }
}
