//! The lines of a single payload that its findings are about, masked.
//!
//! In go the payload, its findings and the contract, out come [`Excerpts`], which the text report shows. Beside the names of
//! fields and what separates them every letter is masked, comments too: a capital is `A`, any other letter `a`, a digit `9`. It
//! keeps to its column, so that a mark below it is at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use driftline_schemas::document::{Document, Kind as Node, NodeRef, ReadOptions};
use driftline_schemas::model::Shape;
use driftline_schemas::text::{Span, offset};

use crate::contract::Contract;
use crate::finding::{Finding, Got, Kind};
use crate::masked::{Masked, is_data};
use crate::shape;

/// How many bytes of a line are kept on each side of a place.
const BESIDE: usize = 400;

/// How many places have an excerpt.
const MOST: usize = 500;

/// The lines of a payload that its findings are about, by field and kind.
#[derive(Debug, Clone, Default)]
pub struct Excerpts(BTreeMap<(String, Kind), Excerpt>);

/// The line of a finding, and that of the schema which it does not keep to.
#[derive(Debug, Clone)]
pub(super) struct Excerpt {
    pub(super) payload: Part<Masked>,
    pub(super) schema: Option<Part<String>>,
}

/// A line of a file and what of it is meant.
#[derive(Debug, Clone)]
pub(super) struct Part<T> {
    /// The number of the line, from 1.
    pub(super) line: u32,
    /// One character for each of the line, none of which steers a terminal.
    pub(super) text: T,
    /// Whether something stands before it.
    pub(super) is_cut: bool,
    /// How many characters stand before what is meant.
    pub(super) from: usize,
    /// How many are meant.
    pub(super) width: usize,
}

impl Excerpts {
    /// The lines of a payload; as they are where values are to be shown.
    #[must_use]
    pub fn of(body: &[u8], findings: &[Finding], contract: Option<&Contract>, show_values: bool) -> Self {
        let read = Document::read(body, &ReadOptions { repair: true, ..ReadOptions::default() });
        let (text, names) = match &read {
            Ok(document) => (document.text(), names(document, &known(findings, contract), contract.is_some())),
            // In what is no document nothing is known to be a name.
            Err(_) => (std::str::from_utf8(body).unwrap_or_default(), Vec::new()),
        };
        let mut excerpts = BTreeMap::new();
        for finding in findings {
            let key = (finding.field.clone(), finding.kind);
            if excerpts.len() < MOST && !excerpts.contains_key(&key) {
                let payload = payload(text, finding, &names, show_values);
                let schema = contract.and_then(|contract| schema(contract, finding));
                excerpts.insert(key, Excerpt { payload, schema });
            }
        }
        Self(excerpts)
    }

    /// The lines of a row.
    pub(super) fn find(&self, field: &str, kind: Kind) -> Option<&Excerpt> {
        self.0.get(&(field.to_owned(), kind))
    }
}

fn payload(text: &str, finding: &Finding, names: &[Range<usize>], show_values: bool) -> Part<Masked> {
    let at = boundary(text, finding.span.start);
    // Of a line of a megabyte what is beside the place.
    let least = boundary(text, offset(at.saturating_sub(BESIDE)));
    let (start, is_cut) = text[least..at].rfind('\n').map_or((least, least > 0), |end| (least + end + 1, false));
    let rest = &text[at..boundary(text, offset(at.saturating_add(BESIDE)))];
    let end = at + rest.find('\n').unwrap_or(rest.len());
    let is_name = |offset| {
        let next = names.partition_point(|name| name.end <= start + offset);
        names.get(next).is_some_and(|name| name.contains(&(start + offset)))
    };
    let shown = Masked::line(&text[start..end], is_name, show_values);
    let meant = boundary(text, finding.span.end).clamp(at, end);
    let (from, width) = (text[start..at].chars().count(), text[at..meant].chars().count().max(1));
    Part { line: finding.position.line, text: shown, is_cut, from, width }
}

/// The offset itself, or the beginning of the character that it lies in.
fn boundary(text: &str, at: u32) -> usize {
    let mut at = (at as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn schema(contract: &Contract, finding: &Finding) -> Option<Part<String>> {
    let place = finding.schema.as_ref()?;
    let source = contract.model().sources.iter().find(|source| *source.name == *place.source)?;
    let text: String = source.line(place.position.line).chars().take(BESIDE).map(plain).collect();
    Some(Part { line: place.position.line, text, is_cut: false, from: 0, width: 1 })
}

/// A letter of a schema. What steers a terminal is none that it could be seen by.
fn plain(letter: char) -> char {
    match letter {
        '\t' => ' ',
        letter if shape::steers(letter) => '?',
        letter => letter,
    }
}

/// The names that the schema has, and those that the findings tell.
fn known<'f>(findings: &'f [Finding], contract: Option<&'f Contract>) -> BTreeSet<&'f str> {
    let mut known = BTreeSet::new();
    for finding in findings {
        if let Got::Name(name) = &finding.got {
            known.insert(name.as_str());
        }
    }
    let Some(model) = contract.map(Contract::model) else { return known };
    known.extend(model.elements.iter().map(|element| &*element.name.local));
    for type_ in &model.types {
        if let Shape::Record(record) = &type_.shape {
            known.extend(record.fields.iter().map(|field| &*field.name.local));
        }
    }
    known
}

/// The bytes of the names of fields, in their order: of elements with their end tags, of attributes, of members. Under a
/// contract a name is one that is known: the keys of a map are data. Without one it is what does not read like data.
fn names(document: &Document<'_>, known: &BTreeSet<&str>, has_contract: bool) -> Vec<Range<usize>> {
    let text = document.text();
    let is_name = |node: &NodeRef<'_>| {
        let name = node.local_name();
        node.is_named() && if has_contract { known.contains(name) } else { !is_data(name) }
    };
    let mut names = Vec::new();
    let mut waiting = vec![document.root()];
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children());
        let attributes = node.attributes().filter(is_name);
        names.extend(attributes.map(|attribute| range(attribute.name_span())));
        if is_name(&node) {
            names.push(range(node.name_span()));
            names.extend(end_tag(node, text));
        }
    }
    names.sort_by_key(|name| name.start);
    names
}

fn end_tag(node: NodeRef<'_>, text: &str) -> Option<Range<usize>> {
    let span = range(node.span());
    let whole = text.get(span.clone()).filter(|_| node.kind() == Node::Element)?;
    let tag = whole.rfind("</").filter(|_| !whole.ends_with("/>"))?;
    Some(span.start + tag..span.end)
}

fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

#[cfg(test)]
mod tests {
    use super::Excerpts;
    use crate::contract::Contract;
    use driftline_schemas::files::Files;
    use std::collections::BTreeMap;

    fn lines(schema: &str, body: &str, show_values: bool) -> Vec<String> {
        let name = if schema.starts_with('<') { "a.xsd" } else { "a.json" };
        let files: BTreeMap<String, Vec<u8>> = [(name.to_owned(), schema.into())].into();
        let contract = Contract::load_from(name, crate::ContractOptions::default(), &files as &dyn Files).unwrap();
        let check = contract.check(body.as_bytes());
        let excerpts = Excerpts::of(body.as_bytes(), check.findings(), Some(&contract), show_values);
        let parts = excerpts.0.values().map(|excerpt| &excerpt.payload);
        parts
            .map(|part| format!("{}\n{}{}", part.text.as_str(), " ".repeat(part.from), "^".repeat(part.width)))
            .collect()
    }

    #[test]
    fn names_are_seen_and_values_are_not() {
        let schema = r#"{"properties": {"name": {}, "id": {"type": "integer"}}}"#;
        let body = "{\"name\": \"Zoë\u{202E}\", /* Zoe */ \"id\": \"A-17\"}";
        let line = "{\"name\": \"Aaa?\", /* Aaa */ \"id\": \"A-99\"}";
        let want = format!("{line}\n{}^^^^^^", " ".repeat(33));
        assert!(lines(schema, body, false).contains(&want), "{:?}", lines(schema, body, false));
        assert!(lines(schema, body, true).iter().any(|line| line.contains("\"A-17\"") && line.contains("Zoë?")));
    }

    #[test]
    fn end_tags_are_names_and_comments_are_not() {
        let schema = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:int"/></xs:schema>"#;
        assert_eq!(lines(schema, "<a>key</a><!-- key -->", false), ["<a>aaa</a><!-- aaa -->\n   ^^^"]);
        assert_eq!(lines(schema, "<a>key</b>", false).len(), 1);
        assert!(!lines(schema, "<a>key</b>", false)[0].contains("key"));
    }
}
