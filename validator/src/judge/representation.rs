//! Our document as a representation of JSON for the engine: no value is built, every place is kept.

use std::borrow::Cow;
use std::sync::OnceLock;

use driftline_schemas::document::{Children, Kind, NodeRef};
use driftline_schemas::number::Decimal;
use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use jsonschema_value::LazyInstance;
use serde_json::{Number, Value};

use crate::literal;

/// The arena of a document as a representation of JSON.
#[derive(Debug)]
pub(super) struct Arena;

/// A value: a node of a document, or the name of a member, which `propertyNames` looks at as a value.
#[derive(Debug, Clone)]
pub(super) enum Place<'a> {
    Node(NodeRef<'a>),
    Name(&'a str),
}

impl Json for Arena {
    type Node<'a> = Place<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = String;

    /// A lookup walks over the members of an object as far as it is not wide. (The engine multiplies this.)
    const KEYS_PER_LOOKUP: usize = 64;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>(buffer: &mut String, string: &str, f: impl FnOnce(Place<'_>) -> T) -> T {
        buffer.clear();
        buffer.push_str(string);
        f(Place::Name(buffer))
    }
}

impl<'a> Place<'a> {
    fn node(&self, kind: Kind) -> Option<NodeRef<'a>> {
        match self {
            Place::Node(node) if node.kind() == kind => Some(*node),
            Place::Node(_) | Place::Name(_) => None,
        }
    }
}

impl<'a> Node<'a, Arena> for Place<'a> {
    type Object = Members<'a>;
    type Array = Items<'a>;
    type Number = Literal<'a>;

    fn as_object(&self) -> Option<Members<'a>> {
        self.node(Kind::Object).map(Members)
    }

    fn as_array(&self) -> Option<Items<'a>> {
        self.node(Kind::Array).map(Items)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match self {
            Place::Name(name) => Some(Cow::Borrowed(name)),
            Place::Node(_) => self.node(Kind::String).map(|node| Cow::Borrowed(node.value())),
        }
    }

    fn as_number(&self) -> Option<Literal<'a>> {
        self.node(Kind::Number).map(|node| Literal(node.value()))
    }

    fn as_boolean(&self) -> Option<bool> {
        self.node(Kind::Boolean).map(|node| node.value() == "true")
    }

    fn is_null(&self) -> bool {
        self.node(Kind::Null).is_some()
    }

    fn is_number(&self) -> bool {
        self.node(Kind::Number).is_some()
    }

    fn json_type(&self) -> JsonType {
        match self {
            Place::Name(_) => JsonType::String,
            Place::Node(node) => match node.kind() {
                Kind::Object | Kind::Element => JsonType::Object,
                Kind::Array => JsonType::Array,
                Kind::Number => JsonType::Number,
                Kind::Boolean => JsonType::Boolean,
                Kind::Null => JsonType::Null,
                Kind::String | Kind::Text | Kind::Attribute | Kind::Namespace => JsonType::String,
            },
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match (self, expected) {
            (Place::Name(name), Value::String(text)) => *name == text,
            (Place::Name(_), _) => false,
            (Place::Node(node), expected) => equals(*node, expected),
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        self.lazy_value().into_cow()
    }

    /// Errors carry the text, from which a value is only made if somebody asks: no finding of ours does.
    fn lazy_value(&self) -> LazyInstance<'a> {
        match self {
            Place::Name(name) => LazyInstance::Ready(Cow::Owned(Value::String((*name).to_owned()))),
            Place::Node(node) => LazyInstance::Deferred {
                bytes: node.span().of(node.document().text()).as_bytes(),
                tag: 0,
                // What was repaired is no JSON as it stands.
                make: |bytes, _| serde_json::from_slice(bytes).unwrap_or(Value::Null),
                cell: OnceLock::new(),
            },
        }
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            Place::Name(_) => None,
            Place::Node(node) => {
                let document = std::ptr::from_ref(node.document()).addr();
                Some(NodeIdentity::tagged(document, u32::try_from(node.id().index()).ok()?))
            }
        }
    }
}

/// Whether a node has a value, numbers by their value and without a float between.
fn equals(node: NodeRef<'_>, expected: &Value) -> bool {
    match (node.kind(), expected) {
        (Kind::Null, Value::Null) => true,
        (Kind::Boolean, Value::Bool(expected)) => (node.value() == "true") == *expected,
        (Kind::String, Value::String(expected)) => node.value() == expected,
        (Kind::Number, Value::Number(expected)) => {
            let literal = expected.to_string();
            matches!((Decimal::parse(node.value()), Decimal::parse(&literal)), (Some(one), Some(other)) if one == other)
        }
        (Kind::Array, Value::Array(expected)) => {
            let mut own = node.children();
            expected.iter().all(|item| own.next().is_some_and(|own| equals(own, item))) && own.next().is_none()
        }
        (Kind::Object, Value::Object(expected)) => {
            let mut own = Members(node).members();
            expected.len() == Members(node).len()
                && own.all(|(name, own)| expected.get(name).is_some_and(|expected| own.equals_value(expected)))
        }
        _ => false,
    }
}

/// A number as written.
#[derive(Debug)]
pub(super) struct Literal<'a>(&'a str);

impl JsonNumber for Literal<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        let number = self.as_u64().map(Number::from).or_else(|| self.as_i64().map(Number::from));
        // What a float cannot hold is the largest one that it can.
        let float = || Number::from_f64(self.as_f64()?.clamp(f64::MIN, f64::MAX));
        Cow::Owned(number.or_else(float).unwrap_or_else(|| Number::from(0)))
    }

    fn is_integer(&self) -> bool {
        let digits = self.0.strip_prefix('-').unwrap_or(self.0);
        digits.bytes().all(|byte| byte.is_ascii_digit()) || Decimal::parse(self.0).is_some_and(Decimal::is_integer)
    }

    fn is_written_as_integer(&self) -> bool {
        !self.0.contains(['.', 'e', 'E'])
    }
}

/// The members of an object. Of equal keys the last one counts.
#[derive(Debug)]
pub(super) struct Members<'a>(NodeRef<'a>);

impl<'a> Object<'a, Arena> for Members<'a> {
    type Node = Place<'a>;
    type MemberName = &'a str;
    type MembersIter = MembersIter<'a>;

    fn len(&self) -> usize {
        let all = self.0.children();
        if self.0.document().has_equal_keys() {
            all.filter(|member| !member.is_superseded()).count()
        } else {
            all.count()
        }
    }

    fn get(&self, key: &Box<str>) -> Option<Place<'a>> {
        self.0.member(key).map(Place::Node)
    }

    fn members(&self) -> MembersIter<'a> {
        MembersIter { children: self.0.children(), equal_keys: self.0.document().has_equal_keys() }
    }
}

/// The members of an object in order.
#[derive(Debug)]
pub(super) struct MembersIter<'a> {
    children: Children<'a>,
    /// Whether any object of the document has equal keys.
    equal_keys: bool,
}

impl<'a> Iterator for MembersIter<'a> {
    type Item = (&'a str, Place<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let member = self.children.by_ref().find(|member| !self.equal_keys || !member.is_superseded())?;
        Some((member.name(), Place::Node(member)))
    }
}

/// The items of an array.
#[derive(Debug)]
pub(super) struct Items<'a>(NodeRef<'a>);

impl<'a> Array<'a, Arena> for Items<'a> {
    type Node = Place<'a>;
    type ElementsIter = std::iter::Map<Children<'a>, fn(NodeRef<'a>) -> Place<'a>>;

    fn len(&self) -> usize {
        self.0.children().count()
    }

    fn elements(&self) -> Self::ElementsIter {
        self.0.children().map(Place::Node)
    }

    fn is_unique(&self) -> bool {
        !literal::has_twins(&self.0.children().collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::document::{Document, ReadOptions};
    use jsonschema::Validator;
    use jsonschema::json::conformance::{assert_conformance, document};
    use serde_json::{Value, json};

    use super::{Arena, Place};

    fn read(text: &str) -> Document<'_> {
        Document::read_str(text, &ReadOptions::default()).unwrap()
    }

    fn validator(schema: &Value) -> Validator<Arena> {
        jsonschema::options_for::<Arena>().build(schema).unwrap()
    }

    fn is_valid(schema: &Value, text: &str) -> bool {
        let (validator, document) = (validator(schema), read(text));
        let valid = validator.is_valid(Place::Node(document.root()));
        assert_eq!(valid, validator.iter_errors(Place::Node(document.root())).next().is_none(), "{schema} {text}");
        valid
    }

    #[test]
    fn the_engine_finds_what_it_relies_on() {
        let text = document().to_string();
        assert_conformance::<Arena>(&Place::Node(read(&text).root()));
        let escaped = text.replace('o', "\\u006f");
        assert_conformance::<Arena>(&Place::Node(read(&escaped).root()));
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (schema, text, want) in [
            (json!({"const": 1}), "1.000", true),
            (json!({"const": 1.5}), "15e-1", true),
            (json!({"const": 9_007_199_254_740_993_u64}), "9007199254740993", true),
            (json!({"const": 9_007_199_254_740_993_u64}), "9007199254740992", false),
            (json!({"enum": [0]}), "-0.0", true),
            (json!({"type": "integer"}), "1e2", true),
            (json!({"type": "integer"}), "12345678901234567890123.0", true),
            (json!({"type": "integer"}), "12345678901234567890123.5", false),
            (json!({"type": "integer"}), "-7", true),
            (json!({"uniqueItems": true}), "[100000000000000000001, 100000000000000000002]", true),
            (json!({"uniqueItems": true}), "[1, 1.0]", false),
        ] {
            assert_eq!(is_valid(&schema, text), want, "{schema} {text}");
        }
    }

    #[test]
    fn of_equal_keys_the_last_one_counts() {
        for (schema, want) in [
            (json!({"properties": {"a": {"const": 2}}}), true),
            (json!({"additionalProperties": {"type": "number"}}), true),
            (json!({"minProperties": 3}), false),
            (json!({"maxProperties": 2, "required": ["a", "b"]}), true),
            (json!({"const": {"b": 0, "a": 2}}), true),
            (json!({"const": {"a": "x", "b": 0}}), false),
        ] {
            assert_eq!(is_valid(&schema, r#"{"a": "x", "b": 0, "\u0061": 2}"#), want, "{schema}");
        }
        assert!(!is_valid(&json!({"uniqueItems": true}), r#"[{"a": 1, "a": 2}, {"a": 2}]"#));
    }

    #[test]
    fn wide_objects_are_looked_up_by_key() {
        let count = 5_000;
        let text = |last: &str| {
            let members: Vec<_> = (0..count).map(|at| format!(r#""k{at}": {at}"#)).collect();
            format!("{{{}, \"last\": {last}}}", members.join(", "))
        };
        let names: Vec<_> = (0..count).step_by(100).map(|at| format!("k{at}")).collect();
        let schema = json!({"required": names, "properties": {"last": {"type": "null"}, "k7": {"const": 7}}});
        assert!(is_valid(&schema, &text("null")));
        assert!(!is_valid(&schema, &text("0")));
    }

    /// Each error could carry the whole object, which is a thousand times a megabyte.
    #[test]
    fn many_errors_of_a_wide_object_carry_no_values() {
        let members: Vec<_> = (0..20_000).map(|at| format!(r#""member{at}": "{}""#, "x".repeat(30))).collect();
        let text = format!("{{{}}}", members.join(", "));
        let names: Vec<_> = (0..1_000).map(|at| format!("absent{at}")).collect();
        let (document, validator) = (read(&text), validator(&json!({ "required": names })));
        assert_eq!(validator.iter_errors(Place::Node(document.root())).count(), 1_000);
    }

    #[test]
    fn an_error_shows_the_value_if_it_is_asked() {
        let (document, validator) = (read(r#"{"a": [1, "x"]}"#), validator(&json!({"properties": {"a": false}})));
        let error = validator.iter_errors(Place::Node(document.root())).next().unwrap();
        assert_eq!(error.instance().as_ref(), &json!([1, "x"]));
    }
}
