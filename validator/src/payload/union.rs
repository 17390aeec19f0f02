//! Unions: told apart by a tag, or by trying.

use driftline_schemas::NodeRef;
use driftline_schemas::document::{Kind, Syntax};
use driftline_schemas::number::Decimal;

use super::error::{ReadError, ReadErrorKind};
use super::input::Input;
use super::table::{Literal, ScalarKind, Tag};
use super::traits::Payload;

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

/// The order in which the variants of an untagged union are tried: by how many parts of the node they know, and among equals as
/// they are declared.
#[must_use]
pub fn by_fit<const N: usize>(input: Input<'_>, fits: [fn(NodeRef<'_>) -> usize; N]) -> [usize; N] {
    let mut order: [usize; N] = std::array::from_fn(|at| at);
    let known = fits.map(|fit| fit(input.node()));
    order.sort_by_key(|at| std::cmp::Reverse(known[*at]));
    order
}

/// The variants of an untagged union, tried one after the other.
#[derive(Debug)]
pub struct Attempts<'d> {
    input: Input<'d>,
    furthest: Option<ReadError>,
}

impl<'d> Attempts<'d> {
    /// At this node.
    #[must_use]
    pub fn at(input: Input<'d>) -> Self {
        Self { input, furthest: None }
    }

    /// Reads the node as this type, where it is one.
    pub fn read<T: Payload>(&mut self) -> Option<T> {
        if self.furthest.as_ref().is_some_and(ReadError::is_final) {
            return None;
        }
        match T::read(self.input) {
            Ok(value) => Some(value),
            Err(error) => {
                let further = self.furthest.as_ref().is_none_or(|known| error.offset() > known.offset());
                if further || error.is_final() {
                    self.furthest = Some(error);
                }
                None
            }
        }
    }

    /// The error of the variant that got furthest.
    #[must_use]
    pub fn error(self) -> ReadError {
        self.furthest.unwrap_or_else(|| self.input.wrong_kind("a value of a variant"))
    }
}
