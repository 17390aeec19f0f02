//! Decimal numbers of any length, exactly as they are written.
//!
//! A [`Decimal`] borrows its literal and never goes through a float: `0.1` is a tenth, `19.990` has its three digits, and
//! `1e400` is compared without being written out.

use std::cmp::Ordering;

/// A decimal number, borrowed from its literal: JSON's `number`, XSD's `decimal` and `integer`.
#[derive(Debug, Clone, Copy)]
pub struct Decimal<'a> {
    negative: bool,
    /// Digits before the point without leading zeros.
    whole: &'a [u8],
    /// Digits after the point without trailing zeros.
    fraction: &'a [u8],
    exponent: i64,
}

impl<'a> Decimal<'a> {
    /// Reads a literal: an optional sign, digits with an optional point, an optional exponent. Wider than JSON's grammar
    /// (`+1`, `.5`, `01`), so that XSD's literals are read too; `None` for anything else.
    #[must_use]
    pub fn parse(literal: &'a str) -> Option<Self> {
        let bytes = literal.as_bytes();
        let (negative, bytes) = match bytes.first()? {
            b'-' => (true, &bytes[1..]),
            b'+' => (false, &bytes[1..]),
            _ => (false, bytes),
        };
        let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (whole, rest) = bytes.split_at(digits(bytes));
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => rest.split_at(digits(rest)),
            rest => (&[][..], rest),
        };
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', rest @ ..] => parse_exponent(rest)?,
            _ => return None,
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let leading = whole.iter().take_while(|digit| **digit == b'0').count();
        let trailing = fraction.iter().rev().take_while(|digit| **digit == b'0').count();
        Some(Self { negative, whole: &whole[leading..], fraction: &fraction[..fraction.len() - trailing], exponent })
    }

    /// Its significant digits, none for zero.
    fn digits(self) -> impl DoubleEndedIterator<Item = u8> + Clone + 'a {
        self.whole.iter().chain(self.fraction).copied()
    }

    /// The value of a whole number of few digits without an exponent, which most numbers are.
    fn small(self) -> Option<i64> {
        if self.exponent != 0 || !self.fraction.is_empty() || self.whole.len() > 18 {
            return None;
        }
        let value = self.whole.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
        Some(if self.negative { -value } else { value })
    }

    /// Digits without zeros at either end, and the power of ten of the last of them; `None` for zero.
    fn normal(self) -> Option<(usize, usize, i64)> {
        let total = self.whole.len() + self.fraction.len();
        let leading = self.digits().take_while(|digit| *digit == b'0').count();
        if leading == total {
            return None;
        }
        let trailing = self.digits().rev().take_while(|digit| *digit == b'0').count();
        let fraction = i64::try_from(self.fraction.len()).unwrap_or(i64::MAX);
        let zeros = i64::try_from(trailing).unwrap_or(i64::MAX);
        Some((leading, total - leading - trailing, self.exponent.saturating_sub(fraction).saturating_add(zeros)))
    }

    /// Whether it is zero, of either sign.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.normal().is_none()
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.negative && !self.is_zero()
    }

    /// Whether its value is a whole number, however it is written: `1.0` and `1e2` are.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.normal().is_none_or(|(_, _, power)| power >= 0)
    }

    /// Its value as a text that equal numbers have in common: `1.50` and `0015e-1` are `15e-1`.
    #[must_use]
    pub fn normalized(self) -> String {
        let Some((skip, count, power)) = self.normal() else { return "0".to_owned() };
        let sign = if self.negative { "-" } else { "" };
        let digits: String = self.digits().skip(skip).take(count).map(char::from).collect();
        format!("{sign}{digits}e{power}")
    }

    /// How many digits its value has after the point, without trailing zeros (XSD part 2, 4.3.12).
    #[must_use]
    pub fn fraction_digits(self) -> u64 {
        self.normal().map_or(0, |(_, _, power)| power.min(0).unsigned_abs())
    }

    /// How many digits its value has, without leading zeros before and trailing zeros after the point (part 2, 4.3.11).
    #[must_use]
    pub fn total_digits(self) -> u64 {
        self.normal().map_or(1, |(_, count, power)| {
            let count = count as u64;
            if power >= 0 { count.saturating_add(power.unsigned_abs()) } else { count.max(power.unsigned_abs()) }
        })
    }

    /// Whether it is a whole multiple of `divisor`, exactly; `false` for a divisor of zero.
    #[must_use]
    pub fn is_multiple_of(self, divisor: Decimal<'_>) -> bool {
        let Some((skip, count, power)) = divisor.normal() else { return false };
        let by: Vec<u8> = divisor.digits().skip(skip).take(count).map(|digit| digit - b'0').collect();
        let Some((skip, count, own)) = self.normal() else { return true };
        let shift = own.saturating_sub(power);
        // Without trailing zeros the number cannot be a multiple of a higher power of ten.
        if shift < 0 {
            return false;
        }
        // Powers of ten beyond the bits of the divisor hold no factor of it that is not there already.
        let zeros = usize::try_from(shift).unwrap_or(usize::MAX).min(by.len() * 4);
        let digits = self.digits().skip(skip).take(count).map(|digit| digit - b'0');
        remainder_is_zero(digits.chain(std::iter::repeat_n(0, zeros)), &by)
    }
}

/// An exponent; beyond what an `i64` holds it is clamped, which compares the same for any literal that fits in memory.
fn parse_exponent(bytes: &[u8]) -> Option<i64> {
    let (negative, digits) = match bytes.first()? {
        b'-' => (true, &bytes[1..]),
        b'+' => (false, &bytes[1..]),
        _ => (false, bytes),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    const LIMIT: i64 = i64::MAX / 4;
    let value = digits
        .iter()
        .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(LIMIT));
    Some(if negative { -value } else { value })
}

/// Long division by hand: whether the remainder of a stream of digits by `by` is zero.
fn remainder_is_zero(digits: impl Iterator<Item = u8>, by: &[u8]) -> bool {
    let small = (by.len() <= 18).then(|| by.iter().fold(0_u64, |value, digit| value * 10 + u64::from(*digit)));
    if let Some(by) = small {
        let by = u128::from(by);
        return digits.fold(0_u128, |rest, digit| (rest * 10 + u128::from(digit)) % by) == 0;
    }
    // The remainder, most significant digit first, one digit longer than the divisor.
    let mut rest = vec![0_u8; by.len() + 1];
    for digit in digits {
        rest.remove(0);
        rest.push(digit);
        while rest[0] > 0 || rest[1..] >= *by {
            let mut borrow = 0;
            for (at, own) in rest.iter_mut().enumerate().rev() {
                let take = borrow + if at > 0 { by[at - 1] } else { 0 };
                borrow = u8::from(*own < take);
                *own = *own + 10 * borrow - take;
            }
        }
    }
    rest.iter().all(|digit| *digit == 0)
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal<'_> {}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value: `1.0` equals `1`.
impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Some(own), Some(theirs)) = (self.small(), other.small()) {
            return own.cmp(&theirs);
        }
        let (own, theirs) = (self.normal(), other.normal());
        let (Some((skip, count, power)), Some((their_skip, their_count, their_power))) = (own, theirs) else {
            let sign = |number: &Self, normal: Option<_>| match normal {
                None => 0,
                Some(_) if number.negative => -1,
                Some(_) => 1,
            };
            return sign(self, own).cmp(&sign(other, theirs));
        };
        if self.negative != other.negative {
            return if self.negative { Ordering::Less } else { Ordering::Greater };
        }
        let top = |count: usize, power: i64| power.saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
        let magnitude = top(count, power).cmp(&top(their_count, their_power)).then_with(|| {
            let own = self.digits().skip(skip).take(count);
            own.cmp(other.digits().skip(their_skip).take(their_count))
        });
        if self.negative { magnitude.reverse() } else { magnitude }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(literal: &str) -> Decimal<'_> {
        Decimal::parse(literal).unwrap()
    }

    #[test]
    fn literals_are_compared_by_value() {
        for (low, high) in [
            ("1", "2"),
            ("-2", "-1"),
            ("-1", "0"),
            ("0", "0.001"),
            ("9", "10"),
            ("0.9", "1e0"),
            ("1e400", "1.0001e400"),
            ("9007199254740992", "9007199254740993"),
            ("-1e9999999999999999999", "5"),
            ("0.10", "0.1001"),
        ] {
            assert!(decimal(low) < decimal(high), "{low} {high}");
            assert!(decimal(high) > decimal(low), "{low} {high}");
            assert_ne!(decimal(low).normalized(), decimal(high).normalized());
        }
        for (one, other) in
            [("1", "1.0"), ("0", "-0.00"), ("100", "1e2"), ("0.5", ".50"), ("+01", "1"), ("1200e-2", "12")]
        {
            assert_eq!(decimal(one), decimal(other));
            assert_eq!(decimal(one).normalized(), decimal(other).normalized());
        }
    }

    #[test]
    fn only_numbers_are_read() {
        for text in ["", "-", ".", "1e", "1e+", "abc", "1.2.3", "0x1", " 1", "1 ", "NaN", "--1", "1e1.5"] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn digits_are_those_of_the_value() {
        assert!(decimal("1.0").is_integer() && decimal("1.5e1").is_integer() && decimal("0e-5").is_integer());
        assert!(!decimal("1.5").is_integer() && !decimal("1e-1").is_integer());
        assert_eq!(decimal("19.990").fraction_digits(), 2);
        assert_eq!(decimal("0019.990").total_digits(), 4);
        assert_eq!(decimal("0.05").total_digits(), 2);
        assert_eq!(decimal("1e3").total_digits(), 4);
        assert_eq!(decimal("0").total_digits(), 1);
    }

    #[test]
    fn multiples_are_exact() {
        for (number, by) in [
            ("1.1", "0.1"),
            ("0", "7"),
            ("19.99", "0.01"),
            ("1e308", "0.5"),
            ("9007199254740993", "3"),
            ("-6", "2"),
            ("340282366920938463463374607431768211456", "2"),
            ("1e1000000000000", "1e5"),
            ("246913578024691357802469135780", "123456789012345678901234567890"),
        ] {
            assert!(decimal(number).is_multiple_of(decimal(by)), "{number} {by}");
        }
        for (number, by) in [
            ("1.15", "0.1"),
            ("1", "0"),
            ("9007199254740992", "3"),
            ("7", "2e3"),
            ("1e400", "3"),
            ("246913578024691357802469135781", "123456789012345678901234567890"),
        ] {
            assert!(!decimal(number).is_multiple_of(decimal(by)), "{number} {by}");
        }
    }
}
