//! A place in a declaration, and the tokens that declarations are made of.

use crate::document::xml::characters::{at, is_space, ncname_end, nmtoken_end, qname};
use crate::document::xml::fault::{Checked, Fault, fault};
use crate::text::{Span, offset};

/// A place in a text of declarations.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// The text is the source, whose ends of lines are not yet normalised.
    raw_line_ends: bool,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, at: usize, raw_line_ends: bool) -> Self {
        Self { text, at, raw_line_ends }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    pub(super) fn raw_line_ends(&self) -> bool {
        self.raw_line_ends
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The span up to here.
    pub(super) fn span_from(&self, start: usize) -> Span {
        Span::new(offset(start), offset(self.at))
    }

    /// Goes on to an offset that was found in this text.
    pub(super) fn go(&mut self, to: usize) {
        self.at = to;
    }

    /// A fault at the next character.
    #[cold]
    pub(super) fn fault(&self, message: &'static str) -> Box<Fault> {
        let place = at(self.text, self.at, 0);
        match self.peek() {
            Some(b'%') => fault("a parameter entity inside a declaration of the internal subset", place),
            Some(_) => fault(message, place),
            None => fault("the document type declaration is not closed", place),
        }
    }

    /// Takes a word where it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let comes = self.rest().starts_with(word);
        if comes {
            self.at += word.len();
        }
        comes
    }

    /// Takes a word, which must come next.
    pub(super) fn expect(&mut self, word: &str, message: &'static str) -> Checked<()> {
        if self.eat(word) { Ok(()) } else { Err(self.fault(message)) }
    }

    /// Takes white space; tells whether there was any.
    pub(super) fn space(&mut self) -> bool {
        let from = self.at;
        self.at += self.rest().bytes().take_while(|&byte| is_space(byte)).count();
        self.at > from
    }

    pub(super) fn expect_space(&mut self) -> Checked<()> {
        if self.space() { Ok(()) } else { Err(self.fault("white space is missing here")) }
    }

    /// Takes what comes before a word, and the word. `start` is where the whole began.
    pub(super) fn until(&mut self, word: &str, start: usize, message: &'static str) -> Checked<&'t str> {
        let from = self.at;
        let Some(length) = self.rest().find(word) else {
            return Err(fault(message, Span::new(offset(start), offset(from))));
        };
        self.at = from + length + word.len();
        Ok(self.text.get(from..from + length).unwrap_or_default())
    }

    pub(super) fn qname(&mut self) -> Checked<&'t str> {
        if self.peek() == Some(b'%') || self.is_done() {
            return Err(self.fault("a name must stand here"));
        }
        let from = self.at;
        self.at = qname(self.text, from, 0)?.end;
        Ok(self.text.get(from..self.at).unwrap_or_default())
    }

    pub(super) fn ncname(&mut self) -> Checked<&'t str> {
        let end = ncname_end(self.text, self.at);
        self.token(end, "a name must stand here")
    }

    pub(super) fn nmtoken(&mut self) -> Checked<&'t str> {
        let end = nmtoken_end(self.text, self.at);
        self.token(end, "a name token must stand here")
    }

    fn token(&mut self, end: usize, message: &'static str) -> Checked<&'t str> {
        let from = self.at;
        if end == from {
            return Err(self.fault(message));
        }
        self.at = end;
        Ok(self.text.get(from..end).unwrap_or_default())
    }

    /// Takes a quote, and gives it.
    pub(super) fn quote(&mut self) -> Checked<&'static str> {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                Ok("\"")
            }
            Some(b'\'') => {
                self.at += 1;
                Ok("'")
            }
            Some(_) | None => Err(self.fault("a text in quotes must stand here")),
        }
    }
}
