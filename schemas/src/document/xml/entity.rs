//! References: to characters, to the five predefined entities, to the entities that the internal subset declares.

use std::collections::HashMap;

use super::characters::{is_char, ncname_end};
use super::fault::{Checked, Fault, fault};
use crate::document::syntax_error::SyntaxErrorKind;
use crate::text::{Span, offset};

/// A general entity.
#[derive(Debug)]
pub(super) enum Entity {
    /// Its replacement text is known.
    Internal {
        text: Box<str>,
        /// It was declared inside a parameter entity.
        in_parameter: bool,
    },
    /// It lies outside the document, and is never opened.
    External,
    /// It lies outside the document and is no XML (`NDATA`).
    Unparsed,
}

/// The general entities of a document.
#[derive(Debug, Default)]
pub(super) struct Entities {
    pub(super) declared: HashMap<Box<str>, Entity>,
    /// There may be declarations that were not read: an external subset, or a reference to a parameter entity.
    pub(super) open_ended: bool,
    /// The document says that it does not need those.
    pub(super) standalone: bool,
}

/// What a reference stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Referent<'d> {
    /// A character, as data.
    Character(char),
    /// An entity with its replacement text.
    Entity(&'d Entity, &'d str),
    /// An entity that is never opened.
    External,
}

impl Entities {
    /// Resolves what stands between `&` and `;`; `span` is the place of the whole reference.
    pub(super) fn resolve(&self, name: &str, span: Span) -> Checked<Referent<'_>> {
        if let Some(number) = name.strip_prefix('#') {
            return character_reference(number, span).map(Referent::Character);
        }
        if let Some(character) = predefined(name) {
            return Ok(Referent::Character(character));
        }
        if name.is_empty() || ncname_end(name, 0) != name.len() {
            return Err(stray(span));
        }
        let must_be_declared = self.standalone || !self.open_ended;
        match self.declared.get(name) {
            Some(Entity::Internal { in_parameter: true, .. }) if self.standalone => {
                Err(fault("a standalone document refers to an entity that a parameter entity declares", span))
            }
            Some(entity @ Entity::Internal { text, .. }) => Ok(Referent::Entity(entity, text)),
            Some(Entity::External) => Ok(Referent::External),
            Some(Entity::Unparsed) => Err(fault("a reference to an unparsed entity", span)),
            None if must_be_declared => Err(fault("an entity that is not declared", span)
                .help("XML knows amp, lt, gt, apos and quot; write other characters as themselves or as &#…;")),
            None => Err(fault("an entity that may be declared outside the document, where nothing is opened", span)
                .of_kind(SyntaxErrorKind::ExternalEntity)),
        }
    }
}

/// A `&` that begins no reference.
#[cold]
pub(super) fn stray(span: Span) -> Box<Fault> {
    fault("a & that begins no reference", Span::new(span.start, span.start.saturating_add(1))).help("write & as &amp;")
}

/// 4.6 Predefined Entities.
fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// `[66] CharRef`, between `&#` and `;`.
pub(super) fn character_reference(number: &str, span: Span) -> Checked<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(fault("a character reference that is no number", span).help("write &#233; or &#xE9;"));
    }
    let character = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|&c| is_char(c));
    character.ok_or_else(|| fault("a reference to a character that is not allowed in XML", span))
}

/// How much the expansion of entities may still add.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    allowed: u32,
    spent: usize,
    /// How deep entities may lie within entities.
    pub(super) depth: usize,
}

impl Budget {
    pub(super) fn new(allowed: u32, depth: u32) -> Self {
        Self { allowed, spent: 0, depth: depth as usize }
    }

    /// Notes that a reference at `span` adds so many bytes.
    pub(super) fn spend(&mut self, bytes: usize, span: Span) -> Checked<()> {
        self.spent = self.spent.saturating_add(bytes);
        if offset(self.spent) > self.allowed {
            let message = format!("entities expand to more than {} bytes", self.allowed);
            return Err(fault(message, span).of_kind(SyntaxErrorKind::Limit));
        }
        Ok(())
    }

    /// Checks that one more entity may be opened inside so many, and that it is none of them.
    pub(super) fn enter<'d>(
        &self,
        entity: &'d Entity,
        mut open: impl ExactSizeIterator<Item = &'d Entity>,
        span: Span,
    ) -> Checked<()> {
        if open.len() >= self.depth {
            let message = format!("entities lie more than {} deep within each other", self.depth);
            return Err(fault(message, span).of_kind(SyntaxErrorKind::Limit));
        }
        if open.any(|other| std::ptr::eq(other, entity)) {
            return Err(fault("an entity that refers to itself", span));
        }
        Ok(())
    }
}
