//! Values of any shape, and what a record does not declare.

use std::collections::BTreeMap;

use driftline_schemas::NodeRef;
use driftline_schemas::document::Kind;

use super::error::ReadError;
use super::input::{Input, Sent, XSI};
use super::output::Output;
use super::table::{Field, Place, ScalarKind, Shape};
use super::traits::{Payload, Undeclared};
use super::types::expanded;
use crate::value::Decimal;

/// A value of any shape: order, names and numbers are kept as they were sent. XML has texts and records only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// `null`, `xsi:nil="true"`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Decimal),
    /// A string; an element without children and attributes; an attribute.
    Text(String),
    /// An array.
    List(Vec<Self>),
    /// An object; an element with children or attributes. Names may repeat.
    Record(Vec<Member>),
}

/// A named part of a [`Value::Record`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Member {
    /// An element or member, an attribute, or text between elements.
    pub place: Place,
    /// The local name, or the key; empty for text.
    pub name: String,
    /// The namespace; empty for none.
    pub namespace: String,
    /// What it holds.
    pub value: Value,
}

/// The members, elements and attributes that a record does not declare, in the order of the payload: `#[payload(rest)]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Rest(pub Vec<Member>);

impl Value {
    /// The text of a [`Value::Text`].
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::List(_) | Self::Record(_) => None,
        }
    }

    /// The first part of this name, where it is a record.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Record(members) => members.iter().find(|member| member.name == name).map(|member| &member.value),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }
}

impl Rest {
    /// The first part of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|member| member.name == name).map(|member| &member.value)
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Payload for Value {
    const SHAPE: Shape = Shape::Any;
    const NULLABLE: bool = true;

    /// Nothing is known by name: whoever knows more is asked first.
    fn fit(_: NodeRef<'_>) -> usize {
        0
    }

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        let node = input.node();
        if input.is_null() && input.is_bare() && own_attributes(node).count() < 2 {
            return Ok(Self::Null);
        }
        Ok(match node.kind() {
            Kind::Null => Self::Null,
            Kind::Boolean => Self::Boolean(node.value() == "true"),
            Kind::Number => Self::Number(Decimal::new(node.value()).map_err(|error| input.wrong_value(error))?),
            Kind::String | Kind::Attribute | Kind::Namespace | Kind::Text => Self::Text(node.value().to_owned()),
            Kind::Array => Self::List(
                node.children().map(|item| Self::read(input.child(item)?)).collect::<Result<_, ReadError>>()?,
            ),
            Kind::Element if node.is_leaf() && own_attributes(node).next().is_none() => {
                Self::Text(node.value().to_owned())
            }
            Kind::Object | Kind::Element => {
                let mut members = read_members(input, own_attributes(node).chain(node.children()))?;
                if node.kind() == Kind::Element && node.is_leaf() && !node.value().is_empty() {
                    members.push(Member::text(node.value()));
                }
                Self::Record(members)
            }
        })
    }

    /// In XML several elements are a list.
    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        if sent.count() > 1 {
            return Vec::read_field(sent).map(Self::List);
        }
        Self::read(sent.one(Self::SHAPE)?)
    }

    fn write(&self, output: &mut Output) {
        output.begin_tree();
        match self {
            Self::Null => output.null(),
            Self::Boolean(value) => output.scalar(ScalarKind::Boolean, if *value { "true" } else { "false" }),
            Self::Number(value) => output.scalar(ScalarKind::Number, value.as_str()),
            Self::Text(text) => output.scalar(ScalarKind::Text, text),
            Self::List(items) => items.write(output),
            Self::Record(members) => {
                let outer = output.begin_record(None);
                write_members(members, output);
                output.end_record(outer);
            }
        }
        output.end_tree();
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        write_named(field.place, field.name, field.namespace, self, output);
    }
}

/// An element with its name: what a wildcard admits among the elements of a choice.
impl Payload for Member {
    const SHAPE: Shape = Shape::Any;

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        Self::of(input)
    }

    fn write(&self, output: &mut Output) {
        self.value.write(output);
    }

    fn write_field(&self, _: &Field, output: &mut Output) {
        write_named(self.place, &self.name, &self.namespace, &self.value, output);
    }
}

impl Undeclared for Rest {
    fn read_undeclared(record: Input<'_>, nodes: &[NodeRef<'_>]) -> Result<Self, ReadError> {
        read_members(record, nodes.iter().copied()).map(Self)
    }

    fn write_undeclared(&self, output: &mut Output) {
        write_members(&self.0, output);
    }
}

impl Member {
    fn text(text: &str) -> Self {
        let value = Value::Text(text.to_owned());
        Self { place: Place::Text, name: String::new(), namespace: String::new(), value }
    }
}

fn read_members<'d>(record: Input<'d>, nodes: impl Iterator<Item = NodeRef<'d>>) -> Result<Vec<Member>, ReadError> {
    nodes.map(|node| Member::of(record.child(node)?)).collect()
}

/// The attributes that say something of the document and not where its schema is.
fn own_attributes(node: NodeRef<'_>) -> impl Iterator<Item = NodeRef<'_>> {
    let is_own = |attribute: &NodeRef<'_>| {
        attribute.namespace() != Some(XSI) || matches!(attribute.local_name(), "type" | "nil")
    };
    node.attributes().filter(is_own)
}

/// Members by their key in JSON, in the order of the first of each: there a name stands once.
pub(crate) fn grouped(members: &[Member]) -> Vec<(&str, Vec<&Value>)> {
    let mut groups: Vec<(&str, Vec<&Value>)> = Vec::new();
    let mut known = BTreeMap::new();
    for member in members {
        let at = *known.entry(member.key()).or_insert_with(|| {
            groups.push((member.key(), Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(&member.value);
    }
    groups
}

/// In JSON parts of one name become an array.
fn write_members(members: &[Member], output: &mut Output) {
    if output.is_xml() {
        for member in members {
            write_named(member.place, &member.name, &member.namespace, &member.value, output);
        }
        return;
    }
    for (name, values) in grouped(members) {
        output.begin(Place::Element, name, "");
        match values.as_slice() {
            [value] => value.write(output),
            values => {
                output.begin_list();
                for value in values {
                    output.begin_item();
                    value.write(output);
                    output.end();
                }
                output.end_list();
            }
        }
        output.end();
    }
}

impl Member {
    /// A part of a record. The name of a type is kept with its namespace: `{namespace}local`.
    fn of(input: Input<'_>) -> Result<Self, ReadError> {
        let node = input.node();
        if node.kind() == Kind::Text {
            return Ok(Self::text(node.value()));
        }
        let place = if node.kind() == Kind::Attribute { Place::Attribute } else { Place::Element };
        let namespace = node.namespace().unwrap_or("").to_owned();
        let is_type = place == Place::Attribute && namespace == XSI && node.local_name() == "type";
        let value = if is_type { Value::Text(expanded(node)) } else { Value::read(input)? };
        Ok(Self { place, name: node.local_name().to_owned(), namespace, value })
    }

    /// Its key in JSON.
    fn key(&self) -> &str {
        match self.place {
            Place::Text => "#text",
            Place::Element | Place::Attribute => &self.name,
        }
    }
}

/// In XML a list is several elements.
fn write_named(place: Place, name: &str, namespace: &str, value: &Value, output: &mut Output) {
    match value {
        Value::List(items) if output.is_xml() => {
            items.iter().for_each(|item| write_named(place, name, namespace, item, output));
        }
        Value::Text(text) if output.is_xml() && (place, name, namespace) == (Place::Attribute, "type", XSI) => {
            let (namespace, local) = text.strip_prefix('{').and_then(|text| text.split_once('}')).unwrap_or(("", text));
            output.type_(namespace, local);
        }
        _ => {
            output.begin(place, name, namespace);
            value.write(output);
            output.end();
        }
    }
}
