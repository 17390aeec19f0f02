//! Patterns: from the dialects of XSD and ECMA 262 to that of the `regex` crate, for what means the same there.
//!
//! Only what is certain is translated. What is not (look-around, back-references, XSD's subtraction of classes and its
//! blocks) no generated type checks; the validator does.

use std::iter::Peekable;
use std::str::Chars;

use crate::model::Pattern;

/// Repetitions up to this are translated.
const MAX_COUNT: u32 = 1000;

/// The expression in the dialect of `regex`.
///
/// # Errors
/// Why there is none, in words that go on from "it".
pub fn translated(pattern: &Pattern) -> Result<String, &'static str> {
    let is_xsd = matches!(pattern, Pattern::Xsd(_));
    let mut out = String::new();
    let mut chars = pattern.as_str().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => escape(&mut chars, is_xsd, false, &mut out)?,
            '[' => class(&mut chars, is_xsd, &mut out)?,
            '(' => {
                out.push('(');
                if chars.peek() == Some(&'?') {
                    chars.next();
                    if is_xsd || chars.next() != Some(':') {
                        return Err("looks around, or names a group");
                    }
                    out.push_str("?:");
                }
            }
            // XSD part 2, appendix F: these two stand for themselves, and `.` is anything but the ends of lines.
            '^' | '$' if is_xsd => out.extend(['\\', c]),
            '.' if is_xsd => out.push_str("[^\\n\\r]"),
            '.' => out.push_str("[^\\n\\r\\x{2028}\\x{2029}]"),
            '{' if chars.peek().is_some_and(char::is_ascii_digit) => count(&mut chars, &mut out)?,
            '{' if !is_xsd => out.push_str("\\{"),
            ']' if !is_xsd => out.push_str("\\]"),
            c => out.push(c),
        }
    }
    Ok(out)
}

/// What follows a backslash.
fn escape(chars: &mut Peekable<Chars<'_>>, is_xsd: bool, in_class: bool, out: &mut String) -> Result<(), &'static str> {
    let c = chars.next().ok_or("ends in a backslash")?;
    match c {
        'n' | 'r' | 't' => out.extend(['\\', c]),
        'd' | 'D' if is_xsd => out.extend(['\\', c]),
        's' if is_xsd => out.push_str(if in_class { " \\t\\n\\r" } else { "[ \\t\\n\\r]" }),
        'S' if is_xsd && !in_class => out.push_str("[^ \\t\\n\\r]"),
        'f' | 'v' if !is_xsd => out.extend(['\\', c]),
        'd' => out.push_str(if in_class { "0-9" } else { "[0-9]" }),
        'w' if !is_xsd => out.push_str(if in_class { "0-9A-Za-z_" } else { "[0-9A-Za-z_]" }),
        'D' if !in_class => out.push_str("[^0-9]"),
        'W' if !is_xsd && !in_class => out.push_str("[^0-9A-Za-z_]"),
        's' => out.push_str(if in_class { "\\s\\x{FEFF}" } else { "[\\s\\x{FEFF}]" }),
        'S' if !is_xsd && !in_class => out.push_str("[^\\s\\x{FEFF}]"),
        'u' if !is_xsd => {
            let digits: String = chars.by_ref().take(4).collect();
            let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
            code.filter(|_| digits.len() == 4).ok_or("an escape that is no character")?;
            out.push_str(&format!("\\x{{{digits}}}"));
        }
        'p' | 'P' => property(c, chars, out)?,
        c if c.is_ascii_punctuation() => out.extend(['\\', c]),
        _ => return Err("an escape that the regex crate has not"),
    }
    Ok(())
}

/// What follows a `{`: how often. The regex crate repeats in full what it counts, so it cannot count far.
fn count(chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), &'static str> {
    let mut counts = String::new();
    while let Some(c) = chars.next_if(|c| c.is_ascii_digit() || *c == ',') {
        counts.push(c);
    }
    if chars.next() != Some('}') {
        return Err("a brace without its end");
    }
    let is_far = |count: &str| !count.is_empty() && count.parse::<u32>().ok().is_none_or(|count| count > MAX_COUNT);
    if counts.split(',').any(is_far) {
        return Err("counts too far");
    }
    out.push_str(&format!("{{{counts}}}"));
    Ok(())
}

/// `\p{L}`: general categories are the same everywhere, other properties are not.
fn property(c: char, chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), &'static str> {
    let rest: String = chars.by_ref().take_while(|c| *c != '}').collect();
    let name =
        rest.strip_prefix('{').filter(|name| matches!(name.len(), 1 | 2)).ok_or("a block or script of Unicode")?;
    out.push_str(&format!("\\{c}{{{name}}}"));
    Ok(())
}

/// What follows a `[`.
fn class(chars: &mut Peekable<Chars<'_>>, is_xsd: bool, out: &mut String) -> Result<(), &'static str> {
    out.push('[');
    if chars.next_if_eq(&'^').is_some() {
        out.push('^');
    }
    if chars.peek() == Some(&']') {
        return Err("an empty class");
    }
    while let Some(c) = chars.next() {
        match c {
            ']' => {
                out.push(']');
                return Ok(());
            }
            '\\' => escape(chars, is_xsd, true, out)?,
            '-' if is_xsd && chars.peek() == Some(&'[') => return Err("subtracts a class"),
            '-' if chars.peek() == Some(&']') => out.push_str("\\-"),
            '[' | '&' | '~' | '^' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    Err("a class without its end")
}

#[cfg(test)]
mod tests {
    use super::translated;
    use crate::model::Pattern;

    #[test]
    fn what_means_the_same_is_translated() {
        let xsd = [
            ("[0-9]{4}-[0-9]{2}", Some("[0-9]{4}-[0-9]{2}")),
            ("\\d+\\.\\s", Some("\\d+\\.[ \\t\\n\\r]")),
            ("^a$.", Some("\\^a\\$[^\\n\\r]")),
            ("[a-z-[aeiou]]", None),
            ("\\i\\c*", None),
            ("\\p{Lu}\\p{IsGreek}", None),
        ];
        for (pattern, want) in xsd {
            assert_eq!(translated(&Pattern::Xsd(pattern.into())).ok().as_deref(), want, "{pattern}");
        }
        let ecma = [
            ("^[0-9]+-[0-9]+$", Some("^[0-9]+-[0-9]+$")),
            ("^\\d{3}[\\w.-]$", Some("^[0-9]{3}[0-9A-Za-z_.\\-]$")),
            ("[[&&]\\/", Some("[\\[\\&\\&]\\/")),
            ("\\u00e9", Some("\\x{00e9}")),
            ("(?:a|b)", Some("(?:a|b)")),
            ("(?=a)", None),
            ("(a)\\1", None),
            ("a{2,1000}", Some("a{2,1000}")),
            ("a{65535}", None),
            ("a{,3}", Some("a\\{,3}")),
        ];
        for (pattern, want) in ecma {
            assert_eq!(translated(&Pattern::Ecma(pattern.into())).ok().as_deref(), want, "{pattern}");
        }
    }
}
