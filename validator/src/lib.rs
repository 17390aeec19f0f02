//! Checks XML and JSON payloads against XSD and JSON Schema contracts, and reports field by field what drifted.
//!
//! * [`Contract`]: a schema made ready for checking, once; `Send + Sync`.
//! * [`Finding`]: one difference of one payload: its kind, its place in the payload and in the schema, what was got and what
//!   was wanted, and what it does to the generated Rust type.
//! * [`Routes`] (feature `contracts`): which vendor's contract a capture belongs to; [`Drift`]: the findings of a corpus, one
//!   row per field and kind; [`Conclusion`]: what they come to, by [`Policy`] and [`Baseline`]; [`report`]: that as text for
//!   people and as JSON for programs.
//! * [`Redaction`]: values replaced by others of which every contract says the same.
//! * [`Payload`]: a type that is read with [`from_slice`] and written with [`to_xml`] and [`to_json`]; [`Written`]: a value of
//!   another crate's type beside its text; [`builder`]: what `#[derive(Builder)]` makes use of.

#[cfg(feature = "contracts")]
#[cfg(feature = "contracts")]
mod baseline;
pub mod builder;
#[cfg(feature = "contracts")]
mod conclusion;
mod contract;
#[cfg(feature = "contracts")]
mod drift;
mod envelope;
mod explain;
mod finding;
mod generated;
#[cfg(feature = "contracts")]
mod hash;
#[cfg(feature = "contracts")]
mod headers;
mod impact;
mod integrations;
mod judge;
mod literal;
mod masked;
mod names;
pub mod payload;
mod plan;
#[cfg(feature = "contracts")]
mod policy;
#[cfg(feature = "contracts")]
mod redaction;
#[cfg(feature = "contracts")]
pub mod report;
#[cfg(feature = "contracts")]
mod routing;
mod scalar;
mod severity;
mod shape;
mod validate;
mod value;
mod value_kind;
mod walk;
#[cfg(feature = "serde")]
mod with_serde;
mod written;

#[cfg(feature = "contracts")]
#[cfg(feature = "contracts")]
pub use baseline::{Baseline, Entry};
#[cfg(feature = "contracts")]
pub use conclusion::{Concluded, Conclusion, Line, Share, Standing, Sums, Terms};
pub use contract::{Check, Contract, ContractOptions, Verdict, World};
#[cfg(feature = "contracts")]
pub use drift::{ContractDrift, Drift, First, Places, Row, Seen, Tally, Time, Unread};
pub use driftline_schemas as schemas;
pub use explain::{Example, Explanation, example, explain};
pub use finding::{Alternative, Finding, Got, Impact, Kind, SchemaPlace, ValueKind, Want};
#[cfg(feature = "contracts")]
pub use headers::Headers;
pub use judge::judge_schema;
pub use masked::{Masked, Name};
pub use payload::{
    Constant, Guess, ItemError, ItemErrorKind, Items, List, Loose, Map, Member, Nullable, Payload, Place, ReadError,
    ReadErrorKind, Rest, Root, Unknown, Value, WriteOptions, from_node, from_slice, from_str, items, to_json,
    to_json_with, to_xml, to_xml_with,
};
#[cfg(feature = "contracts")]
pub use policy::{FailOn, Forbidden, Policy, Rule, millionths};
#[cfg(feature = "contracts")]
pub use redaction::Redaction;
#[cfg(feature = "contracts")]
pub use routing::{Outcome, Route, Routed, Routes};
pub use severity::{Severity, Side};
pub use validate::SchemaText;
pub use value::{Decimal, FacetError, Integer, Uuid, civil};
pub use written::{Lexical, Written};

#[cfg(all(feature = "derive", feature = "schemars1"))]
pub use driftline_derive::JsonSchema;
#[cfg(feature = "derive")]
pub use driftline_derive::{Builder, Payload};
#[cfg(feature = "jiff02")]
#[doc(hidden)]
pub use jiff as jiff02;
#[cfg(feature = "rust_decimal1")]
#[doc(hidden)]
pub use rust_decimal as rust_decimal1;
#[cfg(feature = "schemars1")]
#[doc(hidden)]
pub use schemars as schemars1;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub use serde;
#[cfg(feature = "url2")]
#[doc(hidden)]
pub use url as url2;
#[cfg(feature = "uuid1")]
#[doc(hidden)]
pub use uuid as uuid1;
