//! The same constraints over JSON under an XSD, by its mapping.

use driftline::schemas::mapping::{JsonMapping, Mapping, RootForm, Wobble};

use crate::{assert_findings, contract_with};

const SHOP: &str = r#"<xs:element name="shop">
    <xs:complexType><xs:sequence>
        <xs:element name="product" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
            <xs:sequence><xs:element name="no" type="xs:decimal" minOccurs="0"/></xs:sequence><xs:attribute name="kind" default="a"/></xs:complexType></xs:element>
        <xs:element name="line" type="xs:decimal" minOccurs="0" maxOccurs="unbounded"/>
        <xs:element name="head" minOccurs="0"><xs:complexType><xs:attribute name="id" type="xs:ID"/><xs:attribute name="see" type="xs:IDREF"/></xs:complexType></xs:element>
    </xs:sequence></xs:complexType>
    <xs:key name="products"><xs:selector xpath="product"/><xs:field xpath="no"/></xs:key>
    <xs:keyref name="lines" refer="products"><xs:selector xpath="line"/><xs:field xpath="."/></xs:keyref>
</xs:element>"#;

fn mapping(root: RootForm) -> Mapping {
    let tolerate = [Wobble::OneForList, Wobble::TextScalars, Wobble::NativeScalars, Wobble::EmptyString].into();
    Mapping { json: JsonMapping { root, tolerate }, ..Mapping::default() }
}

#[test]
fn keys_and_references_hold_in_json_too() {
    assert_findings(
        &contract_with(SHOP, mapping(RootForm::Omit)),
        &[
            (r#"{"product": [{"no": 1}, {"no": "2"}], "line": ["1.0", 2]}"#, &[]),
            (r#"{"product": {"no": 1}, "line": 1}"#, &[]),
            (r#"{"product": [{"no": 1}, ¦{"no": "1.0"}]}"#, &["/product/1: rule-violated"]),
            (r#"{"product": [{"no": 1}, ¦{"kind": "b"}]}"#, &["want the field `no` of key `products`"]),
            (r#"{"product": [{"no": 1}, ¦{"no": ""}]}"#, &["want the field `no` of key `products`"]),
            (r#"{"product": [{"no": 1}], "line": [1, ¦2]}"#, &["/line/1: rule-violated"]),
            (r#"{"product": {"no": 1}, "line": ¦"2"}"#, &["/line: rule-violated: got `line`"]),
        ],
    );
    assert_findings(
        &contract_with(SHOP, mapping(RootForm::Wrap)),
        &[(r#"{"shop": {"product": {"no": 1}, "line": ¦"2"}}"#, &["/shop/line: rule-violated"])],
    );
}

#[test]
fn ids_hold_in_json_too() {
    assert_findings(
        &contract_with(SHOP, mapping(RootForm::Omit)),
        &[
            (r#"{"head": {"id": "a", "see": "a"}}"#, &[]),
            (r#"{"head": {"id": "a", "see": ¦"b"}}"#, &["want the ID of an element"]),
        ],
    );
}

#[test]
fn attributes_are_fields_in_json_too() {
    let unique =
        r#"<xs:unique name="kinds"><xs:selector xpath="product"/><xs:field xpath="@kind"/></xs:unique><xs:keyref "#;
    let kinds = SHOP.replace("<xs:keyref ", unique);
    assert_findings(
        &contract_with(&kinds, mapping(RootForm::Omit)),
        &[
            (r#"{"product": [{"no": 1}, {"no": 2, "kind": "b"}]}"#, &[]),
            (r#"{"product": [{"no": 1}, ¦{"no": 2}]}"#, &["unique `kinds`"]),
            (r#"{"product": [{"no": 1, "kind": "b"}, ¦{"no": 2, "kind": "b"}]}"#, &["unique `kinds`"]),
        ],
    );
}
