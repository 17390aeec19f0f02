//! From the node of a record to its fields, and back.

use driftline_schemas::NodeRef;
use driftline_schemas::document::Kind;

use super::choice::{self, Choice, is_sent_for};
use super::error::ReadError;
use super::input::{Input, Matched, Sent, XSI};
use super::output::{Outer, Output};
use super::table::{Alternatives, Field, Place, Record};
use super::traits::{Payload, Undeclared};

/// What was sent for each field of a record. Taken out in the order of the record's table.
#[derive(Debug)]
pub struct Fields<'d> {
    input: Input<'d>,
    record: &'static Record,
    /// In the order of the fields, then of the payload.
    matched: Vec<Matched<'d>>,
    undeclared: Vec<NodeRef<'d>>,
    field: usize,
    at: usize,
}

impl<'d> Fields<'d> {
    /// Sorts the attributes and children of a node by field.
    ///
    /// # Errors
    /// Where the node is no record.
    pub fn of(input: Input<'d>, record: &'static Record) -> Result<Self, ReadError> {
        let empty_is_record = input.is_lenient() || record.lenient;
        let input = input.with_lenience(record.lenient);
        let mut fields = Self { input, record, matched: Vec::new(), undeclared: Vec::new(), field: 0, at: 0 };
        let node = input.node();
        match node.kind() {
            Kind::Element => {
                node.attributes().filter(|attribute| attribute.namespace() != Some(XSI)).for_each(|it| fields.add(it));
                let has_text = choices(record).any(Alternatives::has_text);
                let is_part = |child: &NodeRef<'_>| child.kind() == Kind::Element || has_text;
                node.children().filter(is_part).for_each(|child| fields.add(child));
                fields.add_text(node);
            }
            Kind::Object => node.children().for_each(|member| fields.add(member)),
            Kind::String if empty_is_record && node.value().is_empty() => {}
            Kind::String | Kind::Number | Kind::Boolean if fields.add_text(node) => {}
            Kind::Attribute
            | Kind::Namespace
            | Kind::Text
            | Kind::Array
            | Kind::String
            | Kind::Number
            | Kind::Boolean
            | Kind::Null => return Err(input.wrong_kind(if input.is_xml() { "an element" } else { "an object" })),
        }
        // Stable, and linear where the payload keeps the order of the schema.
        fields.matched.sort_by_key(|(field, _)| *field);
        Ok(fields)
    }

    /// Reads the next field.
    ///
    /// # Errors
    /// Where what was sent is no value of the type.
    pub fn take<T: Payload>(&mut self) -> Result<T, ReadError> {
        T::read_field(self.sent())
    }

    /// Reads the next field, which is a choice.
    ///
    /// # Errors
    /// Where what was sent is no value of the type.
    pub fn take_choice<T: Choice>(&mut self) -> Result<T, ReadError> {
        choice::read(self.sent())
    }

    /// What was sent for the next field.
    fn sent(&mut self) -> Sent<'_, 'd> {
        let start = self.at;
        self.at += self.matched[start..].iter().take_while(|(field, _)| *field == self.field).count();
        let field = &self.record.fields[self.field];
        self.field += 1;
        Sent::new(field, self.input, &self.matched[start..self.at])
    }

    /// Reads what is no field.
    ///
    /// # Errors
    /// Where it is no value of the type.
    pub fn rest<T: Undeclared>(&self) -> Result<T, ReadError> {
        T::read_undeclared(self.input, &self.undeclared)
    }

    /// Files a child under its field. Searches from the field found last, so that children in the order of the schema, and
    /// repeated ones, are found at once.
    fn add(&mut self, node: NodeRef<'d>) {
        let fields = self.record.fields;
        let last = self.matched.last().map_or(0, |(field, _)| *field);
        let named = (last..fields.len()).chain(0..last).find(|at| is_sent_for(node, &fields[*at]));
        let takes_others = |field: &Field| field.choice.is_some_and(|choice| choice.others);
        let any =
            || fields.iter().position(takes_others).filter(|_| !matches!(node.kind(), Kind::Attribute | Kind::Text));
        match named.or_else(any) {
            Some(field) => self.matched.push((field, node)),
            None => self.undeclared.push(node),
        }
    }

    /// Files the node itself under the field that takes its text, where there is one.
    fn add_text(&mut self, node: NodeRef<'d>) -> bool {
        let is_text = |field: &Field| match field.choice {
            Some(choice) => choice.has_text() && node.children().next().is_none() && !node.value().is_empty(),
            None => field.place == Place::Text,
        };
        let text = self.record.fields.iter().position(is_text);
        self.matched.extend(text.map(|field| (field, node)));
        text.is_some()
    }
}

/// The choices of a record.
fn choices(record: &'static Record) -> impl Iterator<Item = &'static Alternatives> {
    record.fields.iter().filter_map(|field| field.choice)
}

/// So many parts of a node are looked at to see which record fits: payloads may be wide, and unions have many variants.
const LOOKED_AT: usize = 64;

/// How many of the first members, elements and attributes of a node a record declares; one more, since it is a record.
#[must_use]
pub fn declared(node: NodeRef<'_>, record: &'static Record) -> usize {
    let parts = node.attributes().chain(node.children()).filter(|part| part.is_named());
    1 + parts.take(LOOKED_AT).filter(|part| record.fields.iter().any(|field| is_sent_for(*part, field))).count()
}

/// The fields of a record that are being written. Put in the order of the record's table.
#[derive(Debug)]
pub struct FieldsOutput<'o> {
    output: &'o mut Output,
    fields: std::slice::Iter<'static, Field>,
    outer: Outer,
}

impl<'o> FieldsOutput<'o> {
    /// Begins a record.
    pub fn of(output: &'o mut Output, record: &'static Record) -> Self {
        let outer = output.begin_record(Some(record.lenient));
        Self { output, fields: record.fields.iter(), outer }
    }

    /// Writes the next field.
    pub fn put<T: Payload>(&mut self, value: &T) {
        if let Some(field) = self.fields.next() {
            value.write_field(field, self.output);
        }
    }

    /// Writes the next field, which is a choice.
    pub fn put_choice<T: Choice>(&mut self, value: &T) {
        self.fields.next();
        choice::write(value, self.output);
    }

    /// Writes what is no field.
    pub fn put_rest<T: Undeclared>(&mut self, rest: &T) {
        rest.write_undeclared(self.output);
    }

    /// Ends the record.
    pub fn end(self) {
        self.output.end_record(self.outer);
    }
}
