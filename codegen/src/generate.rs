//! The core: a model in, source and notes out. Touches no file and no environment.

use driftline_schemas::Model;

use crate::item::Item;
use crate::note::Note;
use crate::{lower, render};

/// How to generate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The name of the module.
    pub module: String,
    /// The schema's name for the head of the file, without the folders of this machine.
    pub source_name: String,
    /// The type of the root of a JSON Schema without a title.
    pub root_name: String,
    /// Which roots to generate, by their local names; all where there is none.
    pub roots: Vec<String>,
    /// Whether records keep what their schema does not declare, in a field `rest`.
    pub keep_unknown: bool,
}

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
    let (items, notes): (Vec<Item>, Vec<Note>) = lower::lower(model, options);
    Generated { source: render::render(&items, options), notes }
}
