//! Access logs: they tell of requests and hold none of their bodies, so that there is nothing in them to check.

use driftline::schemas::NodeRef;
use driftline::schemas::document::Kind;

/// What is said of a line of an access log in JSON, as [`Item::Passed`](super::Item::Passed).
pub const NO_BODY: &str = "access log line without a body";
/// What to say of an access log in text.
pub(crate) const FILE: &str = "an access log without bodies: there is nothing in it to check";

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const METHOD: [&str; 4] = ["method", "request_method", "verb", "http_method"];
pub(crate) const STATUS: [&str; 4] = ["status", "status_code", "response_status", "http_status"];
const TARGET: [&str; 6] = ["uri", "url", "path", "request_uri", "request", "request_path"];

/// Whether text begins as the logs of Apache and nginx do: `127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" …`.
pub(super) fn begins(text: &[u8]) -> bool {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line.get(..line.len().min(4_096)).unwrap_or_default());
    let mut quoted = line.split('"').skip(1).step_by(2);
    let request = quoted.find(|part| METHODS.iter().any(|method| part.split(' ').next() == Some(*method)));
    line.contains('[') && request.is_some_and(|request| request.contains(" HTTP/"))
}

/// Whether an object is a line of a log in JSON: a method, a status and a target, and nothing that could be a body.
pub(crate) fn is_line(record: NodeRef<'_>) -> bool {
    let find = |names: &[&str]| names.iter().find_map(|name| record.member(name));
    let is_status = |status: NodeRef<'_>| {
        matches!(status.kind(), Kind::Number | Kind::String)
            && status.value().parse::<u16>().is_ok_and(|status| (100..600).contains(&status))
    };
    let is_method = |method: NodeRef<'_>| method.kind() == Kind::String && METHODS.contains(&method.value());
    record.kind() == Kind::Object
        && find(&STATUS).is_some_and(is_status)
        && find(&METHOD).is_some_and(is_method)
        && find(&TARGET).is_some_and(|target| target.kind() == Kind::String)
}

#[cfg(test)]
mod tests {
    use driftline::schemas::Document;
    use driftline::schemas::document::ReadOptions;

    use super::{begins, is_line};

    #[test]
    fn logs_are_told_from_payloads() {
        let line = br#"127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a.gif HTTP/1.0" 200 2326"#;
        assert!(begins(line));
        assert!(!begins(br#"{"a": ["GET", "x HTTP/"]}"#) && !begins(b"") && !begins(br#"say "GET""#));
        let cases = [
            (r#"{"method": "POST", "uri": "/a", "status": 200}"#, true),
            (r#"{"request_method": "GET", "request_uri": "/a", "status": "404", "bytes": 1}"#, true),
            (r#"{"method": "card", "url": "/a", "status": 200}"#, false),
            (r#"{"method": "POST", "status": 200}"#, false),
            (r#"{"method": "POST", "url": "/a", "status": "paid"}"#, false),
            (r#"[200]"#, false),
        ];
        for (text, want) in cases {
            let document = Document::read_str(text, &ReadOptions::default()).unwrap();
            assert_eq!(is_line(document.root()), want, "{text}");
        }
    }
}
