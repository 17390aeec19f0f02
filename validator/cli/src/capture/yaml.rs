//! Cassettes in YAML, as VCR and VCR.py write them unless told otherwise.
//!
//! In goes a stream, out come chunks in which each interaction is the record that it is in a cassette in JSON. A cassette is read
//! as a whole, and may be as long as a record.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;

use driftline::{Member, Place, Value, to_json};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput, Tag};

use super::chunk::{Chunk, Cut, Extent, Holds};
use super::stream::Stream;

/// About how many bytes of records a chunk has.
const STEP: usize = 1 << 18;

/// How deep values may be nested.
const DEPTH: usize = 64;

/// How many times as long as its text a cassette may be, since it can refer to its parts (YAML 1.2.2, 7.1).
const GROWTH: usize = 16;

/// Whether text begins as a cassette in YAML.
pub(super) fn begins(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"---").unwrap_or(text).trim_ascii_start();
    text.starts_with(b"http_interactions:") || text.starts_with(b"interactions:")
}

/// Cuts a cassette into its interactions. Where its YAML ends being any, that is told once.
pub(super) fn cut(
    stream: &mut Stream<'_>,
    longest: usize,
    sink: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> io::Result<()> {
    while !stream.ended && stream.bytes.len() <= longest {
        stream.fill()?;
    }
    let mut chunk = Chunk { bytes: Vec::new(), cuts: Vec::new(), holds: Holds::Interaction };
    if stream.bytes.len() > longest {
        chunk.cuts.push(Cut { record: None, offset: 0, extent: Extent::TooLong });
        let _ = sink(chunk);
        return Ok(());
    }
    stream.skip_byte_order_mark();
    let text = String::from_utf8_lossy(&stream.bytes);
    let mut record = 0;
    let mut cassette = Cassette::of(&text);
    let ended = cassette.interactions(&mut |offset, interaction| {
        record += 1;
        let start = chunk.bytes.len();
        chunk.bytes.extend_from_slice(to_json(&interaction).as_bytes());
        let extent = Extent::Bytes(start..chunk.bytes.len());
        chunk.cuts.push(Cut { record: Some(record), offset: stream.offset + offset as u64, extent });
        if chunk.bytes.len() < STEP {
            return ControlFlow::Continue(());
        }
        let next = Chunk { bytes: Vec::new(), cuts: Vec::new(), holds: chunk.holds };
        sink(std::mem::replace(&mut chunk, next))
    });
    if let Err(reason) = ended {
        let extent = Extent::Broken(format!("line {} of the cassette: {reason}", cassette.line).into());
        chunk.cuts.push(Cut { record: Some(record + 1), offset: stream.offset + cassette.offset as u64, extent });
    }
    // Whether it wants more is of no matter: there is none.
    let _ = sink(chunk);
    Ok(())
}

/// A cassette that is being read.
struct Cassette<'y> {
    text: &'y str,
    events: Parser<'y, StrInput<'y>>,
    /// The line of what was read last, from 1.
    line: usize,
    /// Its offset, and where its line begins.
    offset: usize,
    line_start: usize,
    /// What was named so that it can be referred to, and how much of `room` it takes.
    anchors: BTreeMap<usize, (usize, Value)>,
    /// How much more may be made of it.
    room: usize,
}

/// Why a cassette cannot be read further.
type Reason = &'static str;

impl<'y> Cassette<'y> {
    fn of(text: &'y str) -> Self {
        let events = Parser::new_from_str(text);
        let room = text.len().saturating_mul(GROWTH);
        Self { text, events, line: 1, offset: 0, line_start: 0, anchors: BTreeMap::new(), room }
    }

    fn next(&mut self) -> Result<Event<'y>, Reason> {
        match self.events.next() {
            Some(Ok((event, span))) => {
                self.went_to(span);
                Ok(event)
            }
            // What the parser says may quote what it reads.
            Some(Err(_)) => Err("it is no YAML from here on (it may have been cut off)"),
            None => Err("the cassette ends here"),
        }
    }

    /// Notes where something begins. Places only ever grow.
    fn went_to(&mut self, span: Span) {
        while self.line < span.start.line() {
            let rest = self.text.as_bytes().get(self.line_start..).unwrap_or_default();
            let Some(end) = memchr::memchr(b'\n', rest) else { break };
            self.line_start += end + 1;
            self.line += 1;
        }
        let line = self.text.get(self.line_start..).unwrap_or_default();
        self.offset = self.line_start + line.chars().take(span.start.col()).map(char::len_utf8).sum::<usize>();
    }

    /// Shows each interaction with its offset.
    fn interactions(&mut self, show: &mut dyn FnMut(usize, Value) -> ControlFlow<()>) -> Result<(), Reason> {
        loop {
            match self.next()? {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::MappingStart(..) => break,
                _ => return Err("a cassette is a mapping"),
            }
        }
        loop {
            let key = match self.next()? {
                Event::MappingEnd => return Ok(()),
                Event::Scalar(key, ..) => key,
                _ => return Err(KEY),
            };
            match self.next()? {
                Event::SequenceStart(..) if matches!(&*key, "http_interactions" | "interactions") => loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => {
                            let offset = self.offset;
                            let interaction = self.value(event, 0)?;
                            if show(offset, interaction).is_break() {
                                return Ok(());
                            }
                        }
                    }
                },
                event => {
                    self.value(event, 0)?;
                }
            }
        }
    }

    /// The value that begins with an event.
    fn value(&mut self, event: Event<'y>, depth: usize) -> Result<Value, Reason> {
        if depth > DEPTH {
            return Err("it is nested too deep");
        }
        let before = self.room;
        let (anchor, value) = match event {
            Event::Scalar(text, style, anchor, _) => {
                self.spend(1 + text.len())?;
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                (anchor, if is_null { Value::Null } else { Value::Text(text.into_owned()) })
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    self.spend(1)?;
                    match self.next()? {
                        Event::SequenceEnd => break (anchor, Value::List(items)),
                        event => items.push(self.value(event, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(anchor, _) => {
                let mut members = Vec::new();
                loop {
                    self.spend(1)?;
                    match self.next()? {
                        Event::MappingEnd => break (anchor, Value::Record(members)),
                        Event::Scalar(key, ..) => {
                            let event = self.next()?;
                            let is_binary = is_binary(&event);
                            let value = self.value(event, depth + 1)?;
                            members.push(named(key.into_owned(), value, is_binary));
                        }
                        _ => return Err(KEY),
                    }
                }
            }
            Event::Alias(anchor) => {
                let (size, value) =
                    self.anchors.get(&anchor).cloned().ok_or("it refers to what is not there before")?;
                self.spend(size)?;
                return Ok(value);
            }
            _ => return Err("a value is expected"),
        };
        // Anchors are numbered from 1.
        if anchor > 0 {
            self.anchors.insert(anchor, (before - self.room, value.clone()));
        }
        Ok(value)
    }

    fn spend(&mut self, size: usize) -> Result<(), Reason> {
        self.room = self.room.checked_sub(size).ok_or("it refers to its parts so often that it becomes far longer")?;
        Ok(())
    }
}

/// What to say of a key that is no scalar.
const KEY: Reason = "a key of a cassette is a text";

/// Whether a scalar is base64 of bytes (`!!binary`, of Ruby `!binary`).
fn is_binary(event: &Event<'_>) -> bool {
    let is_named = |tag: &Tag| tag.suffix == "binary";
    matches!(event, Event::Scalar(_, _, _, Some(tag)) if is_named(tag))
}

/// A member; bytes under the name that a cassette in JSON has for them.
fn named(name: String, value: Value, is_binary: bool) -> Member {
    let member =
        |name: &str, value| Member { place: Place::Element, name: name.to_owned(), namespace: String::new(), value };
    match name.as_str() {
        "string" if is_binary => member("base64_string", value),
        "body" if is_binary => member("body", Value::Record(vec![member("base64_string", value)])),
        _ => member(&name, value),
    }
}
