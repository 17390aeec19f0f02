//! Why a text is not a value of a type: the facet that does not hold.

use std::fmt;

/// Why a text is not a value of a type: what was wanted, never what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FacetError {
    /// Not in the lexical space of the type; in words: `an integer`, `a date`.
    NotA(&'static str),
    /// `length`: exactly so many characters.
    Length(u64),
    /// `minLength`: at least so many characters.
    MinLength(u64),
    /// `maxLength`: at most so many characters.
    MaxLength(u64),
    /// `pattern`: the text does not match this expression.
    Pattern(&'static str),
    /// `pattern`: the expression of the type itself cannot be compiled, so that no text can be judged.
    BadPattern(&'static str),
    /// `minInclusive`: not below this.
    MinInclusive(&'static str),
    /// `minExclusive`: above this.
    MinExclusive(&'static str),
    /// `maxInclusive`: not above this.
    MaxInclusive(&'static str),
    /// `maxExclusive`: below this.
    MaxExclusive(&'static str),
    /// `totalDigits`: at most so many digits.
    TotalDigits(u64),
    /// `fractionDigits`: at most so many digits after the point.
    FractionDigits(u64),
    /// `multipleOf`: a multiple of this.
    MultipleOf(&'static str),
    /// `format`: text of this format.
    Format(&'static str),
    /// `enumeration`: none of the values.
    Unlisted,
    /// `const`, `fixed`: not the only value.
    Constant,
}

impl fmt::Display for FacetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotA(what) => write!(f, "want {what}"),
            Self::Length(count) => write!(f, "want exactly {count} characters"),
            Self::MinLength(count) => write!(f, "want at least {count} characters"),
            Self::MaxLength(count) => write!(f, "want at most {count} characters"),
            Self::Pattern(pattern) => write!(f, "want a match of pattern {pattern}"),
            Self::BadPattern(pattern) => write!(f, "pattern {pattern} of the type is no regular expression"),
            Self::MinInclusive(bound) => write!(f, "want at least {bound}"),
            Self::MinExclusive(bound) => write!(f, "want more than {bound}"),
            Self::MaxInclusive(bound) => write!(f, "want at most {bound}"),
            Self::MaxExclusive(bound) => write!(f, "want less than {bound}"),
            Self::TotalDigits(count) => write!(f, "want at most {count} digits"),
            Self::FractionDigits(count) => write!(f, "want at most {count} digits after the point"),
            Self::MultipleOf(divisor) => write!(f, "want a multiple of {divisor}"),
            Self::Format(name) => write!(f, "want format {name}"),
            Self::Unlisted => f.write_str("want one of the values of the enumeration"),
            Self::Constant => f.write_str("want the only value of the schema"),
        }
    }
}

impl std::error::Error for FacetError {}
