//! A stream that remembers what was read of it until somebody has it rewritten.
//!
//! Readers of captures give records and not what stands between them. Here all of it is held, from where the last record
//! ended: bytes go in at the one end as the reader reads, and out at the other as its records come.

use std::cell::RefCell;
use std::io::{self, Read};

/// What was read and not yet taken.
#[derive(Default)]
pub(super) struct Held {
    bytes: Vec<u8>,
    /// How many of them were taken.
    taken: usize,
    /// Where they begin in the stream.
    offset: u64,
    /// How many bytes may be held; what is more is forgotten.
    most: usize,
    /// How many were forgotten.
    forgotten: u64,
}

impl Held {
    /// Of which no more than this is held.
    pub(super) fn up_to(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Takes what stands before this place of the stream, and how much of it was forgotten.
    pub(super) fn before(&mut self, offset: u64) -> (u64, &[u8]) {
        let forgotten = std::mem::take(&mut self.forgotten);
        let length = usize::try_from(offset.saturating_sub(self.offset)).unwrap_or(usize::MAX);
        (forgotten, self.next(length))
    }

    /// Takes so many bytes.
    pub(super) fn next(&mut self, length: usize) -> &[u8] {
        let from = self.taken;
        self.taken = from.saturating_add(length).min(self.bytes.len());
        self.offset += (self.taken - from) as u64;
        self.bytes.get(from..self.taken).unwrap_or_default()
    }

    /// Takes the blanks that follow.
    pub(super) fn blanks(&mut self) -> &[u8] {
        let rest = self.bytes.get(self.taken..).unwrap_or_default();
        self.next(rest.len() - rest.trim_ascii_start().len())
    }

    fn add(&mut self, bytes: &[u8]) {
        if self.bytes.len() - self.taken > self.most {
            self.forgotten += (self.bytes.len() - self.taken) as u64;
            self.offset += (self.bytes.len() - self.taken) as u64;
            self.taken = self.bytes.len();
        }
        self.bytes.drain(..self.taken);
        self.taken = 0;
        self.bytes.extend_from_slice(bytes);
    }
}

/// The stream.
pub(super) struct Tee<'t> {
    pub(super) input: &'t mut dyn Read,
    pub(super) held: &'t RefCell<Held>,
}

impl Read for Tee<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        self.held.borrow_mut().add(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::Held;

    #[test]
    fn what_was_read_is_taken_in_order_and_too_much_is_forgotten() {
        let mut held = Held::up_to(4);
        held.add(b"ab ");
        held.add(b" cde");
        assert_eq!(held.before(2), (0, &b"ab"[..]));
        assert_eq!(held.blanks(), b"  ");
        held.add(b"fg");
        held.add(b"h");
        assert_eq!(held.before(u64::MAX), (5, &b"h"[..]));
        assert_eq!(held.before(u64::MAX), (0, &b""[..]));
    }
}
