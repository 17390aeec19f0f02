//! Complex types, attributes, elements.

use super::{content, field, load, name_of, names, record, record_of, type_};
use crate::model::{Additional, Content, Occurs, Place, ProcessContents, Shape, WildcardNamespace};

#[test]
fn extension_puts_base_before_own_and_attributes_first() {
    let model = load(
        r#"<xs:complexType name="base" abstract="true">
            <xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence><xs:attribute name="x"/>
        </xs:complexType>
        <xs:complexType name="own"><xs:complexContent><xs:extension base="t:base">
            <xs:choice><xs:element name="b"/><xs:element name="c"/></xs:choice><xs:attribute name="y" type="xs:int"/>
        </xs:extension></xs:complexContent></xs:complexType>
        <xs:complexType name="more"><xs:complexContent><xs:extension base="t:own">
            <xs:sequence><xs:element name="d" minOccurs="0"/></xs:sequence>
        </xs:extension></xs:complexContent></xs:complexType>"#,
    );
    let more = record(&model, "more");
    assert_eq!(names(more), ["x", "y", "a", "b", "c", "d"]);
    assert_eq!(content(more), "(a, (b | c), d?)");
    assert_eq!(name_of(&model, more.base.unwrap()), "own");
    assert!(!more.by_restriction && !more.abstract_ && record(&model, "base").abstract_);
    assert_eq!((field(more, "x").place, field(more, "a").place), (Place::Attribute, Place::Element));
}

#[test]
fn restriction_replaces_content_and_narrows_attributes() {
    let model = load(
        r#"<xs:complexType name="base">
            <xs:sequence><xs:element name="a" minOccurs="0"/><xs:element name="b" minOccurs="0"/></xs:sequence>
            <xs:attribute name="kept"/><xs:attribute name="gone"/><xs:attribute name="narrowed" type="xs:string"/>
            <xs:anyAttribute/>
        </xs:complexType>
        <xs:complexType name="own"><xs:complexContent><xs:restriction base="t:base">
            <xs:sequence><xs:element name="a"/></xs:sequence>
            <xs:attribute name="gone" use="prohibited"/><xs:attribute name="narrowed" type="xs:token" use="required"/>
        </xs:restriction></xs:complexContent></xs:complexType>"#,
    );
    let own = record(&model, "own");
    assert_eq!(names(own), ["kept", "narrowed", "a"]);
    assert_eq!(field(own, "narrowed").occurs, Occurs::ONE);
    assert_eq!(name_of(&model, field(own, "narrowed").type_), "token");
    assert!(own.by_restriction && matches!(own.additional, Additional::Closed(None)));
}

#[test]
fn content_may_be_empty_mixed_or_both() {
    let model = load(
        r#"<xs:complexType name="none"/>
        <xs:complexType name="empty"><xs:sequence/></xs:complexType>
        <xs:complexType name="never"><xs:sequence maxOccurs="0" minOccurs="0"><xs:element name="a"/></xs:sequence></xs:complexType>
        <xs:complexType name="text" mixed="true"/>
        <xs:complexType name="prose" mixed="true"><xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element name="em"/></xs:choice></xs:complexType>
        <xs:complexType name="prose2"><xs:complexContent mixed="true"><xs:extension base="t:prose"/></xs:complexContent></xs:complexType>
        <xs:complexType name="nothing"><xs:choice/></xs:complexType>
        <xs:complexType name="dropped"><xs:sequence><xs:element name="a" minOccurs="0" maxOccurs="0"/><xs:element name="b"/></xs:sequence></xs:complexType>"#,
    );
    for (name, want) in [
        ("none", "empty"),
        ("empty", "empty"),
        ("never", "empty"),
        ("text", "mixed ()"),
        ("prose", "mixed (em)*"),
        ("prose2", "mixed (em)*"),
        ("nothing", "()"),
        ("dropped", "(b)"),
    ] {
        assert_eq!(content(record(&model, name)), want, "{name}");
    }
    assert!(matches!(record(&model, "never").content, Content::Empty));
}

#[test]
fn any_type_can_be_extended_and_restricted() {
    let model = load(
        r#"<xs:complexType name="more" mixed="true"><xs:complexContent><xs:extension base="xs:anyType">
            <xs:sequence><xs:element name="a"/></xs:sequence>
        </xs:extension></xs:complexContent></xs:complexType>
        <xs:complexType name="less"><xs:complexContent><xs:restriction base="xs:anyType">
            <xs:sequence><xs:element name="a"/></xs:sequence>
        </xs:restriction></xs:complexContent></xs:complexType>"#,
    );
    assert_eq!(content(record(&model, "more")), "mixed (*:**, a)");
    let less = record(&model, "less");
    assert_eq!(content(less), "(a)");
    assert!(matches!(model.type_(less.base.unwrap()).shape, Shape::Any));
}

#[test]
fn attributes_have_use_default_and_fixed_and_groups_are_written_out() {
    let model = load(
        r#"<xs:attribute name="lang" type="xs:language" default="en"/>
        <xs:attributeGroup name="inner"><xs:attribute name="b" fixed="1" type="xs:int"/><xs:anyAttribute namespace="urn:a urn:b" processContents="lax"/></xs:attributeGroup>
        <xs:attributeGroup name="outer"><xs:attribute name="a" use="required"/><xs:attributeGroup ref="t:inner"/></xs:attributeGroup>
        <xs:complexType name="own"><xs:attributeGroup ref="t:outer"/><xs:attribute name="c" default=" x "/><xs:attribute ref="t:lang"/>
            <xs:attribute name="q" form="qualified"/><xs:attribute ref="xml:lang"/><xs:anyAttribute namespace="urn:b urn:c" processContents="skip"/></xs:complexType>"#,
    );
    let own = record(&model, "own");
    assert_eq!(names(own), ["a", "b", "c", "lang", "q", "lang"]);
    assert_eq!(field(own, "a").occurs, Occurs::ONE);
    assert_eq!(field(own, "b").fixed.as_deref(), Some("1"));
    assert_eq!(field(own, "c").default.as_deref(), Some(" x "));
    assert_eq!(own.fields[3].default.as_deref(), Some("en"));
    let namespaces: Vec<Option<&str>> = own.fields.iter().map(|field| field.name.namespace.as_deref()).collect();
    let xml = Some("http://www.w3.org/XML/1998/namespace");
    assert_eq!(namespaces, [None, None, None, Some("urn:t"), Some("urn:t"), xml]);
    let Additional::Attributes(wildcard) = &own.additional else { panic!() };
    assert_eq!(wildcard.namespaces, WildcardNamespace::Of(vec![Some("urn:b".into())]));
    assert_eq!(wildcard.process, ProcessContents::Skip);
}

#[test]
fn an_extension_admits_what_it_or_its_base_admits() {
    let model = load(
        r###"<xs:complexType name="base"><xs:anyAttribute namespace="urn:a"/></xs:complexType>
        <xs:complexType name="own"><xs:complexContent><xs:extension base="t:base"><xs:anyAttribute namespace="##local" processContents="lax"/></xs:extension></xs:complexContent></xs:complexType>
        <xs:complexType name="same"><xs:complexContent><xs:extension base="t:base"/></xs:complexContent></xs:complexType>"###,
    );
    let namespaces = |name: &str| match &record(&model, name).additional {
        Additional::Attributes(wildcard) => wildcard.namespaces.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(namespaces("own"), WildcardNamespace::Of(vec![None, Some("urn:a".into())]));
    assert_eq!(namespaces("same"), WildcardNamespace::Of(vec![Some("urn:a".into())]));
}

#[test]
fn elements_are_declared_referred_to_and_substituted() {
    let model = load(
        r#"<xs:element name="head" type="xs:decimal" abstract="true"/>
        <xs:element name="member" substitutionGroup="t:head" nillable="true"><xs:annotation><xs:documentation>A member.</xs:documentation></xs:annotation></xs:element>
        <xs:element name="anything"/>
        <xs:element name="root"><xs:complexType><xs:sequence>
            <xs:element ref="t:head"/><xs:element ref="t:member" minOccurs="0"/><xs:element name="local" form="unqualified" default="7" type="xs:int" nillable="true"/>
        </xs:sequence></xs:complexType></xs:element>"#,
    );
    let element = |name: &str| model.elements.iter().find(|element| *element.name.local == *name).unwrap();
    let head = element("head");
    assert!(head.abstract_ && head.substitutes.is_none());
    let member = element("member");
    assert_eq!(model.element(member.substitutes.unwrap()).name.to_string(), "{urn:t}head");
    assert_eq!((name_of(&model, member.type_), member.nillable), ("decimal", true));
    assert!(matches!(model.type_(element("anything").type_).shape, Shape::Any));
    let roots: Vec<&str> = model.roots.iter().map(|root| &*root.name.as_ref().unwrap().local).collect();
    assert_eq!(roots, ["member", "anything", "root"]);

    let root = record_of(&model.type_(model.root("root").unwrap().type_).shape);
    let own = field(root, "member");
    assert_eq!(own.element.map(|id| &*model.element(id).name.local), Some("member"));
    assert_eq!((own.docs.as_deref(), own.nillable), (Some("A member."), true));
    let local = field(root, "local");
    assert_eq!((local.name.namespace.as_deref(), local.default.as_deref(), local.nillable), (None, Some("7"), true));
    assert!(local.element.is_none());
}

#[test]
fn types_may_contain_themselves() {
    let model = load(
        r#"<xs:complexType name="node"><xs:sequence><xs:element name="node" type="t:node" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
        <xs:group name="tree"><xs:sequence><xs:element name="leaf" minOccurs="0"><xs:complexType><xs:group ref="t:tree"/></xs:complexType></xs:element></xs:sequence></xs:group>
        <xs:element name="tree"><xs:complexType><xs:group ref="t:tree"/></xs:complexType></xs:element>"#,
    );
    let node = record(&model, "node");
    assert!(std::ptr::eq(record_of(&model.type_(node.fields[0].type_).shape), node));
    let leaf = |id| record_of(&model.type_(id).shape).fields[0].type_;
    let first = leaf(model.root("tree").unwrap().type_);
    assert_eq!(leaf(first), first);
}

#[test]
fn docs_keep_their_paragraphs_and_lose_their_indentation() {
    let model = load(
        r#"<xs:complexType name="a"><xs:annotation>
            <xs:documentation>
                One line,
                and another.

                A second <b>bold</b> paragraph.
            </xs:documentation>
            <xs:appinfo>not this</xs:appinfo>
            <xs:documentation>More.</xs:documentation>
        </xs:annotation></xs:complexType>"#,
    );
    let docs = type_(&model, "a").docs.as_deref();
    assert_eq!(docs, Some("One line,\nand another.\n\nA second bold paragraph.\n\nMore."));
}

#[test]
fn what_only_a_judge_can_decide_is_marked_with_its_place() {
    let model = load(
        r#"<xs:element name="root"><xs:complexType><xs:sequence>
            <xs:element name="line" maxOccurs="9"><xs:complexType><xs:attribute name="no"/></xs:complexType>
                <xs:alternative test="@no" type="xs:string"/></xs:element>
            </xs:sequence><xs:assert test="true()"/></xs:complexType>
            <xs:alternative test="@no" type="xs:string"/>
        </xs:element>
        <xs:complexType name="blocked" block="extension"><xs:sequence><xs:element name="x"><xs:alternative test="@no" type="xs:string"/></xs:element></xs:sequence></xs:complexType>
        <xs:complexType name="more"><xs:complexContent><xs:extension base="t:blocked"/></xs:complexContent></xs:complexType>"#,
    );
    let root = &model.elements[0];
    let constructs = |foreign: &[crate::model::Foreign]| -> Vec<(String, String)> {
        foreign.iter().map(|one| (one.construct.to_string(), model.place(one.origin).1.to_string())).collect()
    };
    assert_eq!(constructs(&root.foreign), [("alternative".to_owned(), "6:13".to_owned())]);
    let record_ = record_of(&model.type_(root.type_).shape);
    assert_eq!(constructs(&record_.foreign), [("alternative".into(), "4:17".into()), ("assert".into(), "5:27".into())]);
    let alternative = ("alternative".to_owned(), "8:92".to_owned());
    assert_eq!(constructs(&record(&model, "blocked").foreign), std::slice::from_ref(&alternative));
    assert_eq!(constructs(&record(&model, "more").foreign), [alternative]);
    assert_eq!(model.foreign().count(), 5);
}
