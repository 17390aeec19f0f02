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
    /// The names of the types of the roots, in the order of the model: there is one for each root that is generated.
    pub roots: Vec<String>,
    /// Where its types are wider than the schema.
    pub notes: Vec<Note>,
    /// Patterns of [`Options::overrides`] that no type fits.
    pub unused: Vec<String>,
}

/// Generates a module of types for a model.
#[must_use]
pub fn generate(model: &Model, options: &Options) -> Generated {
    let lowered = lower::lower(model, options);
    let roots = lowered.roots.iter().map(|root| lowered.items[root.0].name.clone()).collect();
    let source = render::render(&lowered.items, lowered.embedded.as_ref(), options);
    Generated { source, roots, notes: lowered.notes, unused: lowered.unused }
}
