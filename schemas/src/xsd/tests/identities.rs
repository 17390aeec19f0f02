//! Identity constraints: what they refer to, and their paths.

use super::errors::assert_errors;
use super::load;
use crate::error::ErrorKind;
use crate::model::{IdentityCategory, IdentityId, LocationPath, Name, NameTest};

/// A schema of one key with this selector and field.
fn key(selector: &str, field: &str) -> String {
    format!(
        r#"<xs:element name="a"><xs:key name="k"><xs:selector xpath="{selector}"/><xs:field xpath="{field}"/></xs:key></xs:element>"#
    )
}

fn name(namespace: Option<&str>, local: &str) -> NameTest {
    NameTest::Name(Name::new(namespace, local))
}

#[test]
fn constraints_are_known_by_the_declarations_that_have_them() {
    let model = load(
        r#"<xs:element name="a"><xs:complexType><xs:sequence>
            <xs:element name="b"><xs:unique name="u"><xs:selector xpath="t:c"/><xs:field xpath="@d"/></xs:unique></xs:element>
            <xs:element ref="t:c"/>
        </xs:sequence></xs:complexType>
            <xs:keyref name="r" refer="t:k"><xs:selector xpath="t:b"/><xs:field xpath="."/></xs:keyref>
        </xs:element>
        <xs:element name="c"><xs:key name="k"><xs:selector xpath="."/><xs:field xpath="@d"/></xs:key></xs:element>"#,
    );
    let shown: Vec<_> = model.identities.iter().map(|identity| (&*identity.name.local, identity.category)).collect();
    let refer = IdentityId(2);
    let expected =
        [("u", IdentityCategory::Unique), ("r", IdentityCategory::KeyRef(refer)), ("k", IdentityCategory::Key)];
    assert_eq!(shown, expected);
    assert_eq!(model.identity(refer).name, Name::new(Some("urn:t"), "k"));
    assert_eq!(model.elements[0].identities, [IdentityId(1)]);
    assert_eq!(model.elements[1].identities, [refer]);
    let record = super::record_of(&model.type_(model.elements[0].type_).shape);
    assert_eq!(record.fields[0].identities, [IdentityId(0)]);
    assert!(record.fields[1].identities.is_empty() && record.fields[1].element.is_some());
    assert_eq!(model.place(model.identity(refer).origin).1.to_string(), "8:30");
    assert_eq!(model.foreign().count(), 0);
}

#[test]
fn paths_are_read_with_their_namespaces() {
    let t = Some("urn:t");
    let path =
        |descendants: bool, steps: &[NameTest]| LocationPath { descendants, steps: steps.to_vec(), attribute: None };
    for (selector, paths) in [
        (".", vec![path(false, &[])]),
        (" . / t:b ", vec![path(false, &[name(t, "b")])]),
        (".//t:b/c", vec![path(true, &[name(t, "b"), name(None, "c")])]),
        (". // *", vec![path(true, &[NameTest::Any])]),
        ("t:*|.//.", vec![path(false, &[NameTest::Namespace("urn:t".into())]), path(true, &[])]),
        ("child :: t:b/child::*", vec![path(false, &[name(t, "b"), NameTest::Any])]),
        ("child/attribute.b-2", vec![path(false, &[name(None, "child"), name(None, "attribute.b-2")])]),
        ("xs:b", vec![path(false, &[name(Some("http://www.w3.org/2001/XMLSchema"), "b")])]),
    ] {
        let model = load(&key(selector, "."));
        assert_eq!(model.identities[0].selector.paths, paths, "{selector}");
    }
    for (field, steps, attribute) in [
        ("@b", &[][..], name(None, "b")),
        (".//t:c/@t:*", &[name(t, "c")], NameTest::Namespace("urn:t".into())),
        ("./attribute::*", &[], NameTest::Any),
        ("@xml:id", &[], name(Some("http://www.w3.org/XML/1998/namespace"), "id")),
    ] {
        let model = load(&key(".", field));
        let [path] = &model.identities[0].fields[0].paths[..] else { panic!("{field}") };
        assert_eq!((&path.steps[..], path.attribute.as_ref()), (steps, Some(&attribute)), "{field}");
    }
}

#[test]
fn names_without_a_prefix_are_in_no_namespace_unless_it_is_said() {
    for (said, namespace) in [
        ("", None),
        (r###" xpathDefaultNamespace="##targetNamespace""###, Some("urn:t")),
        (r###" xmlns="urn:d" xpathDefaultNamespace="##defaultNamespace""###, Some("urn:d")),
        (r#" xmlns="urn:d" xpathDefaultNamespace="urn:e""#, Some("urn:e")),
        (r#" xmlns="urn:d""#, None),
    ] {
        let model = load(&key("b", "@c").replace("<xs:selector", &format!("<xs:selector{said}")));
        let key = &model.identities[0];
        assert_eq!(key.selector.paths[0].steps, [name(namespace, "b")], "{said}");
        assert_eq!(key.fields[0].paths[0].attribute, Some(name(None, "c")), "{said}");
    }
}

#[test]
fn other_paths_are_refused_where_they_go_wrong() {
    // `¦` marks the place of the error.
    for (selector, field, message) in [
        ("¦", "@b", "the name of an element or attribute is missing here"),
        ("@¦b", "@b", "a selector leads to elements, not to attributes"),
        ("b/@¦c", "@b", "a selector leads to elements, not to attributes"),
        ("¦/b", "@b", "the name of an element or attribute is missing here"),
        ("¦//b", "@b", "the name of an element or attribute is missing here"),
        ("b¦//c", "@b", "this cannot follow here"),
        ("b/¦", "@b", "the name of an element or attribute is missing here"),
        ("b|¦", "@b", "the name of an element or attribute is missing here"),
        ("b¦[1]", "@b", "`[` cannot stand here"),
        (".¦.", "@b", "this cannot follow here"),
        ("¦descendant::b", "@b", "`d` cannot stand here"),
        ("b ¦c", "@b", "this cannot follow here"),
        ("¦p:b", "@b", "the prefix `p` is not declared"),
        ("¦t: b", "@b", "`t` cannot stand here"),
        ("text¦()", "@b", "`(` cannot stand here"),
        (".", "@b¦/c", "this cannot follow here"),
        (".", "@¦", "the name of an element or attribute is missing here"),
        (".", "@¦.", "the name of an element or attribute is missing here"),
        (".", "b/.¦//c", "this cannot follow here"),
        (".", "child::¦.", "the name of an element or attribute is missing here"),
    ] {
        assert_errors(ErrorKind::Schema, &[(&key(selector, field), message, "with `/` between")]);
    }
}
