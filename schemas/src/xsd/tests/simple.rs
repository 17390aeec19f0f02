//! Simple types and their facets.

use super::{load, record, scalar, type_};
use crate::model::{Content, Decoration, Facets, Format, Primitive, Shape, WhiteSpace};
use crate::xsd::builtin;

fn patterns(facets: &Facets) -> Vec<Vec<&str>> {
    facets.patterns.iter().map(|step| step.iter().map(|pattern| pattern.value.as_str()).collect()).collect()
}

fn values(facets: &Facets) -> Vec<&str> {
    facets.enumeration.iter().map(|value| &*value.text).collect()
}

#[test]
fn every_built_in_type_can_be_referred_to() {
    assert_eq!(builtin::names().count(), 46);
    for name in builtin::names() {
        let model = load(&format!(r#"<xs:element name="a" type="xs:{name}"/>"#));
        let type_ = model.type_(model.root("a").unwrap().type_);
        let own = type_.name.as_ref().unwrap();
        assert_eq!(own.to_string(), format!("{{http://www.w3.org/2001/XMLSchema}}{name}"));
        assert_eq!(matches!(type_.shape, Shape::Any), name == "anyType");
    }
}

#[test]
fn derived_built_in_types_are_primitives_with_facets() {
    let model = load(
        r#"<xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:IDREF"/><xs:element name="c" type="xs:NMTOKENS"/>
        <xs:element name="d" type="xs:normalizedString"/><xs:element name="e" type="xs:positiveInteger"/>"#,
    );
    let int = scalar(&model, "int");
    assert_eq!(int.primitive, Primitive::Integer);
    assert_eq!(int.facets.min_inclusive.as_ref().map(|bound| &*bound.value), Some("-2147483648"));
    assert_eq!(int.facets.max_inclusive.as_ref().map(|bound| &*bound.value), Some("2147483647"));
    let reference = scalar(&model, "IDREF");
    assert_eq!((reference.primitive, reference.decoration), (Primitive::String, Some(Decoration::IdRef)));
    assert_eq!(reference.facets.white_space, WhiteSpace::Collapse);
    assert_eq!(scalar(&model, "normalizedString").facets.white_space, WhiteSpace::Replace);
    assert!(scalar(&model, "positiveInteger").facets.max_inclusive.is_none());
    let Shape::List { item, facets } = &type_(&model, "NMTOKENS").shape else { panic!() };
    assert_eq!(super::name_of(&model, *item), "NMTOKEN");
    assert_eq!(facets.facets.min_length.as_ref().map(|facet| facet.value), Some(1));
}

#[test]
fn facets_are_inherited_and_narrowed_step_by_step() {
    let model = load(
        r#"<xs:simpleType name="one"><xs:restriction base="xs:token">
            <xs:maxLength value="9"/><xs:pattern value="a.*"/><xs:pattern value="b.*"/>
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="two"><xs:restriction base="t:one"><xs:maxLength value="5"/><xs:pattern value=".*z"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="three"><xs:restriction base="t:two"><xs:minLength value="2"/></xs:restriction></xs:simpleType>"#,
    );
    let facets = &scalar(&model, "three").facets;
    assert_eq!(patterns(facets), [vec!["a.*", "b.*"], vec![".*z"]]);
    assert_eq!(facets.max_length.as_ref().map(|facet| facet.value), Some(5));
    assert_eq!(facets.min_length.as_ref().map(|facet| facet.value), Some(2));
    assert_eq!(facets.white_space, WhiteSpace::Collapse);
    let place = |name: &str| model.place(scalar(&model, name).facets.max_length.as_ref().unwrap().origin).1.to_string();
    assert_eq!((place("one"), place("two"), place("three")), ("3:13".into(), "5:64".into(), "5:64".into()));
}

#[test]
fn a_derived_enumeration_replaces_the_inherited_one_and_values_have_docs() {
    let model = load(
        r#"<xs:simpleType name="one"><xs:restriction base="xs:string">
            <xs:enumeration value="New"><xs:annotation><xs:documentation> Just
               arrived. </xs:documentation></xs:annotation></xs:enumeration>
            <xs:enumeration value=" Old"/><xs:enumeration value="Lost"/>
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="two"><xs:restriction base="t:one"><xs:enumeration value="New"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="three"><xs:restriction base="t:one"><xs:maxLength value="4"/></xs:restriction></xs:simpleType>"#,
    );
    assert_eq!(values(&scalar(&model, "one").facets), ["New", " Old", "Lost"]);
    assert_eq!(values(&scalar(&model, "two").facets), ["New"]);
    assert_eq!(values(&scalar(&model, "three").facets), ["New", " Old", "Lost"]);
    assert_eq!(scalar(&model, "one").facets.enumeration[0].docs.as_deref(), Some("Just\narrived."));
}

#[test]
fn every_facet_is_kept_as_it_is_written() {
    let model = load(
        r#"<xs:simpleType name="amount"><xs:restriction base="xs:decimal">
            <xs:totalDigits value="9"/><xs:fractionDigits value="2"/><xs:minExclusive value=" 0.00 "/><xs:maxInclusive value="1000000"/>
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="code"><xs:restriction base="xs:string"><xs:length value="3"/><xs:whiteSpace value="collapse"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="day"><xs:restriction base="xs:date"><xs:minInclusive value="2020-01-01"/><xs:maxExclusive value="2030-01-01"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="huge"><xs:restriction base="xs:string"><xs:maxLength value="99999999999999999999999"/></xs:restriction></xs:simpleType>"#,
    );
    let amount = &scalar(&model, "amount").facets;
    assert_eq!(amount.total_digits.as_ref().map(|facet| facet.value), Some(9));
    assert_eq!(amount.fraction_digits.as_ref().map(|facet| facet.value), Some(2));
    assert_eq!(amount.min_exclusive.as_ref().map(|facet| &*facet.value), Some("0.00"));
    assert_eq!(amount.max_inclusive.as_ref().map(|facet| &*facet.value), Some("1000000"));
    let code = &scalar(&model, "code").facets;
    assert_eq!((code.length.as_ref().map(|facet| facet.value), code.white_space), (Some(3), WhiteSpace::Collapse));
    let day = &scalar(&model, "day").facets;
    assert_eq!(day.max_exclusive.as_ref().map(|facet| &*facet.value), Some("2030-01-01"));
    assert_eq!(scalar(&model, "huge").facets.max_length.as_ref().map(|facet| facet.value), Some(u64::MAX));
}

#[test]
fn a_format_of_our_own_is_read_and_inherited_and_an_unknown_one_is_noted() {
    let model = load(
        r#"<xs:simpleType name="one" driftline:format="date-time-space"><xs:restriction base="xs:string"/></xs:simpleType>
        <xs:simpleType name="two"><xs:restriction base="t:one"><xs:maxLength value="30"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="three" driftline:format="dat-time"><xs:restriction base="xs:string"/></xs:simpleType>"#,
    );
    let format = |name: &str| scalar(&model, name).facets.format.as_ref().map(|format| format.value.clone());
    assert_eq!(format("one"), Some(Format::DateTimeSpace));
    assert_eq!(format("two"), Some(Format::DateTimeSpace));
    assert_eq!(format("three"), Some(Format::Other("dat-time".into())));
    assert_eq!(model.notes.len(), 1);
    assert_eq!(model.place(model.notes[0].origin).1.to_string(), "4:55");
}

#[test]
fn lists_and_unions_name_their_types_and_carry_facets_of_their_own() {
    let model = load(
        r#"<xs:simpleType name="sizes"><xs:list itemType="xs:int"/></xs:simpleType>
        <xs:simpleType name="few"><xs:restriction base="t:sizes"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="either"><xs:union memberTypes="xs:int t:sizes">
            <xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="none"/></xs:restriction></xs:simpleType>
        </xs:union></xs:simpleType>
        <xs:simpleType name="some"><xs:restriction base="t:either"><xs:enumeration value="1"/></xs:restriction></xs:simpleType>"#,
    );
    let Shape::List { item, facets } = &type_(&model, "few").shape else { panic!() };
    assert_eq!(super::name_of(&model, *item), "int");
    assert_eq!(facets.facets.max_length.as_ref().map(|facet| facet.value), Some(3));
    let Shape::Union { members, facets } = &type_(&model, "some").shape else { panic!() };
    let members: Vec<&str> = members.iter().map(|member| super::name_of(&model, *member)).collect();
    assert_eq!(members, ["int", "sizes", ""]);
    assert_eq!(values(&facets.facets), ["1"]);
}

#[test]
fn a_restriction_may_hold_the_type_that_it_restricts() {
    let model = load(
        r#"<xs:simpleType name="a"><xs:restriction><xs:simpleType><xs:restriction><xs:simpleType>
            <xs:list itemType="xs:date"/>
        </xs:simpleType><xs:minLength value="1"/></xs:restriction></xs:simpleType><xs:maxLength value="2"/></xs:restriction></xs:simpleType>"#,
    );
    let Shape::List { facets, .. } = &type_(&model, "a").shape else { panic!() };
    assert!(facets.facets.min_length.is_some() && facets.facets.max_length.is_some());
}

#[test]
fn simple_content_is_text_with_attributes() {
    let model = load(
        r#"<xs:complexType name="money"><xs:simpleContent><xs:extension base="xs:decimal">
            <xs:attribute name="currency" type="xs:string" use="required"/>
        </xs:extension></xs:simpleContent></xs:complexType>
        <xs:complexType name="price"><xs:simpleContent><xs:restriction base="t:money">
            <xs:minInclusive value="0"/>
        </xs:restriction></xs:simpleContent></xs:complexType>
        <xs:complexType name="plain"><xs:simpleContent><xs:extension base="t:price"/></xs:simpleContent></xs:complexType>"#,
    );
    let text = |name: &str| match record(&model, name).content {
        Content::Text(id) => model.type_(id),
        _ => panic!(),
    };
    assert_eq!(text("money").name.as_ref().map(|name| &*name.local), Some("decimal"));
    let price = text("price");
    assert!(price.name.is_none());
    let Shape::Scalar(scalar) = &price.shape else { panic!() };
    assert_eq!(scalar.facets.min_inclusive.as_ref().map(|facet| &*facet.value), Some("0"));
    assert_eq!(super::names(record(&model, "plain")), ["currency"]);
    assert!(std::ptr::eq(text("plain"), price));
}
