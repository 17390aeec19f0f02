//! Many keys, deep documents: time and memory grow with the document.

use std::time::{Duration, Instant};

use driftline::{Check, Contract, Verdict};

use crate::contract;

/// How long a check may take, on a busy machine and without optimization.
const PATIENCE: Duration = Duration::from_secs(20);

const TABLE: &str = r#"<xs:element name="t">
    <xs:complexType><xs:choice maxOccurs="unbounded">
        <xs:element name="row"><xs:complexType><xs:attribute name="k" type="xs:int"/></xs:complexType></xs:element>
        <xs:element name="ref" type="xs:int"/>
    </xs:choice></xs:complexType>
    <xs:key name="k"><xs:selector xpath=".//row"/><xs:field xpath="@k"/></xs:key>
    <xs:keyref name="r" refer="k"><xs:selector xpath="ref"/><xs:field xpath="."/></xs:keyref>
</xs:element>"#;

#[test]
fn a_hundred_thousand_keys_and_references_are_looked_up() {
    let rows: String = (0..100_000).map(|k| format!(r#"<row k="{k}"/>"#)).collect();
    let refs: String = (0..100_000).rev().map(|k| format!("<ref>{k}</ref>")).collect();
    let contract = contract(TABLE);
    let start = Instant::now();
    let check = contract.check(format!("<t>{rows}{refs}</t>").as_bytes());
    assert_eq!(check.verdict(), Verdict::Valid, "{:?}", check.findings().first());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn a_fault_at_each_of_many_elements_costs_no_more() {
    let rows = r#"<row k="1"/>"#.repeat(20_000);
    let refs = "<ref>2</ref>".repeat(20_000);
    let contract = contract(TABLE);
    let start = Instant::now();
    let check = contract.check(format!("<t>{rows}{refs}</t>").as_bytes());
    assert_eq!(check.findings().len(), 39_999);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

/// The stack that a check has: two megabytes, twice as much where nothing is optimized.
const STACK: usize = if cfg!(debug_assertions) { 4 } else { 2 } * 1024 * 1024;

fn check(contract: Contract, payload: String) -> Check {
    let thread = std::thread::Builder::new().stack_size(STACK);
    thread.spawn(move || contract.check(payload.as_bytes())).unwrap().join().unwrap()
}

/// Elements inside one another, each with a constraint for all that is in it.
const DEEP: &str = r#"<xs:element name="n">
    <xs:complexType><xs:sequence><xs:element ref="n" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="k" type="xs:int"/></xs:complexType>
    <xs:key name="k"><xs:selector xpath=".//n"/><xs:field xpath="@k"/></xs:key>
    <xs:keyref name="r" refer="k"><xs:selector xpath="n"/><xs:field xpath="@k"/></xs:keyref>
</xs:element>"#;

#[test]
fn a_document_as_deep_as_may_be_is_decided() {
    let open: String = (0..511).map(|k| format!(r#"<n k="{k}">"#)).collect();
    let deep = format!("{open}{}", "</n>".repeat(511));
    let again = deep.replace(r#"<n k="510">"#, r#"<n k="3">"#);
    let start = Instant::now();
    let valid = check(contract(DEEP), deep);
    assert_eq!(valid.verdict(), Verdict::Valid, "{:?}", valid.findings().first());
    assert_eq!(check(contract(DEEP), again).verdict(), Verdict::Invalid);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn many_elements_deep_inside_constraints_end_at_a_limit() {
    let open: String = (0..400).map(|k| format!(r#"<n k="{k}">"#)).collect();
    let leaves: String = (1_000..41_000).map(|k| format!(r#"<n k="{k}"/>"#)).collect();
    let payload = format!("{open}{leaves}{}", "</n>".repeat(400));
    let start = Instant::now();
    let check = check(contract(DEEP), payload);
    assert_eq!(check.verdict(), Verdict::Undecided, "{:?}", check.findings().first());
    assert!(check.findings()[0].to_string().contains("limit-exceeded"), "{:?}", check.findings().first());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}
