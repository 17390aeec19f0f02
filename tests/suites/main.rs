//! Suites: cases that nobody here wrote.
//!
//! They are not part of the project. `DRIFTLINE_SUITES` names the folder of their archives; without it every suite says that
//! it was skipped, and passes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod archive;
mod hints;
mod json_parsing;
mod json_schema;
mod json_schema_pipe;
mod json_schema_verdicts;
mod schemastore;
mod ubl_verdicts;
mod xfail;
mod xmlconf;
mod xsts;
