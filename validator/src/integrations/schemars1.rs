//! `schemars::JsonSchema` of generated types: what the schema says that a type was generated from, and not what can be told from
//! the type.

use driftline_schemas::json_schema::{self, Excerpt};
use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

use crate::validate::SchemaText;

impl SchemaText {
    /// The part of the schema at the place of a type, in draft 2020-12, which the generator's transforms make what it is to be.
    /// What its references lead to becomes definitions of the generator, each named after `module` and its own place.
    ///
    /// What cannot be said is left out, so that the schema is wider there: references that lead nowhere or to a metaschema, and
    /// all that could turn them around. Of a schema that does not load it is `true`.
    #[must_use]
    pub fn json_schema(&self, place: &str, module: &str, generator: &mut SchemaGenerator) -> Schema {
        let path = generator.settings().definitions_path.trim_start_matches('#').trim_matches('/').to_owned();
        let refer = |name: &str| format!("#/{path}/{}", definition(module, name));
        let Some((schema, definitions)) = self.excerpt(place, &refer).and_then(parsed) else {
            return true.into();
        };
        for (name, value) in definitions {
            generator.definitions_mut().entry(definition(module, &name)).or_insert(value);
        }
        schema
    }

    /// The part of the schema at a place.
    fn excerpt(&self, place: &str, refer: &dyn Fn(&str) -> String) -> Option<Excerpt> {
        let at = self.origin(place)?;
        let (asked, options, files) = self.reading();
        json_schema::excerpt(asked.first()?, &options, &files, at, refer).ok()?
    }
}

/// The texts of an excerpt as values; none where a number is beyond what they hold.
fn parsed(excerpt: Excerpt) -> Option<(Schema, Vec<(String, Value)>)> {
    let schema: Value = serde_json::from_str(&excerpt.schema).ok()?;
    let definitions =
        excerpt.definitions.into_iter().map(|(name, text)| Some((name, serde_json::from_str(&text).ok()?)));
    Some((schema.try_into().ok()?, definitions.collect::<Option<_>>()?))
}

/// The name of a definition: `#/$defs/Money` of `shop::refund` is `shop.refund.defs.Money`. Two places never have one name, and
/// the letters are those that any consumer of schemas takes (OpenAPI 3.1, 4.8.7.1).
fn definition(module: &str, name: &str) -> String {
    let mut definition = module.replace("::", ".").replace("r#", "");
    let (file, pointer) = name.split_once('#').unwrap_or(("", name));
    if !file.is_empty() {
        definition.push('-');
        push(&mut definition, file);
    }
    for token in pointer.split('/').skip(1) {
        definition.push('.');
        match token {
            "$defs" => definition.push_str("defs"),
            "defs" => definition.push_str("-64efs"),
            _ => push(&mut definition, token),
        }
    }
    definition
}

/// Letters, digits and `_` as they are, other bytes in hexadecimal.
fn push(definition: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            definition.push(char::from(byte));
        } else {
            definition.push_str(&format!("-{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use schemars::generate::SchemaSettings;
    use schemars::{JsonSchema, Schema, SchemaGenerator};
    use serde_json::{Value, json};

    use super::{SchemaText, definition};

    const TREE: &str = r##"{"$schema": "http://json-schema.org/draft-07/schema#",
"type": "object", "properties": {
  "pair": {"$ref": "#/definitions/Pair", "maxItems": 1},
  "under": {"$ref": "#"}, "other": {"not": {"$ref": "gone.json"}}},
"definitions": {"Pair": {"items": [true, {"$ref": "#pair"}], "additionalItems": false},
  "Named": {"$id": "#pair", "enum": [1.50, {"$ref": "kept"}]}}}"##;

    static SCHEMA: SchemaText = SchemaText::new("draft-07", &[("tree.json", TREE)]);

    /// A type for the whole of it, or for the part that is called `Pair`.
    struct Tree<const PART: bool>;

    impl<const PART: bool> JsonSchema for Tree<PART> {
        fn schema_name() -> Cow<'static, str> {
            "Tree".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            SCHEMA.json_schema(if PART { "5:25" } else { "1:1" }, "shop::tree", generator)
        }
    }

    #[test]
    fn a_schema_stands_alone_and_older_keywords_are_those_of_the_latest_draft() {
        let root: Value = SchemaGenerator::default().into_root_schema_for::<Tree<false>>().into();
        let pair = json!({"prefixItems": [true, {"$ref": "#/$defs/shop.tree.definitions.Named"}], "items": false});
        let properties = json!({
            "pair": {"$ref": "#/$defs/shop.tree.definitions.Pair"},
            "under": {"$ref": "#/$defs/shop.tree"},
            "other": {},
        });
        let want = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Tree",
            "type": "object",
            "properties": properties,
            "$defs": {
                "shop.tree": {"type": "object", "properties": properties},
                "shop.tree.definitions.Pair": pair,
                "shop.tree.definitions.Named": {"enum": [1.50, {"$ref": "kept"}]},
            },
        });
        assert_eq!(root, want, "{root:#}");
    }

    #[test]
    fn a_part_has_what_it_needs_where_the_generator_keeps_it() {
        let generator = SchemaSettings::draft07().into_generator();
        let part: Value = generator.into_root_schema_for::<Tree<true>>().into();
        let want = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "Tree",
            "items": [true, {"$ref": "#/definitions/shop.tree.definitions.Named"}],
            "additionalItems": false,
            "definitions": {"shop.tree.definitions.Named": {"enum": [1.50, {"$ref": "kept"}]}},
        });
        assert_eq!(part, want, "{part:#}");
    }

    #[test]
    fn no_two_places_have_one_name() {
        let names =
            ["#", "#/$defs/a b", "#/$defs/a-20b", "#/defs/a b", "#/$defs/a/b", "parts.json#/$defs/a b", "#/x@2"];
        let mut definitions: Vec<String> = names.iter().map(|name| definition("shop::r#type", name)).collect();
        assert_eq!(definitions[..2], ["shop.type", "shop.type.defs.a-20b"]);
        definitions.sort_unstable();
        definitions.dedup();
        assert_eq!(definitions.len(), names.len());
    }
}
