//! What no input may do: a function over bytes for each reader, each loader, and what stands behind them.
//!
//! A target takes any bytes and panics where something that must always hold does not. `cargo fuzz` drives them with
//! libFuzzer; the tests of this crate drive them with seeds, with every input that once went wrong, and with mutations of
//! both, on stable Rust. An input of several files is a [`bundle`](bundle()).

#![forbid(unsafe_code)]

mod bundle;
mod contract;
mod document;
mod mutation;
mod pattern;
mod schema;
mod seed;

pub use bundle::{bundle, parts};
pub use contract::check;
pub use document::{json, xml};
pub use mutation::Mutations;
pub use pattern::pattern;
pub use schema::{json_schema, xsd};
pub use seed::{seeds, tokens};

/// A target: its name, which is that of its folder of cases too, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 6] =
    [("json", json), ("xml", xml), ("xsd", xsd), ("json_schema", json_schema), ("check", check), ("pattern", pattern)];
