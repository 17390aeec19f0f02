//! From the records of a chunk to items.

use std::borrow::Cow;

use driftline::Headers;
use driftline::schemas::document::ReadOptions;
use driftline::schemas::{Document, NodeRef};
use memchr::memmem;

use super::chunk::{Chunk, Cut, Extent, Holds};
use super::opened::Opened;
use super::{Capture, Item, access_log, cassette, envelope, event, flow, har, postman};

impl Chunk {
    /// Opens the records, one after the other, into `sink`.
    pub fn open(&self, sink: &mut dyn FnMut(Item<'_>)) {
        for Cut { record, offset, extent } in &self.cuts {
            let (record, offset) = (*record, *offset);
            match extent {
                Extent::TooLong => sink(Item::TooLong { record, offset }),
                Extent::Broken(reason) => sink(Item::Broken { record, reason: reason.clone().into_owned() }),
                Extent::Bytes(range) => {
                    let bytes = self.bytes.get(range.clone()).unwrap_or_default();
                    open(bytes, self.holds, &mut |opened| sink(item(opened, record, offset)));
                }
            }
        }
    }
}

/// Opens one record that stands alone, into `sink`.
pub(crate) fn open_alone(bytes: &[u8], holds: Holds, sink: &mut dyn FnMut(Item<'_>)) {
    open(bytes, holds, &mut |opened| sink(item(opened, None, 0)));
}

/// Whether a record holds the keys of an envelope, of an event or of a line of an access log.
fn may_be_opened(bytes: &[u8]) -> bool {
    let has = |key: &[u8]| memmem::find(bytes, key).is_some();
    has(b"\"headers\"") || has(b"\"specversion\"") || has(b"status") && (has(b"method\"") || has(b"\"verb\""))
}

/// What was opened, at its place.
fn item(opened: Opened<'_>, record: Option<u64>, offset: u64) -> Item<'_> {
    match opened {
        Opened::Body { part, headers, time, id, body } => {
            Item::Capture(Capture { record, offset, part, headers, time, id, body })
        }
        Opened::Passed(what) => Item::Passed(what),
        Opened::Broken(reason) => Item::Broken { record, reason },
    }
}

/// Opens one record.
fn open(bytes: &[u8], holds: Holds, sink: &mut dyn FnMut(Opened<'_>)) {
    match holds {
        Holds::Payload => sink(bare(bytes)),
        Holds::Record => {
            // What cannot be an envelope is not read twice.
            let options = ReadOptions { repair: true, ..ReadOptions::default() };
            let document = may_be_opened(bytes).then(|| Document::read(bytes, &options).ok()).flatten();
            match document.as_ref().map(Document::root) {
                Some(top) if envelope::open(top, sink) || event::open(top, sink) => {}
                Some(top) if access_log::is_line(top) => sink(Opened::Passed(access_log::NO_BODY.to_owned())),
                _ => sink(bare(bytes)),
            }
        }
        Holds::Entry => document(bytes, "no entry of a HAR", har::open, sink),
        Holds::Item => document(bytes, "no item of a Postman collection", postman::open, sink),
        Holds::Interaction => document(bytes, "no interaction of a cassette", cassette::open, sink),
        Holds::Flow => flow::open(bytes, sink),
    }
}

/// Opens the records of one kind.
type Open = fn(NodeRef<'_>, &mut dyn FnMut(Opened<'_>));

/// Opens a record that has to be a document.
fn document(bytes: &[u8], otherwise: &str, open: Open, sink: &mut dyn FnMut(Opened<'_>)) {
    match Document::read(bytes, &ReadOptions::default()) {
        Ok(document) => open(document.root(), sink),
        Err(error) => sink(Opened::Broken(format!("{otherwise}: {error}"))),
    }
}

/// A payload of which nothing else is known.
fn bare(bytes: &[u8]) -> Opened<'_> {
    Opened::Body { part: None, headers: Headers::default(), time: None, id: None, body: Cow::Borrowed(bytes) }
}

#[cfg(test)]
mod tests {
    use crate::capture::{Form, Item, read};

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
                Item::TooLong { record, offset } => format!("too long {record:?} at {offset}"),
                Item::Broken { record, reason } => format!("broken {record:?} {reason}"),
            });
        });
        bodies
    }

    #[test]
    fn the_content_tells_the_form() {
        let cases: [(&str, &[&str]); 8] = [
            ("\u{feff}  <a/>", &["\u{feff}  <a/>"]),
            ("{\"a\":\n1}", &["{\"a\":\n1}"]),
            ("{\"a\":1}", &["{\"a\":1}"]),
            ("{\"a\":1}\n{\"a\":2}\n", &["1:{\"a\":1}", "2:{\"a\":2}"]),
            ("{\"a\":1}\n\n{\"a\":", &["1:{\"a\":1}", "3:{\"a\":"]),
            ("{}\n", &["{}\n"]),
            ("", &[""]),
            ("nothing", &["nothing"]),
        ];
        for (text, want) in cases {
            assert_eq!(bodies(text.as_bytes(), Form::Unknown), want, "{text}");
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
            {"response": {"content": {"text": "?", "encoding": "base64"}}},
            {"response": }
        ]}}"#;
        let want = [
            "1:request:<a/>",
            "passed image/png in a HAR",
            "2:response:{}",
            "broken Some(3) response: the body is said to be base64 and is not",
            "broken Some(4) no entry of a HAR: 1:14: a value is expected here (put text in double quotes)",
        ];
        assert_eq!(bodies(har, Form::Har), want);
        assert_eq!(bodies(har, Form::Json), want);
        assert_eq!(bodies(har, Form::Unknown), want);
        assert_eq!(bodies(b"{\"headers\":{},\"body\":{\"a\": 1}}", Form::Json), ["{\"a\": 1}"]);
        assert_eq!(bodies(b"{\"entries\":[]}", Form::Json), ["{\"entries\":[]}"]);
        assert_eq!(bodies(b"{}", Form::Har), ["broken None no HAR: there is no log.entries"]);
    }
}
