//! The JSON writer.

use std::borrow::Cow;
use std::fmt::Write as _;

use driftline_schemas::number::Decimal;

use crate::payload::table::ScalarKind;

/// JSON text that is being written.
#[derive(Debug)]
pub(super) struct Writer {
    text: String,
    indent: Option<u8>,
    /// What is open, innermost last: for an object or array whether it holds anything yet.
    open: Vec<Open>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// An object or an array.
    Group { is_empty: bool },
    /// A member or an item.
    Slot,
}

impl Writer {
    pub(super) fn new(indent: Option<u8>) -> Self {
        Self { text: String::new(), indent, open: Vec::new() }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn begin(&mut self, name: &str) {
        self.begin_item();
        self.string(name);
        self.text.push_str(if self.indent.is_some() { ": " } else { ":" });
    }

    pub(super) fn begin_item(&mut self) {
        if let Some(Open::Group { is_empty }) = self.open.last_mut() {
            if !std::mem::replace(is_empty, false) {
                self.text.push(',');
            }
            self.new_line();
        }
        self.open.push(Open::Slot);
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    pub(super) fn begin_object(&mut self) {
        self.begin_group('{');
    }

    pub(super) fn end_object(&mut self) {
        self.end_group('}');
    }

    pub(super) fn begin_array(&mut self) {
        self.begin_group('[');
    }

    pub(super) fn end_array(&mut self) {
        self.end_group(']');
    }

    pub(super) fn null(&mut self) {
        self.text.push_str("null");
    }

    pub(super) fn scalar(&mut self, kind: ScalarKind, text: &str) {
        match kind {
            ScalarKind::Text => self.string(text),
            ScalarKind::Boolean => self.text.push_str(text),
            ScalarKind::Number => match number(text) {
                Some(number) => self.text.push_str(&number),
                None => self.string(text),
            },
        }
    }

    fn begin_group(&mut self, bracket: char) {
        self.text.push(bracket);
        self.open.push(Open::Group { is_empty: true });
    }

    fn end_group(&mut self, bracket: char) {
        if self.open.pop() == Some(Open::Group { is_empty: false }) {
            self.new_line();
        }
        self.text.push(bracket);
    }

    fn new_line(&mut self) {
        if let Some(indent) = self.indent {
            let depth = self.open.iter().filter(|open| matches!(open, Open::Group { .. })).count();
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', usize::from(indent) * depth));
        }
    }

    /// A string: quotes, backslashes and control characters are escaped (RFC 8259, 7), everything else stands as it is.
    fn string(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                control if u32::from(control) < 0x20 => {
                    let _ = write!(self.text, "\\u{:04x}", u32::from(control));
                }
                plain => self.text.push(plain),
            }
        }
        self.text.push('"');
    }
}

/// A literal as JSON's grammar wants it (RFC 8259, 6): no plus, no leading zeros, digits on both sides of a point. The digits
/// stay. `None` for what is no number.
fn number(literal: &str) -> Option<Cow<'_, str>> {
    Decimal::parse(literal)?;
    let (sign, unsigned) = match literal.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", literal.strip_prefix('+').unwrap_or(literal)),
    };
    let end = unsigned.find(['e', 'E']).unwrap_or(unsigned.len());
    let (mantissa, exponent) = unsigned.split_at(end);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_json = !whole.is_empty() && !fraction.is_empty() && (whole.len() == 1 || !whole.starts_with('0'));
    if is_json && !literal.starts_with('+') {
        return Some(literal.into());
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if mantissa.contains('.') && !fraction.is_empty() { "." } else { "" };
    let fraction = if point.is_empty() { "" } else { fraction };
    Some(format!("{sign}{whole}{point}{fraction}{exponent}").into())
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_keep_their_digits_and_become_json() {
        for (literal, want) in [
            ("19.990", "19.990"),
            ("-0", "-0"),
            ("1e5", "1e5"),
            ("+1", "1"),
            ("007", "7"),
            (".50", "0.50"),
            ("-.5E+3", "-0.5E+3"),
            ("5.", "5"),
            ("00", "0"),
            ("-01.10", "-1.10"),
        ] {
            assert_eq!(number(literal).unwrap(), want);
        }
        assert!(number("INF").is_none());
    }
}
