//! Typed reading and writing, end to end: hand-written types that derive `Payload`, over XML and JSON.

mod choices;
mod items;
mod limits;
mod namespaces;
mod neto;
mod order;
mod properties;
mod scalars;
mod unions;
mod wide;
mod with_serde;
