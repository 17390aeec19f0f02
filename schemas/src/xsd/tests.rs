//! Schema text in, model or error out.

mod complex;
mod derivation;
mod errors;
mod files;
mod identities;
mod limits;
mod particles;
mod simple;

use std::collections::BTreeMap;

use crate::error::Error;
use crate::model::{Content, Field, Model, Occurs, Particle, Record, Scalar, Shape, Term, Type, TypeId};

/// The start tag of every schema here: target namespace `urn:t`, prefix `t`, qualified elements.
const HEAD: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t" elementFormDefault="qualified" xmlns:driftline="https://driftline.dev/ns/schema">"#;

/// Loads files of these names and texts; the first is the one asked for.
fn load_files(files: &[(&str, &str)]) -> Result<Model, Error> {
    let map: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    super::load(&[files[0].0], &map)
}

/// A whole schema of this body.
fn schema(body: &str) -> String {
    format!("{HEAD}\n{body}\n</xs:schema>")
}

fn try_load(body: &str) -> Result<Model, Error> {
    load_files(&[("t.xsd", &schema(body))])
}

fn load(body: &str) -> Model {
    try_load(body).unwrap_or_else(|error| panic!("{error:#}"))
}

/// The global type of this local name.
fn type_<'m>(model: &'m Model, name: &str) -> &'m Type {
    let named = |type_: &&Type| type_.name.as_ref().is_some_and(|own| *own.local == *name);
    model.types.iter().find(named).unwrap_or_else(|| panic!("no type {name}"))
}

fn record<'m>(model: &'m Model, name: &str) -> &'m Record {
    record_of(&type_(model, name).shape)
}

fn record_of(shape: &Shape) -> &Record {
    match shape {
        Shape::Record(record) => record,
        other => panic!("{other:?}"),
    }
}

fn scalar<'m>(model: &'m Model, name: &str) -> &'m Scalar {
    match &type_(model, name).shape {
        Shape::Scalar(scalar) => scalar,
        other => panic!("{other:?}"),
    }
}

fn field<'m>(record: &'m Record, name: &str) -> &'m Field {
    record.fields.iter().find(|field| *field.name.local == *name).unwrap_or_else(|| panic!("no field {name}"))
}

/// The names of the fields in their order.
fn names(record: &Record) -> Vec<&str> {
    record.fields.iter().map(|field| &*field.name.local).collect()
}

/// The local name of a type.
fn name_of(model: &Model, id: TypeId) -> &str {
    model.type_(id).name.as_ref().map_or("", |name| &name.local)
}

/// The content model of a record in a short form: `(a, b?, (c | d)*)`, `&` in an `all`, `*:*` for a wildcard.
fn content(record: &Record) -> String {
    match &record.content {
        Content::Elements { particle, mixed } => {
            let text = shown(record, particle);
            if *mixed { format!("mixed {text}") } else { text }
        }
        Content::Empty => "empty".to_owned(),
        Content::Text(_) => "text".to_owned(),
        Content::Members => "members".to_owned(),
    }
}

fn shown(record: &Record, particle: &Particle) -> String {
    let joined = |parts: &[Particle], by: &str| {
        let parts: Vec<String> = parts.iter().map(|part| shown(record, part)).collect();
        format!("({})", parts.join(by))
    };
    let term = match &particle.term {
        Term::Field(id) => record.fields[id.0 as usize].name.local.to_string(),
        Term::Sequence(parts) => joined(parts, ", "),
        Term::Choice(parts) => joined(parts, " | "),
        Term::All(parts) => joined(parts, " & "),
        Term::Any(_) => "*:*".to_owned(),
    };
    let suffix = match particle.occurs {
        Occurs::ONE => String::new(),
        Occurs::OPTIONAL => "?".to_owned(),
        Occurs { min: 0, max: None } => "*".to_owned(),
        Occurs { min: 1, max: None } => "+".to_owned(),
        Occurs { min, max: Some(max) } => format!("{{{min},{max}}}"),
        Occurs { min, max: None } => format!("{{{min},}}"),
    };
    term + &suffix
}
