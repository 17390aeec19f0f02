//! Schemas that an instance names itself: hints, which are left out where they do not load.

use std::path::Path;

use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::files::{Disk, relative};
use driftline_schemas::xsd::load;

/// The namespace of `xsi:schemaLocation`.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Adds the schemas that an instance names, where one can be made of all together.
pub(crate) fn add_hints(names: &mut Vec<String>, instance: &Path) {
    let known: Vec<String> = names.iter().map(|name| relative("", name)).collect();
    let new: Vec<String> = hints(instance).into_iter().filter(|hint| !known.contains(hint)).collect();
    let all: Vec<&str> = names.iter().chain(&new).map(String::as_str).collect();
    if !new.is_empty() && load(&all, &Disk).is_ok() {
        names.extend(new);
    }
}

/// The schemas that an instance names by `xsi:schemaLocation` and `xsi:noNamespaceSchemaLocation`.
fn hints(instance: &Path) -> Vec<String> {
    let bytes = std::fs::read(instance).unwrap();
    let Ok(document) = Document::read(&bytes, &ReadOptions::default()) else { return Vec::new() };
    let mut names = Vec::new();
    let mut open = vec![document.root()];
    while let Some(element) = open.pop() {
        for attribute in element.attributes().filter(|attribute| attribute.namespace() == Some(INSTANCE)) {
            let words = attribute.value().split_ascii_whitespace();
            match attribute.local_name() {
                "schemaLocation" => names.extend(words.skip(1).step_by(2)),
                "noNamespaceSchemaLocation" => names.extend(words),
                _ => {}
            }
        }
        open.extend(element.elements());
    }
    let instance = instance.to_string_lossy();
    let names = names.into_iter().map(|name| relative(&instance, name));
    names.filter(|name| Path::new(name).is_file()).collect()
}
