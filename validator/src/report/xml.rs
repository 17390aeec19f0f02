//! Text as it stands in XML and HTML.

/// Writes out what would be markup, in content and in attributes; what XML 1.0 cannot hold (2.2) becomes `U+FFFD`.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("&#10;"),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => escaped.push('\u{FFFD}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_and_control_characters_are_text() {
        assert_eq!(escape("<a b='c'>&\u{1}\"\n"), "&lt;a b=&#39;c&#39;&gt;&amp;\u{FFFD}&quot;&#10;");
    }
}
