//! The kinds of finding. Their codes are stable: never renamed, never renumbered.

use std::fmt;

use driftline_schemas::mapping::Wobble;

/// What kind of difference a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The payload is not well-formed.
    NotWellFormed,
    /// Its bytes are not in the encoding that it declares or is taken to have.
    WrongEncoding,
    /// No contract claims it.
    UnknownContract,
    /// It refers to an external entity, which is never opened.
    ExternalEntity,
    /// It exceeds a limit of depth, size or expansion.
    LimitExceeded,
    /// Sent, but no schema speaks of it.
    UndocumentedField,
    /// Required, but not sent.
    MissingField,
    /// Sent under another name.
    RenamedField,
    /// Sent under the same name in other letters: case, `_`, `-`.
    MiscasedField,
    /// Sent at another place.
    MovedField,
    /// Sent twice where once is allowed.
    DuplicateField,
    /// Sent in another order.
    OrderChanged,
    /// Sent in another XML namespace.
    NamespaceChanged,
    /// Sent although it must not be.
    ForbiddenField,
    /// Of another type.
    TypeChanged,
    /// A number or boolean sent as text.
    Stringified,
    /// `null` where it is not allowed.
    NullSent,
    /// One value where a list is declared.
    SingleForList,
    /// A list where one value is declared.
    ListForSingle,
    /// Something empty where an object is declared.
    EmptyForObject,
    /// Too few or too many entries.
    CountOutOfRange,
    /// A type that may not stand for the declared one.
    SubstitutedType,
    /// A value that the enumeration does not have.
    NewEnumValue,
    /// Another value than the only one.
    ConstantChanged,
    /// Not in the format: a date, a UUID, an address.
    FormatChanged,
    /// Does not match the pattern.
    PatternMismatch,
    /// Too short or too long.
    LengthOutOfRange,
    /// Too small or too large.
    NumberOutOfRange,
    /// More digits than allowed, or no multiple.
    PrecisionExceeded,
    /// A key, uniqueness, dependency, condition or assertion does not hold.
    RuleViolated,
    /// Declared, and never seen in the corpus.
    NeverSeenField,
    /// Enumerated, and never seen in the corpus.
    NeverSeenValue,
    /// A variant that was never seen in the corpus.
    NeverSeenBranch,
    /// Present in some payloads only.
    SometimesMissing,
    /// Optional, and present in every payload.
    AlwaysPresent,
    /// Tolerated: one value where a list is declared.
    OneForList,
    /// Tolerated: a list of one where one value is declared.
    ListForOne,
    /// Tolerated: an empty text or list for what is empty or absent.
    EmptyString,
    /// Tolerated: a number or boolean as text.
    TextScalars,
    /// Tolerated: a number or boolean where text is the custom.
    NativeScalars,
    /// Tolerated: `null` for what is absent.
    NullForAbsent,
    /// Tolerated: an empty element for what is absent.
    EmptyElement,
    /// Tolerated: a byte order mark before JSON.
    ByteOrderMark,
}

impl Kind {
    /// Every kind, in the order of the groups: envelope, fields, shape, value, rule, corpus, tolerated.
    pub const ALL: [Self; 43] = [
        Self::NotWellFormed,
        Self::WrongEncoding,
        Self::UnknownContract,
        Self::ExternalEntity,
        Self::LimitExceeded,
        Self::UndocumentedField,
        Self::MissingField,
        Self::RenamedField,
        Self::MiscasedField,
        Self::MovedField,
        Self::DuplicateField,
        Self::OrderChanged,
        Self::NamespaceChanged,
        Self::ForbiddenField,
        Self::TypeChanged,
        Self::Stringified,
        Self::NullSent,
        Self::SingleForList,
        Self::ListForSingle,
        Self::EmptyForObject,
        Self::CountOutOfRange,
        Self::SubstitutedType,
        Self::NewEnumValue,
        Self::ConstantChanged,
        Self::FormatChanged,
        Self::PatternMismatch,
        Self::LengthOutOfRange,
        Self::NumberOutOfRange,
        Self::PrecisionExceeded,
        Self::RuleViolated,
        Self::NeverSeenField,
        Self::NeverSeenValue,
        Self::NeverSeenBranch,
        Self::SometimesMissing,
        Self::AlwaysPresent,
        Self::OneForList,
        Self::ListForOne,
        Self::EmptyString,
        Self::TextScalars,
        Self::NativeScalars,
        Self::NullForAbsent,
        Self::EmptyElement,
        Self::ByteOrderMark,
    ];

    /// Its stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotWellFormed => "not-well-formed",
            Self::WrongEncoding => "wrong-encoding",
            Self::UnknownContract => "unknown-contract",
            Self::ExternalEntity => "external-entity",
            Self::LimitExceeded => "limit-exceeded",
            Self::UndocumentedField => "undocumented-field",
            Self::MissingField => "missing-field",
            Self::RenamedField => "renamed-field",
            Self::MiscasedField => "miscased-field",
            Self::MovedField => "moved-field",
            Self::DuplicateField => "duplicate-field",
            Self::OrderChanged => "order-changed",
            Self::NamespaceChanged => "namespace-changed",
            Self::ForbiddenField => "forbidden-field",
            Self::TypeChanged => "type-changed",
            Self::Stringified => "stringified",
            Self::NullSent => "null-sent",
            Self::SingleForList => "single-for-list",
            Self::ListForSingle => "list-for-single",
            Self::EmptyForObject => "empty-for-object",
            Self::CountOutOfRange => "count-out-of-range",
            Self::SubstitutedType => "substituted-type",
            Self::NewEnumValue => "new-enum-value",
            Self::ConstantChanged => "constant-changed",
            Self::FormatChanged => "format-changed",
            Self::PatternMismatch => "pattern-mismatch",
            Self::LengthOutOfRange => "length-out-of-range",
            Self::NumberOutOfRange => "number-out-of-range",
            Self::PrecisionExceeded => "precision-exceeded",
            Self::RuleViolated => "rule-violated",
            Self::NeverSeenField => "never-seen-field",
            Self::NeverSeenValue => "never-seen-value",
            Self::NeverSeenBranch => "never-seen-branch",
            Self::SometimesMissing => "sometimes-missing",
            Self::AlwaysPresent => "always-present",
            Self::OneForList => "one-for-list",
            Self::ListForOne => "list-for-one",
            Self::EmptyString => "empty-string",
            Self::TextScalars => "text-scalars",
            Self::NativeScalars => "native-scalars",
            Self::NullForAbsent => "null-for-absent",
            Self::EmptyElement => "empty-element",
            Self::ByteOrderMark => "byte-order-mark",
        }
    }

    /// The kind of what a contract tolerates where it names this wobble: its code is the contract's word.
    #[must_use]
    pub const fn tolerated(wobble: Wobble) -> Self {
        match wobble {
            Wobble::OneForList => Self::OneForList,
            Wobble::ListForOne => Self::ListForOne,
            Wobble::EmptyString => Self::EmptyString,
            Wobble::TextScalars => Self::TextScalars,
            Wobble::NativeScalars => Self::NativeScalars,
            Wobble::NullForAbsent => Self::NullForAbsent,
        }
    }

    /// The kind of this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::mapping::Wobble;

    use super::Kind;

    #[test]
    fn every_kind_is_listed_once_and_found_by_its_code() {
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at, "{kind} is listed in the order of its declaration");
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::ALL.last().map(|kind| *kind as usize), Some(Kind::ByteOrderMark as usize));
    }

    #[test]
    fn what_is_tolerated_has_the_word_of_the_contract() {
        for (word, wobble) in Wobble::WORDS {
            assert_eq!(Kind::tolerated(wobble).code(), word);
        }
    }
}
