//! How much a finding matters: by its kind, by what it does to the types, and by whose side of the contract is ours.

use std::fmt;

#[cfg(feature = "contracts")]
use driftline_schemas::contracts::Direction;

use crate::finding::{Impact, Kind};

/// How much a finding matters, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Look at it.
    Warning,
    /// The payload is not what the contract says, and somebody is hurt by it.
    Error,
}

/// Whose side of a contract is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Side {
    /// We read what the vendor sends: what our types do not take is the risk.
    #[default]
    Consumer,
    /// We send: what the vendor does not take is the risk.
    Producer,
}

impl Side {
    /// Our side of a message.
    #[cfg(feature = "contracts")]
    #[must_use]
    pub const fn of(direction: Direction) -> Self {
        match direction {
            Direction::Receive => Self::Consumer,
            Direction::Send => Self::Producer,
        }
    }
}

impl Severity {
    /// The severity of a finding. What a payload did is an error; what a corpus never showed may be chance, and what the
    /// contract tolerates is allowed: both are notes. One step less is
    /// * for who reads: another order, a number as text, one value for a list, where the type takes them;
    /// * for who sends: a field that no schema speaks of, which a vendor passes over.
    #[must_use]
    pub const fn of(kind: Kind, impact: Option<Impact>, side: Side) -> Self {
        match kind {
            Kind::OrderChanged | Kind::Stringified | Kind::SingleForList => match (impact, side) {
                (Some(Impact::Harmless), Side::Consumer) => Self::Warning,
                (Some(Impact::Harmless), Side::Producer) | (Some(Impact::Loses | Impact::Rejects) | None, _) => {
                    Self::Error
                }
            },
            Kind::UndocumentedField => match side {
                Side::Consumer => Self::Error,
                Side::Producer => Self::Warning,
            },
            Kind::NotWellFormed
            | Kind::WrongEncoding
            | Kind::UnknownContract
            | Kind::ExternalEntity
            | Kind::LimitExceeded
            | Kind::MissingField
            | Kind::RenamedField
            | Kind::MiscasedField
            | Kind::MovedField
            | Kind::DuplicateField
            | Kind::NamespaceChanged
            | Kind::ForbiddenField
            | Kind::TypeChanged
            | Kind::NullSent
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
            | Kind::AlwaysPresent
            | Kind::OneForList
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
