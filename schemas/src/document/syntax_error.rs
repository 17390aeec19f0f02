//! Why a text is not a document, and what was repaired so that reading could go on.

use std::fmt;

use crate::text::{LineIndex, Position, Span, offset};

/// What keeps a text from being a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// It breaks the grammar of its syntax, or a well-formedness or namespace constraint.
    NotWellFormed,
    /// Its bytes are not in the encoding that it declares or is taken to have, or that encoding is not understood.
    Encoding,
    /// It needs an external entity, which is never opened.
    ExternalEntity,
    /// It exceeds a limit: depth, size, expansion of entities.
    Limit,
}

/// Why a text is not a document: what is wrong, where, and the likely repair. Never quotes the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What kind of fault it is.
    pub kind: SyntaxErrorKind,
    /// What was found and what was expected, without any text of the document.
    pub message: String,
    /// Where, in the decoded text.
    pub span: Span,
    /// Where, as line and column.
    pub position: Position,
    /// The likely repair, where there is one.
    pub help: Option<&'static str>,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)?;
        match self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SyntaxError {}

/// A place where a text was not well-formed and one reading was safe, which was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What was wrong.
    pub message: &'static str,
    /// What was read instead, and so the likely repair.
    pub reading: &'static str,
    /// Where, in the decoded text.
    pub span: Span,
}

/// An error at a span of a text.
#[cold]
pub(super) fn error(kind: SyntaxErrorKind, message: impl Into<String>, span: Span, text: &str) -> SyntaxError {
    let position = LineIndex::new(text).position(text, span.start.min(offset(text.len())));
    SyntaxError { kind, message: message.into(), span, position, help: None }
}
