//! What generated types do not say: where a schema says more than a Rust type can, the type is the nearest wider one and
//! a note tells of it.

use std::fmt;

use driftline_schemas::Model;
use driftline_schemas::text::{Origin, Position};

/// Where a generated type is wider than the schema, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The schema file, by the name that it was read under.
    pub file: String,
    /// Where in that file.
    pub position: Position,
    /// What is not said by the type.
    pub what: String,
    /// Why, and what is generated instead.
    pub why: String,
}

impl Note {
    /// A note about a place of the model.
    pub(crate) fn new(model: &Model, origin: Origin, what: &str, why: &str) -> Self {
        let (file, position) = model.place(origin);
        Self { file: file.to_owned(), position, what: what.to_owned(), why: why.to_owned() }
    }
}

/// `file:line:column: what: why`.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.position, self.what, self.why)
    }
}
