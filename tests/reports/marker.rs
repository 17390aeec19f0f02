//! Markers: words that are in no schema and in no report, in the place of everything that a payload says.

use std::collections::BTreeSet;

use driftline_schemas::Document;
use driftline_schemas::document::{Kind, NodeRef, ReadOptions};
use driftline_schemas::text::Span;

/// Letters without vowels and without those of hexadecimal numbers, so that no word and no fingerprint holds several.
const LETTERS: &str = "ghjkmqrstvwxz";
const DIGITS: &str = "3456789";

/// So many letters, or digits, of a marker in a row are a leak.
const LETTERS_IN_A_ROW: usize = 5;
const DIGITS_IN_A_ROW: usize = 8;

/// The markers that were given out.
#[derive(Debug, Default)]
pub(crate) struct Markers {
    count: usize,
    parts: BTreeSet<Vec<u8>>,
}

impl Markers {
    /// A new one, of 4 to 12 letters or of 8 to 12 digits.
    pub(crate) fn next(&mut self, digits: bool) -> String {
        self.count += 1;
        let alphabet = if digits { DIGITS } else { LETTERS }.as_bytes();
        let least = if digits { DIGITS_IN_A_ROW } else { 4 };
        // Of a linear congruential generator (Knuth's constants): the same in every run, and like nothing else.
        let mut state = (self.count as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let marker: Vec<u8> = (0..least + self.count % (13 - least))
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                alphabet[usize::try_from(state >> 40).unwrap() % alphabet.len()]
            })
            .collect();
        let row = if digits { DIGITS_IN_A_ROW } else { LETTERS_IN_A_ROW.min(marker.len()) };
        self.parts.extend(marker.windows(row).map(<[u8]>::to_vec));
        String::from_utf8(marker).unwrap()
    }

    /// A new one of letters.
    pub(crate) fn word(&mut self) -> String {
        self.next(false)
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Fails where a part of a marker is in an output, in whatever letter case.
    pub(crate) fn search(&self, output: &str, whose: &str) {
        // Outputs are long, and tests are not optimised: what a byte is, is looked up.
        let classes = classes();
        let mut bytes = output.as_bytes();
        while let Some(first) = bytes.first() {
            let class = classes[usize::from(*first)];
            let mut end = 1;
            while end < bytes.len() && classes[usize::from(bytes[end])] == class {
                end += 1;
            }
            let (run, rest) = bytes.split_at(end);
            let rows = match class {
                Class::Other => &[][..],
                Class::Letter => &[4, LETTERS_IN_A_ROW],
                Class::Digit => &[DIGITS_IN_A_ROW],
            };
            let run = if rows.iter().any(|row| run.len() >= *row) { run.to_ascii_lowercase() } else { Vec::new() };
            if rows.iter().any(|row| run.windows(*row).any(|part| self.parts.contains(part))) {
                let at = output.len() - bytes.len();
                let beside = &output.as_bytes()[at.saturating_sub(300)..(at + 100).min(output.len())];
                let run = String::from_utf8_lossy(&run);
                panic!("{whose}: {run} is in\n{}", String::from_utf8_lossy(beside));
            }
            bytes = rest;
        }
    }
}

/// What a byte is to a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Letter,
    Digit,
}

/// What each byte is, in either letter case.
fn classes() -> [Class; 256] {
    let mut classes = [Class::Other; 256];
    for (alphabet, class) in [(LETTERS, Class::Letter), (DIGITS, Class::Digit)] {
        for byte in alphabet.bytes() {
            classes[usize::from(byte)] = class;
            classes[usize::from(byte.to_ascii_uppercase())] = class;
        }
    }
    classes
}

/// The spans of all leaves and whether a number stands there.
fn leaves(document: &Document<'_>) -> Vec<(Span, bool)> {
    let mut spans = Vec::new();
    let mut waiting = vec![document.root()];
    while let Some(node) = waiting.pop() {
        let children: Vec<NodeRef<'_>> = node.children().chain(node.attributes()).collect();
        match node.kind() {
            Kind::Number => spans.push((node.span(), true)),
            Kind::String | Kind::Text | Kind::Attribute => spans.push((node.value_span(), false)),
            Kind::Null | Kind::Boolean | Kind::Array | Kind::Object | Kind::Element | Kind::Namespace => {}
        }
        waiting.extend(children);
    }
    spans.sort_by_key(|(span, _)| span.start);
    spans.dedup();
    spans
}

/// The text with a marker of its own in the place of every leaf but those that `keep` wants as they are, and in every comment.
pub(crate) fn marked(body: &[u8], markers: &mut Markers, keep: impl Fn(&str) -> bool) -> Option<String> {
    let document = Document::read(body, &ReadOptions { repair: true, ..ReadOptions::default() }).ok()?;
    let text = document.text();
    let mut out = String::new();
    let mut end = 0;
    for (span, is_number) in leaves(&document) {
        let (from, to) = (span.start as usize, span.end as usize);
        let leaf = text[from..to].trim_matches('"');
        if from < end || leaf.trim().is_empty() || keep(leaf) {
            continue;
        }
        let own = markers.next(is_number);
        out.push_str(&text[end..from]);
        out.push_str(&if text[from..to].starts_with('"') { format!("\"{own}\"") } else { own });
        end = to;
    }
    out.push_str(&text[end..]);
    let begin = if text.starts_with('<') { "<!--" } else { "/*" };
    Some(out.replace(begin, &format!("{begin} {} ", markers.word())))
}
