//! Schemas that do not load: what is said, and where.

use super::{load_files, load_text};
use crate::error::ErrorKind;
use crate::json_schema::Options;
use crate::model::Draft;

#[test]
fn errors_name_the_place_and_what_is_wanted() {
    for (draft, schema, at, message) in [
        (Draft::Draft7, "3", "1:1", "expected a schema: an object or a boolean, found a number"),
        (Draft::Draft7, r#"{"not": "x"}"#, "1:9", "`not` must be a schema: an object or a boolean, and is a string"),
        (Draft::Draft7, r#"{"type": "strnig"}"#, "1:10", "there is no type `strnig`"),
        (Draft::Draft7, r#"{"type": ["string", 1]}"#, "1:21", "expected the name of a type, found a number"),
        (Draft::Draft7, r#"{"type": []}"#, "1:10", "`type` must be the name of a type"),
        (Draft::Draft7, r#"{"properties": []}"#, "1:16", "`properties` must be an object, and is an array"),
        (Draft::Draft7, r#"{"properties": {"a": null}}"#, "1:22", "`a` must be a schema"),
        (Draft::Draft7, r#"{"minLength": -1}"#, "1:15", "`minLength` must be a whole number from zero on, and is -1"),
        (
            Draft::Draft7,
            r#"{"maxItems": "3"}"#,
            "1:14",
            "`maxItems` must be a whole number from zero on, and is a string",
        ),
        (Draft::Draft7, r#"{"minimum": "3"}"#, "1:13", "`minimum` must be a number, and is a string"),
        (Draft::Draft7, r#"{"multipleOf": 0}"#, "1:16", "`multipleOf` must be above zero"),
        (
            Draft::Draft7,
            r#"{"exclusiveMinimum": true}"#,
            "1:22",
            "`exclusiveMinimum` must be a number, and is a boolean",
        ),
        (Draft::Draft4, r#"{"exclusiveMinimum": 3}"#, "1:22", "`exclusiveMinimum` must be `true` or `false`"),
        (Draft::Draft7, r#"{"required": "a"}"#, "1:14", "`required` must be an array of names, and is a string"),
        (Draft::Draft7, r#"{"required": ["a", 1]}"#, "1:20", "expected a string in an array of names, found a number"),
        (Draft::Draft7, r#"{"pattern": "(a"}"#, "1:13", "this is no regular expression: a `(` is not closed"),
        (
            Draft::Draft7,
            r#"{"patternProperties": {"[": {}}}"#,
            "1:29",
            "this is no regular expression: a `[` is not closed",
        ),
        (Draft::Draft7, r#"{"uniqueItems": 1}"#, "1:17", "`uniqueItems` must be `true` or `false`, and is a number"),
        (Draft::Draft7, r#"{"enum": "a"}"#, "1:10", "`enum` must be an array of values, and is a string"),
        (Draft::Draft7, r#"{"allOf": []}"#, "1:11", "`allOf` must be an array of at least one schema"),
        (
            Draft::Draft7,
            r#"{"allOf": {}}"#,
            "1:11",
            "`allOf` must be an array of at least one schema, and is an object",
        ),
        (Draft::Draft7, r#"{"dependencies": {"a": "b"}}"#, "1:24", "`a` must be"),
        (Draft::Draft7, r#"{"$ref": 1}"#, "1:10", "`$ref` must be a string with a reference, and is a number"),
        (Draft::Draft202012, r#"{"items": [{}]}"#, "1:11", "`items` must be a schema, and is an array"),
        (Draft::Draft202012, r##"{"not": {"$ref": "#"}}"##, "1:1", "holds a value to itself without end"),
    ] {
        let error = load_text(schema, draft).unwrap_err();
        assert!(error.message().contains(message), "{schema}: {}", error.message());
        assert_eq!(error.position().map(|position| position.to_string()).as_deref(), Some(at), "{schema}: {error}");
        assert_eq!(error.source_name(), Some("schema.json"));
        assert_eq!(error.kind(), ErrorKind::Schema, "{schema}");
    }
}

#[test]
fn references_that_lead_nowhere_are_errors_at_their_place() {
    for (schema, at, message, help) in [
        (
            r##"{"$ref": "#/$defs/Adress", "$defs": {"Address": {}}}"##,
            "1:10",
            "there is nothing at `#/$defs/Adress` in `schema.json`: `#/$defs` has no `Adress`",
            "did you mean `#/$defs/Address`?",
        ),
        (r##"{"$ref": "#/definitions/A", "$defs": {"A": {}}}"##, "1:10", "`#` has no `definitions`", ""),
        (
            r##"{"$ref": "#adress", "$defs": {"A": {"$anchor": "address"}}}"##,
            "1:10",
            "there is no anchor `adress` in `schema.json`",
            "did you mean `#address`?",
        ),
        (
            r#"{"properties": {"a": {"$ref": "other.json"}}}"#,
            "1:31",
            "no file for `other.json` was found",
            "nothing is fetched",
        ),
        (r#"{"$ref": "https://example.com/x.json#/a"}"#, "1:10", "no file for `https://example.com/x.json`", ""),
        (r##"{"$ref": "#/title", "title": "x"}"##, "1:10", "`#/title` leads to a string, which is no schema", ""),
        (r##"{"$ref": "#"}"##, "1:10", "this reference leads back to itself", ""),
        (
            r##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
            "1:10",
            "this reference leads back to itself",
            "",
        ),
    ] {
        let error = load_text(schema, Draft::Draft202012).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Reference, "{schema}");
        assert!(error.message().contains(message), "{schema}: {}", error.message());
        assert!(format!("{error:#}").contains(help), "{error:#}");
        assert_eq!(error.position().map(|position| position.to_string()).as_deref(), Some(at), "{schema}: {error}");
    }
}

#[test]
fn what_is_wrong_in_another_file_is_said_of_that_file() {
    let files = [("a/main.json", r#"{"$ref": "part.json"}"#), ("a/part.json", "{\n  \"type\": \"text\"\n}")];
    let error = load_files(&files, &Options::default()).unwrap_err();
    assert_eq!(error.to_string(), "a/part.json:2:11: there is no type `text`");
    let files = [("main.json", r#"{"$ref": "part.json"}"#), ("part.json", "{\n  \"type\": }")];
    let error = load_files(&files, &Options::default()).unwrap_err();
    assert_eq!((error.source_name(), error.kind()), (Some("part.json"), ErrorKind::Syntax));
    assert_eq!(error.position().unwrap().line, 2);
}

#[test]
fn a_file_that_is_missing_or_no_json_is_an_error() {
    let missing = load_files(&[("a.json#/x", "{}")], &Options::default()).unwrap_err();
    assert_eq!((missing.kind(), missing.source_name()), (ErrorKind::Unreadable, Some("a.json")));
    let xml = load_files(&[("a.xsd", "<a/>")], &Options::default()).unwrap_err();
    assert_eq!(xml.source_name(), Some("a.xsd"));
}

#[test]
fn very_long_chains_of_references_cost_no_stack() {
    let chain = |link: &dyn Fn(usize) -> String, end: &str| {
        let links: String = (0..20_000).map(|at| format!(r#""{at}": {}, "#, link(at + 1))).collect();
        format!(r##"{{"$ref": "#/$defs/0", "$defs": {{{links}"20000": {end}}}}}"##)
    };
    let plain = |next| format!(r##"{{"$ref": "#/$defs/{next}"}}"##);
    let negated = |next| format!(r##"{{"not": {{"$ref": "#/$defs/{next}"}}}}"##);
    let (null, first) = (r#"{"type": "null"}"#, r##"{"$ref": "#/$defs/0"}"##);
    assert_eq!(super::outline_of(&chain(&plain, null), Draft::Draft202012), "20000=null");
    let circle = load_text(&chain(&plain, first), Draft::Draft202012).unwrap_err();
    assert_eq!(circle.kind(), ErrorKind::Reference);
    assert!(load_text(&chain(&negated, null), Draft::Draft202012).is_ok());
    assert!(load_text(&chain(&negated, first), Draft::Draft202012).is_err());
}
