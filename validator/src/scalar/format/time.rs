//! Dates, times and durations (RFC 3339), and their forms without a zone.

use crate::scalar::calendar::days_in_month;
use crate::scalar::scan::Scan;

/// `full-date` (RFC 3339, 5.6).
pub(super) fn is_date(text: &str) -> bool {
    let scan = &mut Scan::new(text);
    date(scan).and_then(|()| scan.end()).is_some()
}

/// `date-time`.
pub(super) fn is_date_time(text: &str) -> bool {
    let scan = &mut Scan::new(text);
    let separated = date(scan).and_then(|()| scan.any(b"Tt"));
    separated.and_then(|_| time_and_zone(scan)).is_some()
}

/// `full-time`.
pub(super) fn is_time(text: &str) -> bool {
    time_and_zone(&mut Scan::new(text)).is_some()
}

/// A date and a time without a zone, with one of these between them.
pub(super) fn is_date_time_local(text: &str, separators: &[u8]) -> bool {
    let scan = &mut Scan::new(text);
    let separated = date(scan).and_then(|()| scan.any(separators));
    separated.and_then(|_| time_without_zone(scan)).is_some()
}

/// A time without a zone.
pub(super) fn is_time_local(text: &str) -> bool {
    time_without_zone(&mut Scan::new(text)).is_some()
}

fn date(scan: &mut Scan<'_>) -> Option<()> {
    let year = scan.fixed(4)?;
    scan.byte(b'-')?;
    let month = scan.fixed(2).filter(|month| (1..=12).contains(month))?;
    scan.byte(b'-')?;
    let days = 1..=days_in_month(i128::from(year), month);
    scan.fixed(2).filter(|day| days.contains(day)).map(|_| ())
}

/// `partial-time`: the minute of the day and the second, which may be 60.
fn time(scan: &mut Scan<'_>) -> Option<(i32, u32)> {
    let hour = scan.fixed(2).filter(|hour| *hour < 24)?;
    scan.byte(b':')?;
    let minute = scan.fixed(2).filter(|minute| *minute < 60)?;
    scan.byte(b':')?;
    let second = scan.fixed(2).filter(|second| *second <= 60)?;
    if scan.byte(b'.').is_some() && scan.digits().is_empty() {
        return None;
    }
    Some((i32::try_from(hour * 60 + minute).ok()?, second))
}

/// Without a zone it is not known whether a second is a leap second, so none is.
fn time_without_zone(scan: &mut Scan<'_>) -> Option<()> {
    time(scan).filter(|(_, second)| *second < 60)?;
    scan.end()
}

/// A leap second is the last one of a day in UTC (RFC 3339, 5.7).
fn time_and_zone(scan: &mut Scan<'_>) -> Option<()> {
    let (minute, second) = time(scan)?;
    let offset = match scan.any(b"Zz+-")? {
        b'Z' | b'z' => 0,
        sign => {
            let hours = scan.fixed(2).filter(|hours| *hours < 24)?;
            scan.byte(b':')?;
            let minutes = scan.fixed(2).filter(|minutes| *minutes < 60)?;
            let offset = i32::try_from(hours * 60 + minutes).ok()?;
            if sign == b'-' { -offset } else { offset }
        }
    };
    scan.end()?;
    let is_last_minute = (minute - offset).rem_euclid(24 * 60) == 24 * 60 - 1;
    (second < 60 || is_last_minute).then_some(())
}

/// `duration` (RFC 3339, appendix A): units in their order with none left out between two, or weeks alone.
pub(super) fn is_duration(text: &str) -> bool {
    let scan = &mut Scan::new(text);
    if scan.byte(b'P').is_none() {
        return false;
    }
    if text.ends_with('W') {
        return units(scan, b"W") == Some(1) && scan.is_end();
    }
    let Some(date) = units(scan, b"YMD") else { return false };
    let time = match scan.byte(b'T') {
        Some(()) => units(scan, b"HMS").filter(|count| *count > 0),
        None => Some(0),
    };
    time.is_some_and(|time| date + time > 0) && scan.is_end()
}

/// How many numbers with consecutive units there are.
fn units(scan: &mut Scan<'_>, units: &[u8]) -> Option<usize> {
    let mut count = 0;
    let mut next = None;
    while scan.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        scan.digits();
        let unit = scan.any(units)?;
        let at = units.iter().position(|known| *known == unit)?;
        if next.is_some_and(|next| next != at) {
            return None;
        }
        next = Some(at + 1);
        count += 1;
    }
    Some(count)
}
