//! Typed reading and writing, end to end: hand-written types that derive `Payload`, over XML and JSON.

mod order;
