//! NDJSON: one payload or envelope on each line.

use std::borrow::Cow;

use driftline::schemas::Document;
use driftline::schemas::document::ReadOptions;

use super::{Capture, Item, envelope};

/// Reads lines. Blank lines are passed over and keep their number.
pub(super) fn read(bytes: &[u8], sink: &mut dyn FnMut(Item<'_>)) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let line = line.trim_ascii();
        if !line.is_empty() {
            sink(record(Some(number), line));
        }
    }
}

/// One record: an envelope is opened, anything else is a payload itself.
pub(super) fn record(number: Option<u64>, bytes: &[u8]) -> Item<'_> {
    // What cannot be an envelope is not read twice.
    if !contains(bytes, b"\"headers\"") {
        return Item::Capture(Capture::bare(number, bytes));
    }
    let options = ReadOptions { repair: true, ..ReadOptions::default() };
    let document = Document::read(bytes, &options).ok();
    match document.as_ref().and_then(|document| envelope::open(document.root())) {
        None => Item::Capture(Capture::bare(number, bytes)),
        Some(envelope::Opened { headers, time, body }) => match body {
            Ok(body) => Item::Capture(Capture { record: number, part: None, headers, time, body: Cow::Owned(body) }),
            Err(reason) => Item::Broken { record: number, reason },
        },
    }
}

/// Whether the bytes hold these bytes.
pub(super) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
