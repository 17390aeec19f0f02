//! What a corpus comes to, as text for people and as JSON for programs.
//!
//! In goes a [`Conclusion`], out goes a report. No value of a payload is in any of them, unless values were asked for.

pub mod json;
pub mod layout;
mod text;

use std::io::{self, Write};

use crate::conclusion::{Conclusion, Line};
use crate::finding::Kind;
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
pub fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>, format: Format, look: Look) -> io::Result<()> {
    match format {
        Format::Text => text::write(out, conclusion, look),
        Format::Json => json::write(out, conclusion),
    }
}

/// From how many findings on a value has to be seen several times to be told: one slip is no new value.
const MANY: u64 = 100;

/// How often it has to be seen then.
const SEVERAL: u64 = 3;

/// The shapes of a line that are told, and how many findings have others.
fn shapes(line: &Line) -> (Vec<(&str, u64)>, u64) {
    let threshold = if line.kind == Kind::NewEnumValue && line.row.findings >= MANY { SEVERAL } else { 1 };
    let (told, rare): (Vec<_>, Vec<_>) =
        line.row.shapes.texts().into_iter().partition(|(_, times)| *times >= threshold);
    let others = line.row.shapes.others() + rare.iter().map(|(_, times)| times).sum::<u64>();
    (told, others)
}
