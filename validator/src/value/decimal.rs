//! Numbers that keep their literal: equal, ordered and hashed by value, shown as written.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use driftline_schemas::number;

use super::FacetError;

/// A decimal number of any length that is shown as it was written and compared by value: `19.990` equals `19.99`.
///
/// ```
/// let total: driftline::Decimal = "19.990".parse()?;
/// assert_eq!(total.to_string(), "19.990");
/// assert_eq!(total, "19.99".parse()?);
/// # Ok::<(), driftline::FacetError>(())
/// ```
#[derive(Clone)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// Reads a literal: an optional sign, digits with an optional point, an optional exponent.
    ///
    /// # Errors
    /// For anything else.
    pub fn new(literal: &str) -> Result<Self, FacetError> {
        match number::Decimal::parse(literal) {
            Some(_) => Ok(Self(literal.into())),
            None => Err(FacetError::NotA("a decimal number")),
        }
    }

    /// The literal, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number behind the literal.
    pub(crate) fn number(&self) -> number::Decimal<'_> {
        number::Decimal::parse(&self.0).expect("the literal was read when it was made")
    }

    /// Whether its value is a whole number, however it is written: `1.0` and `1e2` are.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.number().is_integer()
    }

    /// The nearest float, which may not be this number; `None` where it is beyond the floats.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// The value as an `i64`, where it is a whole number that fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        whole(&self.0)?.try_into().ok()
    }

    /// The value as a `u64`, where it is a whole number that fits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        whole(&self.0)?.try_into().ok()
    }
}

/// The whole number that a literal stands for: `12`, `12.0` and `1.2e1` are twelve. `None` where it is no whole number, or
/// has more digits than any machine integer of 64 bits.
pub(crate) fn whole(literal: &str) -> Option<i128> {
    if let Ok(value) = literal.parse() {
        return Some(value);
    }
    let number = number::Decimal::parse(literal)?;
    if !number.is_integer() || number.total_digits() > 38 {
        return None;
    }
    let negative = literal.starts_with('-');
    let (mantissa, exponent) = literal.split_once(['e', 'E']).unwrap_or((literal, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = before.bytes().chain(after.bytes()).filter(u8::is_ascii_digit).map(|digit| i128::from(digit - b'0'));
    let digits: Vec<i128> = digits.skip_while(|digit| *digit == 0).collect();
    if digits.is_empty() {
        return Some(0);
    }
    // The power of ten of the last digit; an integer of at most 38 digits keeps it small, unless zeros were written out.
    let power = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(after.len()).ok()?)?;
    let kept = digits.len().saturating_sub(usize::try_from(power.min(0).unsigned_abs()).ok()?);
    let value = digits.iter().take(kept).try_fold(0_i128, |value, digit| value.checked_mul(10)?.checked_add(*digit))?;
    let value = value.checked_mul(10_i128.checked_pow(u32::try_from(power.max(0)).ok()?)?)?;
    Some(if negative { -value } else { value })
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value.
impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number().cmp(&other.number())
    }
}

/// By value, so that equal numbers hash alike: sign, digits without zeros at either end, and the power of ten.
impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let number = self.number();
        if number.is_zero() {
            return state.write_u8(0);
        }
        state.write_u8(if number.is_negative() { 1 } else { 2 });
        let mantissa = self.0.split(['e', 'E']).next().unwrap_or("");
        let digits = || mantissa.bytes().filter(u8::is_ascii_digit);
        let leading = digits().take_while(|digit| *digit == b'0').count();
        let trailing = digits().rev().take_while(|digit| *digit == b'0').count();
        let count = digits().count();
        digits().skip(leading).take(count - leading - trailing).for_each(|digit| state.write_u8(digit));
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Decimal {
    type Err = FacetError;

    fn from_str(literal: &str) -> Result<Self, FacetError> {
        Self::new(literal)
    }
}

impl TryFrom<&str> for Decimal {
    type Error = FacetError;

    fn try_from(literal: &str) -> Result<Self, FacetError> {
        Self::new(literal)
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Self {
        Self(value.to_string().into())
    }
}

impl From<u32> for Decimal {
    fn from(value: u32) -> Self {
        Self(value.to_string().into())
    }
}

/// A whole number of any length that is shown as it was written (`1.0` and `1e2` are whole) and compared by value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Integer(Decimal);

impl Integer {
    /// Reads a literal whose value is a whole number.
    ///
    /// # Errors
    /// For anything else.
    pub fn new(literal: &str) -> Result<Self, FacetError> {
        match Decimal::new(literal) {
            Ok(number) if number.is_integer() => Ok(Self(number)),
            Ok(_) | Err(_) => Err(FacetError::NotA("an integer")),
        }
    }

    /// The literal, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The value as an `i64`, where it fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.0.to_i64()
    }

    /// The value as a `u64`, where it fits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.0.to_u64()
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl FromStr for Integer {
    type Err = FacetError;

    fn from_str(literal: &str) -> Result<Self, FacetError> {
        Self::new(literal)
    }
}

impl TryFrom<&str> for Integer {
    type Error = FacetError;

    fn try_from(literal: &str) -> Result<Self, FacetError> {
        Self::new(literal)
    }
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Self(value.into())
    }
}

impl From<u64> for Integer {
    fn from(value: u64) -> Self {
        Self(value.into())
    }
}

impl From<i32> for Integer {
    fn from(value: i32) -> Self {
        Self(value.into())
    }
}

impl From<u32> for Integer {
    fn from(value: u32) -> Self {
        Self(value.into())
    }
}

impl From<Integer> for Decimal {
    fn from(value: Integer) -> Self {
        value.0
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, RandomState};

    use super::{Decimal, Integer};

    fn decimal(literal: &str) -> Decimal {
        Decimal::new(literal).unwrap()
    }

    #[test]
    fn equal_numbers_hash_alike_however_they_are_written() {
        let hasher = RandomState::new();
        for (one, other) in [("19.990", "19.99"), ("0", "-0.00"), ("100", "1e2"), ("+007", "7"), ("0.5", ".50")] {
            assert_eq!(decimal(one), decimal(other));
            assert_eq!(hasher.hash_one(decimal(one)), hasher.hash_one(decimal(other)), "{one} {other}");
        }
        assert_ne!(decimal("1"), decimal("-1"));
    }

    #[test]
    fn whole_numbers_become_machine_integers_where_they_fit() {
        for (literal, value) in [
            ("12", Some(12)),
            ("12.0", Some(12)),
            ("1.2e1", Some(12)),
            ("-1200e-2", Some(-12)),
            ("0.000", Some(0)),
            ("-0e99999999999999", Some(0)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775808", None),
            ("12.5", None),
            ("1e40", None),
            ("1e99999999999999999999", None),
            ("100000000000000000000000000000000000000000e-41", Some(1)),
        ] {
            assert_eq!(decimal(literal).to_i64(), value, "{literal}");
        }
    }

    #[test]
    fn an_integer_is_a_whole_number_as_it_was_written() {
        assert_eq!(Integer::new("1.0").unwrap().to_string(), "1.0");
        assert_eq!(Integer::new("1.0").unwrap(), Integer::from(1));
        assert!(Integer::new("1.5").is_err());
        assert!(Integer::new("").is_err());
    }
}
