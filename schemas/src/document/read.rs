//! From bytes to a document: encoding, syntax, limits.

use std::borrow::Cow;

use super::arena::{Document, Syntax};
use super::options::ReadOptions;
use super::syntax_error::{SyntaxError, SyntaxErrorKind, error};
use super::{encoding, json, xml};
use crate::text::Span;

/// U+FEFF at the beginning of a text tells how it was encoded, and is no part of it.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

impl<'s> Document<'s> {
    /// Reads bytes: finds the encoding, and where the options do not say it the syntax by the first character (`<` is XML,
    /// anything else JSON).
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
        match options.syntax.unwrap_or_else(|| syntax_of(&text)) {
            Syntax::Xml => xml::read(text, options),
            Syntax::Json => json::read(text, options),
        }
    }
}

/// The syntax that a text is written in, by its first character.
fn syntax_of(text: &str) -> Syntax {
    if text.trim_start().starts_with('<') { Syntax::Xml } else { Syntax::Json }
}
