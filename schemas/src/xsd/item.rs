//! An element of a schema document, with the unit that it is read in.
//!
//! The grammar was checked before: attributes have their form, children are of XML Schema and stand where they may.

use super::grammar::count;
use super::source::{Sources, UnitId};
use crate::document::{NodeId, NodeRef};
use crate::error::{Error, ErrorKind};
use crate::model::{Foreign, Occurs};
use crate::text::Origin;

/// An element of a schema document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'d> {
    /// The unit, which says the target namespace and what is in sight.
    pub(super) unit: UnitId,
    /// The element.
    pub(super) node: NodeRef<'d>,
}

impl<'d> Item<'d> {
    /// Names the element among all units: what stands in a chameleon is another thing in each of its namespaces.
    pub(super) fn key(self) -> (UnitId, NodeId) {
        (self.unit, self.node.id())
    }

    /// Its local name.
    pub(super) fn kind(self) -> &'d str {
        self.node.local_name()
    }

    /// The value of an attribute, without white space at its ends.
    pub(super) fn attribute(self, name: &str) -> Option<&'d str> {
        self.node.attribute(name).map(|attribute| attribute.value().trim())
    }

    /// The value of an attribute as it is written.
    pub(super) fn raw(self, name: &str) -> Option<Box<str>> {
        self.node.attribute(name).map(|attribute| attribute.value().into())
    }

    /// Whether an attribute says `true`.
    pub(super) fn flag(self, name: &str) -> bool {
        self.attribute(name).is_some_and(is_true)
    }

    /// Its children besides annotations.
    pub(super) fn children(self) -> impl Iterator<Item = Self> + Clone {
        let unit = self.unit;
        self.node.elements().filter(|node| node.local_name() != "annotation").map(move |node| Item { unit, node })
    }

    /// Its first child of this name.
    pub(super) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.kind() == name)
    }

    /// The type that stands inside it.
    pub(super) fn inline_type(self) -> Option<Self> {
        self.children().find(|child| matches!(child.kind(), "simpleType" | "complexType"))
    }

    /// `minOccurs` and `maxOccurs`.
    pub(super) fn occurs(self) -> Occurs {
        let min = self.attribute("minOccurs").and_then(count).unwrap_or(1);
        let max = self.attribute("maxOccurs").map_or(Some(1), count);
        Occurs { min, max }
    }
}

/// A boolean of XML Schema.
pub(super) fn is_true(text: &str) -> bool {
    matches!(text, "true" | "1")
}

impl Sources {
    /// Where an element stands: its whole span, from `<` to its end tag.
    pub(super) fn place(&self, item: Item<'_>) -> Origin {
        self.origin(item.unit, item.node.span())
    }

    /// An error of a rule of XML Schema, at the start tag of an element.
    #[cold]
    pub(super) fn fault(&self, item: Item<'_>, message: impl Into<String>) -> Error {
        self.error(ErrorKind::Schema, item.unit, item.node.name_span(), message)
    }

    /// The same at the value of one of its attributes.
    #[cold]
    pub(super) fn fault_at(&self, item: Item<'_>, attribute: &str, message: impl Into<String>) -> Error {
        let span = item.node.attribute(attribute).map_or_else(|| item.node.name_span(), |node| node.value_span());
        self.error(ErrorKind::Schema, item.unit, span, message)
    }

    /// File, line and column of an element, to be named in a message about another one.
    pub(super) fn shown_place(&self, item: Item<'_>) -> String {
        let source = &self.sources[self.unit(item.unit).document];
        format!("{}:{}", source.name, source.position(item.node.name_span().start))
    }

    /// What of an element only a judge can decide.
    pub(super) fn foreign(&self, item: Item<'_>, reason: &str) -> Foreign {
        Foreign { construct: item.kind().into(), reason: reason.into(), pointer: "".into(), origin: self.place(item) }
    }
}
