//! Documentation: from a schema's prose to the text of doc comments.
//!
//! In goes what an annotation says, out come lines that rustdoc shows as the same words: paragraphs are filled, lists with
//! `-` stay lists, `` `code` `` stays code, addresses become links, and whatever else Markdown or HTML would read as a
//! mark (brackets, angles, asterisks, headings, indented code) is escaped.

/// Lines are filled up to this many characters where words allow it.
const WIDTH: usize = 96;

/// The lines of a doc comment that says `prose`; none for blank prose.
pub(crate) fn lines(prose: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut block = String::new();
    let mut is_list = false;
    for line in prose.lines().map(str::trim).chain([""]) {
        let item = line.strip_prefix("- ");
        if (line.is_empty() || item.is_some()) && !block.is_empty() {
            // A list and a paragraph need a blank line between them, two items do not.
            let follows_item = is_list && lines.last().is_some_and(|last| last.starts_with(['-', ' ']));
            if !lines.is_empty() && !follows_item {
                lines.push(String::new());
            }
            fill(&block, is_list, &mut lines);
            block.clear();
        }
        is_list = item.is_some() || (is_list && !line.is_empty());
        block.push_str(item.unwrap_or(line));
        if !block.is_empty() {
            block.push(' ');
        }
    }
    lines
}

/// The same, or a sentence of ours where nothing is said: code that is generated is documented throughout.
pub(crate) fn lines_or(prose: Option<&str>, sentence: impl FnOnce() -> String) -> Vec<String> {
    let said = lines(prose.unwrap_or_default());
    if said.is_empty() { vec![sentence()] } else { said }
}

/// Adds a paragraph of ours.
pub(crate) fn add(lines: &mut Vec<String>, sentence: String) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(sentence);
}

/// A sentence of our own around a value of the schema's, shown as code.
pub(crate) fn code(value: &str) -> String {
    if value.is_empty() {
        return "`\"\"`".to_owned();
    }
    let longest = value.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if value.starts_with('`') || value.ends_with('`') { " " } else { "" };
    let value: String = value.chars().map(|c| if is_unprintable(c) { '\u{FFFD}' } else { c }).collect();
    format!("{fence}{pad}{value}{pad}{fence}")
}

/// Fills the words of a block into lines.
fn fill(block: &str, is_list: bool, lines: &mut Vec<String>) {
    let (first, rest) = if is_list { ("- ", "  ") } else { ("", "") };
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in words(block) {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            is_empty = true;
        }
        if is_empty {
            line.push_str(&escaped_start(&word));
        } else {
            line.push(' ');
            line.push_str(&word);
        }
        is_empty = false;
    }
    if !is_empty {
        lines.push(line);
    }
}

/// The words of a block, escaped. A code span is one word.
fn words(block: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut rest = block;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            let run = rest.len() - rest.trim_start_matches('`').len();
            if let Some(length) = code_span(rest, run) {
                word.push_str(&rest[..length].split_whitespace().collect::<Vec<_>>().join(" "));
                rest = &rest[length..];
                continue;
            }
            word.push_str(&"\\`".repeat(run));
            rest = &rest[run..];
        } else if c.is_whitespace() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            rest = &rest[c.len_utf8()..];
        } else if let Some(length) = address(rest).filter(|_| !word.ends_with(|c: char| c.is_alphanumeric())) {
            word.push('<');
            word.push_str(&rest[..length]);
            word.push('>');
            rest = &rest[length..];
        } else {
            rest = &rest[c.len_utf8()..];
            escape(c, word.chars().last(), rest.chars().next(), &mut word);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The length of the code span that begins with `run` backticks: up to a run of as many.
fn code_span(text: &str, run: usize) -> Option<usize> {
    let mut at = run;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let end = start + text[start..].len() - text[start..].trim_start_matches('`').len();
        let length = end - start;
        at = start + length.min(text[start..].len()).max(1);
        if length == run {
            return (start > run).then_some(start + run);
        }
    }
    None
}

/// The length of an address that begins here.
fn address(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`')).unwrap_or(text.len());
    let trimmed = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '*', '_']);
    (trimmed.len() > scheme.len() && !trimmed.chars().any(is_unprintable)).then_some(trimmed.len())
}

/// One character between its neighbours, escaped where Markdown could take it for a mark.
fn escape(c: char, before: Option<char>, after: Option<char>, word: &mut String) {
    let is_inside = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    let is_mark = match c {
        '\\' | '[' | ']' | '<' | '>' | '*' | '|' => true,
        '~' | '$' => true,
        '_' => !is_inside,
        '&' => after.is_some_and(|after| after.is_ascii_alphabetic() || after == '#'),
        _ => false,
    };
    if is_unprintable(c) {
        word.push('\u{FFFD}');
        return;
    }
    if is_mark {
        word.push('\\');
    }
    word.push(c);
}

/// The first word of a line, escaped where it would begin a heading, a list, a rule or a fence.
fn escaped_start(word: &str) -> String {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_number = (1..=9).contains(&digits) && matches!(&word[digits..], "." | ")");
    if is_number {
        let (number, mark) = word.split_at(digits);
        format!("{number}\\{mark}")
    } else if word.starts_with(['#', '=', '-', '+']) {
        format!("\\{word}")
    } else {
        word.to_owned()
    }
}

/// Characters that a doc comment must not hold: controls, and those that turn the direction of text around (rustc's lint
/// `text_direction_codepoint_in_literal`).
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::{code, lines};

    #[test]
    fn prose_means_the_same_in_markdown() {
        let table: [(&str, &[&str]); 18] = [
            ("", &[]),
            ("  \n \t\n", &[]),
            ("One\n    sentence.\n\n\n        Another.", &["One sentence.", "", "Another."]),
            ("An array[0] of <b>bold</b>", &["An array\\[0\\] of \\<b\\>bold\\</b\\>"]),
            ("[link](url) and [`Type`]", &["\\[link\\](url) and \\[`Type`\\]"]),
            ("snake_case, _not_ *so*", &["snake_case, \\_not\\_ \\*so\\*"]),
            ("use `a < [b]` or ``x ` y``", &["use `a < [b]` or ``x ` y``"]),
            ("an unbalanced ` tick and ```", &["an unbalanced \\` tick and \\`\\`\\`"]),
            ("# Heading\n===", &["\\# Heading ==="]),
            ("===", &["\\==="]),
            ("> quoted", &["\\> quoted"]),
            ("1. one", &["1\\. one"]),
            ("1000-4612", &["1000-4612"]),
            ("Either:\n- one\n  more\n- two\n\nEnd.", &["Either:", "", "- one more", "- two", "", "End."]),
            ("See https://example.com/a_b?c=[1]. Now", &["See <https://example.com/a_b?c=[1>\\]. Now"]),
            ("&lt; AT&T & co", &["\\&lt; AT\\&T & co"]),
            ("\u{202E}back\u{7}", &["\u{FFFD}back\u{FFFD}"]),
            ("```\nfn main() {}\n```", &["``` fn main() {} ```"]),
        ];
        for (prose, want) in table {
            assert_eq!(lines(prose), want, "{prose:?}");
        }
    }

    #[test]
    fn long_prose_is_filled() {
        let lines = lines(&"word ".repeat(60));
        assert!(lines.len() == 4 && lines.iter().all(|line| line.len() <= super::WIDTH), "{lines:?}");
    }

    #[test]
    fn a_value_is_shown_as_code_whatever_it_holds() {
        assert_eq!(code("On Hold"), "`On Hold`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
