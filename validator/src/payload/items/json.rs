//! The values at a path of a JSON stream: tokens are told apart and their nesting counted, and nothing else is looked at.
//!
//! An array at the path or on the way to it is entered, and each of its entries is an item or on the way. A member that stands
//! twice leads to items both times, since what comes later is not known yet.

use std::io::Read;

use driftline_schemas::document::{Document, ReadOptions, key_of, reference_token};

use super::cut::{Cut, Stop};
use super::window::Window;

/// What has been seen of a stream.
#[derive(Debug)]
pub(super) struct Scan {
    /// The keys that lead to the items.
    path: Vec<Box<str>>,
    /// The containers that are open on the way, from the top on.
    around: Vec<Around>,
    is_begun: bool,
}

/// An object or array on the way, of which the next entry is to come.
#[derive(Debug)]
struct Around {
    /// How many keys of the path lead to it.
    keys: usize,
    /// Which entry of an array comes next; none for an object.
    entry: Option<u64>,
    /// Its path in the stream.
    path: String,
}

/// More arrays within arrays than this are not entered.
const MAX_DEPTH: usize = 128;

const ENDS: &str = "the document ends before its end";

impl Scan {
    pub(super) fn new(path: Vec<Box<str>>) -> Self {
        let path = path.into_iter().map(|token| key_of(&token).into()).collect();
        Self { path, around: Vec::new(), is_begun: false }
    }

    /// The next item; none behind the end of the document.
    pub(super) fn next<R: Read>(&mut self, window: &mut Window<R>) -> Result<Option<Cut>, Stop> {
        loop {
            let first = skip_blank(window)?;
            let Some(around) = self.around.last_mut() else {
                let is_begun = std::mem::replace(&mut self.is_begun, true);
                match (first, is_begun) {
                    (None, true) => return Ok(None),
                    (Some(_), true) => return Err(window.stop("there is more behind the document")),
                    (None, false) => return Err(window.stop(ENDS)),
                    (Some(first), false) => {
                        if let Some(cut) = self.value(window, first, 0, String::new())? {
                            return Ok(Some(cut));
                        }
                    }
                }
                continue;
            };
            let is_array = around.entry.is_some();
            match first.ok_or_else(|| window.stop(ENDS))? {
                b',' => window.forget(1),
                b']' if is_array => self.end(window),
                b'}' if !is_array => self.end(window),
                first => {
                    let keys = around.keys;
                    let (path, leads) = match &mut around.entry {
                        Some(entry) => {
                            let path = format!("{}/{entry}", around.path);
                            *entry += 1;
                            (path, true)
                        }
                        None => {
                            let key = key(window)?;
                            let leads = self.path.get(keys).is_some_and(|wanted| **wanted == *key);
                            (format!("{}/{}", around.path, reference_token(&key)), leads)
                        }
                    };
                    let first = if is_array { Some(first) } else { skip_blank(window)? };
                    let first = first.ok_or_else(|| window.stop(ENDS))?;
                    if matches!(first, b',' | b':' | b']' | b'}') {
                        return Err(window.stop("want a value"));
                    }
                    if !leads {
                        skip(window, first)?;
                    } else if let Some(cut) = self.value(window, first, keys + usize::from(!is_array), path)? {
                        return Ok(Some(cut));
                    }
                }
            }
        }
    }

    /// Forgets the end of the innermost container.
    fn end<R: Read>(&mut self, window: &mut Window<R>) {
        window.forget(1);
        self.around.pop();
    }

    /// A value to which so many keys of the path lead: an item, or a container that is entered, or none of this path.
    fn value<R: Read>(
        &mut self,
        window: &mut Window<R>,
        first: u8,
        keys: usize,
        path: String,
    ) -> Result<Option<Cut>, Stop> {
        let entry = match first {
            b'[' => Some(0),
            b'{' if keys < self.path.len() => None,
            _ if keys < self.path.len() => return skip(window, first).map(|()| None),
            _ => return item(window, first, path).map(Some),
        };
        // What is nested deeper than documents are is an item of its own, which says so.
        if self.around.len() >= MAX_DEPTH {
            return item(window, first, path).map(Some);
        }
        window.forget(1);
        self.around.push(Around { keys, entry, path });
        Ok(None)
    }
}

/// Cuts out the item that begins here.
fn item<R: Read>(window: &mut Window<R>, first: u8, path: String) -> Result<Cut, Stop> {
    let mut end = End::of(first);
    let mut at = 0;
    let len = loop {
        match end.find(window.bytes(), &mut at) {
            Some(len) => break len,
            None if window.fill()? => {}
            None if end.is_at_end() => break window.bytes().len(),
            None => return Err(window.stop(ENDS)),
        }
    };
    let text = window.bytes().get(..len).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| window.stop("want UTF-8"))?.to_owned();
    let (start, number, path_in_text) = (window.position(), window.number, String::new());
    window.forget(len);
    window.number += 1;
    Ok(Cut { text, before: 0, within: 0, start, number, path_in_text, path })
}

/// Forgets the value that begins here, of whatever size.
fn skip<R: Read>(window: &mut Window<R>, first: u8) -> Result<(), Stop> {
    let mut end = End::of(first);
    loop {
        let mut at = 0;
        if let Some(len) = end.find(window.bytes(), &mut at) {
            window.forget(len);
            return Ok(());
        }
        window.forget(at);
        if !window.fill()? {
            return if end.is_at_end() { Ok(()) } else { Err(window.stop(ENDS)) };
        }
    }
}

/// Forgets white space; the byte behind it, none at the end.
fn skip_blank<R: Read>(window: &mut Window<R>) -> Result<Option<u8>, Stop> {
    loop {
        let blank = window.bytes().iter().take_while(|byte| is_blank(**byte)).count();
        window.forget(blank);
        if let Some(first) = window.bytes().first() {
            return Ok(Some(*first));
        }
        if !window.fill()? {
            return Ok(None);
        }
    }
}

/// Forgets a key and the colon behind it.
fn key<R: Read>(window: &mut Window<R>) -> Result<String, Stop> {
    if window.bytes().first() != Some(&b'"') {
        return Err(window.stop("want a key in quotes"));
    }
    let cut = item(window, b'"', String::new())?;
    window.number -= 1;
    let key = Document::read_str(&cut.text, &ReadOptions::default()).ok().map(|key| key.root().value().to_owned());
    let key = key.ok_or_else(|| window.stop("a key that is no string"))?;
    if skip_blank(window)? != Some(b':') {
        return Err(window.stop("want `:` behind a key"));
    }
    window.forget(1);
    Ok(key)
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The search for the end of a value (RFC 8259, 2).
#[derive(Debug)]
struct End {
    /// How many containers are open.
    depth: u64,
    in_string: bool,
    is_escaped: bool,
    /// Whether it is a number or a word, which end with what follows them.
    is_bare: bool,
}

impl End {
    /// Of a value that begins with this byte.
    const fn of(first: u8) -> Self {
        Self { depth: 0, in_string: false, is_escaped: false, is_bare: !matches!(first, b'{' | b'[' | b'"') }
    }

    /// The length of the value; what was looked at before `at` is not looked at again.
    fn find(&mut self, bytes: &[u8], at: &mut usize) -> Option<usize> {
        for byte in bytes.get(*at..).unwrap_or_default() {
            if self.is_bare && (is_blank(*byte) || matches!(byte, b',' | b']' | b'}' | b':')) {
                return Some(*at);
            }
            *at += 1;
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' if self.in_string => self.is_escaped = true,
                b'"' => self.in_string = !self.in_string,
                _ if self.in_string => continue,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => continue,
            }
            if self.depth == 0 && !self.in_string && !self.is_bare {
                return Some(*at);
            }
        }
        None
    }

    /// Whether the end of the stream ends it.
    const fn is_at_end(&self) -> bool {
        self.is_bare
    }
}
