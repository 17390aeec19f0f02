//! Members that always have the same value.

use super::error::ReadError;
use super::input::{Input, Sent};
use super::output::Output;
use super::table::{Field, Shape};
use super::traits::Payload;
use crate::value::FacetError;

/// A field whose only value is part of its type: `#[payload(name = "IsSuccessful", constant = true)]`. Takes no room; reading
/// demands the value, writing writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Constant;

impl Payload for Constant {
    const SHAPE: Shape = Shape::Scalar;

    /// Without a field nothing is known of the value, and any will do.
    fn read(_: Input<'_>) -> Result<Self, ReadError> {
        Ok(Self)
    }

    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        let input = sent.one(Self::SHAPE)?;
        match &sent.field().constant {
            Some(want) if !want.is(input.node(), sent.is_lenient()) => {
                input.scalar(want.kind)?;
                Err(input.wrong_value(FacetError::Constant))
            }
            Some(_) | None => Ok(Self),
        }
    }

    fn write(&self, output: &mut Output) {
        output.null();
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        if let Some(value) = &field.constant {
            output.begin(field.place, field.name, field.namespace);
            output.scalar(value.kind, value.text);
            output.end();
        }
    }
}
