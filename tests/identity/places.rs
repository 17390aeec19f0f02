//! Where a finding says that it is: in the payload, and in the schema.

use crate::contract;

#[test]
fn a_finding_names_the_place_of_the_constraint() {
    let contract = contract(
        r#"<xs:element name="r">
  <xs:complexType><xs:sequence><xs:element name="v" type="xs:int" maxOccurs="9"/></xs:sequence></xs:complexType>
    <xs:unique name="u"><xs:selector xpath="v"/><xs:field xpath="."/></xs:unique>
</xs:element>"#,
    );
    let check = contract.check(b"<r>\n  <v>1</v>\n  <v>2</v>\n  <v>1</v>\n</r>");
    let [finding] = check.findings() else { panic!("{:?}", check.findings()) };
    let told = format!("{finding:#}");
    assert!(
        told.starts_with("4:3 /r/v[3]: rule-violated: got `v`, want a value of unique `u` that line 2 does not have"),
        "{told}"
    );
    assert!(told.contains("(schema: s.xsd:4:5)"), "{told}");
    assert_eq!(finding.field, "/r/v");
}

#[test]
fn a_root_of_another_namespace_is_one_finding() {
    let schema = r#"<xs:element name="r">
        <xs:complexType><xs:sequence><xs:element name="v" type="xs:int" maxOccurs="9"/></xs:sequence></xs:complexType>
        <xs:key name="k"><xs:selector xpath="v"/><xs:field xpath="."/></xs:key>
        <xs:keyref name="l" refer="k"><xs:selector xpath="v"/><xs:field xpath="."/></xs:keyref>
    </xs:element>"#;
    let check = contract(schema).check(br#"<r xmlns="urn:x"><v>1</v><v>2</v></r>"#);
    assert_eq!(check.findings().len(), 1, "{:?}", check.findings());
    // What repeats is found all the same.
    let check = contract(schema).check(br#"<r xmlns="urn:x"><v>1</v><v>1</v></r>"#);
    assert_eq!(check.findings().len(), 2, "{:?}", check.findings());
}
