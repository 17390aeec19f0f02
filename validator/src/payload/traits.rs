//! What a type must do to be read and written.

use std::borrow::Cow;
use std::cmp::Ordering;

use driftline_schemas::NodeRef;
use driftline_schemas::model::WhiteSpace;
use driftline_schemas::number;

use super::error::ReadError;
use super::input::{Input, Sent};
use super::output::Output;
use super::table::{Field, RootName, ScalarKind, Shape};
use crate::value::FacetError;

/// A type that is read from and written to XML and JSON. Made by `#[derive(driftline::Payload)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not read from payloads",
    note = "`#[derive(driftline::Payload)]` makes a type of yours one that is"
)]
pub trait Payload: Sized {
    /// What its values look like from outside.
    const SHAPE: Shape;
    /// Whether `null` is one of its values.
    const NULLABLE: bool = false;
    /// What a whole document of it is called, where it is one.
    const ROOT: Option<RootName> = None;

    /// How many parts of a node the type knows by name; of values that are told apart by their shape, the one that knows most
    /// is read first.
    #[must_use]
    fn fit(_: NodeRef<'_>) -> usize {
        1
    }

    /// Reads one value.
    ///
    /// # Errors
    /// Where the node is no value of the type.
    fn read(input: Input<'_>) -> Result<Self, ReadError>;

    /// Reads what was sent for a field: once, unless a type says otherwise.
    ///
    /// # Errors
    /// Where it is no value of the type, is missing, or is sent too often.
    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        Self::read(sent.one(Self::SHAPE)?)
    }

    /// Writes one value.
    fn write(&self, output: &mut Output);

    /// Writes a field with its name: once, unless a type says otherwise.
    fn write_field(&self, field: &Field, output: &mut Output) {
        output.begin(field.place, field.name, field.namespace);
        self.write(output);
        output.end();
    }
}

/// A type that is a document of its own, with a root element. Implemented where `#[payload(root = "…")]` is given.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no document of its own",
    label = "has no root element",
    note = "`#[payload(root = \"…\")]` on the type names one"
)]
pub trait Root: Payload {}

/// A value without parts, which has one text form in XML and JSON.
pub trait Scalar: Sized {
    /// Its kind in JSON.
    const KIND: ScalarKind;
    /// What is done to white space before it is read (XSD part 2, 4.3.6). JSON strings are never changed, unless the type is
    /// read leniently.
    const WHITE_SPACE: WhiteSpace;

    /// Reads its text form.
    ///
    /// # Errors
    /// Where the text is no value of the type.
    fn parse(text: &str) -> Result<Self, FacetError>;

    /// Its text form.
    fn text(&self) -> Cow<'_, str>;

    /// How it stands to a bound in its text form; `None` where they cannot be compared. By value of the number, unless a
    /// type says otherwise.
    fn compare(&self, bound: &str) -> Option<Ordering> {
        let text = self.text();
        Some(number::Decimal::parse(&text)?.cmp(&number::Decimal::parse(bound)?))
    }
}

/// What takes the members, elements and attributes that a record does not declare.
pub trait Undeclared: Sized {
    /// Reads them, in the order of the payload.
    ///
    /// # Errors
    /// Where one of them is no value of the type.
    fn read_undeclared(record: Input<'_>, nodes: &[NodeRef<'_>]) -> Result<Self, ReadError>;

    /// Writes them, each with its name.
    fn write_undeclared(&self, output: &mut Output);
}
