//! How much a packed file may unpack to.

use std::cell::Cell;
use std::io::{self, Read};

/// What any file may unpack to, however small it is.
const SLACK: u64 = 64 << 20;
/// Above that, how many times larger than what was read of it it may become. Logs shrink to a twentieth or a fiftieth; what
/// is beyond this was made to be.
const RATIO: u64 = 250;
/// What no file unpacks to.
const TOTAL: u64 = 1 << 40;

/// What was read of a packed file, and what came out of it, over all of its layers and members.
#[derive(Debug)]
pub(crate) struct Budget {
    slack: u64,
    packed: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Default for Budget {
    fn default() -> Self {
        Self::with_slack(SLACK)
    }
}

impl Budget {
    /// A budget for a file that may unpack to this, however small it is.
    pub(crate) fn with_slack(slack: u64) -> Self {
        Self { slack, packed: Cell::new(0), unpacked: Cell::new(0) }
    }

    /// How many packed bytes were read so far.
    pub(super) fn packed(&self) -> &Cell<u64> {
        &self.packed
    }

    /// Counts the packed bytes of a reader.
    pub(crate) fn counted<'b, R: Read>(&'b self, input: R) -> Counted<'b, R> {
        Counted { budget: self, input }
    }

    /// Lets a reader give no more unpacked bytes than there may be.
    pub(crate) fn guarded<'b, R: Read>(&'b self, input: R) -> Guarded<'b, R> {
        Guarded { budget: self, input }
    }
}

/// A reader of packed bytes.
pub(crate) struct Counted<'b, R> {
    budget: &'b Budget,
    input: R,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        self.budget.packed.set(self.budget.packed.get().saturating_add(read as u64));
        Ok(read)
    }
}

impl<R: io::Seek> io::Seek for Counted<'_, R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.input.seek(to)
    }
}

/// A reader of unpacked bytes.
pub(crate) struct Guarded<'b, R> {
    budget: &'b Budget,
    input: R,
}

impl<R: Read> Read for Guarded<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        let Budget { slack, packed, unpacked } = self.budget;
        unpacked.set(unpacked.get().saturating_add(read as u64));
        let most = packed.get().saturating_mul(RATIO).saturating_add(*slack).min(TOTAL);
        if unpacked.get() > most {
            let message = format!("refused: it unpacks to more than {RATIO} times its size");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(read)
    }
}
