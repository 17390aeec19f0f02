//! XML payloads and schemas that mean harm: each is checked by a process of its own on a stack of 2 MB, with little memory,
//! and ends soon, in a finding or an error.

use std::fmt::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::scratch::{Ran, Scratch};

/// Far above what any case needs, without optimisation and on a busy machine.
const SOON: Duration = Duration::from_secs(60);

/// Kilobytes of address space, far above what any case needs too.
const MEMORY: u32 = 2_000_000;

/// What is wrong, a schema, a payload, the exit code, and what is said.
type Case = (&'static str, String, String, u8, &'static str);

/// Checks a payload in a process of its own. Where the system has no such limits, time is the only one.
fn check(schema: &str, payload: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_driftline-process");
    let mut command = if cfg!(unix) {
        let mut command = Command::new("sh");
        let limited = format!("ulimit -s 2048; ulimit -v {MEMORY} 2>/dev/null; exec \"$0\" \"$@\"");
        command.args(["-c", &limited, program]);
        command
    } else {
        Command::new(program)
    };
    let ran = command.args(["check", payload, "--schema", schema]).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = ran.status.code().and_then(|code| u8::try_from(code).ok());
    Ran { code: code.unwrap_or(u8::MAX), output: text(&ran.stdout), errors: text(&ran.stderr) }
}

/// Checks every case.
fn all(cases: Vec<Case>) {
    let scratch = Scratch::new();
    let mut wrong = Vec::new();
    for (what, schema, payload, code, said) in cases {
        let (schema, payload) = (scratch.file("schema.xsd", schema), scratch.file("payload.xml", payload));
        let begun = Instant::now();
        let ran = check(&schema, &payload);
        let took = begun.elapsed();
        if took > SOON || ran.code != code || !(ran.output.contains(said) || ran.errors.contains(said)) {
            let short = |text: &str| text.chars().take(400).collect::<String>();
            wrong.push(format!(
                "{what}: {took:?}, {} (want {code}, `{said}`)\n{}\n{}",
                ran.code,
                short(&ran.output),
                short(&ran.errors)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// A schema with this in it.
fn xsd(body: &str) -> String {
    format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{body}</xs:schema>")
}

/// A schema of an element `a` with this content model.
fn content(model: &str) -> String {
    xsd(&format!("<xs:element name=\"a\"><xs:complexType>{model}</xs:complexType></xs:element>"))
}

/// A schema of an element `a` that is a text under this facet.
fn text(base: &str, facet: &str) -> String {
    let restriction = format!("<xs:restriction base=\"xs:{base}\">{facet}</xs:restriction>");
    xsd(&format!("<xs:element name=\"a\"><xs:simpleType>{restriction}</xs:simpleType></xs:element>"))
}

/// Each number written by this.
fn each(count: usize, write: impl Fn(usize) -> String) -> String {
    (0..count).map(write).collect()
}

/// Children `b`, any number.
fn many() -> String {
    content(
        "<xs:sequence><xs:element name=\"b\" type=\"xs:int\" minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence>",
    )
}

#[test]
fn payloads_made_to_hurt_end_soon() {
    let doctype = |subset: &str, content: &str| format!("<!DOCTYPE a [{subset}]><a>{content}</a>");
    let laughs = each(30, |at| match at {
        0 => "<!ENTITY l0 'lol'>".to_owned(),
        at => format!("<!ENTITY l{at} '{}'>", format!("&l{};", at - 1).repeat(10)),
    });
    let big = "x".repeat(100_000);
    let long = "n".repeat(1 << 20);
    let open = content("<xs:sequence/><xs:anyAttribute processContents=\"lax\"/>");
    let ids = xsd(
        "<xs:element name=\"a\"><xs:complexType><xs:sequence><xs:element name=\"b\" maxOccurs=\"unbounded\"><xs:complexType>\
         <xs:attribute name=\"i\" type=\"xs:ID\"/><xs:attribute name=\"r\" type=\"xs:IDREF\"/></xs:complexType></xs:element>\
         </xs:sequence></xs:complexType></xs:element>",
    );
    all(vec![
        ("an entity of entities", many(), doctype(&laughs, "&l29;"), 3, "limit-exceeded"),
        (
            "a large entity often",
            many(),
            doctype(&format!("<!ENTITY e '{big}'>"), &"&e;".repeat(100_000)),
            3,
            "limit-exceeded",
        ),
        ("an entity in itself", many(), doctype("<!ENTITY e '&e;'>", "&e;"), 1, "not-well-formed"),
        ("an entity of a file", many(), doctype("<!ENTITY e SYSTEM '/etc/passwd'>", "&e;"), 1, "external-entity"),
        (
            "depth of 100,000",
            many(),
            format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000)),
            3,
            "limit-exceeded",
        ),
        (
            "100,000 attributes",
            many(),
            format!("<a{}/>", each(100_000, |at| format!(" k{at}=''"))),
            1,
            "100000 findings",
        ),
        (
            "100,000 attributes that are let in",
            open,
            format!("<a{}><b/></a>", each(100_000, |at| format!(" k{at}=''"))),
            1,
            "/a/b",
        ),
        ("an attribute 100,000 times", many(), format!("<a{}/>", " k=''".repeat(100_000)), 1, "not-well-formed"),
        ("a name of a megabyte", many(), format!("<a><{long} {long}=''/></a>"), 1, "undocumented-field"),
        (
            "20 names of a megabyte",
            many(),
            format!("<a>{}</a>", format!("<{long}/>").repeat(20)),
            1,
            "undocumented-field",
        ),
        ("a value of a megabyte", many(), format!("<a><b>{}</b></a>", "9".repeat(1 << 20)), 1, "number-out-of-range"),
        (
            "a type of a megabyte",
            many(),
            format!("<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"{long}\"/>"),
            1,
            "substituted-type",
        ),
        (
            "100,000 unknown elements",
            many(),
            format!("<a>{}</a>", each(100_000, |at| format!("<c{at}/>"))),
            1,
            "100000 findings",
        ),
        ("100,000 wrong values", many(), format!("<a>{}</a>", "<b>x</b>".repeat(100_000)), 1, "100000 findings"),
        (
            "100,000 IDs, each twice",
            ids.clone(),
            format!("<a>{}</a>", each(100_000, |at| format!("<b i='i{}'/>", at / 2))),
            1,
            "rule-violated",
        ),
        (
            "100,000 references to nothing",
            ids,
            format!("<a>{}</a>", each(100_000, |at| format!("<b r='i{at}'/>"))),
            1,
            "rule-violated",
        ),
    ]);
}

#[test]
fn content_models_made_to_hurt_end_soon() {
    let b = |occurs: &str| format!("<xs:element name=\"b\" type=\"xs:int\" {occurs}/>");
    let sequence = |inner: &str, occurs: &str| format!("<xs:sequence {occurs}>{inner}</xs:sequence>");
    let most = "minOccurs=\"0\" maxOccurs=\"999999999\"";
    let least = "minOccurs=\"999999999\" maxOccurs=\"999999999\"";
    let bs = |count: usize| format!("<a>{}</a>", "<b>1</b>".repeat(count));
    let alternatives = each(2_000, |at| format!("<xs:element name=\"b{at}\" type=\"xs:int\"/>"));
    let optional = each(2_000, |at| format!("<xs:element name=\"b{at}\" type=\"xs:int\" minOccurs=\"0\"/>"));
    let backwards = |count: usize| format!("<a>{}</a>", each(count, |at| format!("<b{0}>1</b{0}>", count - 1 - at)));
    let nested = |depth: usize| {
        let inner =
            (0..depth).fold(b("minOccurs=\"0\""), |inner, _| sequence(&inner, "minOccurs=\"0\" maxOccurs=\"2\""));
        content(&format!("<xs:sequence>{inner}<xs:element name=\"c\"/></xs:sequence>"))
    };
    all(vec![
        (
            "many of at most very many",
            content(&sequence(&b(most), "")),
            format!("{}<x/></a>", bs(100_000).trim_end_matches("</a>")),
            1,
            "/a/x",
        ),
        ("few of at least very many", content(&sequence(&b(least), "")), bs(3), 1, "count-out-of-range"),
        ("none of at least very many", content(&sequence(&b(least), "")), "<a/>".to_owned(), 1, "missing-field"),
        ("many of at least very many", content(&sequence(&b(least), "")), bs(100_000), 1, "count-out-of-range"),
        (
            "very many of very many",
            content(&sequence(&b(most), most)),
            format!("{}<x/></a>", bs(100_000).trim_end_matches("</a>")),
            1,
            "/a/x",
        ),
        (
            "too many of a thousand",
            content(&sequence(&b("maxOccurs=\"1000\""), "")),
            bs(50_000),
            1,
            "count-out-of-range",
        ),
        (
            "a choice of 2,000, again and again",
            content(&format!("<xs:choice maxOccurs=\"unbounded\">{alternatives}</xs:choice>")),
            format!("{}<x/></a>", backwards(2_000).repeat(1).trim_end_matches("</a>")),
            1,
            "/a/x",
        ),
        (
            "two of a choice of 2,000",
            content(&format!("<xs:choice>{alternatives}</xs:choice>")),
            "<a><b0>1</b0><b1999>1</b1999></a>".to_owned(),
            1,
            "forbidden-field",
        ),
        ("2,000 backwards", content(&sequence(&optional, "")), backwards(2_000), 1, "order-changed"),
        (
            "all of 2,000, twice",
            content(&format!("<xs:all>{optional}</xs:all>")),
            format!("<a>{}</a>", each(4_000, |at| format!("<b{0}>1</b{0}>", at % 2_000))),
            1,
            "duplicate-field",
        ),
        ("sequences in sequences, none", nested(100), "<a/>".to_owned(), 1, "missing-field"),
        ("sequences in sequences, many", nested(100), bs(10_000), 1, "missing-field"),
    ]);
}

#[test]
fn values_made_to_hurt_end_soon() {
    let value = |value: &str| format!("<a>{value}</a>");
    let nines = "9".repeat(1 << 20);
    let pattern = |pattern: &str| text("string", &format!("<xs:pattern value=\"{pattern}\"/>"));
    let values = each(100_000, |at| format!("<xs:enumeration value=\"v{at}\"/>"));
    let alternatives = each(20_000, |at| format!("x{at}|"));
    let numbers = "9".repeat(100);
    all(vec![
        ("a pattern that would try everything", pattern("(a+)+b"), value(&"a".repeat(100_000)), 1, "pattern-mismatch"),
        ("alternatives that overlap", pattern("(a|aa|aaa)*c"), value(&"a".repeat(100_000)), 1, "pattern-mismatch"),
        ("a pattern of counters", pattern("((a{1,9}){1,9}){1,9}"), value(&"a".repeat(100_000)), 1, "pattern-mismatch"),
        ("a pattern of 20,000 alternatives", pattern(&format!("{alternatives}y")), value("x"), 1, "pattern-mismatch"),
        ("an enumeration of 100,000", text("string", &values), value("v"), 1, "new-enum-value"),
        (
            "a number of a million digits",
            text("decimal", "<xs:maxInclusive value=\"1\"/>"),
            value(&nines),
            1,
            "number-out-of-range",
        ),
        (
            "a fraction of a million digits",
            text("decimal", "<xs:fractionDigits value=\"2\"/>"),
            value(&format!("0.{nines}")),
            1,
            "precision-exceeded",
        ),
        (
            "a bound of a million digits",
            text("decimal", &format!("<xs:minInclusive value=\"{nines}\"/>")),
            value("1"),
            1,
            "number-out-of-range",
        ),
        (
            "an exponent without end",
            text("double", "<xs:maxInclusive value=\"1\"/>"),
            value(&format!("1E{numbers}")),
            1,
            "number-out-of-range",
        ),
        (
            "a year of a million digits",
            text("date", "<xs:maxInclusive value=\"2000-01-01\"/>"),
            value(&format!("{nines}-01-01")),
            1,
            "/a",
        ),
        (
            "a duration of a million digits",
            text("duration", "<xs:maxInclusive value=\"P1Y\"/>"),
            value(&format!("P{nines}Y")),
            1,
            "/a",
        ),
        (
            "a length that no text has",
            text("string", &format!("<xs:minLength value=\"{numbers}\"/>")),
            value("x"),
            1,
            "length-out-of-range",
        ),
    ]);
}

#[test]
fn schemas_made_to_hurt_end_soon() {
    let payload = || "<a><x/></a>".to_owned();
    let deep =
        |open: &str, close: &str, count: usize| content(&format!("{}{}", open.repeat(count), close.repeat(count)));
    let chain = |name: &str, link: &dyn Fn(usize) -> String, count: usize| {
        xsd(&(each(count, |at| format!("<xs:{name} name=\"n{at}\">{}</xs:{name}>", link(at + 1)))
            + "<xs:element name=\"a\"/>"))
    };
    let reference =
        |at: usize| format!("<xs:sequence><xs:group ref=\"n{at}\"/><xs:group ref=\"n{at}\"/></xs:sequence>");
    let mut doubled = each(40, |at| format!("<xs:group name=\"n{at}\">{}</xs:group>", reference(at + 1)));
    let _ = write!(
        doubled,
        "<xs:group name=\"n40\"><xs:sequence><xs:element name=\"x\"/></xs:sequence></xs:group>\
         <xs:element name=\"a\"><xs:complexType><xs:group ref=\"n0\"/></xs:complexType></xs:element>"
    );
    let laughs = "<!DOCTYPE xs:schema [<!ENTITY a 'aaaaaaaaaa'>".to_owned()
        + &each(20, |at| {
            format!("<!ENTITY {} '{}'>", "a".repeat(at + 2), format!("&{};", "a".repeat(at + 1)).repeat(10))
        })
        + "]>"
        + &xsd(&format!(
            "<xs:element name=\"a\"><xs:annotation><xs:documentation>&{};</xs:documentation></xs:annotation></xs:element>",
            "a".repeat(21)
        ));
    let pattern = |pattern: &str| text("string", &format!("<xs:pattern value=\"{pattern}\"/>"));
    all(vec![
        (
            "a schema that includes itself",
            xsd("<xs:include schemaLocation=\"schema.xsd\"/><xs:element name=\"a\" type=\"xs:int\"/>"),
            payload(),
            1,
            "type-changed",
        ),
        (
            "a schema that redefines itself",
            xsd("<xs:redefine schemaLocation=\"schema.xsd\"/><xs:element name=\"a\" type=\"xs:int\"/>"),
            payload(),
            1,
            "type-changed",
        ),
        (
            "a type that extends itself",
            xsd(
                "<xs:complexType name=\"t\"><xs:complexContent><xs:extension base=\"t\"/></xs:complexContent></xs:complexType><xs:element name=\"a\" type=\"t\"/>",
            ),
            payload(),
            2,
            "schema.xsd:1:",
        ),
        (
            "a simple type of itself",
            xsd(
                "<xs:simpleType name=\"t\"><xs:list itemType=\"t\"/></xs:simpleType><xs:element name=\"a\" type=\"t\"/>",
            ),
            payload(),
            2,
            "schema.xsd:1:",
        ),
        (
            "a union of itself",
            xsd(
                "<xs:simpleType name=\"t\"><xs:union memberTypes=\"xs:int t\"/></xs:simpleType><xs:element name=\"a\" type=\"t\"/>",
            ),
            payload(),
            2,
            "schema.xsd:1:",
        ),
        (
            "a group in itself",
            xsd(
                "<xs:group name=\"g\"><xs:sequence><xs:group ref=\"g\"/></xs:sequence></xs:group><xs:element name=\"a\"><xs:complexType><xs:group ref=\"g\"/></xs:complexType></xs:element>",
            ),
            payload(),
            2,
            "schema.xsd:1:",
        ),
        (
            "attributes in themselves",
            xsd(
                "<xs:attributeGroup name=\"g\"><xs:attributeGroup ref=\"g\"/></xs:attributeGroup><xs:element name=\"a\"><xs:complexType><xs:attributeGroup ref=\"g\"/></xs:complexType></xs:element>",
            ),
            payload(),
            2,
            "schema.xsd:1:",
        ),
        (
            "a substitute of itself",
            xsd("<xs:element name=\"a\" substitutionGroup=\"b\"/><xs:element name=\"b\" substitutionGroup=\"a\"/>"),
            payload(),
            2,
            "schema.xsd:1:",
        ),
        (
            "an element in itself",
            xsd(
                "<xs:element name=\"a\"><xs:complexType><xs:sequence><xs:element ref=\"a\" minOccurs=\"0\"/></xs:sequence></xs:complexType></xs:element>",
            ),
            payload(),
            1,
            "/a/x",
        ),
        (
            "an element that must be in itself",
            xsd(
                "<xs:element name=\"a\"><xs:complexType><xs:sequence><xs:element ref=\"a\"/></xs:sequence></xs:complexType></xs:element>",
            ),
            "<a/>".to_owned(),
            1,
            "missing-field",
        ),
        ("sequences 10,000 deep", deep("<xs:sequence>", "</xs:sequence>", 10_000), payload(), 2, "schema.xsd:1:"),
        ("sequences 400 deep", deep("<xs:sequence>", "</xs:sequence>", 400), payload(), 2, "schema.xsd:1:"),
        (
            "types 10,000 deep",
            deep(
                "<xs:sequence><xs:element name=\"x\"><xs:complexType>",
                "</xs:complexType></xs:element></xs:sequence>",
                10_000,
            ),
            payload(),
            2,
            "schema.xsd:1:",
        ),
        (
            "10,000 groups, one in the other",
            chain(
                "group",
                &|at| {
                    if at < 10_000 {
                        format!("<xs:sequence><xs:group ref=\"n{at}\"/></xs:sequence>")
                    } else {
                        "<xs:sequence/>".to_owned()
                    }
                },
                10_000,
            )
            .replace(
                "<xs:element name=\"a\"/>",
                "<xs:element name=\"a\"><xs:complexType><xs:group ref=\"n0\"/></xs:complexType></xs:element>",
            ),
            payload(),
            2,
            "schema.xsd:1:",
        ),
        ("groups that double 40 times", xsd(&doubled), payload(), 2, "schema.xsd:1:"),
        ("an entity of entities", laughs, payload(), 2, "schema.xsd:1:"),
        ("a pattern of a thousand thousands", pattern("(a{1000}){1000}"), "<a>a</a>".to_owned(), 3, "undecided"),
        (
            "a pattern of counters of counters",
            pattern("((((a{99}){99}){99}){99}){99}"),
            "<a>a</a>".to_owned(),
            3,
            "undecided",
        ),
        ("a pattern of a counter without end", pattern("a{999999999999}"), "<a>a</a>".to_owned(), 3, "undecided"),
        (
            "a pattern 100,000 deep",
            pattern(&format!("{}{}", "(".repeat(100_000), ")".repeat(100_000))),
            "<a>a</a>".to_owned(),
            3,
            "undecided",
        ),
        (
            "a pattern of classes 10,000 deep",
            pattern(&format!("{}a{}", "[a-z-".repeat(10_000), "]".repeat(10_000))),
            "<a>a</a>".to_owned(),
            3,
            "undecided",
        ),
        (
            "occurrences the wrong way round",
            content("<xs:sequence minOccurs=\"2\" maxOccurs=\"1\"><xs:element name=\"x\"/></xs:sequence>"),
            payload(),
            2,
            "schema.xsd:1:",
        ),
    ]);
}
