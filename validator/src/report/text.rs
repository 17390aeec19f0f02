//! The text report: one block for each contract, one entry for each drifted field, the totals, and what to do next.
//!
//! Without a terminal an entry is one line, so that it can be searched. On a terminal fields are cut in the middle, and what
//! was got and wanted goes under the entry where it does not fit behind it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::layout::{Look, Paint, count, pad, shorten, visible, wrap};
use crate::drift::{ContractDrift, Drift, Row};
use crate::finding::Kind;
use crate::severity::Severity;

/// The narrowest terminal that lines are fitted to.
const NARROWEST: usize = 40;

/// The widest that a column is made where there is no terminal: what is longer stands over, so that one name of a megabyte
/// does not pad every other row to its width.
const WIDEST: usize = 120;

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
}

fn cells<'r>(field: &'r str, kind: Kind, row: &'r Row, contract: &ContractDrift) -> Cells<'r> {
    let Row { payloads, findings: _, first, since, impact } = row;
    let mut what = visible(&first.sentence).into_owned();
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
    }
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
    let Some(width) = look.width else { return writeln!(out, "  {}", row.what) };
    if used + row.what.chars().count() <= width {
        return writeln!(out, "  {}", row.what);
    }
    writeln!(out)?;
    let indent = columns.count + 4;
    for line in wrap(&row.what, width.max(NARROWEST) - indent.min(NARROWEST / 2)) {
        writeln!(out, "{:indent$}{line}", "")?;
    }
    Ok(())
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
