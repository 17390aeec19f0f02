//! The line of a payload with the place marked, and the line of the schema that it does not keep to.

use std::io::{self, Write};

use crate::report::entry::Entry;
use crate::report::excerpt::{Excerpt, Part};
use crate::report::layout::{Look, Paint, shorten, visible};

/// Characters of a line where there is no terminal.
const WIDTH: usize = 120;

/// Writes both places: where, the line, the mark.
pub(super) fn write(out: &mut dyn Write, row: &Entry<'_>, excerpt: &Excerpt, look: Look) -> io::Result<()> {
    let Excerpt { payload, schema } = excerpt;
    let gutter = [Some(payload.line), schema.as_ref().map(|part| part.line)]
        .into_iter()
        .flatten()
        .map(digits)
        .max()
        .unwrap_or(1);
    let room = look.width.unwrap_or(WIDTH).saturating_sub(gutter + 5).max(24);
    let first = row.first().map(ToString::to_string).unwrap_or_default();
    part(out, ("-->", &first), payload, Some(Paint::Red), (gutter, room), look)?;
    if let (Some(own), Some(place)) = (schema, row.schema()) {
        part(out, (":::", &format!("{place} says")), own, None, (gutter, room), look)?;
    }
    Ok(())
}

fn part(
    out: &mut dyn Write,
    (arrow, place): (&str, &str),
    part: &Part<impl AsRef<str>>,
    mark: Option<Paint>,
    (gutter, room): (usize, usize),
    look: Look,
) -> io::Result<()> {
    let bar = look.paint(Paint::Dim, "|");
    writeln!(out, "  {:gutter$}{} {}", "", look.paint(Paint::Dim, arrow), shorten(&visible(place), room))?;
    let (text, from, width) = window(part, room);
    let text = text.trim_end();
    let text = if text.is_empty() { String::new() } else { format!(" {text}") };
    writeln!(out, "  {} {bar}{text}", look.paint(Paint::Dim, format!("{:gutter$}", part.line)))?;
    if let Some(paint) = mark {
        writeln!(out, "  {:gutter$} {bar} {:from$}{}", "", "", look.paint(paint, "^".repeat(width)))?;
    }
    Ok(())
}

/// What of a line is shown, so that the mark is seen: where the mark begins in it, and how long it is.
fn window(part: &Part<impl AsRef<str>>, room: usize) -> (String, usize, usize) {
    let Part { text, is_cut, from, width, .. } = part;
    let cut = is_cut.then_some('…');
    let from = &(from + cut.iter().count());
    let letters: Vec<char> = cut.into_iter().chain(text.as_ref().chars()).collect();
    // Indentation says nothing beside one line.
    let blank = letters.iter().take_while(|letter| **letter == ' ').count().min(*from);
    let start = if from + width - blank <= room { blank } else { from.saturating_sub(room / 4).max(blank) };
    let mut shown: String = letters.iter().skip(start).take(room).collect();
    if start > blank {
        shown = format!("…{}", shown.chars().skip(1).collect::<String>());
    }
    if letters.len() > start + room {
        shown.pop();
        shown.push('…');
    }
    let from = from - start;
    (shown, from, (*width).clamp(1, room.saturating_sub(from).max(1)))
}

fn digits(line: u32) -> usize {
    line.checked_ilog10().map_or(1, |digits| digits as usize + 1)
}
