//! A piece of a stream: whole records that were cut out and are not yet opened.

use std::borrow::Cow;
use std::ops::Range;

/// Records that lie beside each other in a stream, to be opened by whichever thread has time.
#[derive(Debug)]
pub struct Chunk {
    /// The part of the stream that they lie in.
    pub(super) bytes: Vec<u8>,
    /// The records, in the order of the stream.
    pub(super) cuts: Vec<Cut>,
    /// What they hold.
    pub(crate) holds: Holds,
}

/// One record of a chunk.
#[derive(Debug)]
pub(crate) struct Cut {
    /// Its number in a file of several, from 1.
    pub(crate) record: Option<u64>,
    /// Where it begins in the stream.
    pub(crate) offset: u64,
    pub(crate) extent: Extent,
}

/// Where a record lies.
#[derive(Debug)]
pub(crate) enum Extent {
    /// In these bytes of the chunk.
    Bytes(Range<usize>),
    /// Nowhere: it has more bytes than are allowed.
    TooLong,
    /// Nowhere: it cannot be told where it ends, or it is not there.
    Broken(Cow<'static, str>),
}

/// What the records of a stream hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A payload and nothing else.
    Payload,
    /// An envelope where it is one, otherwise a payload.
    Record,
    /// The entry of a HAR.
    Entry,
    /// The item of a Postman collection.
    Item,
    /// The interaction of a VCR cassette.
    Interaction,
    /// The flow of mitmproxy.
    Flow,
}

impl Chunk {
    /// How many bytes of the stream it stands for, or fewer where records are too long.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it holds no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cuts.is_empty()
    }

    /// Its records, each with its bytes; none where they are not there.
    pub(crate) fn cuts(&self) -> impl Iterator<Item = (&Cut, &[u8])> {
        self.cuts.iter().map(|cut| {
            let bytes = if let Extent::Bytes(range) = &cut.extent { self.bytes.get(range.clone()) } else { None };
            (cut, bytes.unwrap_or_default())
        })
    }

    /// How many records it holds.
    #[must_use]
    pub fn records(&self) -> usize {
        self.cuts.len()
    }
}
