//! SchemaStore: a type for every schema, and every document that people keep beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use driftline::{Contract, ContractOptions, Verdict};
use driftline_codegen::{Options, generate};
use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::files::Disk;
use driftline_schemas::{json_schema, load_all};

use crate::archive::{say, unpacked};
use crate::bench::{self, Module};
use crate::declared::{Declared, declared};
use crate::tally::Tally;
use crate::xfail::Xfail;

/// A labelled document.
struct Case {
    id: String,
    schema: String,
    instance: String,
    valid: bool,
}

#[test]
fn every_schema_of_schemastore_generates_and_every_valid_document_survives() {
    let Some(suite) = unpacked("schemastore") else { return };
    let mut xfail = Xfail::read("schemastore_types");
    let most = bench::most();
    let start = Instant::now();
    let (modules, labels) = modules(&suite, most, &mut xfail);
    let bytes: usize = modules.iter().map(|module| module.source.len()).sum();
    say(&format!("schemastore: {} modules, {} kB in {:?}", modules.len(), bytes / 1000, start.elapsed()));
    let start = Instant::now();
    let results = bench::run("schemastore", &modules);
    let compiled = modules.len() - results.broken.len();
    say(&format!("schemastore: {compiled} of {} modules compile, all in {:?}", modules.len(), start.elapsed()));
    for (id, error) in &results.broken {
        xfail.wrong(id, &format!("does not compile: {error}"));
    }
    let mut tally = Tally::default();
    // For a look at what is not refused.
    let tells = std::env::var_os("DRIFTLINE_TRIPS_TELL").is_some();
    for ((schema, document), trip) in &results.trips {
        let declared = labels[&(schema.clone(), document.clone())].as_ref();
        let is_valid = declared.is_some();
        tally.count(schema, is_valid, trip, declared);
        if is_valid && (trip.outcome != "same" || trip.findings > 0) {
            xfail.wrong(document, &format!("{}: {}", trip.outcome, trip.said));
        }
        if !is_valid && tells {
            say(&format!("    {}, {} findings: {document}: {}", trip.outcome, trip.findings, trip.said));
        }
    }
    say(&format!("schemastore:\n{tally}"));
    for (id, leaves) in tally.worst(20) {
        say(&format!("    {}: {leaves}", id.rsplit('/').next().unwrap_or(id)));
    }
    if most.is_some() {
        let tried: BTreeSet<String> = results.trips.keys().map(|(_, document)| document.replace(' ', "_")).collect();
        xfail.only(|id| tried.contains(id));
    }
    xfail.finish();
}

/// By schema and document, what the schema says of the leaves; none for a document that is labelled invalid.
type Labels = BTreeMap<(String, String), Option<Declared>>;

/// What is generated for every schema, with the documents whose labels the schema itself agrees with: a label that it
/// contradicts says nothing of the type.
fn modules(suite: &Path, most: Option<usize>, xfail: &mut Xfail) -> (Vec<Module>, Labels) {
    let (files, cases) = (suite.join("files"), cases(suite));
    let reading = json_schema::Options { degrade_references: true, ..json_schema::Options::default() };
    let (mut modules, mut labels, mut generates, mut notes) = (Vec::new(), BTreeMap::new(), 0, 0);
    let schemas = schemas_of(suite);
    let count = schemas.len();
    for name in schemas {
        let path = files.join(&name).to_string_lossy().into_owned();
        let model = match load_all(&[&path], &reading, &Disk) {
            Ok(model) => model,
            Err(error) => {
                xfail.wrong(&name, &format!("does not load: {error}"));
                continue;
            }
        };
        let options = Options::named(&path);
        let generated = generate(&model, &options);
        notes += generated.notes.len();
        let Some(root) = generated.roots.first().cloned() else {
            xfail.wrong(&name, "no root type");
            continue;
        };
        generates += 1;
        if most.is_some_and(|most| generated.source.len() > most * 1000) {
            continue;
        }
        let own: Vec<&Case> = cases.iter().filter(|case| case.schema == name).collect();
        let reads = ContractOptions { read: ReadOptions::default(), ..ContractOptions::default() };
        let contract = (!own.is_empty()).then(|| Contract::new(name.clone(), model.clone(), reads).ok()).flatten();
        let mut documents = Vec::new();
        for case in own {
            let body = std::fs::read(files.join(&case.instance)).unwrap();
            let verdict = contract.as_ref().map(|contract| contract.check(&body).verdict());
            if verdict == Some(if case.valid { Verdict::Valid } else { Verdict::Invalid }) {
                let document = Document::read(&body, &ReadOptions::default());
                let said = document.ok().filter(|_| case.valid).map(|document| declared(&model, &document));
                labels.insert((name.clone(), case.id.clone()), said);
                documents.push((case.id.clone(), body));
            }
        }
        if most.is_none() || !documents.is_empty() {
            modules.push(Module { id: name, source: generated.source, name: options.module, root, documents });
        }
    }
    say(&format!("schemastore: {generates} of {count} schemas generate, with {notes} notes"));
    (modules, labels)
}

/// The schemas of the archive.
fn schemas_of(suite: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(suite.join("schemas.jsonl")).unwrap();
    let name = |line: &str| {
        let row = Document::read_str(line, &ReadOptions::default()).unwrap();
        row.root().member("schema").unwrap().value().to_owned()
    };
    text.lines().map(name).collect()
}

/// Its labelled documents.
fn cases(suite: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(suite.join("manifest.jsonl")).unwrap();
    let case = |line: &str| {
        let row = Document::read_str(line, &ReadOptions::default()).unwrap();
        let member = |name: &str| row.root().member(name).map_or("", NodeRef::value).to_owned();
        Case {
            id: member("id"),
            schema: member("schema"),
            instance: member("instance"),
            valid: member("expect") == "valid",
        }
    };
    text.lines().map(case).collect()
}
