//! JSON Schema: every verdict of the official test suite, required and optional.
//!
//! The instance goes to the contract as it is written in the suite, so that numbers keep their digits. In required tests
//! formats annotate; optional ones assert them. The draft is that of the folder.

use std::collections::BTreeMap;
use std::path::Path;

use driftline::{Contract, ContractOptions, Verdict};
use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::json_schema::{Options, load};
use driftline_schemas::model::Draft;

use crate::archive::{files_below, say, unpacked};
use crate::xfail::Xfail;

/// The folders of the suite.
pub(crate) const DRAFTS: [(&str, Draft); 5] = [
    ("draft4", Draft::Draft4),
    ("draft6", Draft::Draft6),
    ("draft7", Draft::Draft7),
    ("draft2019-09", Draft::Draft201909),
    ("draft2020-12", Draft::Draft202012),
];

/// How the tests of a draft went.
#[derive(Default)]
struct Total {
    right: usize,
    wrong: usize,
    undecided: usize,
    /// Of all of them, those of contracts in which nothing is foreign to the model.
    without_judge: usize,
}

#[test]
fn verdicts_are_those_of_the_official_suite() {
    let Some(suite) = unpacked("json-schema") else { return };
    let remotes = remotes(&suite);
    let mut xfail = Xfail::read("json_schema");
    let (mut required, mut right) = (0, 0);
    for (folder, draft) in DRAFTS {
        let mut totals = [Total::default(), Total::default()];
        for path in files_below(&suite.join("tests").join(folder)) {
            let file = path.strip_prefix(suite.join("tests")).unwrap().to_string_lossy().replace('\\', "/");
            let optional = file.contains("/optional/");
            let total = &mut totals[usize::from(optional)];
            judge_file(&path, &file, (draft, !optional), &remotes, total, &mut xfail);
        }
        for (what, total) in ["required", "optional"].iter().zip(&totals) {
            let Total { right, wrong, undecided, without_judge } = total;
            say(&format!(
                "json-schema {folder}, {what}: {right} right, {wrong} wrong, {undecided} undecided; {without_judge} without \
                 the judge"
            ));
        }
        required += totals[0].right + totals[0].wrong + totals[0].undecided;
        right += totals[0].right;
    }
    say(&format!("json-schema: {right} of {required} required tests right"));
    xfail.finish();
    assert_eq!((right, required), (4_942, 4_942));
}

fn judge_file(
    path: &Path,
    file: &str,
    (draft, formats_annotate): (Draft, bool),
    remotes: &BTreeMap<String, Vec<u8>>,
    total: &mut Total,
    xfail: &mut Xfail,
) {
    let bytes = std::fs::read(path).unwrap();
    let document = Document::read(&bytes, &ReadOptions::default()).unwrap();
    let raw = |node: NodeRef<'_>| node.span().of(document.text()).as_bytes().to_vec();
    let registered = vec![("http://localhost:1234/".to_owned(), "remotes/".to_owned())];
    let options = Options { draft: Some(draft), formats_annotate, registered };
    let mut files = remotes.clone();
    for (number, group) in document.root().children().enumerate() {
        files.insert("schema.json".to_owned(), raw(group.member("schema").unwrap()));
        let model = load("schema.json", &options, &files).unwrap_or_else(|error| panic!("{file}#{number}: {error}"));
        let contract = Contract::new("schema.json".to_owned(), model, ContractOptions::default()).unwrap();
        let alone = contract.foreign().next().is_none();
        for (test_number, test) in group.member("tests").unwrap().children().enumerate() {
            total.without_judge += usize::from(alone);
            let valid = test.member("valid").unwrap().value() == "true";
            let got = contract.check(&raw(test.member("data").unwrap())).verdict();
            match got {
                Verdict::Undecided => total.undecided += 1,
                Verdict::Valid | Verdict::Invalid if (got == Verdict::Valid) == valid => total.right += 1,
                Verdict::Valid | Verdict::Invalid => {
                    total.wrong += 1;
                    let text = |node: NodeRef<'_>| node.member("description").map_or("", NodeRef::value).to_owned();
                    let how = format!("{got:?}: {}: {}", text(group), text(test));
                    xfail.wrong(&format!("{file}#{number}/{test_number}"), &how);
                }
            }
        }
    }
}

/// The files that the suite serves, by name.
pub(crate) fn remotes(suite: &Path) -> BTreeMap<String, Vec<u8>> {
    let named = |path: std::path::PathBuf| {
        let name = path.strip_prefix(suite).unwrap().to_string_lossy().replace('\\', "/");
        (name, std::fs::read(&path).unwrap())
    };
    files_below(&suite.join("remotes")).into_iter().map(named).collect()
}
