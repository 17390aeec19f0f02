//! What the derive says of a type: constant tables that the runtime reads.

/// What values of a type look like from outside; decides what something empty may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A text, which may be empty.
    Text,
    /// A scalar that no empty text stands for: a number, a date, a value of an enumeration.
    Scalar,
    /// Named parts.
    Record,
    /// Many of one type.
    List,
    /// Anything.
    Any,
}

/// The kind that a scalar has in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalarKind {
    /// A string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl ScalarKind {
    /// Its name in messages.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
        }
    }
}

/// A scalar that a type fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Literal {
    /// Its kind in JSON.
    pub kind: ScalarKind,
    /// Its text: as in XML, without quotes.
    pub text: &'static str,
}

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A child element; a member in JSON.
    Element,
    /// An attribute; a member in JSON.
    Attribute,
    /// The character data of the element. In JSON the value itself where it is no object, else a member.
    Text,
}

/// A field of a record as it is on the wire.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The local name in XML, the key in JSON.
    pub name: &'static str,
    /// The namespace in XML; empty for none.
    pub namespace: &'static str,
    /// Where it stands.
    pub place: Place,
    /// The only value of it, for a field that is a [`super::Constant`].
    pub constant: Option<Literal>,
    /// The elements of it, for a field that is a [`super::Choice`]; it has no name of its own on the wire.
    pub choice: Option<&'static Alternatives>,
}

/// The parts of a choice: a field for each variant of its enum.
#[derive(Debug, Clone, Copy)]
pub struct Alternatives {
    /// The variants that are told by their name, in order. One in [`Place::Text`] takes the text between elements.
    pub fields: &'static [Field],
    /// Whether the variant after these takes every other element.
    pub others: bool,
}

impl Field {
    /// A field of this name and place, in no namespace.
    #[must_use]
    pub const fn new(place: Place, name: &'static str) -> Self {
        Self { name, namespace: "", place, constant: None, choice: None }
    }

    /// The same field in a namespace.
    #[must_use]
    pub const fn within(self, namespace: &'static str) -> Self {
        Self { namespace, ..self }
    }

    /// A field that is a choice. In messages it goes by the name of its first element.
    #[must_use]
    pub const fn choice(alternatives: &'static Alternatives) -> Self {
        let name = match alternatives.fields {
            [first, ..] => first.name,
            [] => "",
        };
        Self { choice: Some(alternatives), ..Self::new(Place::Element, name) }
    }

    /// The same field with its only value.
    #[must_use]
    pub const fn always(self, kind: ScalarKind, text: &'static str) -> Self {
        Self { constant: Some(Literal { kind, text }), ..self }
    }
}

/// The fields of a record type, in the order in which they are written.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// The fields.
    pub fields: &'static [Field],
    /// Whether the wobbles of an XSD's JSON are tolerated in it.
    pub lenient: bool,
}

/// How a union is told apart: by the value of a member, an attribute or a child element.
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    /// The name of the member, attribute or element.
    pub name: &'static str,
    /// The values, each with the number of its variant.
    pub values: &'static [(Literal, usize)],
    /// Whether the wobbles of an XSD's JSON are tolerated.
    pub lenient: bool,
}

/// The types that may stand for one another by `xsi:type` (XSD part 1, 2.6.1): namespace and local name, each with the number
/// of its variant.
#[derive(Debug, Clone, Copy)]
pub struct Types {
    /// The types that are told by their name.
    pub names: &'static [(&'static str, &'static str, usize)],
    /// The variant where none is named.
    pub declared: Option<usize>,
}

/// Whether the name of the root element appears in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonRoot {
    /// The top value is the content of the root element.
    Omit,
    /// The top object has one member, named as the root element.
    Wrap,
    /// Either is read; it is written without.
    Either,
}

/// What a whole document of a type is called.
#[derive(Debug, Clone, Copy)]
pub struct RootName {
    /// The local name of the root element.
    pub name: &'static str,
    /// Its namespace; empty for none.
    pub namespace: &'static str,
    /// Whether its name appears in JSON.
    pub json: JsonRoot,
}
