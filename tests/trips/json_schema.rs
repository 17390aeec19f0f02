//! The JSON Schema Test Suite as a generator's test: every group's schema generates and compiles, every valid instance
//! survives.

use driftline_codegen::{Options, generate};
use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::json_schema::{self, load};
use driftline_schemas::model::Draft;

use crate::archive::{files_below, say, unpacked};
use crate::bench::{self, Module};
use crate::declared::declared;
use crate::tally::Tally;
use crate::xfail::Xfail;

const DRAFTS: [(&str, Draft); 2] = [("draft7", Draft::Draft7), ("draft2020-12", Draft::Draft202012)];

#[test]
fn every_group_of_the_official_suite_generates_and_every_valid_instance_survives() {
    let Some(suite) = unpacked("json-schema") else { return };
    let mut xfail = Xfail::read("json_schema_types");
    let named = |path: std::path::PathBuf| {
        let name = path.strip_prefix(&suite).unwrap().to_string_lossy().replace('\\', "/");
        (name, std::fs::read(&path).unwrap())
    };
    let remotes: std::collections::BTreeMap<String, Vec<u8>> =
        files_below(&suite.join("remotes")).into_iter().map(named).collect();
    let mut modules = Vec::new();
    // What the schema says of the leaves of each valid instance.
    let mut valid = std::collections::BTreeMap::new();
    for (folder, draft) in DRAFTS {
        let registered = vec![("http://localhost:1234/".to_owned(), "remotes/".to_owned())];
        let options =
            json_schema::Options { draft: Some(draft), formats_annotate: true, registered, ..Default::default() };
        for path in files_below(&suite.join("tests").join(folder)) {
            let file = path.strip_prefix(suite.join("tests")).unwrap().to_string_lossy().replace('\\', "/");
            if file.contains("/optional/") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let document = Document::read(&bytes, &ReadOptions::default()).unwrap();
            let raw = |node: NodeRef<'_>| node.span().of(document.text()).as_bytes().to_vec();
            for (number, group) in document.root().children().enumerate() {
                let mut files = remotes.clone();
                files.insert("schema.json".to_owned(), raw(group.member("schema").unwrap()));
                let id = format!("{file}#{number}");
                let model = match load("schema.json", &options, &files) {
                    Ok(model) => model,
                    Err(error) => {
                        xfail.wrong(&id, &error.to_string());
                        continue;
                    }
                };
                let options = Options::named("schema.json");
                let generated = generate(&model, &options);
                let Some(root) = generated.roots.first().cloned() else {
                    xfail.wrong(&id, "no root type");
                    continue;
                };
                let mut documents = Vec::new();
                for (test_number, test) in group.member("tests").unwrap().children().enumerate() {
                    let name = format!("{id}/{test_number}");
                    let body = raw(test.member("data").unwrap());
                    if test.member("valid").unwrap().value() == "true" {
                        let instance = Document::read(&body, &ReadOptions::default()).unwrap();
                        valid.insert(name.clone(), declared(&model, &instance));
                    }
                    documents.push((name, body));
                }
                modules.push(Module { id, source: generated.source, name: options.module, root, documents });
            }
        }
    }
    let results = bench::run("json-schema", &modules);
    let compiled = modules.len() - results.broken.len();
    say(&format!("json-schema: {compiled} of {} groups compile", modules.len()));
    for (id, error) in &results.broken {
        xfail.wrong(id, &format!("does not compile: {error}"));
    }
    let mut tally = Tally::default();
    for ((schema, document), trip) in &results.trips {
        let declared = valid.get(document);
        let is_valid = declared.is_some();
        tally.count(schema, is_valid, trip, declared);
        if is_valid && (trip.outcome != "same" || trip.findings > 0) {
            xfail.wrong(document, &format!("{}: {}", trip.outcome, trip.said));
        }
    }
    say(&format!("json-schema:\n{tally}"));
    xfail.finish();
}
