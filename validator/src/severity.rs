//! How much a kind of finding matters.

use std::fmt;

use crate::finding::Kind;

/// How much a finding matters, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Look at it.
    Warning,
    /// The payload is not what the contract says.
    Error,
}

impl Severity {
    /// The severity of every finding of a kind: what a payload did is an error; what a corpus never showed may be chance;
    /// what the contract tolerates is noted.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::NotWellFormed
            | Kind::WrongEncoding
            | Kind::UnknownContract
            | Kind::ExternalEntity
            | Kind::LimitExceeded
            | Kind::UndocumentedField
            | Kind::MissingField
            | Kind::RenamedField
            | Kind::MiscasedField
            | Kind::MovedField
            | Kind::DuplicateField
            | Kind::OrderChanged
            | Kind::NamespaceChanged
            | Kind::ForbiddenField
            | Kind::TypeChanged
            | Kind::Stringified
            | Kind::NullSent
            | Kind::SingleForList
            | Kind::ListForSingle
            | Kind::EmptyForObject
            | Kind::CountOutOfRange
            | Kind::SubstitutedType
            | Kind::NewEnumValue
            | Kind::ConstantChanged
            | Kind::FormatChanged
            | Kind::PatternMismatch
            | Kind::LengthOutOfRange
            | Kind::NumberOutOfRange
            | Kind::PrecisionExceeded
            | Kind::RuleViolated => Self::Error,
            Kind::NeverSeenField
            | Kind::NeverSeenValue
            | Kind::NeverSeenBranch
            | Kind::SometimesMissing
            | Kind::AlwaysPresent => Self::Warning,
            Kind::OneForList
            | Kind::ListForOne
            | Kind::EmptyString
            | Kind::TextScalars
            | Kind::NativeScalars
            | Kind::NullForAbsent
            | Kind::EmptyElement
            | Kind::ByteOrderMark => Self::Note,
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
