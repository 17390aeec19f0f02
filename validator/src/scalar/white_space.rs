//! White space before a value is looked at (XSD 1.0 part 2, 4.3.6).

use std::borrow::Cow;

use driftline_schemas::model::WhiteSpace;

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The text after white-space processing; borrowed where nothing changes, or only at its ends.
pub(crate) fn process(text: &str, white_space: WhiteSpace) -> Cow<'_, str> {
    match white_space {
        WhiteSpace::Preserve => Cow::Borrowed(text),
        WhiteSpace::Replace => match text.contains(['\t', '\n', '\r']) {
            true => Cow::Owned(text.replace(['\t', '\n', '\r'], " ")),
            false => Cow::Borrowed(text),
        },
        WhiteSpace::Collapse => collapse(text),
    }
}

fn collapse(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let bytes = text.as_bytes();
    // Not white at its end, so every white byte has a next one.
    let is_changed = bytes.windows(2).any(|pair| is_white(pair[0]) && (pair[0] != b' ' || is_white(pair[1])));
    if !is_changed {
        return Cow::Borrowed(text);
    }
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    Cow::Owned(collapsed)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use driftline_schemas::model::WhiteSpace::{Collapse, Preserve, Replace};

    use super::process;

    #[test]
    fn white_space_is_processed_as_the_facet_says() {
        for (text, mode, processed) in [
            (" a\t b ", Preserve, " a\t b "),
            (" a\t\nb ", Replace, " a  b "),
            (" a\t\n b\r", Collapse, "a b"),
            ("  ", Collapse, ""),
            ("a  b", Collapse, "a b"),
            ("\u{A0}a\u{A0}", Collapse, "\u{A0}a\u{A0}"),
        ] {
            assert_eq!(process(text, mode), processed, "{text:?} {mode:?}");
        }
    }

    #[test]
    fn nothing_is_copied_when_nothing_changes_inside() {
        for (text, mode) in [("a b", Replace), ("a b", Collapse), ("\n a b \t", Collapse), ("", Collapse)] {
            assert!(matches!(process(text, mode), Cow::Borrowed(_)), "{text:?} {mode:?}");
        }
    }
}
