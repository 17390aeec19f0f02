//! Which values are equal: by their actual types, in their value spaces (XSD 1.0 part 2).

use crate::{assert_findings, contract};

/// A schema whose elements `v` hold values of a type, no two the same; `w` are of any type that they name.
fn values(type_: &str) -> String {
    format!(
        r#"<xs:element name="r">
            <xs:complexType><xs:choice maxOccurs="unbounded"><xs:element name="v" type="{type_}"/><xs:element name="w" type="xs:anySimpleType"/></xs:choice></xs:complexType>
            <xs:unique name="u"><xs:selector xpath="*"/><xs:field xpath="."/></xs:unique>
        </xs:element>
        <xs:simpleType name="either"><xs:union memberTypes="xs:integer xs:boolean xs:string"/></xs:simpleType>
        <xs:simpleType name="both"><xs:list itemType="xs:decimal"/></xs:simpleType>
        <xs:complexType name="more"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="unit"/></xs:extension></xs:simpleContent></xs:complexType>
        <xs:simpleType name="few"><xs:restriction base="xs:decimal"><xs:maxInclusive value="9"/></xs:restriction></xs:simpleType>
        <xs:element name="used"><xs:complexType><xs:sequence>
            <xs:element name="a" type="xs:integer"/><xs:element name="b" type="xs:string"/><xs:element name="c" type="xs:float"/>
            <xs:element name="d" type="xs:double"/><xs:element name="e" type="xs:boolean"/><xs:element name="f" type="xs:decimal"/>
        </xs:sequence></xs:complexType></xs:element>"#
    )
}

#[test]
fn values_of_one_type_are_compared_in_its_value_space() {
    for (type_, one, other, equal) in [
        ("xs:decimal", "1.0", "1", true),
        ("xs:decimal", "+1", "01.00", true),
        ("xs:decimal", "0.1", "0.10000000000000000000000000000001", false),
        ("xs:integer", "123456789012345678901234567890", "0123456789012345678901234567890", true),
        ("xs:string", "a", "a", true),
        ("xs:string", "a", " a", false),
        ("xs:token", "a  b", " a b ", true),
        ("xs:string", "1.0", "1", false),
        ("xs:boolean", "1", "true", true),
        ("xs:float", "1e2", "100.0", true),
        ("xs:float", "16777217", "16777216", true),
        ("xs:double", "16777217", "16777216", false),
        ("xs:double", "NaN", "NaN", true),
        ("xs:double", "-0", "0", true),
        ("xs:dateTime", "2020-01-01T12:00:00Z", "2020-01-01T13:00:00+01:00", true),
        ("xs:dateTime", "2020-01-01T12:00:00Z", "2020-01-01T12:00:00", false),
        ("xs:date", "2020-01-01", "2020-01-02", false),
        ("xs:time", "24:00:00", "00:00:00", true),
        ("xs:duration", "P1Y", "P12M", true),
        ("xs:duration", "P1M", "P30D", false),
        ("xs:hexBinary", "ab", "AB", true),
        ("xs:base64Binary", "AA ==", "AA==", true),
        ("xs:anyURI", "urn:a", "urn:A", false),
        ("both", "1 2", "1.0  2.0", true),
        ("both", "1 2", "12", false),
        ("both", "1", "1 1", false),
        ("either", "1", "01", true),
        ("either", "1", "true", false),
        ("either", "true", "true", true),
        ("either", "x", "x", true),
        ("more", "1.0", "1", true),
        ("few", "1.0", "1", true),
    ] {
        let mark = if equal { "¦" } else { "" };
        let marked = format!("<r><v>{one}</v>{mark}<v>{other}</v></r>");
        let words: &[&str] = if equal { &["unique `u`"] } else { &[] };
        assert_findings(&contract(&values(type_)), &[(&marked, words)]);
    }
}

#[test]
fn values_of_other_primitive_types_are_never_equal() {
    let xsi = r#"xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;
    for (one, other, equal) in [
        ("decimal", "string", false),
        ("decimal", "float", false),
        ("float", "double", false),
        ("boolean", "decimal", false),
        ("boolean", "string", false),
        ("integer", "decimal", true),
        ("string", "string", true),
    ] {
        let mark = if equal { "¦" } else { "" };
        let marked = format!(r#"<r {xsi}><w xsi:type="xs:{one}">1</w>{mark}<w xsi:type="xs:{other}">1</w></r>"#);
        let words: &[&str] = if equal { &["unique `u`"] } else { &[] };
        let check = contract(&values("xs:string")).check(marked.replace('¦', "").as_bytes());
        assert_eq!(check.findings().len(), words.len(), "{marked}: {:?}", check.findings());
    }
}

#[test]
fn names_are_compared_by_their_namespaces() {
    let contract = contract(&values("xs:QName"));
    assert_findings(
        &contract,
        &[
            (r#"<r xmlns:a="urn:1" xmlns:b="urn:2"><v>a:x</v><v>b:x</v><v>x</v></r>"#, &[]),
            (r#"<r xmlns:a="urn:1" xmlns:b="urn:1"><v>a:x</v>¦<v>b:x</v></r>"#, &["unique `u`"]),
            (r#"<r xmlns:a="urn:1"><v>a:x</v><v xmlns:a="urn:2">a:x</v></r>"#, &[]),
        ],
    );
}

#[test]
fn defaults_and_fixed_values_are_values() {
    let contract = contract(
        r#"<xs:element name="r">
            <xs:complexType><xs:sequence><xs:element name="v" maxOccurs="unbounded"><xs:complexType><xs:sequence><xs:element name="n" type="xs:int" default="7"/></xs:sequence>
                <xs:attribute name="a" type="xs:int" default="1"/><xs:attribute name="f" type="xs:int" fixed="2"/></xs:complexType></xs:element></xs:sequence></xs:complexType>
            <xs:key name="k"><xs:selector xpath="v"/><xs:field xpath="@a"/><xs:field xpath="@f"/><xs:field xpath="n"/></xs:key>
        </xs:element>"#,
    );
    assert_findings(
        &contract,
        &[
            ("<r><v><n/></v><v><n>8</n></v></r>", &[]),
            ("<r><v><n/></v>¦<v><n>7</n></v></r>", &["key `k`"]),
            (r#"<r><v><n/></v>¦<v a="01" f="2"><n> 7 </n></v></r>"#, &["key `k`"]),
            (r#"<r><v><n/></v><v a="2"><n/></v></r>"#, &[]),
        ],
    );
}

#[test]
fn an_attribute_that_nothing_is_said_of_is_no_value() {
    let schema = r#"<xs:element name="r"><xs:complexType><xs:anyAttribute processContents="skip"/></xs:complexType>
            <xs:unique name="u"><xs:selector xpath="."/><xs:field xpath="@a"/></xs:unique>
        </xs:element>
        <xs:attribute name="a" type="xs:int"/>"#;
    let words = "/r/@a: rule-violated: got `a`, want a value without parts for the field `@a` of unique `u`";
    assert_findings(&contract(schema), &[("<r/>", &[]), (r#"<r a="¦1"/>"#, &[words])]);
    // Where declarations are looked for, there is one, or there is none.
    let lax = schema.replace("skip", "lax");
    assert_findings(&contract(&lax), &[(r#"<r a="1"/>"#, &[])]);
    let other = lax.replace("name=\"a\"", "name=\"b\"");
    assert_findings(&contract(&other), &[(r#"<r a="¦1"/>"#, &[words])]);
}

#[test]
fn namespaces_of_paths_are_those_of_the_schema() {
    let contract = contract(
        r#"<xs:element name="r"><xs:complexType><xs:sequence>
                <xs:any namespace="urn:p" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
                <xs:element name="v" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:attribute name="a"/></xs:complexType></xs:element>
            </xs:sequence></xs:complexType>
            <xs:key name="k" xmlns:q="urn:p"><xs:selector xpath="q:v"/><xs:field xpath="@none"/></xs:key>
            <xs:key name="l" xmlns:q="urn:p"><xs:selector xpath="v"/><xs:field xpath="@a"/></xs:key>
        </xs:element>"#,
    );
    assert_findings(
        &contract,
        &[
            (r#"<r>¦<p:v xmlns:p="urn:p"/><p:w xmlns:p="urn:p"/><v a="1"/></r>"#, &["key `k`"]),
            (r#"<r><v a="1"/>¦<v/></r>"#, &["key `l`"]),
        ],
    );
}
