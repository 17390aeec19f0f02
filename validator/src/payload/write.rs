//! From a value to XML or JSON.

use driftline_schemas::document::{Document, Kind, NodeRef, ReadOptions, reference_token};
use driftline_schemas::model::Name;

use super::output::{Leaves, Output};
use super::table::{JsonRoot, Place};
use super::traits::{Payload, Root};

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteOptions {
    /// How many blanks a level is indented by; none writes no line ends.
    pub indent: Option<u8>,
    /// Whether XML begins with an XML declaration.
    pub declaration: bool,
}

impl Default for WriteOptions {
    /// No indentation, and an XML declaration.
    fn default() -> Self {
        Self { indent: None, declaration: true }
    }
}

/// Writes XML, in the order of the type. The root element is that of the type.
///
/// A character that XML cannot hold becomes U+FFFD.
#[must_use]
pub fn to_xml<T: Root>(value: &T) -> String {
    to_xml_with(value, WriteOptions::default())
}

/// Writes XML, indented or without a declaration.
#[must_use]
pub fn to_xml_with<T: Root>(value: &T, options: WriteOptions) -> String {
    let mut output = Output::xml(options.declaration, options.indent);
    let (name, namespace) = T::ROOT.map_or(("_", ""), |root| (root.name, root.namespace));
    output.begin(Place::Element, name, namespace);
    value.write(&mut output);
    output.end();
    output.into_text()
}

/// Writes a value whose type does not matter: as an element of this name, or as JSON where there is none.
pub(crate) fn written(element: Option<&Name>, write: &dyn Fn(&mut Output)) -> String {
    let Some(name) = element else {
        let mut output = Output::json(None);
        write(&mut output);
        return output.into_text();
    };
    let mut output = Output::xml(false, None);
    output.begin(Place::Element, &name.local, name.namespace.as_deref().unwrap_or_default());
    write(&mut output);
    output.end();
    output.into_text()
}

/// Writes JSON, in the order of the type.
#[must_use]
pub fn to_json<T: Payload>(value: &T) -> String {
    to_json_with(value, WriteOptions::default())
}

/// Writes JSON, indented.
#[must_use]
pub fn to_json_with<T: Payload>(value: &T, options: WriteOptions) -> String {
    let mut output = Output::json(options.indent);
    match T::ROOT {
        Some(root) if root.json == JsonRoot::Wrap => {
            let outer = output.begin_record(None);
            output.begin(Place::Element, root.name, "");
            value.write(&mut output);
            output.end();
            output.end_record(outer);
        }
        Some(_) | None => value.write(&mut output),
    }
    output.into_text()
}

/// Counts the leaves of a value: how much of what was read the types know, and how much they only keep.
#[must_use]
pub fn leaves<T: Payload>(value: &T) -> Leaves {
    let mut output = Output::json(None);
    value.write(&mut output);
    output.leaves()
}

/// Where the leaves are that the types only keep: JSON Pointers into the value as JSON, in its order.
#[must_use]
pub fn untyped<T: Payload>(value: &T) -> Vec<String> {
    let mut output = Output::json(None).marking();
    value.write(&mut output);
    let (text, marks) = output.into_marked();
    let Ok(document) = Document::read_str(&text, &ReadOptions::default()) else { return Vec::new() };
    let mut marks = marks.into_iter();
    let mut found = Vec::new();
    let mut open = vec![(document.root(), String::new())];
    while let Some((node, pointer)) = open.pop() {
        let below: Vec<_> = match node.kind() {
            Kind::Object => {
                let path = |member: NodeRef<'_>| format!("{pointer}/{}", reference_token(member.name()));
                node.children().map(|member| (member, path(member))).collect()
            }
            Kind::Array => node.children().enumerate().map(|(at, item)| (item, format!("{pointer}/{at}"))).collect(),
            _ => {
                if marks.next() == Some(false) {
                    found.push(pointer);
                }
                continue;
            }
        };
        open.extend(below.into_iter().rev());
    }
    found
}
