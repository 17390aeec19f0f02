//! Why a payload is no value of a type: what, where, and never the payload's text.

use std::fmt;

use driftline_schemas::NodeRef;
use driftline_schemas::document::{Document, Kind, NodeId, SyntaxError};
use driftline_schemas::text::Position;

use super::path::path_of;
use super::table::{Field, Place};
use crate::finding::ValueKind;
use crate::value::FacetError;

/// Why a payload is no value of a type, with the place and path of the fault. Holds nothing of the payload but names.
///
/// Shown as `7:18 /Event/Order/Quantity: want an integer`.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ReadErrorKind,
    node: Option<NodeId>,
    span_start: u32,
    position: Position,
    path: String,
}

/// What kind of fault a [`ReadError`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// The bytes are no document.
    Syntax(SyntaxError),
    /// A required field is not there.
    Missing(&'static str),
    /// A field that stands once is there again.
    Duplicate(&'static str),
    /// The value is of another kind.
    Kind {
        /// What was sent.
        got: ValueKind,
        /// What the type takes, in words.
        want: &'static str,
    },
    /// The text is no value of the type.
    Value(FacetError),
    /// The document is another one than that of the type, whose root has this name.
    Root(&'static str),
    /// The member or element of this name tells no variant of the union.
    Variant(&'static str),
    /// The payload is nested deeper than types are read.
    TooDeep,
    /// Reading took more steps than any payload of this size needs: unions within unions.
    TooMuchWork,
}

impl ReadError {
    /// A fault of the bytes.
    pub(super) fn syntax(error: SyntaxError) -> Self {
        let (position, span_start) = (error.position, error.span.start);
        let kind = ReadErrorKind::Syntax(error);
        Self(Box::new(Inner { kind, node: None, span_start, position, path: String::new() }))
    }

    /// A fault at a node: its value, or for a missing field its beginning, for a duplicate its name.
    #[cold]
    pub(super) fn at(node: NodeRef<'_>, kind: ReadErrorKind) -> Self {
        let span = match kind {
            ReadErrorKind::Missing(_) | ReadErrorKind::Variant(_) => node.span(),
            ReadErrorKind::Duplicate(_) | ReadErrorKind::Root(_) => node.name_span(),
            ReadErrorKind::Syntax(_)
            | ReadErrorKind::Kind { .. }
            | ReadErrorKind::Value(_)
            | ReadErrorKind::TooDeep
            | ReadErrorKind::TooMuchWork => node.value_span(),
        };
        // Line, column and path are looked up once, when the error leaves: a union throws most of its errors away.
        let position = Position { line: 0, column: 0 };
        Self(Box::new(Inner { kind, node: Some(node.id()), span_start: span.start, position, path: String::new() }))
    }

    /// A field that is not in the node of its record.
    #[cold]
    pub(super) fn missing(record: NodeRef<'_>, field: &Field) -> Self {
        let mut error = Self::at(record, ReadErrorKind::Missing(field.name));
        let attribute = field.place == Place::Attribute && record.kind() == Kind::Element;
        error.0.path = format!("/{}{}", if attribute { "@" } else { "" }, field.name);
        error
    }

    /// The same error with its line, column and path.
    pub(super) fn resolved(mut self, document: &Document<'_>) -> Self {
        if let Some(node) = self.0.node.take() {
            self.0.position = document.position(self.0.span_start);
            self.0.path.insert_str(0, &path_of(document, node));
        }
        self
    }

    /// Whether it says that this node itself is of another kind.
    pub(super) fn is_kind_of(&self, node: NodeRef<'_>) -> bool {
        matches!(self.0.kind, ReadErrorKind::Kind { .. }) && self.0.node == Some(node.id())
    }

    /// How far into the text it lies.
    pub(super) fn offset(&self) -> u32 {
        self.0.span_start
    }

    /// Whether no other variant of a union may be tried after it.
    pub(super) fn is_final(&self) -> bool {
        matches!(self.0.kind, ReadErrorKind::TooMuchWork)
    }

    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> &ReadErrorKind {
        &self.0.kind
    }

    /// Line and column in the payload.
    #[must_use]
    pub fn position(&self) -> Position {
        self.0.position
    }

    /// The path in the payload: `/Event/Order[2]/@id` in XML, a JSON Pointer in JSON; empty for the whole payload.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let ReadErrorKind::Syntax(error) = &self.0.kind {
            return error.fmt(f);
        }
        let path = if self.0.path.is_empty() { "(the payload)" } else { &self.0.path };
        write!(f, "{} {path}: {}", self.0.position, self.0.kind)
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReadError({self})")
    }
}

impl fmt::Display for ReadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Missing(name) => write!(f, "`{name}` is required and not sent"),
            Self::Duplicate(name) => write!(f, "`{name}` is sent again"),
            Self::Kind { got, want } => write!(f, "got {got}, want {want}"),
            Self::Value(error) => error.fmt(f),
            Self::Root(name) => write!(f, "want a document `{name}`"),
            Self::Variant(name) => write!(f, "`{name}` tells no variant that is known"),
            Self::TooDeep => f.write_str("nested too deep"),
            Self::TooMuchWork => f.write_str("too many unions within unions"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ReadErrorKind::Syntax(error) => Some(error),
            ReadErrorKind::Value(error) => Some(error),
            ReadErrorKind::Missing(_)
            | ReadErrorKind::Duplicate(_)
            | ReadErrorKind::Kind { .. }
            | ReadErrorKind::Root(_)
            | ReadErrorKind::Variant(_)
            | ReadErrorKind::TooDeep
            | ReadErrorKind::TooMuchWork => None,
        }
    }
}
