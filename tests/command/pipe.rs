//! `driftline pipe`: requests in, answers out, a line each.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use driftline_schemas::Document;
use driftline_schemas::document::{NodeRef, ReadOptions};

use crate::scratch::{Ran, SCHEMA, Scratch, captures, driftline_with};

/// An XSD whose root element comes from another file.
const MAIN: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="order" type="Order"/>
</xs:schema>"#;

const TYPES: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="Order"><xs:sequence><xs:element name="id" type="xs:int"/></xs:sequence></xs:complexType>
</xs:schema>"#;

/// Asks these lines.
fn ask(lines: &str) -> Ran {
    driftline_with(&["pipe"], lines)
}

/// A part of an answer, by its pointer.
fn part(answer: &str, pointer: &str) -> String {
    let document = Document::read_str(answer, &ReadOptions::default()).unwrap();
    document.root().pointer(pointer).map_or("(none)", NodeRef::value).to_owned()
}

/// The answer to one request.
fn answer(request: &str) -> String {
    let ran = ask(request);
    assert_eq!((ran.output.lines().count(), ran.errors.as_str()), (1, ""), "{request}: {ran:?}");
    ran.output.trim_end().to_owned()
}

#[test]
fn a_finding_has_its_kind_its_places_and_words() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let request = format!("{{\"id\": 7.10, \"schema\": [\"{schema}\"], \"body\": \"{{\\n \\\"id\\\": \\\"x\\\"}}\"}}");
    let want = format!(
        "{{\"id\":7.10,\"verdict\":\"invalid\",\"contract\":\"{schema}\",\"findings\":[{{\"kind\":\"type-changed\",\
         \"severity\":\"error\",\"path\":\"/id\",\"line\":2,\"column\":8,\"what\":\"got text, want an integer\",\
         \"times\":1,\"impact\":\"rejects\",\"schema\":{{\"source\":\"{schema}\",\"line\":5,\"column\":24,\
         \"pointer\":\"/properties/id\"}}}}],\"notes\":[],\"detail\":null}}"
    );
    assert_eq!(answer(&request), want);
}

#[test]
fn the_verdict_is_the_law_of_the_schema_alone() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let answer = answer(&format!(r#"{{"schema": "{schema}", "body": "{{\"id\": 1, \"new\": 2}}"}}"#));
    assert_eq!(part(&answer, "/verdict"), "valid");
    assert_eq!(part(&answer, "/findings/0/kind"), "undocumented-field");
}

#[test]
fn what_a_contract_tolerates_is_a_note() {
    let file = captures("neto/get-cart/response-one-cart.json");
    let answer = answer(&format!("{{\"contract\":\"neto/get-cart-response\",\"payload\":\"{file}\"}}"));
    assert_eq!((part(&answer, "/verdict"), part(&answer, "/findings")), ("valid".to_owned(), "[]".to_owned()));
    assert_eq!(part(&answer, "/notes/0/kind"), "one-for-list", "{answer}");
    assert_eq!(part(&answer, "/notes/0/severity"), "note", "{answer}");
}

#[test]
fn a_payload_comes_as_a_file_as_text_or_in_base64() {
    let file = captures("neto/order-notification/declined.xml");
    let bytes = std::fs::read(&file).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r");
    let requests = [
        format!("\"payload\":\"{file}\""),
        format!("\"body\":\"{escaped}\""),
        format!("\"body_base64\":\"{}\"", base64(&bytes)),
        format!("\"payload\":\"{file}\",\"syntax\":\"xml\""),
    ];
    let mut answers: Vec<_> = requests
        .iter()
        .map(|payload| answer(&format!("{{\"contract\":\"neto/order-notification\",{payload}}}")))
        .collect();
    assert_eq!(part(&answers[0], "/findings/0/path"), "/Event/Order/OrderStatus");
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[test]
fn without_contract_or_schema_a_payload_is_recognised() {
    let body = r#"{"OrderID": "1"}"#.replace('"', "\\\"");
    let file = captures("neto/order-notification/declined.xml");
    let ran = ask(&format!(
        "{{\"payload\":\"{file}\"}}\n{{\"headers\":{{\"NETO_NOTIFICATION\":\"Order\"}},\"payload\":\"{file}\"}}\n\
         {{\"headers\":[],\"body\":\"{body}\"}}\n"
    ));
    let answers: Vec<_> = ran.output.lines().collect();
    for recognised in &answers[..2] {
        assert_eq!(part(recognised, "/contract"), "neto/order-notification@2024");
        assert_eq!(part(recognised, "/verdict"), "invalid");
    }
    assert_eq!(part(answers[2], "/verdict"), "error");
    assert_eq!(part(answers[2], "/findings/0/kind"), "unknown-contract");
    assert_eq!(ran.code, 3, "nobody knows the last one");
}

#[test]
fn without_a_payload_the_schema_is_judged() {
    let scratch = Scratch::new();
    let (main, types) = (scratch.file("main.xsd", MAIN), scratch.file("types.xsd", TYPES));
    let json = scratch.file("schema.json", "{\"properties\":\n{\"a\": {\"$ref\": \"#/$defs/Gone\"}}}");
    let cut = scratch.file("cut.xsd", "<xs:schema");
    for (schema, verdict, detail) in [
        (format!("[\"{main}\",\"{types}\"]"), "valid", "".to_owned()),
        // Of parts alone there is no root, and nothing wrong.
        (format!("\"{types}\""), "valid", "".to_owned()),
        (format!("\"{main}\""), "invalid", format!("{main}:2:")),
        (format!("\"{json}\""), "invalid", format!("{json}:2:")),
        (format!("\"{cut}\""), "invalid", format!("{cut}:1:")),
        (format!("\"{}\"", scratch.path("gone.xsd")), "error", scratch.path("gone.xsd")),
        (format!("[\"{main}\",\"{json}\"]"), "error", format!("{json}: ")),
    ] {
        let answer = answer(&format!("{{\"schema\":{schema}}}"));
        assert_eq!(part(&answer, "/verdict"), verdict, "{answer}");
        assert!(part(&answer, "/detail").starts_with(&detail), "{answer}");
    }
    assert_eq!(part(&answer(r#"{"contract":"ordermesh/inbound-order"}"#), "/verdict"), "valid");
}

#[test]
fn a_payload_without_a_schema_that_could_judge_it_is_an_error() {
    let scratch = Scratch::new();
    let (main, types) = (scratch.file("main.xsd", MAIN), scratch.file("types.xsd", TYPES));
    let both = answer(&format!(r#"{{"schema":["{main}","{types}"],"body":"<order><id>1</id></order>"}}"#));
    assert_eq!(part(&both, "/verdict"), "valid", "{both}");
    for (schema, detail) in [(main, ":2:"), (types, "no element"), (scratch.path("gone.xsd"), "gone.xsd")] {
        let answer = answer(&format!(r#"{{"schema":"{schema}","body":"<order/>"}}"#));
        assert_eq!(part(&answer, "/verdict"), "error", "{answer}");
        assert!(part(&answer, "/detail").contains(detail), "{answer}");
    }
}

#[test]
fn what_is_no_document_is_invalid_and_what_is_too_much_is_an_error() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let deep = "[".repeat(10_000);
    for (payload, verdict, kind) in [
        ("\"body\":\"\"", "invalid", "not-well-formed"),
        ("\"body\":\"{\"", "invalid", "not-well-formed"),
        ("\"body\":\"{'a':1}\"", "invalid", "not-well-formed"),
        ("\"body\":\"<a/>\",\"syntax\":\"json\"", "invalid", "not-well-formed"),
        ("\"body\":\"{}\",\"syntax\":\"xml\"", "invalid", "not-well-formed"),
        ("\"body\":\"<a/>\"", "invalid", "type-changed"),
        ("\"body_base64\":\"/w==\"", "invalid", "wrong-encoding"),
        ("\"body\":\"<!DOCTYPE a [<!ENTITY x SYSTEM 'x'>]><a>&x;</a>\"", "error", "external-entity"),
        (&format!("\"body\":\"{deep}\""), "error", "limit-exceeded"),
    ] {
        let answer = answer(&format!("{{\"schema\":\"{schema}\",{payload}}}"));
        assert_eq!(part(&answer, "/verdict"), verdict, "{answer}");
        assert_eq!(part(&answer, "/findings/0/kind"), kind, "{answer}");
        assert_eq!(part(&answer, "/detail") == "null", verdict == "invalid", "{answer}");
    }
}

#[test]
fn what_a_judge_cannot_tell_is_an_error_that_says_where() {
    let scratch = Scratch::new();
    let schema = r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "string",
        "pattern": "^(a|a|b(?=c))*$"}"#;
    let schema = scratch.file("schema.json", schema);
    let answer = answer(&format!(r#"{{"schema":"{schema}","body":"\"{}!\""}}"#, "a".repeat(60)));
    assert_eq!(part(&answer, "/verdict"), "error", "{answer}");
    assert!(part(&answer, "/detail").starts_with(&format!("undecided: {schema}:2:")), "{answer}");
}

#[test]
fn a_line_that_is_no_request_is_answered_and_the_next_one_too() {
    let lines = [
        ("{\"id\":1,", "is not JSON"),
        ("[]", "not a JSON object"),
        ("7", "not a JSON object"),
        ("<a/>", "is not JSON"),
        (r#"{"id":[1],"body":""}"#, "`id`"),
        (r#"{"id":1,"scema":"a"}"#, "there is no key `scema`, did you mean `schema`?"),
        (r#"{"id":1,"id":2}"#, "`id` is given twice"),
        (r#"{"id":1,"body":"a","payload":"b"}"#, "`payload` and `body`"),
        (r#"{"id":1,"body":"a","body_base64":"b"}"#, "`body` and `body_base64`"),
        (r#"{"id":1,"body":{}}"#, "`body` is not a string"),
        (r#"{"id":1,"body_base64":"?"}"#, "no base64"),
        (r#"{"id":1,"contract":"a","schema":"b"}"#, "`contract` and `schema`"),
        (r#"{"id":1,"contract":"a","draft":"7"}"#, "`draft` is of a `schema`"),
        (r#"{"id":1,"schema":[]}"#, "`schema` is neither"),
        (r#"{"id":1,"schema":"a","draft":"3"}"#, "`draft` is none of 4, 6, 7, 2019-09, 2020-12"),
        (r#"{"id":1,"schema":"a","formats":true}"#, "`formats` is none of assert, annotate"),
        (r#"{"id":1,"schema":"a","resources":["b"]}"#, "`resources`"),
        (r#"{"id":1,"headers":"a"}"#, "`headers`"),
        (r#"{"id":1,"syntax":"yaml"}"#, "`syntax` is none of xml, json"),
        (r#"{"id":1}"#, "neither a payload nor a schema"),
        (r#"{"id":1,"payload":"no/such/file"}"#, "no/such/file: "),
        (r#"{"id":1,"contract":"neto/order-notifications"}"#, "did you mean `neto/order-notification`?"),
        ("\u{FEFF}\u{0}", "is not JSON"),
    ];
    let input: String = lines.iter().map(|(line, _)| format!("{line}\n\n")).collect();
    let ran = ask(&format!("{input}{{\"id\":\"last\",\"contract\":\"ecomnow/webhook\"}}"));
    let answers: Vec<_> = ran.output.lines().collect();
    assert_eq!((answers.len(), ran.code), (lines.len() + 1, 3), "{ran:?}");
    for (number, ((line, detail), answer)) in lines.iter().zip(&answers).enumerate() {
        assert_eq!(part(answer, "/verdict"), "error", "{line}: {answer}");
        assert!(part(answer, "/detail").contains(detail), "{line}: {answer}");
        if detail.contains('`') && !detail.contains("mean `neto") && !line.contains("\"id\":1}") {
            assert!(part(answer, "/detail").starts_with(&format!("line {}: ", 2 * number + 1)), "{line}: {answer}");
        }
    }
    assert_eq!(part(answers[answers.len() - 1], "/id"), "last");
    assert_eq!(part(answers[answers.len() - 1], "/verdict"), "valid");
}

#[test]
fn exit_codes_say_whether_everything_was_decided() {
    for (input, code) in [("", 2), ("\n \n", 2), ("{\"contract\":\"ecomnow/webhook\"}", 0), ("?", 3)] {
        assert_eq!(ask(input).code, code, "{input:?}");
    }
}

#[test]
fn drafts_formats_and_resources_are_those_of_the_request() {
    let scratch = Scratch::new();
    let schema = scratch.file(
        "schema.json",
        r#"{"properties": {"a": {"$ref": "https://example.com/parts/a.json"}, "b": {"format": "date"}},
            "prefixItems": [{"type": "integer"}]}"#,
    );
    scratch.file("files/a.json", r#"{"type": "integer"}"#);
    let (file, folder) = (scratch.path("files/a.json"), scratch.path("files/"));
    let file = format!(r#"{{"https://example.com/parts/a.json":"{file}"}}"#);
    let folder = format!(r#"{{"https://example.com/parts/":"{folder}"}}"#);
    for (body, options, verdict) in [
        (r#"{"a": 1}"#, format!("\"resources\":{file}"), "valid"),
        (r#"{"a": "1"}"#, format!("\"resources\":{file}"), "invalid"),
        (r#"{"a": "1"}"#, format!("\"resources\":{folder}"), "invalid"),
        (r#"{"a": "1"}"#, "\"resources\":{}".to_owned(), "error"),
        (r#"{"b": "x"}"#, format!("\"resources\":{file}"), "invalid"),
        (r#"{"b": "x"}"#, format!("\"resources\":{file},\"formats\":\"assert\""), "invalid"),
        (r#"{"b": "x"}"#, format!("\"resources\":{file},\"formats\":\"annotate\""), "valid"),
        (r#"["c"]"#, format!("\"resources\":{file},\"draft\":7"), "valid"),
        (r#"["c"]"#, format!("\"resources\":{file},\"draft\":\"2020-12\""), "invalid"),
    ] {
        let body = body.replace('"', "\\\"");
        let answer = answer(&format!("{{\"schema\":\"{schema}\",\"body\":\"{body}\",{options}}}"));
        assert_eq!(part(&answer, "/verdict"), verdict, "{options}: {answer}");
    }
}

#[test]
fn answers_come_at_once_and_a_schema_that_changed_is_read_anew() {
    let scratch = Scratch::new();
    let main = scratch.file("main.xsd", MAIN.replace("<xs:el", "<xs:include schemaLocation=\"types.xsd\"/><xs:el"));
    scratch.file("types.xsd", TYPES);
    let mut pipe = Command::new(env!("CARGO_BIN_EXE_driftline-process"))
        .arg("pipe")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = pipe.stdin.take().unwrap();
    let mut answers = BufReader::new(pipe.stdout.take().unwrap()).lines();
    let mut ask = |verdict: &str| {
        writeln!(input, r#"{{"schema":"{main}","body":"<order><id>1</id></order>"}}"#).unwrap();
        let answer = answers.next().unwrap().unwrap();
        assert_eq!(part(&answer, "/verdict"), verdict, "{answer}");
    };
    ask("valid");
    ask("valid");
    // A file that the schema takes in, not the one that is named; another length tells even where the clock does not.
    scratch.file("types.xsd", TYPES.replace("xs:int", "xs:gYearMonth"));
    ask("invalid");
    scratch.file("types.xsd", "<");
    ask("error");
    scratch.file("types.xsd", TYPES);
    ask("valid");
    drop(input);
    assert_eq!(pipe.wait().unwrap().code(), Some(3));
}

#[test]
fn more_schemas_than_stay_compiled_are_answered_as_well() {
    let scratch = Scratch::new();
    let mut input = String::new();
    for round in 0..2 {
        for number in 0..40 {
            let schema = scratch.file(&format!("{number}.json"), format!("{{\"const\": {number}}}"));
            input.push_str(&format!("{{\"id\":{round},\"schema\":\"{schema}\",\"body\":\"{number}\"}}\n"));
        }
    }
    let ran = ask(&input);
    assert_eq!((ran.output.matches("\"valid\"").count(), ran.code), (80, 0), "{ran:?}");
}

/// Base64 as RFC 4648, 4 has it.
fn base64(bytes: &[u8]) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = if at > three.len() { '=' } else { char::from(letters[bits >> (18 - 6 * at) & 63]) };
            text.push(letter);
        }
    }
    text
}
