//! CloudEvents 1.0 in JSON: the structured mode, and batches of it.
//!
//! The payload is `data`. The other attributes become headers as in the binary mode (`ce-type`), so that a contract
//! recognises an event in either mode.

use std::borrow::Cow;

use driftline::Headers;
use driftline::schemas::NodeRef;
use driftline::schemas::document::Kind;

use super::base64;
use super::envelope::{content, time};
use super::opened::Opened;

/// The attributes that every event has (CloudEvents, Required Attributes).
const REQUIRED: [&str; 4] = ["specversion", "id", "source", "type"];

/// Opens an event; whether it is one.
pub(super) fn open(event: NodeRef<'_>, sink: &mut dyn FnMut(Opened<'_>)) -> bool {
    if REQUIRED.iter().any(|name| event.member(name).is_none_or(|value| value.kind() != Kind::String)) {
        return false;
    }
    let mut headers = Headers::default();
    for attribute in event.children().filter(|attribute| attribute.kind() == Kind::String) {
        match attribute.name() {
            "data" | "data_base64" => {}
            "datacontenttype" => headers.push("content-type", attribute.value()),
            name => headers.push(&format!("ce-{name}"), attribute.value()),
        }
    }
    let media = event.member("datacontenttype").map_or("", |media| media.value());
    let body = match (event.member("data"), event.member("data_base64")) {
        (None, None) => {
            sink(Opened::Passed("CloudEvent without data".to_owned()));
            return true;
        }
        // JSON Format, 3.1: data that is JSON stands there as such, a string with its quotes.
        (Some(data), _) if data.kind() == Kind::String && (media.is_empty() || media.contains("json")) => {
            Ok(Cow::Borrowed(data.span().of(data.document().text()).as_bytes()))
        }
        (Some(data), _) => content(data, false),
        (None, Some(data)) => {
            let decoded = base64::decode(data.value()).map(Cow::Owned);
            decoded.ok_or_else(|| "data_base64 is no base64".to_owned())
        }
    };
    sink(match body {
        Ok(body) => {
            Opened::Body { part: None, headers, time: time(event), id: event.member("id").map(NodeRef::value), body }
        }
        Err(reason) => Opened::Broken(reason),
    });
    true
}
