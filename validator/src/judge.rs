//! The judge of what the model cannot say: another engine, given the schema itself.
//!
//! In goes a part of a schema that is foreign to the model and a value of a document, out comes an [`Opinion`]. Without the
//! feature `jsonschema` there is no judge, and every opinion is that it cannot tell.

#[cfg(feature = "jsonschema")]
mod json_schema;
#[cfg(feature = "jsonschema")]
mod representation;

use driftline_schemas::Model;
use driftline_schemas::document::NodeRef;
use driftline_schemas::model::Foreign;

use crate::finding::Kind;

/// Decides what is foreign to a model.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    #[cfg(feature = "jsonschema")]
    validators: json_schema::Validators,
}

/// What the judge says of a value.
#[derive(Debug)]
#[cfg_attr(not(feature = "jsonschema"), expect(dead_code, reason = "without an engine the judge only ever gives up"))]
pub(crate) enum Opinion {
    /// It is as the schema says.
    Holds,
    /// It is not, for these reasons.
    Broken(Vec<Objection>),
    /// It cannot tell.
    GivesUp,
}

/// Why a value is not as the schema says.
#[derive(Debug)]
pub(crate) struct Objection {
    /// The kind of finding.
    pub(crate) kind: Kind,
    /// Where below the value, as a JSON Pointer.
    pub(crate) pointer: String,
    /// The keyword that objects.
    pub(crate) keyword: String,
    /// The member that is missing there, where that is the objection.
    pub(crate) missing: Option<String>,
}

impl Judge {
    /// A judge of everything in a model that is foreign to it, and of patterns that are no regular expressions.
    #[cfg_attr(not(feature = "jsonschema"), expect(unused_variables, reason = "there is no engine to give it to"))]
    pub(crate) fn new(model: &Model, patterns: &[Box<str>]) -> Self {
        Self {
            #[cfg(feature = "jsonschema")]
            validators: json_schema::Validators::new(model, patterns),
        }
    }

    /// Asks about a value.
    #[cfg_attr(not(feature = "jsonschema"), expect(unused_variables, reason = "there is no engine to ask"))]
    pub(crate) fn ask(&self, foreign: &Foreign, node: NodeRef<'_>) -> Opinion {
        #[cfg(feature = "jsonschema")]
        return self.validators.ask(foreign, node);
        #[cfg(not(feature = "jsonschema"))]
        Opinion::GivesUp
    }

    /// Whether a text matches one of the patterns; `None` where that cannot be told.
    #[cfg_attr(not(feature = "jsonschema"), expect(unused_variables, reason = "there is no engine to ask"))]
    pub(crate) fn matches(&self, pattern: &str, text: &str) -> Option<bool> {
        #[cfg(feature = "jsonschema")]
        return self.validators.matches(pattern, text);
        #[cfg(not(feature = "jsonschema"))]
        None
    }
}
