//! The core: a model in, source and notes out. Touches no file and no environment.

use driftline_schemas::Model;

use crate::note::Note;
use crate::options::Options;
use crate::{lower, render};

/// What was generated.
#[derive(Debug, Clone)]
pub struct Generated {
    /// A module in Rust, formatted.
    pub source: String,
    /// Where its types are wider than the schema.
    pub notes: Vec<Note>,
}

/// Generates a module of types for a model.
#[must_use]
pub fn generate(model: &Model, options: &Options) -> Generated {
    let (items, notes) = lower::lower(model, options);
    Generated { source: render::render(&items, options), notes }
}
