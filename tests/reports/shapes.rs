//! Every form is what its readers take: SARIF by its schema, JUnit and GitLab by ours of what they document, JSON by the
//! schema that we publish.

use std::collections::BTreeSet;

use driftline::World;
use driftline::report::Format;
use driftline_schemas::Document;
use driftline_schemas::document::{NodeRef, ReadOptions};
use driftline_tests::published;

use crate::archive::unpacked;
use crate::run::every_form;

/// Corpora of every kind: with drift and without, unclaimed, broken, a single payload.
const CORPORA: [&[&str]; 6] = [
    &["tests/captures"],
    &["tests/captures/mixed"],
    &["tests/captures/neto/order-notification/declined.xml"],
    &["tests/captures/mixed/empty.json"],
    &["tests/captures/mixed/login-page.xml"],
    &["schemas/vendors", "--schema-use"],
];

#[test]
fn sarif_is_valid_by_its_schema() {
    let Some(suite) = unpacked("schemastore") else { return };
    let schema = suite.join("files/data/store/src/schemas/json/sarif-2.1.0-rtm.6.json");
    let contract = published::contract(&schema.to_string_lossy(), World::Strict);
    for arguments in CORPORA {
        let (_, texts) = every_form(arguments);
        let text = &texts.iter().find(|(format, _)| *format == Format::Sarif).unwrap().1;
        published::checked(&contract, text, &format!("{arguments:?}"));
    }
}

/// Every run of the command holds its JSON, JUnit and GitLab reports to their schemas; these are the corpora of every kind.
#[test]
fn json_junit_and_gitlab_are_valid_by_their_schemas() {
    for arguments in CORPORA {
        let (ran, _) = every_form(arguments);
        assert!(ran.code != 2, "{arguments:?}: {ran:?}");
    }
    let broken = [(Format::Json, r#"{"report": "1"}"#), (Format::Gitlab, "[{}]"), (Format::Junit, "<tests/>")];
    for (format, text) in broken {
        assert!(std::panic::catch_unwind(|| published::hold(format, text, "broken")).is_err(), "{text}");
    }
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
