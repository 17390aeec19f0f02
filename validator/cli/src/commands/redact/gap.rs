//! What stands between the records of an export in JSON: brackets, commas, and members that are no captures.
//!
//! In goes a part of a JSON text that cuts no token in two, out come as many bytes: keys stay, strings and numbers are replaced.
//! The text need not be well-formed; what is no token of JSON is replaced as text.

use driftline::schemas::document::Syntax;
use memchr::memchr2;

use super::rewriter::Rewriter;
use super::{document, units};

/// Rewrites a part of a JSON text.
pub(super) fn rewritten(bytes: &[u8], rewriter: &Rewriter<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let end = match byte {
            b'"' => string(bytes, at + 1),
            byte if is_word(*byte) => {
                let rest = bytes.get(at..).unwrap_or_default();
                at + rest.iter().position(|byte| !is_word(*byte)).unwrap_or(rest.len())
            }
            _ => {
                out.push(*byte);
                at += 1;
                continue;
            }
        };
        let token = bytes.get(at..end).unwrap_or_default();
        let is_key = bytes.get(end..).unwrap_or_default().trim_ascii_start().first() == Some(&b':');
        match std::str::from_utf8(token) {
            Ok(token) if is_key && token.starts_with('"') => out.extend(token.as_bytes()),
            Ok(token) => out.extend(value(token, rewriter).as_bytes()),
            Err(_) => {
                out.extend(token.iter().map(|byte| if byte.is_ascii() && !is_word(*byte) { *byte } else { b'?' }));
            }
        }
        at = end;
    }
    out
}

fn value(token: &str, rewriter: &Rewriter<'_>) -> String {
    match token.strip_prefix('"').map(|rest| rest.strip_suffix('"').unwrap_or(rest)) {
        Some(raw) => {
            let new = units::rewritten(raw, Syntax::Json, &|text| document::body(text, rewriter, 0));
            token.replacen(raw, &new, 1)
        }
        None if token.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => {
            rewriter.redaction.number(token)
        }
        None => rewriter.redaction.text(token),
    }
}

/// Whether a byte outside of strings belongs to a number or a word.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+-._".contains(&byte) || !byte.is_ascii()
}

/// Where the string ends whose content begins here: behind its quote.
fn string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found + 1;
        if bytes.get(at - 1) == Some(&b'"') {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use driftline::Redaction;

    use super::super::rewriter::Rewriter;
    use super::rewritten;

    #[test]
    fn keys_and_signs_stay_and_values_do_not() {
        let redaction = &Redaction::new(b"key", std::iter::empty());
        let rewriter = Rewriter { redaction, told: None };
        let gap = r#", {"name": "Jane \"Doe\"", "is": [true, null], "n" : -1234.50, "": ""}, "entries": ["#;
        let new = String::from_utf8(rewritten(gap.as_bytes(), &rewriter)).unwrap();
        assert_eq!(new.len(), gap.len());
        assert!(new.starts_with(r#", {"name": ""#) && new.ends_with(r#"0, "": ""}, "entries": ["#), "{new}");
        assert!(new.contains(r#""is": [true, null], "n" : -"#) && new.contains(r#" \""#), "{new}");
        assert!(!new.contains("Jane") && !new.contains("Doe") && !new.contains("1234"), "{new}");
        for torn in [&b"\"Jane"[..], b"Jane", b"\"Jane\\", b"\xFFane Jane", b"\"\xFFane\""] {
            let new = rewritten(torn, &rewriter);
            assert!(new.len() == torn.len() && !new.windows(3).any(|part| part == b"ane"), "{new:?}");
        }
    }
}
