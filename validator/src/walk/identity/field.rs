//! Fields of identity constraints: the values that they lead to, with their actual types.

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{
    self, Additional, Field, Identity, IdentityCategory, Name, NameTest, Place, ProcessContents, Record, Shape, TypeId,
    XPath,
};

use super::words;
use crate::finding::{Got, Kind, Want};
use crate::plan::RecordPlan;
use crate::scalar;
use crate::walk::Walk;
use crate::walk::content;
use crate::walk::declared::Declared;
use crate::walk::path::Step;
use crate::walk::reconcile::field;
use crate::walk::xsi::XSI;

/// What a field of a row has led to so far.
#[derive(Debug)]
pub(super) enum Cell {
    /// Nothing, or an element that is nil.
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
    nil: bool,
    nillable: bool,
    /// The value that an empty element has.
    default: Option<&'c str>,
}

impl<'c> Content<'c> {
    /// An element of a declaration, with its actual type, where it has one.
    pub(in crate::walk) fn new(type_: Option<TypeId>, nil: bool, declared: Declared<'c>) -> Self {
        let type_ = type_.map_or(Typed::Unknown, Typed::As);
        Self { type_, nil, nillable: declared.nillable, default: declared.default.or(declared.fixed) }
    }

    /// An element that no declaration was found for.
    pub(in crate::walk) fn lax() -> Self {
        Self { type_: Typed::Anything, nil: false, nillable: false, default: None }
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
    Nil,
    /// It has no simple type.
    Complex,
    /// It has a fault.
    Unknown,
    Value(String),
}

/// The key of a row: its values one after the other, so that no two rows of other values have the same; `None` where one
/// is not known.
pub(super) fn sequence(cells: &[Cell]) -> Option<String> {
    let value = |cell: &Cell| match cell {
        Cell::Value(value) => Some(value.clone()),
        Cell::Absent | Cell::Unknown => None,
    };
    match cells {
        [only] => value(only),
        cells => cells.iter().map(|cell| value(cell).map(|value| format!("{}:{value}", value.len()))).collect(),
    }
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
                    let is_nil = matches!(found, Found::Nil);
                    if content.nillable && row.identity.category == IdentityCategory::Key {
                        // 4.2.3: not even where it is not nil.
                        let want = format!("an element that can never be nil for {}", words_of(row.identity, path));
                        self.no_value(node, cell, want, row.identity);
                    } else if is_nil && !content.nillable {
                        *cell = Cell::Unknown;
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
            (Found::Nil, _) => {}
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
            self.fault(
                Kind::RuleViolated,
                node.name_span(),
                Got::Name(node.name().to_owned()),
                Want::Rule(want),
                Some(identity.origin),
            );
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
        if content.nil {
            return Found::Nil;
        }
        if !node.is_leaf() {
            return Found::Unknown;
        }
        let text = if node.value().is_empty() { content.default.unwrap_or("") } else { node.value() };
        self.key(node, text, simple).map_or(Found::Unknown, Found::Value)
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
        for attribute in node.attributes() {
            let (namespace, local) = (attribute.namespace(), attribute.local_name());
            if !admits(namespace, local) {
                continue;
            }
            let declared = record.zip(plan.and_then(|plan| plan.attribute(namespace, local)));
            let found = match declared.map(|(record, found)| field(record, found.field).type_) {
                Some(type_) => self.key(node, attribute.value(), type_).map_or(Found::Unknown, Found::Value),
                None if namespace == Some(XSI) => Found::Value(scalar::text_key(attribute.value())),
                None => self.undeclared_attribute(namespace, content.type_, record),
            };
            self.path.push(Step::Attribute { node: attribute });
            self.put(attribute, cell, found, wanted);
            self.path.pop();
        }
        for declared in record.into_iter().flat_map(|record| &record.fields) {
            let Name { namespace, local } = &declared.name;
            if let Some(value) = declared.default.as_deref().or(declared.fixed.as_deref())
                && declared.place == Place::Attribute
                && admits(namespace.as_deref(), local)
                && !is_sent(node, declared)
            {
                let found = self.key(node, value, declared.type_).map_or(Found::Unknown, Found::Value);
                self.put(node, cell, found, wanted);
            }
        }
    }

    /// An attribute that the type of its element does not declare: without a declaration it has no type. One that may not
    /// be there is told of.
    fn undeclared_attribute(&mut self, namespace: Option<&str>, type_: Typed, record: Option<&'c Record>) -> Found {
        let process = match (type_, record.map(|record| &record.additional)) {
            (_, Some(Additional::Attributes(wildcard))) if content::admits(&wildcard.namespaces, namespace) => {
                wildcard.process
            }
            (Typed::Anything, _) => ProcessContents::Lax,
            _ => return Found::Unknown,
        };
        if process == ProcessContents::Skip {
            return Found::Complex;
        }
        // The model has no global attributes: whether there is one is not known.
        self.undecided = true;
        Found::Unknown
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

fn is_sent(node: NodeRef<'_>, declared: &Field) -> bool {
    let is_it = |attribute: NodeRef<'_>| {
        *attribute.local_name() == *declared.name.local && attribute.namespace() == declared.name.namespace.as_deref()
    };
    node.attributes().any(is_it)
}

/// What a field is called.
fn words_of(identity: &Identity, path: &XPath) -> String {
    format!("the field `{}` of {}", path.text, words(identity))
}
