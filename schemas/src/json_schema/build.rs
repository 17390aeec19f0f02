//! From everything that was reached to a model.

use std::rc::Rc;

use super::circle;
use super::keyword::Keyword;
use super::reach::{Entry, Reached};
use super::resource::Library;
use super::schema::Schema;
use super::shape::shape;
use super::types::{Making, Types};
use crate::document::{Kind, NodeRef};
use crate::error::Error;
use crate::model::{Language, Model, Name, Note, Root, Shape, Type};

/// Builds the model whose root is the first entry.
///
/// # Errors
/// Where a keyword has no value that it can have, or a schema holds a value to itself and says nothing else.
pub(super) fn build(library: &Library<'_>, reached: &Reached) -> Result<Model, Error> {
    let own: Vec<usize> = (0..reached.entries.len()).filter(|entry| !reached.is_alias(*entry)).collect();
    let mut types = Types::new(library.options, reached, own.len());
    let mut notes = library.notes.clone();
    let mut made = Vec::with_capacity(own.len());
    for entry in own {
        made.push(make(library, &mut types, &reached.entries[entry], &mut notes)?);
    }
    made.append(&mut types.added);
    let root = &reached.entries[0];
    let file = library.source(root.place.source);
    let mut model = Model {
        language: Language::JsonSchema(library.resource(root.resource).dialect.draft),
        sources: library.sources.iter().map(|file| file.source.clone()).collect(),
        links: Vec::new(),
        types: made,
        elements: Vec::new(),
        identities: Vec::new(),
        attributes: Vec::new(),
        roots: vec![Root {
            name: None,
            type_: reached.type_of(0),
            element: None,
            origin: file.origin(file.node(root.place.node)),
        }],
        notes,
    };
    circle::cut(&mut model)?;
    Ok(model)
}

/// The type of one entry.
fn make(library: &Library<'_>, types: &mut Types<'_>, entry: &Entry, notes: &mut Vec<Note>) -> Result<Type, Error> {
    let file = Rc::clone(library.source(entry.place.source));
    let node = file.node(entry.place.node);
    let resource = library.resource(entry.resource);
    let schema = Schema::read(&file, node, resource.dialect)?;
    // An annotation of the wrong kind harms nobody: many schemas give `deprecated` as a text.
    let annotation = |keyword, kind| schema.get(keyword).filter(|value| value.kind() == kind).map(NodeRef::value);
    let title = annotation(Keyword::Title, Kind::String).map(Into::into);
    let docs = annotation(Keyword::Description, Kind::String).map(Into::into);
    let deprecated = annotation(Keyword::Deprecated, Kind::Boolean) == Some("true");
    let mut making = Making { entry, schema };
    let shape = match &resource.beyond {
        Some(vocabulary) => {
            let reason = format!("the vocabulary `{vocabulary}` is required and not known");
            Shape::Foreign(making.foreign("$vocabulary", reason, node))
        }
        None => shape(types, &mut making)?,
    };
    notes.append(&mut making.schema.notes);
    let name = entry.named.then(|| Name::local(node.name()));
    Ok(Type { name, title, docs, shape, deprecated, origin: file.origin(node) })
}
