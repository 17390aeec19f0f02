//! What Driftline understands of a contract.
//!
//! Data moves one way through this crate:
//!
//! ```text
//! bytes -> Document -> xsd | json_schema -> Model
//! ```
//!
//! * [`text`]: spans, positions and sources: where something stands.
//! * [`document`]: XML and JSON as one arena of nodes, each with its exact place.
//! * [`number`]: decimal numbers of any length, compared exactly as they are written.
//! * [`model`]: what a schema says, the same for both schema languages.
//! * [`mapping`]: the conventions of a contract beyond its schema.
//! * `contracts` and `catalog` (features): what a vendor's `contract.toml` says; the vendors that come with this crate.
//! * `table` (feature `contracts`): TOML with places.
//! * [`glob`]: patterns in which a star stands for any letters.
//! * [`near`]: the known name that a mistaken one was likely meant to be.
//! * [`xsd`] and [`json_schema`]: the two schema languages, read into the model.
//!
//! Nothing here opens a network connection, and input never panics.

#[cfg(feature = "catalog")]
pub mod catalog;
#[cfg(feature = "contracts")]
pub mod contracts;
pub mod document;
pub mod error;
pub mod files;
pub mod glob;
pub mod json_schema;
mod load;
pub mod mapping;
pub mod model;
pub mod near;
pub mod number;
pub mod portable;
#[cfg(feature = "contracts")]
pub mod table;
pub mod text;
pub mod xsd;

pub use document::{Document, NodeRef};
pub use error::Error;
pub use load::{load, load_all};
pub use model::Model;
