//! The XML reader: XML 1.0 (fifth edition) with Namespaces in XML 1.0, as a processor that does not validate and opens
//! nothing outside the document.
//!
//! In goes a text, out comes a [`Document`], or the first thing that keeps the text from being well-formed:
//!
//! * [`characters`]: which characters are allowed, and which make a name.
//! * [`fault`]: what is wrong, before it is a position.
//! * [`declaration`], [`misc`]: the XML declaration, comments, processing instructions.
//! * [`entity`], [`attribute`]: what references stand for; values of attributes.
//! * [`dtd`]: the internal subset of the document type declaration.
//! * [`names`], [`namespaces`], [`tree`]: names by number, what is in force, and the arena, while it is built.
//! * [`tag`], [`content`]: start tags, and the loop over markup and data.
//!
//! Nesting takes no stack, each byte is looked at a bounded number of times, and entities expand within a limit.

mod attribute;
mod characters;
mod content;
mod declaration;
mod dtd;
mod entity;
mod fault;
#[cfg(test)]
mod hostile;
mod misc;
mod names;
mod namespaces;
mod tag;
#[cfg(test)]
mod tests;
mod tree;

use std::borrow::Cow;
use std::sync::OnceLock;

use super::arena::{Document, Syntax};
use super::options::{Limits, ReadOptions};
use super::syntax_error::{SyntaxError, error};
use crate::text::Span;

pub(super) use self::declaration::leading as leading_declaration;

/// Reads XML text.
pub(super) fn read<'s>(text: Cow<'s, str>, options: &ReadOptions) -> Result<Document<'s>, SyntaxError> {
    let (nodes, decoded, names, namespaces) = match build(&text, &options.limits) {
        Ok(tree) => tree.finish(),
        Err(fault) => {
            let mut error = error(fault.kind, fault.message, fault.span, &text);
            error.help = fault.help;
            return Err(error);
        }
    };
    Ok(Document {
        text,
        syntax: Syntax::Xml,
        nodes,
        decoded,
        names,
        namespaces,
        repairs: Vec::new(),
        byte_order_mark: false,
        lines: OnceLock::new(),
        equal_keys: OnceLock::new(),
        wide: OnceLock::new(),
    })
}

fn build<'t>(text: &'t str, limits: &Limits) -> fault::Checked<tree::Tree<'t>> {
    let survey = characters::survey(text)?;
    if text.starts_with('\u{FEFF}') {
        // One mark is not part of the text; another is a character like others, and none that may stand here.
        return Err(fault::fault("a byte order mark inside the text", characters::at(text, 0, 0)));
    }
    let base = Document::buffer_base(text);
    let mut tree = tree::Tree::new(text, base, survey, limits);
    match content::document(&mut tree) {
        Ok(()) => Ok(tree),
        Err(mut fault) => {
            fault.span = source_span(&tree, fault.span);
            Err(fault)
        }
    }
}

/// Where a span lies in the source: itself, or the reference whose replacement text holds it.
fn source_span(tree: &tree::Tree<'_>, span: Span) -> Span {
    let Some(past) = span.start.checked_sub(tree.base) else { return span };
    let expansions = &tree.decoded.expansions;
    let at = expansions.partition_point(|expansion| expansion.end < past);
    expansions.get(at).map_or(Span::at(tree.base - 1), |expansion| expansion.reference)
}
