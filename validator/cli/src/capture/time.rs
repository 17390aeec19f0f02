//! The time of a capture, in a form that sorts.
//!
//! In goes what a capture says, out comes a text as ISO 8601 has it. What has an offset from UTC is turned into UTC, so that
//! captures of different places stand in their order; a time without one is kept as it is.

use driftline::schemas::NodeRef;
use driftline::schemas::document::Kind;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// No time is longer.
const LONGEST: usize = 40;

/// The time that a value says: ISO 8601, RFC 9110, 5.6.7 (`Wed, 03 Jan 2024 02:00:00 GMT`), or the seconds, milliseconds or
/// microseconds since 1970.
pub(super) fn read(value: NodeRef<'_>) -> Option<String> {
    let text = value.value();
    match value.kind() {
        Kind::String if text.len() > LONGEST => None,
        Kind::String if sorts(text) => Some(text.to_owned()),
        Kind::String => {
            let parsed = text.parse::<Timestamp>().or_else(|_| DateTimeParser::new().parse_timestamp(text));
            // A time that is none of these is kept, if it begins as one.
            parsed.map(|time| time.to_string()).ok().or_else(|| has_date(text).then(|| text.to_owned()))
        }
        Kind::Number => since_1970(text),
        _ => None,
    }
}

/// Whether it sorts as it is: in UTC, or in no zone.
fn sorts(text: &str) -> bool {
    has_date(text) && (text.ends_with('Z') || !text.get(10..).is_some_and(|rest| rest.contains(['+', '-'])))
}

/// Whether a text begins with a year and a hyphen.
fn has_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().take(4).all(u8::is_ascii_digit) && bytes.get(4) == Some(&b'-')
}

/// The time that is so many seconds after the beginning of 1970, or thousandths or millionths of them: all of this century have
/// as many digits.
pub(super) fn since_1970(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let number: i64 = whole.parse().ok().filter(|number| *number > 0)?;
    let time = match whole.len() {
        10 => Timestamp::new(number, format!("{fraction:0<9.9}").parse().ok()?),
        13 => Timestamp::from_millisecond(number),
        16 => Timestamp::from_microsecond(number),
        _ => return None,
    };
    time.ok().map(|time| time.to_string())
}

#[cfg(test)]
mod tests {
    use driftline::schemas::Document;
    use driftline::schemas::document::ReadOptions;

    use super::read;

    #[test]
    fn times_of_many_forms_sort() {
        for (written, want) in [
            ("\"2024-01-03T02:00:00Z\"", Some("2024-01-03T02:00:00Z")),
            ("\"2024-01-03 02:00:00\"", Some("2024-01-03 02:00:00")),
            ("\"2024-01-03\"", Some("2024-01-03")),
            ("\"2024-01-03T12:00:00.5+10:00\"", Some("2024-01-03T02:00:00.5Z")),
            ("\"Wed, 03 Jan 2024 02:00:00 GMT\"", Some("2024-01-03T02:00:00Z")),
            ("\"Wed, 3 Jan 2024 12:00:00 +1000\"", Some("2024-01-03T02:00:00Z")),
            ("1704247200", Some("2024-01-03T02:00:00Z")),
            ("1704247200.25", Some("2024-01-03T02:00:00.25Z")),
            ("1704247200250", Some("2024-01-03T02:00:00.25Z")),
            ("1704247200250000", Some("2024-01-03T02:00:00.25Z")),
            ("7", None),
            ("-1704247200", None),
            ("\"yesterday\"", None),
            ("null", None),
        ] {
            let document = Document::read_str(written, &ReadOptions::default()).unwrap();
            assert_eq!(read(document.root()).as_deref(), want, "{written}");
        }
    }
}
