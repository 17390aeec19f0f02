//! XSD: the half of the W3C XML Schema Test Suite, and UBL 2.0.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::files::Disk;
use driftline_schemas::xsd::load;

use crate::archive::{files_below, say, unpacked};
use crate::case::{Case, Instance};
use crate::held::Held;
use crate::hints::add_hints;
use crate::package;
use crate::table::Table;
use crate::xfail::Xfail;

/// Documents of a later version of UBL, which are not valid.
const LATER: [&str; 2] = ["UBL-RequestForQuotation-2.1-Example.xml", "UBL-TransportationStatus-2.1-Example.xml"];

/// How long the generation of all types of UBL may take.
const PATIENCE: Duration = Duration::from_secs(2);

#[test]
fn every_schema_of_xsts_generates_and_its_documents_survive() {
    let Some(suite) = unpacked("xsts") else { return };
    let text = std::fs::read_to_string(suite.join("manifest.jsonl")).unwrap();
    let mut known: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut cases: Vec<Case> = Vec::new();
    let mut invalid = Vec::new();
    let start = Instant::now();
    for line in text.lines() {
        let document = Document::read_str(line, &ReadOptions::default()).unwrap();
        let row = document.root();
        let member = |name: &str| row.member(name).map_or("", NodeRef::value);
        let (is_valid, is_instance) = (member("expected") == "valid", member("kind") == "instance");
        if !is_valid && !is_instance {
            continue;
        }
        let files = suite.join("files");
        let mut names: Vec<String> = row
            .member("schemas")
            .unwrap()
            .children()
            .map(|name| files.join(name.value()).to_string_lossy().into_owned())
            .collect();
        let path = is_instance.then(|| files.join(member("instance")));
        if let Some(path) = &path {
            add_hints(&mut names, path);
        }
        if names.is_empty() {
            continue;
        }
        if !is_valid {
            invalid.push((names, member("id").to_owned(), path));
            continue;
        }
        let at = *known.entry(names.clone()).or_insert_with(|| {
            let given: Vec<&str> = names.iter().map(String::as_str).collect();
            let model = load(&given, &Disk).ok();
            let module = format!("m{}", cases.len());
            cases.push(Case::new(member("contributor"), member("id").to_owned(), module, model, true));
            cases.len() - 1
        });
        cases[at].instances.extend(path.map(|path| Instance { id: member("id").to_owned(), path, is_valid }));
    }
    // What is not valid says something of the types of a valid schema only.
    for (names, id, path) in invalid {
        if let (Some(at), Some(path)) = (known.get(&names), path) {
            cases[*at].instances.push(Instance { id, path, is_valid: false });
        }
    }
    say(&format!("xsts: {} schemas loaded and generated in {:?}", cases.len(), start.elapsed()));
    let table = measured("xsts", &mut cases);
    let total = table.total();
    assert!(total.schemas > 3_000, "cases are missing");
    assert!(total.panicked == 0, "the generator panicked");
}

#[test]
fn every_document_type_of_ubl_generates_and_its_documents_survive() {
    let Some(suite) = unpacked("ubl") else { return };
    let folder = suite.join("schemas/ubl20/maindoc");
    let mut paths = files_below(&folder);
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xsd"));
    let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    let model = load(&names.iter().map(|name| &**name).collect::<Vec<_>>(), &Disk).unwrap();
    let start = Instant::now();
    let mut case = Case::new("UBL", "UBL".to_owned(), "ubl".to_owned(), Some(model), true);
    let elapsed = start.elapsed();
    say(&format!("ubl: {} document types, {} lines, in {elapsed:?}", paths.len(), case.lines()));
    for path in files_below(&suite.join("documents")) {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(document) = Document::read(&bytes, &ReadOptions::default()) else { continue };
        let id = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_known =
            names.iter().any(|name| name.ends_with(&format!("/UBL-{}-2.0.xsd", document.root().local_name())));
        if is_known && !LATER.contains(&&*id) {
            case.instances.push(Instance { id, path, is_valid: true });
        }
    }
    let total = measured("ubl", &mut [case]).total();
    assert_eq!((paths.len(), total.documents), (31, 58));
    assert!(elapsed < PATIENCE || cfg!(debug_assertions), "generating took {elapsed:?}");
}

/// Builds and runs, says the table, and holds what goes wrong to what is expected to.
fn measured(name: &str, cases: &mut [Case]) -> Table {
    let outcomes = package::run(name, cases);
    let table = Table::of(cases, &outcomes);
    table.say(name);
    Held::of(cases, &outcomes).say(name);
    let mut xfail = Xfail::read(&format!("survives_{name}"));
    for (case, outcomes) in cases.iter().zip(&outcomes) {
        if let Some(fault) = case.fault() {
            xfail.wrong(&case.id, &fault);
            continue;
        }
        for (instance, outcome) in case.instances.iter().zip(outcomes).filter(|(instance, _)| instance.is_valid) {
            if !matches!(&*outcome.word, "same" | "respelt" | "no type" | "unknown") {
                xfail.wrong(&instance.id, &format!("{}: {}", outcome.word, outcome.why));
            }
        }
    }
    xfail.finish();
    table
}
