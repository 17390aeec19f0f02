//! Places in schema files: from an origin in a model to file, line, column and JSON Pointer.

use std::sync::OnceLock;

use driftline_schemas::Model;
use driftline_schemas::document::{Document, Pointers, ReadOptions};
use driftline_schemas::model::Language;
use driftline_schemas::text::{Origin, Source};

use crate::finding::SchemaPlace;

/// The documents of a JSON Schema's sources, each read again when the first finding points into it.
#[derive(Debug)]
pub(crate) struct Places {
    documents: Vec<OnceLock<Option<(Document<'static>, Pointers)>>>,
}

impl Places {
    pub(super) fn new(model: &Model) -> Self {
        let count = match model.language {
            Language::Xsd => 0,
            Language::JsonSchema(_) => model.sources.len(),
        };
        Self { documents: (0..count).map(|_| OnceLock::new()).collect() }
    }

    /// The place of an origin of the model that these are of.
    pub(crate) fn of(&self, model: &Model, origin: Origin) -> SchemaPlace {
        let source = model.source(origin.source);
        let document = self
            .documents
            .get(origin.source.0 as usize)
            .and_then(|read| read.get_or_init(|| document(source)).as_ref());
        SchemaPlace {
            source: source.name.clone(),
            position: source.position(origin.span.start),
            pointer: document.map(|(document, pointers)| pointers.at(document, origin.span.start).into()),
        }
    }
}

/// A source that was read as a schema is read again; were it no document any more, places would have no pointer.
fn document(source: &Source) -> Option<(Document<'static>, Pointers)> {
    let document = Document::read_string(source.text.to_string(), &ReadOptions::default()).ok()?;
    let pointers = Pointers::new(&document);
    Some((document, pointers))
}
