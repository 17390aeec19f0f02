//! The kind of a value: what it is, without what it says.

use std::fmt;

use driftline_schemas::document::{Kind as Node, NodeRef};

/// The kind of a value in a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A text: a string, an element or attribute with character data.
    Text,
    /// Something empty: `""`, an element without content.
    Empty,
    /// An array.
    Array,
    /// An object.
    Object,
    /// An element with child elements or attributes.
    Element,
}

impl ValueKind {
    /// Every kind, in this order.
    pub const ALL: [Self; 9] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::Text,
        Self::Empty,
        Self::Array,
        Self::Object,
        Self::Element,
    ];

    /// The kind of what stands in a document.
    pub(crate) fn of(node: NodeRef<'_>) -> Self {
        match node.kind() {
            Node::Null => Self::Null,
            Node::Boolean => Self::Boolean,
            Node::Number if node.value().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => Self::Integer,
            Node::Number => Self::Number,
            Node::Array => Self::Array,
            Node::Object => Self::Object,
            Node::Element if !node.is_leaf() => Self::Element,
            Node::String | Node::Text | Node::Attribute | Node::Namespace | Node::Element => {
                if node.value().is_empty() { Self::Empty } else { Self::Text }
            }
        }
    }

    /// The word for it in reports for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text => "text",
            Self::Empty => "empty",
            Self::Array => "array",
            Self::Object => "object",
            Self::Element => "element",
        }
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Text => "text",
            Self::Empty => "an empty value",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Element => "an element with children",
        })
    }
}
