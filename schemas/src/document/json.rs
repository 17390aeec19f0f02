//! The JSON reader: RFC 8259, strictly, or over what one reading makes safe.
//!
//! One pass over the bytes with a stack of open containers; no recursion. Strings without an escape are borrowed, numbers
//! are checked and kept as written, every duplicate key is kept.

mod scan;

use std::borrow::Cow;
use std::sync::OnceLock;

use super::arena::{Decoded, Document, Entry, Namespaces, Syntax};
use super::node::{Kind, Node, flag};
use super::options::ReadOptions;
use super::syntax_error::{Repair, SyntaxError, SyntaxErrorKind, error};
use crate::text::{Span, offset};

/// Reads JSON text.
pub(super) fn read<'s>(text: Cow<'s, str>, options: &ReadOptions) -> Result<Document<'s>, SyntaxError> {
    let mut reader = Reader::new(&text, options, options.repair);
    if let Err(fault) = reader.document() {
        // What cannot be repaired is reported where a strict reader stands still.
        let strict = if options.repair { Reader::new(&text, options, false).document().err() } else { None };
        let fault = strict.unwrap_or(fault);
        let mut error = error(fault.kind, fault.message.as_str(), fault.span, &text);
        error.help = fault.help;
        return Err(error);
    }
    let Reader { nodes, decoded, repairs, .. } = reader;
    Ok(Document {
        text,
        syntax: Syntax::Json,
        nodes,
        decoded,
        names: Vec::new(),
        namespaces: Namespaces::default(),
        repairs,
        byte_order_mark: false,
        lines: OnceLock::new(),
    })
}

/// A fault on the way, not yet placed in lines. Boxed, so that what goes well is not slowed down by its size.
struct Fault {
    kind: SyntaxErrorKind,
    message: String,
    span: Span,
    help: Option<&'static str>,
}

#[cold]
fn fault<T>(message: impl Into<String>, at: usize, help: Option<&'static str>) -> Result<T, Box<Fault>> {
    let span = Span::at(offset(at));
    Err(Box::new(Fault { kind: SyntaxErrorKind::NotWellFormed, message: message.into(), span, help }))
}

/// The key that the next value belongs to.
#[derive(Clone, Copy, Default)]
struct Key {
    start: u32,
    len: u32,
    flags: u8,
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    repair: bool,
    nodes: Vec<Node>,
    decoded: Decoded,
    repairs: Vec<Repair>,
    /// The containers that are open, innermost last.
    open: Vec<u32>,
    /// The key that the value at hand belongs to. State, like `escaped`, and no result: results of more than a word are
    /// written to memory and read back at once, which was a third of the time.
    key: Key,
    /// Whether the string that was read last holds an escape.
    escaped: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, options: &ReadOptions, repair: bool) -> Self {
        // Real payloads have a node every 12 to 40 bytes.
        let expected = (text.len() / 16 + 4).min(1 << 22);
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            depth: options.limits.depth as usize,
            repair,
            nodes: Vec::with_capacity(expected),
            decoded: Decoded::default(),
            repairs: Vec::new(),
            open: Vec::with_capacity(16),
            key: Key::default(),
            escaped: false,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn document(&mut self) -> Result<(), Box<Fault>> {
        self.blanks()?;
        if self.peek().is_none() {
            return fault("the document is empty", self.at, Some("send a JSON value"));
        }
        while self.value()? || self.after_value()? {}
        Ok(())
    }

    /// Reads a value. If it opens a container that is not empty, it goes on to its first entry and says so: a value follows.
    fn value(&mut self) -> Result<bool, Box<Fault>> {
        let start = self.at;
        let key = self.key;
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                let (from, to) = (self.at, self.string()?);
                let mut flags = key.flags;
                if self.escaped {
                    let entry = self.unescape(from, to)?;
                    self.decoded.values.push(entry);
                    flags |= flag::DECODED_VALUE;
                }
                self.push(Kind::String, Key { flags, ..key }, from, to);
            }
            Some(b'{') => return self.open_container(Kind::Object, key),
            Some(b'[') => return self.open_container(Kind::Array, key),
            Some(b'-' | b'0'..=b'9') => match scan::number(self.bytes, start) {
                Ok(end) if self.is_delimited(end) => {
                    self.at = end;
                    self.push(Kind::Number, key, start, end);
                }
                Ok(end) => self.unquoted(key, end, "a number is followed by something that does not belong to it")?,
                Err((at, message)) => self.unquoted(key, at, message)?,
            },
            Some(b't') if self.word(b"true") => self.push(Kind::Boolean, key, start, self.at),
            Some(b'f') if self.word(b"false") => self.push(Kind::Boolean, key, start, self.at),
            Some(b'n') if self.word(b"null") => self.push(Kind::Null, key, start, self.at),
            Some(_) => self.unquoted(key, start, "a value is expected here")?,
            None => return fault("the document ends where a value is expected", start, None),
        }
        Ok(false)
    }

    fn push(&mut self, kind: Kind, key: Key, start: usize, end: usize) {
        let next = offset(self.nodes.len() + 1);
        self.nodes.push(Node {
            kind,
            flags: key.flags,
            name_start: key.start,
            name: key.len,
            start: offset(start),
            end: offset(end),
            next,
        });
    }

    fn open_container(&mut self, kind: Kind, key: Key) -> Result<bool, Box<Fault>> {
        if self.open.len() >= self.depth {
            let message = format!("objects and arrays are nested more than {} deep", self.depth);
            let span = Span::at(offset(self.at));
            return Err(Box::new(Fault { kind: SyntaxErrorKind::Limit, message, span, help: None }));
        }
        let id = offset(self.nodes.len());
        self.push(kind, key, self.at, self.at);
        self.at += 1;
        self.blanks()?;
        let close = if kind == Kind::Object { b'}' } else { b']' };
        if self.peek() == Some(close) {
            self.at += 1;
            self.nodes[id as usize].end = offset(self.at);
            return Ok(false);
        }
        self.open.push(id);
        self.entry(kind)
    }

    /// Goes on to the value of an entry: reads the key before a member's value, and nothing before an item.
    fn entry(&mut self, kind: Kind) -> Result<bool, Box<Fault>> {
        if kind == Kind::Array {
            self.key = Key::default();
            return Ok(true);
        }
        match self.peek() {
            Some(b'"') => self.at += 1,
            Some(_) => {
                return fault("a key in double quotes is expected here", self.at, Some("put the key in double quotes"));
            }
            None => return fault("the document ends inside an object", self.at, Some("close it with `}`")),
        }
        let (start, end) = (self.at, self.string()?);
        let mut flags = flag::MEMBER;
        if self.escaped {
            let entry = self.unescape(start, end)?;
            self.decoded.names.push(entry);
            flags |= flag::DECODED_NAME;
        }
        self.blanks()?;
        if self.peek() != Some(b':') {
            return fault("a colon is expected after a key", self.at, None);
        }
        self.at += 1;
        self.blanks()?;
        self.key = Key { start: offset(start), len: offset(end - start), flags };
        Ok(true)
    }

    /// What follows a value: closes containers until another entry begins, and says so, or the document ends.
    fn after_value(&mut self) -> Result<bool, Box<Fault>> {
        loop {
            self.blanks()?;
            let Some(&id) = self.open.last() else {
                return match self.peek() {
                    None => Ok(false),
                    Some(_) => fault("something follows the end of the document", self.at, Some("send one JSON value")),
                };
            };
            let kind = self.nodes[id as usize].kind;
            let (close, name) = if kind == Kind::Object { (b'}', "an object") } else { (b']', "an array") };
            match self.peek() {
                Some(b',') => {
                    let comma = self.at;
                    self.at += 1;
                    self.blanks()?;
                    if self.peek() != Some(close) {
                        return self.entry(kind);
                    }
                    if !self.repair {
                        return fault("a comma before the closing bracket", comma, Some("remove the comma"));
                    }
                    self.repaired("a comma before the closing bracket", "without it", comma, comma + 1);
                }
                Some(byte) if byte == close => {
                    self.at += 1;
                    self.open.pop();
                    let next = offset(self.nodes.len());
                    let container = &mut self.nodes[id as usize];
                    container.end = offset(self.at);
                    container.next = next;
                }
                Some(_) => return fault(format!("a comma or the end of {name} is expected here"), self.at, None),
                None => {
                    return fault(
                        format!("the document ends inside {name}"),
                        self.at,
                        Some("it may have been cut off"),
                    );
                }
            }
        }
    }

    /// A string from after its opening quote to after its closing one: where its content ends. Whether it holds an escape is
    /// in `escaped` then.
    fn string(&mut self) -> Result<usize, Box<Fault>> {
        self.escaped = false;
        loop {
            self.at = scan::plain(self.bytes, self.at);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(self.at - 1);
                }
                Some(b'\\') => {
                    self.escaped = true;
                    self.at += 1;
                    if self.peek().is_some() {
                        self.at += 1;
                    }
                }
                Some(byte) if self.repair => {
                    let len = if byte == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 };
                    let message = "a control character stands raw in a string";
                    self.repaired(message, "if it were escaped", self.at, self.at + len);
                    self.at += len;
                }
                Some(_) => {
                    let help = Some("write it as an escape, such as \\n");
                    return fault("a control character stands raw in a string", self.at, help);
                }
                None => return fault("the document ends inside a string", self.at, Some("it may have been cut off")),
            }
        }
    }

    /// Decodes an escaped string into the buffer, for the node that comes next.
    fn unescape(&mut self, start: usize, end: usize) -> Result<Entry, Box<Fault>> {
        let from = offset(self.decoded.buffer.len());
        match scan::unescape(&self.text[start..end], &mut self.decoded.buffer) {
            Ok(()) => {}
            Err((at, message)) => return fault(message, start + at, None),
        }
        Ok(Entry { node: offset(self.nodes.len()), start: from, end: offset(self.decoded.buffer.len()) })
    }

    /// Whether a literal or number that ends here is followed by what may follow a value.
    fn is_delimited(&self, end: usize) -> bool {
        match self.bytes.get(end) {
            None | Some(b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']') => true,
            Some(b'/') => self.repair,
            Some(_) => false,
        }
    }

    /// Steps over a literal word, if it stands here on its own.
    fn word(&mut self, word: &[u8]) -> bool {
        let found = self.bytes[self.at..].starts_with(word) && self.is_delimited(self.at + word.len());
        if found {
            self.at += word.len();
        }
        found
    }

    /// A value without quotes that is no number and no literal: repaired to a string up to the next delimiter.
    fn unquoted(&mut self, key: Key, stuck: usize, message: &'static str) -> Result<(), Box<Fault>> {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b'\n' | b'\r')).unwrap_or(rest.len());
        let run = &self.text[self.at..self.at + len];
        let run = ["/*", "//"].iter().filter_map(|mark| run.find(mark)).min().map_or(run, |end| &run[..end]);
        let run = run.trim_end();
        if !self.repair
            || run.is_empty()
            || run.contains(['"', '{', '[', ':', '\\'])
            || run.chars().any(char::is_control)
        {
            return fault(message, stuck, Some("put text in double quotes"));
        }
        let (start, end) = (self.at, self.at + run.len());
        self.repaired("a value stands without quotes", "a string", start, end);
        self.push(Kind::String, Key { flags: key.flags | flag::UNQUOTED, ..key }, start, end);
        self.at = end;
        Ok(())
    }

    fn repaired(&mut self, message: &'static str, reading: &'static str, start: usize, end: usize) {
        self.repairs.push(Repair { message, reading, span: Span::new(offset(start), offset(end)) });
    }

    /// Steps over white space, and over comments where repairs are allowed.
    #[inline]
    fn blanks(&mut self) -> Result<(), Box<Fault>> {
        match self.peek() {
            Some(byte) if byte > b' ' && byte != b'/' => Ok(()),
            _ => self.some_blanks(),
        }
    }

    fn some_blanks(&mut self) -> Result<(), Box<Fault>> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'/') if self.repair => self.comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Result<(), Box<Fault>> {
        let rest = &self.text[self.at..];
        let len = match self.bytes.get(self.at + 1) {
            Some(b'/') => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            Some(b'*') => match rest.get(2..).and_then(|rest| rest.find("*/")) {
                Some(end) => end + 4,
                None => return fault("a comment is not closed", self.at, Some("close it with `*/`, or remove it")),
            },
            _ => return fault("a value is expected here", self.at, None),
        };
        self.repaired("a comment", "without it", self.at, self.at + len);
        self.at += len;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
