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
    /// A VCR cassette in YAML, or other YAML, which holds no captures.
    Cassette,
    /// Whatever its content says.
    Unknown,
}

impl Form {
    /// The extensions of captures, without the dot.
    pub const EXTENSIONS: [(&'static str, Self); 10] = [
        ("xml", Self::Xml),
        ("json", Self::Json),
        ("ndjson", Self::Lines),
        ("jsonl", Self::Lines),
        ("har", Self::Har),
        ("flow", Self::Unknown),
        ("flows", Self::Unknown),
        ("mitm", Self::Unknown),
        ("yml", Self::Cassette),
        ("yaml", Self::Cassette),
    ];

    /// The extensions of what captures are packed in; of a compressed file the extension before tells more.
    pub const PACKED: [&'static str; 5] = ["gz", "zst", "zip", "tar", "tgz"];

    /// The form that a file's name promises; none where the name is not one of a capture.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let known = Self::EXTENSIONS.into_iter().find(|(known, _)| extension.eq_ignore_ascii_case(known));
        let is_packed = || Self::PACKED.iter().any(|known| extension.eq_ignore_ascii_case(known));
        match known {
            Some((_, form)) => Some(form),
            // Packed in what is packed is opened as well: the content tells.
            None if is_packed() => Some(Self::of_name(Path::new(path.file_stem()?)).unwrap_or(Self::Unknown)),
            None => None,
        }
    }
}
