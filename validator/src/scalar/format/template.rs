//! URI templates (RFC 6570).

use super::uri::{is_encoded, is_private, is_universal};

/// Literals and expressions in braces (2). The operators that are reserved for later are none yet.
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (literal, braced) = rest.split_at(at);
        let Some((expression, after)) = braced.strip_prefix('{').and_then(|braced| braced.split_once('}')) else {
            return false;
        };
        if !is_literal(literal) || !is_expression(expression) {
            return false;
        }
        rest = after;
    }
    is_literal(rest)
}

/// 2.1, with erratum 6937, which allows the apostrophe.
fn is_literal(text: &str) -> bool {
    is_encoded(text, |char| match char {
        '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
        '!'..='~' => true,
        char => is_universal(char) || is_private(char),
    })
}

/// 2.2 and 2.3: an operator and variables.
fn is_expression(text: &str) -> bool {
    text.strip_prefix(['+', '#', '.', '/', ';', '?', '&']).unwrap_or(text).split(',').all(is_variable)
}

/// A name with a prefix length or `*` (2.4).
fn is_variable(text: &str) -> bool {
    if let Some((name, length)) = text.split_once(':') {
        let is_length = (1..=4).contains(&length.len()) && length.bytes().all(|byte| byte.is_ascii_digit());
        return is_name(name) && is_length && !length.starts_with('0');
    }
    is_name(text.strip_suffix('*').unwrap_or(text))
}

/// Characters with single dots between them.
fn is_name(text: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_';
    text.split('.').all(|part| !part.is_empty() && is_encoded(part, is_part))
}
