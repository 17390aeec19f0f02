//! A stream with a window that moves over it.

use std::io::{self, Read};

/// How many bytes are read at once, and about how long a chunk is.
const STEP: usize = 1 << 16;

/// A stream, and those of its bytes that were read and not yet given away.
pub(super) struct Stream<'r> {
    input: &'r mut dyn Read,
    /// The window.
    pub(super) bytes: Vec<u8>,
    /// Where the window begins in the stream.
    pub(super) offset: u64,
    /// Whether there is nothing behind the window.
    pub(super) ended: bool,
}

impl<'r> Stream<'r> {
    pub(super) fn new(input: &'r mut dyn Read) -> Self {
        Self { input, bytes: Vec::new(), offset: 0, ended: false }
    }

    /// Makes the window longer at its end. What was read before an error is kept, and nothing comes after it.
    pub(super) fn fill(&mut self) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        self.bytes.reserve(STEP);
        let read = (&mut *self.input).take(STEP as u64).read_to_end(&mut self.bytes);
        self.ended = !matches!(read, Ok(STEP));
        read.map(|_| ())
    }

    /// Gives the first bytes of the window away.
    pub(super) fn take(&mut self, len: usize) -> Vec<u8> {
        let len = len.min(self.bytes.len());
        let mut rest = Vec::with_capacity(self.bytes.len() - len + STEP);
        rest.extend_from_slice(self.bytes.get(len..).unwrap_or_default());
        let mut taken = std::mem::replace(&mut self.bytes, rest);
        taken.truncate(len);
        self.offset += len as u64;
        taken
    }

    /// Throws the first bytes of the window away.
    pub(super) fn skip(&mut self, len: usize) {
        let len = len.min(self.bytes.len());
        self.bytes.drain(..len);
        self.offset += len as u64;
    }

    /// Passes over a byte order mark, if the stream begins with one.
    pub(super) fn skip_byte_order_mark(&mut self) {
        if self.offset == 0 && self.bytes.starts_with(b"\xEF\xBB\xBF") {
            self.skip(3);
        }
    }
}
