//! HAR 1.2: what a browser or a proxy has recorded.
//!
//! Of each entry the body of the request (`postData.text`) and of the response (`content.text`) are captures, if they are
//! XML or JSON by their media type or it says nothing; pictures, pages and scripts are passed over.

use driftline::schemas::NodeRef;

use super::envelope::{content, headers, time};
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
            sink(Opened::Passed(format!("{} in a HAR", media_type(media))));
            continue;
        }
        let encoded = data.member("encoding").is_some_and(|encoding| encoding.value().eq_ignore_ascii_case("base64"));
        sink(match content(text, encoded) {
            Err(reason) => Opened::Broken(format!("{part}: {reason}")),
            Ok(body) => Opened::Body {
                part: Some(part),
                headers: message.member("headers").map(headers).unwrap_or_default(),
                time: time(entry),
                body,
            },
        });
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
