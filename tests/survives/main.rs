//! Nothing lost: types are generated for the schemas of public suites, compiled, and every valid document must come back from
//! reading and writing with the same infoset: names, attributes, text after the white-space rules, order.
//!
//! The suites are not part of the project. `DRIFTLINE_SUITES` names the folder of their archives; without it every test says
//! that it was skipped, and passes.
//!
//! ```text
//! suite -> Case -> generated module -> scratch package -> cargo build -> run over the instances -> Table
//! ```

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../suites/archive.rs"]
mod archive;
mod case;
mod held;
#[path = "../suites/hints.rs"]
mod hints;
mod package;
#[expect(dead_code, unreachable_pub, reason = "it is written for the scratch package, and only tested here")]
mod probe;
mod table;
#[path = "../suites/xfail.rs"]
mod xfail;
mod xml;
