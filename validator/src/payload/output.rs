//! What is written: one way of saying it for both syntaxes.
//!
//! A value says its parts in order, each between [`Output::begin`] and [`Output::end`] with its name and place; what that
//! looks like in XML and in JSON is the business of the two writers.

mod json;
mod xml;

use super::table::{Place, ScalarKind};
use super::types::XSI_TYPE;

/// XML or JSON that is being written.
#[derive(Debug)]
pub struct Output {
    writer: Writer,
    /// Whether JSON leaves are written as strings: the plain JSON of an XSD.
    text_leaves: bool,
    /// The type that the next object of JSON is of.
    type_: Option<Box<str>>,
    /// Whether the next record is a group, whose parts stand in the record around it.
    is_group: bool,
    leaves: Leaves,
    /// Whether each leaf is typed, in order, where that is asked for.
    marks: Option<Vec<bool>>,
    /// How many trees of values are open, one within the other.
    trees: u32,
}

/// The leaves of a value: scalars and nulls, by what holds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Leaves {
    /// In a field, variant or item of a type that the schema gave.
    pub typed: u64,
    /// In a [`Value`](crate::Value), a [`Rest`](crate::Rest) or another tree of values of any kind, or a value that its
    /// enumeration does not know.
    pub untyped: u64,
}

/// What was in force before a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outer {
    text_leaves: bool,
    /// Whether the record is a group.
    is_group: bool,
}

#[derive(Debug)]
enum Writer {
    Xml(xml::Writer),
    Json(json::Writer),
}

impl Output {
    /// An empty XML document. With an indent, each element that holds no text stands on a line of its own.
    pub(super) fn xml(declaration: bool, indent: Option<u8>) -> Self {
        Self::new(Writer::Xml(xml::Writer::new(declaration, indent)))
    }

    /// An empty JSON text.
    pub(super) fn json(indent: Option<u8>) -> Self {
        Self::new(Writer::Json(json::Writer::new(indent)))
    }

    fn new(writer: Writer) -> Self {
        Self {
            writer,
            text_leaves: false,
            leaves: Leaves::default(),
            marks: None,
            trees: 0,
            type_: None,
            is_group: false,
        }
    }

    /// The leaves that were written.
    pub(super) fn leaves(&self) -> Leaves {
        self.leaves
    }

    /// Begins a tree of values of any kind.
    pub fn begin_tree(&mut self) {
        self.trees += 1;
    }

    /// Ends it.
    pub fn end_tree(&mut self) {
        self.trees -= 1;
    }

    /// Writes something as a tree of values of any kind.
    pub fn tree(&mut self, write: impl FnOnce(&mut Self)) {
        self.begin_tree();
        write(self);
        self.end_tree();
    }

    fn leaf(&mut self) {
        let is_typed = self.trees == 0;
        let count = if is_typed { &mut self.leaves.typed } else { &mut self.leaves.untyped };
        *count += 1;
        if let Some(marks) = &mut self.marks {
            marks.push(is_typed);
        }
    }

    /// The same, which remembers of each leaf whether it is typed.
    pub(super) fn marking(self) -> Self {
        Self { marks: Some(Vec::new()), ..self }
    }

    /// The text that was written, and whether each of its leaves is typed, in order.
    pub(super) fn into_marked(mut self) -> (String, Vec<bool>) {
        let marks = self.marks.take().unwrap_or_default();
        (self.into_text(), marks)
    }

    /// The text that was written.
    pub(super) fn into_text(self) -> String {
        match self.writer {
            Writer::Xml(writer) => writer.into_text(),
            Writer::Json(writer) => writer.into_text(),
        }
    }

    /// Whether it is XML.
    #[must_use]
    pub fn is_xml(&self) -> bool {
        matches!(self.writer, Writer::Xml(_))
    }

    /// Begins a part of this name: an element, an attribute, the text of an element; in JSON a member.
    pub fn begin(&mut self, place: Place, name: &str, namespace: &str) {
        match &mut self.writer {
            Writer::Xml(writer) => writer.begin(place, name, namespace),
            Writer::Json(writer) => writer.begin(name),
        }
    }

    /// Ends what was begun last: a part or an item.
    pub fn end(&mut self) {
        match &mut self.writer {
            Writer::Xml(writer) => writer.end(),
            Writer::Json(writer) => writer.end(),
        }
    }

    /// Writes a scalar. A number that JSON would not read as one is written as JSON wants it (`+1`, `.5`), or as a string
    /// where it is none (`INF`).
    pub fn scalar(&mut self, kind: ScalarKind, text: &str) {
        self.leaf();
        match &mut self.writer {
            Writer::Xml(writer) => writer.text(text),
            Writer::Json(writer) => writer.scalar(if self.text_leaves { ScalarKind::Text } else { kind }, text),
        }
    }

    /// Writes `null`; in XML `xsi:nil="true"` at the element.
    pub fn null(&mut self) {
        self.leaf();
        match &mut self.writer {
            Writer::Xml(writer) => writer.nil(),
            Writer::Json(writer) => writer.null(),
        }
    }

    /// Names the type of the element that was begun, or of the next object: `xsi:type` (XSD part 1, 2.6.1).
    pub fn type_(&mut self, namespace: &str, local: &str) {
        match &mut self.writer {
            Writer::Xml(writer) => writer.type_(namespace, local),
            Writer::Json(_) => self.type_ = Some(local.into()),
        }
    }

    /// Begins a list that stands alone: an array in JSON.
    pub fn begin_list(&mut self) {
        if let Writer::Json(writer) = &mut self.writer {
            writer.begin_array();
        }
    }

    /// Begins an item of a list that stands alone. XML has no such lists; there an item is an element `item`.
    pub fn begin_item(&mut self) {
        match &mut self.writer {
            Writer::Xml(writer) => writer.begin(Place::Element, "item", ""),
            Writer::Json(writer) => writer.begin_item(),
        }
    }

    /// Ends a list.
    pub fn end_list(&mut self) {
        if let Writer::Json(writer) = &mut self.writer {
            writer.end_array();
        }
    }

    /// Says that the next record is a group.
    pub(super) fn begin_group(&mut self) {
        self.is_group = true;
    }

    /// Begins named parts: an object in JSON, unless it is a group. Says whether the record is lenient, where it is a record of
    /// its own, and returns what was in force before.
    pub(super) fn begin_record(&mut self, lenient: Option<bool>) -> Outer {
        let is_group = std::mem::take(&mut self.is_group);
        let outer = Outer { text_leaves: self.text_leaves, is_group };
        self.text_leaves = lenient.unwrap_or(outer.text_leaves);
        if let (Writer::Json(writer), false) = (&mut self.writer, is_group) {
            writer.begin_object();
            if let Some(name) = self.type_.take() {
                writer.begin(XSI_TYPE);
                writer.scalar(ScalarKind::Text, &name);
                writer.end();
            }
        }
        outer
    }

    /// Ends named parts.
    pub(super) fn end_record(&mut self, outer: Outer) {
        if let (Writer::Json(writer), false) = (&mut self.writer, outer.is_group) {
            writer.end_object();
        }
        self.text_leaves = outer.text_leaves;
    }
}
