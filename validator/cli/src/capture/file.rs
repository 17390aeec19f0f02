//! One file of captures: which form it has, and what is in it.

use std::path::Path;

use driftline::schemas::Document;
use driftline::schemas::document::ReadOptions;

use super::{Capture, Item, har, ndjson};

/// The form of a file of captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// One XML document.
    Xml,
    /// One JSON value: a payload, an envelope or a HAR.
    Json,
    /// One JSON value on each line.
    Lines,
    /// A HAR.
    Har,
    /// Whatever its content says.
    Unknown,
}

impl Form {
    /// The extensions of captures, without the dot.
    pub const EXTENSIONS: [(&'static str, Self); 5] =
        [("xml", Self::Xml), ("json", Self::Json), ("ndjson", Self::Lines), ("jsonl", Self::Lines), ("har", Self::Har)];

    /// The form that a file's name promises; none where the name is not one of a capture.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let known = Self::EXTENSIONS.into_iter().find(|(known, _)| extension.eq_ignore_ascii_case(known));
        known.map(|(_, form)| form)
    }
}

/// Reads the captures of a file's bytes, one after the other, into `sink`.
pub fn read(bytes: &[u8], form: Form, sink: &mut dyn FnMut(Item<'_>)) {
    match form {
        Form::Xml => sink(Item::Capture(Capture::bare(None, bytes))),
        Form::Json => json(bytes, sink),
        Form::Lines => ndjson::read(bytes, sink),
        Form::Har => har(bytes, sink),
        Form::Unknown => read(bytes, by_content(bytes), sink),
    }
}

/// A JSON file: a HAR, an envelope, or a payload.
fn json(bytes: &[u8], sink: &mut dyn FnMut(Item<'_>)) {
    if ndjson::contains(bytes, b"\"entries\"")
        && let Ok(document) = Document::read(bytes, &ReadOptions::default())
        && let Some(entries) = har::entries(&document)
    {
        return har::read(entries, sink);
    }
    sink(ndjson::record(None, bytes));
}

fn har(bytes: &[u8], sink: &mut dyn FnMut(Item<'_>)) {
    match Document::read(bytes, &ReadOptions::default()) {
        Err(error) => sink(Item::Broken { record: None, reason: format!("no HAR: {error}") }),
        Ok(document) => match har::entries(&document) {
            None => sink(Item::Broken { record: None, reason: "no HAR: there is no log.entries".to_owned() }),
            Some(entries) => har::read(entries, sink),
        },
    }
}

/// The form that the content has: several lines that are JSON values each are lines, unless they are one value together.
fn by_content(bytes: &[u8]) -> Form {
    let reads = |bytes: &[u8]| Document::read(bytes, &ReadOptions::default()).is_ok();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if text.first() == Some(&b'<') {
        return Form::Xml;
    }
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or(b"");
    let several = lines.next().is_some();
    if several && first.first() == Some(&b'{') && reads(first) && !reads(bytes) { Form::Lines } else { Form::Json }
}

#[cfg(test)]
mod tests {
    use super::{Form, by_content, read};
    use crate::capture::Item;

    fn bodies(bytes: &[u8], form: Form) -> Vec<String> {
        let mut bodies = Vec::new();
        read(bytes, form, &mut |item| {
            bodies.push(match item {
                Item::Capture(capture) => {
                    let number = capture.record.map(|number| format!("{number}:")).unwrap_or_default();
                    let part = capture.part.map(|part| format!("{part}:")).unwrap_or_default();
                    format!("{number}{part}{}", String::from_utf8_lossy(&capture.body))
                }
                Item::Passed(what) => format!("passed {what}"),
                Item::Broken { record, reason } => format!("broken {record:?} {reason}"),
            });
        });
        bodies
    }

    #[test]
    fn the_content_tells_the_form() {
        let cases = [
            ("\u{feff}  <a/>", Form::Xml),
            ("{\"a\":\n1}", Form::Json),
            ("{\"a\":1}", Form::Json),
            ("{\"a\":1}\n{\"a\":2}\n", Form::Lines),
            ("{\"a\":1}\n\n{\"a\":", Form::Lines),
            ("{}\n", Form::Json),
            ("", Form::Json),
            ("nothing", Form::Json),
        ];
        for (text, want) in cases {
            assert_eq!(by_content(text.as_bytes()), want, "{text}");
        }
    }

    #[test]
    fn lines_keep_their_numbers() {
        let text = b"{\"a\":1}\r\n\n{\"headers\":{},\"body\":\"<b/>\"}\n  {\"broken\n";
        assert_eq!(bodies(text, Form::Lines), ["1:{\"a\":1}", "3:<b/>", "4:{\"broken"]);
        assert_eq!(bodies(b"\n \n", Form::Lines), [""; 0]);
    }

    #[test]
    fn a_json_file_may_be_a_har_an_envelope_or_a_payload() {
        let har = br#"{"log": {"entries": [
            {"request": {"headers": [], "postData": {"mimeType": "text/xml", "text": "<a/>"}},
             "response": {"headers": [], "content": {"mimeType": "image/png", "text": "x"}}},
            {"request": {"headers": []},
             "response": {"content": {"mimeType": "application/json", "text": "e30=", "encoding": "base64"}}},
            {"response": {"content": {"text": "?", "encoding": "base64"}}}
        ]}}"#;
        let want = [
            "1:request:<a/>",
            "passed image/png in a HAR",
            "2:response:{}",
            "broken Some(3) response: the body is said to be base64 and is not",
        ];
        assert_eq!(bodies(har, Form::Har), want);
        assert_eq!(bodies(har, Form::Json), want);
        assert_eq!(bodies(har, Form::Unknown), want);
        assert_eq!(bodies(b"{\"headers\":{},\"body\":{\"a\": 1}}", Form::Json), ["{\"a\": 1}"]);
        assert_eq!(bodies(b"{\"entries\":[]}", Form::Json), ["{\"entries\":[]}"]);
        assert_eq!(bodies(b"{}", Form::Har), ["broken None no HAR: there is no log.entries"]);
    }
}
