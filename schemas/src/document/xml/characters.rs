//! Characters and names: `Char`, `S`, `Name` and `Nmtoken` of XML 1.0 (fifth edition), `NCName` and `QName` of Namespaces.
//!
//! Bytes are classed by a table; only names beyond ASCII are decoded.

use super::fault::{Checked, fault};
use crate::text::{Span, offset};

const NAME_START: u8 = 1;
const NAME: u8 = 2;
const SPACE: u8 = 4;

/// The classes of the ASCII bytes. The colon is in none: it divides a qualified name.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        #[expect(clippy::cast_possible_truncation, reason = "below 128")]
        let ascii = byte as u8;
        classes[byte] = match ascii {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => NAME_START | NAME,
            b'0'..=b'9' | b'-' | b'.' => NAME,
            b' ' | b'\t' | b'\r' | b'\n' => SPACE,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

const fn is(byte: u8, class: u8) -> bool {
    CLASSES[byte as usize] & class != 0
}

/// `[3] S`, one byte of it.
pub(super) const fn is_space(byte: u8) -> bool {
    is(byte, SPACE)
}

/// Whether a text is white space alone.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// `[2] Char`.
pub(super) const fn is_char(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// `[4] NameStartChar` beyond ASCII.
const fn is_name_start(character: char) -> bool {
    matches!(character,
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `[4a] NameChar` beyond ASCII.
const fn is_name(character: char) -> bool {
    is_name_start(character) || matches!(character, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Where the `NCName` that begins at `from` ends; `from` where none begins there.
#[inline]
pub(super) fn ncname_end(text: &str, from: usize) -> usize {
    let Some(rest) = text.as_bytes().get(from..) else { return from };
    match rest.first() {
        Some(&first) if is(first, NAME_START) => name_chars_end(text, from + 1),
        Some(&first) if !first.is_ascii() => match text.get(from..).and_then(|rest| rest.chars().next()) {
            Some(character) if is_name_start(character) => name_chars_end(text, from + character.len_utf8()),
            _ => from,
        },
        _ => from,
    }
}

/// Where the run of name characters, without colons, that begins at `from` ends.
#[inline]
fn name_chars_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    let ascii = bytes.iter().position(|&byte| !is(byte, NAME)).unwrap_or(bytes.len());
    if bytes.get(ascii).is_none_or(u8::is_ascii) {
        return from + ascii;
    }
    let rest = text.get(from + ascii..).unwrap_or_default();
    let more =
        rest.find(|c: char| if c.is_ascii() { !u8::try_from(c).is_ok_and(|b| is(b, NAME)) } else { !is_name(c) });
    from + ascii + more.unwrap_or(rest.len())
}

/// Where the `Nmtoken` that begins at `from` ends; `from` where none begins there.
pub(super) fn nmtoken_end(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        at = name_chars_end(text, at);
        if text.as_bytes().get(at) != Some(&b':') {
            return at;
        }
        at += 1;
    }
}

/// A qualified name: where it ends, and where its colon stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct QName {
    pub(super) end: usize,
    pub(super) colon: Option<usize>,
}

/// The `QName` that begins at `from`; `base` is the offset of `text`, for the place of a fault.
#[inline]
pub(super) fn qname(text: &str, from: usize, base: u32) -> Checked<QName> {
    let end = ncname_end(text, from);
    if end == from {
        return Err(no_name(text, from, base));
    }
    if text.as_bytes().get(end) != Some(&b':') {
        return Ok(QName { end, colon: None });
    }
    let (colon, local) = (end, end + 1);
    let end = ncname_end(text, local);
    if end == local {
        return Err(no_name(text, local, base));
    }
    match text.as_bytes().get(end) {
        Some(b':') => Err(fault("a second colon in a name", at(text, end, base))),
        _ => Ok(QName { end, colon: Some(colon) }),
    }
}

/// The place of the character at `from`.
pub(super) fn at(text: &str, from: usize, base: u32) -> Span {
    let width = text.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let start = base.saturating_add(offset(from));
    Span::new(start, start.saturating_add(offset(width)))
}

#[cold]
fn no_name(text: &str, from: usize, base: u32) -> Box<super::fault::Fault> {
    let span = at(text, from, base);
    match text.get(from..).and_then(|rest| rest.chars().next()) {
        None => fault("a name is missing", span),
        Some(':') => fault("a name begins with a colon", span),
        Some(character) if character.is_ascii() && is_space(character as u8) => {
            fault("white space where a name must stand", span)
        }
        Some(character) if character.is_alphanumeric() || matches!(character, '-' | '.') => {
            fault("a name cannot begin with this character", span)
        }
        Some(_) => fault("this character cannot stand where a name is expected", span),
    }
}

/// What is known of a whole text before it is read, so that reading can leave out what never applies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Survey {
    /// It holds a carriage return: ends of lines must be normalised.
    pub(super) carriage_returns: bool,
    /// It holds `]]>`: text must be searched for it.
    pub(super) section_ends: bool,
}

/// Looks over a text once, many bytes at a time: every character must be a `Char`.
pub(super) fn survey(text: &str) -> Checked<Survey> {
    const WIDTH: usize = 256;
    let bytes = text.as_bytes();
    let mut survey = Survey::default();
    let mut brackets = false;
    for (number, chunk) in bytes.chunks(WIDTH).enumerate() {
        let (mut control, mut far, mut carriage_return, mut bracket) = (false, false, false, false);
        for &byte in chunk {
            control |= (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
            // U+FFFE and U+FFFF, the only others that UTF-8 can hold, begin with this byte.
            far |= byte == 0xEF;
            carriage_return |= byte == b'\r';
            bracket |= byte == b']';
        }
        survey.carriage_returns |= carriage_return;
        brackets |= bracket;
        if control | far {
            let start = number * WIDTH;
            check_characters(bytes.get(start..bytes.len().min(start + WIDTH + 2)).unwrap_or_default(), start, text)?;
        }
    }
    survey.section_ends = brackets && memchr::memmem::find(bytes, b"]]>").is_some();
    Ok(survey)
}

/// Finds the character that is none, where there is one, among the bytes at `start`.
#[cold]
fn check_characters(bytes: &[u8], start: usize, text: &str) -> Checked<()> {
    let bad = |window: &[u8]| match *window {
        [byte, ..] if byte < b' ' => !matches!(byte, b'\t' | b'\n' | b'\r'),
        [0xEF, 0xBF, last, ..] => last >= 0xBE,
        _ => false,
    };
    match (0..bytes.len()).find(|&at| bytes.get(at..).is_some_and(bad)) {
        Some(found) => Err(not_a_char(text, start + found)),
        None => Ok(()),
    }
}

#[cold]
fn not_a_char(text: &str, from: usize) -> Box<super::fault::Fault> {
    let code = text.get(from..).and_then(|rest| rest.chars().next()).map_or(0, u32::from);
    fault(format!("the character U+{code:04X} is not allowed in XML"), at(text, from, 0))
}

#[cfg(test)]
mod tests {
    use super::{is_char, ncname_end, nmtoken_end, qname, survey};

    #[test]
    fn names_end_at_the_first_other_character() {
        for (text, end) in [
            ("a", 1),
            ("", 0),
            ("-a", 0),
            ("a-b.c_1 d", 7),
            ("a:b", 1),
            ("ünï×", 5),
            ("aé·b\u{300}=", 8),
            ("·", 0),
            ("日本 x", 6),
        ] {
            assert_eq!(ncname_end(text, 0), end, "{text}");
        }
        assert_eq!(nmtoken_end(":-1a b", 0), 4);
        assert_eq!(nmtoken_end(" ", 0), 0);
    }

    #[test]
    fn qualified_names_hold_one_colon_between_two_names() {
        for (text, good) in [("a:b", true), ("a", true), (":a", false), ("a:", false), ("a:b:c", false), ("a:1", false)]
        {
            assert_eq!(qname(text, 0, 0).is_ok(), good, "{text}");
        }
    }

    #[test]
    fn the_survey_finds_what_is_no_character_anywhere() {
        for lead in [0, 1, 254, 255, 256, 257, 511, 600] {
            for bad in ["\u{0}", "\u{1}", "\u{1f}", "\u{b}", "\u{fffe}", "\u{ffff}"] {
                let text = format!("{}{bad}x", "a".repeat(lead));
                let fault = survey(&text).unwrap_err();
                assert_eq!(fault.span.start as usize, lead, "{bad:?}");
                assert_eq!(fault.span.len() as usize, bad.len());
            }
            for good in ["\t", "\n", "\r", "\u{7f}", "\u{fffd}", "\u{ff01}", "\u{feff}", "😀"] {
                let text = format!("{}{good}x", "a".repeat(lead));
                assert!(survey(&text).is_ok(), "{good:?}");
                assert!(good.chars().all(is_char));
            }
        }
        assert!(survey("\r").unwrap().carriage_returns);
        assert!(survey("]]>").unwrap().section_ends);
        assert!(!survey("]]").unwrap().section_ends);
    }
}
