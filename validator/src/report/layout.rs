//! How text is laid out: colour, wrapped lines, names cut in the middle, counted words.

use std::borrow::Cow;
use std::fmt;

use crate::shape::steers;

/// What the reader of a text can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Columns of the terminal; lines are as long as they are where there is none.
    pub width: Option<usize>,
    /// Whether colours are seen.
    pub colour: bool,
}

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum Paint {
    Bold,
    Dim,
    Red,
    Yellow,
    Green,
}

/// A piece of text with its paint.
#[derive(Debug, Clone)]
pub struct Painted<T> {
    text: T,
    paint: Option<Paint>,
}

impl Look {
    /// The text in a paint, where colours are seen.
    pub fn paint<T: fmt::Display>(self, paint: Paint, text: T) -> Painted<T> {
        Painted { text, paint: self.colour.then_some(paint) }
    }
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match self.paint {
            None => return self.text.fmt(f),
            Some(Paint::Bold) => "1",
            Some(Paint::Dim) => "2",
            Some(Paint::Red) => "31",
            Some(Paint::Yellow) => "33",
            Some(Paint::Green) => "32",
        };
        write!(f, "\u{1b}[{code}m")?;
        self.text.fmt(f)?;
        f.write_str("\u{1b}[0m")
    }
}

/// The text with control characters and changes of direction written out, so that a name in a payload cannot steer a terminal.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    for letter in text.chars() {
        if steers(letter) { seen.extend(letter.escape_unicode()) } else { seen.push(letter) }
    }
    Cow::Owned(seen)
}

/// Cuts a name in the middle, so that its beginning and its end can be read.
#[must_use]
pub fn shorten(name: &str, width: usize) -> String {
    let length = name.chars().count();
    if length <= width || width < 3 {
        return name.to_owned();
    }
    let tail = width / 2;
    let head = width - 1 - tail;
    let mut short: String = name.chars().take(head).collect();
    short.push('…');
    short.extend(name.chars().skip(length - tail));
    short
}

/// Breaks a text at blanks into lines of at most `width` characters; a longer word has a line of its own.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0;
    for word in words(text) {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if length < room => {
                line.push(' ');
                line.push_str(word);
                room -= length + 1;
            }
            _ => {
                lines.push(word.to_owned());
                room = width.saturating_sub(length);
            }
        }
    }
    lines
}

/// The words of a text; a percent sign stays with its number.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut blanks = text.match_indices(' ').map(|(at, _)| at);
        let end = blanks.find(|at| !text.get(at + 1..).is_some_and(|next| next.starts_with('%')));
        rest = end.and_then(|end| text.get(end + 1..));
        text.get(..end.unwrap_or(text.len()))
    })
}

/// `1 payload`, `2 payloads`.
#[must_use]
pub fn count(number: u64, one: &str) -> String {
    let mut text = format!("{number} {one}");
    if number != 1 {
        text.push('s');
    }
    text
}

/// Pads on the right to a width in characters.
#[must_use]
pub fn pad(text: &str, width: usize) -> String {
    let mut padded = text.to_owned();
    // Not by a width of `format!`, which panics past 65,535.
    padded.extend(std::iter::repeat_n(' ', width.saturating_sub(text.chars().count())));
    padded
}

#[cfg(test)]
mod tests {
    use super::{Look, Paint, count, pad, shorten, visible, wrap};

    #[test]
    fn names_are_cut_in_the_middle_and_only_if_too_long() {
        assert_eq!(shorten("/a/b", 4), "/a/b");
        assert_eq!(shorten("/Event/Order/OrderStatus", 11), "/Even…tatus");
        assert_eq!(shorten("äöüäöü", 5), "äö…öü");
    }

    #[test]
    fn names_cannot_steer_a_terminal() {
        assert_eq!(visible("/Größe/🚚"), "/Größe/🚚");
        assert_eq!(visible("a\u{1b}[2J\u{202e}b\n"), "a\\u{1b}[2J\\u{202e}b\\u{a}");
    }

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrap("got one, want two", 8), ["got one,", "want two"]);
        assert_eq!(wrap("averylongword b", 4), ["averylongword", "b"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("in 1.79–40.4 %, all", 13), ["in", "1.79–40.4 %,", "all"]);
    }

    #[test]
    fn paint_shows_only_where_colours_are_seen() {
        assert_eq!(Look::default().paint(Paint::Red, "x").to_string(), "x");
        assert_eq!(Look { colour: true, width: None }.paint(Paint::Red, "x").to_string(), "\u{1b}[31mx\u{1b}[0m");
        assert_eq!(
            (count(1, "file"), count(0, "file"), pad("ä", 3)),
            ("1 file".into(), "0 files".into(), "ä  ".into())
        );
        assert_eq!(pad("ä", 100_000).chars().count(), 100_000);
    }
}
