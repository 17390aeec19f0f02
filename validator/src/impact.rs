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

    /// What it does that something is sent that no field reads: an object of JSON keeps what its schema does not speak of,
    /// unless the generator is told not to.
    pub(crate) const fn unread(self) -> Impact {
        if self.lenient { Impact::Loses } else { Impact::Harmless }
    }

    /// What it does that a field is sent under a name that nobody reads.
    pub(crate) fn other_name(self, field: &Field) -> Impact {
        of_absence(field).max(self.unread())
    }

    /// What a kind of finding does, where that is certain. `written` says whether the rule stands in the schema: the limits
    /// of XSD's own types, which do not, are kept by some of the types that stand for them and not by others.
    pub(crate) fn impact(self, kind: Kind, written: bool) -> Option<Impact> {
        match kind {
            Kind::LengthOutOfRange | Kind::NumberOutOfRange | Kind::PrecisionExceeded if !written => None,
            Kind::NotWellFormed
            | Kind::WrongEncoding
            | Kind::ExternalEntity
            | Kind::MovedField
            | Kind::NamespaceChanged
            | Kind::ConstantChanged
            | Kind::LengthOutOfRange
            | Kind::NumberOutOfRange
            | Kind::PrecisionExceeded => Some(Impact::Rejects),
            Kind::UndocumentedField => Some(self.unread()),
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
            // The generator takes over a pattern only where it surely means the same to the engine.
            | Kind::PatternMismatch
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
            | Kind::AlwaysPresent
            // What is tolerated is no difference.
            | Kind::OneForList
            | Kind::ListForOne
            | Kind::EmptyString
            | Kind::TextScalars
            | Kind::NativeScalars
            | Kind::NullForAbsent
            | Kind::EmptyElement
            | Kind::ByteOrderMark => None,
        }
    }
}

/// What it does that a field is not there: a list is then empty, and what is required in one branch only is optional in the
/// type.
pub(crate) fn of_absence(field: &Field) -> Impact {
    if field.occurs.min == 0 || field.occurs.is_many() { Impact::Harmless } else { Impact::Rejects }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::document::Syntax;
    use driftline_schemas::model::{Draft, Language};

    use super::Reading;
    use crate::finding::{Impact, Kind};

    #[test]
    fn only_what_is_certain_is_said() {
        let xsd = Reading::new(Language::Xsd, Syntax::Json);
        let json = Reading::new(Language::JsonSchema(Draft::Draft202012), Syntax::Json);
        assert_eq!(xsd.impact(Kind::Stringified, true), Some(Impact::Harmless));
        assert_eq!(json.impact(Kind::Stringified, true), Some(Impact::Rejects));
        assert_eq!(json.impact(Kind::NumberOutOfRange, true), Some(Impact::Rejects));
        assert_eq!(xsd.impact(Kind::NumberOutOfRange, false), None);
        assert_eq!(json.impact(Kind::PatternMismatch, true), None);
    }
}
