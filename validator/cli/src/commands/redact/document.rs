//! One document, rewritten: its values replaced, everything else as it is.
//!
//! In go its bytes, out come as many: names, white space, order, damage and encoding stay. A text in a document that is a
//! document itself, in base64 too, is rewritten as one, so that an envelope needs no reader of its own here. What no node
//! stands for is a comment or an instruction, and is replaced like a value.

use driftline::schemas::document::{Kind, ReadOptions, Syntax};
use driftline::schemas::text::Span;
use driftline::schemas::{Document, NodeRef};

use super::coding;
use super::encoding::Encoding;
use super::envelope::{self, Part};
use super::rewriter::Rewriter;
use super::units;
use crate::capture::base64;

/// How deep documents in documents are looked for.
const DEEPEST: usize = 4;

/// From how many bytes on a text in base64 is told by what it decodes to; of shorter ones many are words.
const ENCODED: usize = 12;

/// Rewrites a document, whose top is a part of a capture.
///
/// # Errors
/// In words, where the bytes are no document or one whose values cannot be told from the rest.
pub(super) fn rewritten(bytes: &[u8], top: Part, rewriter: &Rewriter<'_>) -> Result<Vec<u8>, String> {
    let document = read(bytes)?;
    let encoding = Encoding::of(&document, bytes).ok_or("its encoding is one that is not written")?;
    Ok(encoding.encode(&text(&document, top, rewriter, 0)))
}

fn read(bytes: &[u8]) -> Result<Document<'_>, String> {
    let options = ReadOptions { repair: true, ..ReadOptions::default() };
    let document = Document::read(bytes, &options).map_err(|error| error.to_string())?;
    let subset = document.text().split_once("<!DOCTYPE").and_then(|(_, rest)| rest.split(['>', '<']).next());
    match subset {
        Some(subset) if document.syntax() == Syntax::Xml && subset.contains('[') => {
            Err("it declares entities or attributes of its own, which are not rewritten".to_owned())
        }
        _ => Ok(document),
    }
}

/// The text of a document with other values.
fn text(document: &Document<'_>, top: Part, rewriter: &Rewriter<'_>, depth: usize) -> String {
    let (source, syntax) = (document.text(), document.syntax());
    let mut spans = Vec::new();
    let mut waiting = vec![(document.root(), top, false)];
    while let Some((node, part, is_data)) = waiting.pop() {
        if node.is_named() {
            let fate = if is_data { Fate::Name } else { Fate::Stays };
            spans.push((unquoted(node.name_span(), source), fate));
        }
        leaf(node, part, &mut spans);
        spans.extend(envelope::dropped(node, part).into_iter().map(|span| (span, Fate::Dropped)));
        for child in node.children().chain(node.attributes()) {
            let place = part.of(node, child);
            waiting.push((child, place, syntax == Syntax::Json && part.has_names(place)));
        }
        waiting.extend(node.declarations().map(|child| (child, part, false)));
    }
    // What is dropped goes before what stands in it.
    spans.sort_by_key(|(span, fate)| (span.start, *fate != Fate::Dropped, span.end));
    let mut out = String::with_capacity(source.len());
    let mut end = 0;
    for (span, fate) in spans {
        if span.start < end {
            continue;
        }
        gap(Span::new(end, span.start).of(source), syntax, rewriter, &mut out);
        let raw = span.of(source);
        match fate {
            Fate::Stays => out.push_str(raw),
            Fate::Dropped => out.extend(raw.chars().map(|letter| if letter.is_whitespace() { letter } else { ' ' })),
            Fate::Number => out.push_str(&rewriter.redaction.number(raw)),
            Fate::Name => out.push_str(&units::rewritten(raw, syntax, &|name| rewriter.name(name))),
            Fate::Text => out.push_str(&units::rewritten(raw, syntax, &|text| value(text, rewriter, depth))),
            Fate::Body => out.push_str(&units::rewritten(raw, syntax, &|text| body(text, rewriter, depth))),
        }
        end = span.end;
    }
    gap(source.get(end as usize..).unwrap_or_default(), syntax, rewriter, &mut out);
    out
}

/// What becomes of a part of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Stays,
    Dropped,
    Number,
    /// The name of a member.
    Name,
    Text,
    /// A text that may be a body in base64.
    Body,
}

/// Where a node has a value, and what becomes of it.
fn leaf(node: NodeRef<'_>, part: Part, spans: &mut Vec<(Span, Fate)>) {
    let mut span = node.value_span();
    if node.kind() == Kind::String {
        span = unquoted(span, node.document().text());
    }
    match node.kind() {
        Kind::String if part.keeps(node) => spans.push((span, Fate::Stays)),
        Kind::String => spans.push((span, if part.may_be_body() { Fate::Body } else { Fate::Text })),
        Kind::Number if part == Part::Kept => spans.push((span, Fate::Stays)),
        Kind::Number => spans.push((span, Fate::Number)),
        Kind::Boolean | Kind::Null | Kind::Namespace => spans.push((span, Fate::Stays)),
        // `xsi:type` and its like are words of XML Schema.
        Kind::Attribute if node.namespace() == Some("http://www.w3.org/2001/XMLSchema-instance") => {
            spans.push((span, Fate::Stays));
        }
        Kind::Attribute | Kind::Text => spans.push((span, Fate::Text)),
        Kind::Element if node.is_leaf() && !node.is_empty_tag() => spans.push((span, Fate::Text)),
        Kind::Element | Kind::Object | Kind::Array => {}
    }
}

/// What stands between the quotes. What was repaired has none.
fn unquoted(span: Span, source: &str) -> Span {
    if span.of(source).starts_with('"') { Span::new(span.start + 1, span.end.saturating_sub(1)) } else { span }
}

/// What stands between nodes.
fn gap(raw: &str, syntax: Syntax, rewriter: &Rewriter<'_>, out: &mut String) {
    match syntax {
        Syntax::Xml => out.push_str(&units::asides(raw, &|text| rewriter.redaction.text(text))),
        Syntax::Json => out.push_str(&rewriter.redaction.text(raw)),
    }
}

/// What stands for a text: a document in it is rewritten as such, and what seems to be a damaged one keeps what its words have
/// in common.
fn value(text: &str, rewriter: &Rewriter<'_>, depth: usize) -> String {
    if rewriter.redaction.is_word(text) {
        return text.to_owned();
    }
    if depth < DEEPEST && seems_document(text.as_bytes()) {
        return inner(text.as_bytes(), rewriter, depth).unwrap_or_else(|| words(text, rewriter));
    }
    rewriter.redaction.text(text)
}

/// What stands for a text of an envelope, which may be a body in base64. In payloads base64 is a text like others, whose
/// shape a report tells.
pub(super) fn body(text: &str, rewriter: &Rewriter<'_>, depth: usize) -> String {
    let is_encoded = |bytes: &Vec<u8>| {
        seems_document(bytes)
            || coding::undone(bytes).is_some()
            || bytes.len() >= ENCODED && std::str::from_utf8(bytes).is_ok()
    };
    let decoded =
        if rewriter.redaction.is_word(text) || seems_document(text.as_bytes()) { None } else { base64::decode(text) };
    match decoded.filter(is_encoded) {
        Some(decoded) => base64::encode_as(text, &bytes(&decoded, rewriter, depth)),
        None => value(text, rewriter, depth),
    }
}

/// What stands for bytes: as many, unless they are compressed. What is neither text nor document becomes zeros.
pub(super) fn bytes(old: &[u8], rewriter: &Rewriter<'_>, depth: usize) -> Vec<u8> {
    if let Some((coding, plain)) = coding::undone(old).filter(|_| depth < DEEPEST) {
        return coding::done(coding, &bytes(&plain, rewriter, depth + 1));
    }
    match std::str::from_utf8(old) {
        Ok(text) => value(text, rewriter, depth).into_bytes(),
        Err(_) => rewritten(old, Part::Payload, rewriter).unwrap_or_else(|_| vec![0; old.len()]),
    }
}

/// A document in a text.
fn inner(bytes: &[u8], rewriter: &Rewriter<'_>, depth: usize) -> Option<String> {
    let bytes = std::str::from_utf8(bytes).ok()?;
    let document = read(bytes.as_bytes()).ok()?;
    let is_whole = document.text().len() == bytes.len();
    is_whole.then(|| text(&document, Part::Payload, rewriter, depth + 1))
}

fn seems_document(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'<' | b'{' | b'['))
}

/// A text whose words are replaced one by one, so that where it breaks off or goes wrong is where it was.
fn words(text: &str, rewriter: &Rewriter<'_>) -> String {
    let letters: Vec<char> = text.chars().collect();
    let runs = letters.chunk_by(|one, other| one.is_alphanumeric() == other.is_alphanumeric());
    runs.map(|run| rewriter.redaction.text(&run.iter().collect::<String>())).collect()
}
