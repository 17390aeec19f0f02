//! The runtime of the scratch crates: a document in, a line of what happened to it out. Included by each of their binaries.

use driftline::SchemaText;
use driftline::payload::{Payload, leaves, untyped};
use driftline::schemas::document::{Document, Kind, NodeRef, ReadOptions};

/// What happened to a document: `outcome typed findings untyped text`, separated by tabs; of each untyped leaf where it begins.
pub fn trip<T: Payload>(body: &[u8], schema: Option<&SchemaText>) -> String {
    let value: T = match driftline::from_slice(body) {
        Ok(value) => value,
        Err(error) => return format!("refused\t0\t0\t\t{error}"),
    };
    let counted = leaves(&value);
    let written = driftline::to_json(&value);
    let options = ReadOptions::default();
    let difference = match (Document::read(body, &options), Document::read_str(&written, &options)) {
        (Ok(sent), Ok(written)) => difference(sent.root(), written.root(), String::new()),
        (Err(error), _) | (_, Err(error)) => Some(error.to_string()),
    };
    let outcome = if difference.is_some() { "changed" } else { "same" };
    let findings = schema.map_or_else(Vec::new, |schema| schema.validate_document(&value));
    let said = difference.or_else(|| findings.first().map(ToString::to_string)).unwrap_or_default();
    format!("{outcome}\t{}\t{}\t{}\t{said}", counted.typed, findings.len(), offsets(&value, body))
}

/// Where the untyped leaves begin in the document.
fn offsets<T: Payload>(value: &T, body: &[u8]) -> String {
    let Ok(document) = Document::read(body, &ReadOptions::default()) else { return String::new() };
    let start = |pointer: String| document.root().pointer(&pointer).map(|leaf| leaf.span().start.to_string());
    untyped(value).into_iter().filter_map(start).collect::<Vec<_>>().join(",")
}

/// The first place at which two JSON values differ. Numbers are compared as they are written, members by name.
fn difference(sent: NodeRef<'_>, written: NodeRef<'_>, path: String) -> Option<String> {
    let other = || {
        Some(format!(
            "{path}: sent {:?} {}, written {:?} {}",
            sent.kind(),
            sent.value(),
            written.kind(),
            written.value()
        ))
    };
    if sent.kind() != written.kind() {
        return other();
    }
    match sent.kind() {
        Kind::Object => {
            let names = sent.children().chain(written.children()).map(|member| member.name());
            let mut names: Vec<&str> = names.collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().find_map(|name| {
                let path = format!("{path}/{name}");
                match (
                    sent.children().filter(|m| m.name() == name).last(),
                    written.children().filter(|m| m.name() == name).last(),
                ) {
                    (Some(one), Some(two)) => difference(one, two, path),
                    (Some(_), None) => Some(format!("{path}: lost")),
                    (None, _) => Some(format!("{path}: invented")),
                }
            })
        }
        Kind::Array => {
            let (mut one, mut two, mut at) = (sent.children(), written.children(), 0);
            loop {
                match (one.next(), two.next()) {
                    (None, None) => return None,
                    (Some(one), Some(two)) => {
                        let found = difference(one, two, format!("{path}/{at}"));
                        if found.is_some() {
                            return found;
                        }
                    }
                    _ => return Some(format!("{path}: another number of items")),
                }
                at += 1;
            }
        }
        _ if sent.value() == written.value() => None,
        _ => other(),
    }
}
