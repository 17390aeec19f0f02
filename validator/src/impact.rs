//! What a finding does to code that reads the payload with the generated type.
//!
//! In goes the kind of a finding and how the type reads, out comes what is certain of it from the mapping of the code generator
//! alone; where it hangs on the value, nothing. `tests/generated` holds every prediction to what the generated types really do.

use driftline_schemas::document::Syntax;
use driftline_schemas::model::{Field, Language, Pattern};
use driftline_schemas::portable;

use crate::finding::{Got, Impact, Kind, ValueKind, Want};
use crate::scalar::Held;
use crate::value::{Uuid, civil};

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
    pub(crate) fn impact(self, kind: Kind, written: bool, (got, want): (&Got, &Want)) -> Option<Impact> {
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
            Kind::TypeChanged => of_type(got, want),
            // Here it hangs on the value, on the field, or on a rule that no type knows.
            Kind::FormatChanged
            | Kind::PatternMismatch
            | Kind::NullSent
            | Kind::ListForSingle
            | Kind::EmptyForObject
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

    /// What it does that a text does not match a pattern of a type that is text in Rust too: one that another engine may
    /// understand otherwise is in no type.
    pub(crate) fn of_pattern(self, pattern: &str) -> Impact {
        let pattern = if self.lenient { Pattern::Xsd(pattern.into()) } else { Pattern::Ecma(pattern.into()) };
        if portable::translated(&pattern).is_ok() { Impact::Rejects } else { Impact::Harmless }
    }
}

/// What it does to a type that reads text too that a value of another kind was sent.
fn of_type(got: &Got, want: &Want) -> Option<Impact> {
    let Want::Type(words) = want else { return None };
    let wants = |kinds: &[ValueKind]| kinds.iter().any(|kind| kind.to_string() == *words);
    let natives = [ValueKind::Boolean, ValueKind::Integer, ValueKind::Number];
    let rejects = match got {
        Got::Value(ValueKind::Object | ValueKind::Array | ValueKind::Element) => {
            wants(&natives) || wants(&[ValueKind::Text])
        }
        Got::Text { .. } | Got::Value(ValueKind::Text) => wants(&natives),
        _ => false,
    };
    rejects.then_some(Impact::Rejects)
}

/// What it does that a text is of another format: the types of dates and times read every form that vendors send.
pub(crate) fn of_format(held: Held, text: &str) -> Option<Impact> {
    let text = text.trim_ascii();
    let reads = match held {
        Held::Text => true,
        Held::Date => text.parse::<civil::Date>().is_ok(),
        Held::Time => text.parse::<civil::Time>().is_ok(),
        Held::DateTime => text.parse::<civil::DateTime>().is_ok(),
        Held::Uuid => text.parse::<Uuid>().is_ok(),
        Held::Native => return None,
    };
    Some(if reads { Impact::Harmless } else { Impact::Rejects })
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

    use super::{Reading, of_format};
    use crate::finding::{Got, Impact, Kind, ValueKind, Want};
    use crate::scalar::Held;

    #[test]
    fn only_what_is_certain_is_said() {
        let xsd = Reading::new(Language::Xsd, Syntax::Json);
        let json = Reading::new(Language::JsonSchema(Draft::Draft202012), Syntax::Json);
        let words = (&Got::Value(ValueKind::Text), &Want::Type(ValueKind::Number.to_string()));
        for (reading, kind, written, impact) in [
            (xsd, Kind::Stringified, true, Some(Impact::Harmless)),
            (json, Kind::Stringified, true, Some(Impact::Rejects)),
            (json, Kind::NumberOutOfRange, true, Some(Impact::Rejects)),
            (xsd, Kind::NumberOutOfRange, false, None),
            (xsd, Kind::TypeChanged, true, Some(Impact::Rejects)),
            (xsd, Kind::RuleViolated, true, None),
        ] {
            assert_eq!(reading.impact(kind, written, words), impact, "{kind}");
        }
        let object = (&Got::Value(ValueKind::Object), &Want::Type("a duration".to_owned()));
        assert_eq!(xsd.impact(Kind::TypeChanged, true, object), None);
    }

    #[test]
    fn formats_and_patterns_hold_where_a_type_holds_them() {
        let xsd = Reading::new(Language::Xsd, Syntax::Xml);
        for (held, text, impact) in [
            (Held::Uuid, "x", Impact::Rejects),
            (Held::DateTime, "2024-01-03T01:02:03Z", Impact::Harmless),
            (Held::DateTime, "3 January", Impact::Rejects),
            (Held::Text, "x", Impact::Harmless),
        ] {
            assert_eq!(of_format(held, text), Some(impact), "{text}");
        }
        assert_eq!((xsd.of_pattern("[0-9]+"), xsd.of_pattern("\\i\\c*")), (Impact::Rejects, Impact::Harmless));
    }
}
