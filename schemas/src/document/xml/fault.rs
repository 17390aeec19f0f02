//! A fault: why a text is not well-formed, at offsets that are not yet a position.
//!
//! The reader's parts raise faults; only its entrance turns one into a [`SyntaxError`](super::super::SyntaxError), because
//! only that costs a look at the whole text.

use std::borrow::Cow;

use super::super::syntax_error::SyntaxErrorKind;
use crate::text::Span;

/// The outcome of a part of the reader. Boxed, so that success costs a word.
pub(super) type Checked<T> = Result<T, Box<Fault>>;

/// Why a text is not well-formed, and where.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: SyntaxErrorKind,
    pub(super) message: Cow<'static, str>,
    pub(super) span: Span,
    pub(super) help: Option<&'static str>,
}

/// A breach of the grammar or of a constraint.
#[cold]
pub(super) fn fault(message: impl Into<Cow<'static, str>>, span: Span) -> Box<Fault> {
    Box::new(Fault { kind: SyntaxErrorKind::NotWellFormed, message: message.into(), span, help: None })
}

impl Fault {
    /// The same fault of another kind.
    #[cold]
    pub(super) fn of_kind(mut self: Box<Self>, kind: SyntaxErrorKind) -> Box<Self> {
        self.kind = kind;
        self
    }

    /// The same fault with the likely repair.
    #[cold]
    pub(super) fn help(mut self: Box<Self>, help: &'static str) -> Box<Self> {
        self.help = Some(help);
        self
    }

    /// The same fault where the text that it lies in was expanded from a reference: at the reference.
    #[cold]
    pub(super) fn expanded_from(mut self: Box<Self>, reference: Option<Span>) -> Box<Self> {
        if let Some(reference) = reference {
            self.span = reference;
        }
        self
    }
}
