//! JSON Schema: every verdict of the official test suite, required and optional.
//!
//! The instance goes to the contract as it is written in the suite, so that numbers keep their digits. In required tests
//! formats annotate; optional ones assert them. The draft is that of the folder. Every test runs twice: with the judge, and
//! without one, as where the feature `jsonschema` is off. What is undecided then must be known from the schema alone.

use std::collections::BTreeMap;
use std::fmt;
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

/// Of a hundred required tests, how many at least the walk answers alone.
const ALONE: usize = 95;

/// How tests went.
#[derive(Debug, Clone, Copy, Default)]
struct Total {
    right: usize,
    wrong: usize,
    undecided: usize,
}

/// How the tests of a draft went: with the judge, and without it.
#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    judged: Total,
    alone: Total,
}

#[test]
fn verdicts_are_those_of_the_official_suite() {
    let Some(suite) = unpacked("json-schema") else { return };
    let remotes = remotes(&suite);
    let mut xfail = Xfail::read("json_schema");
    let mut all = [Totals::default(), Totals::default()];
    for (folder, draft) in DRAFTS {
        let mut totals = [Totals::default(), Totals::default()];
        for path in files_below(&suite.join("tests").join(folder)) {
            let file = path.strip_prefix(suite.join("tests")).unwrap().to_string_lossy().replace('\\', "/");
            let optional = file.contains("/optional/");
            let total = &mut totals[usize::from(optional)];
            judge_file(&path, &file, (draft, !optional), &remotes, total, &mut xfail);
        }
        for ((what, own), sum) in ["required", "optional"].iter().zip(totals).zip(&mut all) {
            say(&format!("json-schema {folder}, {what}: {}; without the judge {}", own.judged, own.alone));
            sum.judged.add(own.judged);
            sum.alone.add(own.alone);
        }
    }
    let [required, optional] = all;
    say(&format!("json-schema, required: {}; without the judge {}", required.judged, required.alone));
    say(&format!("json-schema, optional: {}; without the judge {}", optional.judged, optional.alone));
    xfail.finish();
    assert_eq!((required.judged.right, required.judged.count()), (4_942, 4_942));
    let Total { right, wrong, undecided: _ } = required.alone;
    assert!(wrong == 0 && right * 100 >= required.alone.count() * ALONE, "{}", required.alone);
}

fn judge_file(
    path: &Path,
    file: &str,
    (draft, formats_annotate): (Draft, bool),
    remotes: &BTreeMap<String, Vec<u8>>,
    totals: &mut Totals,
    xfail: &mut Xfail,
) {
    let bytes = std::fs::read(path).unwrap();
    let document = Document::read(&bytes, &ReadOptions::default()).unwrap();
    let raw = |node: NodeRef<'_>| node.span().of(document.text()).as_bytes().to_vec();
    let registered = vec![("http://localhost:1234/".to_owned(), "remotes/".to_owned())];
    let options = Options { draft: Some(draft), formats_annotate, registered, ..Options::default() };
    let mut files = remotes.clone();
    for (number, group) in document.root().children().enumerate() {
        files.insert("schema.json".to_owned(), raw(group.member("schema").unwrap()));
        let model = load("schema.json", &options, &files).unwrap_or_else(|error| panic!("{file}#{number}: {error}"));
        let contract = |judge| {
            let options = ContractOptions { judge, ..ContractOptions::default() };
            Contract::new("schema.json".to_owned(), model.clone(), options).unwrap()
        };
        let (judged, alone) = (contract(true), contract(false));
        for (test_number, test) in group.member("tests").unwrap().children().enumerate() {
            let valid = test.member("valid").unwrap().value() == "true";
            let data = raw(test.member("data").unwrap());
            let got = judged.check(&data).verdict();
            if totals.judged.count_in(got, valid) == Some(false) {
                let text = |node: NodeRef<'_>| node.member("description").map_or("", NodeRef::value).to_owned();
                let how = format!("{got:?}: {}: {}", text(group), text(test));
                xfail.wrong(&format!("{file}#{number}/{test_number}"), &how);
            }
            if totals.alone.count_in(alone.check(&data).verdict(), valid).is_none() {
                assert!(alone.foreign().next().is_some(), "{file}#{number}: undecided, and the schema does not tell");
            }
        }
    }
}

impl Total {
    /// Counts a verdict, and says whether it is right; none where there is none.
    fn count_in(&mut self, got: Verdict, valid: bool) -> Option<bool> {
        let right = match got {
            Verdict::Valid => Some(valid),
            Verdict::Invalid => Some(!valid),
            Verdict::Undecided => None,
        };
        match right {
            Some(true) => self.right += 1,
            Some(false) => self.wrong += 1,
            None => self.undecided += 1,
        }
        right
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.undecided += other.undecided;
    }

    fn count(self) -> usize {
        self.right + self.wrong + self.undecided
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} right, {} wrong, {} undecided", self.right, self.count(), self.wrong, self.undecided)
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
