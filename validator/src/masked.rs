//! What a payload says, masked: the one form in which its text is in a finding, a row, a report or an error.
//!
//! In goes text of a payload. Out comes a [`Masked`], which tells the kind of a value, its shape and in it its class of
//! length; or a [`Name`], since names are the vendor's words and a report that does not say them is of no use to anybody.
//! Neither can be made outside of this crate, and nothing else in a finding can hold what a payload says. Who asks to see
//! values ([`ContractOptions::show_values`](crate::ContractOptions::show_values)) sees them through the same type.

use std::fmt;

use driftline_schemas::document::NodeRef;

use crate::shape;
use crate::value_kind::ValueKind;

/// Digits in a name; with more of them it is a number of something.
const DIGITS: usize = 4;

/// Text of a payload as reports may show it: its shape, or itself where values are asked for.
///
/// A text stands in quotes, anything else does not: `"Aa{5-8}"`, `999.99`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Masked {
    kind: ValueKind,
    /// Whether it is the value itself.
    is_value: bool,
    shown: Box<str>,
}

impl Masked {
    /// A value of this kind, which is written so.
    pub(crate) fn value(kind: ValueKind, text: &str, show_values: bool) -> Self {
        let text = if show_values { shape::cut(text) } else { shape::of(text) };
        let shown = if kind == ValueKind::Text { format!("\"{text}\"") } else { text };
        Self { kind, is_value: show_values, shown: shown.into() }
    }

    /// A part of a line, letter by letter, so that each keeps its column; as they are the letters of the names of fields,
    /// which `is_name` knows by their offset. None of them steers a terminal.
    #[cfg(feature = "contracts")]
    pub(crate) fn line(text: &str, mut is_name: impl FnMut(usize) -> bool, show_values: bool) -> Self {
        let letters = text.char_indices().map(|(at, letter)| match letter {
            '\t' => ' ',
            letter if shape::steers(letter) => '?',
            letter if show_values || is_name(at) => letter,
            letter => shape::class(letter),
        });
        Self { kind: ValueKind::Text, is_value: show_values, shown: letters.collect::<String>().into() }
    }

    /// A key that is data: of a map, whose members no schema knows by name.
    pub(crate) fn key(key: &str, show_values: bool) -> Self {
        let shown = if show_values { key.to_owned() } else { shape::of(key) };
        Self { kind: ValueKind::Text, is_value: show_values, shown: shown.into() }
    }

    /// The kind of the value.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        self.kind
    }

    /// Whether it is the value itself, since values were asked for.
    #[must_use]
    pub fn is_value(&self) -> bool {
        self.is_value
    }

    /// What may be shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.shown
    }
}

impl AsRef<str> for Masked {
    fn as_ref(&self) -> &str {
        &self.shown
    }
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.shown)
    }
}

/// A name in a payload: of a field, or of a namespace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Box<str>);

impl Name {
    /// The name of a field that the schema knows, or of an element.
    pub(crate) fn of(node: NodeRef<'_>) -> Self {
        Self(node.name().into())
    }

    /// The name, without its prefix, of a field that no schema knows: masked where it reads like data.
    pub(crate) fn unknown(node: NodeRef<'_>, show_values: bool) -> Self {
        let name = node.local_name();
        Self(if is_data(name) { Masked::key(name, show_values).shown } else { name.into() })
    }

    /// The namespace that an element or attribute is in; empty for none.
    pub(crate) fn namespace(node: NodeRef<'_>) -> Self {
        Self(node.namespace().unwrap_or_default().into())
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Whether a name that no schema knows reads like data and not like a word: an address, or the number of something.
pub(crate) fn is_data(name: &str) -> bool {
    let is_address = name.find('@').is_some_and(|at| at > 0);
    is_address || name.bytes().filter(u8::is_ascii_digit).count() > DIGITS
}

#[cfg(test)]
mod tests {
    use super::{Masked, is_data};
    use crate::value_kind::ValueKind;

    #[test]
    fn a_value_is_seen_only_where_it_is_asked_for() {
        let told = |kind, text, show_values| Masked::value(kind, text, show_values).to_string();
        assert_eq!(told(ValueKind::Text, "Declined", false), "\"Aa{5-8}\"");
        assert_eq!(told(ValueKind::Text, "Declined", true), "\"Declined\"");
        assert_eq!(told(ValueKind::Number, "-12.50", false), "-99.99");
        assert_eq!(Masked::key("Zoë", false).as_str(), "Aaa");
    }

    #[cfg(feature = "contracts")]
    #[test]
    fn a_line_keeps_its_columns_and_its_names() {
        let line = |show_values| Masked::line("\t<id>A-1é\u{202E}</id>", |at| (2..4).contains(&at), show_values);
        assert_eq!(line(false).as_str(), " <id>A-9a?</aa>");
        assert_eq!(line(true).as_str(), " <id>A-1é?</id>");
    }

    #[test]
    fn addresses_and_numbers_are_no_names() {
        for name in ["zoe@example.com", "4711234", "3f2b8c1e-9d41-4c55-8a07-5f1b2c3d4e5f", "2024-01-03"] {
            assert!(is_data(name), "{name}");
        }
        for name in ["@type", "orderNo", "address2", "utf16", "ISO8601", "First name"] {
            assert!(!is_data(name), "{name}");
        }
    }
}
