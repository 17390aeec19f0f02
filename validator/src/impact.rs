//! What a finding does to code that reads the payload with the generated type.
//!
//! In goes the kind of a finding and how the type reads, out comes what is certain of it from the mapping of the code generator
//! alone; where it hangs on the value, nothing. `tests/generated` holds every prediction to what the generated types really do.

use driftline_schemas::document::Syntax;
use driftline_schemas::model::{Field, Language};

use crate::finding::{Impact, Kind};

/// How a generated type reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// Types from an XSD read the JSON of its mapping too: one value for a list, text for numbers, nothing for what is absent.
    lenient: bool,
    syntax: Syntax,
}

impl Reading {
    /// How the types of a schema language read a syntax.
    pub(crate) fn new(language: Language, syntax: Syntax) -> Self {
        Self { lenient: language == Language::Xsd, syntax }
    }

    /// What a kind of finding does, where that is certain.
    pub(crate) fn impact(self, kind: Kind) -> Option<Impact> {
        match kind {
            Kind::NotWellFormed
            | Kind::WrongEncoding
            | Kind::ExternalEntity
            | Kind::MovedField
            | Kind::NamespaceChanged
            | Kind::ConstantChanged
            | Kind::PatternMismatch
            | Kind::LengthOutOfRange
            | Kind::NumberOutOfRange
            | Kind::PrecisionExceeded => Some(Impact::Rejects),
            // Undeclared fields are not kept unless the generator is told to keep them.
            Kind::UndocumentedField => Some(Impact::Loses),
            // Of equal keys of JSON the last one is read; an element twice is an error.
            Kind::DuplicateField if self.syntax == Syntax::Json => Some(Impact::Loses),
            Kind::DuplicateField => Some(Impact::Rejects),
            // Elements are found by name, and lists have no bounds.
            Kind::OrderChanged | Kind::CountOutOfRange => Some(Impact::Harmless),
            // Enumerations keep what they do not know.
            Kind::NewEnumValue => Some(Impact::Harmless),
            Kind::Stringified | Kind::SingleForList if self.lenient => Some(Impact::Harmless),
            Kind::Stringified | Kind::SingleForList => Some(Impact::Rejects),
            Kind::TypeChanged | Kind::NullSent | Kind::ListForSingle | Kind::EmptyForObject if !self.lenient => {
                Some(Impact::Rejects)
            }
            // Here it hangs on the value, on the field, or on a rule that no type knows.
            Kind::TypeChanged
            | Kind::NullSent
            | Kind::ListForSingle
            | Kind::EmptyForObject
            | Kind::FormatChanged
            | Kind::UnknownContract
            | Kind::LimitExceeded
            | Kind::MissingField
            | Kind::RenamedField
            | Kind::MiscasedField
            | Kind::ForbiddenField
            | Kind::SubstitutedType
            | Kind::RuleViolated
            | Kind::NeverSeenField
            | Kind::NeverSeenValue
            | Kind::NeverSeenBranch
            | Kind::SometimesMissing
            | Kind::AlwaysPresent => None,
        }
    }
}

/// What it does that a field is not there: a list is then empty, and what is required in one branch only is optional in the
/// type.
pub(crate) fn of_absence(field: &Field) -> Impact {
    if field.occurs.min == 0 || field.occurs.is_many() { Impact::Harmless } else { Impact::Rejects }
}

/// What it does that a field is sent under a name that nobody reads.
pub(crate) fn of_other_name(field: &Field) -> Impact {
    of_absence(field).max(Impact::Loses)
}
