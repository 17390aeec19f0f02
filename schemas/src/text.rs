//! Where something stands: spans of bytes, positions in lines, and the sources they belong to.
//!
//! Spans are byte offsets into decoded text (which are file offsets where the file was UTF-8 without a byte order mark);
//! positions are what people read: lines and columns from 1, columns counting characters.

use std::fmt;
use std::sync::Arc;

/// A half-open range of bytes in a decoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    #[must_use]
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The text of this span; empty where the span does not lie in `text` on character boundaries.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// A place as people read it: line and column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The offsets at which the lines of a text begin, so that a position costs a binary search; and how many characters stand
/// before each block, so that a column costs no more in a document of one long line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    characters: Vec<u32>,
}

/// Bytes of a block of [`LineIndex::characters`].
const BLOCK: usize = 4096;

impl LineIndex {
    /// Finds the lines of `text`. Lines end with a line feed; a carriage return before it belongs to the line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1)));
        let mut before = 0;
        let ends = text.as_bytes().chunks(BLOCK).map(|block| {
            before += characters(block);
            offset(before)
        });
        let characters = std::iter::once(0).chain(ends).collect();
        Self { starts, characters }
    }

    /// The position of a byte offset in the same `text` that the index was made from.
    #[must_use]
    pub fn position(&self, text: &str, at: u32) -> Position {
        let line = self.starts.partition_point(|&start| start <= at).max(1);
        let start = self.starts[line - 1];
        let column = self.characters_before(text, at).saturating_sub(self.characters_before(text, start));
        Position { line: offset(line), column: column.saturating_add(1) }
    }

    /// How many characters begin before a byte offset.
    fn characters_before(&self, text: &str, at: u32) -> u32 {
        let at = (at as usize).min(text.len());
        let block = at / BLOCK;
        let rest = text.as_bytes().get(block * BLOCK..at).map_or(0, characters);
        self.characters.get(block).copied().unwrap_or(0).saturating_add(offset(rest))
    }

    /// The text of a line (from 1) without its end; empty past the last one.
    #[must_use]
    pub fn line<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let Some(&start) = self.starts.get((line as usize).wrapping_sub(1)) else { return "" };
        let end = self.starts.get(line as usize).map_or(text.len(), |&next| next as usize);
        text.get(start as usize..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}

/// How many characters begin in these bytes of a text: all bytes but those that continue one.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

/// Turns an offset into the width that spans use. Texts are limited to 4 GiB before any span is made, so the clamp is
/// never reached by a text that was read.
#[must_use]
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Names a [`Source`] of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// A schema file that was read: its name as the user would write it, and its decoded text.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path or name, with `/` between its parts.
    pub name: Arc<str>,
    /// The decoded text.
    pub text: Arc<str>,
    lines: LineIndex,
}

impl Source {
    /// A source of this name and text.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let lines = LineIndex::new(&text);
        Self { name: name.into(), text, lines }
    }

    /// The position of a byte offset.
    #[must_use]
    pub fn position(&self, at: u32) -> Position {
        self.lines.position(&self.text, at)
    }

    /// The text of a line, from 1.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        self.lines.line(&self.text, line)
    }
}

/// Whether two names are the same. Those of 4 to 16 bytes, which most are, are compared as two numbers at their ends.
#[must_use]
#[inline]
pub fn is_same_name(one: &[u8], other: &[u8]) -> bool {
    match one.len() {
        length if length != other.len() => false,
        8..=16 => one.first_chunk::<8>() == other.first_chunk() && one.last_chunk::<8>() == other.last_chunk(),
        4..=7 => one.first_chunk::<4>() == other.first_chunk() && one.last_chunk::<4>() == other.last_chunk(),
        _ => one == other,
    }
}

/// What follows a name at the beginning of a text, if the text begins with it.
#[inline]
pub(crate) fn after_name<'t>(text: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let (own, after) = text.split_at_checked(name.len())?;
    is_same_name(own, name).then_some(after)
}

/// Where a part of a model was said: a span of one of the model's sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin {
    /// Which source.
    pub source: SourceId,
    /// Which bytes of it.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position, is_same_name};

    #[test]
    fn columns_count_characters_and_lines_begin_after_the_line_feed() {
        let text = "ab\r\nç😀d\n";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(text, 4), Position { line: 2, column: 1 });
        let d = u32::try_from(text.find('d').unwrap()).unwrap();
        assert_eq!(lines.position(text, d), Position { line: 2, column: 3 });
        assert_eq!(lines.position(text, 12), Position { line: 3, column: 1 });
        assert_eq!(lines.line(text, 1), "ab");
        assert_eq!(lines.line(text, 9), "");
    }

    #[test]
    fn columns_of_a_long_line_count_from_its_beginning() {
        for letter in ["a", "é", "😀"] {
            let text = format!("x\n{}", letter.repeat(10_000));
            let lines = LineIndex::new(&text);
            for number in [0, 1, 1_023, 1_024, 2_048, 4_096, 9_999, 10_000] {
                let at = u32::try_from(2 + number * letter.len()).unwrap();
                let column = u32::try_from(number).unwrap() + 1;
                assert_eq!(lines.position(&text, at), Position { line: 2, column }, "{letter}");
            }
        }
        let block = "a".repeat(super::BLOCK);
        assert_eq!(LineIndex::new(&block).position(&block, 4_096), Position { line: 1, column: 4_097 });
    }

    #[test]
    fn names_are_the_same_if_every_byte_is() {
        let name = b"abcdefghijklmnopqrst";
        for length in 0..=name.len() {
            let own = &name[..length];
            assert!(is_same_name(own, own));
            assert!(!is_same_name(own, &name[..length / 2]) || length == 0);
            for at in 0..length {
                let mut other = own.to_vec();
                other[at] ^= 1;
                assert!(!is_same_name(own, &other), "{length} {at}");
            }
        }
    }
}
