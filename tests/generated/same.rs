//! Whether two payloads say the same: names, attributes, text, and the order among those of one name.
//!
//! What an XSD's JSON is free in is not looked at: one value or an array of one, text or number, `""`, `[]` and `null` or
//! nothing at all. An empty element is as good as none.

use std::collections::BTreeMap;

use driftline_schemas::document::{Document, Kind, NodeRef, ReadOptions};

/// What is said, without how.
#[derive(Debug, PartialEq)]
enum Said {
    Nothing,
    Text(String),
    Parts(BTreeMap<String, Vec<Self>>),
}

/// The first thing that only one of them says.
pub(crate) fn difference(one: &[u8], other: &[u8]) -> Option<String> {
    let options = ReadOptions::default();
    let one = match Document::read(one, &options) {
        Ok(document) => said(document.root()),
        Err(error) => return Some(format!("the sample is not well-formed: {error}")),
    };
    match Document::read(other, &options).map(|document| said(document.root())) {
        Ok(other) => (one != other).then(|| format!("read\n{one:?}\nwritten\n{other:?}")),
        Err(error) => Some(format!("what was written is not well-formed: {error}")),
    }
}

/// What a node says.
fn said(node: NodeRef<'_>) -> Said {
    let mut parts: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    let named = node.attributes().chain(node.children().filter(|child| child.is_named()));
    for child in named {
        for said in several(child) {
            parts.entry(child.local_name().to_owned()).or_default().push(said);
        }
    }
    match node.kind() {
        Kind::Null => Said::Nothing,
        Kind::Object => {
            if parts.is_empty() {
                Said::Nothing
            } else {
                Said::Parts(parts)
            }
        }
        _ if !parts.is_empty() => Said::Parts(parts),
        // The value of an element with children is their text as written.
        Kind::Element if !node.is_leaf() => Said::Nothing,
        _ if node.value().is_empty() => Said::Nothing,
        _ => Said::Text(node.value().to_owned()),
    }
}

/// What a part says: each item of an array, and nothing where it says nothing.
fn several(node: NodeRef<'_>) -> Vec<Said> {
    let mut all = match node.kind() {
        Kind::Array => node.children().flat_map(several).collect(),
        _ => vec![said(node)],
    };
    all.retain(|said| *said != Said::Nothing);
    all
}
