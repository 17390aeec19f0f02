//! Where in a corpus something was seen.

use std::fmt;

use driftline_schemas::text::Position;

use crate::finding::SchemaPlace;
use crate::hash;
use crate::masked::Masked;

/// Where something was seen, and what was seen there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct First {
    /// Which payload.
    pub seen: Seen,
    /// The place inside the payload's body.
    pub position: Position,
    /// The path of the field there.
    pub path: String,
    /// What was got and wanted, in one sentence.
    pub sentence: String,
    /// What the schema says where.
    pub schema: Option<SchemaPlace>,
}

/// Names a payload of a corpus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Seen {
    /// The file.
    pub source: String,
    /// The number of the record in a file of several: the line of NDJSON, the entry of a HAR, from 1.
    pub record: Option<u64>,
    /// `request` or `response`, where a record has both.
    pub part: Option<&'static str>,
    /// Where the record begins: bytes from the beginning of the unpacked file.
    pub offset: u64,
    /// What its sender or receiver calls it, where values are asked for.
    pub id: Option<Masked>,
}

impl Seen {
    /// Says what its sender or receiver calls it, for those who may see values; nothing, if that is not known.
    pub fn call(&mut self, id: Option<&str>) {
        self.id = id.map(|id| Masked::key(id, true));
    }

    /// What samples are chosen by.
    pub(super) fn hash(&self) -> u64 {
        let record = self.record.unwrap_or_default().to_le_bytes();
        hash::of(&[self.source.as_bytes(), &record, self.part.unwrap_or_default().as_bytes()])
    }
}

/// `a.xml`, `a.ndjson#3`, `a.har#2.response`.
impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(record) = self.record {
            write!(f, "#{record}")?;
        }
        if let Some(part) = self.part {
            write!(f, ".{part}")?;
        }
        Ok(())
    }
}

/// `a.ndjson#3:8:18`, and with values `a.ndjson#3:8:18 (id evt_17)`.
impl fmt::Display for First {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seen, self.position)?;
        self.seen.id.as_ref().map_or(Ok(()), |id| write!(f, " (id {id})"))
    }
}
