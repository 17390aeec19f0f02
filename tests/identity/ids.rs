//! `xs:ID` and `xs:IDREF` (part 1, 3.3.4 "Validation Root Valid (ID/IDREF)").

use driftline::Verdict;

use crate::{alone, assert_findings, contract};

const NOTES: &str = r#"<xs:element name="notes"><xs:complexType><xs:sequence>
        <xs:element ref="note" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="note"><xs:complexType><xs:sequence>
        <xs:element name="label" type="xs:ID" minOccurs="0" maxOccurs="2"/>
        <xs:element name="see" type="xs:IDREF" minOccurs="0" maxOccurs="unbounded"/>
        <xs:element name="all" type="xs:IDREFS" minOccurs="0"/>
        <xs:element name="mark" type="mark" minOccurs="0"/>
        <xs:element name="marks" type="marks" minOccurs="0"/>
        <xs:element name="key" type="code" minOccurs="0"/>
    </xs:sequence>
        <xs:attribute name="id" type="xs:ID"/>
        <xs:attribute name="ref" type="xs:IDREF"/>
    </xs:complexType></xs:element>
    <xs:simpleType name="mark"><xs:union memberTypes="xs:int xs:IDREF"/></xs:simpleType>
    <xs:simpleType name="marks"><xs:list itemType="mark"/></xs:simpleType>
    <xs:simpleType name="code"><xs:restriction base="xs:ID"><xs:pattern value="c.*"/></xs:restriction></xs:simpleType>"#;

#[test]
fn an_id_is_of_one_element() {
    let again = "want an ID that line 1 does not have";
    assert_findings(
        &contract(NOTES),
        &[
            (r#"<notes><note id="a"/><note id="b"/></notes>"#, &[]),
            ("<notes><note id=\"a\"/>\n<note id=\"¦a\"/></notes>", &[again]),
            ("<notes><note id=\"a\"/>\n<note id=\"¦ a \"/></notes>", &[again]),
            ("<notes><note id=\"a\"/>\n<note><label>¦a</label></note></notes>", &["/notes/note[2]/label: "]),
            (r#"<notes><note><key>ca</key></note><note id="¦ca"/></notes>"#, &["/notes/note[2]/@id: "]),
            // An attribute and a child that say the same of one element say it of one element.
            (r#"<notes><note id="a"><label>a</label><label>a</label></note></notes>"#, &[]),
            // What is no name is no ID, and that is told.
            (r#"<notes><note id="¦1"/><note id="¦1"/></notes>"#, &["pattern-mismatch", "pattern-mismatch"]),
            (r#"<notes><note><key>¦x</key></note><note ref="x"/></notes>"#, &["pattern-mismatch"]),
        ],
    );
}

#[test]
fn a_reference_needs_its_id_before_or_after_it() {
    let dangling = "want the ID of an element of the document";
    assert_findings(
        &contract(NOTES),
        &[
            (r#"<notes><note ref="b"/><note id="b" ref="a"/><note id="a" ref="a"/></notes>"#, &[]),
            (r#"<notes><note id="a"/><note ref="¦b"/></notes>"#, &[dangling]),
            (r#"<notes><note id="a"><see>a</see><see>¦b</see></note></notes>"#, &["/notes/note/see[2]: "]),
            (r#"<notes><note id="a"><all> a a </all></note></notes>"#, &[]),
            (r#"<notes><note id="a"><all>¦a b</all></note></notes>"#, &[dangling]),
            (r#"<notes><note ref="¦1"/></notes>"#, &["pattern-mismatch"]),
        ],
    );
}

#[test]
fn what_a_union_takes_as_a_reference_is_one() {
    assert_findings(
        &contract(NOTES),
        &[
            (r#"<notes><note id="a"><mark>7</mark></note></notes>"#, &[]),
            (r#"<notes><note id="a"><mark>a</mark><marks>1 a 2</marks></note></notes>"#, &[]),
            (r#"<notes><note id="a"><mark>¦b</mark></note></notes>"#, &["/notes/note/mark: rule-violated"]),
            (r#"<notes><note id="a"><marks>¦1 b</marks></note></notes>"#, &["/notes/note/marks: rule-violated"]),
        ],
    );
}

#[test]
fn what_a_default_refers_to_must_be_there() {
    let contract = contract(
        r#"<xs:element name="notes"><xs:complexType><xs:sequence><xs:element name="note" minOccurs="0"><xs:complexType><xs:attribute name="id" type="xs:ID"/></xs:complexType></xs:element></xs:sequence>
            <xs:attribute name="first" type="xs:IDREFS" default="a"/></xs:complexType></xs:element>"#,
    );
    let dangling = "want the ID of an element of the document";
    assert_findings(
        &contract,
        &[
            (r#"<notes><note id="a"/></notes>"#, &[]),
            (r#"<notes first="b"><note id="b"/></notes>"#, &[]),
            (r#"¦<notes/>"#, &[dangling]),
            (r#"<notes>¦<note id="b"/></notes>"#, &[dangling]),
        ],
    );
}

#[test]
fn an_entity_is_declared_by_a_document_type() {
    let body = r#"<xs:element name="r"><xs:complexType><xs:attribute name="e" type="xs:ENTITIES"/></xs:complexType></xs:element>"#;
    let contract = contract(body);
    assert_findings(
        &contract,
        &[("<r/>", &[]), (r#"<r e="¦a"/>"#, &["want an unparsed entity that the document declares"])],
    );
    // Which ones it declares is not read: the walk alone does not decide.
    let check =
        alone(body).check(br#"<!DOCTYPE r [<!NOTATION n SYSTEM "n"><!ENTITY a SYSTEM "a" NDATA n>]><r e="a"/>"#);
    assert_eq!(check.verdict(), Verdict::Undecided);
}
