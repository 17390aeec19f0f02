//! Captures with other values: the same report, nothing of the old values, and nothing that is no document.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod captures;
mod corpus;
mod formats;
mod run;
mod ugly;
