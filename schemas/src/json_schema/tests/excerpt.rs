//! What a part of a schema is where it stands alone.

use super::{ALL, load_text, until};
use crate::json_schema::{Excerpt, Options, excerpt};
use crate::model::Draft;

/// The whole of a schema, its definitions under their names.
fn whole(text: &str, draft: Draft) -> Excerpt {
    let origin = load_text(text, draft).unwrap().roots[0].origin;
    let files = std::collections::BTreeMap::from([("schema.json".to_owned(), text.as_bytes().to_vec())]);
    let options = Options { draft: Some(draft), degrade_references: true, ..Options::default() };
    excerpt("schema.json", &options, &files, origin, &str::to_owned).unwrap().unwrap()
}

#[test]
fn older_keywords_become_those_of_the_latest_draft() {
    let cases = [
        (
            Draft::Draft4,
            r#"{"minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false, "const": 2}"#,
            r#"{"exclusiveMinimum":1,"maximum":9}"#,
        ),
        (
            Draft::Draft7,
            r#"{"dependencies": {"a": ["b"], "c": {"minProperties": 2}}}"#,
            r#"{"dependentRequired":{"a":["b"]},"dependentSchemas":{"c":{"minProperties":2}}}"#,
        ),
        (Draft::Draft7, r#"{"items": {}, "additionalItems": false, "x-y": [1.50]}"#, r#"{"items":{},"x-y":[1.50]}"#),
        (Draft::Draft201909, r##"{"items": [], "$id": "a", "$anchor": "b"}"##, "{}"),
    ];
    for (draft, text, want) in cases {
        assert_eq!(whole(text, draft), Excerpt { schema: want.to_owned(), definitions: Vec::new() });
    }
}

#[test]
fn references_lead_to_definitions_whatever_they_are() {
    for draft in ALL {
        let got =
            whole(r##"{"not": {"$ref": "#/definitions/a"}, "definitions": {"a": {"items": {"$ref": "#"}}}}"##, draft);
        let again = r##"{"not":{"$ref":"#/definitions/a"}}"##;
        let definitions = [("#", again), ("#/definitions/a", r##"{"items":{"$ref":"#"}}"##)];
        let definitions = definitions.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
        assert_eq!(got, Excerpt { schema: again.to_owned(), definitions }, "{draft:?}");
    }
    let dynamic = r##"{"$dynamicAnchor": "n", "properties": {"a": {"$dynamicRef": "#n"}}}"##;
    let want = r##"{"properties":{"a":{"$ref":"#"}}}"##;
    assert_eq!(whole(dynamic, Draft::Draft202012).definitions, [("#".to_owned(), want.to_owned())]);
    for draft in until(Draft::Draft7) {
        let alone =
            whole(r##"{"$ref": "#/definitions/a", "minimum": 1, "definitions": {"a": {"type": "null"}}}"##, draft);
        assert_eq!(alone.schema, r##"{"$ref":"#/definitions/a"}"##, "{draft:?}");
    }
}

#[test]
fn what_is_left_out_makes_it_wider_and_never_narrower() {
    let lost = r#"{"$ref": "http://json-schema.org/draft-07/schema#"}"#;
    for (text, want) in [
        ("{\"not\": LOST, \"minimum\": 1}", r#"{"minimum":1}"#),
        ("{\"oneOf\": [LOST, false]}", r#"{"anyOf":[{},false]}"#),
        ("{\"if\": LOST, \"then\": false}", "{}"),
        ("{\"properties\": {\"a\": LOST}, \"unevaluatedProperties\": false}", r#"{"properties":{"a":{}}}"#),
        ("{\"contains\": LOST, \"maxContains\": 1}", r#"{"contains":{}}"#),
    ] {
        assert_eq!(whole(&text.replace("LOST", lost), Draft::Draft202012).schema, want, "{text}");
    }
}
