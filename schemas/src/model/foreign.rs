//! What a schema says and the model has no words for.

use crate::text::Origin;

/// What a schema says and the model cannot: its place, and why. Only an engine that reads the schema itself can decide it.
#[derive(Debug, Clone)]
pub struct Foreign {
    /// The XSD construct or JSON Schema keyword.
    pub construct: Box<str>,
    /// Why the model does not say it.
    pub reason: Box<str>,
    /// JSON Schema: a pointer to the subschema in its source, which a judge is to decide. Empty for the whole source.
    pub pointer: Box<str>,
    /// Where it is said.
    pub origin: Origin,
}
