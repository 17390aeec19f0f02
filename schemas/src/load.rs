//! From a file's name to a model: which schema language it is in, by its content.

use crate::error::Error;
use crate::files::Files;
use crate::model::Model;
use crate::{json_schema, xsd};

/// Reads a schema file and what it refers to: XML is XSD, JSON is JSON Schema, whatever the file is called. A `#fragment`
/// after the name of a JSON Schema chooses a part of it.
///
/// # Errors
/// Where a file cannot be read or is no schema, or a reference leads nowhere.
pub fn load(name: &str, files: &dyn Files) -> Result<Model, Error> {
    load_with(name, &json_schema::Options::default(), files)
}

/// Reads a schema file as [`load`] does, a JSON Schema with these options.
///
/// # Errors
/// Where a file cannot be read or is no schema, or a reference leads nowhere.
pub fn load_with(name: &str, options: &json_schema::Options, files: &dyn Files) -> Result<Model, Error> {
    let file = name.split_once('#').map_or(name, |(file, _)| file);
    let first = files.read(file)?.into_iter().find(|byte| !is_skipped(*byte));
    if first == Some(b'<') { xsd::load(&[file], files) } else { json_schema::load(name, options, files) }
}

/// White space, byte order marks, and the other half of UTF-16's characters.
fn is_skipped(byte: u8) -> bool {
    matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
}
