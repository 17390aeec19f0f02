//! The grammar of dates and times, read from left to right.

use crate::scalar::days_in_month;

use super::{DateParts, Offset, TimeParts};

/// Reads a date with an optional offset.
pub(super) fn date(text: &str) -> Option<(DateParts, Option<Offset>)> {
    let (date, rest) = date_part(text.as_bytes())?;
    Some((date, offset(rest)?))
}

/// Reads a time with an optional offset.
pub(super) fn time(text: &str) -> Option<(TimeParts, Option<Offset>)> {
    let (time, rest) = time_part(text.as_bytes())?;
    Some((time, offset(rest)?))
}

/// Reads a date, `T` or a blank, and a time with an optional offset.
pub(super) fn date_time(text: &str) -> Option<(DateParts, TimeParts, Option<Offset>)> {
    let (date, rest) = date_part(text.as_bytes())?;
    let (b'T' | b't' | b' ', rest) = rest.split_first()? else { return None };
    let (time, rest) = time_part(rest)?;
    Some((date, time, offset(rest)?))
}

/// `-?yyyy+-mm-dd`. A year has four digits, or more without a leading zero (XSD part 2, 3.2.7.1).
fn date_part(text: &[u8]) -> Option<(DateParts, &[u8])> {
    let (negative, text) = match text.strip_prefix(b"-") {
        Some(text) => (true, text),
        None => (false, text),
    };
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(4..=9).contains(&length) || (length > 4 && text.first() == Some(&b'0')) {
        return None;
    }
    let (year, rest) = text.split_at(length);
    let year = year.iter().fold(0_i32, |year, digit| year * 10 + i32::from(digit - b'0'));
    let year = if negative { -year } else { year };
    let (month, rest) = two_digits(rest.strip_prefix(b"-")?)?;
    let (day, rest) = two_digits(rest.strip_prefix(b"-")?)?;
    let exists = (1..=12).contains(&month) && (1..=days_in_month(year.into(), month.into())).contains(&u32::from(day));
    exists.then_some((DateParts { year, month, day }, rest))
}

/// `hh:mm:ss(.s+)?`. `24:00:00` ends a day (part 2, 3.2.7.1), second 60 is a leap second (RFC 3339, 5.7).
fn time_part(text: &[u8]) -> Option<(TimeParts, &[u8])> {
    let (hour, rest) = two_digits(text)?;
    let (minute, rest) = two_digits(rest.strip_prefix(b":")?)?;
    let (second, mut rest) = two_digits(rest.strip_prefix(b":")?)?;
    let mut nanosecond = 0;
    let mut zero = true;
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            return None;
        }
        let (digits, after) = fraction.split_at(length);
        let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        nanosecond = padded.fold(0_u32, |value, digit| value * 10 + u32::from(digit - b'0'));
        zero = digits.iter().all(|digit| *digit == b'0');
        rest = after;
    }
    let within = hour <= 23 && minute <= 59 && second <= 60;
    let end_of_day = hour == 24 && minute == 0 && second == 0 && zero;
    (within || end_of_day).then_some((TimeParts { hour, minute, second, nanosecond }, rest))
}

/// Nothing, `Z` or `±hh:mm`, and then the end. The outer option is whether it is one of them.
fn offset(text: &[u8]) -> Option<Option<Offset>> {
    let (sign, rest) = match text {
        [] => return Some(None),
        [b'Z' | b'z'] => return Some(Some(Offset(0))),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = two_digits(rest)?;
    let (minutes, rest) = two_digits(rest.strip_prefix(b":")?)?;
    let good = rest.is_empty() && hours <= 23 && minutes <= 59;
    good.then(|| Some(Offset(sign * (i16::from(hours) * 60 + i16::from(minutes)))))
}

fn two_digits(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => Some(((tens - b'0') * 10 + (ones - b'0'), rest)),
        _ => None,
    }
}
