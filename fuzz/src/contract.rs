//! A schema and a payload: the check ends, its findings have places, and where nothing is left to a judge the verdict is that
//! of the crate `jsonschema`.

use std::collections::BTreeMap;

use driftline::{Contract, ContractOptions, Verdict};
use driftline_schemas::document::{Document, Kind, NodeRef, ReadOptions};
use driftline_schemas::model::Language;
use driftline_schemas::{Model, json_schema, xsd};

use crate::bundle::parts;

/// A schema of either language, and a payload in either syntax.
pub fn check(bytes: &[u8]) {
    let mut parts = parts(bytes);
    let (Some(schema), Some(payload)) = (parts.next(), parts.next()) else { return };
    let Some(model) = model(schema) else { return };
    let is_plain = matches!(model.language, Language::JsonSchema(_)) && model.notes.is_empty();
    let read = ReadOptions::default();
    let options = ContractOptions { read, ..ContractOptions::default() };
    let Ok(contract) = Contract::new("fuzz".to_owned(), model, options) else { return };
    let is_alone = contract.foreign().next().is_none();
    let Ok(document) = Document::read(payload, &read) else { return };
    let checked = contract.check_document(&document);
    for finding in checked.findings() {
        let place = finding.span.start as usize..finding.span.end as usize;
        assert!(document.text().get(place).is_some(), "{finding:?}");
        assert!(!finding.to_string().is_empty());
    }
    if is_plain && is_alone && checked.verdict() != Verdict::Undecided {
        compare(schema, document.text(), checked.verdict());
    }
}

/// The schema, whichever language it is in; formats assert nothing, since engines differ in what they know of them.
fn model(schema: &[u8]) -> Option<Model> {
    let files = BTreeMap::from([("schema".to_owned(), schema.to_vec())]);
    if schema.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        return xsd::load(&["schema"], &files).ok();
    }
    let options = json_schema::Options { formats_annotate: true, ..json_schema::Options::default() };
    json_schema::load("schema", &options, &files).ok()
}

/// Asks the other engine, where both see the same.
fn compare(schema: &[u8], payload: &str, ours: Verdict) {
    let Ok(schema) = std::str::from_utf8(schema) else { return };
    if !(is_comparable(schema) && is_comparable(payload)) {
        return;
    }
    let (Ok(schema), Ok(payload)) = (serde_json::from_str(schema), serde_json::from_str(payload)) else { return };
    let Ok(validator) = jsonschema::options().should_validate_formats(false).build(&schema) else { return };
    assert_eq!(ours == Verdict::Valid, validator.is_valid(&payload), "the other engine says otherwise");
}

/// Whether two engines have to agree about a text: no number that a float cannot carry, no key twice, no pattern (which
/// language it is in is not settled).
fn is_comparable(text: &str) -> bool {
    let Ok(document) = Document::read_str(text, &ReadOptions::default()) else { return false };
    let mut waiting = vec![document.root()];
    while let Some(node) = waiting.pop() {
        let number = |literal: &str| literal.len() <= 15 && !literal.contains(['e', 'E']);
        if node.kind() == Kind::Number && !number(node.value()) {
            return false;
        }
        let mut names: Vec<_> = node.children().map(NodeRef::name).filter(|_| node.kind() == Kind::Object).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) || names.iter().any(|name| name.starts_with("pattern")) {
            return false;
        }
        waiting.extend(node.children());
    }
    true
}
