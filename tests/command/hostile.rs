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
