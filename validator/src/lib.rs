//! Checks XML and JSON payloads against XSD and JSON Schema contracts, and reports field by field what drifted.
//!
//! * [`Contract`]: a schema made ready for checking, once; `Send + Sync`.
//! * [`Finding`]: one difference of one payload: its kind, its place in the payload and in the schema, what was got and what
//!   was wanted, and what it does to the generated Rust type.

mod contract;
mod finding;
mod judge;
mod literal;
mod plan;
mod scalar;
mod walk;

pub use contract::{Check, Contract, ContractOptions, Verdict};
pub use driftline_schemas as schemas;
pub use finding::{Finding, Got, Impact, Kind, SchemaPlace, ValueKind, Want};
