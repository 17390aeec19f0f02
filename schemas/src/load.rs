//! From files' names to a model: which schema language they are in, by their content.

use crate::error::{Error, ErrorKind};
use crate::files::Files;
use crate::model::Model;
use crate::{json_schema, xsd};

/// Reads a schema file and what it refers to: XML is XSD, JSON is JSON Schema, whatever the file is called. A `#fragment`
/// after the name of a JSON Schema chooses a part of it.
///
/// # Errors
/// Where a file cannot be read or is no schema, or a reference leads nowhere.
pub fn load(name: &str, files: &dyn Files) -> Result<Model, Error> {
    load_all(&[name], &json_schema::Options::default(), files)
}

/// Reads one schema from several XSD files in their order, or from one JSON Schema, which the options are for.
///
/// # Errors
/// As [`load`], and [`ErrorKind::Contract`] where there is no name, or a JSON Schema among several.
pub fn load_all(names: &[&str], options: &json_schema::Options, files: &dyn Files) -> Result<Model, Error> {
    let Some((first, others)) = names.split_first() else {
        return Err(Error::new(ErrorKind::Contract, "no schema file is named"));
    };
    let mut own = Vec::with_capacity(names.len());
    for name in names {
        let file = name.split_once('#').map_or(*name, |(file, _)| file);
        let begin = files.read(file)?.into_iter().find(|byte| !is_skipped(*byte));
        if begin == Some(b'<') {
            own.push(file);
        } else if others.is_empty() {
            return json_schema::load(first, options, files);
        } else {
            let message = "a JSON Schema cannot be one of several schema files";
            return Err(Error::new(ErrorKind::Contract, message)
                .in_file(file)
                .help("only XSD files make one schema together"));
        }
    }
    xsd::load(&own, files)
}

/// White space, byte order marks, and the other half of UTF-16's characters.
fn is_skipped(byte: u8) -> bool {
    matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
}
