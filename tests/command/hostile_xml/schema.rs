//! Schemas: circles, depth, doubling, patterns that no engine compiles.

use super::{Case, all, content, each, text, xsd};

const PAYLOAD: &str = "<a><x/></a>";

/// The beginning of every place in the schema.
const PLACE: &str = "schema.xsd:1:";

/// A schema that is an error at a place in it.
fn error((what, schema): (&'static str, String)) -> Case {
    (what, schema, PAYLOAD.to_owned(), 2, PLACE)
}

#[test]
fn schemas_that_lead_back_to_themselves_end_soon() {
    let global = "<xs:element name=\"a\" type=\"xs:int\"/>";
    let including = |how: &str| xsd(&format!("<xs:{how} schemaLocation=\"schema.xsd\"/>{global}"));
    let of_type = |type_: &str| xsd(&format!("{type_}<xs:element name=\"a\" type=\"t\"/>"));
    let with = |component: &str, reference: &str| {
        let element = format!("<xs:element name=\"a\"><xs:complexType>{reference}</xs:complexType></xs:element>");
        xsd(&format!("{component}{element}"))
    };
    let extension =
        "<xs:complexType name=\"t\"><xs:complexContent><xs:extension base=\"t\"/></xs:complexContent></xs:complexType>";
    let group = "<xs:group ref=\"g\"/>";
    let attributes = "<xs:attributeGroup ref=\"g\"/>";
    let circles = [
        ("a type that extends itself", of_type(extension)),
        ("a list of itself", of_type("<xs:simpleType name=\"t\"><xs:list itemType=\"t\"/></xs:simpleType>")),
        (
            "a union of itself",
            of_type("<xs:simpleType name=\"t\"><xs:union memberTypes=\"xs:int t\"/></xs:simpleType>"),
        ),
        (
            "a group in itself",
            with(&format!("<xs:group name=\"g\"><xs:sequence>{group}</xs:sequence></xs:group>"), group),
        ),
        (
            "attributes in themselves",
            with(&format!("<xs:attributeGroup name=\"g\">{attributes}</xs:attributeGroup>"), attributes),
        ),
        (
            "a substitute of itself",
            xsd("<xs:element name=\"a\" substitutionGroup=\"b\"/><xs:element name=\"b\" substitutionGroup=\"a\"/>"),
        ),
    ];
    let inside = |occurs: &str| content(&format!("<xs:sequence><xs:element ref=\"a\" {occurs}/></xs:sequence>"));
    let mut cases: Vec<Case> = circles.into_iter().map(error).collect();
    cases.extend([
        ("a schema that includes itself", including("include"), PAYLOAD.to_owned(), 1, "type-changed"),
        ("an element in itself", inside("minOccurs=\"0\""), PAYLOAD.to_owned(), 1, "/a/x"),
        ("an element that must be in itself", inside(""), "<a/>".to_owned(), 1, "missing-field"),
    ]);
    all(cases);
}

#[test]
fn schemas_that_are_deep_or_double_end_soon() {
    let deep =
        |open: &str, close: &str, count: usize| content(&format!("{}{}", open.repeat(count), close.repeat(count)));
    let types =
        ("<xs:sequence><xs:element name=\"x\"><xs:complexType>", "</xs:complexType></xs:element></xs:sequence>");
    // Each group has the next one in it so many times; the last one is empty.
    let groups = |count: usize, times: usize| {
        let next = |at: usize| format!("<xs:group ref=\"g{at}\"/>").repeat(times);
        let group = |at: usize| {
            let inner = if at + 1 < count { next(at + 1) } else { "<xs:element name=\"x\"/>".to_owned() };
            format!("<xs:group name=\"g{at}\"><xs:sequence>{inner}</xs:sequence></xs:group>")
        };
        let element = "<xs:element name=\"a\"><xs:complexType><xs:group ref=\"g0\"/></xs:complexType></xs:element>";
        xsd(&(each(count, group) + element))
    };
    let entity = |at: usize| match at {
        0 => "<!ENTITY e0 'eeeeeeeeee'>".to_owned(),
        at => format!("<!ENTITY e{at} '{}'>", format!("&e{};", at - 1).repeat(10)),
    };
    let documented =
        "<xs:element name=\"a\"><xs:annotation><xs:documentation>&e19;</xs:documentation></xs:annotation></xs:element>";
    let laughs = format!("<!DOCTYPE xs:schema [{}]>{}", each(20, entity), xsd(documented));
    let cases = [
        ("sequences 10,000 deep", deep("<xs:sequence>", "</xs:sequence>", 10_000)),
        ("sequences 400 deep", deep("<xs:sequence>", "</xs:sequence>", 400)),
        ("types 10,000 deep", deep(types.0, types.1, 10_000)),
        ("10,000 groups, one in the other", groups(10_000, 1)),
        ("groups that double 40 times", groups(40, 2)),
        ("an entity of entities", laughs),
        (
            "occurrences the wrong way round",
            content("<xs:sequence minOccurs=\"2\" maxOccurs=\"1\"><xs:element name=\"x\"/></xs:sequence>"),
        ),
    ];
    all(cases.into_iter().map(error).collect());
}

#[test]
fn patterns_that_are_too_large_to_compile_end_soon() {
    let pattern = |pattern: &str| text("string", &format!("<xs:pattern value=\"{pattern}\"/>"));
    let nested = |open: &str, close: &str| pattern(&format!("{}a{}", open.repeat(100_000), close.repeat(100_000)));
    let test = |test: &str| text("string", &format!("<xs:assertion test=\"{test}\"/>"));
    let counted =
        |what, counters: &str| -> Case { (what, pattern(counters), "<a>a</a>".to_owned(), 1, "pattern-mismatch") };
    let mut cases = vec![
        counted("a pattern of a thousand thousands", "(a{1000}){1000}"),
        counted("a pattern of counters of counters", "((((a{99}){99}){99}){99}){99}"),
        counted("a pattern of a counter without end", "a{999999999999}"),
    ];
    let deep = [
        ("a pattern 100,000 deep", nested("(", ")")),
        ("a pattern of classes 100,000 deep", nested("[a-z-[", "]]")),
        ("an assertion 100,000 deep", test(&format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000)))),
    ];
    cases.extend(deep.map(error));
    all(cases);
}
