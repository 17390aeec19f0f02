//! Fields of identity constraints: the values that they lead to, with their actual types.

use driftline_schemas::document::{Kind, NodeRef};
use driftline_schemas::model::{
    self, Additional, Field, Identity, IdentityCategory, NameTest, Place, ProcessContents, Record, Shape, TypeId, XPath,
};

use super::{sent, words};
use crate::plan::{RecordPlan, admits};
use crate::scalar;
use crate::walk::Walk;
use crate::walk::declared::Declared;
use crate::walk::path::Step;
use crate::walk::reconcile::field;
use crate::walk::xsi::XSI;

/// What a field of a row has led to so far.
#[derive(Debug)]
pub(super) enum Cell {
    /// Nothing, or an element without a value.
    Absent,
    /// This value, as a key.
    Value(String),
    /// Something that is no value, or several: that is told.
    Unknown,
}

/// What an element is, to a field that leads to it.
#[derive(Debug, Clone, Copy)]
pub(in crate::walk) struct Content<'c> {
    type_: Typed,
    /// Whether it is nil, or stands for one that is absent.
    is_absent: bool,
    nillable: bool,
    /// The value that an empty element has.
    default: Option<&'c str>,
}

impl<'c> Content<'c> {
    /// An element of a declaration, with its actual type, where it has one.
    pub(in crate::walk) fn new(type_: Option<TypeId>, is_absent: bool, declared: Declared<'c>) -> Self {
        let type_ = type_.map_or(Typed::Unknown, Typed::As);
        Self { type_, is_absent, nillable: declared.nillable, default: declared.default.or(declared.fixed) }
    }

    /// An element that no declaration was found for.
    pub(in crate::walk) fn lax() -> Self {
        Self { type_: Typed::Anything, is_absent: false, nillable: false, default: None }
    }
}

/// The actual type of an element.
#[derive(Debug, Clone, Copy)]
enum Typed {
    As(TypeId),
    /// No declaration was found for it, nor wanted.
    Anything,
    /// It names a type that it may not have.
    Unknown,
}

/// What one node is to a field.
enum Found {
    Absent,
    /// It has no simple type.
    Complex,
    /// It has a fault.
    Unknown,
    Value(String),
}

/// The key of a row: its values one after the other, so that no two rows of other values have the same; `None` where one
/// is not known.
pub(super) fn sequence(cells: Vec<Cell>) -> Option<String> {
    let value = |cell: Cell| match cell {
        Cell::Value(value) => Some(value),
        Cell::Absent | Cell::Unknown => None,
    };
    if cells.len() == 1 {
        return cells.into_iter().find_map(value);
    }
    cells.into_iter().map(|cell| value(cell).map(|value| format!("{}:{value}", value.len()))).collect()
}

impl<'c, 'd> Walk<'c, 'd> {
    /// Puts the values of an element and of its attributes into the cells whose fields lead to them.
    pub(super) fn fill_cells(&mut self, node: NodeRef<'d>, content: Content<'c>) {
        let mut rows = std::mem::take(&mut self.axis.rows);
        for row in &mut rows {
            for (cell, path) in row.cells.iter_mut().zip(&row.identity.fields) {
                let reached = path.paths.iter().filter(|path| self.axis.leads(path, row.depth));
                let (attributes, elements): (Vec<_>, Vec<_>) =
                    reached.map(|path| path.attribute.as_ref()).partition(Option::is_some);
                if !elements.is_empty() {
                    let found = self.element_value(node, content);
                    if content.nillable && row.identity.category == IdentityCategory::Key {
                        // 4.2.3: not even where it is not nil.
                        let want = format!("an element that can never be nil for {}", words_of(row.identity, path));
                        self.no_value(node, cell, want, row.identity);
                    } else {
                        self.put(node, cell, found, (row.identity, path));
                    }
                }
                if !attributes.is_empty() {
                    let tests: Vec<&NameTest> = attributes.into_iter().flatten().collect();
                    self.attribute_values(node, content, &tests, cell, (row.identity, path));
                }
            }
        }
        self.axis.rows = rows;
    }

    /// Puts a value into a cell. A field leads to one value at most, of a simple type (part 1, 3.11.4
    /// "Identity-constraint Satisfied", 3).
    fn put(&mut self, node: NodeRef<'d>, cell: &mut Cell, found: Found, (identity, path): (&'c Identity, &'c XPath)) {
        match (found, &cell) {
            (Found::Absent, _) => {}
            (Found::Unknown, _) => *cell = Cell::Unknown,
            (Found::Complex | Found::Value(_), Cell::Unknown) => {}
            (Found::Complex, Cell::Absent | Cell::Value(_)) => {
                let want = format!("a value without parts for {}", words_of(identity, path));
                self.no_value(node, cell, want, identity);
            }
            (Found::Value(_), Cell::Value(_)) => {
                let want = format!("one value only for {}", words_of(identity, path));
                self.no_value(node, cell, want, identity);
            }
            (Found::Value(value), Cell::Absent) => *cell = Cell::Value(value),
        }
    }

    fn no_value(&mut self, node: NodeRef<'d>, cell: &mut Cell, want: String, identity: &'c Identity) {
        if !matches!(cell, Cell::Unknown) {
            self.broken(node, sent(node), want, identity);
        }
        *cell = Cell::Unknown;
    }

    /// The value of an element, of its actual type.
    fn element_value(&mut self, node: NodeRef<'d>, content: Content<'c>) -> Found {
        let type_ = match content.type_ {
            Typed::As(type_) => type_,
            Typed::Anything => return Found::Complex,
            Typed::Unknown => return Found::Unknown,
        };
        let simple = match &self.ground.model.type_(type_).shape {
            Shape::Any => return Found::Complex,
            Shape::Record(record) => match record.content {
                model::Content::Text(text) => text,
                model::Content::Empty | model::Content::Members | model::Content::Elements { .. } => {
                    return Found::Complex;
                }
            },
            _ => type_,
        };
        if content.is_absent {
            return Found::Absent;
        }
        if !node.is_leaf() {
            return Found::Unknown;
        }
        let text = if node.value().is_empty() { content.default.unwrap_or("") } else { node.value() };
        self.value(node, text, simple)
    }

    /// Puts the attributes of these names into a cell: those that were sent, and those that have a default.
    fn attribute_values(
        &mut self,
        node: NodeRef<'d>,
        content: Content<'c>,
        tests: &[&NameTest],
        cell: &mut Cell,
        wanted: (&'c Identity, &'c XPath),
    ) {
        let model = self.ground.model;
        let (record, plan): (Option<&'c Record>, Option<&'c RecordPlan>) = match content.type_ {
            Typed::As(type_) => match &model.type_(type_).shape {
                Shape::Record(record) => (Some(record), self.ground.plan.record(type_)),
                _ => (None, None),
            },
            Typed::Anything | Typed::Unknown => (None, None),
        };
        let admits = |namespace: Option<&str>, local: &str| tests.iter().any(|test| test.admits(namespace, local));
        let sent = sent_attributes(node, record.zip(plan));
        for (attribute, declared) in &sent {
            let (namespace, local) = match declared {
                Some(declared) => (declared.name.namespace.as_deref(), &*declared.name.local),
                None => (attribute.namespace(), attribute.local_name()),
            };
            if !admits(namespace, local) {
                continue;
            }
            let found = match declared {
                Some(declared) => self.value(node, attribute.value(), declared.type_),
                None if namespace == Some(XSI) => Found::Value(scalar::text_key(attribute.value())),
                None => self.undeclared_attribute(node, *attribute, content.type_),
            };
            let is_member = attribute.kind() != Kind::Attribute;
            self.path.push(match is_member {
                true => Step::Member { node: *attribute, any: false },
                false => Step::Attribute { node: *attribute },
            });
            self.put(*attribute, cell, found, wanted);
            self.path.pop();
        }
        for declared in record.into_iter().flat_map(|record| &record.fields) {
            let is_sent = || sent.iter().filter_map(|(_, field)| *field).any(|field| std::ptr::eq(field, declared));
            if let Some(value) = declared.default.as_deref().or(declared.fixed.as_deref())
                && declared.place == Place::Attribute
                && admits(declared.name.namespace.as_deref(), &declared.name.local)
                && !is_sent()
            {
                let found = self.value(node, value, declared.type_);
                self.put(node, cell, found, wanted);
            }
        }
    }

    /// An attribute that the type of its element does not declare, and that a wildcard may take: its type is that of the
    /// global declaration, and without one it has none. One that may not be there is told.
    fn undeclared_attribute(&mut self, node: NodeRef<'d>, attribute: NodeRef<'d>, type_: Typed) -> Found {
        let model = self.ground.model;
        let (namespace, local) = (attribute.namespace(), attribute.local_name());
        let process = match type_ {
            Typed::Anything => ProcessContents::Lax,
            Typed::Unknown => return Found::Unknown,
            Typed::As(type_) => match &model.type_(type_).shape {
                Shape::Any => ProcessContents::Lax,
                Shape::Record(record) => match &record.additional {
                    Additional::Attributes(wildcard) if admits(&wildcard.namespaces, namespace) => wildcard.process,
                    _ => return Found::Unknown,
                },
                _ => return Found::Unknown,
            },
        };
        let global = self.ground.plan.globals.attribute(model, namespace, local);
        match (process, global) {
            (ProcessContents::Skip, _) | (ProcessContents::Lax, None) => Found::Complex,
            (ProcessContents::Strict, None) => Found::Unknown,
            (ProcessContents::Strict | ProcessContents::Lax, Some(global)) => {
                self.value(node, attribute.value(), global.type_)
            }
        }
    }

    fn value(&mut self, node: NodeRef<'d>, text: &str, type_: TypeId) -> Found {
        self.key(node, text, type_).map_or(Found::Unknown, Found::Value)
    }

    /// What a text is as a value of a simple type, as a key; `None` where it is no value of the type.
    fn key(&mut self, node: NodeRef<'d>, text: &str, type_: TypeId) -> Option<String> {
        let ground = self.ground;
        match &ground.model.type_(type_).shape {
            Shape::List { item, .. } => {
                let mut list = String::from("[");
                for part in text.split_ascii_whitespace() {
                    let key = self.key(node, part, *item)?;
                    list.push_str(&format!("{}:{key}", key.len()));
                }
                Some(list)
            }
            Shape::Union { members, .. } => {
                let member = members.iter().find(|member| self.takes_text(node, text, **member))?;
                self.key(node, text, *member)
            }
            _ => ground.plan.scalar(type_)?.key(text, &|prefix| node.prefix(prefix)),
        }
    }
}

/// The attributes of an element, each with its declaration where it has one: in JSON the members that stand for one.
fn sent_attributes<'c, 'd>(
    node: NodeRef<'d>,
    type_: Option<(&'c Record, &'c RecordPlan)>,
) -> Vec<(NodeRef<'d>, Option<&'c Field>)> {
    if node.kind() == Kind::Element {
        let declared = |attribute: NodeRef<'d>| {
            let (record, plan) = type_?;
            Some(field(record, plan.attribute(attribute.namespace(), attribute.local_name())?.field))
        };
        return node.attributes().map(|attribute| (attribute, declared(attribute))).collect();
    }
    let Some((record, plan)) = type_ else { return Vec::new() };
    let is_value = |member: &NodeRef<'d>| member.kind() != Kind::Null && !member.value().is_empty();
    let members = node.children().filter(is_value).filter(|member| plan.field_by_local(member.name()).is_none());
    let attributes = members.filter_map(|member| Some((member, plan.attribute_by_local(member.name())?)));
    attributes.map(|(member, found)| (member, Some(field(record, found.field)))).collect()
}

/// What a field is called.
fn words_of(identity: &Identity, path: &XPath) -> String {
    format!("the field `{}` of {}", path.text, words(identity))
}
