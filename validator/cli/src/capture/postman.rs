//! Postman collections (v2.0, v2.1): requests with raw bodies, and the responses that were saved as examples.

use std::borrow::Cow;

use driftline::Headers;
use driftline::schemas::NodeRef;
use driftline::schemas::document::Kind;

use super::envelope::headers;
use super::media::{is_payload, told};
use super::opened::Opened;

/// What else a body may be.
const MODES: [&str; 4] = ["urlencoded", "formdata", "file", "graphql"];

/// Opens an item of a collection: a request, or a folder of items.
pub(super) fn open(item: NodeRef<'_>, sink: &mut dyn FnMut(Opened<'_>)) {
    // Items yet to be opened, the next one last; so that deep folders cost no stack.
    let mut waiting = vec![item];
    while let Some(item) = waiting.pop() {
        if let Some(inner) = item.member("item") {
            let from = waiting.len();
            waiting.extend(inner.children());
            waiting.get_mut(from..).unwrap_or_default().reverse();
        }
        if let Some(request) = item.member("request")
            && let Some(body) = request.member("body").filter(|body| body.kind() == Kind::Object)
        {
            match body.member("mode").map_or("raw", |mode| mode.value()) {
                "raw" => sink(message("request", request, body.member("raw"))),
                mode => {
                    let mode = MODES.into_iter().find(|known| *known == mode).unwrap_or("other");
                    sink(Opened::Passed(format!("{mode} body in a Postman collection")));
                }
            }
        }
        for response in item.member("response").into_iter().flat_map(NodeRef::children) {
            sink(message("response", response, response.member("body")));
        }
    }
}

/// The payload of a request or a response.
fn message<'d>(part: &'static str, message: NodeRef<'d>, body: Option<NodeRef<'d>>) -> Opened<'d> {
    let Some(body) = body.filter(|body| body.kind() == Kind::String && !body.value().is_empty()) else {
        return Opened::Passed("message without a body".to_owned());
    };
    let headers = message.member("header").map_or_else(Headers::default, headers);
    let media = headers.get("content-type").unwrap_or_default();
    if !is_payload(media) {
        return Opened::Passed(format!("{} in a Postman collection", told(media)));
    }
    Opened::Body { part: Some(part), headers, time: None, id: None, body: Cow::Borrowed(body.value().as_bytes()) }
}
