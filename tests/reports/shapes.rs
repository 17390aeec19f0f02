//! Every form is what its readers take: SARIF by its schema, JUnit and GitLab by ours of what they document, JSON by the
//! schema that we publish.

use std::collections::BTreeSet;

use driftline::report::Format;
use driftline::{Contract, ContractOptions, Verdict, World};
use driftline_schemas::Document;
use driftline_schemas::document::{NodeRef, ReadOptions};
use driftline_schemas::files::Disk;

use crate::archive::unpacked;
use crate::run::{at_root, every_form};

/// Corpora of every kind: with drift and without, unclaimed, broken, a single payload.
const CORPORA: [&[&str]; 6] = [
    &["tests/captures"],
    &["tests/captures/mixed"],
    &["tests/captures/neto/order-notification/declined.xml"],
    &["tests/captures/mixed/empty.json"],
    &["tests/captures/mixed/login-page.xml"],
    &["schemas/vendors", "--schema-use"],
];

/// Holds a form of every corpus to a schema, with our own check.
fn holds(format: Format, schema: &str, world: World) {
    at_root();
    let options = ContractOptions { world, read: ReadOptions::default(), ..ContractOptions::default() };
    let contract = Contract::load_from(schema, options, &Disk).unwrap();
    for arguments in CORPORA {
        let (ran, texts) = every_form(arguments);
        assert!(ran.code != 2, "{arguments:?}: {ran:?}");
        let text = &texts.iter().find(|(own, _)| *own == format).unwrap().1;
        let check = contract.check(text.as_bytes());
        let said: Vec<_> = check.findings().iter().take(5).map(|finding| format!("{finding:#}")).collect();
        assert!(check.verdict() == Verdict::Valid && said.is_empty(), "{arguments:?}: {}\n{text}", said.join("\n"));
    }
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let Some(suite) = unpacked("schemastore") else { return };
    let schema = suite.join("files/data/store/src/schemas/json/sarif-2.1.0-rtm.6.json");
    holds(Format::Sarif, &schema.to_string_lossy(), World::Strict);
}

#[test]
fn junit_is_valid_by_its_schema() {
    holds(Format::Junit, "tests/reports/junit.xsd", World::Strict);
}

#[test]
fn gitlab_is_valid_by_its_schema() {
    holds(Format::Gitlab, "tests/reports/gitlab.json", World::Strict);
}

#[test]
fn json_is_valid_by_the_schema_that_we_publish() {
    // The published schema is open for keys to come; that it speaks of every key of today is what the lens adds.
    holds(Format::Json, "validator/src/report/report.schema.json", World::Declared);
}

fn texts_of(document: &Document<'_>, list: &str, member: &str) -> Vec<String> {
    let items = document.root().pointer(list).into_iter().flat_map(NodeRef::children);
    items.filter_map(|item| item.pointer(member).map(|node| node.value().to_owned())).collect()
}

#[test]
fn fingerprints_are_one_for_each_row_and_the_same_in_every_form() {
    let (_, texts) = every_form(&["tests/captures"]);
    let read = |format: Format| {
        let text = texts.iter().find(|(own, _)| *own == format).unwrap().1.clone();
        Document::read_str(&text.leak()[..], &ReadOptions::default()).unwrap()
    };
    let sarif = texts_of(&read(Format::Sarif), "/runs/0/results", "/partialFingerprints/driftlineRow~1v1");
    let gitlab = texts_of(&read(Format::Gitlab), "", "/fingerprint");
    assert!(sarif.len() > 100);
    assert_eq!(sarif, gitlab);
    assert_eq!(sarif.iter().collect::<BTreeSet<_>>().len(), sarif.len());
}
