//! GitHub Actions' workflow commands: an annotation for each row, most severe first, since only the first ones are shown.
//!
//! An annotation is at the payload where the row was seen first: captures are in the repository more often than schemas are,
//! and the place in the schema stands in the text. The job summary is the [Markdown](super::markdown) report.

use std::io::{self, Write};

use super::entry::{Entry, Spot, entries};
use super::layout::count;
use crate::conclusion::Conclusion;
use crate::severity::Severity;

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let mut all: Vec<_> = entries(conclusion).collect();
    all.sort_by_key(|entry| std::cmp::Reverse((entry.counts(), entry.severity)));
    all.iter().try_for_each(|entry| annotation(out, entry))?;
    for (source, reason) in conclusion.drift.unreadable.iter() {
        writeln!(out, "::error file={},title=not read::{}", property(source), data(reason))?;
    }
    let totals = conclusion.sums;
    let (findings, rows) = (count(totals.findings, "finding"), count(totals.rows, "row"));
    writeln!(out, "::notice title=driftline::{findings} in {rows}, {} checked", count(totals.payloads, "payload"))
}

fn annotation(out: &mut dyn Write, entry: &Entry<'_>) -> io::Result<()> {
    let command = match entry.severity {
        Severity::Error if entry.counts() => "error",
        Severity::Warning if entry.counts() => "warning",
        Severity::Error | Severity::Warning | Severity::Note => "notice",
    };
    write!(out, "::{command} ")?;
    if let Some(Spot { file, place }) = entry.first().map(Spot::of_capture).or_else(|| entry.spot()) {
        write!(out, "file={},", property(file))?;
        if let Some((line, column)) = place {
            write!(out, "line={line},")?;
            if let Some(column) = column {
                write!(out, "col={column},")?;
            }
        }
    }
    let mut text = entry.sentence();
    if let Some(place) = entry.schema() {
        text.push_str(&format!("\nschema: {place}"));
    }
    text.push_str(&format!("\ndriftline explain {}", entry.kind));
    writeln!(out, "title={}::{}", property(entry.kind.code()), data(&text))
}

/// The text of a command: its line ends and its escape character written out.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property, where `:` and `,` end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_in_a_text_is_a_command() {
        assert_eq!(data("50%\r\n::error::x"), "50%25%0D%0A::error::x");
        assert_eq!(property("C:\\a,b"), "C%3A\\a%2Cb");
    }
}
