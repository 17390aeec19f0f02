//! The text report: one block for each contract, one entry for each drifted field, the totals, and what to do next.
//!
//! Without a terminal an entry is one line, so that it can be searched. On a terminal fields are cut in the middle, and what
//! was got and wanted goes under the entry where it does not fit behind it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::layout::{Look, Paint, count, pad, shorten, visible, wrap};
use super::shapes;
use crate::baseline::Entry;
use crate::conclusion::{Concluded, Conclusion, Line, Standing};
use crate::finding::{Alternative, Kind};
use crate::severity::Severity;

/// The narrowest terminal that lines are fitted to.
const NARROWEST: usize = 40;

/// The widest that a column is made where there is no terminal: what is longer stands over, so that one name of a megabyte
/// does not pad every other row to its width.
const WIDEST: usize = 120;

/// How many findings of another branch are told.
const SAID: usize = 3;

/// How many shapes are told.
const SHAPES: usize = 4;

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>, look: Look) -> io::Result<()> {
    let (drifted, clean): (Vec<_>, Vec<_>) =
        conclusion.contracts.iter().partition(|contract| !contract.lines.is_empty());
    for contract in drifted {
        block(out, contract, look)?;
        writeln!(out)?;
    }
    for contract in &clean {
        block(out, contract, look)?;
    }
    if !clean.is_empty() {
        writeln!(out)?;
    }
    if !conclusion.drift.unreadable.is_empty() {
        writeln!(out, "{}", look.paint(Paint::Bold, "not read"))?;
        for (source, reason) in conclusion.drift.unreadable.iter() {
            writeln!(out, "  {}: {}", visible(source), visible(reason))?;
        }
        let others = conclusion.drift.unreadable.others();
        if others > 0 {
            writeln!(out, "  and {others} more")?;
        }
        writeln!(out)?;
    }
    baseline(out, conclusion, look)?;
    totals(out, conclusion)?;
    next(out, conclusion, look)
}

fn block(out: &mut dyn Write, contract: &Concluded<'_>, look: Look) -> io::Result<()> {
    let Concluded { name, drift, lines } = contract;
    let title = if name.is_empty() { "(no contract)" } else { name };
    let mut parts = vec![count(drift.payloads, "payload")];
    let drifted = drift.payloads - drift.clean - drift.undecided - drift.unread;
    let numbers = [
        (drift.clean, "clean"),
        (drifted, if name.is_empty() { "unclaimed" } else { "with drift" }),
        (drift.undecided, "undecided"),
        (drift.unread, "unreadable"),
    ];
    parts.extend(numbers.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
    writeln!(out, "{}  {}", look.paint(Paint::Bold, title), look.paint(Paint::Dim, parts.join(", ")))?;
    let rows: Vec<_> = lines.iter().map(cells).collect();
    let columns = Columns::of(&rows, look);
    for row in &rows {
        entry(out, row, &columns, look)?;
    }
    Ok(())
}

/// The texts of one line.
struct Cells<'l> {
    count: String,
    kind: Kind,
    severity: Severity,
    field: Cow<'l, str>,
    first: String,
    what: String,
    alternatives: Vec<String>,
}

fn cells(line: &Line) -> Cells<'_> {
    let Line { field, kind, row, of, severity, standing, evidence } = line;
    // What the schema has and the corpus has not is at a place of the schema only.
    let first = match &row.first.schema {
        Some(schema) if row.first.position.line == 0 => schema.to_string(),
        _ if row.first.position.line == 0 => String::new(),
        _ => row.first.to_string(),
    };
    let mut what = row.first.sentence.clone();
    if let Some(evidence) = evidence {
        what.push_str(&format!(": {evidence}"));
    }
    what.push_str(&looks(line));
    if row.kinds.is_empty() && row.shapes.texts().is_empty() && line.is_note() && row.findings > 0 {
        what.push_str(&format!(" ({})", count(row.findings, "time")));
    }
    what.push_str(&when(line));
    if let Some(impact) = row.impact {
        what.push_str(&format!(" [{}]", impact.word()));
    }
    match standing {
        Standing::Counts | Standing::Off => {}
        Standing::Rare => what.push_str(" (too rare to count)"),
        Standing::Accepted(reason) => what.push_str(&format!(" (accepted: {reason})")),
    }
    let others: Vec<_> = row
        .places
        .iter()
        .filter(|place| (&place.seen, place.position) != (&row.first.seen, row.first.position))
        .map(ToString::to_string)
        .collect();
    if !others.is_empty() {
        what.push_str(&format!("; also {}", others.join(", ")));
    }
    Cells {
        count: format!("{} of {of}", row.payloads),
        kind: *kind,
        severity: *severity,
        field: if field.is_empty() { Cow::Borrowed("(the payload)") } else { visible(field) },
        first: visible(&first).into_owned(),
        what: visible(&what).into_owned(),
        alternatives: row.alternatives.iter().map(alternative).collect(),
    }
}

/// What the values look like: ` as Aa+ (7), 9999 (2)`.
fn looks(line: &Line) -> String {
    let (shapes, others) = shapes(line);
    let more = others + shapes.iter().skip(SHAPES).map(|(_, times)| times).sum::<u64>();
    let mut told: Vec<_> = shapes.iter().take(SHAPES).map(|(shape, times)| format!("`{shape}` {times}")).collect();
    if more > 0 {
        told.push(format!("others {more}"));
    }
    if told.is_empty() { String::new() } else { format!(", as {}", told.join(", ")) }
}

/// How sure the share is, and since when: ` (0.05–0.18 %, 2024-01-03 to 2024-02-01)`.
fn when(line: &Line) -> String {
    let mut parts = Vec::new();
    if line.of > 1 && !line.is_note() {
        parts.push(line.share().to_string());
    }
    match (&line.row.since, &line.row.until) {
        (Some(since), Some(until)) if since != until => parts.push(format!("{since} to {until}")),
        (Some(time), _) | (None, Some(time)) => parts.push(format!("since {time}")),
        (None, None) => {}
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// What of the baseline wants to be looked at.
fn baseline(out: &mut dyn Write, conclusion: &Conclusion<'_>, look: Look) -> io::Result<()> {
    for (title, entries) in [
        ("accepted, and there no more: take it out of the baseline", &conclusion.stale),
        ("accepted until a day that has passed: counts again", &conclusion.expired),
    ] {
        if entries.is_empty() {
            continue;
        }
        writeln!(out, "{}", look.paint(Paint::Bold, title))?;
        for Entry { contract, kind, field, reason, expires } in entries {
            let until = expires.as_ref().map(|day| format!(", until {day}")).unwrap_or_default();
            writeln!(out, "  {}", visible(&format!("{contract}  {kind}  {field}  ({reason}{until})")))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What another branch of a union says: `or, by Card at order.json:7:5: 3:9 /pay/number: missing-field: …`.
fn alternative(alternative: &Alternative) -> String {
    let Alternative { name, schema, findings } = alternative;
    let name = name.as_ref().map(|name| format!("{name} at ")).unwrap_or_default();
    let mut says: Vec<_> = findings.iter().take(SAID).map(ToString::to_string).collect();
    match findings.len() {
        0 => says.push("it fits".to_owned()),
        all if all > SAID => says.push(format!("and {} more", all - SAID)),
        _ => {}
    }
    visible(&format!("or, by {name}{schema}: {}", says.join("; "))).into_owned()
}

/// How wide the columns of a block are.
struct Columns {
    count: usize,
    kind: usize,
    field: usize,
    first: usize,
}

impl Columns {
    fn of(rows: &[Cells<'_>], look: Look) -> Self {
        let widest = |text: fn(&Cells<'_>) -> usize| rows.iter().map(text).max().unwrap_or(0).min(WIDEST);
        let mut columns = Self {
            count: widest(|row| row.count.chars().count()),
            kind: widest(|row| row.kind.code().len()),
            field: widest(|row| row.field.chars().count()),
            first: widest(|row| row.first.chars().count()),
        };
        if let Some(width) = look.width {
            // Two blanks before the first column and between columns.
            let rest = width.max(NARROWEST).saturating_sub(columns.count + columns.kind + 8);
            columns.field = columns.field.min((rest / 2).max(12));
            columns.first = columns.first.min(rest.saturating_sub(columns.field).max(12));
        }
        columns
    }
}

fn entry(out: &mut dyn Write, row: &Cells<'_>, columns: &Columns, look: Look) -> io::Result<()> {
    let paint = match row.severity {
        Severity::Error => Paint::Red,
        Severity::Warning => Paint::Yellow,
        Severity::Note => Paint::Dim,
    };
    let count = pad(&row.count, columns.count);
    let kind = pad(row.kind.code(), columns.kind);
    let field = pad(&shorten(&row.field, columns.field), columns.field);
    let first = pad(&shorten(&row.first, columns.first), columns.first);
    write!(out, "  {count}  {}  {field}  {}", look.paint(paint, kind), look.paint(Paint::Dim, &first))?;
    let used = columns.count + columns.kind + columns.field + columns.first + 10;
    let indent = columns.count + 4;
    let Some(width) = look.width else {
        writeln!(out, "  {}", row.what)?;
        return row.alternatives.iter().try_for_each(|line| writeln!(out, "{:indent$}{line}", ""));
    };
    if used + row.what.chars().count() <= width {
        writeln!(out, "  {}", row.what)?;
    } else {
        writeln!(out)?;
        wrapped(out, &row.what, indent, width)?;
    }
    row.alternatives.iter().try_for_each(|line| wrapped(out, line, indent, width))
}

fn wrapped(out: &mut dyn Write, text: &str, indent: usize, width: usize) -> io::Result<()> {
    let lines = wrap(text, width.max(NARROWEST) - indent.min(NARROWEST / 2));
    lines.iter().try_for_each(|line| writeln!(out, "{:indent$}{line}", ""))
}

/// `71 payloads in 64 files, 9 contracts: 12 clean, 59 with drift; 83 findings in 47 rows`.
fn totals(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let Conclusion { drift, sums, .. } = conclusion;
    let drifted = sums.payloads - sums.clean - sums.undecided - sums.unread;
    write!(
        out,
        "{} in {}, {}: {} clean, {drifted} with drift",
        count(sums.payloads, "payload"),
        count(drift.files, "file"),
        count(sums.contracts, "contract"),
        sums.clean,
    )?;
    for (number, what) in [(sums.unread, "unreadable"), (sums.undecided, "undecided")] {
        if number > 0 {
            write!(out, ", {number} {what}")?;
        }
    }
    writeln!(out, "; {} in {}", count(sums.findings, "finding"), count(sums.rows, "row"))?;
    if sums.note_rows > 0 {
        let (times, rows) = (count(sums.notes, "time"), count(sums.note_rows, "row"));
        writeln!(out, "noted: {times} in {rows}")?;
    }
    for (number, what) in [(sums.accepted, "accepted"), (sums.rare, "too rare to count")] {
        if number > 0 {
            writeln!(out, "{what}: {}", count(number, "row"))?;
        }
    }
    if !drift.skipped.is_empty() {
        let skipped = drift.skipped.iter().map(|(what, count)| format!("{count} {}", visible(what)));
        writeln!(out, "passed over: {}", skipped.collect::<Vec<_>>().join(", "))?;
    }
    if !drift.unreadable.is_empty() {
        writeln!(out, "{} could not be read, see above", count(drift.unreadable.total(), "capture"))?;
    }
    Ok(())
}

/// Where to read on, in the words of this report.
fn next(out: &mut dyn Write, conclusion: &Conclusion<'_>, look: Look) -> io::Result<()> {
    let command = |command: String| look.paint(Paint::Bold, command);
    let first = |contract: &&Concluded<'_>| contract.lines.first().map(|line| (contract.name.to_owned(), line.kind));
    let known = conclusion.contracts.iter().filter(|contract| !contract.name.is_empty()).find_map(|it| first(&it));
    let unknown = conclusion.contracts.iter().find(|contract| contract.name.is_empty()).and_then(|it| first(&it));
    if known.is_some() || unknown.is_some() {
        writeln!(out)?;
    }
    if let Some((_, kind)) = known.as_ref().or(unknown.as_ref()) {
        writeln!(
            out,
            "{}  what this kind means and what to do about it",
            command(format!("driftline explain {kind}"))
        )?;
    }
    // A schema file explains itself.
    if let Some((name, _)) = known.filter(|(name, _)| ![".xsd", ".json"].iter().any(|end| name.contains(end))) {
        writeln!(out, "{}  what the contract says, field by field", command(format!("driftline explain {name}")))?;
    }
    if unknown.is_some_and(|(_, kind)| kind == Kind::UnknownContract) {
        writeln!(out, "{}  how payloads are recognised", command("driftline contracts".to_owned()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
