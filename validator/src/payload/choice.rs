//! Choices: parts of a record that are told apart by the name of the element, such as `xs:choice`, the members of a
//! substitution group, and what stands in mixed content.
//!
//! An enum has a variant for each; a field of it, of an `Option` or of a `Vec` takes all of them, in the order of the payload.

use driftline_schemas::NodeRef;
use driftline_schemas::document::{Kind, Syntax};

use super::error::ReadError;
use super::input::{Input, Sent};
use super::output::Output;
use super::table::{Alternatives, Field, Place};
use super::traits::Payload;

/// An enum of elements. Made by `#[payload(choice)]`.
pub trait Alternative: Sized {
    /// Its elements.
    const ALTERNATIVES: &'static Alternatives;

    /// The number of the variant.
    fn variant(&self) -> usize;

    /// Reads what was sent for the variant of this number.
    ///
    /// # Errors
    /// Where it is no value of the variant's type.
    fn read(variant: usize, input: Input<'_>) -> Result<Self, ReadError>;

    /// Writes the value of the variant: as a field where one is given, else without a name.
    fn write(&self, field: Option<&Field>, output: &mut Output);
}

/// A record without an element of its own: a branch of a choice that has several elements, which stand in the record around it.
/// Made by `#[payload(group)]`.
pub trait Group: Payload {
    /// Its elements.
    const PARTS: &'static Alternatives;
}

/// What a field of elements told apart by name may be: an [`Alternative`], an `Option` or a `Vec` of it.
pub trait Choice: Sized {
    /// One of the elements.
    type One: Alternative;

    /// From what was sent, in order.
    ///
    /// # Errors
    /// Where it is too little or too much.
    fn collect(items: Vec<Self::One>, sent: Sent<'_, '_>) -> Result<Self, ReadError>;

    /// What it holds, in order.
    fn items(&self) -> impl Iterator<Item = &Self::One>;
}

/// The only one of what was sent.
///
/// # Errors
/// Where nothing was sent, or more than one.
pub fn only<T>(mut items: Vec<T>, sent: Sent<'_, '_>) -> Result<T, ReadError> {
    match (items.pop(), items.is_empty()) {
        (None, _) => Err(sent.missing()),
        (Some(item), true) => Ok(item),
        (Some(_), false) => Err(sent.repeated()),
    }
}

impl<T: Choice> Choice for Option<T> {
    type One = T::One;

    fn collect(items: Vec<T::One>, sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        if items.is_empty() { Ok(None) } else { T::collect(items, sent).map(Some) }
    }

    fn items(&self) -> impl Iterator<Item = &T::One> {
        self.iter().flat_map(T::items)
    }
}

impl<T: Alternative> Choice for Vec<T> {
    type One = T;

    fn collect(items: Self, _: Sent<'_, '_>) -> Result<Self, ReadError> {
        Ok(items)
    }

    fn items(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }
}

impl<T: Choice> Choice for Box<T> {
    type One = T::One;

    fn collect(items: Vec<T::One>, sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        T::collect(items, sent).map(Self::new)
    }

    fn items(&self) -> impl Iterator<Item = &T::One> {
        (**self).items()
    }
}

/// Reads everything that was sent for a choice. In JSON an array stands for several of one name.
pub(super) fn read<T: Choice>(sent: Sent<'_, '_>) -> Result<T, ReadError> {
    let mut items = Vec::new();
    for input in sent.inputs() {
        let input = input?;
        let node = input.node();
        let text = || T::One::ALTERNATIVES.fields.iter().position(|field| field.place == Place::Text);
        let own = if node == sent.record() { text() } else { T::One::ALTERNATIVES.find(node) };
        let variant = own.unwrap_or(T::One::ALTERNATIVES.fields.len());
        if T::One::ALTERNATIVES.is_group(variant) {
            // One record of all that is sent for it, read where the record around it is.
            if !items.iter().any(|item: &T::One| item.variant() == variant) {
                items.push(T::One::read(variant, sent.around())?);
            }
        } else if node.kind() == Kind::Array {
            for item in node.children() {
                items.push(T::One::read(variant, input.child(item)?)?);
            }
        } else {
            items.push(T::One::read(variant, input)?);
        }
    }
    T::collect(items, sent)
}

/// Writes a value as a field where one is given, else without a name.
pub fn write_as<T: Payload>(value: &T, field: Option<&Field>, output: &mut Output) {
    match field {
        Some(field) => value.write_field(field, output),
        None => value.write(output),
    }
}

/// Writes the parts of a group into the record around it.
pub fn write_group<T: Group>(value: &T, output: &mut Output) {
    output.begin_group();
    value.write(output);
}

/// Writes a choice: in XML in order, in JSON by name, where several of one name are an array.
pub(super) fn write<T: Choice>(choice: &T, output: &mut Output) {
    static OTHER: Field = Field::new(Place::Element, "");
    let fields = T::One::ALTERNATIVES.fields;
    let field = |item: &T::One| Some(fields.get(item.variant()).unwrap_or(&OTHER));
    if output.is_xml() {
        choice.items().for_each(|item| item.write(field(item), output));
        return;
    }
    let mut items: Vec<&T::One> = choice.items().collect();
    items.sort_by_key(|item| item.variant());
    for alike in items.chunk_by(|one, other| one.variant() == other.variant()) {
        match (alike, alike.first().and_then(|item| fields.get(item.variant()))) {
            ([_, _, ..], Some(field)) => write_list(alike, field.name, output),
            _ => alike.iter().for_each(|item| item.write(field(item), output)),
        }
    }
}

/// Several values under one name.
fn write_list<T: Alternative>(items: &[&T], name: &str, output: &mut Output) {
    output.begin(Place::Element, name, "");
    output.begin_list();
    for item in items {
        output.begin_item();
        item.write(None, output);
        output.end();
    }
    output.end_list();
    output.end();
}

impl Alternatives {
    /// The variant that a node is sent for by its name.
    pub(super) fn find(&self, node: NodeRef<'_>) -> Option<usize> {
        self.fields.iter().position(|field| is_sent_for(node, field))
    }

    /// Whether the variant of this number has several elements.
    fn is_group(&self, variant: usize) -> bool {
        self.fields.get(variant).is_some_and(|field| field.choice.is_some())
    }

    /// Whether it takes text between elements.
    pub(super) fn has_text(&self) -> bool {
        self.fields.iter().any(|field| field.place == Place::Text)
    }
}

/// Whether a node is sent for a field: it has its place and name, or that of an element of the choice that the field is.
pub(super) fn is_sent_for(node: NodeRef<'_>, field: &Field) -> bool {
    if let Some(choice) = field.choice {
        return choice.find(node).is_some();
    }
    if node.syntax() == Syntax::Json {
        return node.name() == field.name;
    }
    let place = match field.place {
        Place::Element => Kind::Element,
        Place::Attribute => Kind::Attribute,
        Place::Text => return node.kind() == Kind::Text,
    };
    node.kind() == place && node.local_name() == field.name && node.namespace().unwrap_or("") == field.namespace
}
