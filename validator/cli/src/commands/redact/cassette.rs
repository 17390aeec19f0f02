//! A cassette of VCR in YAML, as a whole: values replaced where they stand.
//!
//! In go its bytes, out come as many, unless a body in it is compressed. Keys, tags, quotes, indentation and line breaks stay;
//! comments and the names of anchors are replaced like values.

use std::ops::Range;

use driftline::{Value, to_json};
use saphyr_parser::{Event, Parser, ScalarStyle};

use super::document;
use super::outline::{Outline, Place, credential};
use super::rewriter::Rewriter;

/// A value of the cassette.
struct Scalar {
    /// Where it is written.
    range: Range<usize>,
    text: String,
    style: ScalarStyle,
    is_key: bool,
}

/// Rewrites a cassette.
///
/// # Errors
/// In words, where it is no YAML or not in UTF-8.
pub(super) fn rewritten(bytes: &[u8], rewriter: &Rewriter<'_>) -> Result<Vec<u8>, String> {
    let source = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let mut outline = Outline::default();
    let scalars = scalars(text, &mut outline)?;
    let mut places = outline.places()?.into_iter();
    let mut out = String::with_capacity(source.len());
    out.push_str(source.get(..source.len() - text.len()).unwrap_or_default());
    let mut end = 0;
    for Scalar { range, text: old, style, is_key } in scalars {
        between(text.get(end..range.start).unwrap_or_default(), rewriter, &mut out);
        let raw = text.get(range.clone()).unwrap_or_default();
        end = range.end.max(end);
        if is_key {
            out.push_str(raw);
            continue;
        }
        let new = match places.next() {
            Some(Place::Kept) => old.clone(),
            Some(Place::Credential) => credential(&old),
            Some(Place::Value) | None => document::body(&old, rewriter, 0),
        };
        write(raw, style, &old, &new, &mut out);
    }
    between(text.get(end..).unwrap_or_default(), rewriter, &mut out);
    Ok(out.into_bytes())
}

/// The scalars of a YAML text, in their order; they are told as JSON.
fn scalars(text: &str, outline: &mut Outline) -> Result<Vec<Scalar>, String> {
    let mut offsets = Offsets { text, at: 0, characters: 0 };
    let mut scalars = Vec::new();
    // The dictionaries and lists that are open, and whether a key is next.
    let mut open: Vec<(char, bool)> = Vec::new();
    outline.open('[');
    for event in Parser::new_from_str(text) {
        // What the parser says may quote what it reads.
        let (event, span) = event.map_err(|error| format!("it is no YAML from line {} on", error.marker().line()))?;
        let is_key = open.last().is_some_and(|(_, wants_key)| *wants_key);
        if let Some((bracket, wants_key)) = open.last_mut()
            && !matches!(event, Event::MappingEnd | Event::SequenceEnd)
        {
            *wants_key = *bracket == '}' && !*wants_key;
        }
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let range = offsets.of(span.start.index())..offsets.of(span.end.index());
                let properties = usize::from(anchor > 0) + usize::from(tag.is_some());
                let before = before(text.get(range.clone()).unwrap_or_default(), style, properties);
                let range = range.start + before..range.end;
                if is_key {
                    outline.key(&value);
                } else {
                    outline.text(&value);
                }
                scalars.push(Scalar { range, text: value.into_owned(), style, is_key });
            }
            _ if is_key && !matches!(event, Event::MappingEnd) => return Err("a key in it is no text".to_owned()),
            Event::MappingStart(..) => {
                outline.open('{');
                open.push(('}', true));
            }
            Event::SequenceStart(..) => {
                outline.open('[');
                open.push((']', false));
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let bracket = open.pop().map_or(']', |(bracket, _)| bracket);
                outline.close(bracket);
            }
            Event::Alias(_) => outline.other(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
    }
    outline.close(']');
    Ok(scalars)
}

/// How much stands before the value of a scalar: tag and anchor (YAML 1.2.2, 6.9), and where they are there the indicators of
/// a block (8.1.1).
fn before(raw: &str, style: ScalarStyle, properties: usize) -> usize {
    let mut rest = raw;
    for _ in 0..properties {
        rest = rest.trim_start_matches(|letter: char| !letter.is_whitespace()).trim_start();
    }
    if properties > 0 && matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    raw.len() - rest.len()
}

/// Where characters stand, which are asked for in their order.
struct Offsets<'t> {
    text: &'t str,
    at: usize,
    characters: usize,
}

impl Offsets<'_> {
    fn of(&mut self, character: usize) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let step = character.saturating_sub(self.characters);
        self.at += rest.chars().take(step).map(char::len_utf8).sum::<usize>();
        self.characters += step;
        self.at
    }
}

/// Rewrites what stands between values: comments, and the names of anchors.
fn between(text: &str, rewriter: &Rewriter<'_>, out: &mut String) {
    let mut rest = text;
    let mut is_after_blank = true;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' if is_after_blank => rest.find('\n').unwrap_or(rest.len()),
            '&' | '*' => {
                rest.find(|letter: char| letter.is_whitespace() || ",[]{}".contains(letter)).unwrap_or(rest.len())
            }
            _ => {
                out.push(first);
                is_after_blank = first.is_whitespace();
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
                continue;
            }
        };
        // So that a name is the same where it is given and where it is used.
        out.push(first);
        out.push_str(&rewriter.redaction.text(rest.get(1..length).unwrap_or_default()));
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// Writes a value in the place of another: letter by letter where they are as many, which base64 is not always.
fn write(raw: &str, style: ScalarStyle, old: &str, new: &str, out: &mut String) {
    let letters = letters(raw, style);
    let of = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<Vec<_>>();
    let (old, new_letters) = (of(old), of(new));
    if !letters.iter().map(|(_, letter)| letter).eq(&old) || old.len() != new_letters.len() {
        out.push_str(raw.get(..raw.len() - raw.trim_start().len()).unwrap_or_default());
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => out.extend(new_letters),
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                out.push_str(&to_json(&Value::Text(new.to_owned())));
            }
        }
        return out.push_str(raw.get(raw.trim_end().len()..).unwrap_or_default());
    }
    let mut end = 0;
    for ((range, letter), new) in letters.into_iter().zip(new_letters) {
        out.push_str(raw.get(end..range.start).unwrap_or_default());
        match raw.get(range.clone()) {
            Some(written) if letter == new => out.push_str(written),
            // An escape (YAML 1.2.2, 5.7) by its number.
            Some(written) if written.starts_with('\\') => match written.len() {
                4 => out.push_str(&format!("\\x{:02X}", u32::from(new))),
                6 => out.push_str(&format!("\\u{:04X}", u32::from(new))),
                10 => out.push_str(&format!("\\U{:08X}", u32::from(new))),
                _ => out.push(new),
            },
            _ => out.push(new),
        }
        end = range.end;
    }
    out.push_str(raw.get(end..).unwrap_or_default());
}

/// The characters of a scalar that are no white space, and where they are written.
fn letters(raw: &str, style: ScalarStyle) -> Vec<(Range<usize>, char)> {
    let (from, quote) = match style {
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => (0, None),
        ScalarStyle::SingleQuoted => (1, Some('\'')),
        ScalarStyle::DoubleQuoted => (1, Some('"')),
    };
    let body = if quote.is_some() { raw.strip_suffix(['\'', '"']).unwrap_or(raw) } else { raw };
    let mut letters = Vec::new();
    let mut rest = body.char_indices().skip_while(|(at, _)| *at < from).peekable();
    while let Some((at, first)) = rest.next() {
        let mut letter = first;
        if first == '\\' && quote == Some('"') {
            let mark = rest.next().map_or(first, |(_, mark)| mark);
            let digits = match mark {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let number = body.get(at + 2..at + 2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            rest.by_ref().take(digits).for_each(drop);
            letter = match mark {
                'x' | 'u' | 'U' => number.and_then(char::from_u32).unwrap_or('\u{FFFD}'),
                '"' | '/' | '\\' => mark,
                '0' => '\0',
                'a' => '\x07',
                'b' => '\x08',
                'e' => '\x1B',
                // Line breaks, tabs and the like.
                _ => ' ',
            };
        } else if first == '\'' && quote == Some('\'') {
            rest.next();
        }
        let end = rest.peek().map_or(body.len(), |(at, _)| *at);
        if !letter.is_whitespace() {
            letters.push((at..end, letter));
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use driftline::Redaction;

    use super::super::coding::{self, Coding};
    use super::super::rewriter::Rewriter;
    use super::rewritten;
    use crate::capture::base64;

    #[test]
    fn every_style_keeps_its_layout() {
        let text = concat!(
            "# by Jane\n---\nplain: Jane é &Doe # Jane\nsingle: 'Jane''s'\ndouble: \"\\u004aane\\n\\x4aane\\\"\"\n",
            "literal: |-\n  Jane\n    Doe\n\nfolded: >\n  Jane\n  Doe\nflow: [Jane, \"Doe\", {a: Jane}]\n",
            "bytes: !binary |\n  SmFuZSBEb2UgSmFuZSBEb2U=\nanchor: &jane\n  Jane\n  Doe\nalias: *jane\n",
            "block: !ruby &jane2 |\n  !Jane\nempty:\nnull: ~\nlast: Jane"
        );
        let redaction = &Redaction::new(b"key", std::iter::empty());
        let rewriter = Rewriter { redaction, told: None };
        let new = String::from_utf8(rewritten(text.as_bytes(), &rewriter).unwrap()).unwrap();
        assert!(!new.contains("ane") && !new.contains("Doe") && !new.contains("SmFu"), "{new}");
        let is_letter = |letter: char| letter.is_alphanumeric() || "+/".contains(letter);
        let layout = |text: &str| text.replace(is_letter, "x");
        assert_eq!(layout(&new), layout(text));
        let keys = |text: &str| {
            let ends = text.lines().filter_map(|line| Some(line.split_once(':')?.0.to_owned()));
            ends.collect::<Vec<_>>()
        };
        assert_eq!(keys(&new), keys(text));
        // An alias still refers to its anchor.
        let name = new.split("anchor: &").nth(1).unwrap().lines().next().unwrap();
        assert!(new.contains(&format!("alias: *{name}\n")), "{new}");
        for text in ["a: [", "a: &b", "? [a]\n: b", "\"a\": \"\\q\""] {
            let new = rewritten(text.as_bytes(), &rewriter);
            assert_eq!(new.is_ok(), text == "a: &b", "{text}");
        }
    }

    #[test]
    fn what_is_compressed_in_it_is_of_another_length() {
        let packed = coding::done(Coding::Gzip, "{\"a\": \"Jane Doe Jane Doe Jane Doe\"}".as_bytes());
        let redaction = &Redaction::new(b"key", std::iter::empty());
        let rewriter = Rewriter { redaction, told: None };
        for before in ["!binary |\n  ", "\"", "'", ""] {
            let encoded = base64::encode_as("", &packed);
            let quote = before.trim_start_matches("!binary |\n  ");
            let text = format!("a: {before}{encoded}{quote}\nb: 1\n");
            let new = String::from_utf8(rewritten(text.as_bytes(), &rewriter).unwrap()).unwrap();
            let new = new.trim_end_matches(|letter| letter != '\n').trim_end();
            let new = new.rsplit([' ', '"', '\'', '\n']).find(|part| part.len() > 8).unwrap();
            let (_, plain) = coding::undone(&base64::decode(new).unwrap()).unwrap();
            assert!(plain.starts_with(b"{\"a\": \"") && !plain.windows(4).any(|part| part == b"Jane"), "{plain:?}");
        }
    }
}
