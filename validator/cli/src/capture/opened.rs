//! What a reader of records gives: a body, or why there is none.

use std::borrow::Cow;

use driftline::Headers;

/// One body of a record, opened.
#[derive(Debug)]
pub(super) enum Opened<'c> {
    /// A payload.
    Body {
        /// `request` or `response`, where the record is an exchange.
        part: Option<&'static str>,
        headers: Headers,
        time: Option<String>,
        /// What the sender or the receiver calls the message.
        id: Option<&'c str>,
        body: Cow<'c, [u8]>,
    },
    /// No payload, in words.
    Passed(String),
    /// It should be a payload and cannot be read.
    Broken(String),
}
