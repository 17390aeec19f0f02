//! Content models, and fields counted over them.

use super::{content, field, load, record};
use crate::model::{Content, Occurs, Term, WildcardNamespace};

#[test]
fn groups_are_written_out_and_nested_sequences_dissolve() {
    let model = load(
        r#"<xs:group name="name"><xs:sequence><xs:element name="first"/><xs:element name="last"/></xs:sequence></xs:group>
        <xs:group name="either"><xs:choice><xs:element name="x"/><xs:element name="y"/></xs:choice></xs:group>
        <xs:group name="both"><xs:all><xs:element name="p"/><xs:element name="q" minOccurs="0"/></xs:all></xs:group>
        <xs:complexType name="a"><xs:sequence><xs:group ref="t:name"/><xs:group ref="t:either" minOccurs="0"/></xs:sequence></xs:complexType>
        <xs:complexType name="b"><xs:choice><xs:group ref="t:name" maxOccurs="unbounded"/><xs:group ref="t:either"/></xs:choice></xs:complexType>
        <xs:complexType name="c"><xs:group ref="t:both"/></xs:complexType>
        <xs:complexType name="d"><xs:group ref="t:either" maxOccurs="3"/></xs:complexType>"#,
    );
    for (name, want) in
        [("a", "(first, last, (x | y)?)"), ("b", "((first, last)+ | x | y)"), ("c", "(p & q?)"), ("d", "(x | y){1,3}")]
    {
        assert_eq!(content(record(&model, name)), want);
    }
}

#[test]
fn elements_of_one_name_are_one_field_counted_over_the_content() {
    let model = load(
        r#"<xs:complexType name="a"><xs:sequence>
            <xs:element name="x" type="xs:int"/>
            <xs:choice maxOccurs="2"><xs:element name="x" type="xs:int" maxOccurs="3"/><xs:element name="y" type="xs:int"/></xs:choice>
            <xs:element name="z" type="xs:int" maxOccurs="unbounded"/>
        </xs:sequence></xs:complexType>"#,
    );
    let a = record(&model, "a");
    let occurs = |name: &str| field(a, name).occurs;
    assert_eq!(a.fields.len(), 3);
    assert_eq!(occurs("x"), Occurs { min: 1, max: Some(7) });
    assert_eq!(occurs("y"), Occurs { min: 0, max: Some(2) });
    assert_eq!(occurs("z"), Occurs { min: 1, max: None });
    assert_eq!(content(a), "(x, (x{1,3} | y){1,2}, z+)");
}

#[test]
fn the_fields_of_a_base_are_counted_with_those_of_its_extension() {
    let model = load(
        r#"<xs:complexType name="a"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:complexType name="b"><xs:complexContent><xs:extension base="t:a"><xs:sequence><xs:element name="x" type="xs:int" minOccurs="0"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#,
    );
    assert_eq!(field(record(&model, "b"), "x").occurs, Occurs { min: 1, max: Some(2) });
    assert_eq!(field(record(&model, "a"), "x").occurs, Occurs::ONE);
}

#[test]
fn wildcards_say_namespaces_and_processing() {
    let model = load(
        r###"<xs:complexType name="a"><xs:sequence>
            <xs:any/><xs:any namespace="##other" processContents="lax"/><xs:any namespace="##local ##targetNamespace urn:x urn:x" processContents="skip" minOccurs="0"/>
        </xs:sequence></xs:complexType>"###,
    );
    let Content::Elements { particle, .. } = &record(&model, "a").content else { panic!() };
    let Term::Sequence(parts) = &particle.term else { panic!() };
    let namespaces: Vec<&WildcardNamespace> = parts
        .iter()
        .map(|part| match &part.term {
            Term::Any(wildcard) => &wildcard.namespaces,
            other => panic!("{other:?}"),
        })
        .collect();
    let (own, other) = (Some("urn:t".into()), Some("urn:x".into()));
    assert_eq!(namespaces[0], &WildcardNamespace::Any);
    assert_eq!(namespaces[1], &WildcardNamespace::Other(own.clone()));
    assert_eq!(namespaces[2], &WildcardNamespace::Of(vec![None, own, other]));
}

#[test]
fn places_are_those_of_the_declarations() {
    let model = load(r#"<xs:complexType name="a"><xs:sequence><xs:element name="x"/></xs:sequence></xs:complexType>"#);
    let a = record(&model, "a");
    let origin = a.fields[0].origin;
    assert_eq!(model.place(origin).1.to_string(), "2:39");
    assert_eq!(origin.span.of(&model.sources[0].text), r#"<xs:element name="x"/>"#);
}
