//! How payloads stand to a schema beyond what the schema itself says: the conventions of a contract.
//!
//! An XSD describes XML. Where a vendor sends the same message as JSON too, the contract names how: names are kept, repeated
//! elements are arrays, attributes are members, and the wobbles that are tolerated are named one by one.

use std::collections::BTreeSet;

/// The conventions of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// How an XSD speaks JSON; nothing beyond the plain mapping by default.
    pub json: JsonMapping,
    /// Whether an empty element stands for an absent one, whatever its type.
    pub empty_element_is_absent: bool,
}

/// How an XSD speaks JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JsonMapping {
    /// Whether the name of the root element appears.
    pub root: RootForm,
    /// What is tolerated.
    pub tolerate: BTreeSet<Wobble>,
}

/// Whether the name of the root element appears in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RootForm {
    /// The top object is the content of the root element.
    #[default]
    Omit,
    /// The top object has one member, named as the root element.
    Wrap,
    /// Either of them.
    Either,
}

/// A deviation from the plain mapping that a vendor's serializer is known for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wobble {
    /// One value where the schema allows many.
    OneForList,
    /// An array of exactly one entry where the schema allows one.
    ListForOne,
    /// `""` or `[]` for what is empty or absent, of any type.
    EmptyString,
    /// Every leaf as a JSON string, whose text is then checked by the type.
    TextScalars,
    /// A JSON number or boolean for a numeric or boolean leaf.
    NativeScalars,
    /// `null` for what is absent.
    NullForAbsent,
}

impl Wobble {
    /// Every wobble and its word in a contract.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("one-for-list", Self::OneForList),
        ("list-for-one", Self::ListForOne),
        ("empty-string", Self::EmptyString),
        ("text-scalars", Self::TextScalars),
        ("native-scalars", Self::NativeScalars),
        ("null-for-absent", Self::NullForAbsent),
    ];

    /// The wobble of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(known, _)| *known == word).map(|(_, wobble)| wobble)
    }
}

impl JsonMapping {
    /// Whether this wobble is tolerated.
    #[must_use]
    pub fn tolerates(&self, wobble: Wobble) -> bool {
        self.tolerate.contains(&wobble)
    }
}
