//! XML Schema: the verdicts of the W3C suite over instances.
//!
//! A case whose schema does not load, or names none, is no answer. What the contract says it cannot decide is counted as
//! undecided; what it decides wrongly is listed.

use std::collections::BTreeMap;
use std::path::Path;

use driftline::{Contract, ContractOptions, Verdict};
use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::files::Disk;
use driftline_schemas::xsd::load;

use crate::archive::{say, unpacked};
use crate::xfail::Xfail;

/// How the cases of a contributor went.
#[derive(Debug, Clone, Copy, Default)]
struct Total {
    right: usize,
    wrong: usize,
    undecided: usize,
    unloaded: usize,
}

#[test]
fn verdicts_are_those_of_the_w3c_suite() {
    let Some(suite) = unpacked("xsts") else { return };
    let files = suite.join("files");
    let text = std::fs::read_to_string(suite.join("manifest.jsonl")).unwrap();
    let mut xfail = Xfail::read("xsts_verdicts");
    let mut totals: BTreeMap<String, Total> = BTreeMap::new();
    // The cases of a schema follow one another.
    let mut last: (Vec<String>, Option<Contract>) = (Vec::new(), None);
    for line in text.lines() {
        let document = Document::read_str(line, &ReadOptions::default()).unwrap();
        let member = |name: &str| document.root().member(name).map_or("", NodeRef::value);
        if member("kind") != "instance" {
            continue;
        }
        let total = totals.entry(member("contributor").to_owned()).or_default();
        let names: Vec<String> = document
            .root()
            .member("schemas")
            .unwrap()
            .children()
            .map(|name| files.join(name.value()).to_string_lossy().into_owned())
            .collect();
        if last.0 != names {
            last = (names.clone(), contract(&names));
        }
        let Some(contract) = &last.1 else {
            total.unloaded += 1;
            continue;
        };
        let (got, how) = verdict(contract, &files.join(member("instance")));
        match got {
            Verdict::Undecided => total.undecided += 1,
            _ if (got == Verdict::Valid) == (member("expected") == "valid") => total.right += 1,
            _ => {
                total.wrong += 1;
                xfail.wrong(member("id"), &how);
            }
        }
    }
    let mut sum = Total::default();
    for (contributor, total) in &totals {
        report(contributor, *total);
        if contributor != "NIST" {
            sum.add(*total);
        }
    }
    report("all but NIST", sum);
    sum.add(totals.get("NIST").copied().unwrap_or_default());
    report("all", sum);
    xfail.finish();
    assert!(sum.right > 3_000, "cases are missing");
}

fn contract(names: &[String]) -> Option<Contract> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let model = load(&names, &Disk).ok()?;
    let read = ReadOptions::default();
    Contract::new("xsts".to_owned(), model, ContractOptions { read, ..ContractOptions::default() }).ok()
}

fn verdict(contract: &Contract, instance: &Path) -> (Verdict, String) {
    let body = std::fs::read(instance).unwrap();
    let check = contract.check(&body);
    let first = check.findings().first().map(ToString::to_string).unwrap_or_default();
    (check.verdict(), format!("{:?}: {first}", check.verdict()))
}

fn report(contributor: &str, total: Total) {
    let Total { right, wrong, undecided, unloaded } = total;
    say(&format!(
        "xsts verdicts, {contributor}: {right} right, {wrong} wrong, {undecided} undecided, {unloaded} without a schema"
    ));
}

impl Total {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.undecided += other.undecided;
        self.unloaded += other.unloaded;
    }
}
