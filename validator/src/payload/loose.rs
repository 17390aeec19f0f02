//! Values that a schema knows only if they are of one kind, or only if they read.
//!
//! JSON Schema's `properties` says nothing of what is no object, and a branch of `anyOf` nothing of a document that satisfies
//! another one. Such values have a type, and a way out.

use driftline_schemas::NodeRef;

use super::error::ReadError;
use super::input::{Input, Sent};
use super::output::Output;
use super::table::{Field, Shape};
use super::traits::Payload;
use super::tree::Value;

/// A value of the type, or one of another kind, of which the schema says nothing: an object with `properties`, or a string. An
/// object that is no `T` is an error at its field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(untagged))]
pub enum Loose<T> {
    /// What the schema speaks of.
    Known(T),
    /// A value of another kind.
    Other(Value),
}

/// A value of the type, or any other: what only some alternatives of a schema say of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(untagged))]
pub enum Guess<T> {
    /// As one of the alternatives has it.
    Known(T),
    /// Anything else.
    Other(Value),
}

impl<T> Loose<T> {
    /// What the schema speaks of, where it is that.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(known) => Some(known),
            Self::Other(_) => None,
        }
    }
}

impl<T> Guess<T> {
    /// What one of the alternatives speaks of, where it is that.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(known) => Some(known),
            Self::Other(_) => None,
        }
    }
}

impl<T: Payload> Payload for Loose<T> {
    const SHAPE: Shape = Shape::Any;
    const NULLABLE: bool = true;

    fn fit(node: NodeRef<'_>) -> usize {
        T::fit(node)
    }

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        match T::read(input) {
            Ok(known) => Ok(Self::Known(known)),
            Err(error) if error.is_kind_of(input.node()) => Value::read(input).map(Self::Other),
            Err(error) => Err(error),
        }
    }

    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        match (T::read_field(sent), sent.first()?) {
            (Ok(known), _) => Ok(Self::Known(known)),
            (Err(error), Some(input)) if error.is_kind_of(input.node()) => Value::read_field(sent).map(Self::Other),
            (Err(error), _) => Err(error),
        }
    }

    fn write(&self, output: &mut Output) {
        match self {
            Self::Known(known) => known.write(output),
            Self::Other(other) => other.write(output),
        }
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        match self {
            Self::Known(known) => known.write_field(field, output),
            Self::Other(other) => other.write_field(field, output),
        }
    }
}

impl<T: Payload> Payload for Guess<T> {
    const SHAPE: Shape = Shape::Any;
    const NULLABLE: bool = true;

    fn fit(node: NodeRef<'_>) -> usize {
        T::fit(node)
    }

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        match T::read(input) {
            Ok(known) => Ok(Self::Known(known)),
            Err(error) if error.is_final() => Err(error),
            Err(_) => Value::read(input).map(Self::Other),
        }
    }

    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        match T::read_field(sent) {
            Ok(known) => Ok(Self::Known(known)),
            Err(error) if error.is_final() => Err(error),
            Err(_) => Value::read_field(sent).map(Self::Other),
        }
    }

    fn write(&self, output: &mut Output) {
        match self {
            Self::Known(known) => known.write(output),
            Self::Other(other) => other.write(output),
        }
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        match self {
            Self::Known(known) => known.write_field(field, output),
            Self::Other(other) => other.write_field(field, output),
        }
    }
}
