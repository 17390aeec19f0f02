//! Types that are written alike: an anonymous schema that stands at several places under one name, letter for letter but for
//! white space, is generated once.
//!
//! In goes a model, out comes for each type the first that is written as it is. A schema that means another thing at another
//! place, by what it refers to, is like no other.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::Model;
use driftline_schemas::model::{Language, TypeId};

/// Keywords with which the same text may mean another thing.
const DEPENDENT: [&str; 6] = ["$id", "id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef"];

/// Schemas of more bytes are not compared as a whole, but their parts are: what encloses all the others would be read again
/// for each of them.
const MAX_SIZE: usize = 16 << 10;

/// For each type the first that is written as it is, by index; itself where there is none before it.
pub(super) fn alike(model: &Model) -> Vec<TypeId> {
    let mut seen = BTreeSet::new();
    let mut known = BTreeMap::new();
    let ids = (0_u32..).map(TypeId);
    let first = ids.zip(&model.types).map(|(id, type_)| {
        // What a schema becomes beside its type, such as one for each kind of value, has its place too.
        let is_whole = seen.insert((type_.origin.source, type_.origin.span.start));
        if type_.name.is_some() || !is_whole || model.language == Language::Xsd {
            return id;
        }
        let text = written(type_.origin.span.of(&model.source(type_.origin.source).text));
        text.map_or(id, |text| *known.entry((type_.origin.source, text)).or_insert(id))
    });
    first.collect()
}

/// A schema without the white space between its tokens; none where it is no object, or means something only where it stands.
fn written(schema: &str) -> Option<String> {
    if !schema.starts_with('{') || schema.len() > MAX_SIZE {
        return None;
    }
    let mut written = String::with_capacity(schema.len());
    let (mut in_string, mut is_escaped) = (false, false);
    for c in schema.chars() {
        in_string ^= c == '"' && !is_escaped;
        is_escaped = in_string && c == '\\' && !is_escaped;
        if in_string || !c.is_ascii_whitespace() {
            written.push(c);
        }
    }
    // A property of such a name has a schema and no text.
    let is_dependent = DEPENDENT.iter().any(|keyword| written.contains(&format!("\"{keyword}\":\"")));
    (!is_dependent).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn only_white_space_between_tokens_is_no_difference() {
        let one = written("{ \"const\" : \"a \\\" b\",\n \"type\": \"string\" }");
        assert_eq!(one.as_deref(), Some(r#"{"const":"a \" b","type":"string"}"#));
        assert_eq!(one, written("{\"const\":\"a \\\" b\", \"type\":\"string\"}"));
        assert_ne!(one, written("{\"const\":\"a \\\"b\", \"type\":\"string\"}"));
    }

    #[test]
    fn what_depends_on_its_place_is_like_no_other() {
        for schema in ["true", r#"{"$id":"x"}"#, r##"{"items": {"$dynamicRef" : "#x"}}"##] {
            assert_eq!(written(schema), None, "{schema}");
        }
        assert!(written(r#"{"properties": {"id": {"type": "string"}}}"#).is_some());
    }
}
