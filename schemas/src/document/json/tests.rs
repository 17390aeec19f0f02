//! What the JSON reader reads, refuses and repairs.

use crate::document::{Document, Kind, Limits, ReadOptions, SyntaxErrorKind};

const REPAIR: ReadOptions =
    ReadOptions { syntax: None, limits: Limits { depth: 512, size: 1 << 30, expansion: 0 }, repair: true };

fn strict(text: &str) -> Result<Document<'_>, String> {
    Document::read_str(text, &ReadOptions::default()).map_err(|error| error.to_string())
}

#[test]
fn every_node_knows_its_place() {
    let text = "{\n  \"orders\": [{\"id\": 1.50}, \"x\\ty\", null],\n  \"é\": true\n}";
    let document = strict(text).unwrap();
    let root = document.root();
    assert_eq!(root.children().map(|child| child.name()).collect::<Vec<_>>(), ["orders", "é"]);
    let id = root.pointer("/orders/0/id").unwrap();
    assert_eq!((id.kind(), id.value(), id.position().to_string()), (Kind::Number, "1.50", "2:21".to_owned()));
    assert_eq!(id.name_span().of(text), "\"id\"");
    let string = root.pointer("/orders/1").unwrap();
    assert_eq!((string.value(), string.span().of(text)), ("x\ty", "\"x\\ty\""));
    assert_eq!(root.pointer("/orders/2").unwrap().kind(), Kind::Null);
    assert_eq!(document.position(root.member("é").unwrap().span().start).to_string(), "3:8");
    assert_eq!(root.span().of(text), text);
}

#[test]
fn the_last_of_two_equal_keys_rules_and_both_are_kept() {
    let document = strict(r#"{"a": 1, "\u0061": 2}"#).unwrap();
    assert_eq!(document.root().member("a").unwrap().value(), "2");
    assert_eq!(document.root().children().count(), 2);
}

#[test]
fn what_is_not_json_is_refused_at_its_place() {
    for (text, at) in [
        ("", "1:1"),
        ("{\"a\": 1,}", "1:8"),
        ("[1 2]", "1:4"),
        ("{\"a\" 1}", "1:6"),
        ("[1] x", "1:5"),
        ("{\"a\": 1000-4612}", "1:11"),
        ("[01]", "1:3"),
        ("[1.]", "1:4"),
        ("[-]", "1:3"),
        ("[1e]", "1:4"),
        ("[tru]", "1:2"),
        ("[nullx]", "1:2"),
        ("\"a\nb\"", "1:3"),
        ("[\"\\q\"]", "1:3"),
        ("{\"a\": ", "1:7"),
        ("{\"a\": \"b", "1:9"),
        ("{a: 1}", "1:2"),
        ("[1] // x", "1:5"),
        ("{]", "1:2"),
    ] {
        let error = strict(text).unwrap_err();
        assert!(error.starts_with(&format!("{at}: ")), "{text}: {error}");
    }
}

#[test]
fn safe_readings_are_taken_and_said() {
    let text = "{\"orderNo\": 1000-4612, /* n */ \"t\": \"a\nb\", // x\n \"f\": [True, 1,],}";
    let document = Document::read_str(text, &REPAIR).unwrap();
    let root = document.root();
    assert_eq!(root.member("orderNo").unwrap().value(), "1000-4612");
    assert_eq!(root.member("orderNo").unwrap().span().of(text), "1000-4612");
    assert_eq!(root.member("t").unwrap().value(), "a\nb");
    assert_eq!(root.pointer("/f/0").unwrap().value(), "True");
    let places: Vec<_> = document.repairs().iter().map(|repair| repair.span.of(text)).collect();
    assert_eq!(places, ["1000-4612", "/* n */", "\n", "// x", "True", ",", ","]);
}

#[test]
fn what_cannot_be_repaired_is_reported_as_a_strict_reader_would() {
    for text in ["{\"a\": b\"c\"}", "{\"a\": 12, \"b\": xyz", "{\"a\": }", "{\"a\": 1 /* x }"] {
        let repaired = Document::read_str(text, &REPAIR).unwrap_err();
        let strict = Document::read_str(text, &ReadOptions::default()).unwrap_err();
        assert_eq!(repaired, strict, "{text}");
    }
}

#[test]
fn depth_is_limited() {
    let deep = "[".repeat(100_000);
    let error = Document::read_str(&deep, &ReadOptions::default()).unwrap_err();
    assert_eq!(error.kind, SyntaxErrorKind::Limit);
    let fine = format!("{}{}", "[".repeat(512), "]".repeat(512));
    assert_eq!(strict(&fine).unwrap().len(), 512);
}
