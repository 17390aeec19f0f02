//! Keywords about values themselves, by draft.

use super::{ALL, load_files, load_text, outline, outline_of, since, until};
use crate::json_schema::Options;
use crate::model::{Draft, Language, Shape};

#[test]
fn keywords_of_every_draft() {
    for (schema, want) in [
        (r"{}", "any"),
        (r#"{"title": "t", "description": "d", "examples": [1], "x-own": {}}"#, "any"),
        (r#"{"type": "string"}"#, "string"),
        (r#"{"type": "number"}"#, "number"),
        (r#"{"type": "integer"}"#, "integer"),
        (r#"{"type": "boolean"}"#, "boolean"),
        (r#"{"type": "null"}"#, "null"),
        (r#"{"type": "object"}"#, "{..}"),
        (r#"{"type": "array"}"#, "[]"),
        (r#"{"type": ["string"]}"#, "string"),
        (r#"{"type": ["integer", "number"]}"#, "number"),
        (r#"{"type": ["string", "null"]}"#, "null|string"),
        (r#"{"type": ["object", "array", "integer", "boolean"]}"#, "boolean|integer|[]|{..}"),
        // Keywords of other types than the one that is allowed say nothing.
        (r#"{"type": "string", "minimum": 1, "properties": {"a": {}}}"#, "string"),
        // Without a type the other kinds are free.
        (r#"{"minLength": 2}"#, "null|boolean|number|string(2..)|array|object"),
        (r#"{"minimum": 2}"#, "null|boolean|number(>=2)|string|array|object"),
        (r#"{"properties": {"a": {}}}"#, "null|boolean|number|string|array|{a: any, ..}"),
        (r#"{"items": {"type": "string"}}"#, "null|boolean|number|string|[*: string]|object"),
        (r#"{"type": ["string", "null"], "maxLength": 3, "minimum": 1}"#, "null|string(..3)"),
        (r#"{"type": "string", "minLength": 1, "maxLength": 2.0, "pattern": "^a"}"#, "string(1..2 /^a/)"),
        (r#"{"type": "string", "format": "date-time"}"#, "string(DateTime)"),
        (r#"{"type": "string", "format": "colour"}"#, r#"string(Other("colour"))"#),
        (r#"{"type": "integer", "format": "int64"}"#, r#"integer(Other("int64"))"#),
        (r#"{"type": "integer", "format": "date"}"#, "integer"),
        (
            r#"{"type": "number", "minimum": 0.10, "maximum": 1e400, "multipleOf": 0.01}"#,
            "number(>=0.10 <=1e400 %0.01)",
        ),
        (r#"{"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3}"#, "[*: string, 1..3]"),
        (r#"{"type": "array", "uniqueItems": true}"#, "[unique]"),
        (r#"{"type": "array", "uniqueItems": false}"#, "[]"),
        (r#"{"type": "object", "minProperties": 1, "maxProperties": 2}"#, "{1..2, ..}"),
        (r#"{"type": "object", "properties": {"b": {}, "a": {}}, "required": ["a"]}"#, "{b: any, a!: any, ..}"),
        (r#"{"type": "object", "required": ["z"]}"#, "{~z!: any, ..}"),
        (r#"{"type": "object", "additionalProperties": false}"#, "{}"),
        (r#"{"type": "object", "additionalProperties": true}"#, "{*: any}"),
        (r#"{"type": "object", "additionalProperties": {"type": "string"}}"#, "{*: string}"),
        (r#"{"type": "object", "patternProperties": {"^x-": {"type": "string"}}}"#, "{/^x-/: string, ..}"),
        (r#"{"type": "object", "dependencies": {"a": ["b", "c"]}}"#, "{a->b+c, ..}"),
        (r#"{"type": "object", "dependencies": {"a": {"type": "object"}}}"#, "{a->{..}, ..}"),
        (
            r#"{"type": "object", "properties": {"n": {"type": "integer", "default": 1.0}}}"#,
            "{n: integer default 1.0, ..}",
        ),
        // OpenAPI's own words are not read.
        (r#"{"type": "string", "nullable": true}"#, "string"),
    ] {
        for draft in ALL {
            assert_eq!(outline_of(schema, draft), want, "{schema} in {draft:?}");
        }
    }
}

#[test]
fn listed_values_of_one_type_are_a_scalar() {
    for (schema, want) in [
        (r#"{"enum": ["a", "b"]}"#, "string(a,b)"),
        (r#"{"type": "string", "enum": ["a", "b"], "minLength": 1}"#, "string(1.. a,b)"),
        (r#"{"type": ["string", "null"], "enum": ["a", null]}"#, "null|string(a)"),
        (r#"{"enum": [null, "a"]}"#, "null|string(a)"),
        (r#"{"enum": [null]}"#, "null"),
        (r#"{"type": "integer", "enum": [1, 2]}"#, "integer(1,2)"),
        (r#"{"type": "number", "enum": [1, 2]}"#, "number(1,2)"),
        (r#"{"enum": [1, 2.5]}"#, "number(1,2.5)"),
        (r#"{"enum": [true]}"#, "boolean(true)"),
        (r#"{"enum": [true, false]}"#, "boolean"),
        (r#"{"enum": [true, false, null]}"#, "null|boolean"),
        (r#"{"enum": ["a\u0062"]}"#, "string(ab)"),
        // What no scalar can list.
        (r#"{"enum": [1, "a"]}"#, r#"enum(1, "a")"#),
        (r#"{"enum": [true, null]}"#, "enum(true, null)"),
        (r#"{"enum": [{"a": [1]}, []]}"#, r#"enum({"a": [1]}, [])"#),
        (r#"{"type": "object", "enum": [{}, 1]}"#, "enum({})"),
        (r#"{"type": "object", "enum": [{}], "required": ["a"]}"#, "all({~a!: any, ..}, enum({}))"),
        (r#"{"type": "string", "enum": ["a", 1]}"#, "string(a)"),
        (r#"{"type": "string", "enum": [1]}"#, "never"),
        (r#"{"enum": []}"#, "never"),
        (r#"{"enum": ["a", "a"]}"#, "string(a)"),
    ] {
        for draft in ALL {
            assert_eq!(outline_of(schema, draft), want, "{schema} in {draft:?}");
        }
    }
    // A listed 1 is met by 1.0, which draft 4 does not call an integer.
    assert_eq!(outline_of(r#"{"enum": [1, 2]}"#, Draft::Draft4), "number(1,2)");
    assert_eq!(outline_of(r#"{"enum": [1, 2]}"#, Draft::Draft6), "integer(1,2)");
    assert_eq!(outline_of(r#"{"type": "integer", "enum": [1.0]}"#, Draft::Draft4), "never");
    assert_eq!(outline_of(r#"{"type": "integer", "enum": [1.0]}"#, Draft::Draft6), "integer(1.0)");
}

#[test]
fn keywords_that_came_later_are_ignored_before() {
    let cases = [
        (Draft::Draft6, r#"{"const": "a"}"#, "string(=a)", "any"),
        (Draft::Draft6, r#"{"const": {"a": 1}}"#, r#"enum({"a": 1})"#, "any"),
        (Draft::Draft6, r#"{"type": "string", "const": null}"#, "never", "string"),
        (Draft::Draft6, r#"{"const": "a", "enum": ["a", "b"]}"#, r#"all(string(=a), enum("a", "b"))"#, "string(a,b)"),
        (Draft::Draft6, r#"{"type": "array", "contains": {"type": "null"}}"#, "[contains 1.. null]", "[]"),
        (Draft::Draft6, r#"{"type": "object", "propertyNames": {"maxLength": 3}}"#, "", "{..}"),
        (Draft::Draft7, r#"{"if": {"type": "string"}, "then": false}"#, "if(string then never)", "any"),
        (Draft::Draft7, r#"{"if": true, "else": {"type": "null"}}"#, "if(any else null)", "any"),
        (Draft::Draft7, r#"{"then": false, "else": false}"#, "any", "any"),
        (
            Draft::Draft201909,
            r#"{"type": "array", "contains": true, "minContains": 0, "maxContains": 2}"#,
            "[contains 0..2 any]",
            "",
        ),
        (Draft::Draft201909, r#"{"type": "object", "dependentRequired": {"a": ["b"]}}"#, "{a->b, ..}", "{..}"),
        (Draft::Draft201909, r#"{"type": "object", "dependentSchemas": {"a": false}}"#, "{a->never, ..}", "{..}"),
        (Draft::Draft201909, r#"{"type": "object", "unevaluatedProperties": false}"#, "{}", "{..}"),
        (Draft::Draft201909, r#"{"type": "array", "unevaluatedItems": false}"#, "[*: never]", "[]"),
        (Draft::Draft202012, r#"{"type": "array", "prefixItems": [{"type": "null"}]}"#, "[null]", "[]"),
        (
            Draft::Draft202012,
            r#"{"type": "array", "prefixItems": [true], "items": {"type": "null"}}"#,
            "[any, *: null]",
            "[*: null]",
        ),
    ];
    for (first, schema, want, before) in cases {
        for draft in since(first).filter(|_| !want.is_empty()) {
            assert_eq!(outline_of(schema, draft), want, "{schema} in {draft:?}");
        }
        for draft in ALL.into_iter().filter(|draft| *draft < first && !before.is_empty()) {
            assert_eq!(outline_of(schema, draft), before, "{schema} in {draft:?}");
        }
    }
}

#[test]
fn keywords_that_changed_mean_what_their_draft_says() {
    for draft in until(Draft::Draft201909) {
        let tuple = r#"{"type": "array", "items": [{"type": "null"}, {}], "additionalItems": {"type": "string"}}"#;
        assert_eq!(outline_of(tuple, draft), "[null, any, *: string]");
        let closed = r#"{"type": "array", "items": [{}], "additionalItems": false}"#;
        assert_eq!(outline_of(closed, draft), "[any, *: never]");
        // Without an array in `items`, `additionalItems` says nothing.
        let list = r#"{"type": "array", "items": {"type": "null"}, "additionalItems": false}"#;
        assert_eq!(outline_of(list, draft), "[*: null]");
    }
    assert_eq!(outline_of(r#"{"type": "array", "additionalItems": false}"#, Draft::Draft202012), "[]");
    let exclusive =
        r#"{"type": "number", "minimum": 1, "exclusiveMinimum": true, "maximum": 2, "exclusiveMaximum": false}"#;
    assert_eq!(outline_of(exclusive, Draft::Draft4), "number(>1 <=2)");
    for draft in since(Draft::Draft6) {
        let exclusive = r#"{"type": "number", "minimum": 0, "exclusiveMinimum": 1, "exclusiveMaximum": 2}"#;
        assert_eq!(outline_of(exclusive, draft), "number(>=0 >1 <2)");
    }
    for draft in since(Draft::Draft6) {
        assert_eq!(outline_of("true", draft), "any");
        assert_eq!(outline_of("false", draft), "never");
    }
}

#[test]
fn the_draft_is_that_of_the_file() {
    for (uri, draft) in [
        ("http://json-schema.org/draft-04/schema#", Draft::Draft4),
        ("http://json-schema.org/draft-06/schema#", Draft::Draft6),
        ("http://json-schema.org/draft-07/schema", Draft::Draft7),
        ("https://json-schema.org/draft/2019-09/schema", Draft::Draft201909),
        ("https://json-schema.org/draft/2020-12/schema", Draft::Draft202012),
    ] {
        let text = format!(r#"{{"$schema": "{uri}"}}"#);
        assert_eq!(load_text(&text, Draft::Draft6).unwrap().language, Language::JsonSchema(draft));
    }
    let unsaid = load_files(&[("a.json", "{}")], &Options::default()).unwrap();
    assert_eq!(unsaid.language, Language::JsonSchema(Draft::Draft202012));
}

#[test]
fn a_schema_with_its_own_dialect_is_read_in_it() {
    let text = r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "old", "$defs": {"old": {
        "$id": "old", "$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "null"}], "type": "array"}}}"#;
    assert_eq!(outline_of(text, Draft::Draft202012), "old=[null]");
}

#[test]
fn formats_may_annotate_only() {
    let options = Options { formats_annotate: true, ..Options::default() };
    let text = r#"{"type": "string", "format": "date"}"#;
    let model = load_files(&[("a.json", text)], &options).unwrap();
    assert_eq!(outline::of(&model), r#"string(Other("date"))"#);
}

#[test]
fn a_metaschema_chooses_vocabularies() {
    let meta = |vocabularies: &str| {
        format!(r#"{{"$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {{{vocabularies}}}}}"#)
    };
    let core = r#""https://json-schema.org/draft/2020-12/vocab/core": true"#;
    let applicator = r#""https://json-schema.org/draft/2020-12/vocab/applicator": true"#;
    let schema = r#"{"$schema": "meta.json", "type": "string", "allOf": [{"minLength": 1}]}"#;
    let outline = |vocabularies: String| {
        let files = [("a.json", schema), ("meta.json", vocabularies.as_str())];
        outline::of(&load_files(&files, &Options::default()).unwrap())
    };
    assert_eq!(outline(meta(&format!("{core}, {applicator}"))), "all(any)");
    assert_eq!(outline(meta(core)), "any");
    assert_eq!(outline(meta(&format!(r#"{core}, "http://x/own": false"#))), "any");
    assert_eq!(outline(meta(&format!(r#"{core}, "http://x/own": true"#))), r#"foreign($vocabulary at "")"#);
}

#[test]
fn what_is_said_of_a_type_is_kept() {
    let text = r##"{"title": "T", "description": "D", "deprecated": true, "properties": {
        "a": {"$ref": "#/$defs/A", "description": "here", "default": {"x": [1.50]}}}, "type": "object",
        "$defs": {"A": {"description": "there", "type": "object"}}}"##;
    let model = load_text(text, Draft::Draft202012).unwrap();
    let root = model.type_(model.roots[0].type_);
    assert_eq!((root.title.as_deref(), root.docs.as_deref(), root.deprecated), (Some("T"), Some("D"), true));
    let Shape::Record(record) = &root.shape else { panic!("no record") };
    assert_eq!(record.fields[0].docs.as_deref(), Some("here"));
    assert_eq!(record.fields[0].default.as_deref(), Some(r#"{"x": [1.50]}"#));
    let a = model.type_(record.fields[0].type_);
    assert_eq!((a.docs.as_deref(), a.name.as_ref().unwrap().to_string().as_str()), (Some("there"), "A"));
}

#[test]
fn origins_are_where_things_are_said() {
    let text = "{\n \"type\": \"object\",\n \"properties\": {\n  \"a\": {\"type\": \"string\", \"minLength\": 2}\n },\n \
                \"required\": [\"a\", \"b\"],\n \"additionalProperties\": false\n}";
    let model = load_text(text, Draft::Draft7).unwrap();
    let at = |origin| model.place(origin).1.to_string();
    let Shape::Record(record) = &model.type_(model.roots[0].type_).shape else { panic!("no record") };
    assert_eq!(at(record.fields[0].origin), "4:3");
    assert_eq!(at(record.fields[0].required_origin.unwrap()), "6:15");
    assert_eq!(at(record.fields[1].origin), "6:20");
    let crate::model::Additional::Closed(Some(origin)) = record.additional else { panic!("open") };
    assert_eq!(at(origin), "7:26");
    let Shape::Scalar(scalar) = &model.type_(record.fields[0].type_).shape else { panic!("no scalar") };
    assert_eq!(at(scalar.facets.min_length.as_ref().unwrap().origin), "4:40");
}
