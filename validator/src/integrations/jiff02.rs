//! jiff's dates and times.
//!
//! A [`Timestamp`] stands for what is written with an offset, a civil [`DateTime`] for what is written without; the offset of a
//! date or of a time of day is in the text only, and so are digits beyond the nanosecond. There is none of them for `24:00:00` and
//! leap seconds, except that `24:00:00` of a day with an offset is the next midnight.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, Timestamp};

use crate::value::civil;
use crate::written::Lexical;

/// A year as XSD writes it: four digits at least (part 2, 3.2.7).
fn year(year: i16) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

impl Lexical for Date {
    type Form = civil::Date;

    fn from_text(text: &str) -> Option<Self> {
        let date = civil::Date::new(text).ok()?;
        of_parts(date.year(), date.month(), date.day())
    }

    fn to_text(&self) -> String {
        format!("{}-{:02}-{:02}", year(self.year()), self.month(), self.day())
    }
}

impl Lexical for Time {
    type Form = civil::Time;

    fn from_text(text: &str) -> Option<Self> {
        let time = civil::Time::new(text).ok()?;
        time_of_parts(time.hour(), time.minute(), time.second(), time.nanosecond())
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

impl Lexical for DateTime {
    type Form = civil::DateTime;

    fn from_text(text: &str) -> Option<Self> {
        let at = civil::DateTime::new(text).ok().filter(|at| at.offset().is_none())?;
        let time = time_of_parts(at.hour(), at.minute(), at.second(), at.nanosecond())?;
        Some(of_parts(at.year(), at.month(), at.day())?.to_datetime(time))
    }

    fn to_text(&self) -> String {
        format!("{}T{}", self.date().to_text(), self.time())
    }
}

impl Lexical for Timestamp {
    type Form = civil::DateTime;

    fn from_text(text: &str) -> Option<Self> {
        let at = civil::DateTime::new(text).ok().filter(|at| at.second() < 60)?;
        Self::new(at.unix_seconds()?, at.nanosecond().try_into().ok()?).ok()
    }

    fn to_text(&self) -> String {
        let at = jiff::tz::Offset::UTC.to_datetime(*self);
        format!("{}Z", at.to_text())
    }
}

/// Durations; every text is taken, as the schema's `format` says nothing binding.
impl Lexical for Span {
    type Form = String;

    fn from_text(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

fn of_parts(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn time_of_parts(hour: u8, minute: u8, second: u8, nanosecond: u32) -> Option<Time> {
    let nanosecond = nanosecond.try_into().ok()?;
    Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, nanosecond).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, DateTime, Time};
    use jiff::{Span, Timestamp};

    use crate::written::{Lexical, Written};

    /// What is read, and what its value is when it is written by itself.
    fn value<T: Lexical>(text: &str) -> Option<String> {
        let written = Written::<T>::new(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(written.as_str(), text);
        let own = written.into_value().map(|value| Written::from(value).as_str().to_owned());
        assert!(own.iter().all(|own| Written::<T>::new(own).unwrap().value().is_some()), "{own:?}");
        own
    }

    #[test]
    fn what_jiff_has_no_value_for_is_kept_as_a_text() {
        assert_eq!(value::<Date>("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(value::<Date>("-0044-03-15").as_deref(), Some("-0044-03-15"));
        assert_eq!(value::<Date>("12024-02-29"), None);
        assert_eq!(value::<Time>("01:11:12.50").as_deref(), Some("01:11:12.5"));
        assert_eq!(value::<Time>("24:00:00"), None);
        assert_eq!(value::<DateTime>("2014-01-03 01:11:12").as_deref(), Some("2014-01-03T01:11:12"));
        assert_eq!(value::<DateTime>("2014-01-03T01:11:12Z"), None);
        assert_eq!(value::<Timestamp>("2014-01-03T10:11:12.25+10:00").as_deref(), Some("2014-01-03T00:11:12.25Z"));
        assert_eq!(value::<Timestamp>("1969-12-31T23:59:59.75Z").as_deref(), Some("1969-12-31T23:59:59.75Z"));
        assert_eq!(value::<Timestamp>("2014-01-03T24:00:00Z").as_deref(), Some("2014-01-04T00:00:00Z"));
        assert_eq!(value::<Timestamp>("2014-01-03T01:11:12"), None);
        assert_eq!(value::<Timestamp>("2016-12-31T23:59:60Z"), None);
        assert_eq!(value::<Span>("P1Y2M3DT4H").as_deref(), Some("P1Y2M3DT4H"));
        assert_eq!(value::<Span>("soon"), None);
        assert!(Written::<Date>::new("2023-02-29").is_err());
    }
}
