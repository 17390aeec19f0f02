//! From bytes to a document: encoding, syntax, limits.

use std::borrow::Cow;

use super::arena::{Document, Syntax};
use super::syntax_error::{SyntaxError, SyntaxErrorKind};
use super::{encoding, json, xml};
use crate::text::{LineIndex, Span, offset};

/// U+FEFF at the beginning of a text tells how it was encoded, and is no part of it.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// How deep, how large and how much expanded a document may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Nested elements, objects and arrays.
    pub depth: u32,
    /// Bytes of text, at most just under 4 GiB.
    pub size: u32,
    /// Bytes that the expansion of entities may add.
    pub expansion: u32,
}

impl Default for Limits {
    /// 512 levels, 1 GiB, 1 MiB.
    fn default() -> Self {
        Self { depth: 512, size: 1 << 30, expansion: 1 << 20 }
    }
}

/// How to read a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// What must not be exceeded.
    pub limits: Limits,
    /// Whether JSON that is not well-formed is read over where one reading is safe: an unquoted scalar, a trailing comma,
    /// a comment, a raw control character in a string. What was repaired is in [`Document::repairs`].
    pub repair: bool,
}

impl<'s> Document<'s> {
    /// Reads bytes: finds the encoding, and the syntax by the first character (`<` is XML, anything else JSON).
    ///
    /// # Errors
    /// Where the bytes are no document, or exceed a limit.
    pub fn read(bytes: &'s [u8], options: &ReadOptions) -> Result<Self, SyntaxError> {
        let (text, byte_order_mark) = encoding::decode(bytes, options.limits.size)?;
        let mut document = Self::from_text(text, options)?;
        document.byte_order_mark = byte_order_mark;
        Ok(document)
    }

    /// Reads bytes as [`Document::read`] does, and keeps their text.
    ///
    /// # Errors
    /// Where the bytes are no document, or exceed a limit.
    pub fn read_owned(bytes: &[u8], options: &ReadOptions) -> Result<Document<'static>, SyntaxError> {
        let (text, byte_order_mark) = encoding::decode(bytes, options.limits.size)?;
        let mut document = Document::read_string(text.into_owned(), options)?;
        document.byte_order_mark = byte_order_mark;
        Ok(document)
    }

    /// Reads a text, XML or JSON.
    ///
    /// # Errors
    /// Where the text is no document, or exceeds a limit.
    pub fn read_str(text: &'s str, options: &ReadOptions) -> Result<Self, SyntaxError> {
        let (text, byte_order_mark) = match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(text) => (text, true),
            None => (text, false),
        };
        let mut document = Self::from_text(Cow::Borrowed(text), options)?;
        document.byte_order_mark = byte_order_mark;
        Ok(document)
    }

    /// Reads a text and keeps it.
    ///
    /// # Errors
    /// Where the text is no document, or exceeds a limit.
    pub fn read_string(mut text: String, options: &ReadOptions) -> Result<Document<'static>, SyntaxError> {
        let byte_order_mark = text.starts_with(BYTE_ORDER_MARK);
        if byte_order_mark {
            text.remove(0);
        }
        let mut document = Document::from_text(Cow::Owned(text), options)?;
        document.byte_order_mark = byte_order_mark;
        Ok(document)
    }

    fn from_text(text: Cow<'s, str>, options: &ReadOptions) -> Result<Self, SyntaxError> {
        if text.len() > options.limits.size.min(u32::MAX - 1) as usize {
            let message = format!("the document has {} bytes, {} are allowed", text.len(), options.limits.size);
            return Err(error(SyntaxErrorKind::Limit, message, Span::at(0), &text));
        }
        match syntax_of(&text) {
            Syntax::Xml => xml::read(text, options),
            Syntax::Json => json::read(text, options),
        }
    }
}

/// The syntax that a text is written in, by its first character.
fn syntax_of(text: &str) -> Syntax {
    if text.trim_start().starts_with('<') { Syntax::Xml } else { Syntax::Json }
}

/// An error at a span of a text.
#[cold]
pub(super) fn error(kind: SyntaxErrorKind, message: impl Into<String>, span: Span, text: &str) -> SyntaxError {
    let position = LineIndex::new(text).position(text, span.start.min(offset(text.len())));
    SyntaxError { kind, message: message.into(), span, position, help: None }
}
