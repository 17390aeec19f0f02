//! XML Schema: the W3C XML Schema Test Suite, and the schemas of UBL 2.0.
//!
//! Every valid schema must load. How many of the invalid ones the loader refuses is said: judging schemas is for a judge.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::files::Disk;
use driftline_schemas::xsd::load;

use crate::archive::{say, unpacked};
use crate::xfail::Xfail;

/// How long one schema may take, on a busy machine and without optimization.
const PATIENCE: Duration = Duration::from_secs(2);

#[test]
fn valid_schemas_load() {
    let Some(suite) = unpacked("xsts") else { return };
    let mut xfail = Xfail::read("xsts");
    let text = std::fs::read_to_string(suite.join("manifest.jsonl")).unwrap();
    // By contributor: valid ones loaded, valid ones, invalid ones refused, invalid ones.
    let mut counts: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    let mut slowest = (Duration::ZERO, String::new());
    for line in text.lines() {
        let document = Document::read_str(line, &ReadOptions::default()).unwrap();
        let row = document.root();
        let member = |name: &str| row.member(name).map_or("", NodeRef::value);
        if member("kind") != "schema" {
            continue;
        }
        let id = member("id");
        let schemas = row.member("schemas").unwrap().children();
        let names: Vec<String> =
            schemas.map(|name| suite.join("files").join(name.value()).to_string_lossy().into_owned()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let start = Instant::now();
        let loaded = load(&names, &Disk);
        slowest = slowest.max((start.elapsed(), id.to_owned()));
        let count = counts.entry(member("contributor").to_owned()).or_default();
        if member("expected") == "invalid" {
            count[3] += 1;
            count[2] += usize::from(loaded.is_err());
            continue;
        }
        count[1] += 1;
        count[0] += usize::from(loaded.is_ok());
        if let Err(error) = loaded {
            xfail.wrong(id, &error.to_string());
        }
    }
    for (contributor, [loaded, valid, refused, invalid]) in counts {
        say(&format!(
            "xsts {contributor}: {loaded} of {valid} valid schemas loaded, {refused} of {invalid} invalid ones refused"
        ));
    }
    say(&format!("xsts: {} expected not to load; the slowest took {:?}: {}", xfail.len(), slowest.0, slowest.1));
    xfail.finish();
    assert!(slowest.0 < PATIENCE, "{} took {:?}", slowest.1, slowest.0);
}

#[test]
fn every_document_schema_of_ubl_loads() {
    let Some(suite) = unpacked("ubl") else { return };
    let mut count = 0;
    let mut wrong = Vec::new();
    let folder = suite.join("schemas/ubl20/maindoc");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let start = Instant::now();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "xsd")) {
        count += 1;
        match load(&[&path.to_string_lossy()], &Disk) {
            Ok(model) if model.roots.iter().any(|root| root.element.is_some()) => {}
            Ok(_) => wrong.push(format!("{}: no root", path.display())),
            Err(error) => wrong.push(error.to_string()),
        }
    }
    say(&format!("ubl: {count} schemas in {:?}", start.elapsed()));
    assert!(wrong.is_empty(), "{} schemas:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 0);
}
