//! Unions: told apart by a tag, or by trying.

use driftline_schemas::NodeRef;
use driftline_schemas::document::{Kind, Syntax};
use driftline_schemas::number::Decimal;

use super::error::{ReadError, ReadErrorKind};
use super::input::Input;
use super::output::Leaves;
use super::table::{Literal, ScalarKind, Tag};
use super::traits::Payload;
use super::write::leaves;

impl Tag {
    /// The number of the variant that the value of the tag names; `None` where there is no tag, or no variant of its value.
    ///
    /// # Errors
    /// Where the node has no named parts.
    pub fn variant(&self, input: Input<'_>) -> Result<Option<usize>, ReadError> {
        let node = input.node();
        let tag = match node.kind() {
            Kind::Object => node.member(self.name),
            Kind::Element => {
                let mut children = node.elements().filter(|element| element.local_name() == self.name);
                node.attribute(self.name).or_else(|| children.next())
            }
            Kind::Attribute
            | Kind::Namespace
            | Kind::Text
            | Kind::Array
            | Kind::String
            | Kind::Number
            | Kind::Boolean
            | Kind::Null => return Err(input.wrong_kind(if input.is_xml() { "an element" } else { "an object" })),
        };
        let named = |tag| self.values.iter().find(|(literal, _)| literal.is(tag, self.lenient));
        Ok(tag.and_then(named).map(|(_, variant)| *variant))
    }

    /// That the tag names no variant: at the tag, or at the whole value where there is none.
    #[must_use]
    pub fn unknown(&self, input: Input<'_>) -> ReadError {
        let node = input.node();
        let child = node.member(self.name).or_else(|| node.attribute(self.name));
        let child = child.or_else(|| node.elements().find(|element| element.local_name() == self.name));
        match child.map(|child| input.child(child)) {
            Some(Ok(tag)) => tag.wrong_value(crate::value::FacetError::Unlisted),
            Some(Err(error)) => error,
            None => ReadError::at(node, ReadErrorKind::Variant(self.name)),
        }
    }
}

impl Literal {
    /// Whether a node is this value: of the same kind, unless XML or a lenient type leaves only the text to go by.
    pub(super) fn is(&self, node: NodeRef<'_>, lenient: bool) -> bool {
        let kind = match node.kind() {
            Kind::String => Some(ScalarKind::Text),
            Kind::Number => Some(ScalarKind::Number),
            Kind::Boolean => Some(ScalarKind::Boolean),
            Kind::Element if !node.is_leaf() => return false,
            Kind::Element | Kind::Attribute | Kind::Text | Kind::Namespace => None,
            Kind::Object | Kind::Array | Kind::Null => return false,
        };
        let by_text = lenient || node.syntax() == Syntax::Xml;
        let text = if by_text { node.value().trim_matches([' ', '\t', '\r', '\n']) } else { node.value() };
        (by_text || kind == Some(self.kind)) && (self.is_text(text) || self.text == node.value())
    }

    /// Whether a text stands for this value.
    pub(super) fn is_text(&self, text: &str) -> bool {
        match self.kind {
            ScalarKind::Text => text == self.text,
            ScalarKind::Number => Decimal::parse(text).is_some_and(|value| Decimal::parse(self.text) == Some(value)),
            ScalarKind::Boolean => boolean(text).is_some_and(|value| boolean(self.text) == Some(value)),
        }
    }
}

/// `xs:boolean` (XSD part 2, 3.2.2), and the same words with a capital or in capitals, as some serializers write them.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" | "True" | "TRUE" => Some(true),
        "false" | "0" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// An enum whose variants are told apart by what reads. Made by `#[payload(untagged)]`.
pub trait Untagged: Payload + 'static {
    /// How each variant is tried.
    const ATTEMPTS: &'static [Attempt<Self>];
}

/// How a variant is tried.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<T> {
    fit: fn(NodeRef<'_>) -> usize,
    read: fn(Input<'_>) -> Result<T, ReadError>,
}

impl<T> Attempt<T> {
    /// By how much of a node the variant knows, and by reading it.
    #[must_use]
    pub const fn new(fit: fn(NodeRef<'_>) -> usize, read: fn(Input<'_>) -> Result<T, ReadError>) -> Self {
        Self { fit, read }
    }
}

/// How much of a node the variant knows that knows most of it.
#[must_use]
pub fn fit_untagged<T: Untagged>(node: NodeRef<'_>) -> usize {
    T::ATTEMPTS.iter().map(|attempt| (attempt.fit)(node)).max().unwrap_or(0)
}

/// Reads the variant that knows most parts of the node by name, of those that read; among equals the one that leaves least of
/// it untyped, the first of the enum where that is the same.
///
/// # Errors
/// Where none reads: the error of the variant that got furthest.
pub fn read_untagged<T: Untagged>(input: Input<'_>) -> Result<T, ReadError> {
    let node = input.node();
    let has_parts = matches!(node.kind(), Kind::Object | Kind::Array | Kind::Element);
    let mut order: Vec<(usize, &Attempt<T>)> =
        T::ATTEMPTS.iter().map(|attempt| ((attempt.fit)(node), attempt)).collect();
    order.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    let mut best: Option<(u64, usize, T)> = None;
    let mut furthest: Option<ReadError> = None;
    for (fit, attempt) in &order {
        if best.as_ref().is_some_and(|(_, known, _)| fit < known || !input.has_spare()) {
            break;
        }
        match (attempt.read)(input) {
            Ok(value) => {
                let counted = if has_parts { leaves(&value) } else { Leaves::default() };
                let untyped = counted.untyped;
                input.spend(counted.typed + untyped);
                if untyped == 0 {
                    return Ok(value);
                }
                if best.as_ref().is_none_or(|(least, ..)| untyped < *least) {
                    best = Some((untyped, *fit, value));
                }
            }
            Err(error) => {
                let is_final = error.is_final();
                if is_final || furthest.as_ref().is_none_or(|known| error.offset() > known.offset()) {
                    furthest = Some(error);
                }
                if is_final {
                    break;
                }
            }
        }
    }
    match best {
        Some((.., value)) => Ok(value),
        None => Err(furthest.unwrap_or_else(|| input.wrong_kind("a value of a variant"))),
    }
}
