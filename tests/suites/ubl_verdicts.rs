//! UBL 2.0: documents of electronic commerce, of which two use what came with a later version.

use std::collections::BTreeMap;

use driftline::{Check, Contract, Kind, Verdict};
use driftline_schemas::document::{Document, ReadOptions};

use crate::archive::{files_below, say, unpacked};

/// What came later: the document, the fields that 2.0 does not have, and those that it still requires.
const LATER: [(&str, &[&str], &[&str]); 2] = [
    ("UBL-RequestForQuotation-2.1-Example.xml", &["/RequestForQuotation/cbc:SubmissionDueDate"], &[]),
    (
        "UBL-TransportationStatus-2.1-Example.xml",
        &[
            "/TransportationStatus/cbc:TransportationStatusTypeCode",
            "/TransportationStatus/cbc:TransportExecutionStatusCode",
            "/TransportationStatus/cac:Consignment/cac:TransportHandlingUnit",
            "/TransportationStatus/cac:TransportExecutionPlanDocumentReference",
        ],
        &["/TransportationStatus/TransportEvent"],
    ),
];

#[test]
fn documents_of_ubl_have_no_finding_but_what_came_later() {
    let Some(suite) = unpacked("ubl") else { return };
    let mut contracts: BTreeMap<String, Contract> = BTreeMap::new();
    let (mut valid, mut later, mut without, mut wrong) = (0, 0, 0, Vec::new());
    for path in files_below(&suite.join("documents")) {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(document) = Document::read(&bytes, &ReadOptions::default()) else { continue };
        let schema = suite.join(format!("schemas/ubl20/maindoc/UBL-{}-2.0.xsd", document.root().local_name()));
        if !schema.is_file() {
            without += 1;
            continue;
        }
        let contract = contracts
            .entry(document.root().local_name().to_owned())
            .or_insert_with(|| Contract::load(&schema.to_string_lossy()).unwrap());
        let check = contract.check(&bytes);
        let name = path.file_name().unwrap().to_string_lossy();
        match LATER.iter().find(|(later, ..)| *later == name) {
            None if check.verdict() == Verdict::Valid && check.findings().is_empty() => valid += 1,
            None => wrong.extend(check.findings().iter().map(|finding| format!("{name}: {finding}"))),
            Some((_, new, gone)) => {
                later += 1;
                if fields(&check, Kind::UndocumentedField) != *new
                    || fields(&check, Kind::MissingField) != *gone
                    || check.findings().len() != new.len() + gone.len()
                {
                    wrong.extend(check.findings().iter().map(|finding| format!("{name}: {finding} {}", finding.field)));
                }
            }
        }
    }
    say(&format!("ubl: {valid} documents without a finding, {later} of a later version, {without} without a schema"));
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!((valid, later, without), (58, 2, 22));
}

/// The fields that have a finding of this kind.
fn fields(check: &Check, kind: Kind) -> Vec<&str> {
    let those = check.findings().iter().filter(|finding| finding.kind == kind);
    those.map(|finding| finding.field.as_str()).collect()
}
