//! What is read: a node, and what is tolerated at it.

use std::borrow::Cow;
use std::cell::Cell;

use driftline_schemas::NodeRef;
use driftline_schemas::document::{Kind, Syntax};

use super::error::{ReadError, ReadErrorKind};
use super::table::{Field, Place, ScalarKind, Shape};
use crate::finding::ValueKind;
use crate::value::FacetError;

/// How deep types are read. A level of a recursive type costs stack in proportion to the type, so this is less than what a
/// document may have; it is also the limit of `serde_json`.
const MAX_DEPTH: u8 = 128;

/// The namespace of `xsi:nil`.
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A node at which a value is read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'d> {
    node: NodeRef<'d>,
    /// Steps that may still be taken. Shared by the whole reading.
    steps: &'d Cell<u64>,
    /// As many are kept for what has to be read.
    kept: u64,
    depth: u8,
    lenient: bool,
    /// Only the character data of the node is meant, not its attributes and children.
    text_only: bool,
}

impl<'d> Input<'d> {
    /// The node at which reading begins.
    pub(super) fn new(node: NodeRef<'d>, steps: &'d Cell<u64>) -> Self {
        Self { node, steps, kept: steps.get() / 2, depth: 0, lenient: false, text_only: false }
    }

    /// A node below this one.
    ///
    /// # Errors
    /// Where it is nested too deep, or reading takes too many steps.
    pub fn child(self, node: NodeRef<'d>) -> Result<Self, ReadError> {
        let Some(left) = self.steps.get().checked_sub(1) else {
            return Err(ReadError::at(node, ReadErrorKind::TooMuchWork));
        };
        self.steps.set(left);
        if self.depth >= MAX_DEPTH {
            return Err(ReadError::at(node, ReadErrorKind::TooDeep));
        }
        Ok(Self { node, depth: self.depth + 1, text_only: false, ..self })
    }

    /// Whether there are steps left for what need not be read: a variant beside one that reads.
    pub(super) fn has_spare(self) -> bool {
        self.steps.get() > self.kept
    }

    /// Takes steps from those that may be spared, for looking at so much of what was read.
    pub(super) fn spend(self, steps: u64) {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(steps.saturating_mul(8)).max(left.min(self.kept)));
    }

    /// The same node, in a record that tolerates the wobbles of an XSD's JSON, or does not.
    #[must_use]
    pub fn with_lenience(self, lenient: bool) -> Self {
        Self { lenient, ..self }
    }

    /// The node.
    #[must_use]
    pub fn node(self) -> NodeRef<'d> {
        self.node
    }

    /// Whether the wobbles of an XSD's JSON are tolerated.
    #[must_use]
    pub fn is_lenient(self) -> bool {
        self.lenient
    }

    /// Whether it is XML.
    #[must_use]
    pub fn is_xml(self) -> bool {
        self.node.syntax() == Syntax::Xml
    }

    /// Whether it is JSON's `null`, or an element with `xsi:nil="true"` (XSD part 1, 2.6.2).
    #[must_use]
    pub fn is_null(self) -> bool {
        match self.node.kind() {
            Kind::Null => true,
            Kind::Element => self.node.attributes().any(|attribute| {
                attribute.local_name() == "nil"
                    && attribute.namespace() == Some(XSI)
                    && matches!(attribute.value().trim(), "true" | "1")
            }),
            Kind::Attribute
            | Kind::Namespace
            | Kind::Text
            | Kind::Object
            | Kind::Array
            | Kind::String
            | Kind::Number
            | Kind::Boolean => false,
        }
    }

    /// Whether an element has neither content nor attributes beside those of `xsi`, as one that is null; anything in JSON.
    #[must_use]
    pub fn is_bare(self) -> bool {
        let node = self.node;
        let is_blank = || node.is_leaf() && node.value().trim().is_empty();
        node.kind() != Kind::Element
            || (is_blank() && node.attributes().all(|attribute| attribute.namespace() == Some(XSI)))
    }

    /// Whether it is an empty string, or an element without attributes and content.
    #[must_use]
    pub fn is_empty(self) -> bool {
        let node = self.node;
        match node.kind() {
            Kind::String | Kind::Attribute => node.value().is_empty(),
            Kind::Element => {
                node.is_leaf()
                    && node.value().trim().is_empty()
                    && (self.text_only || node.attributes().next().is_none())
            }
            Kind::Namespace | Kind::Text | Kind::Object | Kind::Array | Kind::Number | Kind::Boolean | Kind::Null => {
                false
            }
        }
    }

    /// The text of a scalar of this kind, decoded.
    ///
    /// # Errors
    /// Where the node is no scalar, or (in JSON that is not lenient) one of another kind.
    pub fn scalar(self, kind: ScalarKind) -> Result<Cow<'d, str>, ReadError> {
        let node = self.node;
        let good = match node.kind() {
            Kind::Attribute | Kind::Text | Kind::Namespace => true,
            Kind::Element if self.text_only && !node.is_leaf() => {
                let parts = node.children().filter(|child| child.kind() == Kind::Text);
                return Ok(Cow::Owned(parts.map(NodeRef::value).collect()));
            }
            Kind::Element => node.is_leaf(),
            Kind::String => self.lenient || kind == ScalarKind::Text,
            Kind::Number => self.lenient || kind == ScalarKind::Number,
            Kind::Boolean => self.lenient || kind == ScalarKind::Boolean,
            Kind::Object | Kind::Array | Kind::Null => false,
        };
        if good { Ok(Cow::Borrowed(node.value())) } else { Err(self.wrong_kind(kind.words())) }
    }

    /// The value is of another kind than what is wanted, in words.
    #[must_use]
    pub fn wrong_kind(self, want: &'static str) -> ReadError {
        ReadError::at(self.node, ReadErrorKind::Kind { got: self.value_kind(), want })
    }

    /// The text is no value of the type.
    #[must_use]
    pub fn wrong_value(self, error: FacetError) -> ReadError {
        ReadError::at(self.node, ReadErrorKind::Value(error))
    }

    fn value_kind(self) -> ValueKind {
        let node = self.node;
        match node.kind() {
            Kind::Element if !node.is_leaf() => ValueKind::Element,
            Kind::Element | Kind::String | Kind::Attribute if node.value().is_empty() => ValueKind::Empty,
            Kind::Element | Kind::Attribute | Kind::Namespace | Kind::Text | Kind::String => ValueKind::Text,
            Kind::Object => ValueKind::Object,
            Kind::Array => ValueKind::Array,
            Kind::Number if node.value().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
                ValueKind::Integer
            }
            Kind::Number => ValueKind::Number,
            Kind::Boolean => ValueKind::Boolean,
            Kind::Null => ValueKind::Null,
        }
    }
}

/// A node with the number of the field that it was sent for.
pub(super) type Matched<'d> = (usize, NodeRef<'d>);

/// Everything that was sent for one field of a record.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'s, 'd> {
    field: &'static Field,
    record: Input<'d>,
    nodes: &'s [Matched<'d>],
}

impl<'s, 'd> Sent<'s, 'd> {
    /// The nodes of a field. Of a member that JSON sends twice the last one counts, as in `serde_json`.
    pub(super) fn new(field: &'static Field, record: Input<'d>, nodes: &'s [Matched<'d>]) -> Self {
        let nodes = match record.node.syntax() {
            Syntax::Json if field.choice.is_none() => &nodes[nodes.len().saturating_sub(1)..],
            Syntax::Json | Syntax::Xml => nodes,
        };
        Self { field, record, nodes }
    }

    /// The node of the record.
    pub(super) fn record(self) -> NodeRef<'d> {
        self.record.node
    }

    /// The record itself.
    pub(super) fn around(self) -> Input<'d> {
        self.record
    }

    /// That more was sent than may be.
    pub(super) fn repeated(self) -> ReadError {
        let (_, node) = self.nodes.last().copied().unwrap_or((0, self.record.node));
        ReadError::at(node, ReadErrorKind::Duplicate(self.field.name))
    }

    /// The field.
    #[must_use]
    pub fn field(self) -> &'static Field {
        self.field
    }

    /// Whether the wobbles of an XSD's JSON are tolerated.
    #[must_use]
    pub fn is_lenient(self) -> bool {
        self.record.lenient
    }

    /// Whether it is XML.
    #[must_use]
    pub fn is_xml(self) -> bool {
        self.record.is_xml()
    }

    /// How often it was sent.
    #[must_use]
    pub fn count(self) -> usize {
        self.nodes.len()
    }

    /// What was sent first, where anything was.
    ///
    /// # Errors
    /// Where it is nested too deep.
    pub fn first(self) -> Result<Option<Input<'d>>, ReadError> {
        self.nodes.first().map(|(_, node)| self.input(*node)).transpose()
    }

    /// Everything that was sent, in order.
    pub fn inputs(self) -> impl Iterator<Item = Result<Input<'d>, ReadError>> {
        self.nodes.iter().map(move |(_, node)| self.input(*node))
    }

    /// What was sent, once. In a lenient record an array of one entry is that entry, unless the type has the shape of a list.
    ///
    /// # Errors
    /// Where nothing was sent, or in XML more than one element.
    pub fn one(self, shape: Shape) -> Result<Input<'d>, ReadError> {
        let input = match self.nodes {
            [] => return Err(self.missing()),
            [(_, node)] => self.input(*node)?,
            [_, (_, second), ..] => return Err(ReadError::at(*second, ReadErrorKind::Duplicate(self.field.name))),
        };
        let takes_lists = matches!(shape, Shape::List | Shape::Any);
        if self.record.lenient && !takes_lists && input.node.kind() == Kind::Array {
            let mut items = input.node.children();
            if let (Some(only), None) = (items.next(), items.next()) {
                return input.child(only);
            }
        }
        Ok(input)
    }

    /// That nothing was sent for a required field.
    #[must_use]
    pub fn missing(self) -> ReadError {
        ReadError::missing(self.record.node, self.field)
    }

    fn input(self, node: NodeRef<'d>) -> Result<Input<'d>, ReadError> {
        let text_only = self.field.place == Place::Text && node == self.record.node;
        Ok(Input { text_only, ..self.record.child(node)? })
    }
}
