//! What is wrong with a schema: the message, the place (marked `¦` in the text), the next step.

use super::{HEAD, load_files, schema};
use crate::error::{Error, ErrorKind};

/// The error of a schema of this body, and the position of the mark in it.
fn error_of(body: &str) -> (Error, String) {
    error_in(&schema(body))
}

fn error_in(text: &str) -> (Error, String) {
    let at = text.find('¦').unwrap_or_else(|| panic!("no mark in {text}"));
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let error = load_files(&[("t.xsd", &text.replacen('¦', "", 1))]).err().unwrap_or_else(|| panic!("loads: {text}"));
    (error, format!("{line}:{column}"))
}

/// Each body fails at its mark with this message, and this help where any is wanted.
pub(super) fn assert_errors(kind: ErrorKind, cases: &[(&str, &str, &str)]) {
    for (body, message, help) in cases {
        let (error, position) = error_of(body);
        let whole = format!("{error:#}");
        assert!(error.message().contains(message), "{body}\n{whole}");
        assert_eq!(error.position().map(|position| position.to_string()), Some(position), "{body}\n{whole}");
        assert!(whole.contains(help), "{body}\n{whole}");
        assert_eq!(error.kind(), kind, "{body}\n{whole}");
    }
}

#[test]
fn what_is_no_schema_is_said_to_be_none() {
    let (error, position) = error_in("¦<html><body/></html>");
    assert_eq!(
        (error.message(), error.position().unwrap().to_string()),
        ("this is no XML Schema: its root is `html`", position)
    );
    let (error, _) = error_in(r#"¦<schema xmlns="http://www.w3.org/2000/10/XMLSchema"/>"#);
    assert!(format!("{error:#}").contains("from before 2001"), "{error:#}");
    let (error, position) = error_in("<a>\n  <b¦</a>");
    assert_eq!((error.kind(), error.position().unwrap().line), (ErrorKind::Syntax, 2), "{position}");
    let (error, _) = error_in(r#"¦{"type": "object"}"#);
    assert!(error.message().contains("this is no XML Schema"), "{error}");
}

#[test]
fn misplaced_elements_and_attributes_are_named() {
    assert_errors(
        ErrorKind::Schema,
        &[
            (
                r#"<xs:element name="a" ¦tpye="xs:int"/>"#,
                "`xs:element` has no attribute `tpye` here",
                "did you mean `type`?",
            ),
            (r#"<xs:element name="a" ¦minOccurs="0"/>"#, "no attribute `minOccurs`", "it may have: id, name, type"),
            (r#"<xs:element name="a" ¦xs:type="xs:int"/>"#, "attributes of XML Schema have no prefix", ""),
            (r#"¦<xs:element type="xs:int"/>"#, "`xs:element` needs the attribute `name` here", ""),
            (r#"¦<xs:elemnt name="a"/>"#, "`xs:elemnt` cannot stand here in `xs:schema`", "did you mean `element`?"),
            (
                r#"<xs:element name="a"/>¦<xs:include schemaLocation="b.xsd"/>"#,
                "`xs:include` cannot stand here",
                "the order in `xs:schema` is",
            ),
            (
                r#"<xs:complexType name="a"><xs:attribute name="x"/>¦<xs:sequence/></xs:complexType>"#,
                "`xs:sequence` cannot stand here",
                "the order in",
            ),
            (
                r#"<xs:complexType name="a"><xs:sequence/>¦<xs:annotation/></xs:complexType>"#,
                "`xs:annotation` cannot stand here",
                "an annotation stands first",
            ),
            (
                r#"<xs:complexType name="a"><xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent>¦<xs:attribute name="x"/></xs:complexType>"#,
                "`xs:attribute` cannot stand here",
                "",
            ),
            (r#"¦<xs:simpleType name="a"/>"#, "is not complete: it needs restriction, list, union", ""),
            (r#"¦<xs:group name="a"/>"#, "is not complete", ""),
            (r#"<xs:element name="a">¦text</xs:element>"#, "text in `xs:element`", "annotation/documentation"),
            (r#"¦<t:note/>"#, "`t:note` is not an element of XML Schema", "annotation/appinfo"),
            (r#"<xs:element name="¦t:a"/>"#, "`name` is `t:a`; expected a name without a colon", ""),
            (r#"<xs:element name="a" nillable="¦yes"/>"#, "expected `true` or `false`", ""),
            (
                r#"<xs:element name="a" block="¦everything"/>"#,
                "expected `#all`, or any of: extension, restriction, substitution",
                "",
            ),
            (r#"<xs:element name="a" id="i"/><xs:element name="b" id="¦i"/>"#, "this `id` is given twice", ""),
        ],
    );
    let (error, position) =
        error_in(&HEAD.replace(r#"elementFormDefault="qualified""#, r#"elementFormDefault="¦yes""#).replace('>', "/>"));
    assert_eq!(
        (error.message(), error.position().unwrap().to_string()),
        ("`elementFormDefault` is `yes`; expected one of: qualified, unqualified", position)
    );
}

#[test]
fn what_excludes_one_another_is_said() {
    assert_errors(
        ErrorKind::Schema,
        &[
            (
                r#"<xs:complexType name="a"><xs:sequence><xs:element name="x" ¦ref="t:x"/></xs:sequence></xs:complexType>"#,
                "`ref` and `name` exclude one another",
                "",
            ),
            (
                r#"<xs:complexType name="a"><xs:sequence>¦<xs:element/></xs:sequence></xs:complexType>"#,
                "needs a `name` or a `ref`",
                "",
            ),
            (
                r#"<xs:complexType name="a"><xs:sequence><xs:element ¦ref="t:x" type="xs:int"/></xs:sequence></xs:complexType>"#,
                "`ref` and `type` exclude one another",
                "what is referred to says it",
            ),
            (
                r#"<xs:element name="a" type="xs:int">¦<xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>"#,
                "here are two types",
                "remove one",
            ),
            (r#"<xs:element name="a" ¦default="1" fixed="1"/>"#, "`default` and `fixed` exclude one another", ""),
            (
                r#"<xs:complexType name="a"><xs:attribute name="x" default="1" use="¦required"/></xs:complexType>"#,
                "an attribute with a default is optional",
                "",
            ),
            (
                r#"<xs:complexType name="a"><xs:sequence minOccurs="2" maxOccurs="¦1"/></xs:complexType>"#,
                "minOccurs is 2 and maxOccurs 1",
                "",
            ),
            (
                r#"<xs:complexType name="a"><xs:sequence minOccurs="¦2"/></xs:complexType>"#,
                "minOccurs is 2 and maxOccurs 1",
                "",
            ),
            (
                r#"<xs:complexType name="a"><xs:all><xs:element name="x" maxOccurs="¦2"/></xs:all></xs:complexType>"#,
                "in `all` an element stands at most once",
                "",
            ),
            (r#"<xs:simpleType name="a">¦<xs:restriction/></xs:simpleType>"#, "here is neither", ""),
            (r#"<xs:simpleType name="a">¦<xs:union/></xs:simpleType>"#, "here is neither", ""),
            (r#"<xs:attribute name="¦xmlns"/>"#, "`xmlns` declares namespaces", ""),
        ],
    );
}

#[test]
fn references_that_lead_nowhere_name_the_nearest() {
    assert_errors(
        ErrorKind::Reference,
        &[
            (
                r#"<xs:element name="a" type="¦xs:strng"/>"#,
                "there is no type `strng` in XML Schema",
                "did you mean `string`?",
            ),
            (
                r#"<xs:complexType name="Order"/><xs:element name="a" type="¦t:order"/>"#,
                "there is no type `order` in namespace `urn:t`",
                "did you mean `Order`?",
            ),
            (r#"<xs:element name="a" type="¦x:order"/>"#, "the prefix `x` is not declared", "xmlns:x"),
            (
                r#"<xs:complexType name="b"/><xs:element name="a" type="¦b"/>"#,
                "no namespace is not imported here",
                "is a prefix missing?",
            ),
            (
                r#"<xs:element xmlns:o="urn:o" name="a" type="¦o:b"/>"#,
                "namespace `urn:o` is not imported here",
                r#"import namespace="urn:o""#,
            ),
            (
                r#"<xs:complexType name="a"><xs:sequence><xs:element ref="¦t:line"/></xs:sequence></xs:complexType>"#,
                "there is no element `line`",
                "",
            ),
            (r#"<xs:complexType name="a"><xs:group ref="¦t:line"/></xs:complexType>"#, "there is no group `line`", ""),
            (
                r#"<xs:complexType name="a"><xs:attributeGroup ref="¦t:line"/></xs:complexType>"#,
                "there is no attribute group `line`",
                "",
            ),
            (
                r#"<xs:complexType name="a"><xs:attribute ref="¦t:line"/></xs:complexType>"#,
                "there is no attribute `line`",
                "",
            ),
            (
                r#"<xs:complexType name="a"><xs:attribute ref="¦xml:long"/></xs:complexType>"#,
                "there is no attribute `long`",
                "built in are: lang, space",
            ),
            (
                r#"<xs:group name="g"><xs:sequence><xs:element name="x" type="¦t:gone"/></xs:sequence></xs:group>"#,
                "there is no type `gone`",
                "",
            ),
            (
                r#"<xs:attributeGroup name="g"><xs:attribute name="x" type="¦t:gone"/></xs:attributeGroup>"#,
                "there is no type `gone`",
                "",
            ),
            (r#"<xs:element name="a" substitutionGroup="¦t:gone"/>"#, "there is no element `gone`", ""),
            (
                r#"<xs:element name="a"><xs:keyref name="k" refer="¦t:gone"><xs:selector xpath="x"/><xs:field xpath="y"/></xs:keyref></xs:element>"#,
                "there is no key `gone`",
                "",
            ),
            (
                r#"<xs:simpleType name="a"><xs:union memberTypes="¦xs:int t:gone"/></xs:simpleType>"#,
                "there is no type `gone`",
                "",
            ),
        ],
    );
}

#[test]
fn components_that_are_declared_twice_or_of_themselves_are_errors() {
    assert_errors(
        ErrorKind::Schema,
        &[
            (
                r#"<xs:element name="a"/><xs:element name="¦a"/>"#,
                "element `a` is declared twice; the first is at t.xsd:2:1",
                "",
            ),
            (
                r#"<xs:simpleType name="a"><xs:list itemType="xs:int"/></xs:simpleType><xs:complexType name="¦a"/>"#,
                "type `a` is declared twice",
                "",
            ),
            (
                r#"<xs:complexType name="a"><xs:attribute name="x"/><xs:attribute name="¦x"/></xs:complexType>"#,
                "the attribute `x` is declared twice",
                "",
            ),
            (
                r#"<xs:simpleType name="a"><xs:restriction base="t:b"/></xs:simpleType>¦<xs:simpleType name="b"><xs:restriction base="t:a"/></xs:simpleType>"#,
                "`b` derives, over others, from itself",
                "",
            ),
            (
                r#"¦<xs:complexType name="a"><xs:complexContent><xs:extension base="t:a"/></xs:complexContent></xs:complexType>"#,
                "`a` derives, over others, from itself",
                "",
            ),
            (
                r#"<xs:group name="a"><xs:sequence><xs:group ref="t:b"/></xs:sequence></xs:group><xs:group name="b"><xs:choice><xs:group ref="¦t:a"/></xs:choice></xs:group>"#,
                "the group contains, over others, itself",
                "",
            ),
            (
                r#"<xs:attributeGroup name="a"><xs:attributeGroup ref="¦t:a"/></xs:attributeGroup>"#,
                "the attribute group contains, over others, itself",
                "",
            ),
            (
                r#"<xs:element name="a" substitutionGroup="¦t:b"/><xs:element name="b" substitutionGroup="t:a"/>"#,
                "belongs, over others, to itself",
                "",
            ),
            (
                r#"<xs:simpleType name="a"><xs:union memberTypes="t:b"/></xs:simpleType>¦<xs:simpleType name="b"><xs:union memberTypes="xs:int t:a"/></xs:simpleType>"#,
                "a member of itself",
                "",
            ),
            (
                r#"<xs:simpleType name="a"><xs:list itemType="xs:int"/></xs:simpleType>¦<xs:simpleType name="b"><xs:list itemType="t:a"/></xs:simpleType>"#,
                "the items of a list cannot be lists",
                "",
            ),
        ],
    );
}

#[test]
fn facets_must_apply_fit_and_narrow() {
    let cases = [
        ("xs:int", r#"¦<xs:maxLength value="2"/>"#, "the facet `maxLength` does not apply to values of integer"),
        (
            "xs:string",
            r#"¦<xs:minInclusive value="2"/>"#,
            "the facet `minInclusive` does not apply to values of string",
        ),
        ("xs:NMTOKENS", r#"¦<xs:totalDigits value="2"/>"#, "does not apply to a list"),
        ("xs:string", r#"<xs:minLength value="3"/><xs:maxLength value="¦2"/>"#, "`minLength` is 3 and `maxLength` 2"),
        (
            "xs:string",
            r#"<xs:length value="3"/><xs:maxLength value="¦4"/>"#,
            "`length` and `maxLength` exclude one another",
        ),
        ("xs:string", r#"<xs:maxLength value="3"/>¦<xs:maxLength value="2"/>"#, "given twice"),
        ("xs:string", r#"<xs:maxLength value="¦-1"/>"#, "`maxLength` must be a whole number from 0"),
        ("xs:decimal", r#"<xs:totalDigits value="¦0"/>"#, "`totalDigits` must be a whole number from 1"),
        (
            "xs:decimal",
            r#"<xs:totalDigits value="2"/><xs:fractionDigits value="¦3"/>"#,
            "`fractionDigits` is 3 and `totalDigits` 2",
        ),
        ("xs:int", r#"<xs:fractionDigits value="¦1"/>"#, "whole numbers have no fraction digits"),
        ("xs:int", r#"<xs:minInclusive value="¦1.5"/>"#, "the value of `minInclusive` is not a whole number"),
        ("xs:decimal", r#"<xs:minInclusive value="¦1e2"/>"#, "is not a decimal number"),
        (
            "xs:int",
            r#"<xs:minInclusive value="5"/><xs:maxInclusive value="¦4"/>"#,
            "`maxInclusive` is 4, which does not go with `minInclusive`, 5",
        ),
        ("xs:int", r#"<xs:minInclusive value="5"/>¦<xs:minExclusive value="4"/>"#, "exclude one another"),
        ("xs:byte", r#"<xs:maxInclusive value="¦128"/>"#, "does not go with `maxInclusive` of the base, 127"),
        ("xs:int", r#"<xs:enumeration value="¦one"/>"#, "`one` is not a whole number"),
        ("xs:boolean", r#"¦<xs:enumeration value="true"/>"#, "does not apply to values of boolean"),
        ("xs:token", r#"<xs:whiteSpace value="¦preserve"/>"#, "cannot loosen it"),
        ("xs:token", r#"<xs:whiteSpace value="¦trim"/>"#, "no treatment of white space"),
        (
            "t:short",
            r#"<xs:maxLength value="¦9"/>"#,
            "`maxLength` is 9, it is 5 in the base: a restriction cannot widen it",
        ),
        ("t:short", r#"<xs:minLength value="¦3"/>"#, "the base fixes `minLength`"),
        ("t:colour", r#"<xs:enumeration value="¦blue"/>"#, "`blue` is not among the values of the base"),
        ("¦t:record", "", "`record` is a complex type; a simple type restricts simple types"),
        ("¦xs:anySimpleType", "", "anySimpleType cannot be restricted"),
        ("¦t:last", "", "`last` is final: no type may be derived from it by restriction"),
    ];
    let known = r#"<xs:simpleType name="short"><xs:restriction base="xs:string"><xs:minLength value="2" fixed="true"/><xs:maxLength value="5"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="colour"><xs:restriction base="xs:string"><xs:enumeration value="red"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="last" final="restriction"><xs:restriction base="xs:string"/></xs:simpleType><xs:complexType name="record"/>"#;
    for (base, facets, message) in cases {
        let body = format!(
            r#"{known}<xs:simpleType name="a"><xs:restriction base="{base}">{facets}</xs:restriction></xs:simpleType>"#
        );
        assert_errors(ErrorKind::Schema, &[(&body, message, "")]);
    }
}

#[test]
fn derivations_must_fit_their_base() {
    let known = r#"<xs:complexType name="base"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence><xs:attribute name="must" use="required"/><xs:attribute name="always" fixed="1"/></xs:complexType>
        <xs:complexType name="every"><xs:all><xs:element name="x"/></xs:all></xs:complexType><xs:group name="every"><xs:all><xs:element name="x"/></xs:all></xs:group>
        <xs:complexType name="last" final="extension restriction"/><xs:simpleType name="code"><xs:restriction base="xs:string"/></xs:simpleType>"#;
    let cases = [
        (r#"<xs:complexContent><xs:extension base="¦t:code"/></xs:complexContent>"#, "`code` is a simple type"),
        (
            r#"<xs:complexContent><xs:extension base="¦t:last"/></xs:complexContent>"#,
            "`last` is final: no type may be derived from it by extension",
        ),
        (r#"<xs:simpleContent><xs:restriction base="¦t:code"/></xs:simpleContent>"#, "`code` is a simple type"),
        (r#"<xs:simpleContent><xs:extension base="¦t:base"/></xs:simpleContent>"#, "`base` has no simple content"),
        (
            r#"<xs:complexContent mixed="true"><xs:extension base="¦t:base"><xs:sequence><xs:element name="y"/></xs:sequence></xs:extension></xs:complexContent>"#,
            "this type is mixed, what it extends is not",
        ),
        (
            r#"<xs:complexContent mixed="true"><xs:restriction base="¦t:base"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:restriction></xs:complexContent>"#,
            "this type is mixed, what it restricts, `base`, is not",
        ),
        (
            r#"<xs:complexContent>¦<xs:extension base="t:every"><xs:sequence><xs:element name="y"/></xs:sequence></xs:extension></xs:complexContent>"#,
            "an `all` is the whole content of a type",
        ),
        (r#"<xs:sequence><xs:group ref="¦t:every"/></xs:sequence>"#, "the group is an `all`"),
        (
            r#"<xs:complexContent>¦<xs:extension base="t:base"><xs:attribute name="must"/></xs:extension></xs:complexContent>"#,
            "the base has an attribute `must` already",
        ),
        (
            r#"<xs:complexContent>¦<xs:restriction base="t:base"><xs:attribute name="must"/></xs:restriction></xs:complexContent>"#,
            "the base requires the attribute `must`",
        ),
        (
            r#"<xs:complexContent>¦<xs:restriction base="t:base"><xs:attribute name="must" use="prohibited"/></xs:restriction></xs:complexContent>"#,
            "the base requires the attribute `must`",
        ),
        (
            r#"<xs:complexContent>¦<xs:restriction base="t:base"><xs:attribute name="always" fixed="2"/></xs:restriction></xs:complexContent>"#,
            "the base fixes the attribute `always`",
        ),
        (
            r#"<xs:sequence><xs:element name="x" type="xs:int"/><xs:element name="¦x" type="xs:string"/></xs:sequence>"#,
            "the element `x` stands twice in this content, with different types",
        ),
    ];
    for (content, message) in cases {
        let body = format!(r#"{known}<xs:complexType name="a">{content}</xs:complexType>"#);
        assert_errors(ErrorKind::Schema, &[(&body, message, "")]);
    }
}

#[test]
fn files_must_fit_what_refers_to_them() {
    let other = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o"><xs:simpleType name="code"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#;
    let same = schema(r#"<xs:simpleType name="code"><xs:restriction base="xs:int"/></xs:simpleType>"#);
    let broken = schema("<xs:element/>");
    let cases = [
        (
            r#"<xs:include schemaLocation="¦other.xsd"/>"#,
            "`other.xsd` has namespace `urn:o`, this schema has namespace `urn:t`",
        ),
        (
            r#"<xs:import namespace="urn:x" schemaLocation="¦other.xsd"/>"#,
            "`other.xsd` has namespace `urn:o`, the import is of namespace `urn:x`",
        ),
        (r#"¦<xs:import namespace="urn:t"/>"#, "is imported by a schema that has it"),
        (
            r#"<xs:redefine schemaLocation="same.xsd"><xs:simpleType name="¦gone"><xs:restriction base="t:gone"/></xs:simpleType></xs:redefine>"#,
            "there is no `gone` in `same.xsd` to redefine as a simpleType",
        ),
        (
            r#"<xs:redefine schemaLocation="same.xsd">¦<xs:simpleType name="code"><xs:restriction base="xs:int"/></xs:simpleType></xs:redefine>"#,
            "a redefinition of `code` must derive from `code`",
        ),
        (
            r#"<xs:redefine schemaLocation="same.xsd"><xs:simpleType name="code"><xs:restriction base="t:code"/></xs:simpleType><xs:simpleType name="¦code"><xs:restriction base="t:code"/></xs:simpleType></xs:redefine>"#,
            "there is no `code` in `same.xsd` to redefine",
        ),
    ];
    for (body, message) in cases {
        let text = schema(body);
        let column = text.lines().nth(1).unwrap().find('¦').unwrap() + 1;
        let error =
            load_files(&[("t.xsd", &text.replace('¦', "")), ("other.xsd", other), ("same.xsd", &same)]).unwrap_err();
        assert!(error.message().contains(message), "{error:#}");
        assert_eq!(error.position().unwrap().to_string(), format!("2:{column}"), "{error:#}");
    }
    let text = schema(r#"<xs:include schemaLocation="broken.xsd"/>"#);
    let error = load_files(&[("t.xsd", &text), ("broken.xsd", &broken)]).unwrap_err();
    assert_eq!(error.source_name(), Some("broken.xsd"));
}
