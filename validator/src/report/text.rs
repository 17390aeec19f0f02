//! The text report: one block for each contract, one entry for each drifted field, the totals, and what to do next.
//!
//! Without a terminal an entry is one line, so that it can be searched. On a terminal fields are cut in the middle, and what
//! was got and wanted goes under the entry where it does not fit behind it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::layout::{Look, Paint, count, pad, shorten, visible, wrap};
use crate::drift::{ContractDrift, Drift, Row};
use crate::finding::{Alternative, Kind};
use crate::severity::Severity;

/// The narrowest terminal that lines are fitted to.
const NARROWEST: usize = 40;

/// The widest that a column is made where there is no terminal: what is longer stands over, so that one name of a megabyte
/// does not pad every other row to its width.
const WIDEST: usize = 120;

/// How many findings of another branch are told.
const SAID: usize = 3;

/// Writes the report of a drift.
pub(super) fn write(out: &mut dyn Write, drift: &Drift, look: Look) -> io::Result<()> {
    let (drifted, clean): (Vec<_>, Vec<_>) =
        drift.contracts.iter().partition(|(_, drift)| drift.rows().next().is_some());
    for (name, contract) in drifted {
        block(out, name, contract, look)?;
        writeln!(out)?;
    }
    for (name, contract) in &clean {
        block(out, name, contract, look)?;
    }
    if !clean.is_empty() {
        writeln!(out)?;
    }
    if !drift.unreadable.is_empty() {
        writeln!(out, "{}", look.paint(Paint::Bold, "not read"))?;
        for (source, reason) in &drift.unreadable {
            writeln!(out, "  {}: {}", visible(source), visible(reason))?;
        }
        writeln!(out)?;
    }
    totals(out, drift)?;
    next(out, drift, look)
}

fn block(out: &mut dyn Write, name: &str, contract: &ContractDrift, look: Look) -> io::Result<()> {
    let title = if name.is_empty() { "(no contract)" } else { name };
    let mut parts = vec![count(contract.payloads, "payload")];
    let drifted = contract.payloads - contract.clean - contract.undecided - contract.unread;
    let numbers = [
        (contract.clean, "clean"),
        (drifted, if name.is_empty() { "unclaimed" } else { "with drift" }),
        (contract.undecided, "undecided"),
        (contract.unread, "unreadable"),
    ];
    parts.extend(numbers.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
    writeln!(out, "{}  {}", look.paint(Paint::Bold, title), look.paint(Paint::Dim, parts.join(", ")))?;
    let rows: Vec<_> = contract.rows().map(|(field, kind, row)| cells(field, kind, row, contract)).collect();
    let columns = Columns::of(&rows, look);
    for row in &rows {
        entry(out, row, &columns, look)?;
    }
    Ok(())
}

/// The texts of one row.
struct Cells<'r> {
    count: String,
    kind: Kind,
    field: Cow<'r, str>,
    first: String,
    what: String,
    alternatives: Vec<String>,
}

fn cells<'r>(field: &'r str, kind: Kind, row: &'r Row, contract: &ContractDrift) -> Cells<'r> {
    let Row { payloads, findings, first, since, impact, alternatives } = row;
    let mut what = visible(&first.sentence).into_owned();
    if Severity::of(kind) == Severity::Note {
        what.push_str(&format!(" ({})", count(*findings, "time")));
    }
    if let Some(since) = since {
        what.push_str(&format!(" (since {})", visible(since)));
    }
    if let Some(impact) = impact {
        what.push_str(&format!(" [{}]", impact.word()));
    }
    Cells {
        count: format!("{payloads} of {}", contract.payloads),
        kind,
        field: if field.is_empty() { Cow::Borrowed("(the payload)") } else { visible(field) },
        first: visible(&first.to_string()).into_owned(),
        what,
        alternatives: alternatives.iter().map(alternative).collect(),
    }
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
    let paint = match Severity::of(row.kind) {
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
fn totals(out: &mut dyn Write, drift: &Drift) -> io::Result<()> {
    let totals = drift.totals();
    let drifted = totals.payloads - totals.clean - totals.undecided - totals.unread;
    write!(
        out,
        "{} in {}, {}: {} clean, {drifted} with drift",
        count(totals.payloads, "payload"),
        count(drift.files, "file"),
        count(totals.contracts, "contract"),
        totals.clean,
    )?;
    for (number, what) in [(totals.unread, "unreadable"), (totals.undecided, "undecided")] {
        if number > 0 {
            write!(out, ", {number} {what}")?;
        }
    }
    writeln!(out, "; {} in {}", count(totals.findings, "finding"), count(totals.rows, "row"))?;
    if totals.note_rows > 0 {
        let (times, rows) = (count(totals.notes, "time"), count(totals.note_rows, "row"));
        writeln!(out, "tolerated: {times} in {rows}")?;
    }
    if !drift.skipped.is_empty() {
        let skipped = drift.skipped.iter().map(|(what, count)| format!("{count} {}", visible(what)));
        writeln!(out, "passed over: {}", skipped.collect::<Vec<_>>().join(", "))?;
    }
    if !drift.unreadable.is_empty() {
        writeln!(out, "{} could not be read, see above", count(drift.unreadable.len() as u64, "capture"))?;
    }
    Ok(())
}

/// Where to read on, in the words of this report.
fn next(out: &mut dyn Write, drift: &Drift, look: Look) -> io::Result<()> {
    let command = |command: String| look.paint(Paint::Bold, command);
    let first =
        |(name, contract): (&'_ String, &'_ ContractDrift)| contract.rows().next().map(|row| (name.clone(), row.1));
    let known = drift.contracts.iter().filter(|(name, _)| !name.is_empty()).find_map(first);
    let unknown = drift.contracts.get_key_value("").and_then(first);
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
