//! Attribute values: where they end, and 3.3.3 Attribute-Value Normalization.

use super::characters::at;
use super::entity::{Budget, Entities, Entity, Referent, stray};
use super::fault::{Checked, fault};
use crate::text::{Span, offset};

/// A value as it stands between its quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Literal {
    /// Where it ends; its closing quote follows.
    pub(super) end: usize,
    /// It holds no reference and no white space but spaces: it is its own normalised value.
    pub(super) plain: bool,
}

/// Bytes at which looking for the end of a value stops.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    stops[b'"' as usize] = true;
    stops[b'\'' as usize] = true;
    stops[b'<' as usize] = true;
    stops[b'&' as usize] = true;
    stops[b'\t' as usize] = true;
    stops[b'\n' as usize] = true;
    stops[b'\r' as usize] = true;
    stops
};

/// Finds the end of the value whose opening quote stands at `open`.
pub(super) fn literal(text: &str, open: usize, base: u32) -> Checked<Literal> {
    let bytes = text.as_bytes();
    let Some(&quote @ (b'"' | b'\'')) = bytes.get(open) else {
        return Err(
            fault("an attribute's value must stand in quotes", at(text, open, base)).help("write name=\"value\"")
        );
    };
    let mut plain = true;
    let mut from = open + 1;
    while let Some(rest) = bytes.get(from..) {
        let Some(stop) = rest.iter().position(|&byte| STOPS[usize::from(byte)]) else { break };
        let end = from + stop;
        match rest.get(stop) {
            Some(&byte) if byte == quote => return Ok(Literal { end, plain }),
            Some(b'<') => {
                return Err(fault("a < in an attribute's value", at(text, end, base)).help("write < as &lt;"));
            }
            Some(b'"' | b'\'') => {}
            Some(_) | None => plain = false,
        }
        from = end + 1;
    }
    Err(fault("the quote that opens this attribute's value is not closed", at(text, open, base)))
}

/// A replacement text that is being read, and how far.
struct Open<'d> {
    text: &'d str,
    entity: &'d Entity,
}

/// Normalises the value `raw`, which stands at `base`: references are replaced, white space becomes spaces.
pub(super) fn normalise(
    raw: &str,
    base: u32,
    entities: &Entities,
    budget: &mut Budget,
    out: &mut String,
) -> Checked<()> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = raw;
    // The place of the outermost reference that is being expanded.
    let mut reference = Span::default();
    loop {
        let inside = !open.is_empty();
        let text = match open.last() {
            Some(entity) => entity.text,
            None => rest,
        };
        let stop =
            text.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'\t' | b'\n' | b'\r')).unwrap_or(text.len());
        out.push_str(text.get(..stop).unwrap_or_default());
        let found = text.get(stop..).unwrap_or_default();
        let start = base.saturating_add(offset(raw.len() - if inside { rest.len() } else { found.len() }));
        let (used, entered) = match found.as_bytes().first() {
            None if inside => {
                open.pop();
                continue;
            }
            None => return Ok(()),
            Some(b'&') => {
                let end = found.bytes().position(|byte| byte == b';');
                let span = if inside {
                    reference
                } else {
                    Span::new(start, start.saturating_add(offset(end.map_or(1, |end| end + 1))))
                };
                let name = end.and_then(|end| found.get(1..end)).ok_or_else(|| stray(span))?;
                reference = span;
                let entered = match entities.resolve(name, span)? {
                    Referent::Character(character) => {
                        out.push(character);
                        None
                    }
                    Referent::Entity(entity, text) => {
                        budget.enter(entity, open.iter().map(|open| open.entity), span)?;
                        budget.spend(text.len(), span)?;
                        Some(Open { text, entity })
                    }
                    // WFC: No External Entity References.
                    Referent::External => {
                        return Err(fault("a reference to an external entity in an attribute's value", span));
                    }
                };
                (name.len() + 2, entered)
            }
            // WFC: No < in Attribute Values. The value itself was searched before.
            Some(b'<') => return Err(fault("an entity in an attribute's value holds a <", reference)),
            // 2.11: the two characters are one end of line. In a replacement text that is done.
            Some(b'\r') if !inside && found.starts_with("\r\n") => {
                out.push(' ');
                (2, None)
            }
            Some(_) => {
                out.push(' ');
                (1, None)
            }
        };
        let left = found.get(used..).unwrap_or_default();
        match open.last_mut() {
            Some(entity) => entity.text = left,
            None => rest = left,
        }
        open.extend(entered);
    }
}

/// The further normalisation of a value whose type is not `CDATA`: no space at its ends, one between its parts.
pub(super) fn collapse(value: &mut String, from: usize) {
    let normal = {
        let parts = value.get(from..).unwrap_or_default().split(' ').filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    };
    value.truncate(from);
    value.push_str(&normal);
}
