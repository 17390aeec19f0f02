//! What a corpus comes to, in the form that its reader has a use for.
//!
//! In goes a [`Conclusion`], out goes a report. No value of a payload is in any of them, unless values were asked for. Every form
//! is one file and tells the same entries; [`write()`] is where they are chosen.

mod entry;
mod excerpt;
mod github;
mod gitlab;
mod html;
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

use crate::conclusion::Conclusion;
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
    /// For a browser: one page, whole in itself.
    Html,
}

impl Format {
    /// Every form by its name.
    pub const NAMES: [(&'static str, Self); 9] = [
        ("text", Self::Text),
        ("json", Self::Json),
        ("ndjson", Self::Ndjson),
        ("sarif", Self::Sarif),
        ("junit", Self::Junit),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
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
pub fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>, format: Format, look: Look) -> io::Result<()> {
    write_with(out, conclusion, &Excerpts::default(), format, look)
}

/// Writes a report that shows lines of a single payload, where its form has room for them.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_with(
    out: &mut dyn Write,
    conclusion: &Conclusion<'_>,
    excerpts: &Excerpts,
    format: Format,
    look: Look,
) -> io::Result<()> {
    match format {
        Format::Text => text::write(out, conclusion, excerpts, look),
        Format::Json => json::write(out, conclusion),
        Format::Ndjson => ndjson::write(out, conclusion),
        Format::Sarif => sarif::write(out, conclusion),
        Format::Junit => junit::write(out, conclusion),
        Format::Github => github::write(out, conclusion),
        Format::Gitlab => gitlab::write(out, conclusion),
        Format::Markdown => markdown::write(out, conclusion),
        Format::Html => html::write(out, conclusion),
    }
}
