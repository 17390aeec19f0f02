//! Which form a file of captures has, by its name.

use std::path::Path;

/// The form of a file of captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// One XML document.
    Xml,
    /// One JSON value: a payload, an envelope, or one of the exports that are a single value.
    Json,
    /// One JSON value on each line.
    Lines,
    /// A HAR.
    Har,
    /// Whatever its content says.
    Unknown,
}

impl Form {
    /// The extensions of captures, without the dot.
    pub const EXTENSIONS: [(&'static str, Self); 5] =
        [("xml", Self::Xml), ("json", Self::Json), ("ndjson", Self::Lines), ("jsonl", Self::Lines), ("har", Self::Har)];

    /// The form that a file's name promises; none where the name is not one of a capture.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let known = Self::EXTENSIONS.into_iter().find(|(known, _)| extension.eq_ignore_ascii_case(known));
        known.map(|(_, form)| form)
    }
}
