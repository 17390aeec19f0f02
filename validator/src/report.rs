//! Drift as text for people and as JSON for programs.
//!
//! In goes a [`Drift`], out goes a report. No value of a payload is in any of them: a drift holds none.

pub mod json;
pub mod layout;
mod text;

use std::io::{self, Write};

use crate::drift::Drift;
pub use layout::Look;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Writes a report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, drift: &Drift, format: Format, look: Look) -> io::Result<()> {
    match format {
        Format::Text => text::write(out, drift, look),
        Format::Json => json::write(out, drift),
    }
}
