//! Several files: include, import, redefine, override.

use super::{content, field, load_files, name_of, names, record, scalar, schema, type_};
use crate::error::ErrorKind;
use crate::model::{Link, Model};

const BARE: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema""#;

fn model(files: &[(&str, &str)]) -> Model {
    load_files(files).unwrap_or_else(|error| panic!("{error:#}"))
}

#[test]
fn files_are_read_once_in_order_and_in_circles() {
    let a = schema(r#"<xs:include schemaLocation="types/b.xsd"/><xs:element name="a" type="t:b"/>"#);
    let b = schema(
        r#"<xs:include schemaLocation="../a.xsd"/><xs:include schemaLocation="./c.xsd"/><xs:complexType name="b"><xs:sequence><xs:element ref="t:a"/></xs:sequence></xs:complexType>"#,
    );
    let c = schema(
        r#"<xs:include schemaLocation="b.xsd"/><xs:simpleType name="c"><xs:restriction base="xs:string"/></xs:simpleType>"#,
    );
    let model = model(&[("a.xsd", &a), ("types/b.xsd", &b), ("types/c.xsd", &c)]);
    let read: Vec<&str> = model.sources.iter().map(|source| &*source.name).collect();
    assert_eq!(read, ["a.xsd", "types/b.xsd", "types/c.xsd"]);
    assert_eq!(model.place(type_(&model, "c").origin).0, "types/c.xsd");
}

#[test]
fn a_chameleon_takes_the_namespace_of_each_schema_that_includes_it() {
    let common = format!(
        r#"{BARE}><xs:simpleType name="code"><xs:restriction base="xs:string"/></xs:simpleType>
        <xs:complexType name="item"><xs:sequence><xs:element name="code" type="code" form="qualified"/></xs:sequence></xs:complexType></xs:schema>"#
    );
    let other = format!(r#"{BARE} targetNamespace="urn:o"><xs:include schemaLocation="common.xsd"/></xs:schema>"#);
    let a = schema(
        r#"<xs:include schemaLocation="common.xsd"/><xs:import namespace="urn:o" schemaLocation="other.xsd"/>
        <xs:element name="a" type="t:item"/><xs:element name="b" xmlns:o="urn:o" type="o:item"/>"#,
    );
    let model = model(&[("a.xsd", &a), ("common.xsd", &common), ("other.xsd", &other)]);
    assert_eq!(model.sources.len(), 3);
    for (root, namespace) in [("a", "urn:t"), ("b", "urn:o")] {
        let type_ = model.type_(model.root(root).unwrap().type_);
        assert_eq!(type_.name.as_ref().unwrap().to_string(), format!("{{{namespace}}}item"));
        let code = &super::record_of(&type_.shape).fields[0];
        assert_eq!(code.name.namespace.as_deref(), Some(namespace));
        assert_eq!(model.type_(code.type_).name.as_ref().unwrap().to_string(), format!("{{{namespace}}}code"));
    }
}

#[test]
fn an_import_that_cannot_be_read_is_noted_and_an_error_once_it_is_used() {
    let import = r#"<xs:import namespace="urn:o" schemaLocation="https://example.com/o/other.xsd"/>"#;
    let unused = schema(import);
    let model = model(&[("a.xsd", &unused)]);
    assert_eq!(model.notes.len(), 1);
    let used = schema(&format!("{import}\n<xs:element name=\"a\" xmlns:o=\"urn:o\" type=\"o:code\"/>"));
    let error = load_files(&[("a.xsd", &used)]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Reference);
    assert_eq!(error.position().unwrap().to_string(), "3:44");
    assert!(format!("{error:#}").contains("save https://example.com/o/other.xsd beside this file"), "{error:#}");
    // The same file, once it is beside the schema.
    let other = format!(
        r#"{BARE} targetNamespace="urn:o"><xs:simpleType name="code"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#
    );
    for name in ["other.xsd", "o/other.xsd"] {
        assert!(load_files(&[("a.xsd", &used), (name, &other)]).is_ok(), "{name}");
    }
}

#[test]
fn several_files_given_are_one_schema() {
    let a = schema(r#"<xs:import namespace="urn:o"/><xs:element name="a" xmlns:o="urn:o" type="o:code"/>"#);
    let other = format!(
        r#"{BARE} targetNamespace="urn:o"><xs:simpleType name="code"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#
    );
    let files: std::collections::BTreeMap<_, _> =
        [("a.xsd".to_owned(), a.into_bytes()), ("x/o.xsd".to_owned(), other.into_bytes())].into();
    let model = crate::xsd::load(&["a.xsd", "x/o.xsd", "./a.xsd"], &files).unwrap();
    assert_eq!(model.sources.len(), 2);
    assert!(crate::xsd::load(&["a.xsd"], &files).is_err());
}

#[test]
fn a_missing_include_is_a_note_until_something_of_it_is_used() {
    let a = schema("\n <xs:include schemaLocation=\"gone.xsd\"/><xs:element name=\"a\" type=\"xs:int\"/>");
    let model = load_files(&[("a.xsd", &a)]).unwrap();
    let [note] = model.notes.as_slice() else { panic!("{:?}", model.notes) };
    assert_eq!(model.place(note.origin).1.to_string(), "3:30");
    assert!(note.message.contains("gone.xsd"), "{}", note.message);
    assert_eq!(model.links, [Link { origin: note.origin, to: None }]);

    let used = schema("<xs:include schemaLocation=\"gone.xsd\"/>\n<xs:element name=\"a\" type=\"t:code\"/>");
    let error = load_files(&[("a.xsd", &used)]).unwrap_err();
    assert_eq!((error.kind(), error.position().unwrap().to_string()), (ErrorKind::Reference, "3:28".to_owned()));
    assert!(format!("{error:#}").contains("`gone.xsd` does not exist"), "{error:#}");

    let redefined = schema(
        "<xs:redefine schemaLocation=\"gone.xsd\">\n<xs:group name=\"g\"><xs:sequence/></xs:group></xs:redefine>",
    );
    let error = load_files(&[("a.xsd", &redefined)]).unwrap_err();
    assert_eq!((error.kind(), error.position().unwrap().to_string()), (ErrorKind::Unreadable, "2:30".to_owned()));
}

#[test]
fn no_file_is_opened_that_does_not_lie_around_the_schema() {
    let code = schema(r#"<xs:simpleType name="code"><xs:restriction base="xs:int"/></xs:simpleType>"#);
    let load = |main: &str, location: &str, part: &str, given: &[&str]| {
        let own = format!(r#"<xs:include schemaLocation="{location}"/><xs:element name="a" type="t:code"/>"#);
        let files = [(main.to_owned(), schema(&own).into_bytes()), (part.to_owned(), code.clone().into_bytes())];
        let names: Vec<&str> = [main].iter().chain(given).copied().collect();
        crate::xsd::load(&names, &std::collections::BTreeMap::from(files))
    };
    for (main, location, part) in [
        ("/a/b/c/d/main.xsd", "/etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.xsd", "file:///etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.xsd", "../../../../etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.xsd", "%2E%2E/../../../etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.xsd", "https://x.com/../../../../../etc/passwd", "/etc/passwd"),
        ("a/main.xsd", "../../part.xsd", "../part.xsd"),
    ] {
        let error = load(main, location, part, &[]).unwrap_err();
        assert_eq!((error.kind(), error.source_name()), (ErrorKind::Reference, Some(main)), "{location}: {error}");
        // Whoever loads may say that it is meant.
        let given = load(main, "", part, &[part]);
        assert!(given.is_ok(), "{location}: {given:?}");
    }
    for (main, location, part) in [
        ("/a/b/c/d/main.xsd", "../../part.xsd", "/a/b/part.xsd"),
        ("/a/b/c/d/main.xsd", "file:///a/b/c/part.xsd", "/a/b/c/part.xsd"),
        ("a/b/main.xsd", "../../part.xsd", "part.xsd"),
    ] {
        assert!(load(main, location, part, &[]).is_ok(), "{location}");
    }
}

#[test]
fn redefinitions_build_upon_what_they_redefine() {
    let base = schema(
        r#"<xs:complexType name="person"><xs:sequence><xs:element name="name"/></xs:sequence></xs:complexType>
        <xs:simpleType name="code"><xs:restriction base="xs:string"><xs:maxLength value="9"/></xs:restriction></xs:simpleType>
        <xs:group name="parts"><xs:sequence><xs:element name="one"/></xs:sequence></xs:group>
        <xs:attributeGroup name="marks"><xs:attribute name="m"/></xs:attributeGroup>
        <xs:complexType name="user"><xs:group ref="t:parts"/><xs:attributeGroup ref="t:marks"/></xs:complexType>
        <xs:element name="person" type="t:person"/>"#,
    );
    let middle = schema(
        r#"<xs:redefine schemaLocation="base.xsd">
            <xs:complexType name="person"><xs:complexContent><xs:extension base="t:person"><xs:sequence><xs:element name="age"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
        </xs:redefine>"#,
    );
    let own = schema(
        r#"<xs:redefine schemaLocation="middle.xsd">
            <xs:complexType name="person"><xs:complexContent><xs:extension base="t:person"><xs:attribute name="id"/></xs:extension></xs:complexContent></xs:complexType>
            <xs:simpleType name="code"><xs:restriction base="t:code"><xs:minLength value="2"/></xs:restriction></xs:simpleType>
            <xs:group name="parts"><xs:sequence><xs:group ref="t:parts"/><xs:element name="two"/></xs:sequence></xs:group>
            <xs:attributeGroup name="marks"><xs:attributeGroup ref="t:marks"/><xs:attribute name="n"/></xs:attributeGroup>
        </xs:redefine>"#,
    );
    let model = model(&[("own.xsd", &own), ("middle.xsd", &middle), ("base.xsd", &base)]);
    let person = super::record_of(&model.type_(model.root("person").unwrap().type_).shape);
    assert_eq!(names(person), ["id", "name", "age"]);
    let code = &scalar(&model, "code").facets;
    assert!(code.min_length.is_some() && code.max_length.is_some());
    let user = record(&model, "user");
    assert_eq!(names(user), ["m", "n", "one", "two"]);
    assert_eq!(content(user), "(one, two)");
    // Only the last redefinition has the name.
    let named = model.types.iter().filter(|type_| type_.name.as_ref().is_some_and(|name| &*name.local == "person"));
    assert_eq!(named.count(), 1);
}

#[test]
fn an_override_replaces_what_it_names() {
    let base = schema(
        r#"<xs:simpleType name="code"><xs:restriction base="xs:string"/></xs:simpleType>
        <xs:complexType name="item"><xs:attribute name="code" type="t:code"/></xs:complexType>"#,
    );
    let own = schema(
        r#"<xs:override schemaLocation="base.xsd"><xs:simpleType name="code"><xs:restriction base="xs:int"/></xs:simpleType></xs:override>"#,
    );
    let model = model(&[("own.xsd", &own), ("base.xsd", &base)]);
    let code = field(record(&model, "item"), "code").type_;
    assert_eq!(name_of(&model, code), "code");
    assert_eq!(scalar(&model, "code").primitive, crate::model::Primitive::Integer);
}

#[test]
fn built_in_attributes_give_way_to_a_file_that_declares_them() {
    let xml = r#"<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>"#;
    let a = schema(&format!(
        r#"{xml}<xs:complexType name="a"><xs:attribute ref="xml:lang"/><xs:attributeGroup ref="xml:specialAttrs"/></xs:complexType>"#
    ));
    let error = load_files(&[("a.xsd", &a)]).unwrap_err();
    assert!(error.message().contains("declared twice"), "{error}");
    let a = schema(&format!(
        r#"{xml}<xs:complexType name="a"><xs:attributeGroup ref="xml:specialAttrs"/></xs:complexType>"#
    ));
    assert_eq!(names(record(&model(&[("a.xsd", &a)]), "a")), ["lang", "space", "base", "id"]);
    let own = format!(
        r#"{BARE} targetNamespace="http://www.w3.org/XML/1998/namespace"><xs:attribute name="lang" type="xs:int"/><xs:attributeGroup name="specialAttrs"><xs:attribute ref="xml:lang"/></xs:attributeGroup></xs:schema>"#
    );
    let model = model(&[("a.xsd", &a), ("xml.xsd", &own)]);
    let lang = field(record(&model, "a"), "lang");
    assert_eq!(name_of(&model, lang.type_), "int");
}
