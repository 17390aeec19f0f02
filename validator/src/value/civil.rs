//! Civil dates and times: what was written, with its parts checked.
//!
//! They are read in every form that vendors send: `xs:date`, `xs:time`, `xs:dateTime` (XSD part 2, 3.2.7 to 3.2.9), RFC 3339,
//! the same without an offset, and with a blank for the `T` (`2014-01-03 01:11:12`). They are equal where they are written
//! alike, since a time without an offset says less than one with it; [`DateTime::compare`] compares what they mean.
//!
//! Does not do arithmetic and knows no time zones: take the parts to a crate that does.

mod parse;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::FacetError;
use crate::scalar::days;

/// An offset from UTC in minutes: `Z` is 0, `+10:00` is 600.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(i16);

impl Offset {
    /// Minutes ahead of UTC, negative behind it; within a day.
    #[must_use]
    pub const fn minutes(self) -> i16 {
        self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct DateParts {
    year: i32,
    month: u8,
    day: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct TimeParts {
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
}

/// A date that exists: `2014-01-03`, with an offset where one was written.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Date {
    text: Box<str>,
    date: DateParts,
    offset: Option<Offset>,
}

/// A time of day: `01:11:12`, with a fraction and an offset where they were written.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Time {
    text: Box<str>,
    time: TimeParts,
    offset: Option<Offset>,
}

/// A date and a time: `2014-01-03T01:11:12.5Z`, `2014-01-03 01:11:12`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime {
    text: Box<str>,
    date: DateParts,
    time: TimeParts,
    offset: Option<Offset>,
}

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    /// Where the text is no date, or one that does not exist.
    pub fn new(text: &str) -> Result<Self, FacetError> {
        let (date, offset) = parse::date(text).ok_or(FacetError::NotA("a date"))?;
        Ok(Self { text: text.into(), date, offset })
    }

    /// The text, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The year; 0 is 1 BCE.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.date.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u8 {
        self.date.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(&self) -> u8 {
        self.date.day
    }

    /// The offset, where one was written.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        self.offset
    }

    /// Which is earlier; `None` where only one of them has an offset, and the other may be within fourteen hours of it.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        compare((self.date, MIDNIGHT, self.offset), (other.date, MIDNIGHT, other.offset))
    }
}

impl Time {
    /// Reads a time of day.
    ///
    /// # Errors
    /// Where the text is no time of day.
    pub fn new(text: &str) -> Result<Self, FacetError> {
        let (time, offset) = parse::time(text).ok_or(FacetError::NotA("a time"))?;
        Ok(Self { text: text.into(), time, offset })
    }

    /// The text, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The hour, 0 to 24; 24 only in `24:00:00`.
    #[must_use]
    pub fn hour(&self) -> u8 {
        self.time.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub fn minute(&self) -> u8 {
        self.time.minute
    }

    /// The second, 0 to 60; 60 is a leap second.
    #[must_use]
    pub fn second(&self) -> u8 {
        self.time.second
    }

    /// The nanoseconds of the fraction; further digits are in the text only.
    #[must_use]
    pub fn nanosecond(&self) -> u32 {
        self.time.nanosecond
    }

    /// The offset, where one was written.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        self.offset
    }

    /// Which is earlier on one day; `None` where only one of them has an offset, and they are not far apart.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        compare((EPOCH, self.time, self.offset), (EPOCH, other.time, other.offset))
    }
}

impl DateTime {
    /// Reads a date and time, with `T` or a blank between them.
    ///
    /// # Errors
    /// Where the text is no date and time, or one that does not exist.
    pub fn new(text: &str) -> Result<Self, FacetError> {
        let (date, time, offset) = parse::date_time(text).ok_or(FacetError::NotA("a date and time"))?;
        Ok(Self { text: text.into(), date, time, offset })
    }

    /// The text, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The year; 0 is 1 BCE.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.date.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u8 {
        self.date.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(&self) -> u8 {
        self.date.day
    }

    /// The hour, 0 to 24; 24 only in `24:00:00`.
    #[must_use]
    pub fn hour(&self) -> u8 {
        self.time.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub fn minute(&self) -> u8 {
        self.time.minute
    }

    /// The second, 0 to 60; 60 is a leap second.
    #[must_use]
    pub fn second(&self) -> u8 {
        self.time.second
    }

    /// The nanoseconds of the fraction; further digits are in the text only.
    #[must_use]
    pub fn nanosecond(&self) -> u32 {
        self.time.nanosecond
    }

    /// The offset; `None` for a local time.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        self.offset
    }

    /// Seconds from 1970-01-01T00:00:00Z, without the fraction; `None` for a local time.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        self.offset.and_then(|_| seconds(self.date, self.time, self.offset).try_into().ok())
    }

    /// Which is earlier; `None` where only one of them has an offset, and the other may be within fourteen hours of it.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        compare((self.date, self.time, self.offset), (other.date, other.time, other.offset))
    }
}

const MIDNIGHT: TimeParts = TimeParts { hour: 0, minute: 0, second: 0, nanosecond: 0 };
const EPOCH: DateParts = DateParts { year: 1970, month: 1, day: 1 };

type Moment = (DateParts, TimeParts, Option<Offset>);

/// The largest offset of XSD (part 2, 3.2.7.3), in seconds.
const LARGEST_OFFSET: i128 = 14 * 3600;

/// A local time may be up to fourteen hours off one with an offset, so that their order may be open (part 2, 3.2.7.4).
fn compare((date, time, offset): Moment, (other_date, other_time, other_offset): Moment) -> Option<Ordering> {
    let other = (seconds(other_date, other_time, other_offset), other_time.nanosecond);
    let with = |shift: i128| (seconds(date, time, offset) + shift, time.nanosecond).cmp(&other);
    if offset.is_some() == other_offset.is_some() {
        return Some(with(0));
    }
    let (earliest, latest) = (with(-LARGEST_OFFSET), with(LARGEST_OFFSET));
    (earliest == latest && earliest.is_ne()).then_some(earliest)
}

/// Seconds from 1970-01-01T00:00:00, in UTC where there is an offset.
fn seconds(date: DateParts, time: TimeParts, offset: Option<Offset>) -> i128 {
    let days_of = |date: DateParts| days(date.year.into(), date.month.into(), date.day.into());
    let within = i128::from(time.hour) * 3600 + i128::from(time.minute) * 60 + i128::from(time.second);
    (days_of(date) - days_of(EPOCH)) * 86_400 + within - offset.map_or(0, |offset| i128::from(offset.0) * 60)
}

macro_rules! as_written {
    ($($type:ident)*) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.text)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.text)
            }
        }

        impl FromStr for $type {
            type Err = FacetError;

            fn from_str(text: &str) -> Result<Self, FacetError> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $type {
            type Error = FacetError;

            fn try_from(text: &str) -> Result<Self, FacetError> {
                Self::new(text)
            }
        }
    )*};
}

// The same four lines for each: a table.
as_written! { Date Time DateTime }

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Date, DateTime, Time};

    #[test]
    fn every_form_that_vendors_send_is_read_and_kept_as_written() {
        for text in [
            "2014-01-03 01:11:12",
            "2014-01-03T01:11:12",
            "2014-01-03T01:11:12Z",
            "2014-01-03t01:11:12.123456789012z",
            "-0044-03-15T24:00:00",
            "12014-02-28T23:59:60+14:00",
        ] {
            assert_eq!(DateTime::new(text).unwrap().to_string(), text);
        }
        let moment = DateTime::new("2024-02-29 01:11:12.5-09:30").unwrap();
        assert_eq!((moment.year(), moment.month(), moment.day()), (2024, 2, 29));
        assert_eq!((moment.hour(), moment.minute(), moment.second(), moment.nanosecond()), (1, 11, 12, 500_000_000));
        assert_eq!(moment.offset().unwrap().minutes(), -570);
        assert_eq!(Date::new("2002-10-10+13:00").unwrap().offset().unwrap().minutes(), 780);
        assert_eq!(Time::new("01:02:03").unwrap().second(), 3);
    }

    #[test]
    fn what_does_not_exist_is_no_date() {
        for text in [
            "",
            "2014-01-03",
            "2014-02-29 00:00:00",
            "1900-02-29 00:00:00",
            "0000-00-00 00:00:00",
            "2014-13-01 00:00:00",
            "2014-01-03 24:00:01",
            "2014-01-03 01:60:00",
            "2014-01-03 01:11",
            "2014-01-03 01:11:12.",
            "2014-01-03  01:11:12",
            "2014-01-03T01:11:12+24:00",
            "2014-01-03T01:11:12+1000",
            "014-01-03T01:11:12",
            "99999999999-01-03T01:11:12",
            "2014-01-0३T01:11:12",
        ] {
            assert!(DateTime::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn moments_are_compared_where_both_or_neither_have_an_offset() {
        let at = |text| DateTime::new(text).unwrap();
        let compare = |one, other| at(one).compare(&at(other));
        assert_eq!(compare("2014-01-03T10:00:00+10:00", "2014-01-03T00:00:00Z"), Some(Ordering::Equal));
        assert_eq!(compare("2014-01-03 00:00:00.1", "2014-01-03T00:00:00"), Some(Ordering::Greater));
        assert_eq!(compare("2014-01-03 00:00:00", "2014-01-03T00:00:00Z"), None);
        assert_eq!(compare("2014-01-03 00:00:00", "2014-01-03T14:00:01Z"), Some(Ordering::Less));
        assert_eq!(at("1970-01-01T00:00:00Z").unix_seconds(), Some(0));
        assert_eq!(at("2000-03-01T00:00:00Z").unix_seconds(), Some(951_868_800));
        assert_eq!(at("1969-12-31T23:59:59Z").unix_seconds(), Some(-1));
    }
}
