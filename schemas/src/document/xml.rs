//! The XML reader.

use std::borrow::Cow;

use super::arena::Document;
use super::read::{ReadOptions, error};
use super::syntax_error::{SyntaxError, SyntaxErrorKind};
use crate::text::Span;

/// Reads XML text.
pub(super) fn read<'s>(text: Cow<'s, str>, _options: &ReadOptions) -> Result<Document<'s>, SyntaxError> {
    Err(error(SyntaxErrorKind::NotWellFormed, "no XML reader yet", Span::at(0), &text))
}
