//! Single captures: what is kept of an envelope, what is dropped, and what is refused.

use crate::run::Scratch;

/// Redacts a file.
fn redacted(name: &str, content: impl AsRef<[u8]>) -> (Scratch, Vec<u8>) {
    let scratch = Scratch::new();
    scratch.file(&format!("old/{name}"), &content);
    let ran = scratch.driftline("old", &["redact", name, "-o", "../new", "--key", "k"], "");
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{name}");
    let new = std::fs::read(scratch.0.join("new").join(name)).unwrap();
    assert_eq!(new.len(), content.as_ref().len());
    (scratch, new)
}

fn text(name: &str, content: &str) -> String {
    String::from_utf8(redacted(name, content).1).unwrap()
}

#[test]
fn headers_with_credentials_are_dropped_and_the_rest_of_an_envelope_stays() {
    for (headers, want) in [
        (r#"{"NETOAPI_KEY": "secret", "Accept": "text/xml"}"#, r#"{"Accept":"text/xml"}"#),
        (r#"{"Accept": "text/xml", "Cookie": "secret"}"#, r#"{"Accept":"text/xml"}"#),
        (r#"{"Cookie": "secret", "Token": "s"}"#, "{}"),
        (r#"[["Accept", "text/xml"], ["Token", "secret"]]"#, r#"[["Accept","text/xml"]]"#),
        (
            r#"[{"name": "token", "value": "secret"}, {"name": "Accept", "value": "*"}]"#,
            r#"[{"name":"Accept","value":"*"}]"#,
        ),
    ] {
        let line = format!(
            r#"{{"headers": {headers}, "time": "2024-01-03T01:11:12Z", "body": {{"time": "2024-01-03T01:11:12Z"}}}}"#
        );
        let new = text("a.ndjson", &format!("{line}\n"));
        let dense = new.split_whitespace().collect::<String>();
        assert!(dense.contains(&format!(r#""headers":{want},"time":"2024-01-03T01:11:12Z","body""#)), "{new}");
        // The payload's own time is a value.
        assert_eq!(new.matches("2024-01-03").count(), 1, "{new}");
    }
}

#[test]
fn documents_in_documents_are_redacted_as_such() {
    let inner = r#"<Event Id="Confidential"><Order>Jane Doe &amp; Sons</Order></Event>"#;
    let escaped = inner.replace('"', "\\\"");
    let new = text("a.ndjson", &format!("{{\"headers\": {{}}, \"body\": \"{escaped}\"}}\n"));
    assert!(new.contains(r#"<Event Id=\""#) && new.contains("<Order>") && new.contains("&amp;"), "{new}");
    assert!(!new.contains("Confidential") && !new.contains("Jane"), "{new}");
    // {"name": "Jane Doe"}
    let new = text("a.json", r#"{"headers": {}, "isBase64Encoded": true, "body": "eyJuYW1lIjogIkphbmUgRG9lIn0="}"#);
    // {"name": " in base64, and its end.
    assert!(new.contains("eyJuYW1lIjogI") && new.contains("In0=") && !new.contains("IkphbmUgRG9lIn0"), "{new}");
}

#[test]
fn exports_keep_their_form_and_their_report() {
    let order = r#"<Event><EventType>Order</EventType><Order><OrderID>Jane</OrderID><OrderStatus>Declined</OrderStatus></Order></Event>"#;
    let cases = [
        format!(
            r#"{{"specversion": "1.0", "id": "Jane", "source": "Jane", "type": "Jane", "datacontenttype": "text/xml", "data": "{order}"}}"#
        ),
        format!(
            r#"{{"data": [{{"uuid": "Jane", "token_id": "Jane", "method": "POST", "headers": {{}}, "created_at": "2024-01-03 01:11:12", "content": "{order}"}}]}}"#
        ),
        format!(
            r#"{{"info": {{"_postman_id": "Jane", "schema": "Jane"}}, "item": [{{"name": "Jane", "request": {{"method": "POST", "header": [{{"key": "Token", "value": "Jane"}}], "url": "https://Jane", "body": {{"mode": "raw", "raw": "{order}"}}}}, "response": []}}]}}"#
        ),
        format!(
            r#"{{"http_interactions": [{{"request": {{"method": "POST", "uri": "Jane", "headers": {{"Content-Type": ["text/xml"]}}, "body": {{"encoding": "UTF-8", "string": "{order}"}}}}, "response": {{"headers": {{"Content-Type": ["image/png"]}}, "body": {{"string": "Jane"}}}}}}]}}"#
        ),
        format!(
            r#"{{"log": {{"version": "1.2", "entries": [{{"startedDateTime": "2024-01-03T01:11:12Z", "request": {{"headers": [], "url": "Jane", "postData": {{"mimeType": "text/xml", "text": "{order}"}}}}, "response": {{"headers": [], "content": {{"mimeType": "text/html", "text": "Jane"}}}}}}]}}}}"#
        ),
    ];
    for content in cases {
        let (scratch, new) = redacted("a.json", &content);
        let new = String::from_utf8(new).unwrap();
        assert!(!new.contains("Jane") && !new.contains("Declined") && new.contains("<EventType>Order<"), "{new}");
        let [before, after] =
            ["old", "new"].map(|folder| scratch.driftline(folder, &["check", "a.json", "--format", "json"], "").output);
        assert!(before.contains("new-enum-value"), "{content}: {before}");
        assert_eq!(before, after, "{new}");
    }
}

#[test]
fn what_is_no_node_is_redacted_too() {
    let new = text("a.xml", "<?xml version='1.0'?><!-- by Jane --><?tool Jane?><a>x<!-- Jane --><![CDATA[Jane]]></a >");
    assert!(!new.contains("Jane") && new.contains("<?tool ") && new.contains("<![CDATA["), "{new}");
    let new = text("a.json", "{\"a\": \"\\u004aane\", // by Jane\n \"b\": 1.50}");
    assert!(!new.contains("Jane") && !new.contains("ane") && new.contains("0}"), "{new}");
}

#[test]
fn an_encoding_stays() {
    let utf16 =
        |text: &str| [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let (_, new) = redacted("a.xml", utf16("<a>Zoë Müller</a>"));
    assert!(new.starts_with(&utf16("<a>")) && new != utf16("<a>Zoë Müller</a>"));
    let (_, new) = redacted("a.xml", b"<?xml version='1.0' encoding='latin1'?><a>Zo\xEB</a>");
    assert!(new.ends_with(b"</a>") && !new.ends_with(b"\xEB</a>") && std::str::from_utf8(&new).is_err());
}

#[test]
fn what_is_no_document_is_named_and_not_copied() {
    let scratch = Scratch::new();
    scratch.file("old/in/good.json", r#"{"a": "Jane"}"#);
    scratch.file("old/in/deep/cut.json", r#"{"a": "Jane"#);
    scratch.file("old/in/entity.xml", "<!DOCTYPE a [<!ENTITY jane 'Jane'>]><a>&jane;</a>");
    scratch.file("old/in/lines.ndjson", "{\"a\": \"Jane\"}\n{\"a\": \"Jane\n{\"a\": 12}\n");
    let ran = scratch.driftline("old", &["redact", "in", "-o", "../new"], "");
    assert_eq!((ran.code, ran.output.as_str()), (3, "2 of 4 files written to ../new\n"), "{ran:?}");
    for named in ["in/deep/cut.json: not written", "in/entity.xml: not written", "in/lines.ndjson#2: not written"] {
        assert!(ran.errors.contains(named), "{ran:?}");
    }
    assert!(
        !ran.errors.contains("Jane")
            && !scratch.0.join("new/deep").exists()
            && !scratch.0.join("new/entity.xml").exists()
    );
    let lines = scratch.text("new/lines.ndjson");
    assert!(!lines.contains("Jane") && lines.lines().nth(1).unwrap().trim().is_empty(), "{lines}");
}

#[test]
fn nothing_is_overwritten_and_nothing_goes_nowhere() {
    let scratch = Scratch::new();
    scratch.file("old/a.json", "{}");
    for (arguments, input, code) in [
        (&["redact", "a.json", "-o", "."][..], "", 2),
        (&["redact", "a.json"], "", 2),
        (&["redact", "-", "-o", "../new"], "{}", 2),
        (&["redact", "-"], "{", 2),
        (&["redact", "b.json", "-o", "../new"], "", 2),
    ] {
        let ran = scratch.driftline("old", arguments, input);
        assert_eq!((ran.code, ran.output.as_str()), (code, ""), "{arguments:?}: {ran:?}");
    }
    assert_eq!(scratch.text("old/a.json"), "{}");
    let ran = scratch.driftline("old", &["redact", "-", "--key", "k"], r#"{"a": "Jane"}"#);
    assert!(ran.code == 0 && ran.output.starts_with("{\"a\": \"") && !ran.output.contains("Jane"), "{ran:?}");
}

#[test]
fn a_schema_of_ones_own_says_what_is_kept() {
    let scratch = Scratch::new();
    scratch.file(
        "old/s.json",
        r#"{"properties": {"a": {"enum": ["Jane"]}, "b": {"type": "string", "pattern": "^X-\\d+$"}}}"#,
    );
    scratch.file("old/a.json", r#"{"a": "Jane", "b": "X-123456", "c": "Jane Doe"}"#);
    let ran = scratch.driftline("old", &["redact", "a.json", "-o", "../new", "--schema", "s.json"], "");
    assert_eq!(ran.code, 0, "{ran:?}");
    let new = scratch.text("new/a.json");
    assert!(new.starts_with(r#"{"a": "Jane", "b": "X-"#) && !new.contains("123456") && !new.contains("Doe"), "{new}");
}

#[test]
fn keys_of_maps_are_values_and_fields_that_a_report_names_are_not() {
    let scratch = Scratch::new();
    for folder in ["old", "new"] {
        scratch.file(
            &format!("{folder}/s.json"),
            r#"{"properties": {"known": {"additionalProperties": {"type": "number"}}, "open": {"type": "object"},
            "coded": {"propertyNames": {"pattern": "^K-\\d{4}$"}, "additionalProperties": {"type": "string"}}}, "required": ["known"]}"#,
        );
    }
    scratch.file(
        "old/in/a.json",
        r#"{"known": {"jane@example.com": 1, "Jane Doe": 2}, "coded": {"K-4711": "a"}, "Janet": {"Janedoe": 1}}"#,
    );
    scratch.file(
        "old/in/b.ndjson",
        "{\"headers\": {}, \"body\": {\"known\": {\"jane@example.com\": 2}}}\n{\"Jane\": {}}\n",
    );
    let ran = scratch.driftline("old", &["redact", "in", "-o", "../new/in", "--schema", "s.json", "--key", "k"], "");
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
    let new = scratch.text("new/in/a.json") + &scratch.text("new/in/b.ndjson");
    // `Janet` and `Jane` are fields of which the report tells.
    assert!(
        !new.contains("jane@") && !new.contains("Jane Doe") && !new.contains("4711") && !new.contains("Janedoe"),
        "{new}"
    );
    assert!(new.contains("\"Janet\": {") && new.contains("{\"Jane\": {}}") && new.contains("\"K-"), "{new}");
    let address = new.split(['"']).find(|part| part.contains('@')).unwrap();
    assert_eq!(new.matches(address).count(), 2, "{new}");
    let arguments = ["check", "in", "--schema", "s.json", "--format", "json"];
    let [before, after] = ["old", "new"].map(|folder| scratch.driftline(folder, &arguments, "").output);
    assert!(before.contains("undocumented-field") && before == after, "{before}");
}

#[test]
fn a_contract_can_be_given() {
    let scratch = Scratch::new();
    scratch.file("old/a.xml", "<Event><EventType>Order</EventType><OrderStatus>Declined</OrderStatus></Event>");
    let arguments = ["redact", "a.xml", "-o", "../new", "--contract", "neto/order-notification", "--key", "k"];
    let ran = scratch.driftline("old", &arguments, "");
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
    let new = scratch.text("new/a.xml");
    assert!(new.contains(">Order<") && !new.contains("Declined"), "{new}");
    for arguments in
        [&["--contract", "neto/nothing"][..], &["--contract", "neto/order-notification", "--schema", "a.xml"]]
    {
        let ran = scratch.driftline("old", &[&["redact", "a.xml", "-o", "../other"], arguments].concat(), "");
        assert_eq!(ran.code, 2, "{ran:?}");
    }
}

#[test]
fn a_record_that_is_too_long_or_torn_costs_itself() {
    let scratch = Scratch::new();
    let long = "Jane ".repeat(1_000_000);
    let line = |name: &str| format!("{{\"headers\": {{}}, \"body\": {{\"a\": \"{name}\"}}}}");
    scratch.file("old/a.ndjson", format!("{}\n{}\n{}\n", line("Jane"), line(&long), line("Jane")));
    let entry = |text: &str| format!("{{\"request\": {{\"postData\": {{\"text\": \"{text}\"}}}}}}");
    let har = |entries: &str| format!("{{\"log\": {{\"version\": \"1.2\", \"entries\": [{entries}");
    scratch.file("old/long.har", har(&format!("{}, {}, {}]}}}}", entry("Jane"), entry(&long), entry("Jane"))));
    scratch.file("old/torn.har", har(&format!("{}, {}", entry("Jane"), &entry("Jane")[..42])));
    scratch.file("old/wrong.har", har(&format!("{}, {{\"a\" \"Jane\"}}, {}]}}}}", entry("Jane"), entry("Jane"))));
    for (name, code, told) in [
        ("a.ndjson", 3, "a.ndjson#2: not written, it has more bytes"),
        ("long.har", 2, "long.har: not written, it has more bytes"),
        ("torn.har", 3, "torn.har#2: not written, the file ends inside it"),
        ("wrong.har", 3, "wrong.har#2: not written, "),
    ] {
        let ran = scratch.driftline("old", &["redact", name, "-o", "../new", "--max-document", "1M"], "");
        assert!(ran.code == code && ran.errors.starts_with(told) && !ran.errors.contains("Jane"), "{name}: {ran:?}");
        let new = std::fs::read_to_string(scratch.0.join("new").join(name)).unwrap_or_default();
        assert!(new.is_empty() == (code == 2) && !new.contains("Jane"), "{name}");
        let old = std::fs::read_to_string(scratch.0.join("old").join(name)).unwrap();
        assert!(code == 2 || old.len() == new.len(), "{name}: {} {}", old.len(), new.len());
        if name == "wrong.har" {
            let ran = scratch.driftline("new", &["check", name, "--format", "json"], "");
            assert!(ran.output.contains("\"record\": 3"), "{ran:?}");
        }
    }
}
