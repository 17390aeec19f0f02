//! Drift as a report, in the form that its reader has a use for.
//!
//! In goes a [`Drift`], out goes a report. No value of a payload is in any of them: a drift holds none. Every form is one file
//! and tells the same [entries](entry); [`write`] is where they are chosen.

mod entry;
mod excerpt;
mod github;
mod gitlab;
pub mod json;
mod junit;
pub mod layout;
mod markdown;
mod ndjson;
mod next;
mod sarif;
mod text;
mod xml;

use std::io::{self, Write};

use crate::drift::Drift;
pub use excerpt::Excerpts;
pub use layout::Look;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// For people in a terminal.
    #[default]
    Text,
    /// For programs: one object.
    Json,
    /// For programs that read line by line: an object for each row.
    Ndjson,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For the tests' tab of a build server: JUnit's XML.
    Junit,
    /// For GitHub Actions: annotations.
    Github,
    /// For GitLab: a code quality report.
    Gitlab,
    /// For a comment on a pull request.
    Markdown,
}

impl Format {
    /// Every form by its name.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("text", Self::Text),
        ("json", Self::Json),
        ("ndjson", Self::Ndjson),
        ("sarif", Self::Sarif),
        ("junit", Self::Junit),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("markdown", Self::Markdown),
    ];

    /// The form of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(own, _)| *own == name).map(|(_, format)| format)
    }
}

/// Writes a report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, drift: &Drift, format: Format, look: Look) -> io::Result<()> {
    write_with(out, drift, &Excerpts::default(), format, look)
}

/// Writes a report that shows lines of a single payload, where its form has room for them.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_with(
    out: &mut dyn Write,
    drift: &Drift,
    excerpts: &Excerpts,
    format: Format,
    look: Look,
) -> io::Result<()> {
    match format {
        Format::Text => text::write(out, drift, excerpts, look),
        Format::Json => json::write(out, drift),
        Format::Ndjson => ndjson::write(out, drift),
        Format::Sarif => sarif::write(out, drift),
        Format::Junit => junit::write(out, drift),
        Format::Github => github::write(out, drift),
        Format::Gitlab => gitlab::write(out, drift),
        Format::Markdown => markdown::write(out, drift),
    }
}
