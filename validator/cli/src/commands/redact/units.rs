//! The characters of a text as they are written: plain, escaped, or by reference.
//!
//! In goes what stands between quotes or tags, and what becomes of the text that it means; out comes the same with the new
//! characters written as the old ones were. What no text is (marks of CDATA sections, comments' and instructions' own) stays.

use std::ops::Range;

use driftline::schemas::document::Syntax;

/// One character, or a mark.
struct Unit {
    /// Where it is written.
    range: Range<usize>,
    /// What it means; none for a mark.
    letter: Option<char>,
    /// Whether it stands in a comment or an instruction.
    is_aside: bool,
}

/// Marks that begin a part of XML, what ends it, and what it is.
const MARKS: [(&str, &str, Mark); 3] =
    [("<![CDATA[", "]]>", Mark::Section), ("<!--", "-->", Mark::Aside), ("<?", "?>", Mark::Aside)];

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Section,
    Aside,
}

/// Rewrites a text by what `become` makes of its characters: as many others, or more or fewer of them in base64.
pub(super) fn rewritten(raw: &str, syntax: Syntax, become_: &dyn Fn(&str) -> String) -> String {
    let units = match syntax {
        Syntax::Json => escaped(raw),
        Syntax::Xml => marked(raw),
    };
    let [(text, new_text), (_, new_aside)] = [false, true].map(|is_aside| {
        let own = units.iter().filter(|unit| unit.is_aside == is_aside);
        let text: String = own.filter_map(|unit| unit.letter).collect();
        let new = if text.is_empty() { String::new() } else { become_(&text) };
        (text, new)
    });
    // What was compressed in it is of another length now: base64, which needs no marks.
    if text.chars().count() != new_text.chars().count() {
        return new_text;
    }
    let mut letters = [new_text, new_aside].map(|new| new.chars().collect::<Vec<_>>().into_iter());
    let mut out = String::with_capacity(raw.len());
    for Unit { range, letter, is_aside } in units {
        let old = raw.get(range).unwrap_or_default();
        let [text, aside] = &mut letters;
        let new = letter.and_then(|_| if is_aside { aside.next() } else { text.next() });
        match (letter, new) {
            (Some(letter), Some(new)) if letter != new => write(old, letter, new, syntax, &mut out),
            _ => out.push_str(old),
        }
    }
    out
}

/// Rewrites what stands in comments and instructions, and nothing else.
pub(super) fn asides(raw: &str, become_: &dyn Fn(&str) -> String) -> String {
    let mut units = marked(raw);
    units.retain(|unit| unit.is_aside && unit.letter.is_some());
    let text: String = units.iter().filter_map(|unit| unit.letter).collect();
    let new = become_(&text);
    let (mut out, mut end) = (String::with_capacity(raw.len()), 0);
    for (Unit { range, .. }, letter) in units.into_iter().zip(new.chars()) {
        out.push_str(raw.get(end..range.start).unwrap_or_default());
        out.push(letter);
        end = range.end;
    }
    out.push_str(raw.get(end..).unwrap_or_default());
    out
}

/// Writes a character as the one was written in whose place it comes.
fn write(old: &str, letter: char, new: char, syntax: Syntax, out: &mut String) {
    if old.len() == letter.len_utf8() {
        return out.push(new);
    }
    if syntax == Syntax::Json {
        let mut pair = [0; 2];
        return new.encode_utf16(&mut pair).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
    }
    // A reference of the same length; where the character's number has more digits, one of its kind that has not.
    let mark = if old.starts_with("&#x") { "&#x" } else { "&#" };
    let width = old.len().saturating_sub(mark.len() + 1);
    let number = |letter: char| {
        let number = u32::from(letter);
        if mark == "&#x" { format!("{number:0width$x}") } else { format!("{number:0width$}") }
    };
    let short = if new.is_uppercase() {
        'A'
    } else if new.is_numeric() {
        '0'
    } else {
        'a'
    };
    let digits = Some(number(new)).filter(|digits| digits.len() == width).unwrap_or_else(|| number(short));
    out.extend([mark, &digits, ";"]);
}

/// The characters of a JSON string (RFC 8259, 7).
fn escaped(raw: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(raw.len());
    let mut rest = raw.char_indices();
    while let Some((start, first)) = rest.next() {
        let mut letter = first;
        if first == '\\' {
            letter = rest.next().map_or(first, |(_, mark)| mark);
            if letter == 'u' {
                let high = code(raw, start);
                let low = code(raw, start + 6).filter(|_| raw.get(start + 6..).is_some_and(|it| it.starts_with("\\u")));
                let pair = high.zip(low).and_then(|(high, low)| char::decode_utf16([high, low]).next()?.ok());
                let is_pair = pair.is_some_and(|letter| u32::from(letter) > 0xFFFF);
                rest.by_ref().take(if is_pair { 10 } else { 4 }).for_each(drop);
                let single = || high.and_then(|unit| char::from_u32(u32::from(unit)));
                letter = pair.filter(|_| is_pair).or_else(single).unwrap_or('\u{FFFD}');
            } else {
                // `\n` and its like are no letters.
                letter = match letter {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' | 'f' => ' ',
                    other => other,
                };
            }
        }
        let end = rest.clone().next().map_or(raw.len(), |(at, _)| at);
        units.push(Unit { range: start..end, letter: Some(letter), is_aside: false });
    }
    units
}

/// The number of the `\uXXXX` here.
fn code(raw: &str, at: usize) -> Option<u16> {
    u16::from_str_radix(raw.get(at + 2..at + 6)?, 16).ok()
}

/// The characters of XML's character data: references (XML 1.0, 4.1), CDATA sections, comments and instructions.
fn marked(raw: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(raw.len());
    let mut within: Option<(&str, Mark)> = None;
    let mut at = 0;
    while let Some(letter) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = raw.get(at..).unwrap_or_default();
        let is_aside = matches!(within, Some((_, Mark::Aside)));
        let (length, letter) = match within {
            Some((end, _)) if rest.starts_with(end) => {
                within = None;
                (end.len(), None)
            }
            Some(_) => (letter.len_utf8(), Some(letter)),
            None => match MARKS.iter().find(|(begin, ..)| rest.starts_with(begin)) {
                Some((begin, end, mark)) => {
                    within = Some((end, *mark));
                    (begin.len() + if *begin == "<?" { target(rest) } else { 0 }, None)
                }
                None => match rest.find(';').filter(|_| letter == '&') {
                    Some(end) => (end + 1, Some(referred(rest.get(1..end).unwrap_or_default()))),
                    None => (letter.len_utf8(), Some(letter)),
                },
            },
        };
        units.push(Unit { range: at..at + length, letter, is_aside });
        at += length;
    }
    units
}

/// How long the name of an instruction is; of the XML declaration, which says nothing of the payload, all.
fn target(instruction: &str) -> usize {
    let name = instruction.get(2..).unwrap_or_default();
    let length = name.find(|letter: char| letter.is_whitespace() || letter == '?').unwrap_or(name.len());
    if name.get(..length) == Some("xml") { name.find("?>").unwrap_or(name.len()) } else { length }
}

/// What a reference stands for. Entities of a document's own are refused before.
fn referred(name: &str) -> char {
    let number = match name.strip_prefix("#x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => name.strip_prefix('#').and_then(|digits| digits.parse().ok()),
    };
    number.and_then(char::from_u32).unwrap_or('&')
}

#[cfg(test)]
mod tests {
    use driftline::schemas::document::Syntax;

    use super::{asides, rewritten};

    fn capitals(text: &str) -> String {
        text.chars().map(|letter| if letter.is_lowercase() { letter.to_ascii_uppercase() } else { letter }).collect()
    }

    #[test]
    fn characters_are_written_as_they_were() {
        for (syntax, raw, want) in [
            (Syntax::Json, r#"a\n\u0062\"\\n é"#, r#"A\n\u0042\"\\N é"#),
            (Syntax::Json, r"\ud83d\ude00x\u", r"\ud83d\ude00X\u"),
            (Syntax::Xml, "a&amp;&#98;&#x63;&#100;d", "A&amp;&#66;&#x43;&#068;D"),
            (Syntax::Xml, "a<![CDATA[b&c]]><!-- d --><?e f?>g", "A<![CDATA[B&C]]><!-- D --><?e F?>G"),
        ] {
            assert_eq!(rewritten(raw, syntax, &capitals), want);
        }
        let raw = "<?xml version='1.0'?>\n<!-- a --></b >\n<?c d?>";
        assert_eq!(asides(raw, &capitals), "<?xml version='1.0'?>\n<!-- A --></b >\n<?c D?>");
    }
}
