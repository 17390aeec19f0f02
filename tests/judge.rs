//! What the judge of XML Schemas objects to, and where; what it says of documents that the walk leaves to it.

use std::collections::BTreeMap;

use driftline::{Check, Contract, ContractOptions, Verdict};
use driftline_schemas::error::ErrorKind;
use driftline_schemas::{Error, xsd};

const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">"#;

fn schema(body: &str) -> String {
    format!("{SCHEMA}{body}</xs:schema>")
}

/// A contract over the first of these files, which may refer to the others.
fn contract(files: &[(&str, &str)], judge: bool) -> Result<Contract, Error> {
    let all: BTreeMap<_, _> = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let model = xsd::load(&[files[0].0], &all)?;
    Contract::new("test".to_owned(), model, ContractOptions { judge, ..ContractOptions::default() })
}

/// The findings of a document under a schema that only says `body`, by the judge.
fn check(body: &str, document: &str) -> Check {
    let contract = contract(&[("a.xsd", &schema(body))], true).unwrap_or_else(|error| panic!("{error:#}"));
    contract.check(document.as_bytes())
}

fn places(check: &Check) -> Vec<String> {
    check.findings().iter().map(|finding| format!("{} {} {}", finding.position, finding.path, finding.kind)).collect()
}

#[test]
fn what_the_language_forbids_is_an_error_at_its_component() {
    // `¦` stands before the place, and is taken out.
    let cases = [
        (
            "ambiguous content",
            r#"<xs:complexType name="t"><xs:sequence>
               ¦<xs:element name="a" minOccurs="0"/><xs:element name="a"/></xs:sequence></xs:complexType>"#,
            "cos-nonambig",
        ),
        (
            "a restriction that does not restrict",
            r#"<xs:complexType name="b"><xs:sequence><xs:element name="x" maxOccurs="2"/></xs:sequence></xs:complexType>
               ¦<xs:complexType name="r"><xs:complexContent><xs:restriction base="b"><xs:sequence>
               <xs:element name="x" maxOccurs="3"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>"#,
            "derivation-ok-restriction",
        ),
        (
            "a default that its type does not have",
            "<xs:element name=\"e\" type=\"xs:string\"/>\n¦<xs:element name=\"é\" type=\"xs:int\" default=\"x\"/>",
            "",
        ),
        (
            "a pattern that is none",
            "\n¦<xs:simpleType name=\"s\"><xs:restriction base=\"xs:string\"><xs:pattern value=\"[a\"/></xs:restriction></xs:simpleType>",
            "pattern",
        ),
    ];
    for (what, body, rule) in cases {
        let text = schema(body);
        let before = &text[..text.find('¦').unwrap()];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        let text = text.replace('¦', "");
        assert!(contract(&[("a.xsd", &text)], false).is_ok(), "{what}: is for the judge");
        let error = contract(&[("a.xsd", &text)], true).unwrap_err();
        assert_eq!((error.kind(), error.source_name()), (ErrorKind::Schema, Some("a.xsd")), "{what}: {error:#}");
        assert!(error.message().contains(rule), "{what}: {error:#}");
        assert_eq!(error.position().unwrap().to_string(), format!("{line}:{column}"), "{what}: {error:#}");
    }
}

#[test]
fn an_objection_is_at_its_place_in_its_file_whatever_entities_stand_before_it() {
    let main = schema(r#"<xs:include schemaLocation="parts/b.xsd"/><xs:element name="e" type="t"/>"#);
    let part = format!(
        "<!DOCTYPE xs:schema [\n<!ENTITY many '<xs:element name=\"a\" minOccurs=\"0\"/>'>\n]>\n{SCHEMA}\n\
         <xs:complexType name=\"t\"><xs:sequence>&many;<xs:element name=\"a\"/></xs:sequence></xs:complexType></xs:schema>"
    );
    let error = contract(&[("a.xsd", &main), ("parts/b.xsd", &part)], true).unwrap_err();
    assert_eq!(error.source_name(), Some("parts/b.xsd"), "{error:#}");
    assert_eq!(error.position().unwrap().line, 5, "{error:#}");
}

#[test]
fn the_judge_opens_nothing_that_was_not_read() {
    // This file is on the disk where tests run, and is no schema.
    assert!(std::path::Path::new("Cargo.toml").is_file());
    let text = schema(
        r#"<xs:include schemaLocation="Cargo.toml"/><xs:import namespace="urn:o" schemaLocation="Cargo.toml"/>
        <xs:element name="e"/>"#,
    );
    assert_eq!(contract(&[("a.xsd", &text)], true).unwrap().check(b"<e/>").verdict(), Verdict::Valid);
}

#[test]
fn assertions_are_decided_and_reported_once() {
    let body = r#"<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="range" maxOccurs="9">
        <xs:complexType><xs:attribute name="min" type="xs:int"/><xs:attribute name="max" type="xs:int"/>
        <xs:assert test="@min le @max"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>"#;
    let good = check(body, r#"<r><range min="1" max="2"/></r>"#);
    assert_eq!((good.verdict(), places(&good)), (Verdict::Valid, Vec::new()));
    let bad = check(body, "<r><range min='1' max='2'/>\n  <range min='3' max='2'/></r>");
    assert_eq!((bad.verdict(), places(&bad)), (Verdict::Invalid, vec!["2:3 /r/range[2] rule-violated".to_owned()]));
    let finding = &bad.findings()[0];
    assert!(finding.to_string().contains("cvc-assertion"), "{finding}");
    assert_eq!(finding.schema.as_ref().unwrap().position.line, 3);

    // What the walk sees is not said twice, and what both see is one verdict.
    let both = check(body, "<r><range min='3' max='2' mox='1'/></r>");
    let want = ["1:4 /r/range rule-violated", "1:27 /r/range/@mox undocumented-field"];
    assert_eq!((both.verdict(), places(&both)), (Verdict::Invalid, want.map(str::to_owned).to_vec()));
    let without = contract(&[("a.xsd", &schema(body))], false).unwrap();
    assert_eq!(without.check(b"<r><range min='1' max='2'/></r>").verdict(), Verdict::Undecided);
}

#[test]
fn a_category_beyond_the_basic_plane_is_left_to_the_judge() {
    let body = r#"<xs:element name="name"><xs:simpleType><xs:restriction base="xs:string">
        <xs:pattern value="\p{L}+"/></xs:restriction></xs:simpleType></xs:element>"#;
    assert_eq!(places(&check(body, "<name>𠮷</name>")), ["1:7 /name pattern-mismatch"]);
    assert_eq!(check(body, "<name>吉</name>").verdict(), Verdict::Valid);
    let alone = contract(&[("a.xsd", &schema(body))], false).unwrap();
    assert_eq!(alone.foreign().map(|foreign| &*foreign.construct).collect::<Vec<_>>(), ["pattern"]);
    assert_eq!(alone.check("<name>𠮷</name>".as_bytes()).verdict(), Verdict::Undecided);
    assert_eq!(alone.check("<name>吉</name>".as_bytes()).verdict(), Verdict::Valid);
    assert_eq!(alone.check("<name>𠮷1</name>".as_bytes()).verdict(), Verdict::Invalid);
}

#[test]
fn a_type_that_depends_on_an_attribute_is_the_judges_to_know() {
    let body = r#"<xs:complexType name="t"><xs:attribute name="k"/></xs:complexType>
        <xs:complexType name="number"><xs:complexContent><xs:extension base="t">
          <xs:attribute name="n" type="xs:int" use="required"/></xs:extension></xs:complexContent></xs:complexType>
        <xs:element name="e" type="t"><xs:alternative test="@k = 'number'" type="number"/></xs:element>"#;
    let good = check(body, r#"<e k="number" n="1"/>"#);
    assert_eq!(good.verdict(), Verdict::Valid, "{:?}", places(&good));
    let bad = check(body, r#"<e k="number" n="one"/>"#);
    assert_eq!((bad.verdict(), bad.findings().len()), (Verdict::Invalid, 1), "{:?}", places(&bad));
}

#[test]
fn a_facet_of_the_newer_version_has_its_kind_and_its_value_as_place() {
    let body = r#"<xs:element name="at"><xs:simpleType><xs:restriction base="xs:dateTime">
        <xs:explicitTimezone value="required"/></xs:restriction></xs:simpleType></xs:element>"#;
    assert_eq!(check(body, "<at>2026-11-21T10:00:00Z</at>").verdict(), Verdict::Valid);
    let bad = check(body, "<at>2026-11-21T10:00:00</at>");
    assert_eq!(places(&bad), ["1:5 /at format-changed"]);
}

#[test]
fn many_violations_cost_no_more_each() {
    const MANY: usize = 5_000;
    let body = r#"<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="a" maxOccurs="unbounded">
        <xs:complexType><xs:attribute name="n" type="xs:int"/><xs:assert test="@n gt 1"/></xs:complexType></xs:element>
        </xs:sequence></xs:complexType></xs:element>"#;
    let begin = std::time::Instant::now();
    let check = check(body, &format!("<r>{}</r>", "<a n='1'/>".repeat(MANY)));
    assert_eq!((check.verdict(), check.findings().len()), (Verdict::Invalid, MANY));
    // Each costs the same: together they take two seconds without optimisation, on a busy machine more.
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
}
