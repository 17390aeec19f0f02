//! Flows of mitmproxy (its dumps): an HTTP exchange as a dictionary of typed netstrings, bodies as they were on the wire.

use std::borrow::Cow;

use driftline::Headers;

use super::media::{decoded, is_payload, told};
use super::netstring::{Value, value};
use super::opened::Opened;

/// What to say where a value does not end where it should.
const TORN: &str = "a length in it is wrong";

/// Opens a flow.
pub(super) fn open(bytes: &[u8], sink: &mut dyn FnMut(Opened<'_>)) {
    let Some((flow @ Value::Values(_), _)) = value(bytes) else {
        return sink(Opened::Broken("no flow of mitmproxy".to_owned()));
    };
    let mut is_http = false;
    for part in ["request", "response"] {
        if let Some(message @ Value::Values(_)) = flow.get(part) {
            is_http = true;
            sink(if message.is_whole() {
                open_message(part, message)
            } else {
                Opened::Broken(format!("{part}: {TORN}"))
            });
        }
    }
    if !flow.is_whole() {
        return sink(Opened::Broken(TORN.to_owned()));
    }
    if !is_http {
        let kind = flow.get("type").and_then(Value::bytes).unwrap_or(b"unknown");
        sink(match kind {
            b"http" | b"unknown" => Opened::Broken("the flow has neither a request nor a response".to_owned()),
            b"tcp" => Opened::Passed("tcp flow of mitmproxy".to_owned()),
            b"udp" => Opened::Passed("udp flow of mitmproxy".to_owned()),
            b"dns" => Opened::Passed("dns flow of mitmproxy".to_owned()),
            _ => Opened::Passed("other flow of mitmproxy".to_owned()),
        });
    }
}

/// The payload of a request or a response.
fn open_message<'b>(part: &'static str, message: Value<'b>) -> Opened<'b> {
    let mut headers = Headers::default();
    for pair in message.get("headers").into_iter().flat_map(Value::values) {
        let mut pair = pair.values().filter_map(Value::bytes).map(String::from_utf8_lossy);
        if let (Some(name), Some(value)) = (pair.next(), pair.next()) {
            headers.push(&name, &value);
        }
    }
    let Some(body) = message.get("content").and_then(Value::bytes).filter(|body| !body.is_empty()) else {
        return Opened::Passed("message without a body".to_owned());
    };
    let media = headers.get("content-type").unwrap_or_default();
    if !is_payload(media) {
        return Opened::Passed(format!("{} in a flow", told(media)));
    }
    let body = match headers.get("content-encoding") {
        Some(coding) if !coding.eq_ignore_ascii_case("identity") => decoded(body, coding).map(Cow::Owned),
        _ => Ok(Cow::Borrowed(body)),
    };
    let begun = match message.get("timestamp_start") {
        Some(Value::Number(seconds)) => std::str::from_utf8(seconds).ok().and_then(|seconds| seconds.parse().ok()),
        _ => None,
    };
    match body {
        Ok(body) => Opened::Body { part: Some(part), headers, time: begun.and_then(moment), body },
        Err(reason) => Opened::Broken(format!("{part}: {reason}")),
    }
}

/// Seconds since 1970 as `2024-01-03T02:00:00Z`; none beyond the years of four digits.
fn moment(seconds: f64) -> Option<String> {
    // The days of the year are counted from March on, so that a leap day is the last one; 719,468 days lie between the first
    // of March of the year 0 and 1970.
    const DAYS_OF_400_YEARS: u64 = 146_097;
    if !(0.0..253_402_300_800.0).contains(&seconds) {
        return None;
    }
    let whole = std::time::Duration::try_from_secs_f64(seconds).ok()?.as_secs();
    let (days, second) = (whole / 86_400 + 719_468, whole % 86_400);
    let (era, day) = (days / DAYS_OF_400_YEARS, days % DAYS_OF_400_YEARS);
    let year = (day - day / 1_460 + day / 36_524 - day / (DAYS_OF_400_YEARS - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn seconds_become_moments() {
        let cases = [
            (0.0, Some("1970-01-01T00:00:00Z")),
            (951_782_400.5, Some("2000-02-29T00:00:00Z")),
            (1_704_247_200.0, Some("2024-01-03T02:00:00Z")),
            (4_107_542_399.0, Some("2100-02-28T23:59:59Z")),
            (253_402_300_799.0, Some("9999-12-31T23:59:59Z")),
            (253_402_300_800.0, None),
            (-1.0, None),
            (f64::NAN, None),
        ];
        for (seconds, want) in cases {
            assert_eq!(moment(seconds).as_deref(), want, "{seconds}");
        }
    }
}
