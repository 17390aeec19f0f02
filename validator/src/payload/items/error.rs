//! Why an item is no value of its type, or no more items are read: in the coordinates of the whole stream.

use std::{fmt, io};

use driftline_schemas::document::{SyntaxError, SyntaxErrorKind};
use driftline_schemas::text::{Position, Span};

use super::cut::{Cause, Cut, Stop};
use crate::payload::error::{ReadError, ReadErrorKind};

/// Why an item is no value of its type, or why no more items are read. Holds nothing of the payload but names.
///
/// Shown as `81234:18 /GetOrderResponse/Order[20154]/Quantity: want an integer`, with the line of the whole document.
#[derive(Debug)]
pub struct ItemError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ItemErrorKind,
    position: Position,
    path: String,
    number: u64,
}

/// What kind of fault an [`ItemError`] is.
#[derive(Debug)]
#[non_exhaustive]
pub enum ItemErrorKind {
    /// The reader failed.
    Io(io::Error),
    /// The item, or what is around the items, is no value of the type or no document.
    Read(ReadErrorKind),
}

impl ItemError {
    /// That nothing more is read.
    pub(super) fn stop(stop: Stop) -> Self {
        let Stop { cause, position, number } = stop;
        let kind = match cause {
            Cause::Io(error) => ItemErrorKind::Io(error),
            Cause::Syntax(kind, message) => ItemErrorKind::Read(ReadErrorKind::Syntax(SyntaxError {
                kind,
                message: message.to_owned(),
                span: Span::at(0),
                position,
                help: None,
            })),
        };
        Self(Box::new(Inner { kind, position, path: String::new(), number }))
    }

    /// That an item is no document.
    pub(super) fn syntax(cut: &Cut, mut error: SyntaxError) -> Self {
        let start = start_of(&cut.text, cut.before);
        error.position = moved(error.position, start, cut.start);
        let position = error.position;
        let kind = ItemErrorKind::Read(ReadErrorKind::Syntax(error));
        Self(Box::new(Inner { kind, position, path: cut.path.clone(), number: cut.number }))
    }

    /// That an item is no value of its type; it begins at `start` of its text.
    pub(super) fn read(cut: &Cut, error: &ReadError, start: Position) -> Self {
        let position = moved(error.position(), start, cut.start);
        let below = error.path().strip_prefix(&*cut.path_in_text).unwrap_or_default();
        let path = format!("{}{below}", cut.path);
        Self(Box::new(Inner { kind: ItemErrorKind::Read(error.kind().clone()), position, path, number: cut.number }))
    }

    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> &ItemErrorKind {
        &self.0.kind
    }

    /// Line and column in the whole document.
    #[must_use]
    pub fn position(&self) -> Position {
        self.0.position
    }

    /// The path in the whole document, with the number of the item; empty for what is wrong outside of the items.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Which item is at fault, or would have come next: from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.0.number
    }
}

/// A position in the text of an item as one in the stream: what lies in the text before the item is put at its beginning.
fn moved(position: Position, start: Position, to: Position) -> Position {
    if position <= start {
        to
    } else if position.line == start.line {
        Position { line: to.line, column: to.column.saturating_add(position.column - start.column) }
    } else {
        Position { line: to.line.saturating_add(position.line - start.line), column: position.column }
    }
}

/// The position of a byte of a text that is no document.
fn start_of(text: &str, at: usize) -> Position {
    let before = text.get(..at).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Position { line: count(line), column: count(column) }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, position, path, .. } = &*self.0;
        let path = if path.is_empty() { "(the document)" } else { path };
        match kind {
            ItemErrorKind::Io(error) => write!(f, "{position} {path}: {error}"),
            ItemErrorKind::Read(ReadErrorKind::Syntax(error)) => {
                write!(f, "{position} {path}: {}", error.message)?;
                error.help.map_or(Ok(()), |help| write!(f, " ({help})"))
            }
            ItemErrorKind::Read(kind) => write!(f, "{position} {path}: {kind}"),
        }
    }
}

impl std::error::Error for ItemError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ItemErrorKind::Io(error) => Some(error),
            ItemErrorKind::Read(ReadErrorKind::Syntax(error)) => Some(error),
            ItemErrorKind::Read(ReadErrorKind::Value(error)) => Some(error),
            ItemErrorKind::Read(_) => None,
        }
    }
}

impl Stop {
    /// That the stream is not well-formed.
    pub(super) fn ill_formed(message: &'static str, position: Position, number: u64) -> Self {
        Self { cause: Cause::Syntax(SyntaxErrorKind::NotWellFormed, message), position, number }
    }
}
