//! Vocabularies: the groups of keywords that a metaschema of 2019-09 or later takes in or leaves out.

/// A vocabulary (2020-12 core, 8.1.2). Earlier drafts have them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    Core,
    Applicator,
    Unevaluated,
    Validation,
    Format,
    Annotation,
}

/// The vocabularies that are in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Vocabularies(u8);

/// The URI of each vocabulary and what it takes in. 2019-09 has what is unevaluated under `applicator`.
const URIS: [(&str, &[Vocabulary]); 14] = [
    ("https://json-schema.org/draft/2019-09/vocab/core", &[Vocabulary::Core]),
    ("https://json-schema.org/draft/2019-09/vocab/applicator", &[Vocabulary::Applicator, Vocabulary::Unevaluated]),
    ("https://json-schema.org/draft/2019-09/vocab/validation", &[Vocabulary::Validation]),
    ("https://json-schema.org/draft/2019-09/vocab/meta-data", &[Vocabulary::Annotation]),
    ("https://json-schema.org/draft/2019-09/vocab/format", &[Vocabulary::Format]),
    ("https://json-schema.org/draft/2019-09/vocab/content", &[]),
    ("https://json-schema.org/draft/2020-12/vocab/core", &[Vocabulary::Core]),
    ("https://json-schema.org/draft/2020-12/vocab/applicator", &[Vocabulary::Applicator]),
    ("https://json-schema.org/draft/2020-12/vocab/unevaluated", &[Vocabulary::Unevaluated]),
    ("https://json-schema.org/draft/2020-12/vocab/validation", &[Vocabulary::Validation]),
    ("https://json-schema.org/draft/2020-12/vocab/meta-data", &[Vocabulary::Annotation]),
    ("https://json-schema.org/draft/2020-12/vocab/format-annotation", &[Vocabulary::Format]),
    (FORMAT_ASSERTION, &[Vocabulary::Format]),
    ("https://json-schema.org/draft/2020-12/vocab/content", &[]),
];

/// The vocabulary under which `format` is asserted.
pub(super) const FORMAT_ASSERTION: &str = "https://json-schema.org/draft/2020-12/vocab/format-assertion";

/// What the vocabulary of this URI takes in; none where the URI is not one of the specification's.
pub(super) fn of_uri(uri: &str) -> Option<&'static [Vocabulary]> {
    URIS.into_iter().find(|(known, _)| *known == uri).map(|(_, vocabularies)| vocabularies)
}

impl Vocabularies {
    /// Core alone, which is always in use.
    pub(super) const CORE: Self = Self(1 << Vocabulary::Core as u8);
    /// Each of them.
    pub(super) const ALL: Self = Self(u8::MAX);

    /// These, and one more.
    pub(super) fn with(self, vocabulary: Vocabulary) -> Self {
        Self(self.0 | 1 << vocabulary as u8)
    }

    /// Whether this one is in use.
    pub(super) fn has(self, vocabulary: Vocabulary) -> bool {
        self.0 & 1 << vocabulary as u8 != 0
    }
}
