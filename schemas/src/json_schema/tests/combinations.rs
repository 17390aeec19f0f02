//! Combinations, and what stands beside them.

use super::{ALL, load_text, outline_of, since, until};
use crate::model::Draft;

#[test]
fn combinations_stand_alone_or_beside_a_base() {
    for (schema, want) in [
        (r#"{"oneOf": [{"type": "string"}, {"type": "null"}]}"#, "one_of(string, null)"),
        (r#"{"anyOf": [{"type": "string"}], "title": "t"}"#, "any_of(string)"),
        (r#"{"not": {"type": "string"}}"#, "not(string)"),
        (r#"{"allOf": [{"type": "string"}]}"#, "all(string)"),
        (
            r#"{"allOf": [{"minLength": 1}], "type": "string"}"#,
            "all(string, null|boolean|number|string(1..)|array|object)",
        ),
        (
            r#"{"type": "object", "oneOf": [{"required": ["a"], "type": "object"}]}"#,
            "all({..}, one_of({~a!: any, ..}))",
        ),
        (r#"{"anyOf": [{}], "oneOf": [{}], "not": {}}"#, "all(any_of(any), one_of(any), not(any))"),
        (r#"{"enum": [1, "a"], "not": {"type": "string"}}"#, r#"all(enum(1, "a"), not(string))"#),
    ] {
        for draft in ALL {
            assert_eq!(outline_of(schema, draft), want, "{schema} in {draft:?}");
        }
    }
}

#[test]
fn what_stands_beside_a_reference_counts_from_2019_09_on() {
    let schema = r##"{"type": "object", "properties": {"a": {"$ref": "#/definitions/A", "maxLength": 5}},
        "definitions": {"A": {"type": "string"}}}"##;
    for draft in until(Draft::Draft7) {
        assert_eq!(outline_of(schema, draft), "{a: A=string, ..}", "{draft:?}");
    }
    for draft in since(Draft::Draft201909) {
        let want = "{a: all(null|boolean|number|string(..5)|array|object, A=string), ..}";
        assert_eq!(outline_of(schema, draft), want, "{draft:?}");
    }
}

#[test]
fn what_is_unevaluated_is_additional_where_nothing_else_speaks() {
    for (schema, want) in [
        (r#"{"type": "object", "properties": {"a": true}, "unevaluatedProperties": false}"#, "{a: any}"),
        (r#"{"type": "object", "unevaluatedProperties": {"type": "null"}}"#, "{*: null}"),
        (
            r#"{"type": "object", "additionalProperties": true, "unevaluatedProperties": false}"#,
            "all({*: any}; unevaluated members never)",
        ),
        (
            r#"{"type": "object", "dependentSchemas": {"a": true}, "unevaluatedProperties": false}"#,
            "all({a->any, ..}; unevaluated members never)",
        ),
        (
            r#"{"type": "object", "allOf": [{"type": "object"}], "unevaluatedProperties": false}"#,
            "all({..}, {..}; unevaluated members never)",
        ),
        (r#"{"unevaluatedItems": false}"#, "all(; unevaluated items never)"),
        (
            r#"{"type": "array", "contains": true, "unevaluatedItems": false}"#,
            "all([contains 1.. any]; unevaluated items never)",
        ),
        (r#"{"type": ["array", "object"], "unevaluatedProperties": false}"#, "all([]|{..}; unevaluated members never)"),
    ] {
        for draft in since(Draft::Draft201909) {
            assert_eq!(outline_of(schema, draft), want, "{schema} in {draft:?}");
        }
    }
}

#[test]
fn a_part_that_is_the_whole_is_left_out() {
    let schema = r##"{"$ref": "#/$defs/A", "$defs": {"A": {"type": "object", "allOf": [{"$ref": "#/$defs/A"}, {"type":
        "object", "required": ["a"]}]}}}"##;
    let model = load_text(schema, Draft::Draft7).unwrap();
    assert_eq!(super::outline::of(&model), "A=all({..}, {~a!: any, ..})");
    assert_eq!(model.notes.len(), 1);
    let apart = r##"{"$ref": "#/$defs/A", "$defs": {"A": {"allOf": [{"$ref": "#/$defs/B"}, {"type": "null"}]},
        "B": {"anyOf": [{"$ref": "#/$defs/A"}, {"type": "string"}]}}}"##;
    assert_eq!(outline_of(apart, Draft::Draft7), "A=all(B=any_of(string), null)");
    // Coming back under a member is no circle.
    let tree = r##"{"type": "object", "properties": {"next": {"allOf": [{"$ref": "#"}]}}}"##;
    assert_eq!(outline_of(tree, Draft::Draft7), "{next: all(@), ..}");
}
