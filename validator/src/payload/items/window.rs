//! The part of a stream that is held: filled at its end, forgotten at its beginning, whose place in the stream is known.

use std::io::{ErrorKind, Read};

use driftline_schemas::document::{Syntax, SyntaxErrorKind};
use driftline_schemas::text::Position;

use super::cut::{Cause, Stop};

/// Bytes that are read at once.
const CHUNK: usize = 64 << 10;

/// The bytes of a stream from some place on.
#[derive(Debug)]
pub(super) struct Window<R> {
    reader: R,
    /// What was read last is copied from here, so that a reader of few bytes at a time costs no more.
    chunk: Box<[u8]>,
    held: Vec<u8>,
    /// How many of the held bytes are forgotten.
    forgotten: usize,
    /// The position of the first byte that is not.
    position: Position,
    /// How many bytes may be held.
    longest: usize,
    /// Which item comes next, from 1: for errors.
    pub(super) number: u64,
}

impl<R> Window<R> {
    pub(super) fn new(reader: R, longest: usize) -> Self {
        let position = Position { line: 1, column: 1 };
        Self { reader, chunk: Box::default(), held: Vec::new(), forgotten: 0, position, longest, number: 1 }
    }

    pub(super) fn set_longest(&mut self, bytes: usize) {
        self.longest = bytes;
    }

    /// The bytes that are held.
    pub(super) fn bytes(&self) -> &[u8] {
        self.held.get(self.forgotten..).unwrap_or_default()
    }

    /// The position of the first of them.
    pub(super) fn position(&self) -> Position {
        self.position
    }

    /// Forgets so many of the first bytes.
    pub(super) fn forget(&mut self, count: usize) {
        let (gone, _) = self.bytes().split_at_checked(count).unwrap_or_default();
        let clamped = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let characters = |bytes: &[u8]| clamped(bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count());
        let lines = clamped(gone.iter().filter(|byte| **byte == b'\n').count());
        let Position { line, column } = self.position;
        let position = if lines == 0 {
            Position { line, column: column.saturating_add(characters(gone)) }
        } else {
            let last = gone.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
            Position { line: line.saturating_add(lines), column: characters(last).saturating_add(1) }
        };
        self.forgotten += gone.len();
        self.position = position;
    }

    /// That the stream is not well-formed where the window begins.
    pub(super) fn stop(&self, message: &'static str) -> Stop {
        Stop::ill_formed(message, self.position, self.number)
    }

    /// That the stream exceeds a limit where the window begins.
    pub(super) fn limit(&self, message: &'static str) -> Stop {
        self.because(Cause::Syntax(SyntaxErrorKind::Limit, message))
    }

    fn because(&self, cause: Cause) -> Stop {
        Stop { cause, position: self.position, number: self.number }
    }
}

impl<R: Read> Window<R> {
    /// The syntax of the stream, which begins here: a byte order mark and white space are forgotten.
    pub(super) fn begin(&mut self) -> Result<Syntax, Stop> {
        while self.bytes().len() < 4 && self.fill()? {}
        let encoding = |window: &Self| window.because(Cause::Syntax(SyntaxErrorKind::Encoding, "want UTF-8"));
        match self.bytes() {
            [0xEF, 0xBB, 0xBF, ..] => self.forgotten += 3,
            [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, ..] | [_, 0, ..] => return Err(encoding(self)),
            _ => {}
        }
        loop {
            let blank = self.bytes().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.forget(blank);
            if !self.bytes().is_empty() || !self.fill()? {
                break;
            }
        }
        Ok(if self.bytes().first() == Some(&b'<') { Syntax::Xml } else { Syntax::Json })
    }

    /// Reads on: once, or as much again as is held, so that looking again from the beginning costs no more than reading does;
    /// `false` at the end of the stream.
    pub(super) fn fill(&mut self) -> Result<bool, Stop> {
        self.held.drain(..self.forgotten);
        self.forgotten = 0;
        let before = self.held.len();
        if before > self.longest {
            return Err(self.limit("the item is longer than one may be"));
        }
        if self.chunk.is_empty() {
            self.chunk = vec![0; CHUNK].into_boxed_slice();
        }
        while self.held.len() == before || (self.held.len() < before.saturating_mul(2) && before > CHUNK) {
            match self.reader.read(&mut self.chunk) {
                Ok(0) => break,
                Ok(count) => self.held.extend_from_slice(self.chunk.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.because(Cause::Io(error))),
            }
        }
        Ok(self.held.len() > before)
    }
}
