//! Schemas made to hurt: each loads, or ends in an error, at once and on a small stack.

use std::fmt::Write;

use super::{load, record, schema, try_load};
use crate::error::{Error, ErrorKind};
use crate::model::{Model, Occurs};

/// Loads on the stack of a thread that has 2 MB.
fn on_a_small_stack(body: String) -> Result<Model, Error> {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || try_load(&body)).unwrap();
    thread.join().unwrap()
}

#[test]
fn a_great_number_of_occurrences_costs_nothing() {
    let model = load(
        r#"<xs:complexType name="a"><xs:sequence maxOccurs="999999999"><xs:element name="x" minOccurs="999999999" maxOccurs="99999999999999999999999"/></xs:sequence></xs:complexType>"#,
    );
    assert_eq!(record(&model, "a").fields[0].occurs, Occurs { min: 999_999_999, max: Some(u64::MAX) });
}

#[test]
fn groups_that_double_end_at_a_limit() {
    let mut body = String::new();
    for at in 0..30 {
        let next = at + 1;
        write!(body, r#"<xs:group name="g{at}"><xs:sequence><xs:group ref="t:g{next}"/><xs:group ref="t:g{next}"/></xs:sequence></xs:group>"#).unwrap();
    }
    body += r#"<xs:group name="g30"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:group><xs:complexType name="a"><xs:group ref="t:g0"/></xs:complexType>"#;
    assert_eq!(on_a_small_stack(body).unwrap_err().kind(), ErrorKind::Limit);
}

#[test]
fn groups_that_nest_without_end_end_at_a_limit() {
    let mut body = String::new();
    for at in 0..5_000 {
        let next = at + 1;
        write!(body, r#"<xs:group name="g{at}"><xs:choice><xs:element name="x{at}"/><xs:sequence maxOccurs="2"><xs:group ref="t:g{next}"/></xs:sequence></xs:choice></xs:group>"#).unwrap();
    }
    body += r#"<xs:group name="g5000"><xs:sequence/></xs:group><xs:complexType name="a"><xs:group ref="t:g0"/></xs:complexType>"#;
    assert_eq!(on_a_small_stack(body).unwrap_err().kind(), ErrorKind::Limit);
}

#[test]
fn content_may_be_nested_as_deep_as_its_limit() {
    let nested = |depth: usize| {
        let (open, close) = (
            r#"<xs:choice maxOccurs="2"><xs:element name="y" type="xs:int"/>"#.repeat(depth),
            "</xs:choice>".repeat(depth),
        );
        on_a_small_stack(format!(r#"<xs:complexType name="a">{open}<xs:element name="x"/>{close}</xs:complexType>"#))
    };
    let model = nested(250).unwrap();
    assert_eq!(record(&model, "a").fields.len(), 2);
    assert_eq!(nested(300).unwrap_err().kind(), ErrorKind::Limit);
    // Deeper than a document may be.
    assert_eq!(nested(1_000).unwrap_err().kind(), ErrorKind::Limit);
}

#[test]
fn derivation_may_be_of_any_length() {
    const LENGTH: usize = 3_000;
    let mut body = String::new();
    for at in (1..LENGTH).rev() {
        let base = at - 1;
        write!(body, r#"<xs:simpleType name="s{at}"><xs:restriction base="t:s{base}"/></xs:simpleType><xs:complexType name="c{at}"><xs:complexContent><xs:extension base="t:c{base}"/></xs:complexContent></xs:complexType>"#).unwrap();
        write!(body, r#"<xs:element name="e{at}" substitutionGroup="t:e{base}"/><xs:attributeGroup name="a{at}"><xs:attributeGroup ref="t:a{base}"/></xs:attributeGroup>"#).unwrap();
    }
    body += r#"<xs:simpleType name="s0"><xs:restriction base="xs:int"/></xs:simpleType><xs:complexType name="c0"><xs:sequence><xs:element name="x"/></xs:sequence></xs:complexType>"#;
    body += r#"<xs:element name="e0" type="xs:int"/><xs:attributeGroup name="a0"><xs:attribute name="x"/></xs:attributeGroup>"#;
    let model = on_a_small_stack(body).unwrap();
    assert_eq!(record(&model, &format!("c{}", LENGTH - 1)).fields.len(), 1);
    assert_eq!(super::name_of(&model, model.root(&format!("e{}", LENGTH - 1)).unwrap().type_), "int");
}

#[test]
fn what_every_type_of_a_long_chain_inherits_ends_at_a_limit() {
    let mut body = r#"<xs:complexType name="c0"/>"#.to_owned();
    for at in 1..3_000 {
        let base = at - 1;
        write!(body, r#"<xs:complexType name="c{at}"><xs:complexContent><xs:extension base="t:c{base}"><xs:sequence><xs:element name="x{at}"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#).unwrap();
    }
    assert_eq!(on_a_small_stack(body).unwrap_err().kind(), ErrorKind::Limit);
}

#[test]
fn unions_that_nest_or_double_end_at_a_limit() {
    for (count, members) in [(100, 1), (20, 2)] {
        let mut body = String::new();
        for at in 0..count {
            let next = format!(" t:u{}", at + 1).repeat(members);
            write!(body, r#"<xs:simpleType name="u{at}"><xs:union memberTypes="{next}"/></xs:simpleType>"#).unwrap();
        }
        write!(body, r#"<xs:simpleType name="u{count}"><xs:restriction base="xs:int"/></xs:simpleType>"#).unwrap();
        assert_eq!(on_a_small_stack(body).unwrap_err().kind(), ErrorKind::Limit, "{count}");
    }
}

#[test]
fn classes_may_be_subtracted_as_deep_as_their_limit() {
    let nested = |depth: usize| {
        let pattern = format!("{}a{}", r"[a-z\]-".repeat(depth), "]".repeat(depth));
        let restriction =
            format!(r#"<xs:restriction base="xs:string"><xs:pattern value="{pattern}"/></xs:restriction>"#);
        on_a_small_stack(format!(r#"<xs:simpleType name="a">{restriction}</xs:simpleType>"#))
    };
    assert!(nested(64).is_ok());
    for depth in [65, 100_000] {
        assert_eq!(nested(depth).unwrap_err().kind(), ErrorKind::Limit, "{depth}");
    }
}

#[test]
fn types_inside_types_nest_as_deep_as_a_document() {
    let open = r#"<xs:complexType><xs:sequence><xs:element name="x">"#.repeat(160);
    let close = "</xs:element></xs:sequence></xs:complexType>".repeat(160);
    let model = on_a_small_stack(format!(r#"<xs:element name="a">{open}{close}</xs:element>"#)).unwrap();
    let records = model.types.iter().filter(|type_| matches!(type_.shape, crate::model::Shape::Record(_)));
    assert_eq!(records.count(), 160);
    let open = "<xs:simpleType><xs:restriction>".repeat(200);
    let close = "</xs:restriction></xs:simpleType>".repeat(200);
    let inner = r#"<xs:simpleType><xs:restriction base="xs:int"/></xs:simpleType>"#;
    assert!(on_a_small_stack(format!(r#"<xs:element name="a">{open}{inner}{close}</xs:element>"#)).is_ok());
}

#[test]
fn a_schema_cut_off_anywhere_is_an_error_and_no_panic() {
    let whole = schema(
        r#"<xs:complexType name="a"><xs:sequence><xs:element name="x" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType>"#,
    );
    for end in 0..whole.len() {
        assert!(super::load_files(&[("t.xsd", &whole[..end])]).is_err(), "{end}");
    }
}
