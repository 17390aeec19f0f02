//! The drift of a corpus: one row for each contract, field and kind of finding, and a census of the fields that it has.
//!
//! In go the findings and the document of one payload after the other; out comes a [`Drift`], which merges with the drift of
//! another part of the corpus: in any order and grouping the result is the same. Counts are exact; what is kept as a sample
//! (places, shapes) is chosen by hash and bounded, so that a row needs the same memory for ten payloads and ten million.

mod census;
mod row;
mod sample;
mod seen;
mod summary;
mod time;
mod unread;

pub(crate) use census::{Census, Node, tokens};
pub use row::Row;
pub use sample::{Places, Tally};
pub use seen::{First, Seen};
pub use summary::{ContractDrift, Drift};
pub use time::Time;
pub use unread::Unread;

#[cfg(test)]
mod tests;
