//! A finding: what is different in this payload, and where.

mod kind;
mod words;

use std::fmt;
use std::sync::Arc;

use driftline_schemas::text::{Position, Span};

use crate::masked::Masked;
pub use crate::value_kind::ValueKind;
pub use kind::Kind;
pub use words::{Got, Want};

/// One difference between one payload and its contract. One fault is one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of difference.
    pub kind: Kind,
    /// Where in the payload: a JSON Pointer, or `/Event/Order/OrderStatus` for XML. Keys that are data, those of a map, are
    /// masked.
    pub path: String,
    /// The path without indexes, the same for every payload: `/items/*/skuNr`, `/GetCart/Cart/OrderLines/OrderLine/SKU`.
    pub field: String,
    /// Which bytes of the payload's decoded text.
    pub span: Span,
    /// Where they stand.
    pub position: Position,
    /// Where the schema says what was wanted.
    pub schema: Option<SchemaPlace>,
    /// What was sent, in words and without values.
    pub got: Got,
    /// What the schema wants, in words.
    pub want: Want,
    /// What the value looks like, where the finding is about a value.
    pub shape: Option<Masked>,
    /// What it does to code that reads the payload with the generated type, where that is known.
    pub impact: Option<Impact>,
    /// How often it is in the payload: what is tolerated is told once for each field, and counted.
    pub times: u64,
    /// The branches of a union that the value might have been meant to be as well, where they were asked for
    /// ([`ContractOptions::explain_branches`](crate::ContractOptions::explain_branches)).
    pub alternatives: Vec<Alternative>,
}

/// A place in a schema file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaPlace {
    /// The file's name as the schema was loaded.
    pub source: Arc<str>,
    /// Line and column.
    pub position: Position,
    /// The JSON Pointer to it, in a JSON Schema.
    pub pointer: Option<Arc<str>>,
}

/// A branch of a union beside the one that explains a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// What the schema calls the branch, where it does.
    pub name: Option<String>,
    /// Where the schema has it.
    pub schema: SchemaPlace,
    /// What speaks against it; nothing where it fits.
    pub findings: Vec<Finding>,
}

impl fmt::Display for SchemaPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.position)
    }
}

/// What a difference does to code that reads the payload with the generated type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// It reads, and writing it back gives everything again.
    Harmless,
    /// It reads, but writing it back drops something.
    Loses,
    /// It fails to read.
    Rejects,
}

impl Impact {
    /// The word for it in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Harmless => "harmless",
            Self::Loses => "loses",
            Self::Rejects => "rejects",
        }
    }
}

/// `8:18 /Event/Order/OrderStatus: new-enum-value: got a text of 8 characters, want one of 12 values`; `{:#}` adds the place in
/// the schema and the impact.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.position)?;
        f.write_str(if self.path.is_empty() { "(the payload)" } else { &self.path })?;
        write!(f, ": {}: {}", self.kind, words::sentence(self.kind, &self.got, &self.want))?;
        if f.alternate() {
            if let Some(schema) = &self.schema {
                write!(f, " (schema: {schema})")?;
            }
            if let Some(impact) = self.impact {
                write!(f, " [{}]", impact.word())?;
            }
        }
        Ok(())
    }
}

impl Finding {
    /// What was got and wanted, as one sentence: the same for every finding of the same kind, got and want.
    #[must_use]
    pub fn sentence(&self) -> String {
        words::sentence(self.kind, &self.got, &self.want)
    }
}
