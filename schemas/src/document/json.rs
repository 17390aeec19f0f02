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
        equal_keys: OnceLock::new(),
        wide: OnceLock::new(),
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

/// The key that a value belongs to; that of an item says nothing.
#[derive(Clone, Copy, Default)]
struct Key {
    start: u32,
    len: u32,
    flags: u8,
}

/// The containers that are open: the innermost, and how many they are. While a container is open, its `next` names the one
/// around it.
struct Open {
    id: u32,
    kind: Kind,
    count: usize,
}

/// Stands for the container around the outermost.
const NO_CONTAINER: u32 = u32::MAX;

/// Reads with the place at hand as argument and result of each step: it stays in a register, which is most of the speed.
struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    depth: usize,
    repair: bool,
    nodes: Vec<Node>,
    decoded: Decoded,
    repairs: Vec<Repair>,
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
            depth: options.limits.depth as usize,
            repair,
            nodes: Vec::with_capacity(expected),
            decoded: Decoded::default(),
            repairs: Vec::new(),
            escaped: false,
        }
    }

    #[inline]
    fn peek(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn document(&mut self) -> Result<(), Box<Fault>> {
        let mut at = self.blanks(0)?;
        if self.peek(at).is_none() {
            return fault("the document is empty", at, Some("send a JSON value"));
        }
        let mut open = Open { id: NO_CONTAINER, kind: Kind::Array, count: 0 };
        loop {
            let mut key = Key::default();
            if open.kind == Kind::Object {
                (key, at) = self.key(at)?;
            }
            let first = self.peek(at);
            if let Some(b'{' | b'[') = first {
                let kind = if first == Some(b'{') { Kind::Object } else { Kind::Array };
                at = self.open(kind, key, at, &mut open)?;
                if self.peek(at) != Some(closing(kind)) {
                    continue;
                }
            } else {
                at = self.scalar(first, key, at)?;
            }
            match self.next_entry(at, &mut open)? {
                Some(entry) => at = entry,
                None => return Ok(()),
            }
        }
    }

    /// Reads a key and the colon after it, up to its value.
    #[inline(always)]
    fn key(&mut self, at: usize) -> Result<(Key, usize), Box<Fault>> {
        match self.peek(at) {
            Some(b'"') => {}
            Some(_) => {
                return fault("a key in double quotes is expected here", at, Some("put the key in double quotes"));
            }
            None => return fault("the document ends inside an object", at, Some("close it with `}`")),
        }
        let start = at + 1;
        let end = self.string(start)?;
        let mut flags = flag::MEMBER;
        if self.escaped {
            let entry = self.unescape(start, end)?;
            self.decoded.names.push(entry);
            flags |= flag::DECODED_NAME;
        }
        let mut at = end + 1;
        if self.peek(at) != Some(b':') {
            at = self.blanks(at)?;
            if self.peek(at) != Some(b':') {
                return fault("a colon is expected after a key", at, None);
            }
        }
        Ok((Key { start: short(start), len: short(end - start), flags }, self.blanks(at + 1)?))
    }

    /// Reads a value that is no container and begins with `first`; where it ends.
    #[inline(always)]
    fn scalar(&mut self, first: Option<u8>, key: Key, at: usize) -> Result<usize, Box<Fault>> {
        match first {
            Some(b'"') => {
                let start = at + 1;
                let end = self.string(start)?;
                let mut flags = key.flags;
                if self.escaped {
                    let entry = self.unescape(start, end)?;
                    self.decoded.values.push(entry);
                    flags |= flag::DECODED_VALUE;
                }
                self.push(Kind::String, Key { flags, ..key }, start, end);
                Ok(end + 1)
            }
            Some(b'-' | b'0'..=b'9') => match scan::plain_number(self.bytes, at) {
                Some(end) => {
                    self.push(Kind::Number, key, at, end);
                    Ok(end)
                }
                None => self.number(key, at),
            },
            Some(b't') => self.word(b"true", Kind::Boolean, key, at),
            Some(b'f') => self.word(b"false", Kind::Boolean, key, at),
            Some(b'n') => self.word(b"null", Kind::Null, key, at),
            Some(_) => self.unquoted(key, at, at, "a value is expected here"),
            None => fault("the document ends where a value is expected", at, None),
        }
    }

    #[inline(always)]
    fn push(&mut self, kind: Kind, key: Key, start: usize, end: usize) {
        let next = short(self.nodes.len() + 1);
        self.nodes.push(Node {
            kind,
            flags: key.flags,
            name_start: key.start,
            name: key.len,
            start: short(start),
            end: short(end),
            next,
        });
    }

    /// Opens a container and goes on to its first entry, or its end.
    #[inline(always)]
    fn open(&mut self, kind: Kind, key: Key, at: usize, open: &mut Open) -> Result<usize, Box<Fault>> {
        if open.count >= self.depth {
            let message = format!("objects and arrays are nested more than {} deep", self.depth);
            let span = Span::at(offset(at));
            return Err(Box::new(Fault { kind: SyntaxErrorKind::Limit, message, span, help: None }));
        }
        let id = short(self.nodes.len());
        self.push(kind, key, at, at);
        if let Some(node) = self.nodes.last_mut() {
            node.next = open.id;
        }
        *open = Open { id, kind, count: open.count + 1 };
        self.blanks(at + 1)
    }

    /// What follows a value: closes containers until another entry begins, and says where; nothing where the document ends.
    #[inline(always)]
    fn next_entry(&mut self, mut at: usize, open: &mut Open) -> Result<Option<usize>, Box<Fault>> {
        loop {
            if open.count == 0 {
                at = self.blanks(at)?;
                return match self.peek(at) {
                    None => Ok(None),
                    Some(_) => fault("something follows the end of the document", at, Some("send one JSON value")),
                };
            }
            let close = closing(open.kind);
            match self.peek(at) {
                Some(b',') => {
                    let comma = at;
                    at = self.blanks(at + 1)?;
                    if self.peek(at) != Some(close) {
                        return Ok(Some(at));
                    }
                    if !self.repair {
                        return fault("a comma before the closing bracket", comma, Some("remove the comma"));
                    }
                    self.repaired("a comma before the closing bracket", "without it", comma, comma + 1);
                }
                Some(byte) if byte == close => {
                    at += 1;
                    self.close(at, open);
                }
                other => match self.blanks(at)? {
                    same if same == at => return unfinished(open.kind, other, at),
                    past => at = past,
                },
            }
        }
    }

    /// Closes the innermost container, which ends here.
    #[inline(always)]
    fn close(&mut self, end: usize, open: &mut Open) {
        let next = short(self.nodes.len());
        let container = &mut self.nodes[open.id as usize];
        container.end = short(end);
        let around = std::mem::replace(&mut container.next, next);
        let kind = self.nodes.get(around as usize).map_or(Kind::Array, |node| node.kind);
        *open = Open { id: around, kind, count: open.count - 1 };
    }

    /// Where the content of a string ends that begins here. Whether it holds an escape is in `escaped` then.
    #[inline(always)]
    fn string(&mut self, at: usize) -> Result<usize, Box<Fault>> {
        self.escaped = false;
        let end = scan::plain(self.bytes, at);
        if self.peek(end) == Some(b'"') { Ok(end) } else { self.special_string(end) }
    }

    /// As [`Reader::string`], from a byte on that no plain string has.
    #[cold]
    fn special_string(&mut self, mut at: usize) -> Result<usize, Box<Fault>> {
        loop {
            match self.peek(at) {
                Some(b'"') => return Ok(at),
                Some(b'\\') => {
                    self.escaped = true;
                    at = (at + 2).min(self.bytes.len());
                }
                Some(byte) if self.repair => {
                    let len = if byte == b'\r' && self.peek(at + 1) == Some(b'\n') { 2 } else { 1 };
                    let message = "a control character stands raw in a string";
                    self.repaired(message, "if it were escaped", at, at + len);
                    at += len;
                }
                Some(_) => {
                    let help = Some("write it as an escape, such as \\n");
                    return fault("a control character stands raw in a string", at, help);
                }
                None => return fault("the document ends inside a string", at, Some("it may have been cut off")),
            }
            at = scan::plain(self.bytes, at);
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

    /// Reads a number that has an exponent, or is none.
    #[cold]
    fn number(&mut self, key: Key, at: usize) -> Result<usize, Box<Fault>> {
        match scan::number(self.bytes, at) {
            Ok(end) if self.is_delimited(end) => {
                self.push(Kind::Number, key, at, end);
                Ok(end)
            }
            Ok(end) => self.unquoted(key, at, end, "a number is followed by something that does not belong to it"),
            Err((stuck, message)) => self.unquoted(key, at, stuck, message),
        }
    }

    /// Reads a literal word, if it stands here on its own.
    fn word(&mut self, word: &[u8], kind: Kind, key: Key, at: usize) -> Result<usize, Box<Fault>> {
        let end = at + word.len();
        if self.bytes[at..].starts_with(word) && self.is_delimited(end) {
            self.push(kind, key, at, end);
            return Ok(end);
        }
        self.unquoted(key, at, at, "a value is expected here")
    }

    /// A value without quotes that is no number and no literal: repaired to a string up to the next delimiter.
    #[cold]
    fn unquoted(&mut self, key: Key, at: usize, stuck: usize, message: &'static str) -> Result<usize, Box<Fault>> {
        let rest = &self.bytes[at..];
        let len = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b'\n' | b'\r')).unwrap_or(rest.len());
        let run = &self.text[at..at + len];
        let run = ["/*", "//"].iter().filter_map(|mark| run.find(mark)).min().map_or(run, |end| &run[..end]);
        let run = run.trim_end();
        if !self.repair
            || run.is_empty()
            || run.contains(['"', '{', '[', ':', '\\'])
            || run.chars().any(char::is_control)
        {
            return fault(message, stuck, Some("put text in double quotes"));
        }
        let end = at + run.len();
        self.repaired("a value stands without quotes", "a string", at, end);
        self.push(Kind::String, Key { flags: key.flags | flag::UNQUOTED, ..key }, at, end);
        Ok(end)
    }

    fn repaired(&mut self, message: &'static str, reading: &'static str, start: usize, end: usize) {
        self.repairs.push(Repair { message, reading, span: Span::new(offset(start), offset(end)) });
    }

    /// Where what follows begins: after white space, and after comments where repairs are allowed.
    #[inline(always)]
    fn blanks(&mut self, at: usize) -> Result<usize, Box<Fault>> {
        // Most writers put one blank, or none.
        let at = at + usize::from(self.peek(at) == Some(b' '));
        if self.peek(at).is_some_and(|byte| byte > b' ' && byte != b'/') {
            return Ok(at);
        }
        self.more_blanks(at)
    }

    fn more_blanks(&mut self, mut at: usize) -> Result<usize, Box<Fault>> {
        loop {
            at = scan::blanks(self.bytes, at);
            match self.peek(at) {
                Some(b'/') if self.repair => at = self.comment(at)?,
                _ => return Ok(at),
            }
        }
    }

    /// Where a comment ends.
    fn comment(&mut self, at: usize) -> Result<usize, Box<Fault>> {
        let rest = &self.text[at..];
        let len = match self.peek(at + 1) {
            Some(b'/') => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            Some(b'*') => match rest.get(2..).and_then(|rest| rest.find("*/")) {
                Some(end) => end + 4,
                None => return fault("a comment is not closed", at, Some("close it with `*/`, or remove it")),
            },
            _ => return fault("a value is expected here", at, None),
        };
        self.repaired("a comment", "without it", at, at + len);
        Ok(at + len)
    }
}

/// A place or a number of nodes at the width of a [`Node`]. No text is read that is longer, and it has no more nodes than
/// bytes.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "`Document::from_text` refuses longer texts")]
const fn short(at: usize) -> u32 {
    at as u32
}

/// The bracket that closes a container.
#[inline]
fn closing(container: Kind) -> u8 {
    if container == Kind::Object { b'}' } else { b']' }
}

/// A container goes on with neither an entry nor its end.
#[cold]
fn unfinished<T>(container: Kind, found: Option<u8>, at: usize) -> Result<T, Box<Fault>> {
    let name = if container == Kind::Object { "an object" } else { "an array" };
    match found {
        Some(_) => fault(format!("a comma or the end of {name} is expected here"), at, None),
        None => fault(format!("the document ends inside {name}"), at, Some("it may have been cut off")),
    }
}

#[cfg(test)]
mod tests;
