//! What the attributes of schema components may say.

use super::super::fault::Fault;
use crate::document::NodeRef;

/// The lexical form of an attribute.
#[derive(Clone, Copy)]
pub(super) enum Value {
    /// Anything.
    Any,
    /// A name without a colon.
    NcName,
    /// A name with or without a prefix.
    QName,
    /// Such names, separated by white space.
    QNames,
    /// `true`, `false`, `1`, `0`.
    Boolean,
    /// A whole number from 0.
    Count,
    /// The same, or `unbounded`.
    Max,
    /// A target namespace: anything but nothing.
    Namespace,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `#all`, or any of these words.
    Set(&'static [&'static str]),
    /// `##any`, `##other`, or namespaces with `##targetNamespace` and `##local` among them.
    Namespaces,
}

impl Value {
    /// Checks an attribute.
    pub(super) fn check(self, attribute: NodeRef<'_>) -> Result<(), Fault> {
        let text = attribute.value();
        let text = text.trim_matches(is_blank);
        let fault = |want: String| {
            Err(Fault::of_value(attribute, format!("`{}` is `{}`; expected {want}", attribute.name(), shortened(text))))
        };
        let mut words = text.split(is_blank).filter(|word| !word.is_empty());
        match self {
            Self::Any => Ok(()),
            Self::NcName if is_ncname(text) => Ok(()),
            Self::NcName => fault("a name without a colon".to_owned()),
            Self::QName if is_qname(text) => Ok(()),
            Self::QName => fault("a name, with or without a prefix".to_owned()),
            Self::QNames if words.all(is_qname) => Ok(()),
            Self::QNames => fault("names, with or without a prefix".to_owned()),
            Self::Boolean if matches!(text, "true" | "false" | "1" | "0") => Ok(()),
            Self::Boolean => fault("`true` or `false`".to_owned()),
            Self::Count if count(text).is_some() => Ok(()),
            Self::Count => fault("a whole number from 0".to_owned()),
            Self::Max if text == "unbounded" || count(text).is_some() => Ok(()),
            Self::Max => fault("a whole number from 0, or `unbounded`".to_owned()),
            Self::Namespace if !text.is_empty() => Ok(()),
            Self::Namespace => fault("a namespace".to_owned()),
            Self::OneOf(allowed) if allowed.contains(&text) => Ok(()),
            Self::OneOf(allowed) => fault(format!("one of: {}", allowed.join(", "))),
            Self::Set(_) if text == "#all" => Ok(()),
            Self::Set(allowed) if words.all(|word| allowed.contains(&word)) => Ok(()),
            Self::Set(allowed) => fault(format!("`#all`, or any of: {}", allowed.join(", "))),
            Self::Namespaces if matches!(text, "##any" | "##other") => Ok(()),
            Self::Namespaces
                if words.all(|word| !word.starts_with("##") || matches!(word, "##targetNamespace" | "##local")) =>
            {
                Ok(())
            }
            Self::Namespaces => {
                fault("`##any`, `##other`, or namespaces, `##targetNamespace` and `##local`".to_owned())
            }
        }
    }
}

/// White space of XML.
pub(in super::super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// A whole number from 0; beyond what a `u64` holds it is clamped.
pub(in super::super) fn count(text: &str) -> Option<u64> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let is_zero =
            text.strip_prefix('-').is_some_and(|zeros| !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0'));
        return is_zero.then_some(0);
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}

fn is_qname(text: &str) -> bool {
    match text.split_once(':') {
        Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
        None => is_ncname(text),
    }
}

/// XML namespaces 1.0, production 4.
pub(in super::super) fn is_ncname(text: &str) -> bool {
    ncname(text).is_some_and(|name| name.len() == text.len())
}

/// The longest name without a colon that a text begins with.
pub(in super::super) fn ncname(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(is_name_start)?.trim_start_matches(is_name_char);
    text.get(..text.len() - rest.len())
}

/// XML 1.0, fifth edition, production 4 without the colon.
fn is_name_start(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Production 4a without the colon.
fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
