//! Generated types over whole suites: every schema generates, all of it compiles, every valid document comes back.
//!
//! The code of a suite is written as modules of a few scratch crates below the target folder, each with one binary that
//! reads and writes its documents. `DRIFTLINE_SUITES` names the folder of the suites' archives; without it all of this says
//! that it was skipped, and passes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../suites/archive.rs"]
mod archive;
mod bench;
mod declared;
mod json_schema;
mod schemastore;
mod tally;
#[path = "../suites/xfail.rs"]
mod xfail;
