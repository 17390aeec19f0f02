//! Flows of mitmproxy (its dumps): an HTTP exchange as a dictionary of typed netstrings, bodies as they were on the wire.

use std::borrow::Cow;

use driftline::Headers;

use super::media::{decoded, is_payload, told};
use super::netstring::{Value, value};
use super::opened::Opened;
use super::time;

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
        Some(Value::Number(seconds)) => std::str::from_utf8(seconds).ok().and_then(time::since_1970),
        _ => None,
    };
    match body {
        Ok(body) => Opened::Body { part: Some(part), headers, time: begun, id: None, body },
        Err(reason) => Opened::Broken(format!("{part}: {reason}")),
    }
}
