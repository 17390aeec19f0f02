//! Our document as a representation of JSON for the engine: no value is built, every place is kept.

use std::borrow::Cow;

use driftline_schemas::document::{Children, Kind, NodeRef};
use driftline_schemas::number::Decimal;
use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
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

    /// A lookup walks over the members, so a pass over all of them is never dearer than one lookup each.
    const KEYS_PER_LOOKUP: usize = usize::MAX;

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
        // Asked for where an error is made; no finding of ours shows a value, so none is built.
        Cow::Owned(Value::Null)
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
            expected.iter().all(|(name, value)| node.member(name).is_some_and(|own| equals(own, value)))
                && node.children().all(|member| expected.contains_key(member.name()))
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
        Decimal::parse(self.0).is_some_and(Decimal::is_integer)
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
        self.members().count()
    }

    fn get(&self, key: &Box<str>) -> Option<Place<'a>> {
        self.0.member(key).map(Place::Node)
    }

    fn members(&self) -> MembersIter<'a> {
        // An object without equal keys, which nearly every one is, needs no second look.
        let mut names: Vec<_> = self.0.children().map(NodeRef::name).collect();
        names.sort_unstable();
        let duplicates = names.windows(2).any(|pair| pair[0] == pair[1]);
        MembersIter { object: self.0, children: self.0.children(), duplicates }
    }
}

/// The members of an object in order.
#[derive(Debug)]
pub(super) struct MembersIter<'a> {
    object: NodeRef<'a>,
    children: Children<'a>,
    duplicates: bool,
}

impl<'a> Iterator for MembersIter<'a> {
    type Item = (&'a str, Place<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let member = self
            .children
            .by_ref()
            .find(|member| !self.duplicates || self.object.member(member.name()) == Some(*member))?;
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
