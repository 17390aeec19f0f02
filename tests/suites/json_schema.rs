//! JSON Schema: the official test suite, and the schemas of SchemaStore.
//!
//! Every schema must load. Of SchemaStore those may fail whose manifest names a reference outside of the archive.

use std::time::{Duration, Instant};

use driftline_schemas::document::{Document, Kind, NodeRef, ReadOptions};
use driftline_schemas::error::ErrorKind;
use driftline_schemas::files::Disk;
use driftline_schemas::json_schema::{Options, load};

use crate::archive::{files_below, say, unpacked};
use crate::json_schema_verdicts::{DRAFTS, remotes};

#[test]
fn every_schema_of_the_official_suite_loads() {
    let Some(suite) = unpacked("json-schema") else { return };
    let remotes = remotes(&suite);
    let mut wrong = Vec::new();
    for (folder, draft) in DRAFTS {
        let options = Options {
            draft: Some(draft),
            registered: vec![("http://localhost:1234/".to_owned(), "remotes/".to_owned())],
            ..Options::default()
        };
        let (mut loaded, mut foreign) = (0, 0);
        for path in files_below(&suite.join("tests").join(folder)) {
            let file = path.strip_prefix(&suite).unwrap().to_string_lossy().replace('\\', "/");
            let bytes = std::fs::read(&path).unwrap();
            let document = Document::read(&bytes, &ReadOptions::default()).unwrap();
            for case in document.root().children() {
                let mut files = remotes.clone();
                files.insert("schema.json".to_owned(), json(&document, case.member("schema").unwrap()).into());
                let description = case.member("description").map_or("", NodeRef::value);
                match load("schema.json", &options, &files) {
                    Ok(model) => {
                        loaded += 1;
                        foreign += usize::from(model.foreign().next().is_some());
                    }
                    Err(error) => wrong.push(format!("{file}: {description}: {error}")),
                }
            }
        }
        say(&format!("json-schema {folder}: {loaded} schemas loaded, {foreign} with parts for a judge"));
    }
    assert!(wrong.is_empty(), "{} schemas:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn schemas_of_schemastore_load_unless_they_refer_elsewhere() {
    let Some(suite) = unpacked("schemastore") else { return };
    let text = std::fs::read_to_string(suite.join("schemas.jsonl")).unwrap();
    let (mut loaded, mut elsewhere, mut foreign, mut wrong) = (0, 0, 0, Vec::new());
    let mut slowest = (Duration::ZERO, String::new());
    for line in text.lines() {
        let row = Document::read_str(line, &ReadOptions::default()).unwrap();
        let name = row.root().member("schema").unwrap().value();
        let refers = row.root().member("external_refs").unwrap().children().next().is_some();
        let path = suite.join("files").join(name).to_string_lossy().into_owned();
        let start = Instant::now();
        match load(&path, &Options::default(), &Disk) {
            Ok(model) => {
                loaded += 1;
                foreign += usize::from(model.foreign().next().is_some());
            }
            Err(error) if refers && error.kind() == ErrorKind::Reference => elsewhere += 1,
            Err(error) => wrong.push(error.to_string()),
        }
        slowest = slowest.max((start.elapsed(), name.to_owned()));
    }
    say(&format!(
        "schemastore: {loaded} schemas loaded, {foreign} with parts for a judge, {elsewhere} refer outside of the archive; \
         slowest {:?} {}",
        slowest.0, slowest.1
    ));
    assert!(wrong.is_empty(), "{} schemas:\n{}", wrong.len(), wrong.join("\n"));
    assert!(loaded >= 400, "only {loaded} schemas loaded");
    assert!(slowest.0 < Duration::from_secs(1), "{slowest:?}");
}

fn json<'d>(document: &'d Document<'_>, node: NodeRef<'_>) -> &'d str {
    assert!(matches!(node.kind(), Kind::Object | Kind::Boolean));
    node.span().of(document.text())
}
