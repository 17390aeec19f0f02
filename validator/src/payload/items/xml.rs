//! The elements at a path of an XML stream: markup is told apart and its nesting counted, and nothing else is looked at.
//!
//! An item is cut out between the start tags around it, which bind its prefixes, and behind the document type declaration, which
//! declares its entities.

use std::io::Read;

use super::cut::{Cut, Stop};
use super::window::Window;

/// What has been seen of a stream.
#[derive(Debug)]
pub(super) struct Scan {
    /// The names that lead to the items.
    path: Vec<Box<str>>,
    /// The document type declaration.
    document_type: String,
    /// The open elements that the path leads through, from the root on.
    around: Vec<Around>,
    /// How many other elements are open.
    beside: usize,
    /// How many roots there were.
    roots: u64,
}

/// An element on the path.
#[derive(Debug)]
struct Around {
    /// Its name with its prefix.
    name: Box<str>,
    tag: String,
    /// Which of its parent's children on the path it is.
    number: u64,
    /// How many children on the path it had.
    children: u64,
}

/// What stands at a `<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Markup {
    /// A comment, a processing instruction or a section of character data.
    Aside,
    DocumentType,
    Start,
    Empty,
    End,
}

impl Scan {
    pub(super) fn new(path: Vec<Box<str>>) -> Self {
        Self { path, document_type: String::new(), around: Vec::new(), beside: 0, roots: 0 }
    }

    /// The next item; none behind the end of the root element.
    pub(super) fn next<R: Read>(&mut self, window: &mut Window<R>) -> Result<Option<Cut>, Stop> {
        while self.roots == 0 || !self.around.is_empty() || self.beside > 0 {
            skip_text(window)?;
            let (markup, len) = whole(window, 0)?;
            let bytes = window.bytes().get(..len).unwrap_or_default();
            match markup {
                Markup::Start | Markup::Empty => {
                    let is_empty = markup == Markup::Empty;
                    if self.beside > 0 || !self.leads(name(bytes)) {
                        self.roots += u64::from(self.around.is_empty() && self.beside == 0);
                        self.beside += usize::from(!is_empty);
                    } else if self.around.len() + 1 == self.path.len() {
                        return self.item(window, (len, is_empty)).map(Some);
                    } else {
                        let number = self.count();
                        if !is_empty {
                            let around = around(bytes, number).ok_or_else(|| window.stop(NOT_UTF8))?;
                            self.around.push(around);
                            self.check_size(window)?;
                        }
                    }
                }
                Markup::End if self.beside > 0 => self.beside -= 1,
                Markup::End => {
                    let own = self.around.pop().filter(|around| around.name.as_bytes() == end_name(bytes));
                    own.ok_or_else(|| window.stop("an end tag that ends no element that is open"))?;
                }
                Markup::Aside => check_encoding(bytes).map_err(|message| window.stop(message))?,
                Markup::DocumentType => {
                    self.document_type = text(bytes).ok_or_else(|| window.stop(NOT_UTF8))?;
                    self.check_size(window)?;
                }
            }
            window.forget(len);
        }
        Ok(None)
    }

    /// What stands around the items is read with each of them, so it must be short.
    fn check_size<R>(&self, window: &Window<R>) -> Result<(), Stop> {
        let size = self.around.iter().fold(self.document_type.len(), |size, around| size + around.tag.len());
        if size > AROUND { Err(window.limit("what stands around the items is longer than it may be")) } else { Ok(()) }
    }

    /// Whether an element of this name is the next of the path.
    fn leads(&self, name: &[u8]) -> bool {
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        self.path.get(self.around.len()).is_some_and(|wanted| wanted.as_bytes() == local)
    }

    /// Which of the elements on the path at its place the next one is.
    fn count(&mut self) -> u64 {
        let count = match self.around.last_mut() {
            Some(around) => &mut around.children,
            None => &mut self.roots,
        };
        *count += 1;
        *count
    }

    /// Cuts out the item that begins here, whose start tag has this length.
    fn item<R: Read>(&mut self, window: &mut Window<R>, (tag, is_empty): (usize, bool)) -> Result<Cut, Stop> {
        let mut end = tag;
        let mut open = usize::from(!is_empty);
        while open > 0 {
            end = next_markup(window, end)?;
            let (markup, len) = whole(window, end)?;
            match markup {
                Markup::Start => open += 1,
                Markup::End => open -= 1,
                Markup::Empty | Markup::Aside | Markup::DocumentType => {}
            }
            end += len;
        }
        let number = self.count();
        let bytes = window.bytes().get(..end).unwrap_or_default();
        let own = text(name(bytes)).ok_or_else(|| window.stop(NOT_UTF8))?;
        let own_text = text(bytes).ok_or_else(|| window.stop(NOT_UTF8))?;
        let mut cut = Cut {
            text: self.document_type.clone(),
            before: 0,
            within: self.around.len(),
            start: window.position(),
            number: window.number,
            path_in_text: String::new(),
            path: String::new(),
        };
        for around in &self.around {
            cut.text.push_str(&around.tag);
            cut.path_in_text.push_str(&format!("/{}", around.name));
            cut.path.push_str(&format!("/{}", around.name));
            if around.number > 1 {
                cut.path.push_str(&format!("[{}]", around.number));
            }
        }
        cut.before = cut.text.len();
        cut.text.push_str(&own_text);
        for around in self.around.iter().rev() {
            cut.text.push_str(&format!("</{}>", around.name));
        }
        cut.path_in_text.push_str(&format!("/{own}"));
        let is_root = self.around.is_empty();
        cut.path.push_str(&if is_root { format!("/{own}") } else { format!("/{own}[{number}]") });
        window.forget(end);
        window.number += 1;
        Ok(cut)
    }
}

/// Bytes of the document type declaration and of the start tags around an item.
const AROUND: usize = 16 << 10;

const NOT_UTF8: &str = "want UTF-8";
const ENDS: &str = "the document ends before its end";

/// Forgets what stands before the next markup.
fn skip_text<R: Read>(window: &mut Window<R>) -> Result<(), Stop> {
    loop {
        let text = window.bytes().iter().position(|byte| *byte == b'<');
        window.forget(text.unwrap_or(window.bytes().len()));
        if text.is_some() {
            return Ok(());
        }
        if !window.fill()? {
            return Err(window.stop(ENDS));
        }
    }
}

/// The place of the next markup from `from` on, where all is kept.
fn next_markup<R: Read>(window: &mut Window<R>, mut from: usize) -> Result<usize, Stop> {
    loop {
        let rest = window.bytes().get(from..).unwrap_or_default();
        if let Some(text) = rest.iter().position(|byte| *byte == b'<') {
            return Ok(from + text);
        }
        from = window.bytes().len();
        if !window.fill()? {
            return Err(window.stop(ENDS));
        }
    }
}

/// The markup at `from` and its length, once all of it is there.
fn whole<R: Read>(window: &mut Window<R>, from: usize) -> Result<(Markup, usize), Stop> {
    loop {
        if let Some(found) = markup(window.bytes().get(from..).unwrap_or_default()) {
            return Ok(found);
        }
        if !window.fill()? {
            return Err(window.stop(ENDS));
        }
    }
}

/// The markup that begins here, and its length; none where its end is not there yet (XML 1.0, 2.5 to 2.8, 3.1).
fn markup(bytes: &[u8]) -> Option<(Markup, usize)> {
    let until = |from: usize, end: &[u8]| {
        let at = bytes.get(from..)?.windows(end.len()).position(|window| window == end)?;
        Some(from + at + end.len())
    };
    // What the first bytes are must be sure before anything else is looked for.
    match bytes.get(..9) {
        Some(head) if head.starts_with(b"<!--") => Some((Markup::Aside, until(4, b"-->")?)),
        Some(b"<![CDATA[") => Some((Markup::Aside, until(9, b"]]>")?)),
        Some(head) if head.starts_with(b"<!") => Some((Markup::DocumentType, document_type(bytes)?)),
        None if bytes.starts_with(b"<!") => None,
        Some(_) | None => match bytes.get(1)? {
            b'?' => Some((Markup::Aside, until(2, b"?>")?)),
            b'/' => Some((Markup::End, until(2, b">")?)),
            _ => {
                let len = tag(bytes)?;
                let is_empty = bytes.get(len.saturating_sub(2)) == Some(&b'/');
                Some((if is_empty { Markup::Empty } else { Markup::Start }, len))
            }
        },
    }
}

/// The length of a start tag: up to a `>` outside of quotes.
fn tag(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'>' | b'"' | b'\''))?;
        let found = *bytes.get(at)?;
        at += 1;
        if found == b'>' {
            return Some(at);
        }
        at += bytes.get(at..)?.iter().position(|byte| *byte == found)? + 1;
    }
}

/// The length of a document type declaration: up to a `>` outside of quotes, comments, instructions and its internal subset.
fn document_type(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        let skipped = |end: &[u8]| Some(rest.windows(end.len()).position(|window| window == end)? + end.len());
        at += match rest.first()? {
            b'<' if rest.starts_with(b"<!--") => skipped(b"-->")?,
            b'<' if rest.starts_with(b"<?") => skipped(b"?>")?,
            quote @ (b'"' | b'\'') => rest.get(1..)?.iter().position(|byte| byte == quote)? + 2,
            b'<' => {
                depth += 1;
                1
            }
            b'>' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
                1
            }
            _ => 1,
        };
    }
}

/// The name in a start tag.
fn name(tag: &[u8]) -> &[u8] {
    let name = tag.get(1..).unwrap_or_default();
    name.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')).next().unwrap_or_default()
}

/// The name in an end tag.
fn end_name(tag: &[u8]) -> &[u8] {
    name(tag.get(1..).unwrap_or_default())
}

fn text(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn around(tag: &[u8], number: u64) -> Option<Around> {
    let own = text(name(tag))?;
    Some(Around { name: own.into(), tag: text(tag)?, number, children: 0 })
}

/// An XML declaration says UTF-8, or nothing.
fn check_encoding(aside: &[u8]) -> Result<(), &'static str> {
    let declaration =
        aside.strip_prefix(b"<?xml ").and_then(|inside| std::str::from_utf8(inside).ok()).unwrap_or_default();
    let encoding = declaration.split_once("encoding").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    match encoding.map(str::to_ascii_lowercase).as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => Ok(()),
        Some(_) => Err("want UTF-8: no other encoding is read item by item"),
    }
}
