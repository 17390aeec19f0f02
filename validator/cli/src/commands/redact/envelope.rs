//! What of an envelope is no payload and stays, since a report tells of it or a reader goes by it; and what is dropped:
//! headers that carry credentials.

use driftline::Headers;
use driftline::schemas::NodeRef;
use driftline::schemas::document::Kind;
use driftline::schemas::text::Span;

use crate::capture::{BODIES, access_log, time};

/// Where headers stand.
const HEADERS: [&str; 2] = ["headers", "header"];
/// What stands beside the headers of a message, other than its body.
const BESIDE: [&str; 6] = ["postData", "url", "uri", "method", "status", "code"];
/// What stands beside a body in an object that holds it.
const HOLDERS: [&str; 4] = ["mimeType", "mode", "string", "base64_string"];
/// Words of HTTP and of the forms of captures, which readers go by.
const WORDS: [&str; 18] = [
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "base64",
    "gzip",
    "x-gzip",
    "deflate",
    "identity",
    "raw",
    "urlencoded",
    "formdata",
    "file",
    "graphql",
    "1.0",
];
/// The types of media types (RFC 6838, 4.2.7).
const MEDIA: [&str; 8] = ["application/", "audio/", "font/", "image/", "message/", "multipart/", "text/", "video/"];

/// Whether a text is a word of HTTP or a media type, of which readers go by.
fn is_word(text: &str) -> bool {
    let media = text.split(';').next().unwrap_or_default().trim_end();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"/+-.".contains(&byte);
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        || MEDIA.iter().any(|type_| text.starts_with(type_))
            && media.len() <= 80
            && media.bytes().all(is_token)
            && text
                .get(media.len()..)
                .is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with("; charset="))
}

/// Where in a capture a node stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// In no envelope.
    Bare,
    /// Around a payload.
    Envelope,
    /// The headers of a message.
    Headers,
    /// One of them, where they are an array.
    Header,
    /// The name of a header, the time when the payload was captured, or the status of what a log tells of.
    Kept,
    /// A payload that is a text.
    Body,
    /// In a payload.
    Payload,
}

impl Part {
    /// A child of a node that stands here.
    pub(super) fn of(self, node: NodeRef<'_>, child: NodeRef<'_>) -> Self {
        match self {
            Self::Bare if access_log::is_line(node) => {
                let is_status = access_log::STATUS.iter().any(|name| child.has_name(name));
                if is_status { Self::Kept } else { Self::Envelope }
            }
            Self::Bare | Self::Envelope if is_envelope(node) => {
                let is_body = BODIES.iter().any(|name| child.has_name(name));
                if is_body && HOLDERS.iter().all(|name| child.member(name).is_none()) {
                    if child.kind() == Kind::String { Self::Body } else { Self::Payload }
                } else if HEADERS.iter().any(|name| child.has_name(name)) {
                    Self::Headers
                } else if child.kind() == Kind::String && time(node).as_deref() == Some(child.value()) {
                    Self::Kept
                } else {
                    Self::Envelope
                }
            }
            Self::Headers if node.kind() == Kind::Array => Self::Header,
            Self::Header if header_name(node) == Some(child) => Self::Kept,
            Self::Headers | Self::Header | Self::Kept => Self::Envelope,
            Self::Body => Self::Payload,
            Self::Bare | Self::Envelope | Self::Payload => self,
        }
    }

    /// Whether the names of what stands here are those of a payload, where that stands at `place`.
    pub(super) fn has_names(self, place: Self) -> bool {
        match self {
            Self::Payload | Self::Body => true,
            Self::Bare => place == Self::Bare,
            Self::Envelope | Self::Headers | Self::Header | Self::Kept => false,
        }
    }

    /// Whether a string here may be a body that is in base64.
    pub(super) fn may_be_body(self) -> bool {
        match self {
            Self::Envelope | Self::Body => true,
            Self::Bare | Self::Headers | Self::Header | Self::Kept | Self::Payload => false,
        }
    }

    /// Whether a string here keeps its value: names of headers, the time, and words of HTTP.
    pub(super) fn keeps(self, node: NodeRef<'_>) -> bool {
        match self {
            Self::Kept => true,
            Self::Envelope | Self::Headers | Self::Header => is_word(node.value()),
            Self::Bare | Self::Body | Self::Payload => false,
        }
    }
}

/// The name in an entry of an array of headers: `{name, value}`, `{key, value}` or a pair.
fn header_name(entry: NodeRef<'_>) -> Option<NodeRef<'_>> {
    match entry.kind() {
        Kind::Object => entry.member("name").or_else(|| entry.member("key")),
        Kind::Array => entry.children().next(),
        _ => None,
    }
}

/// Whether an object is a message, an event, or holds messages.
fn is_envelope(node: NodeRef<'_>) -> bool {
    let of = |name: &str| node.member(name);
    has_headers(node)
        || of("specversion").is_some()
        || ["request", "response"].into_iter().filter_map(of).any(has_headers)
}

fn has_headers(node: NodeRef<'_>) -> bool {
    HEADERS.iter().any(|name| node.member(name).is_some())
        && BODIES.iter().chain(&BESIDE).any(|name| node.member(name).is_some())
}

/// The headers of a message that carry credentials: each with the comma that divides it from what is kept.
pub(super) fn dropped(message: NodeRef<'_>, part: Part) -> Vec<Span> {
    if part == Part::Payload || message.kind() != Kind::Object || !has_headers(message) {
        return Vec::new();
    }
    let mut spans = Vec::new();
    for headers in HEADERS.iter().filter_map(|name| message.member(name)) {
        let entries: Vec<_> = headers.children().map(|entry| (whole(entry), is_credential(entry))).collect();
        let mut kept_end = None;
        for (at, (span, is_dropped)) in entries.iter().enumerate() {
            let next = entries.get(at + 1).map(|(span, _)| span.start);
            match (is_dropped, next) {
                (true, Some(next)) => spans.push(Span::new(span.start, next)),
                (true, None) => spans.push(*span),
                (false, _) => kept_end = Some((at, span.end)),
            }
        }
        // Where the last entries are dropped, the comma before them is.
        if let Some((at, end)) = kept_end
            && let Some((next, _)) = entries.get(at + 1)
        {
            spans.push(Span::new(end, next.start));
        }
    }
    spans
}

/// An entry with its name.
fn whole(entry: NodeRef<'_>) -> Span {
    let span = entry.span();
    if entry.is_named() { Span::new(entry.name_span().start, span.end) } else { span }
}

/// Whether the reader of captures drops a header.
pub(super) fn is_credential(entry: NodeRef<'_>) -> bool {
    let name = if entry.is_named() { entry.name() } else { header_name(entry).map_or("", |name| name.value()) };
    let mut headers = Headers::default();
    headers.push(name, "");
    headers.get(name).is_none()
}
