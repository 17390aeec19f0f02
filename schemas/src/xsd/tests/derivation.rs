//! What types are derived from, and what may not stand for what.

use super::{field, load, name_of, record, type_};
use crate::model::{Block, Method, Model};

/// The names of the types that a type is derived from, the nearest first.
fn chain(model: &Model, name: &str) -> Vec<String> {
    let at = model.types.iter().position(|type_| type_.name.as_ref().is_some_and(|own| *own.local == *name)).unwrap();
    let mut id = crate::model::TypeId(crate::text::offset(at));
    let mut names = Vec::new();
    while let Some((base, method)) = model.base(id) {
        let sign = if method == Method::Extension { '+' } else { '-' };
        names.push(format!("{sign}{}", name_of(model, base)));
        id = base;
    }
    names
}

#[test]
fn every_type_knows_what_it_is_derived_from() {
    let model = load(
        r#"<xs:simpleType name="small"><xs:restriction base="xs:byte"/></xs:simpleType>
        <xs:simpleType name="smaller"><xs:restriction base="t:small"><xs:maxInclusive value="9"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="many"><xs:list itemType="t:small"/></xs:simpleType>
        <xs:simpleType name="few"><xs:restriction base="t:many"><xs:maxLength value="2"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="either"><xs:union memberTypes="t:small xs:string"/></xs:simpleType>
        <xs:complexType name="text"><xs:simpleContent><xs:extension base="t:few"/></xs:simpleContent></xs:complexType>"#,
    );
    let numbers = ["-byte", "-short", "-int", "-long", "-integer", "-decimal", "-anySimpleType", "-anyType"];
    assert_eq!(chain(&model, "small"), numbers);
    assert_eq!(chain(&model, "smaller")[..2], ["-small", "-byte"]);
    assert_eq!(chain(&model, "few"), ["-many", "-anySimpleType", "-anyType"]);
    assert_eq!(chain(&model, "either"), ["-anySimpleType", "-anyType"]);
    assert_eq!(chain(&model, "text")[..2], ["+few", "-many"]);
    assert_eq!(chain(&model, "ENTITY")[..3], ["-NCName", "-Name", "-token"]);
    assert_eq!(chain(&model, "anyType"), [""; 0]);
}

#[test]
fn block_is_read_from_the_declaration_or_the_schema() {
    let model = load(
        r##"<xs:element name="all" block="#all"/>
        <xs:element name="some" block="substitution restriction"/>
        <xs:element name="none" block=""/>
        <xs:complexType name="typed" block="extension"><xs:sequence>
            <xs:element name="own" block="extension"/><xs:element ref="t:all"/>
        </xs:sequence></xs:complexType>"##,
    );
    let block = |name: &str| model.elements.iter().find(|element| *element.name.local == *name).unwrap().block;
    let all = Block { extension: true, restriction: true, substitution: true };
    assert_eq!(block("all"), all);
    assert_eq!(block("some"), Block { extension: false, ..all });
    assert_eq!(block("none"), Block::default());
    let typed = record(&model, "typed");
    let extension = Block { extension: true, ..Block::default() };
    assert_eq!((typed.block, field(typed, "own").block, field(typed, "all").block), (extension, extension, all));
    assert!(extension.forbids(Method::Extension) && !extension.forbids(Method::Restriction));
    assert_eq!(extension.union(Block { restriction: true, substitution: true, ..Block::default() }), all);
}

#[test]
fn global_attributes_are_part_of_the_model() {
    let model = load(
        r#"<xs:attribute name="size" type="xs:int" fixed="3"/>
        <xs:attribute name="shape"><xs:simpleType><xs:restriction base="xs:token"/></xs:simpleType></xs:attribute>"#,
    );
    let shown: Vec<_> = model.attributes.iter().map(|one| (one.name.to_string(), one.fixed.as_deref())).collect();
    assert_eq!(shown, [("{urn:t}size".to_owned(), Some("3")), ("{urn:t}shape".to_owned(), None)]);
    assert_eq!(name_of(&model, model.attributes[0].type_), "int");
    assert!(type_(&model, "token").name.is_some());
}
