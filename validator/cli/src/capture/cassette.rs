//! Cassettes of VCR (Ruby) and VCR.py: interactions of a request and a response.

use driftline::Headers;
use driftline::schemas::NodeRef;
use driftline::schemas::document::Kind;

use super::envelope::{content, headers, time};
use super::media::{decoded, is_payload, told};
use super::opened::Opened;

/// Opens an interaction.
pub(super) fn open(interaction: NodeRef<'_>, sink: &mut dyn FnMut(Opened<'_>)) {
    for part in ["request", "response"] {
        if let Some(message) = interaction.member(part) {
            sink(open_message(part, message, time(interaction)));
        }
    }
}

/// The payload of a request or a response: its body is a text, or an object with the text as `string` or `base64_string`.
fn open_message<'d>(part: &'static str, message: NodeRef<'d>, time: Option<String>) -> Opened<'d> {
    let body = message.member("body");
    let inner = |name| body.and_then(|body| body.member(name));
    let (text, encoded) = match inner("base64_string") {
        Some(text) => (Some(text), true),
        None => (inner("string").or(body), false),
    };
    let Some(text) = text.filter(|text| text.kind() == Kind::String && !text.value().is_empty()) else {
        return Opened::Passed("message without a body".to_owned());
    };
    let headers = message.member("headers").map_or_else(Headers::default, headers);
    let media = headers.get("content-type").unwrap_or_default();
    if !is_payload(media) {
        return Opened::Passed(format!("{} in a cassette", told(media)));
    }
    let body = content(text, encoded).and_then(|body| match headers.get("content-encoding") {
        // What is recorded as text was decompressed before.
        Some(coding) if encoded && !coding.eq_ignore_ascii_case("identity") => decoded(&body, coding).map(Into::into),
        _ => Ok(body),
    });
    match body {
        Ok(body) => Opened::Body { part: Some(part), headers, time, id: None, body },
        Err(reason) => Opened::Broken(format!("{part}: {reason}")),
    }
}
