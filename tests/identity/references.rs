//! `keyref`: what is looked up where (part 1, 3.11.4 and 3.11.5).

use crate::{assert_findings, contract};

const SHOP: &str = r#"<xs:element name="shop">
    <xs:complexType><xs:sequence>
        <xs:element name="product" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
            <xs:attribute name="no" type="xs:decimal"/><xs:attribute name="name" type="xs:string"/></xs:complexType></xs:element>
        <xs:element name="line" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
            <xs:attribute name="product" type="xs:decimal"/><xs:attribute name="text" type="xs:string"/></xs:complexType></xs:element>
    </xs:sequence></xs:complexType>
    <xs:key name="products"><xs:selector xpath="product"/><xs:field xpath="@no"/></xs:key>
    <xs:keyref name="lines" refer="products"><xs:selector xpath="line"/><xs:field xpath="@product"/></xs:keyref>
    <xs:keyref name="texts" refer="products"><xs:selector xpath="line"/><xs:field xpath="@text"/></xs:keyref>
</xs:element>"#;

#[test]
fn what_is_referred_to_must_be_there() {
    let dangling = "want for keyref `lines` a value that key `products` has";
    assert_findings(
        &contract(SHOP),
        &[
            (r#"<shop><product no="1"/><line product="1"/><line product="1.0"/><line/></shop>"#, &[]),
            (r#"<shop><product no="1"/>¦<line product="2"/></shop>"#, &[dangling]),
            (
                "<shop>\n <product no=\"1\"/>\n <line product=\"1\"/>\n ¦<line product=\"2\"/></shop>",
                &["/shop/line[2]: "],
            ),
            (r#"<shop>¦<line product="2"/></shop>"#, &["/shop/line: "]),
            (r#"<shop><product no="1"/>¦<line product="2"/>¦<line product="3"/></shop>"#, &[dangling, dangling]),
            // A string is no number.
            (r#"<shop><product no="1"/>¦<line text="1"/></shop>"#, &["for keyref `texts`"]),
        ],
    );
}

#[test]
fn one_fault_of_a_key_is_not_told_again_at_its_references() {
    assert_findings(
        &contract(SHOP),
        &[
            (r#"<shop><product no="¦x"/><line product="2"/></shop>"#, &["type-changed"]),
            (
                r#"<shop><product no="1"/>¦<product name="a"/><line product="2"/></shop>"#,
                &["want the field `@no` of key"],
            ),
            (r#"<shop><product no="1"/>¦<produkt no="2"/><line product="2"/></shop>"#, &["produkt"]),
            // Another fault is another finding.
            (r#"<shop><product no="1"/>¦<produkt no="2"/>¦<line product="3"/></shop>"#, &["produkt", "line"]),
            (r#"<shop><product no="1"/>¦<product no="1"/>¦<line product="3"/></shop>"#, &["key", "line"]),
            (
                r#"<shop><product no="1"/>¦<product/>¦<line product="3"/>¦<line product="4"/></shop>"#,
                &["key", "line", "line"],
            ),
        ],
    );
}

/// A root of groups of groups, where each group has the keys of its own items, and the root refers to them.
const GROUPS: &str = r#"
    <xs:element name="root"><xs:complexType><xs:sequence>
        <xs:element ref="group" maxOccurs="unbounded"/>
        <xs:element name="ref" minOccurs="0" maxOccurs="unbounded" type="xs:int"/>
    </xs:sequence></xs:complexType>
        <xs:keyref name="refs" refer="items"><xs:selector xpath="ref"/><xs:field xpath="."/></xs:keyref>
    </xs:element>
    <xs:element name="group"><xs:complexType><xs:sequence>
        <xs:element name="item" type="xs:int" minOccurs="0" maxOccurs="unbounded"/>
        <xs:element ref="group" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType>
        <xs:key name="items"><xs:selector xpath="item"/><xs:field xpath="."/></xs:key>
    </xs:element>"#;

#[test]
fn keys_of_elements_below_are_handed_up() {
    assert_findings(
        &contract(GROUPS),
        &[
            ("<root><group><item>1</item></group><ref>1</ref></root>", &[]),
            ("<root><group><group><group><item>1</item></group></group></group><ref>1</ref></root>", &[]),
            ("<root><group><item>1</item></group><group><item>2</item></group><ref>1</ref><ref>2</ref></root>", &[]),
            ("<root><group><item>1</item></group>¦<ref>2</ref></root>", &["refs"]),
        ],
    );
}

#[test]
fn what_several_children_have_is_of_none() {
    assert_findings(
        &contract(GROUPS),
        &[
            ("<root><group><item>1</item></group><group><item>1</item></group>¦<ref>1</ref></root>", &["refs"]),
            (
                "<root><group><item>1</item></group><group><item>1</item></group><group><item>1</item></group>¦<ref>1</ref></root>",
                &["refs"],
            ),
            // What an element has itself comes before what its children have.
            (
                "<root><group><item>1</item><group><item>1</item></group><group><item>1</item></group></group><ref>1</ref></root>",
                &[],
            ),
            // One level up it is of one child again.
            (
                "<root><group><group><item>1</item></group><group><item>1</item></group></group><group><item>1</item></group><ref>1</ref></root>",
                &[],
            ),
        ],
    );
}

#[test]
fn keys_of_elements_above_or_beside_are_not_seen() {
    let contract = contract(
        r#"<xs:element name="root"><xs:complexType><xs:sequence>
            <xs:element name="item" type="xs:int" maxOccurs="unbounded"/>
            <xs:element name="refs"><xs:complexType><xs:sequence><xs:element name="ref" type="xs:int" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
                <xs:keyref name="inner" refer="items"><xs:selector xpath="ref"/><xs:field xpath="."/></xs:keyref></xs:element>
        </xs:sequence></xs:complexType>
            <xs:key name="items"><xs:selector xpath="item"/><xs:field xpath="."/></xs:key>
        </xs:element>"#,
    );
    assert_findings(&contract, &[("<root><item>1</item><refs>¦<ref>1</ref></refs></root>", &["/root/refs/ref: "])]);
}

#[test]
fn references_may_have_several_fields_and_refer_to_unique_values() {
    let contract = contract(
        r#"<xs:element name="root"><xs:complexType><xs:sequence>
            <xs:element name="p" maxOccurs="unbounded"><xs:complexType><xs:attribute name="a" type="xs:int"/><xs:attribute name="b" type="xs:int"/></xs:complexType></xs:element>
            <xs:element name="q" maxOccurs="unbounded"><xs:complexType><xs:attribute name="a" type="xs:int"/><xs:attribute name="b" type="xs:int"/></xs:complexType></xs:element>
        </xs:sequence></xs:complexType>
            <xs:unique name="u"><xs:selector xpath="p"/><xs:field xpath="@a"/><xs:field xpath="@b"/></xs:unique>
            <xs:keyref name="r" refer="u"><xs:selector xpath="q"/><xs:field xpath="@b"/><xs:field xpath="@a"/></xs:keyref>
        </xs:element>"#,
    );
    assert_findings(
        &contract,
        &[
            (r#"<root><p a="1" b="2"/><q b="1" a="2"/></root>"#, &[]),
            (r#"<root><p a="1" b="2"/><p a="1"/><q b="1"/></root>"#, &[]),
            (r#"<root><p a="1" b="2"/>¦<q a="1" b="2"/></root>"#, &["for keyref `r` a value that unique `u` has"]),
        ],
    );
}
