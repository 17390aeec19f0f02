//! The judge of what the model cannot say: another engine, given the schema itself.
//!
//! In goes a part of a schema that is foreign to the model and a value of a document, or for XML Schema a whole document; out
//! comes an [`Opinion`]. An XML Schema is itself judged first: what its language forbids is an error. Without the features
//! `jsonschema` and `xsd-schema` there is no judge, every schema that was read passes, and every opinion is that it cannot
//! tell.

#[cfg(feature = "jsonschema")]
mod json_schema;
#[cfg(feature = "jsonschema")]
mod representation;
#[cfg(feature = "xsd-schema")]
mod schema_text;
#[cfg(feature = "xsd-schema")]
mod size;
#[cfg(feature = "xsd-schema")]
mod xsd;

use driftline_schemas::document::{Document, NodeRef};
use driftline_schemas::model::Foreign;
#[cfg(feature = "xsd-schema")]
use driftline_schemas::model::Language;
use driftline_schemas::{Error, Model};

use crate::finding::Kind;
use crate::plan::Plan;

/// Decides what is foreign to a model.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    #[cfg(feature = "jsonschema")]
    validators: json_schema::Validators,
    /// The judge of documents of an XML Schema.
    #[cfg(feature = "xsd-schema")]
    engine: Option<xsd::Engine>,
}

/// What the judge says of a value or document.
#[derive(Debug)]
#[cfg_attr(
    not(any(feature = "jsonschema", feature = "xsd-schema")),
    expect(dead_code, reason = "without an engine the judge only ever gives up")
)]
pub(crate) enum Opinion<O> {
    /// It is as the schema says.
    Holds,
    /// It is not, for these reasons.
    Broken(Vec<O>),
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

/// What of an XML document is not as the schema says.
#[derive(Debug)]
pub(crate) struct Violation {
    /// The kind of finding.
    pub(crate) kind: Kind,
    /// The number of the element or attribute, in document order.
    pub(crate) node: usize,
    /// Namespace and local name of its attribute that is meant, where one is.
    pub(crate) attribute: Option<(Box<str>, Box<str>)>,
    /// The constraint of the specification, by its name there.
    pub(crate) rule: &'static str,
}

/// Judges a schema for itself, as [`Contract::new`](crate::Contract::new) does before it takes one: an XML Schema by the
/// feature `xsd-schema`, so that what its language forbids beyond what a loader sees is an error. Without the feature, and
/// for a JSON Schema, every schema that was loaded passes.
///
/// # Errors
/// What is forbidden, at the exact place.
///
/// ```
/// use driftline::schemas::xsd;
///
/// let ambiguous = br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
///   <xs:complexType name="Order"><xs:sequence>
///     <xs:element name="Line" minOccurs="0"/><xs:element name="Line"/>
///   </xs:sequence></xs:complexType>
/// </xs:schema>"#;
/// let files = std::collections::BTreeMap::from([("order.xsd".to_owned(), ambiguous.to_vec())]);
/// let model = xsd::load(&["order.xsd"], &files)?;
/// assert_eq!(driftline::judge_schema(&model).is_err(), cfg!(feature = "xsd-schema"));
/// # Ok::<(), driftline::schemas::Error>(())
/// ```
#[cfg_attr(not(feature = "xsd-schema"), expect(unused_variables, reason = "there is no engine to ask"))]
pub fn judge_schema(model: &Model) -> Result<(), Error> {
    #[cfg(feature = "xsd-schema")]
    if model.language == Language::Xsd {
        xsd::Engine::new(model)?;
    }
    Ok(())
}

impl Judge {
    /// A judge of everything in a model that is foreign to it, and of patterns that are no regular expressions.
    ///
    /// # Errors
    /// What it finds forbidden in an XML Schema, at the exact place.
    #[cfg_attr(not(feature = "jsonschema"), expect(unused_variables, reason = "there is no engine to give it to"))]
    pub(crate) fn new(model: &Model, plan: &Plan) -> Result<Self, Error> {
        Ok(Self {
            #[cfg(feature = "jsonschema")]
            validators: json_schema::Validators::new(model, &plan.judged),
            #[cfg(feature = "xsd-schema")]
            engine: match model.language {
                Language::Xsd => Some(xsd::Engine::new(model)?),
                Language::JsonSchema(_) => None,
            },
        })
    }

    /// Asks about a whole document of an XML Schema.
    #[cfg_attr(not(feature = "xsd-schema"), expect(unused_variables, reason = "there is no engine to ask"))]
    pub(crate) fn document(&self, document: &Document<'_>) -> Opinion<Violation> {
        #[cfg(feature = "xsd-schema")]
        if let Some(engine) = &self.engine {
            return engine.ask(document);
        }
        Opinion::GivesUp
    }

    /// Asks about a value.
    #[cfg_attr(not(feature = "jsonschema"), expect(unused_variables, reason = "there is no engine to ask"))]
    pub(crate) fn ask(&self, foreign: &Foreign, node: NodeRef<'_>) -> Opinion<Objection> {
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
