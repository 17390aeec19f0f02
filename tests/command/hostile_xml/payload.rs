//! Payloads: entities, depth, numbers and lengths of names, attributes, elements.

use super::{Case, all, content, each, many, xsd};

/// Payloads of [`many`] and what is said of them, with an exit code of 1.
fn found<const N: usize>(cases: [(&'static str, String, &'static str); N]) -> Vec<Case> {
    cases.into_iter().map(|(what, payload, said)| (what, many(), payload, 1, said)).collect()
}

#[test]
fn entities_and_depth_end_soon() {
    let doctype = |subset: &str, content: &str| format!("<!DOCTYPE a [{subset}]><a>{content}</a>");
    let laughs = each(30, |at| match at {
        0 => "<!ENTITY l0 'lol'>".to_owned(),
        at => format!("<!ENTITY l{at} '{}'>", format!("&l{};", at - 1).repeat(10)),
    });
    let big = format!("<!ENTITY e '{}'>", "x".repeat(100_000));
    let limited = [
        ("an entity of entities", doctype(&laughs, "&l29;")),
        ("a large entity often", doctype(&big, &"&e;".repeat(100_000))),
        ("depth of 100,000", format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000))),
    ];
    let mut cases = found([
        ("an entity in itself", doctype("<!ENTITY e '&e;'>", "&e;"), "not-well-formed"),
        ("an entity of a file", doctype("<!ENTITY e SYSTEM '/etc/passwd'>", "&e;"), "external-entity"),
    ]);
    cases.extend(limited.map(|(what, payload)| (what, many(), payload, 3, "limit-exceeded")));
    all(cases);
}

#[test]
fn long_names_and_values_end_soon() {
    let long = "n".repeat(1 << 20);
    let typed = format!("<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"{long}\"/>");
    all(found([
        ("a name of a megabyte", format!("<a><{long} {long}=''/></a>"), "undocumented-field"),
        ("20 names of a megabyte", format!("<a>{}</a>", format!("<{long}/>").repeat(20)), "undocumented-field"),
        ("a value of a megabyte", format!("<a><b>{}</b></a>", "9".repeat(1 << 20)), "number-out-of-range"),
        ("a type of a megabyte", typed, "substituted-type"),
    ]));
}

#[test]
fn a_hundred_thousand_of_anything_end_soon() {
    const MANY: usize = 100_000;
    let attributes = each(MANY, |at| format!(" k{at}=''"));
    let children = |write: &dyn Fn(usize) -> String| format!("<a>{}</a>", each(MANY, write));
    let mut cases = found([
        ("attributes", format!("<a{attributes}/>"), "100000 findings"),
        ("an attribute again and again", format!("<a{}/>", " k=''".repeat(MANY)), "not-well-formed"),
        ("unknown elements", children(&|at| format!("<c{at}/>")), "100000 findings"),
        ("wrong values", children(&|_| "<b>x</b>".to_owned()), "100000 findings"),
    ]);
    let open = content("<xs:sequence/><xs:anyAttribute processContents=\"lax\"/>");
    cases.push(("attributes that are let in", open, format!("<a{attributes}><b/></a>"), 1, "/a/b"));
    let ids = xsd(
        "<xs:element name=\"a\"><xs:complexType><xs:sequence><xs:element name=\"b\" maxOccurs=\"unbounded\"><xs:complexType>\
         <xs:attribute name=\"i\" type=\"xs:ID\"/><xs:attribute name=\"r\" type=\"xs:IDREF\"/></xs:complexType></xs:element>\
         </xs:sequence></xs:complexType></xs:element>",
    );
    let key = "<xs:KEY name=\"k\"><xs:selector xpath=\"b\"/><xs:field xpath=\".\"/></xs:KEY>";
    let keyed = |kind: &str| {
        many().replace("</xs:element></xs:schema>", &format!("{key}</xs:element></xs:schema>")).replace("KEY", kind)
    };
    let twice = children(&|at| format!("<b>{}</b>", at / 2));
    cases.extend([
        ("IDs, each twice", ids.clone(), children(&|at| format!("<b i='i{}'/>", at / 2)), 1, "rule-violated"),
        ("references to nothing", ids, children(&|at| format!("<b r='i{at}'/>")), 1, "rule-violated"),
        ("keys, each twice", keyed("key"), twice.clone(), 1, "rule-violated"),
        ("unique values, each twice", keyed("unique"), twice, 1, "rule-violated"),
    ]);
    all(cases);
}
