//! HAR 1.2: what a browser or a proxy has recorded.
//!
//! Of each entry the body of the request (`postData.text`) and of the response (`content.text`) are captures, if they are
//! XML or JSON by their media type or it says nothing; pictures, pages and scripts are passed over.

use driftline::schemas::NodeRef;

use super::envelope::{content, headers, time};
use super::media::{is_payload, told};
use super::opened::Opened;

/// Opens an entry of a HAR.
pub(super) fn open(entry: NodeRef<'_>, sink: &mut dyn FnMut(Opened<'_>)) {
    let bodies = [("request", "postData"), ("response", "content")];
    for (part, data) in bodies {
        let Some(message) = entry.member(part) else { continue };
        let Some(data) = message.member(data) else { continue };
        let Some(text) = data.member("text").filter(|text| !text.value().is_empty()) else { continue };
        let media = data.member("mimeType").map_or("", |media| media.value());
        if !is_payload(media) {
            sink(Opened::Passed(format!("{} in a HAR", told(media))));
            continue;
        }
        let encoded = data.member("encoding").is_some_and(|encoding| encoding.value().eq_ignore_ascii_case("base64"));
        sink(match content(text, encoded) {
            Err(reason) => Opened::Broken(format!("{part}: {reason}")),
            Ok(body) => Opened::Body {
                part: Some(part),
                headers: message.member("headers").map(headers).unwrap_or_default(),
                time: time(entry),
                id: None,
                body,
            },
        });
    }
}
