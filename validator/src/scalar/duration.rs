//! `xs:duration` (XSD 1.0 part 2, 3.2.6): months and seconds, whose order is partial because months differ in length.

use std::cmp::Ordering;

use super::calendar::{DAY, days};
use super::scan::{Scan, clamped, without_trailing_zeros};

/// A duration. Its sign is in each of its numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Duration<'a> {
    is_negative: bool,
    months: i128,
    seconds: i128,
    /// The digits of its fraction of a second, without trailing zeros.
    fraction: &'a [u8],
}

/// The instants from which two durations are compared (3.2.6.2).
const FROM: [(i128, u32); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

/// Reads a literal: `P1Y2M3DT4H5M6.7S` with any part left out, but not all, and no `T` without a part after it.
pub(super) fn duration(literal: &str) -> Option<Duration<'_>> {
    let scan = &mut Scan::new(literal);
    let is_negative = scan.byte(b'-').is_some();
    scan.byte(b'P')?;
    let mut value = Duration { is_negative, months: 0, seconds: 0, fraction: &[] };
    let mut units: &[u8] = b"YMD";
    let mut is_time = false;
    let mut is_empty = true;
    while !scan.is_end() {
        if !is_time && scan.byte(b'T').is_some() {
            (is_time, units) = (true, b"HMS");
        }
        let digits = scan.digits();
        let fraction = scan.byte(b'.').map(|()| scan.digits());
        if digits.is_empty() || fraction.is_some_and(<[u8]>::is_empty) {
            return None;
        }
        let unit = scan.any(units)?;
        if fraction.is_some() && (!is_time || unit != b'S') {
            return None;
        }
        let number = clamped(digits);
        match (is_time, unit) {
            (false, b'Y') => value.months += number * 12,
            (false, b'M') => value.months += number,
            (false, _) => value.seconds += number * DAY,
            (true, b'H') => value.seconds += number * 3600,
            (true, b'M') => value.seconds += number * 60,
            (true, _) => {
                value.seconds += number;
                value.fraction = without_trailing_zeros(fraction.unwrap_or_default());
            }
        }
        let at = units.iter().position(|known| *known == unit)?;
        units = &units[at + 1..];
        is_empty = false;
    }
    if is_negative {
        (value.months, value.seconds) = (-value.months, -value.seconds);
    }
    (!is_empty).then_some(value)
}

impl Duration<'_> {
    /// The whole seconds from a fixed instant to the one that lies this duration after the first of a month; the fraction
    /// is counted upwards from there.
    fn end(&self, (year, month): (i128, u32)) -> i128 {
        let months = year * 12 + i128::from(month) - 1 + self.months;
        let month = u32::try_from(months.rem_euclid(12)).unwrap_or(0) + 1;
        let whole = days(months.div_euclid(12), month, 1) * DAY + self.seconds;
        if self.is_negative && !self.fraction.is_empty() { whole - 1 } else { whole }
    }

    /// A text that equal durations have in common.
    pub(super) fn key(&self) -> String {
        let Self { is_negative, months, seconds, fraction } = self;
        let sign = if *is_negative && !fraction.is_empty() { "-" } else { "" };
        format!("{months};{seconds};{sign}{}", String::from_utf8_lossy(fraction))
    }

    /// The digits of the fraction, counted upwards: `-0.25` is `-1 + 0.75`.
    fn upward_fraction(&self) -> impl Iterator<Item = u8> {
        let last = self.fraction.len().saturating_sub(1);
        self.fraction.iter().enumerate().map(move |(at, digit)| {
            let digit = digit - b'0';
            match (self.is_negative, at == last) {
                (false, _) => digit,
                (true, false) => 9 - digit,
                (true, true) => 10 - digit,
            }
        })
    }

    /// Their order, if it is the same from each of the four instants.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        let from = |instant| {
            let whole = self.end(instant).cmp(&other.end(instant));
            whole.then_with(|| self.upward_fraction().cmp(other.upward_fraction()))
        };
        let first = from(FROM[0]);
        FROM[1..].iter().all(|instant| from(*instant) == first).then_some(first)
    }
}
