//! What people keep payloads in, read into payloads.
//!
//! In go paths, streams or bytes; out comes one [`Item`] after the other: a [`Capture`] (a payload, its headers without
//! credentials, its time, its number and offset in the file), or what was passed over, too long or broken. Nothing of an
//! envelope but this is ever kept.
//!
//! | form | recognised by | captures |
//! |---|---|---|
//! | one payload | `.xml`, `.json` | the file, or the bodies of the one envelope in it |
//! | NDJSON | `.ndjson`, `.jsonl` | each line that is not blank: a payload or an envelope |
//! | HAR | `.har`; JSON with `log.entries` | the requests' and the responses' bodies that are XML or JSON |
//! | CloudEvents | `specversion`; one, or a batch in an array | `data` or `data_base64` |
//! | webhook.site | `data` with a `token_id` in each | `content` |
//! | Postman collection | `info` and `item` | the raw bodies of requests and of saved responses |
//! | mitmproxy | typed netstrings (`.flow`, `.flows`, `.mitm`) | the bodies of requests and responses |
//! | VCR cassette | `http_interactions` or `interactions`, in YAML or JSON | the bodies of requests and responses |
//! | packed | `.gz`, `.zst`, `.zip`, `.tar`, `.tgz` | what is in it |
//! | other names | content | any of these |
//!
//! [`walk`] finds files, and [`unpack`] the streams in them. Then the work has two halves: [`frame`] goes through a stream from its beginning to its end and cuts it into [`Chunk`]s of
//! whole records, in memory that does not grow with the stream. [`Chunk::open`] reads the records of one chunk into items,
//! which any thread may do.

pub(crate) mod access_log;
pub(crate) mod base64;
mod cassette;
mod chunk;
mod envelope;
mod event;
mod flow;
mod form;
mod frame;
mod har;
mod items;
mod lines;
mod media;
pub(crate) mod netstring;
mod open;
mod opened;
mod outline;
mod postman;
mod stream;
mod time;
pub mod unpack;
mod walk;
mod yaml;

use std::borrow::Cow;

use driftline::Headers;

pub use access_log::NO_BODY;
pub use chunk::Chunk;
pub(crate) use chunk::{Cut, Extent, Holds};
pub(crate) use envelope::{BODIES, headers, time};
pub use form::Form;
pub(crate) use frame::is_yaml;
pub use frame::{frame, read};
pub(crate) use open::open_alone;
pub(crate) use walk::{Kept, kept};
pub use walk::{Walk, walk};

/// A payload and what is known of it.
#[derive(Debug, Clone)]
pub struct Capture<'c> {
    /// Its number in a file of several, from 1: the line of NDJSON, the entry of a HAR.
    pub record: Option<u64>,
    /// Where its record begins: bytes from the beginning of the unpacked file.
    pub offset: u64,
    /// `request` or `response`, where the record is an exchange.
    pub part: Option<&'static str>,
    /// Its headers, without credentials.
    pub headers: Headers,
    /// When it was captured, as the capture writes it.
    pub time: Option<String>,
    /// What the sender or the receiver calls it, where the capture says so: a value like any other, not for reports.
    pub id: Option<&'c str>,
    /// The payload as it was sent.
    pub body: Cow<'c, [u8]>,
}

/// What a file of captures holds.
#[derive(Debug, Clone)]
pub enum Item<'c> {
    /// A payload.
    Capture(Capture<'c>),
    /// Something that is no payload, in words: `image/png in a HAR`.
    Passed(String),
    /// A record with more bytes than are allowed, which was not read.
    TooLong {
        /// Its number, where the file has several.
        record: Option<u64>,
        /// Where it begins.
        offset: u64,
    },
    /// A record that should hold a payload and cannot be read.
    Broken {
        /// Its number, where the file has several.
        record: Option<u64>,
        /// Why.
        reason: String,
    },
}
