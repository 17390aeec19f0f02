//! Payloads that mean harm end in a finding, never in a panic, and not in a clean exit.

use crate::scratch::{SCHEMA, Scratch, driftline};

/// Runs a check on a stack of 2 MB, as threads have.
fn check(content: String, name: &str) -> crate::scratch::Ran {
    let name = name.to_owned();
    let run = move || {
        let scratch = Scratch::new();
        let schema = scratch.file("schema.json", SCHEMA);
        driftline(&["check", &scratch.file(&name, content), "--schema", &schema])
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap()
}

#[test]
fn a_payload_of_ten_thousand_levels_is_a_finding_and_incomplete() {
    let json = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let object = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    let xml = format!("{}{}", "<a>".repeat(10_000), "</a>".repeat(10_000));
    let enveloped = format!("{{\"headers\": {{}}, \"body\": {json}}}");
    for (content, name) in [(json, "a.json"), (object, "b.json"), (xml, "c.xml"), (enveloped, "d.ndjson")] {
        let ran = check(content, name);
        assert_eq!(ran.code, 3, "{name}: {ran:?}");
        assert!(ran.output.contains("limit-exceeded"), "{name}: {}", ran.output);
    }
}

#[test]
fn a_billion_laughs_is_a_finding_and_incomplete() {
    let mut xml = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol0 \"lol\">\n".to_owned();
    for level in 1..10 {
        let before = format!("&lol{};", level - 1).repeat(10);
        xml.push_str(&format!("<!ENTITY lol{level} \"{before}\">\n"));
    }
    xml.push_str("]>\n<lolz>&lol9;</lolz>");
    let ran = check(xml, "a.xml");
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.output.contains("limit-exceeded"), "{}", ran.output);
}

#[test]
fn an_external_entity_is_a_finding_and_never_opened() {
    let xml = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
    let ran = check(xml.to_owned(), "a.xml");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.output.contains("external-entity") && !ran.output.contains("passwd"), "{}", ran.output);
}

#[test]
fn bytes_of_no_meaning_are_findings() {
    for (name, content) in
        [("a.json", "\u{1}\u{2}"), ("a.xml", "\u{1}"), ("a.ndjson", "\"\n}\n]"), ("a.xml", "<"), ("a.xml", "")]
    {
        let ran = check(content.to_owned(), name);
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        assert!(ran.output.contains("not-well-formed"), "{name}: {}", ran.output);
    }
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let ran = check("{\"id\": 1, \"\\u001b[2J\\u202e\": 1}".to_owned(), "a.json");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.output.contains("undocumented-field  /\\u{1b}[2J"), "{}", ran.output);
    assert!(!ran.output.contains('\u{1b}') && !ran.output.contains('\u{202e}'), "{}", ran.output);
}

#[test]
fn many_faults_in_one_document_cost_no_more_each() {
    const MANY: usize = 60_000;
    let numbered = |make: &dyn Fn(usize) -> String| (0..MANY).map(make).collect::<Vec<_>>().join(",");
    let schema = r#"{
        "type": ["object", "array"],
        "properties": {"id": {"type": "integer"}},
        "required": ["id"],
        "additionalProperties": false,
        "uniqueItems": true,
        "items": {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}
    }"#;
    let xsd = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence>
        <xs:element name="b" type="xs:integer" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>"#;
    let scratch = Scratch::new();
    let (json, xsd) = (scratch.file("a.schema.json", schema), scratch.file("a.xsd", xsd));
    let begin = std::time::Instant::now();
    for (what, content) in [
        ("a key again and again", format!("{{{}}}", numbered(&|_| "\"id\":1".to_owned()))),
        ("keys that are closed out", format!("{{{}}}", numbered(&|at| format!("\"k{at}\":1")))),
        ("fields that were renamed", format!("[{}]", numbered(&|at| format!("{{\"ident\":{at}}}")))),
        ("fields that moved", format!("[{}]", numbered(&|at| format!("{{\"w{at}\":{{\"id\":{at}}}}}")))),
        ("values of another type", format!("[{}]", numbered(&|at| format!("{{\"id\":\"{at}\"}}")))),
    ] {
        let ran = driftline(&["check", &scratch.file("a.json", content), "--schema", &json]);
        assert_eq!(ran.code, 1, "{what}: {}", ran.errors);
    }
    let xml = format!("<a>{}</a>", "<b>x</b>".repeat(MANY));
    let ran = driftline(&["check", &scratch.file("a.xml", xml), "--schema", &xsd]);
    assert!(ran.code == 1 && ran.output.contains("/a/b"), "{ran:?}");
    // Each took minutes where its cost grew with the square; together they take seconds without optimisation.
    assert!(begin.elapsed().as_secs() < 120, "{:?}", begin.elapsed());
}

#[test]
fn a_name_of_a_megabyte_is_reported_once() {
    let ran = check(format!("{{\"id\":1,\"{}\":1}}", "n".repeat(1_000_000)), "a.json");
    assert_eq!(ran.code, 1, "{}", ran.errors);
    assert!(ran.output.len() < 2_100_000, "{}", ran.output.len());
}

#[test]
fn an_error_cannot_steer_the_terminal() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", r##"{"$ref": "#/\u001b[31mred", "title": "\u009b"}"##);
    let payload = scratch.file("a.json", "{}");
    for args in [
        ["check", &payload, "--schema", &schema],
        ["check", &payload, "--contract", "\u{1b}[31m"],
        ["explain", "\u{1b}[31m", "--format", "text"],
    ] {
        let ran = driftline(&args);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(!ran.errors.contains('\u{1b}') && !ran.output.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn parts_of_parts_that_all_fail_end_at_a_limit() {
    let scratch = Scratch::new();
    let schema = r##"{"allOf": [
        {"properties": {"a": {"$ref": "#"}}}, {"properties": {"a": {"$ref": "#"}}, "required": ["z"]}, {"type": "integer"}
    ]}"##;
    let schema = scratch.file("schema.json", schema);
    let deep = format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200));
    let ran = driftline(&["check", &scratch.file("a.json", deep), "--schema", &schema]);
    assert_eq!(ran.code, 3, "{}", ran.errors);
    assert!(ran.output.contains("limit-exceeded"), "{}", ran.output);
}
