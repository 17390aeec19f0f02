//! Scalar values that are checked once and keep what was written: numbers with their digits, dates, UUIDs.
//!
//! In goes a text, out comes a value or a [`FacetError`] that says what was wanted and never what was sent. Reading and
//! writing them in payloads is the business of [`crate::payload`].

pub mod civil;
mod decimal;
mod facet_error;
mod uuid;

pub use decimal::{Decimal, Integer};
pub use facet_error::FacetError;
pub use uuid::Uuid;

pub(crate) use decimal::whole;
