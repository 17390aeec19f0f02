//! What is wrong with a schema document, before it is known which source the document is.

use crate::document::NodeRef;
use crate::error::{Error, ErrorKind};
use crate::text::{Origin, Source, SourceId, Span};

/// A broken rule of XML Schema and its place in the document.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) span: Span,
    pub(super) help: Option<String>,
}

impl Fault {
    /// A fault of an element, at its start tag.
    #[cold]
    pub(super) fn of(node: NodeRef<'_>, message: impl Into<String>) -> Self {
        Self { message: message.into(), span: node.name_span(), help: None }
    }

    /// A fault of an attribute's value.
    #[cold]
    pub(super) fn of_value(attribute: NodeRef<'_>, message: impl Into<String>) -> Self {
        Self { message: message.into(), span: attribute.value_span(), help: None }
    }

    /// Adds the next step for the reader.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The error that it is in this source.
    pub(super) fn into_error(self, source: &Source, id: SourceId) -> Error {
        let origin = Origin { source: id, span: self.span };
        let error = Error::new(ErrorKind::Schema, self.message).at(source, origin);
        match self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}
