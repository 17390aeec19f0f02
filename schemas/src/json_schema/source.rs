//! Files: one that was read, its places, and errors about them.

use crate::document::{Document, Kind, NodeId, NodeRef, ReadOptions, Syntax, SyntaxErrorKind};
use crate::error::{Error, ErrorKind};
use crate::files::Files;
use crate::text::{Origin, Source, SourceId};

/// A schema file that was read.
#[derive(Debug)]
pub(super) struct File {
    pub(super) id: SourceId,
    pub(super) source: Source,
    pub(super) document: Document<'static>,
}

/// A node of one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) source: SourceId,
    pub(super) node: NodeId,
}

impl File {
    /// Reads the file of this name as JSON.
    ///
    /// # Errors
    /// Where it cannot be read, or is no JSON.
    pub(super) fn read(name: &str, id: SourceId, files: &dyn Files) -> Result<Self, Error> {
        let bytes = files.read(name)?;
        let document = Document::read_owned(&bytes, &ReadOptions::default()).map_err(|fault| {
            let kind = match fault.kind {
                SyntaxErrorKind::Limit => ErrorKind::Limit,
                SyntaxErrorKind::NotWellFormed | SyntaxErrorKind::Encoding | SyntaxErrorKind::ExternalEntity => {
                    ErrorKind::Syntax
                }
            };
            let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)).into_owned();
            let error =
                Error::new(kind, fault.message).at(&Source::new(name, text), Origin { source: id, span: fault.span });
            match fault.help {
                Some(help) => error.help(help),
                None => error,
            }
        })?;
        if document.syntax() == Syntax::Xml {
            return Err(Error::new(ErrorKind::Schema, "this is XML, and no JSON Schema").in_file(name));
        }
        let source = Source::new(name, document.text());
        Ok(Self { id, source, document })
    }

    /// The root of the file.
    pub(super) fn root(&self) -> NodeRef<'_> {
        self.document.root()
    }

    /// The node of an id of this file.
    pub(super) fn node(&self, id: NodeId) -> NodeRef<'_> {
        self.document.node(id).expect("ids of nodes are only looked up in the file that they are of")
    }

    /// The place of a node of this file.
    pub(super) fn place(&self, node: NodeRef<'_>) -> Place {
        Place { source: self.id, node: node.id() }
    }

    /// Where a value stands.
    pub(super) fn origin(&self, node: NodeRef<'_>) -> Origin {
        Origin { source: self.id, span: node.span() }
    }

    /// Where the key of a member stands; the value, where it is none.
    pub(super) fn key_origin(&self, node: NodeRef<'_>) -> Origin {
        let span = if node.is_named() { node.name_span() } else { node.span() };
        Origin { source: self.id, span }
    }

    /// A value as JSON text, as it is written.
    pub(super) fn json(&self, node: NodeRef<'_>) -> Box<str> {
        node.span().of(self.document.text()).into()
    }

    /// An error about a value.
    #[cold]
    pub(super) fn error(&self, kind: ErrorKind, node: NodeRef<'_>, message: impl Into<String>) -> Error {
        Error::new(kind, message).at(&self.source, self.origin(node))
    }

    /// An error about a keyword whose value is not what it must be.
    #[cold]
    pub(super) fn expected(&self, node: NodeRef<'_>, want: &str) -> Error {
        let found = describe(node);
        let message = if node.is_named() {
            format!("`{}` must be {want}, and is {found}", node.name())
        } else {
            format!("expected {want}, found {found}")
        };
        self.error(ErrorKind::Schema, node, message)
    }
}

/// What a value is, in words.
pub(super) fn describe(node: NodeRef<'_>) -> &'static str {
    match node.kind() {
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Boolean => "a boolean",
        Kind::Null => "null",
        Kind::Element | Kind::Attribute | Kind::Namespace | Kind::Text => "XML",
    }
}
