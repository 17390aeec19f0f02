//! An error: why a schema or a contract could not be loaded, where, and what to do next.
//!
//! An error means that work cannot go on. What is wrong with a *payload* is a finding, not an error.

use std::fmt;

use crate::text::{Origin, Position, Source};

/// Which part of the work failed; decides the exit code and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file is missing or cannot be read.
    Unreadable,
    /// A file is not well-formed XML or JSON, or in an encoding that is not understood.
    Syntax,
    /// A schema breaks the rules of its language.
    Schema,
    /// A reference leads nowhere.
    Reference,
    /// A contract or configuration file says something that it cannot say.
    Contract,
    /// A limit was reached.
    Limit,
}

/// Why something could not be loaded. `{}` is one line, `{:#}` adds the source line with a mark under the place, and help.
#[derive(Clone)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    place: Option<Place>,
    help: Option<String>,
}

#[derive(Clone)]
struct Place {
    source: String,
    position: Option<Position>,
    line: String,
    width: usize,
}

/// How many characters of the source line are shown at most.
const SHOWN: usize = 200;

impl Error {
    /// An error without a place.
    #[must_use]
    #[cold]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { inner: Box::new(Inner { kind, message: message.into(), place: None, help: None }) }
    }

    /// Adds the file that the error is about, where no finer place is known.
    #[must_use]
    pub fn in_file(mut self, name: impl Into<String>) -> Self {
        self.inner.place = Some(Place { source: name.into(), position: None, line: String::new(), width: 0 });
        self
    }

    /// Adds the exact place in a source.
    #[must_use]
    pub fn at(mut self, source: &Source, origin: Origin) -> Self {
        let position = source.position(origin.span.start);
        let line = source.line(position.line).to_owned();
        let rest = line.chars().count().saturating_sub(position.column as usize - 1).max(1);
        let width = origin.span.of(&source.text).lines().next().map_or(1, |text| text.chars().count().max(1));
        self.inner.place =
            Some(Place { source: source.name.to_string(), position: Some(position), line, width: width.min(rest) });
        self
    }

    /// Adds the next step for the reader.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.inner.help = Some(help.into());
        self
    }

    /// Which part of the work failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// What went wrong, without its place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// The name of the file that the error is about, where it is about one.
    #[must_use]
    pub fn source_name(&self) -> Option<&str> {
        self.inner.place.as_ref().map(|place| place.source.as_str())
    }

    /// The place in that file, where one is known.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.inner.place.as_ref().and_then(|place| place.position)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.inner.place {
            f.write_str(&place.source)?;
            if let Some(position) = place.position {
                write!(f, ":{position}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.inner.message)?;
        if !f.alternate() {
            return Ok(());
        }
        if let Some(Place { position: Some(position), line, width, .. }) = &self.inner.place {
            let number = position.line.to_string();
            let gutter = " ".repeat(number.len());
            let before = position.column as usize - 1;
            // Of a long line the part around the place, and nothing in it that steers a terminal.
            let from = before.saturating_sub(SHOWN / 2);
            let shown: String = line
                .chars()
                .skip(from)
                .take(SHOWN)
                .map(|c| if c.is_control() && c != '\t' { '\u{FFFD}' } else { c })
                .collect();
            let lead: String = shown.chars().take(before - from).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            let marks = "^".repeat((*width).min(SHOWN / 2));
            write!(f, "\n{gutter} |\n{number} | {shown}\n{gutter} | {lead}{marks}")?;
        }
        if let Some(help) = &self.inner.help {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::{Error, ErrorKind, SHOWN};
    use crate::text::{Origin, Source, SourceId, Span};

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let text = format!("{}\u{1b}[31m<here>{}", "é".repeat(1_000), "x".repeat(100_000));
        let start = u32::try_from(text.find('<').unwrap()).unwrap();
        for width in [6, 50_000] {
            let origin = Origin { source: SourceId(0), span: Span::new(start, start + width) };
            let error = Error::new(ErrorKind::Syntax, "no").at(&Source::new("a.json", text.as_str()), origin);
            let shown = format!("{error:#}");
            assert!(shown.chars().count() < 3 * SHOWN && !shown.contains('\u{1b}'), "{shown:?}");
            let lines: Vec<&str> = shown.lines().collect();
            let mark = lines[3].chars().position(|c| c == '^');
            assert_eq!(mark, lines[2].chars().position(|c| c == '<'), "{shown}");
        }
    }
}
