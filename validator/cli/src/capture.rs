//! What people keep payloads in, read into payloads.
//!
//! In go paths or bytes; out comes one [`Item`] after the other: a [`Capture`] (a payload, its headers without credentials,
//! its time, its number in the file), or what was passed over or broken. Nothing of an envelope but this is ever kept.
//!
//! | form | recognised by | captures |
//! |---|---|---|
//! | one payload | `.xml`, `.json` | the file, or the body of the one envelope in it |
//! | NDJSON | `.ndjson`, `.jsonl` | each line that is not blank: a payload or an envelope |
//! | HAR | `.har`; JSON with `log.entries` | the requests' and the responses' bodies that are XML or JSON |
//! | other names | content | any of these |

pub(crate) mod base64;
mod envelope;
mod file;
mod har;
mod ndjson;
mod walk;

use std::borrow::Cow;

use driftline::Headers;

pub(crate) use envelope::headers;
pub use file::{Form, read};
pub use walk::{Walk, walk};

/// A payload and what is known of it.
#[derive(Debug, Clone)]
pub struct Capture<'c> {
    /// Its number in a file of several, from 1: the line of NDJSON, the entry of a HAR.
    pub record: Option<u64>,
    /// `request` or `response`, where the record is an exchange.
    pub part: Option<&'static str>,
    /// Its headers, without credentials.
    pub headers: Headers,
    /// When it was captured, as the capture writes it.
    pub time: Option<String>,
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
    /// A record that should hold a payload and cannot be read.
    Broken {
        /// Its number, where the file has several.
        record: Option<u64>,
        /// Why.
        reason: String,
    },
}

impl<'c> Capture<'c> {
    /// A payload of which nothing else is known.
    fn bare(record: Option<u64>, body: &'c [u8]) -> Self {
        Self { record, part: None, headers: Headers::default(), time: None, body: Cow::Borrowed(body) }
    }
}
