//! The command `driftline` from arguments to exit code.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod errors;
mod formats;
mod hostile;
mod hostile_json;
mod hostile_xml;
mod json;
mod pipe;
mod scratch;
mod terminal;
mod terms;
