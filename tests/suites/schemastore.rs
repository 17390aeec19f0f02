//! SchemaStore: what people keep beside their schemas as valid and invalid documents.

use std::collections::BTreeMap;

use driftline::{Contract, ContractOptions, Verdict};
use driftline_schemas::document::{Document, NodeRef, ReadOptions};

use crate::archive::{say, unpacked};
use crate::xfail::Xfail;

/// Of a thousand cases, how many at least agree with their label.
const AGREEING: usize = 995;

#[test]
fn verdicts_are_those_of_the_labels() {
    let Some(suite) = unpacked("schemastore") else { return };
    let text = std::fs::read_to_string(suite.join("manifest.jsonl")).unwrap();
    let mut xfail = Xfail::read("schemastore");
    let mut contracts: BTreeMap<String, Contract> = BTreeMap::new();
    let (mut count, mut right, mut undecided, mut alone) = (0, 0, 0, 0);
    for line in text.lines() {
        let document = Document::read_str(line, &ReadOptions::default()).unwrap();
        let member = |name: &str| document.root().member(name).map_or("", NodeRef::value);
        if member("external") == "true" {
            continue;
        }
        count += 1;
        let path = suite.join("files").join(member("schema")).to_string_lossy().into_owned();
        let contract = contracts.entry(path).or_insert_with_key(|path| {
            let read = ReadOptions::default();
            let options = ContractOptions { read, ..ContractOptions::default() };
            Contract::load_from(path, options, &driftline_schemas::files::Disk).unwrap()
        });
        alone += usize::from(contract.foreign().next().is_none());
        let body = std::fs::read(suite.join("files").join(member("instance"))).unwrap();
        let check = contract.check(&body);
        let valid = member("expect") == "valid";
        match check.verdict() {
            Verdict::Undecided => {
                undecided += 1;
                xfail.wrong(member("id"), "undecided");
            }
            verdict if (verdict == Verdict::Valid) == valid => right += 1,
            verdict => {
                let first = check.findings().first().map(ToString::to_string).unwrap_or_default();
                xfail.wrong(member("id"), &format!("{verdict:?}: {first}"));
            }
        }
    }
    let wrong = count - right - undecided;
    say(&format!("schemastore: {right} right, {wrong} wrong, {undecided} undecided; {alone} without the judge"));
    xfail.finish();
    assert!(right * 1000 >= count * AGREEING, "{right} of {count}");
}
