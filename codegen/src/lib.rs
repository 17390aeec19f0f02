//! Rust types from XSD and JSON Schema, from a build script or the command line.
//!
//! ```no_run
//! // build.rs
//! driftline_codegen::Config::new().schema("schemas/EventSchema.xsd").compile()?;
//! # Ok::<(), driftline_codegen::Error>(())
//! ```
//!
//! and `driftline::include!("event_schema");` in `main.rs` has the module `event_schema` with a type for every root of the
//! schema. What a schema says and a Rust type cannot becomes the nearest wider type, and a [`Note`] tells where and why.
//!
//! Data moves one way through this crate:
//!
//! ```text
//! Model -> lower -> Item -> render -> source
//! ```
//!
//! * [`generate`] is the core: a model in, source and notes out.
//! * [`Config`] is a build script's way to it: files in, files out.

mod config;
mod docs;
mod embedded;
mod generate;
mod item;
mod lower;
mod name;
mod note;
mod options;
mod overrides;
mod render;
mod serde;

pub use config::Config;
pub use driftline_schemas::Error;
pub use generate::{Generated, generate};
pub use note::Note;
pub use options::{Integration, KeepUnknown, Options};
pub use overrides::Override;
