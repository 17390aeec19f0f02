//! The items of one array in a large JSON text, cut out of a stream: the entries of a HAR.
//!
//! Brackets and quotes are counted and nothing else is read, so that no more than one item is held; what is wrong inside an
//! item is for whoever opens it.

use std::borrow::Cow;
use std::io;
use std::ops::ControlFlow;

use memchr::memchr2;

use super::chunk::{Chunk, Cut, Extent, Holds};
use super::stream::Stream;

/// The longest key that is compared with a path.
const LONGEST_KEY: usize = 64;

/// An array in a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    /// The keys that lead to it from the root.
    pub(super) path: &'static [&'static str],
    /// What its items hold.
    pub(super) holds: Holds,
    /// What to say where it is not there.
    pub(super) missing: &'static str,
}

/// Cuts the items of an array out of a stream. Behind an error of the stream the item that it tore is not there; those
/// before it are.
pub(super) fn cut(
    stream: &mut Stream<'_>,
    target: Target,
    longest: usize,
    sink: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> io::Result<()> {
    stream.skip_byte_order_mark();
    let mut scan = Scan::new(target.path);
    loop {
        let filled = if scan.at < stream.bytes.len() { Ok(()) } else { stream.fill() };
        scan.run(&stream.bytes);
        let mut cuts = scan.cuts(stream.offset, longest);
        scan.too_long(stream, longest, &mut cuts);
        let end = if filled.is_ok() && stream.ended { scan.ending(target.missing, stream.offset) } else { None };
        cuts.extend(end);
        let used = scan.used();
        let bytes = if cuts.is_empty() {
            stream.skip(used);
            Vec::new()
        } else {
            stream.take(used)
        };
        scan.forget(used);
        if !cuts.is_empty() && sink(Chunk { bytes, cuts, holds: target.holds }).is_break() {
            return Ok(());
        }
        filled?;
        if stream.ended {
            return Ok(());
        }
    }
}

/// Where the item begins that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// None is.
    None,
    /// In the window, here.
    At(usize),
    /// Before the window, since it is too long.
    Dropped,
}

/// The state of the count between two fillings of the window. Places are in the window.
struct Scan {
    path: &'static [&'static str],
    /// The next byte to look at.
    at: usize,
    /// How many containers are open.
    depth: usize,
    /// How many of them, from the outermost, are those of the path; the array is one of them.
    on: usize,
    in_string: bool,
    /// Whether the next byte follows a backslash.
    escaped: bool,
    /// Whether the next string of the innermost container of the path is a key.
    wants_key: bool,
    /// The key that was read last there.
    key: Vec<u8>,
    item: Item,
    /// The items that ended, not yet cut.
    found: Vec<(usize, usize)>,
    /// The number of the item that ended last.
    number: u64,
    /// Whether the array was there, and whether the text has come to its end.
    reached: bool,
    done: bool,
}

impl Scan {
    fn new(path: &'static [&'static str]) -> Self {
        Self {
            path,
            at: 0,
            depth: 0,
            on: 0,
            in_string: false,
            escaped: false,
            wants_key: false,
            key: Vec::new(),
            item: Item::None,
            found: Vec::new(),
            number: 0,
            reached: false,
            done: false,
        }
    }

    /// Whether the innermost container is the array.
    fn in_array(&self) -> bool {
        self.on > self.path.len() && self.depth == self.on
    }

    /// Looks at the window up to its end.
    fn run(&mut self, bytes: &[u8]) {
        while self.at < bytes.len() && !self.done {
            if self.in_string {
                self.string(bytes);
                continue;
            }
            if self.on > self.path.len() && self.depth > self.on {
                // Inside an item only what opens and closes matters.
                let rest = bytes.get(self.at..).unwrap_or_default();
                let skipped = rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']'));
                self.at += skipped.unwrap_or(rest.len());
            }
            if let Some(byte) = bytes.get(self.at) {
                self.structure(*byte);
                self.at += 1;
            }
        }
        if self.done {
            self.at = bytes.len();
        }
    }

    /// Goes on in a string.
    fn string(&mut self, bytes: &[u8]) {
        if std::mem::take(&mut self.escaped) {
            self.at += 1;
        }
        let rest = bytes.get(self.at..).unwrap_or_default();
        let len = memchr2(b'"', b'\\', rest);
        if self.wants_key {
            let room = LONGEST_KEY.saturating_sub(self.key.len());
            self.key.extend(rest.iter().take(len.unwrap_or(rest.len()).min(room)));
        }
        let Some(len) = len else {
            self.at = bytes.len();
            return;
        };
        self.at += len + 1;
        if rest.get(len) == Some(&b'\\') {
            self.escaped = true;
            return;
        }
        self.in_string = false;
        self.wants_key = false;
        if self.in_array() {
            self.end_item(self.at);
        }
    }

    /// A byte outside of strings.
    fn structure(&mut self, byte: u8) {
        let on_path = self.depth == self.on && self.on <= self.path.len();
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' if self.in_array() => self.end_item(self.at),
            b' ' | b'\t' | b'\r' | b'\n' | b':' => {}
            b',' if self.in_array() => self.end_item(self.at),
            b',' => self.wants_key = on_path,
            b'"' => {
                self.begin_item();
                self.in_string = true;
                if self.wants_key {
                    self.key.clear();
                }
            }
            b'{' | b'[' => {
                self.begin_item();
                self.open(byte, on_path);
            }
            b'}' | b']' => self.close(),
            _ => self.begin_item(),
        }
    }

    fn open(&mut self, byte: u8, on_path: bool) {
        let leads =
            self.depth.checked_sub(1).is_none_or(|at| self.path.get(at).is_some_and(|key| self.key == key.as_bytes()));
        self.depth += 1;
        let wanted = if self.depth > self.path.len() { b'[' } else { b'{' };
        if on_path && leads && byte == wanted {
            self.on = self.depth;
            self.reached |= byte == b'[';
            self.key.clear();
        }
        self.wants_key = self.on == self.depth && byte == b'{';
    }

    fn close(&mut self) {
        if self.in_array() {
            self.end_item(self.at);
        }
        if self.depth == self.on {
            self.on = self.on.saturating_sub(1);
        }
        self.depth = self.depth.saturating_sub(1);
        self.wants_key = false;
        self.key.clear();
        if self.in_array() {
            self.end_item(self.at + 1);
        }
        self.done = self.depth == 0;
    }

    fn begin_item(&mut self) {
        if self.in_array() && self.item == Item::None {
            self.item = Item::At(self.at);
        }
    }

    fn end_item(&mut self, end: usize) {
        match std::mem::replace(&mut self.item, Item::None) {
            Item::None => {}
            Item::At(start) => self.found.push((start, end)),
            Item::Dropped => self.number += 1,
        }
    }

    /// The items that ended in the window.
    fn cuts(&mut self, offset: u64, longest: usize) -> Vec<Cut> {
        let mut cuts = Vec::with_capacity(self.found.len());
        for (start, end) in self.found.drain(..) {
            self.number += 1;
            let extent = if end - start > longest { Extent::TooLong } else { Extent::Bytes(start..end) };
            cuts.push(Cut { record: Some(self.number), offset: offset + start as u64, extent });
        }
        cuts
    }

    /// Gives up an item that has become too long.
    fn too_long(&mut self, stream: &Stream<'_>, longest: usize, cuts: &mut Vec<Cut>) {
        if let Item::At(start) = self.item
            && stream.bytes.len() - start > longest
        {
            let offset = stream.offset + start as u64;
            cuts.push(Cut { record: Some(self.number + 1), offset, extent: Extent::TooLong });
            self.item = Item::Dropped;
        }
    }

    /// What is wrong where the stream ends.
    fn ending(&self, missing: &'static str, offset: u64) -> Option<Cut> {
        let (record, start, reason) = match self.item {
            Item::At(start) => (Some(self.number + 1), start, "the file ends inside it"),
            // It has been told that it is too long.
            Item::Dropped => return None,
            Item::None if !self.reached => (None, self.at, missing),
            Item::None if !self.done => (None, self.at, "the file ends before its end"),
            Item::None => return None,
        };
        Some(Cut { record, offset: offset + start as u64, extent: Extent::Broken(Cow::Borrowed(reason)) })
    }

    /// How much of the window is done with.
    fn used(&self) -> usize {
        if let Item::At(start) = self.item { start } else { self.at }
    }

    /// The window begins later by this.
    fn forget(&mut self, used: usize) {
        self.at -= used.min(self.at);
        if let Item::At(start) = &mut self.item {
            *start -= used.min(*start);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::ops::ControlFlow;

    use super::{Extent, Holds, Stream, Target, cut};

    const HAR: Target = Target { path: &["log", "entries"], holds: Holds::Entry, missing: "no entries" };
    const ARRAY: Target = Target { path: &[], holds: Holds::Record, missing: "no array" };

    /// A stream of one byte at a time.
    struct Slow<'t>(&'t [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(into.get_mut(..1).unwrap_or_default())
        }
    }

    fn items(text: &str, target: Target, longest: usize) -> Vec<String> {
        let mut items = Vec::new();
        let mut input = Slow(text.as_bytes());
        cut(&mut Stream::new(&mut input), target, longest, &mut |chunk| {
            for cut in &chunk.cuts {
                let item = match &cut.extent {
                    Extent::Bytes(range) => {
                        let item = String::from_utf8_lossy(&chunk.bytes[range.clone()]).into_owned();
                        let offset = usize::try_from(cut.offset).unwrap();
                        assert_eq!(text.get(offset..offset + item.len()), Some(item.as_str()));
                        item
                    }
                    Extent::TooLong => "too long".to_owned(),
                    Extent::Broken(reason) => reason.clone().into_owned(),
                };
                items.push(format!("{}{item}", cut.record.map(|number| format!("{number}:")).unwrap_or_default()));
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        items
    }

    #[test]
    fn the_items_of_the_array_are_cut_out_and_nothing_else() {
        let cases: [(&str, Target, &[&str]); 13] = [
            (
                r#"{"log": {"a": {"entries": [1]}, "entries": [{"a": "]}\""}, {"b": [{}]}]}}"#,
                HAR,
                &[r#"1:{"a": "]}\""}"#, r#"2:{"b": [{}]}"#],
            ),
            (
                r#"{"entries": [0], "log": {"pages": ["entries", {"log": {"entries": [1]}}], "entries": [2]}}"#,
                HAR,
                &["1:2"],
            ),
            (r#"{"log": {"x": "log", "entries": []}, "more": [1]}"#, HAR, &[]),
            (r#"{"log": {"entries": {"a": [1]}}}"#, HAR, &["no entries"]),
            (r#"{"log": [{"entries": [1]}]}"#, HAR, &["no entries"]),
            (r#"{"log": {"entries": [1, 2"#, HAR, &["1:1", "2:the file ends inside it"]),
            (r#"{"log": {"entries": [{"a": 1}, {"b": [}"#, HAR, &[r#"1:{"a": 1}"#, "2:the file ends inside it"]),
            (r#"{"log": {"entries": [{}, "#, HAR, &["1:{}", "the file ends before its end"]),
            ("", HAR, &["no entries"]),
            (r#" [1, "a,]", null ,[2],{}]"#, ARRAY, &["1:1", "2:\"a,]\"", "3:null", "4:[2]", "5:{}"]),
            (r#"[]"#, ARRAY, &[]),
            (r#"{"a": [1]}"#, ARRAY, &["no array"]),
            (r#"[ "#, ARRAY, &["the file ends before its end"]),
        ];
        for (text, target, want) in cases {
            assert_eq!(items(text, target, 1 << 20), want, "{text}");
        }
    }

    #[test]
    fn an_item_that_is_too_long_costs_itself_alone() {
        let long = "x".repeat(1 << 20);
        let text = format!(
            r#"{{"log": {{"entries": [{{"a": 1}}, {{"b": "{long}"}}, "{long}", {{"c": "12345678"}}, {{}}]}}}}"#
        );
        assert_eq!(items(&text, HAR, 10), [r#"1:{"a": 1}"#, "2:too long", "3:too long", "4:too long", "5:{}"]);
        let cut_off = text.get(..1 << 19).unwrap();
        assert_eq!(items(cut_off, HAR, 10), [r#"1:{"a": 1}"#, "2:too long"]);
    }
}
