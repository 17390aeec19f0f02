//! What the loader has to say of schemas that load.

use super::load_text;
use crate::model::Draft;

#[test]
fn notes_name_what_is_likely_a_slip() {
    for (schema, at, part) in [
        (r#"{"type": "string", "type": "null"}"#, "1:20", "the key `type` stands twice"),
        (r#"{"type": "object", "properties": {"a": {}, "a": {"type": "null"}}}"#, "1:44", "the key `a` stands twice"),
        (r#"{"type": "string", "minLength": 3, "maxLength": 2}"#, "1:33", "`minLength` is above `maxLength`"),
        (r#"{"type": "array", "minItems": 3, "maxItems": 2}"#, "1:31", "`minItems` is above `maxItems`"),
        (r#"{"type": "object", "minProperties": 3, "maxProperties": 2}"#, "1:37", "`minProperties` is above"),
        (r#"{"type": "number", "minimum": 3, "maximum": 2.9}"#, "1:31", "`minimum` is above `maximum`"),
        (r#"{"type": "string", "enum": ["a", null]}"#, "1:34", "the `type` does not allow it"),
        (r#"{"enum": ["a", "a"]}"#, "1:16", "listed twice"),
        (r#"{"$schema": "http://example.com/own"}"#, "1:13", "is not known; read as draft 7"),
        (
            r##"{"$ref": "#/$defs/A", "$defs": {"A": {"$id": "x"}, "B": {"$id": "x"}}}"##,
            "1:57",
            "another schema is `x` already",
        ),
    ] {
        let model = load_text(schema, Draft::Draft7).unwrap();
        let [note] = model.notes.as_slice() else { panic!("{schema}: {:?}", model.notes) };
        assert!(note.message.contains(part), "{schema}: {}", note.message);
        assert_eq!(model.place(note.origin).1.to_string(), at, "{schema}");
    }
}
