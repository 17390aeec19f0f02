//! What was got and wanted, in words; the only place where findings become text. What a payload says is in them by kind,
//! length and [`Name`] only.

use std::fmt;

use super::Kind;
use crate::masked::Name;
use crate::value_kind::ValueKind;

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Got {
    /// Nothing is sent there.
    Absent,
    /// A value of this kind.
    Value(ValueKind),
    /// A text of so many characters.
    Text {
        /// Its length in characters.
        length: u64,
    },
    /// So many entries.
    Count(u64),
    /// So many alternatives that fit.
    Fitting(u64),
    /// A field of this name.
    Name(Name),
    /// A field in this XML namespace; empty for none.
    Namespace(Name),
    /// What the reader says of a text that is no document, in our own words.
    Syntax(String),
}

/// What the schema wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// Nothing at this place.
    Nothing,
    /// A field of this name.
    Name(String),
    /// The field in this XML namespace; empty for none.
    Namespace(String),
    /// A field of this name, at this path.
    NameAt(String, String),
    /// A value of this type, in words: `an integer`, `an array`.
    Type(String),
    /// One of so many values.
    OneOf(u64),
    /// The only value.
    Constant,
    /// This format.
    Format(String),
    /// This pattern.
    Pattern(String),
    /// A length within these bounds, in characters or entries.
    Length {
        /// At least.
        min: Option<u64>,
        /// At most.
        max: Option<u64>,
    },
    /// A number within a bound of the schema, as written: `at least 1`.
    Bound(String),
    /// A rule of the schema, in words.
    Rule(String),
    /// The reading that repairs it.
    Repair(String),
}

/// Got and want as one sentence.
pub(super) fn sentence(kind: Kind, got: &Got, want: &Want) -> String {
    match (got, want) {
        (Got::Absent, Want::Name(name)) => format!("`{name}` is required and not sent"),
        (Got::Name(got), Want::Name(want)) => format!("got `{got}`, want `{want}`"),
        (Got::Name(got), Want::NameAt(_, path)) => format!("got `{got}` here, want it at {path}"),
        (Got::Name(got), Want::Nothing) if kind == Kind::DuplicateField => format!("`{got}` is sent again"),
        (Got::Name(got), Want::Nothing) => format!("`{got}` is in no schema"),
        (Got::Syntax(got), Want::Repair(reading)) => format!("{got}; read as {reading}"),
        (Got::Syntax(got), _) => got.clone(),
        (got, Want::Repair(reading)) => format!("got {got}, read as {reading}"),
        (got, Want::Nothing) => format!("got {got}, want nothing"),
        (got, want) => format!("got {got}, want {want}"),
    }
}

impl fmt::Display for Got {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("nothing"),
            Self::Value(kind) => kind.fmt(f),
            Self::Text { length: 1 } => f.write_str("a text of 1 character"),
            Self::Text { length } => write!(f, "a text of {length} characters"),
            Self::Count(1) => f.write_str("1 entry"),
            Self::Count(count) => write!(f, "{count} entries"),
            Self::Fitting(count) => write!(f, "{count} alternatives that fit"),
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Namespace(name) if name.as_str().is_empty() => f.write_str("no namespace"),
            Self::Namespace(name) => write!(f, "namespace {name}"),
            Self::Syntax(message) => f.write_str(message),
        }
    }
}

impl fmt::Display for Want {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Namespace(name) if name.is_empty() => f.write_str("no namespace"),
            Self::Namespace(name) => write!(f, "namespace {name}"),
            Self::NameAt(name, path) => write!(f, "`{name}` at {path}"),
            Self::Type(words) | Self::Bound(words) | Self::Rule(words) | Self::Repair(words) => f.write_str(words),
            Self::OneOf(count @ 2..) => write!(f, "one of {count} values"),
            Self::OneOf(_) | Self::Constant => f.write_str("the only value of the schema"),
            Self::Format(name) => write!(f, "format {name}"),
            Self::Pattern(pattern) => write!(f, "pattern {pattern}"),
            Self::Length { min: Some(min), max: Some(max) } if min == max => write!(f, "exactly {min}"),
            Self::Length { min: Some(min), max: Some(max) } => write!(f, "{min} to {max}"),
            Self::Length { min: Some(min), max: None } => write!(f, "at least {min}"),
            Self::Length { min: None, max: Some(max) } => write!(f, "at most {max}"),
            Self::Length { min: None, max: None } => f.write_str("any number"),
        }
    }
}
