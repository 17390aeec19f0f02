//! The date and time types of XSD, as moments on a time line (XSD 1.0 part 2, 3.2.7 to 3.2.14).
//!
//! Each value is its first instant; what a type does not say (the year of a `gMonthDay`) is filled in the same way for
//! all of its values. A value without a zone may be up to fourteen hours off one with a zone, so their order is partial.

use std::cmp::Ordering;

use driftline_schemas::model::Primitive;

use super::calendar::{DAY, days, days_in_month};
use super::scan::{Scan, clamped, without_trailing_zeros};

/// A value of a date or time type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment<'a> {
    /// Since a fixed instant; in UTC where there is a zone, in local time where there is none.
    seconds: i128,
    /// The digits of its fraction of a second, without trailing zeros.
    fraction: &'a [u8],
    has_zone: bool,
}

/// A leap year, with a first month of 31 days: has every `gMonthDay` and every `gDay`.
const SOME_YEAR: i128 = 1972;
/// Fourteen hours, the largest zone (3.2.7.4).
const LARGEST_ZONE: i128 = 14 * 3600;

/// Reads a literal of this type; `None` if it is none, or if the type is no date or time.
pub(super) fn moment(primitive: Primitive, literal: &str) -> Option<Moment<'_>> {
    let scan = &mut Scan::new(literal);
    let mut day = (SOME_YEAR, 1, 1);
    let mut time = (0, &b""[..]);
    match primitive {
        Primitive::DateTime => {
            day = date(scan)?;
            scan.byte(b'T')?;
            time = time_of_day(scan)?;
        }
        // 24:00:00 is the same as 00:00:00.
        Primitive::Time => time = time_of_day(scan).map(|(seconds, fraction)| (seconds % DAY, fraction))?,
        Primitive::Date => day = date(scan)?,
        Primitive::GYearMonth => {
            let year = year(scan)?;
            scan.byte(b'-')?;
            day = (year, month(scan)?, 1);
        }
        Primitive::GYear => day.0 = year(scan)?,
        Primitive::GMonthDay => {
            dashes(scan, 2)?;
            let month = month(scan)?;
            scan.byte(b'-')?;
            day = (SOME_YEAR, month, day_of_month(scan, SOME_YEAR, month)?);
        }
        Primitive::GDay => {
            dashes(scan, 3)?;
            day.2 = day_of_month(scan, SOME_YEAR, 1)?;
        }
        Primitive::GMonth => {
            dashes(scan, 2)?;
            day.1 = month(scan)?;
        }
        Primitive::String
        | Primitive::Boolean
        | Primitive::Decimal
        | Primitive::Integer
        | Primitive::Float
        | Primitive::Double
        | Primitive::Duration
        | Primitive::HexBinary
        | Primitive::Base64Binary
        | Primitive::AnyUri
        | Primitive::QName
        | Primitive::Notation
        | Primitive::Null => return None,
    }
    let zone = zone(scan)?;
    scan.end()?;
    let local = days(day.0, day.1, day.2) * DAY + time.0;
    Some(Moment { seconds: local - zone.unwrap_or(0), fraction: time.1, has_zone: zone.is_some() })
}

fn dashes(scan: &mut Scan<'_>, count: usize) -> Option<()> {
    (0..count).try_for_each(|_| scan.byte(b'-'))
}

/// At least four digits, more only without a leading zero; there is no year 0 (3.2.7.1).
fn year(scan: &mut Scan<'_>) -> Option<i128> {
    let is_negative = scan.byte(b'-').is_some();
    let digits = scan.digits();
    let year = clamped(digits);
    let is_year = digits.len() == 4 || (digits.len() > 4 && !digits.starts_with(b"0"));
    (is_year && year != 0).then_some(if is_negative { -year } else { year })
}

fn month(scan: &mut Scan<'_>) -> Option<u32> {
    scan.fixed(2).filter(|month| (1..=12).contains(month))
}

fn day_of_month(scan: &mut Scan<'_>, year: i128, month: u32) -> Option<u32> {
    scan.fixed(2).filter(|day| (1..=days_in_month(year, month)).contains(day))
}

fn date(scan: &mut Scan<'_>) -> Option<(i128, u32, u32)> {
    let year = year(scan)?;
    scan.byte(b'-')?;
    let month = month(scan)?;
    scan.byte(b'-')?;
    Some((year, month, day_of_month(scan, year, month)?))
}

/// Seconds since midnight and the digits of their fraction; 24:00:00 is the end of the day.
fn time_of_day<'a>(scan: &mut Scan<'a>) -> Option<(i128, &'a [u8])> {
    let hour = scan.fixed(2)?;
    scan.byte(b':')?;
    let minute = scan.fixed(2).filter(|minute| *minute < 60)?;
    scan.byte(b':')?;
    let second = scan.fixed(2).filter(|second| *second < 60)?;
    let fraction = match scan.byte(b'.') {
        Some(()) => Some(scan.digits()).filter(|digits| !digits.is_empty())?,
        None => &[],
    };
    let fraction = without_trailing_zeros(fraction);
    let is_midnight = hour == 24 && minute == 0 && second == 0 && fraction.is_empty();
    (hour < 24 || is_midnight).then(|| (i128::from(hour * 3600 + minute * 60 + second), fraction))
}

/// The zone's offset in seconds, if there is a zone.
fn zone(scan: &mut Scan<'_>) -> Option<Option<i128>> {
    let is_negative = match scan.any(b"Z+-") {
        None => return Some(None),
        Some(b'Z') => return Some(Some(0)),
        Some(sign) => sign == b'-',
    };
    let hours = scan.fixed(2)?;
    scan.byte(b':')?;
    let minutes = scan.fixed(2).filter(|minutes| *minutes < 60)?;
    let offset = i128::from(hours * 3600 + minutes * 60);
    (offset <= LARGEST_ZONE).then_some(Some(if is_negative { -offset } else { offset }))
}

impl Moment<'_> {
    /// A text that equal moments of one type have in common: one with a zone never equals one without.
    pub(super) fn key(&self) -> String {
        let zone = if self.has_zone { "Z" } else { "" };
        format!("{}.{}{zone}", self.seconds, String::from_utf8_lossy(self.fraction))
    }

    /// The order of two values of one type; `None` where a missing zone leaves it open (3.2.7.4).
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        let with = |shift: i128| (self.seconds + shift, self.fraction).cmp(&(other.seconds, other.fraction));
        if self.has_zone == other.has_zone {
            return Some(with(0));
        }
        let (earliest, latest) = (with(-LARGEST_ZONE), with(LARGEST_ZONE));
        (earliest == latest && earliest.is_ne()).then_some(earliest)
    }
}
