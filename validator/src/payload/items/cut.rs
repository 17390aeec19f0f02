//! What a scanner hands on: an item cut out of the stream, or why there is none.

use std::io;

use driftline_schemas::document::SyntaxErrorKind;
use driftline_schemas::text::{Position, offset};

/// An item as a text of its own.
#[derive(Debug)]
pub(super) struct Cut {
    /// What is to be read: what the item needs of the document around it, and the item.
    pub(super) text: String,
    /// How many bytes of the text stand before the item.
    pub(super) before: usize,
    /// How many elements of the text are around the item.
    pub(super) within: usize,
    /// Where the item begins in the stream.
    pub(super) start: Position,
    /// Which item it is, from 1.
    pub(super) number: u64,
    /// Its path in the text, and in the stream.
    pub(super) path_in_text: String,
    pub(super) path: String,
}

impl Cut {
    /// Where the item begins in the text.
    pub(super) fn start_in_text(&self) -> u32 {
        offset(self.before)
    }
}

/// Why no more is read.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) cause: Cause,
    pub(super) position: Position,
    /// Which item would have come.
    pub(super) number: u64,
}

/// What keeps a stream from being read on.
#[derive(Debug)]
pub(super) enum Cause {
    Io(io::Error),
    Syntax(SyntaxErrorKind, &'static str),
}
