//! HAR 1.2: what a browser or a proxy has recorded.
//!
//! Of each entry the body of the request (`postData.text`) and of the response (`content.text`) are captures, if they are
//! XML or JSON by their media type or it says nothing; pictures, pages and scripts are passed over.

use std::borrow::Cow;

use driftline::schemas::document::Kind;
use driftline::schemas::{Document, NodeRef};

use super::envelope::{content, headers, time};
use super::{Capture, Item};

/// The entries of a HAR; none where the document is no HAR.
pub(super) fn entries<'d>(document: &'d Document<'d>) -> Option<NodeRef<'d>> {
    document.root().pointer("/log/entries").filter(|entries| entries.kind() == Kind::Array)
}

/// Reads the captures of a HAR's entries.
pub(super) fn read(entries: NodeRef<'_>, sink: &mut dyn FnMut(Item<'_>)) {
    for (number, entry) in (1..).zip(entries.children()) {
        let bodies = [
            ("request", entry.pointer("/request/headers"), entry.pointer("/request/postData")),
            ("response", entry.pointer("/response/headers"), entry.pointer("/response/content")),
        ];
        for (part, fields, data) in bodies {
            let Some(data) = data else { continue };
            let Some(text) = data.member("text").filter(|text| !text.value().is_empty()) else { continue };
            let media = data.member("mimeType").map_or("", |media| media.value());
            if !is_payload(media) {
                sink(Item::Passed(format!("{} in a HAR", media_type(media))));
                continue;
            }
            let encoded =
                data.member("encoding").is_some_and(|encoding| encoding.value().eq_ignore_ascii_case("base64"));
            sink(match content(text, encoded) {
                Err(reason) => Item::Broken { record: Some(number), reason: format!("{part}: {reason}") },
                Ok(body) => Item::Capture(Capture {
                    record: Some(number),
                    part: Some(part),
                    headers: fields.map(headers).unwrap_or_default(),
                    time: time(entry),
                    body: Cow::Owned(body),
                }),
            });
        }
    }
}

/// The media type without its parameters.
fn media_type(media: &str) -> &str {
    media.split(';').next().unwrap_or("").trim()
}

/// Whether a body of this media type may be XML or JSON.
fn is_payload(media: &str) -> bool {
    let media = media_type(media).to_ascii_lowercase();
    matches!(media.as_str(), "" | "text/plain" | "application/octet-stream" | "x-unknown" | "application/x-unknown")
        || (media.contains("json") || media.contains("xml")) && !media.contains("html") && !media.starts_with("image/")
}

#[cfg(test)]
mod tests {
    use super::is_payload;

    #[test]
    fn pages_and_pictures_are_no_payloads() {
        for media in ["application/json; charset=utf-8", "text/xml", "application/vnd.api+json", "", "text/plain"] {
            assert!(is_payload(media), "{media}");
        }
        for media in ["text/html", "application/xhtml+xml", "image/svg+xml", "image/png", "text/javascript"] {
            assert!(!is_payload(media), "{media}");
        }
    }
}
