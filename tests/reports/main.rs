//! Every form of a report: as a file that people have looked at, against the schema of its form, and without a value of a
//! payload in it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[expect(dead_code, reason = "the suites need more of it")]
#[path = "../suites/archive.rs"]
mod archive;
mod browser;
mod exports;
mod forms;
mod golden;
mod marker;
mod privacy;
mod run;
mod shapes;
mod texts;
