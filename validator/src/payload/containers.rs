//! How often and whether: `Option`, `Vec`, `Box`, and `Nullable` for the third kind of empty.

use driftline_schemas::NodeRef;
use driftline_schemas::document::Kind;

use super::error::ReadError;
use super::input::{Input, Sent};
use super::output::Output;
use super::table::{Field, Place, RootName, Shape};
use super::traits::Payload;

/// `null` (in XML `xsi:nil="true"`, without other attributes), or a value. An `Option<Nullable<T>>` tells absent, null and a value apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// `null`, `xsi:nil="true"`.
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, where it is not null.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value itself, where it is not null.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Payload> Payload for Nullable<T> {
    const SHAPE: Shape = T::SHAPE;
    const NULLABLE: bool = true;

    fn fit(node: NodeRef<'_>) -> usize {
        if node.kind() == Kind::Null { 1 } else { T::fit(node) }
    }

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        match (input.is_null(), input.is_bare()) {
            (true, true) => Ok(Self::Null),
            (true, false) => Err(input.wrong_kind("nothing beside null")),
            (false, _) => T::read(input).map(Self::Value),
        }
    }

    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        match sent.first()? {
            Some(input) if sent.count() == 1 && input.is_null() => Self::read(input),
            Some(_) | None => T::read_field(sent).map(Self::Value),
        }
    }

    fn write(&self, output: &mut Output) {
        match self {
            Self::Null => output.null(),
            Self::Value(value) => value.write(output),
        }
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        match self {
            Self::Null => {
                output.begin(field.place, field.name, field.namespace);
                output.null();
                output.end();
            }
            Self::Value(value) => value.write_field(field, output),
        }
    }
}

/// `null` and nothing else.
impl Payload for () {
    const SHAPE: Shape = Shape::Scalar;
    const NULLABLE: bool = true;

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        if input.is_null() { Ok(()) } else { Err(input.wrong_kind("null")) }
    }

    fn write(&self, output: &mut Output) {
        output.null();
    }
}

impl<T: Payload> Payload for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const NULLABLE: bool = true;

    /// Where a value stands alone, as in a list, `None` is `null`.
    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        if input.is_null() && !T::NULLABLE { Ok(None) } else { T::read(input).map(Some) }
    }

    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        let Some(input) = sent.first()? else { return Ok(None) };
        let tolerant = sent.is_lenient() || sent.field().place == Place::Text && input.is_xml();
        if sent.count() == 1 && tolerant && stands_for_absent::<T>(input) {
            return Ok(None);
        }
        T::read_field(sent).map(Some)
    }

    fn write(&self, output: &mut Output) {
        match self {
            None => output.null(),
            Some(value) => value.write(output),
        }
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        if let Some(value) = self {
            value.write_field(field, output);
        }
    }
}

/// Whether something empty means that an optional value is not there: `null`, `[]`, and an empty text or element that is no
/// value of the type itself.
fn stands_for_absent<T: Payload>(input: Input<'_>) -> bool {
    let node = input.node();
    if node.kind() == Kind::Null {
        return !T::NULLABLE;
    }
    if node.kind() == Kind::Array && node.children().next().is_none() {
        return !matches!(T::SHAPE, Shape::List | Shape::Any);
    }
    if !input.is_empty() || input.is_null() {
        return false;
    }
    match T::SHAPE {
        Shape::Scalar => true,
        Shape::List | Shape::Record if !input.is_xml() => true,
        Shape::List => false,
        Shape::Text | Shape::Record | Shape::Any => T::read(input).is_err(),
    }
}

impl<T: Payload> Payload for Vec<T> {
    const SHAPE: Shape = Shape::List;

    /// What is known of the first item, where it has members: only so deep is looked.
    fn fit(node: NodeRef<'_>) -> usize {
        let first = if node.kind() == Kind::Array { node.children().next() } else { None };
        1 + first.filter(|item| item.kind() == Kind::Object).map_or(0, T::fit)
    }

    /// An array. In XML, where a list stands alone, its items are the child elements.
    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        let node = input.node();
        match node.kind() {
            Kind::Array => node.children().map(|item| T::read(input.child(item)?)).collect(),
            Kind::Element => node.elements().map(|item| T::read(input.child(item)?)).collect(),
            Kind::Null if input.is_lenient() => Ok(Self::new()),
            Kind::String if input.is_lenient() && node.value().is_empty() => Ok(Self::new()),
            Kind::Object | Kind::String | Kind::Number | Kind::Boolean if input.is_lenient() => {
                Ok(Self::from([T::read(input)?]))
            }
            Kind::Attribute
            | Kind::Namespace
            | Kind::Text
            | Kind::Object
            | Kind::String
            | Kind::Number
            | Kind::Boolean
            | Kind::Null => Err(input.wrong_kind("an array")),
        }
    }

    /// In XML the elements of one name.
    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        match sent.first()? {
            None if sent.is_lenient() || sent.is_xml() => Ok(Self::new()),
            None => Err(sent.missing()),
            Some(input) if !input.is_xml() => Self::read(input),
            Some(input) if sent.count() == 1 && sent.is_lenient() && stands_for_absent::<T>(input) => Ok(Self::new()),
            Some(_) => sent.inputs().map(|input| T::read(input?)).collect(),
        }
    }

    fn write(&self, output: &mut Output) {
        output.begin_list();
        for item in self {
            output.begin_item();
            item.write(output);
            output.end();
        }
        output.end_list();
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        if output.is_xml() {
            self.iter().for_each(|item| item.write_field(field, output));
            return;
        }
        output.begin(field.place, field.name, field.namespace);
        self.write(output);
        output.end();
    }
}

impl<T: Payload> Payload for Box<T> {
    const SHAPE: Shape = T::SHAPE;
    const NULLABLE: bool = T::NULLABLE;
    const ROOT: Option<RootName> = T::ROOT;

    fn fit(node: NodeRef<'_>) -> usize {
        T::fit(node)
    }

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        T::read(input).map(Self::new)
    }

    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        T::read_field(sent).map(Self::new)
    }

    fn write(&self, output: &mut Output) {
        (**self).write(output);
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        (**self).write_field(field, output);
    }
}
