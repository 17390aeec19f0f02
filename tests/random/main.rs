//! Random schemas and payloads drawn from them: types are generated and compiled, and what is read is written again, equal, and
//! accepted by a judge.
//!
//! ```text
//! Random -> Shape -> schema -> generated module -> scratch crate -> cargo build
//!             +----> payloads -------------------------> read and written -> compared, judged
//!                                                        schemas of types -> compared with what they were generated from
//! ```
//!
//! Everything is the same in each run. `DRIFTLINE_RANDOM` says how many schemas of each language there are.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bench;
mod draw;
mod json;
mod json_schema;
#[path = "../survives/probe.rs"]
#[expect(dead_code, unreachable_pub, reason = "it is written for scratch packages; only its comparison is called here")]
mod probe;
mod shape;
mod xml;

/// How many schemas of a language are tried where nothing else is said.
const SCHEMAS: usize = 12;

/// How many payloads are drawn from each.
const PAYLOADS: usize = 24;

/// How many schemas of a language are tried.
fn schemas() -> usize {
    std::env::var("DRIFTLINE_RANDOM").ok().and_then(|count| count.parse().ok()).unwrap_or(SCHEMAS)
}
