//! The two loaders: any files end in a model that is whole, or in an error with a place that can be shown.

use std::collections::BTreeMap;

use driftline::{Contract, ContractOptions};
use driftline_schemas::text::Origin;
use driftline_schemas::{Error, Model, json_schema as json, xsd as xml};

use crate::bundle::parts;

/// XSD: the first file, and those that it refers to as `1.xsd`, `2.xsd` and so on.
pub fn xsd(bytes: &[u8]) {
    let files = files(bytes, "main.xsd", "xsd");
    loaded(xml::load(&["main.xsd"], &files));
}

/// JSON Schema: the first file, and those that it refers to as `1.json`, `2.json` and so on.
pub fn json_schema(bytes: &[u8]) {
    let files = files(bytes, "main.json", "json");
    loaded(json::load("main.json", &json::Options::default(), &files));
}

/// The files of an input, by name.
fn files(bytes: &[u8], first: &str, extension: &str) -> BTreeMap<String, Vec<u8>> {
    let name = |number| if number == 0 { first.to_owned() } else { format!("{number}.{extension}") };
    parts(bytes).enumerate().map(|(number, part)| (name(number), part.to_vec())).collect()
}

/// What must hold of whatever a loader gives.
fn loaded(result: Result<Model, Error>) {
    let model = match result {
        Ok(model) => model,
        Err(error) => {
            assert!(!error.message().is_empty() && !format!("{error:#}").is_empty());
            return;
        }
    };
    let types = model.types.iter().map(|type_| type_.origin);
    let elements = model.elements.iter().map(|element| element.origin);
    let roots = model.roots.iter().map(|root| root.origin);
    let notes = model.notes.iter().map(|note| note.origin);
    let foreign: Vec<_> = model.foreign().map(|foreign| foreign.origin).collect();
    for origin in types.chain(elements).chain(roots).chain(notes).chain(foreign) {
        lies_in(&model, origin);
    }
    assert!(model.roots.iter().all(|root| (root.type_.0 as usize) < model.types.len()));
    for payload in [&b"{\"a\":[1,\"x\",null,{}]}"[..], b"[]", b"<a b=\"c\"><d/>e</a>"] {
        if let Ok(contract) = Contract::new("fuzz".to_owned(), model.clone(), ContractOptions::default()) {
            // Whatever it is, it ends.
            let _ = contract.check(payload);
        }
    }
}

/// An origin names a source of the model and a place on characters in it.
fn lies_in(model: &Model, origin: Origin) {
    let text = &model.source(origin.source).text;
    assert!(text.get(origin.span.start as usize..origin.span.end as usize).is_some(), "{origin:?}");
}
