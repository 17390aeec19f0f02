//! References: pointers, anchors, identifiers, files, dynamic scopes.

use super::{ALL, load_files, load_text, outline, outline_of, outline_of_files, since, until};
use crate::error::ErrorKind;
use crate::json_schema::Options;
use crate::model::{Draft, Shape};

#[test]
fn pointers_are_escaped_and_may_lead_anywhere() {
    for (schema, want) in [
        (r##"{"$ref": "#/definitions/A", "definitions": {"A": {"type": "null"}}}"##, "A=null"),
        (r##"{"$ref": "#/$defs/A", "$defs": {"A": {"type": "null"}}}"##, "A=null"),
        (
            r##"{"$ref": "#/definitions/a~1b~0c%25%22", "definitions": {"a/b~c%\"": {"type": "null"}}}"##,
            "a/b~c%\"=null",
        ),
        (r##"{"$ref": "#/components/schemas/X", "components": {"schemas": {"X": {"type": "null"}}}}"##, "X=null"),
        (r##"{"$ref": "#/foo/0", "foo": [{"type": "null"}]}"##, "null"),
        (r##"{"$ref": "#/$defs/A/properties/b", "$defs": {"A": {"properties": {"b": {"type": "null"}}}}}"##, "null"),
        // A chain of references is the type at its end.
        (r##"{"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"type": "null"}}}"##, "B=null"),
    ] {
        for draft in ALL {
            assert_eq!(outline_of(schema, draft), want, "{schema} in {draft:?}");
        }
    }
}

#[test]
fn a_schema_is_loaded_once_however_often_it_is_meant() {
    let text = r##"{"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}, "b": {"$ref": "#/$defs/A"}, "c": {"$ref":
        "#"}}, "$defs": {"A": {"type": "object"}, "unused": {"type": "object"}}}"##;
    let model = load_text(text, Draft::Draft202012).unwrap();
    assert_eq!(outline::of(&model), "{a: A={..}, b: @A, c: @, ..}");
    assert_eq!(model.types.len(), 2);
}

#[test]
fn a_fragment_chooses_a_part_of_a_file() {
    let text = r##"{"openapi": "3.1.0", "components": {"schemas": {"X": {"$ref": "#/components/schemas/Y"}, "Y": {"type":
        "object", "properties": {"x": {"$ref": "#/components/schemas/X"}}}}}}"##;
    let held = std::collections::BTreeMap::from([("api.json".to_owned(), text.as_bytes().to_vec())]);
    let load = |name: &str| crate::json_schema::load(name, &Options::default(), &held);
    assert_eq!(outline::of(&load("api.json#/components/schemas/X").unwrap()), "Y={x: @Y, ..}");
    let error = load("api.json#/components/schemas/Z").unwrap_err();
    assert_eq!(error.source_name(), Some("api.json"));
}

#[test]
fn anchors_are_those_of_the_draft() {
    for draft in since(Draft::Draft201909) {
        let text = r##"{"$ref": "#a", "$defs": {"A": {"$anchor": "a", "type": "null"}}}"##;
        assert_eq!(outline_of(text, draft), "A=null");
    }
    for draft in until(Draft::Draft7) {
        let id = if draft == Draft::Draft4 { "id" } else { "$id" };
        let text = format!(r##"{{"$ref": "#a", "definitions": {{"A": {{"{id}": "#a", "type": "null"}}}}}}"##);
        assert_eq!(outline_of(&text, draft), "A=null");
    }
    let text = r##"{"$ref": "#a", "definitions": {"A": {"$anchor": "a"}}}"##;
    assert!(load_text(text, Draft::Draft7).is_err());
    // What looks like an identifier in a value is none.
    let text = r##"{"$ref": "#a", "enum": [{"$anchor": "a"}], "default": {"$anchor": "a"}, "$defs": {}}"##;
    assert!(load_text(text, Draft::Draft202012).is_err());
}

#[test]
fn identifiers_are_bases_of_references() {
    let text = r##"{"$id": "http://x.com/root/main.json", "not": {"$ref": "parts/b.json#/$defs/c"}, "$defs": {
        "B": {"$id": "parts/b.json", "$defs": {"c": {"$ref": "c.json"}}},
        "C": {"$id": "http://x.com/root/parts/c.json", "type": "object", "properties": {"d": {"$ref": "#/$defs/D"}},
              "$defs": {"D": {"type": "null"}}}}}"##;
    for draft in since(Draft::Draft6) {
        assert_eq!(outline_of(text, draft), "not(C={d: D=null, ..})", "{draft:?}");
    }
    // Up to draft 7 an identifier beside a reference is none.
    let text = r##"{"$id": "http://x.com/", "type": "object", "properties": {"a": {"$id": "http://y.com/", "$ref": "b"}},
        "$defs": {"x": {"$id": "http://x.com/b", "type": "null"}, "y": {"$id": "http://y.com/b", "type": "string"}}}"##;
    for draft in since(Draft::Draft6) {
        let want = if draft <= Draft::Draft7 { "{a: x=null, ..}" } else { "{a: y=string, ..}" };
        assert_eq!(outline_of(text, draft), want, "{draft:?}");
    }
    for id in ["push$event", "order.created:v1", "urn:example:a", "a b", "%%", "#"] {
        let text = format!(r##"{{"$id": "{id}", "$ref": "#/$defs/A", "$defs": {{"A": {{"type": "null"}}}}}}"##);
        assert_eq!(outline_of(&text, Draft::Draft202012), "A=null", "{id}");
    }
}

#[test]
fn files_are_found_beside_the_referring_one_and_by_registered_uris() {
    let null = r#"{"type": "null"}"#;
    for (main, part) in [
        (r#"{"$ref": "part.json"}"#, "a/part.json"),
        (r#"{"$ref": "./x/../part.json#"}"#, "a/part.json"),
        (r#"{"$ref": "../part.json"}"#, "part.json"),
        (r#"{"$ref": "b/a%20part.json"}"#, "a/b/a part.json"),
        (r#"{"$id": "http://x.com/s/main.json", "$ref": "part.json"}"#, "a/part.json"),
        (r#"{"$id": "push$event", "$ref": "part.json"}"#, "a/part.json"),
        (r#"{"$ref": "http://x.com/registered/part.json"}"#, "held/part.json"),
        (r#"{"$id": "http://x.com/registered/main.json", "$ref": "part.json"}"#, "held/part.json"),
        (r#"{"$ref": "http://x.com/one"}"#, "one.json"),
    ] {
        let registered = [("http://x.com/registered/", "held/"), ("http://x.com/one", "one.json")];
        let registered = registered.map(|(uri, file)| (uri.to_owned(), file.to_owned())).to_vec();
        let options = Options { registered, ..Options::default() };
        let model = load_files(&[("a/main.json", main), (part, null)], &options).unwrap();
        assert_eq!(outline::of(&model), "null", "{main}");
        assert!(model.notes.is_empty(), "{main}");
        assert_eq!(&*model.sources[1].name, part);
    }
}

#[test]
fn a_file_found_by_its_name_alone_is_noted() {
    let null = r#"{"type": "null"}"#;
    for (reference, part) in [
        ("https://x.com/s/part.json", "a/b/s/part.json"),
        ("https://x.com/s/part.json", "a/b/part.json"),
        ("https://x.com/s/part.json", "a/s/part.json"),
        ("https://x.com/s/part.json", "part.json"),
        ("part.json", "part.json"),
    ] {
        let main = format!(r#"{{"$ref": "{reference}"}}"#);
        let model = load_files(&[("a/b/main.json", &main), (part, null)], &Options::default()).unwrap();
        assert_eq!(outline::of(&model), "null", "{reference}");
        assert_eq!(model.notes.len(), 1);
        assert_eq!(model.place(model.notes[0].origin).1.to_string(), "1:10");
    }
}

#[test]
fn no_file_is_opened_that_does_not_lie_around_the_schema() {
    let null = r#"{"type": "null"}"#;
    for (main, reference, part) in [
        ("/a/b/c/d/main.json", "/etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.json", "file:///etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.json", "file:/etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.json", "file://localhost/etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.json", "../../../../etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.json", "%2E%2E/../%2e%2e/../etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.json", r"..\..\..\..\etc\passwd", "/etc/passwd"),
        ("/a/b/c/d/main.json", "/a/b/../../etc/passwd", "/etc/passwd"),
        // By the end of its path too, which is looked for in the folders above.
        ("/a/b/c/d/main.json", "https://x.com/etc/passwd", "/etc/passwd"),
        ("/a/b/c/d/main.json", "https://x.com/schemas/part.json", "/a/part.json"),
        ("a/main.json", "../../part.json", "../part.json"),
        ("a/main.json", "/part.json", "/part.json"),
        ("../a/main.json", "../part.json", "../part.json"),
    ] {
        let text = referring(reference);
        let error = load_files(&[(main, &text), (part, null)], &Options::default()).unwrap_err();
        assert_eq!((error.kind(), error.source_name()), (ErrorKind::Reference, Some(main)), "{reference}: {error}");
        assert!(error.position().is_some() && format!("{error:#}").contains("register"), "{error:#}");
        // Whoever loads may say that it is meant.
        let registered = vec![("urn:x".to_owned(), part.to_owned())];
        let options = Options { registered, ..Options::default() };
        let allowed = load_files(&[(main, &referring("urn:x")), (part, null)], &options);
        assert_eq!(outline::of(&allowed.unwrap()), "null", "{reference}");
    }
    for (main, reference, part) in [
        ("/a/b/c/d/main.json", "../../part.json", "/a/b/part.json"),
        ("/a/b/c/d/main.json", "/a/b/c/d/e/part.json", "/a/b/c/d/e/part.json"),
        ("/a/b/c/d/main.json", "file:///a/b/c/part.json", "/a/b/c/part.json"),
        ("/a/b/c/d/main.json", "https://x.com/schemas/part.json", "/a/b/schemas/part.json"),
        ("../a/b/main.json", "../part.json", "../a/part.json"),
    ] {
        let model = load_files(&[(main, &referring(reference)), (part, null)], &Options::default());
        assert_eq!(outline::of(&model.unwrap()), "null", "{reference}");
    }
    // Nor as a metaschema.
    let text = r#"{"$schema": "../../../../meta.json", "type": "null"}"#;
    let meta = r#"{"$schema": "http://json-schema.org/draft-07/schema#"}"#;
    let model = load_files(&[("/a/b/c/d/m.json", text), ("/meta.json", meta)], &Options::default());
    assert_eq!(model.unwrap().notes.len(), 1);
}

fn referring(reference: &str) -> String {
    format!(r#"{{"$ref": "{}"}}"#, reference.replace('\\', r"\\"))
}

#[test]
fn files_may_refer_to_one_another() {
    let files = [
        ("./s/a.json", r#"{"type": "object", "properties": {"b": {"$ref": "b.json"}}}"#),
        ("s/a.json", r#"{"type": "object", "properties": {"b": {"$ref": "b.json"}}}"#),
        ("s/b.json", r#"{"type": "object", "properties": {"a": {"$ref": "../s/a.json#"}}}"#),
    ];
    let model = load_files(&files, &Options::default()).unwrap();
    assert_eq!(outline::of(&model), "{b: {a: @, ..}, ..}");
    assert_eq!(model.sources.len(), 2);
    // A URI that a loaded file claims is that file.
    let files = [
        ("a.json", r#"{"allOf": [{"$ref": "b.json"}, {"$ref": "http://x.com/claimed"}]}"#),
        ("b.json", r#"{"$id": "http://x.com/claimed", "type": "null"}"#),
    ];
    assert_eq!(outline_of_files(&files), "all(null, null)");
}

#[test]
fn metaschemas_are_left_to_a_judge() {
    let text = r##"{"type": "object", "properties": {"a/b": {"$ref": "http://json-schema.org/draft-07/schema#"}}}"##;
    let model = load_text(text, Draft::Draft7).unwrap();
    assert_eq!(outline::of(&model), r#"{a/b: foreign($ref at "/properties/a~1b"), ..}"#);
    assert_eq!(model.foreign().count(), 1);
    let beside = r#"{"$ref": "https://json-schema.org/draft/2020-12/meta/core", "type": "object"}"#;
    assert_eq!(outline_of(beside, Draft::Draft202012), r#"all({..}, foreign($ref at ""))"#);
}

#[test]
fn dynamic_references_lead_to_the_outermost_anchor() {
    // A list of anything, used as it is and as a list of strings.
    let text = r##"{"$id": "http://x/root", "type": "object",
        "properties": {"any": {"$ref": "list"}, "strings": {"$ref": "strings"}},
        "$defs": {
            "list": {"$id": "list", "type": "array", "items": {"$dynamicRef": "#item"},
                     "$defs": {"item": {"$dynamicAnchor": "item"}}},
            "strings": {"$id": "strings", "$ref": "list", "$defs": {"item": {"$dynamicAnchor": "item", "type": "string"}}}}}"##;
    let want = "{any: list=[*: item=any], strings: list=[*: item=string], ..}";
    assert_eq!(outline_of(text, Draft::Draft202012), want);
    // Without the anchor at its first target it is a plain reference.
    let plain = r##"{"$dynamicRef": "#a", "$defs": {"A": {"$anchor": "a", "type": "null"}}}"##;
    assert_eq!(outline_of(plain, Draft::Draft202012), "A=null");
}

#[test]
fn recursive_references_lead_to_the_outermost_root_that_recurs() {
    let text = |anchor: bool| {
        format!(
            r##"{{"$id": "http://x/strict", "$recursiveAnchor": true, "$ref": "tree", "unevaluatedProperties": false,
                "$defs": {{"tree": {{"$id": "tree", "$recursiveAnchor": {anchor}, "type": "object",
                "properties": {{"child": {{"$recursiveRef": "#"}}}}}}}}}}"##
        )
    };
    let strict = "all(tree={child: @, ..}; unevaluated members never)";
    assert_eq!(outline_of(&text(true), Draft::Draft201909), strict);
    let loose = "all(tree={child: @tree, ..}; unevaluated members never)";
    assert_eq!(outline_of(&text(false), Draft::Draft201909), loose);
}

#[test]
fn names_are_those_of_definitions() {
    let text = r##"{"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}, "b": {"type": "object"}, "c": {"$ref":
        "#/properties/b"}}, "$defs": {"A": {"type": "object"}}}"##;
    let model = load_text(text, Draft::Draft202012).unwrap();
    let Shape::Record(record) = &model.type_(model.roots[0].type_).shape else { panic!("no record") };
    let name = |at: usize| model.type_(record.fields[at].type_).name.as_ref().map(ToString::to_string);
    assert_eq!((name(0).as_deref(), name(1), name(2)), (Some("A"), None, None));
}

#[test]
fn dynamic_scopes_without_end_reach_a_limit() {
    // Each of 24 steps may or may not pass an anchor of its own: 2^24 scopes.
    let mut definitions = String::new();
    for at in 0..24 {
        let next = format!(r#"{{"not": {{"$ref": "s{}"}}, "#, at + 1);
        definitions += &format!(
            r#""s{at}": {{"$id": "s{at}", "anyOf": [{{"$ref": "a{at}"}}, {{"$ref": "b{at}"}}]}},
            "a{at}": {next} "$id": "a{at}", "$dynamicAnchor": "x{at}"}}, "b{at}": {next} "$id": "b{at}"}},"#
        );
    }
    let text = format!(r#"{{"$ref": "s0", "$defs": {{{definitions} "s24": {{"$id": "s24"}}}}}}"#);
    let error = load_text(&text, Draft::Draft202012).unwrap_err();
    assert_eq!((error.kind(), error.source_name()), (ErrorKind::Limit, Some("schema.json")));
}

#[test]
fn schemas_of_vendors_load_and_the_model_says_all_of_them() {
    let vendors = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vendors");
    for name in [
        "ecomnow/order-notification.json",
        "ecomnow/webhook.json",
        "ordermesh/inbound-order.json",
        "ordermesh/merchant-notifications.json",
    ] {
        let path = vendors.join(name).to_string_lossy().into_owned();
        let model = crate::json_schema::load(&path, &Options::default(), &crate::files::Disk).unwrap();
        assert_eq!((model.foreign().count(), model.notes.len()), (0, 0), "{name}");
    }
}

#[test]
fn a_reference_that_leads_nowhere_costs_its_schema_alone_where_that_is_asked_for() {
    let main = r##"{"type": "object", "properties": {"a": {"$ref": "missing.json"}, "b": {"$ref": "#/$defs/C"},
        "c": {"type": "null"}}}"##;
    assert_eq!(load_files(&[("main.json", main)], &Options::default()).unwrap_err().kind(), ErrorKind::Reference);
    let options = Options { degrade_references: true, ..Options::default() };
    let model = load_files(&[("main.json", main)], &options).unwrap();
    let reasons: Vec<&str> = model.foreign().map(|foreign| &*foreign.reason).collect();
    assert_eq!(
        reasons,
        ["no file for `missing.json` was found", "there is nothing at `#/$defs/C` in `main.json`: `#` has no `$defs`"]
    );
}
