//! Envelopes: an object with `headers` and a body beside them.
//!
//! A payload may have a member `body` of its own, so without `headers` (an object, or an array of pairs) nothing is an
//! envelope. The headers and the body may stand in a `request`.

use driftline::Headers;
use driftline::schemas::NodeRef;
use driftline::schemas::document::Kind;

use super::base64;

/// Names that receivers give to the body, in the order in which they are looked for.
const BODIES: [&str; 5] = ["body", "rawBody", "payload", "data", "content"];
/// Names that receivers give to the time.
const TIMES: [&str; 5] = ["time", "timestamp", "received_at", "created_at", "startedDateTime"];

/// What an envelope holds.
pub(super) struct Opened {
    pub(super) headers: Headers,
    pub(super) time: Option<String>,
    pub(super) body: Result<Vec<u8>, String>,
}

/// Opens an envelope; none where the value is no envelope.
pub(super) fn open(top: NodeRef<'_>) -> Option<Opened> {
    let inner = [Some(top), top.member("request")].into_iter().flatten().find(|node| is_envelope(*node))?;
    let body = BODIES.iter().find_map(|name| inner.member(name))?;
    let encoded = inner.member("isBase64Encoded").is_some_and(|flag| flag.value() == "true")
        || inner.member("encoding").is_some_and(|encoding| encoding.value().eq_ignore_ascii_case("base64"));
    Some(Opened {
        headers: inner.member("headers").map(headers).unwrap_or_default(),
        time: time(inner).or_else(|| time(top)),
        body: content(body, encoded),
    })
}

fn is_envelope(node: NodeRef<'_>) -> bool {
    let has_headers =
        node.member("headers").is_some_and(|headers| matches!(headers.kind(), Kind::Object | Kind::Array));
    has_headers && BODIES.iter().any(|name| node.member(name).is_some())
}

/// The headers: an object of names, whose values may be arrays, or an array of `{name, value}` or of pairs.
pub(crate) fn headers(node: NodeRef<'_>) -> Headers {
    let mut headers = Headers::default();
    for entry in node.children() {
        match (node.kind(), entry.kind()) {
            (Kind::Object, Kind::Array) => {
                entry.children().for_each(|value| headers.push(entry.name(), value.value()));
            }
            (Kind::Object, _) => headers.push(entry.name(), entry.value()),
            (_, Kind::Object) => {
                if let (Some(name), Some(value)) = (entry.member("name"), entry.member("value")) {
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

/// The time, if it is written so that it sorts: `2024-01-03T02:00:00Z`.
pub(super) fn time(node: NodeRef<'_>) -> Option<String> {
    let times = TIMES.iter().filter_map(|name| node.member(name)).filter(|time| time.kind() == Kind::String);
    let sorts = |time: &NodeRef<'_>| {
        let bytes = time.value().as_bytes();
        bytes.len() <= 40 && bytes.iter().take(4).all(u8::is_ascii_digit) && bytes.get(4) == Some(&b'-')
    };
    times.into_iter().find(sorts).map(|time| time.value().to_owned())
}

/// The body: the text of a string, as it is or in base64; any other value as it stands in the capture.
pub(super) fn content(body: NodeRef<'_>, encoded: bool) -> Result<Vec<u8>, String> {
    if body.kind() != Kind::String {
        return Ok(body.span().of(body.document().text()).as_bytes().to_vec());
    }
    if encoded {
        return base64::decode(body.value()).ok_or_else(|| "the body is said to be base64 and is not".to_owned());
    }
    Ok(body.value().as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use driftline::schemas::Document;
    use driftline::schemas::document::ReadOptions;

    use super::open;

    #[test]
    fn an_envelope_has_headers_and_a_body_under_one_of_many_names() {
        let cases: [(&str, Option<&str>); 12] = [
            (r#"{"headers": {}, "body": "<a/>"}"#, Some("<a/>")),
            (r#"{"headers": {}, "body": {"a": 1.50, "b": [ 1 ]}, "x": 1}"#, Some(r#"{"a": 1.50, "b": [ 1 ]}"#)),
            (r#"{"headers": [], "payload": "a\nb"}"#, Some("a\nb")),
            (r#"{"headers": [], "data": []}"#, Some("[]")),
            (r#"{"request": {"headers": {}, "rawBody": "x"}}"#, Some("x")),
            (r#"{"headers": {}, "body": "eHk=", "isBase64Encoded": true}"#, Some("xy")),
            (r#"{"headers": {}, "content": "eHk=", "encoding": "BASE64"}"#, Some("xy")),
            (r#"{"headers": {}, "body": "eHk="}"#, Some("eHk=")),
            (r#"{"body": "x"}"#, None),
            (r#"{"headers": "x", "body": "x"}"#, None),
            (r#"{"headers": {}}"#, None),
            (r#"[1]"#, None),
        ];
        for (text, want) in cases {
            let document = Document::read_str(text, &ReadOptions::default()).unwrap();
            let body = open(document.root()).map(|opened| String::from_utf8(opened.body.unwrap()).unwrap());
            assert_eq!(body.as_deref(), want, "{text}");
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
            let opened = open(document.root()).unwrap();
            assert_eq!(opened.headers.get("x-event"), Some("order"), "{headers}");
            assert!(!format!("{:?}", opened.headers).contains("\"c\""), "{headers}");
            assert_eq!(opened.time.as_deref(), Some("2024-01-03T02:00:00Z"));
        }
    }
}
