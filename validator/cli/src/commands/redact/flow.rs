//! A flow of mitmproxy: values replaced in its typed netstrings, whose lengths are written anew.
//!
//! In go the bytes of one flow, out come those of the rewritten one. Texts are replaced as in other envelopes, bodies that are
//! compressed are unpacked and packed again, and bytes that are neither text nor document become zeros.

use super::document;
use super::outline::{Outline, Place, credential};
use super::rewriter::Rewriter;
use crate::capture::netstring::{Value, value};

/// How deep values may be nested.
const DEPTH: usize = 32;

/// Numbers that stay, since readers go by them; so do times, as in other envelopes.
const NUMBERS: [&[u8]; 2] = [b"version", b"status_code"];
const TIME: &[u8] = b"timestamp";

/// Why a flow is none.
const TORN: &str = "a length in it is wrong";

/// Rewrites a flow.
///
/// # Errors
/// In words, where it is none.
pub(super) fn rewritten(bytes: &[u8], rewriter: &Rewriter<'_>) -> Result<Vec<u8>, String> {
    let mut outline = Outline::default();
    tell(bytes, 0, &mut outline)?;
    let mut places = outline.places()?.into_iter();
    let mut out = Vec::with_capacity(bytes.len());
    write(bytes, b"", &mut places, rewriter, &mut out);
    Ok(out)
}

/// The value at the beginning, its type, and what follows it.
fn typed(bytes: &[u8]) -> Option<(Value<'_>, u8, &[u8])> {
    let (value, rest) = value(bytes)?;
    let kind = *bytes.get((bytes.len() - rest.len()).checked_sub(1)?)?;
    Some((value, kind, rest))
}

/// Tells of the value that these bytes begin with; what follows it.
fn tell<'b>(bytes: &'b [u8], depth: usize, outline: &mut Outline) -> Result<&'b [u8], String> {
    let (value, kind, after) = typed(bytes).ok_or(TORN)?;
    if depth > DEPTH {
        return Err("it is nested too deep".to_owned());
    }
    match value {
        Value::Bytes(text) => outline.text(std::str::from_utf8(text).unwrap_or_default()),
        Value::Number(_) | Value::Other => outline.other(),
        Value::Values(mut rest) => {
            let (begin, end) = if kind == b'}' { ('{', '}') } else { ('[', ']') };
            outline.open(begin);
            while !rest.is_empty() {
                if kind == b'}' {
                    let (key, after) = self::value(rest).ok_or(TORN)?;
                    outline.key(&String::from_utf8_lossy(key.bytes().ok_or("a key in it is no text")?));
                    rest = after;
                }
                rest = tell(rest, depth + 1, outline)?;
            }
            outline.close(end);
        }
    }
    Ok(after)
}

/// Writes the value that these bytes begin with, which stands under a key; what follows it.
fn write<'b>(
    bytes: &'b [u8],
    key: &[u8],
    places: &mut dyn Iterator<Item = Place>,
    rewriter: &Rewriter<'_>,
    out: &mut Vec<u8>,
) -> &'b [u8] {
    let Some((value, kind, after)) = typed(bytes) else { return &[] };
    let content = match value {
        Value::Bytes(text) => match (places.next(), std::str::from_utf8(text)) {
            (Some(Place::Kept), _) => text.to_vec(),
            (Some(Place::Credential), Ok(text)) => credential(text).into_bytes(),
            (Some(Place::Credential), Err(_)) => vec![0; text.len()],
            (Some(Place::Value) | None, _) => document::bytes(text, rewriter, 0),
        },
        Value::Number(digits) if NUMBERS.contains(&key) || key.starts_with(TIME) => digits.to_vec(),
        Value::Number(digits) => rewriter.redaction.number(&String::from_utf8_lossy(digits)).into_bytes(),
        Value::Values(mut rest) => {
            let mut inner = Vec::with_capacity(rest.len());
            while !rest.is_empty() {
                let mut key: &[u8] = b"";
                if kind == b'}'
                    && let Some((name, after)) = self::value(rest)
                {
                    key = name.bytes().unwrap_or_default();
                    inner.extend(rest.get(..rest.len() - after.len()).unwrap_or_default());
                    rest = after;
                }
                rest = write(rest, key, places, rewriter, &mut inner);
            }
            inner
        }
        // A boolean, or nothing.
        Value::Other => bytes.get(..bytes.len() - after.len()).map_or_else(Vec::new, |whole| {
            let start = whole.iter().position(|byte| *byte == b':').map_or(0, |at| at + 1);
            whole.get(start..whole.len() - 1).unwrap_or_default().to_vec()
        }),
    };
    out.extend(content.len().to_string().as_bytes());
    out.push(b':');
    out.extend(content);
    out.push(kind);
    after
}
