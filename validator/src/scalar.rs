//! The checking of scalar values: text, numbers, booleans and `null` against a type's value space and its facets.
//!
//! In goes the model's `Scalar`, made ready once as a [`ScalarPlan`], and a value as it stands in a payload, an [`Input`];
//! out comes whether the plan accepts the value, or every fault of it. The value spaces are those of XSD 1.0 part 2, of
//! which JSON Schema's are a part. Values are read and compared as they are written: no digit is lost on the way.
//!
//! Data moves one way: `plan` reads an input as a `value` of its space and then holds it to the facets, of which `pattern`
//! and `format` have languages of their own.

mod calendar;
mod duration;
mod encoded;
mod enumeration;
mod format;
mod key;
mod limit;
mod moment;
mod name;
mod number;
mod pattern;
mod plan;
mod range;
mod scan;
#[cfg(test)]
mod tests;
mod value;
mod white_space;

pub(crate) use calendar::{days, days_in_month};
pub(crate) use format::matches as matches_format;
pub(crate) use key::text_key;
pub(crate) use pattern::PatternGroup;
#[cfg(feature = "contracts")]
pub(crate) use plan::Breach;
pub(crate) use plan::{Held, Input, ScalarPlan};
pub(crate) use white_space::process as process_white_space;
