//! Integrations: the types of other crates that a caller wants for some scalars.

use driftline_schemas::model::{Format, Primitive, Scalar};

use crate::item::{Foreign, Known};
use crate::options::Integration;

/// The type of a scalar where another crate's is wanted for it, else the one that it has.
pub(super) fn known(scalar: &Scalar, own: Known, wanted: &[Integration]) -> Known {
    let format = scalar.facets.format.as_ref().map(|format| &format.value);
    let (integration, foreign) = match (own, scalar.primitive, format) {
        (Known::Decimal, ..) => (Integration::RustDecimal, Foreign::Decimal),
        (Known::Uuid, ..) => (Integration::Uuid, Foreign::Uuid),
        (Known::Date, ..) => (Integration::Jiff, Foreign::Date),
        (Known::Time, ..) => (Integration::Jiff, Foreign::Time),
        (Known::DateTime, _, Some(Format::DateTimeLocal | Format::DateTimeSpace)) => {
            (Integration::Jiff, Foreign::DateTime)
        }
        (Known::DateTime, ..) => (Integration::Jiff, Foreign::Timestamp),
        (Known::Text, Primitive::Duration, _) | (Known::Text, _, Some(Format::Duration)) => {
            (Integration::Jiff, Foreign::Span)
        }
        (Known::Text, Primitive::AnyUri, _) | (Known::Text, _, Some(Format::Uri)) => (Integration::Url, Foreign::Url),
        _ => return own,
    };
    if wanted.contains(&integration) { Known::Written(foreign) } else { own }
}
