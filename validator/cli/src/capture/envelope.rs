//! Envelopes: an object with `headers` and a body beside them.
//!
//! A payload may have a member `body` of its own, so without `headers` (an object, or an array of pairs) nothing is an
//! envelope. The headers and the body may stand in a `request`.

use std::borrow::Cow;

use driftline::Headers;
use driftline::schemas::NodeRef;
use driftline::schemas::document::Kind;

use super::base64;
use super::opened::Opened;

/// Names that receivers give to the body, in the order in which they are looked for.
pub(crate) const BODIES: [&str; 5] = ["body", "rawBody", "payload", "data", "content"];
/// Names that senders and receivers give to what they call a message.
const IDS: [&str; 9] =
    ["id", "eventId", "event_id", "messageId", "message_id", "deliveryId", "delivery_id", "requestId", "request_id"];
/// Names that receivers give to the time.
const TIMES: [&str; 7] =
    ["time", "timestamp", "received_at", "created_at", "startedDateTime", "recorded_at", "receivedAt"];

/// Opens an envelope; whether it is one. Where it has a request and a response, the bodies of both are payloads.
pub(super) fn open(top: NodeRef<'_>, sink: &mut dyn FnMut(Opened<'_>)) -> bool {
    let parts = Parts::of(top);
    if parts.is_envelope() {
        sink(parts.message((None, None), None));
        return true;
    }
    let is_exchange = parts.request.is_some() && parts.response.is_some();
    let around = (parts.time.as_ref().map(|(_, time)| time.as_str()), parts.id.map(|(_, id)| id));
    let mut found = false;
    for (part, inner) in [("request", parts.request), ("response", parts.response)] {
        if let Some(inner) = inner.map(Parts::of).filter(Parts::is_envelope) {
            sink(inner.message(around, is_exchange.then_some(part)));
            found = true;
        }
    }
    found
}

/// Methods whose requests have no body (RFC 9110, 9.3).
const BODILESS: [&str; 4] = ["GET", "HEAD", "DELETE", "OPTIONS"];

/// What of an object an envelope is made of; of several members of one name the last, as elsewhere.
#[derive(Default)]
struct Parts<'d> {
    headers: Option<NodeRef<'d>>,
    /// With its rank among [`BODIES`].
    body: Option<(usize, NodeRef<'d>)>,
    /// With its rank among [`TIMES`].
    time: Option<(usize, String)>,
    /// With its rank among [`IDS`].
    id: Option<(usize, &'d str)>,
    request: Option<NodeRef<'d>>,
    response: Option<NodeRef<'d>>,
    method: Option<NodeRef<'d>>,
    is_encoded: Option<NodeRef<'d>>,
    encoding: Option<NodeRef<'d>>,
}

impl<'d> Parts<'d> {
    /// Looks once at each member.
    fn of(node: NodeRef<'d>) -> Self {
        let mut parts = Self::default();
        if node.kind() != Kind::Object {
            return parts;
        }
        for member in node.children() {
            let name = member.name();
            match name {
                "headers" => parts.headers = Some(member),
                "request" => parts.request = Some(member),
                "response" => parts.response = Some(member),
                "method" => parts.method = Some(member),
                "isBase64Encoded" => parts.is_encoded = Some(member),
                "encoding" => parts.encoding = Some(member),
                _ => {
                    first(&mut parts.body, &BODIES, name, || Some(member));
                    first(&mut parts.id, &IDS, name, || is_plain(member).then(|| member.value()));
                    first(&mut parts.time, &TIMES, name, || super::time::read(member));
                }
            }
        }
        parts
    }

    fn is_envelope(&self) -> bool {
        self.body.is_some() && self.headers.is_some_and(|headers| matches!(headers.kind(), Kind::Object | Kind::Array))
    }

    /// Whether there is no body, and none is to be expected: of a request by its method, of an exchange always.
    fn is_bodiless(&self, body: NodeRef<'d>, part: Option<&'static str>) -> bool {
        let is_empty = body.kind() == Kind::Null || body.kind() == Kind::String && body.value().is_empty();
        let method = self.method.map_or("", NodeRef::value);
        is_empty && (part.is_some() || BODILESS.iter().any(|known| method.eq_ignore_ascii_case(known)))
    }

    /// The payload of a message that has headers and a body; `around` are the time and the id of what is around it.
    fn message(&self, around: (Option<&str>, Option<&'d str>), part: Option<&'static str>) -> Opened<'d> {
        let Some((_, body)) = self.body else {
            return Opened::Broken("the envelope has no body".to_owned());
        };
        if self.is_bodiless(body, part) {
            return Opened::Passed("message without a body".to_owned());
        }
        let encoded = self.is_encoded.is_some_and(|flag| flag.value() == "true")
            || self.encoding.is_some_and(|encoding| encoding.value().eq_ignore_ascii_case("base64"));
        match content(body, encoded) {
            Err(reason) => Opened::Broken(reason),
            Ok(body) => Opened::Body {
                part,
                headers: self.headers.map(headers).unwrap_or_default(),
                time: self.time.as_ref().map(|(_, time)| time.as_str()).or(around.0).map(str::to_owned),
                id: self.id.map(|(_, id)| id).or(around.1),
                body,
            },
        }
    }
}

/// Whether it is a text or a number.
fn is_plain(value: NodeRef<'_>) -> bool {
    matches!(value.kind(), Kind::String | Kind::Number)
}

/// Takes what a member says, if its name ranks no lower than that of the one that is there.
fn first<T>(slot: &mut Option<(usize, T)>, names: &[&str], name: &str, read: impl FnOnce() -> Option<T>) {
    if let Some(rank) = names.iter().position(|known| *known == name)
        && slot.as_ref().is_none_or(|(best, _)| rank <= *best)
        && let Some(read) = read()
    {
        *slot = Some((rank, read));
    }
}

/// The headers: an object of names, whose values may be arrays, or an array of `{name, value}`, of `{key, value}` or of pairs.
pub(crate) fn headers(node: NodeRef<'_>) -> Headers {
    let mut headers = Headers::default();
    for entry in node.children() {
        match (node.kind(), entry.kind()) {
            (Kind::Object, Kind::Array) => {
                entry.children().for_each(|value| headers.push(entry.name(), value.value()));
            }
            (Kind::Object, _) => headers.push(entry.name(), entry.value()),
            (_, Kind::Object) => {
                let name = entry.member("name").or_else(|| entry.member("key"));
                if let (Some(name), Some(value)) = (name, entry.member("value")) {
                    headers.push(name.value(), value.value());
                }
            }
            (_, Kind::Array) => {
                let mut pair = entry.children();
                if let (Some(name), Some(value)) = (pair.next(), pair.next()) {
                    headers.push(name.value(), value.value());
                }
            }
            _ => {}
        }
    }
    headers
}

/// The time that an object says.
pub(crate) fn time(node: NodeRef<'_>) -> Option<String> {
    Parts::of(node).time.map(|(_, time)| time)
}

/// The body: the text of a string, as it is or in base64; any other value as it stands in the capture.
pub(super) fn content(body: NodeRef<'_>, encoded: bool) -> Result<Cow<'_, [u8]>, String> {
    if body.kind() != Kind::String {
        return Ok(Cow::Borrowed(body.span().of(body.document().text()).as_bytes()));
    }
    if encoded {
        let decoded = base64::decode(body.value()).map(Cow::Owned);
        return decoded.ok_or_else(|| "the body is said to be base64 and is not".to_owned());
    }
    Ok(Cow::Borrowed(body.value().as_bytes()))
}

#[cfg(test)]
mod tests {
    use driftline::schemas::Document;
    use driftline::schemas::document::ReadOptions;

    use driftline::Headers;

    use super::{NodeRef, Opened, open};

    /// The parts of an envelope: its headers, its time, and its body as text.
    fn opened(top: NodeRef<'_>) -> Vec<(Headers, Option<String>, String)> {
        let mut parts = Vec::new();
        open(top, &mut |opened| {
            let Opened::Body { part, headers, time, body, .. } = opened else { panic!("{opened:?}") };
            let part = part.map(|part| format!("{part}: ")).unwrap_or_default();
            parts.push((headers, time, format!("{part}{}", String::from_utf8_lossy(&body))));
        });
        parts
    }

    #[test]
    fn an_envelope_has_headers_and_a_body_under_one_of_many_names() {
        let cases: [(&str, Option<&str>); 15] = [
            (r#"{"headers": {}, "body": "<a/>"}"#, Some("<a/>")),
            (r#"{"headers": {}, "body": {"a": 1.50, "b": [ 1 ]}, "x": 1}"#, Some(r#"{"a": 1.50, "b": [ 1 ]}"#)),
            (r#"{"headers": [], "payload": "a\nb"}"#, Some("a\nb")),
            (r#"{"headers": [], "data": []}"#, Some("[]")),
            (r#"{"request": {"headers": {}, "rawBody": "x"}}"#, Some("x")),
            (r#"{"headers": {}, "body": "eHk=", "isBase64Encoded": true}"#, Some("xy")),
            (r#"{"headers": {}, "content": "eHk=", "encoding": "BASE64"}"#, Some("xy")),
            (r#"{"headers": {}, "body": "eHk="}"#, Some("eHk=")),
            (
                r#"{"request": {"headers": {}, "body": 1}, "response": {"headers": {}, "body": 2}}"#,
                Some("request: 1, response: 2"),
            ),
            (r#"{"request": {"url": "x"}, "response": {"headers": {}, "body": 2}}"#, Some("response: 2")),
            (r#"{"response": {"headers": {}, "body": 2}}"#, Some("2")),
            (r#"{"body": "x"}"#, None),
            (r#"{"headers": "x", "body": "x"}"#, None),
            (r#"{"headers": {}}"#, None),
            (r#"[1]"#, None),
        ];
        for (text, want) in cases {
            let document = Document::read_str(text, &ReadOptions::default()).unwrap();
            let bodies: Vec<_> = opened(document.root()).into_iter().map(|(.., body)| body).collect();
            assert_eq!((!bodies.is_empty()).then(|| bodies.join(", ")).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn what_a_message_is_called_stands_in_it_or_around_it() {
        for (text, want) in [
            (r#"{"headers": {}, "body": {"id": 7}, "requestId": "r", "id": 17}"#, Some("17")),
            (r#"{"event_id": "e", "request": {"headers": {}, "body": 1}}"#, Some("e")),
            (r#"{"id": "outer", "request": {"id": "inner", "headers": {}, "body": 1}}"#, Some("inner")),
            (r#"{"headers": {}, "body": 1, "id": null}"#, None),
        ] {
            let document = Document::read_str(text, &ReadOptions::default()).unwrap();
            open(document.root(), &mut |opened| {
                let Opened::Body { id, .. } = opened else { panic!("{opened:?}") };
                assert_eq!(id, want, "{text}");
            });
        }
    }

    #[test]
    fn headers_come_in_three_forms_and_never_with_credentials() {
        for headers in [
            r#"{"X-Event": "order", "Cookie": "c"}"#,
            r#"{"X-Event": ["order", "b"], "Authorization": ["c"]}"#,
            r#"[{"name": "X-Event", "value": "order"}, {"name": "NETOAPI_KEY", "value": "c"}]"#,
            r#"[["X-Event", "order"], ["token", "c"]]"#,
        ] {
            let text =
                format!(r#"{{"headers": {headers}, "body": 1, "time": 7, "received_at": "2024-01-03T02:00:00Z"}}"#);
            let document = Document::read_str(&text, &ReadOptions::default()).unwrap();
            let (kept, time, _) = opened(document.root()).remove(0);
            assert_eq!(kept.get("x-event"), Some("order"), "{headers}");
            assert!(!format!("{kept:?}").contains("\"c\""), "{headers}");
            assert_eq!(time.as_deref(), Some("2024-01-03T02:00:00Z"));
        }
    }
}
