//! The text report: a block for each contract, most severe rows first, the totals, and what to do next.
//!
//! A row is what and which field, then what was got and wanted, then where in the payload and where in the schema. On a
//! terminal no line is wider than it. Of a single payload the place is shown with its line, as compilers do.

mod snippet;

use std::io::{self, Write};

use super::entry::{Entry, entries, entries_of, title};
use super::excerpt::Excerpts;
use super::layout::{Look, Paint, count, pad, shorten, visible, wrap};
use super::next;
use crate::drift::{ContractDrift, Drift};
use crate::finding::{Alternative, Kind};
use crate::severity::Severity;

/// The narrowest terminal that lines are fitted to.
const NARROWEST: usize = 40;

/// The longest name that is told whole where there is no terminal: one of a megabyte is cut.
const LONGEST: usize = 240;

/// How many findings of another branch are told.
const SAID: usize = 3;

/// Writes the report of a drift.
pub(super) fn write(out: &mut dyn Write, drift: &Drift, excerpts: &Excerpts, look: Look) -> io::Result<()> {
    let (drifted, clean): (Vec<_>, Vec<_>) =
        drift.contracts.iter().partition(|(_, drift)| drift.rows().next().is_some());
    for (name, contract) in drifted {
        block(out, name, contract, excerpts, look)?;
        writeln!(out)?;
    }
    for (name, contract) in &clean {
        block(out, name, contract, excerpts, look)?;
    }
    if !clean.is_empty() {
        writeln!(out)?;
    }
    if !drift.unreadable.is_empty() {
        writeln!(out, "{}", look.paint(Paint::Bold, "not read"))?;
        for (source, reason) in &drift.unreadable {
            lines(out, &format!("{}: {}", visible(source), visible(reason)), 2, look)?;
        }
        writeln!(out)?;
    }
    totals(out, drift)?;
    steps(out, drift, look)?;
    read_on(out, drift, look)
}

fn block(out: &mut dyn Write, name: &str, contract: &ContractDrift, excerpts: &Excerpts, look: Look) -> io::Result<()> {
    let mut parts = vec![count(contract.payloads, "payload")];
    let drifted = contract.payloads - contract.clean - contract.undecided - contract.unread;
    let numbers = [
        (contract.clean, "clean"),
        (drifted, if name.is_empty() { "unclaimed" } else { "with drift" }),
        (contract.undecided, "undecided"),
        (contract.unread, "unreadable"),
    ];
    parts.extend(numbers.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
    writeln!(out, "{}  {}", look.paint(Paint::Bold, title(name)), look.paint(Paint::Dim, parts.join(", ")))?;
    let rows: Vec<_> = entries_of(name, contract).collect();
    let shares = rows.iter().map(|row| row.share().len()).max().unwrap_or(0);
    let kinds = rows.iter().map(|row| row.kind.code().len()).max().unwrap_or(0);
    rows.iter().try_for_each(|row| entry(out, row, (shares, kinds), excerpts, look))
}

/// One row: what and which field, what was got and wanted, where in the payload and in the schema.
fn entry(
    out: &mut dyn Write,
    row: &Entry<'_>,
    (shares, kinds): (usize, usize),
    excerpts: &Excerpts,
    look: Look,
) -> io::Result<()> {
    let paint = match row.severity {
        Severity::Error => Paint::Red,
        Severity::Warning => Paint::Yellow,
        Severity::Note => Paint::Dim,
    };
    let indent = shares + 4;
    let room = look.width.map_or(LONGEST, |width| width.max(NARROWEST).saturating_sub(indent + kinds + 2).max(12));
    let (share, kind, field) = (pad(&row.share(), shares), pad(row.kind.code(), kinds), row.field());
    writeln!(out, "  {share}  {}  {}", look.paint(paint, kind), look.paint(Paint::Bold, shorten(&field, room)))?;
    lines(out, &told(row), indent, look)?;
    for alternative in &row.row.alternatives {
        lines(out, &other_branch(alternative), indent, look)?;
    }
    match excerpts.find(row.field, row.kind) {
        Some(excerpt) => snippet::write(out, row, excerpt, look),
        None => places(out, row, indent, look),
    }
}

/// What was got and wanted, since when, and what it does to the generated code.
fn told(row: &Entry<'_>) -> String {
    let mut told = row.what().into_owned();
    if row.severity == Severity::Note {
        told.push_str(&format!(" ({})", count(row.row.findings, "time")));
    }
    if let Some(since) = &row.row.since {
        told.push_str(&format!(" (since {})", visible(since)));
    }
    if let Some(impact) = row.impact() {
        told.push_str(&format!("; {impact}"));
    }
    told
}

/// Where in the payload and where in the schema, in one line where there is room for both.
fn places(out: &mut dyn Write, row: &Entry<'_>, indent: usize, look: Look) -> io::Result<()> {
    let seen = format!("at {}", visible(&row.first().to_string()));
    let schema = row.schema().map(|place| format!("schema {}", visible(&place.to_string())));
    let room = room(indent, look);
    let one = schema.as_ref().map_or_else(|| seen.clone(), |schema| format!("{seen}, {schema}"));
    let lines = if one.chars().count() <= room { vec![one] } else { std::iter::once(seen).chain(schema).collect() };
    lines.iter().try_for_each(|line| writeln!(out, "{:indent$}{}", "", look.paint(Paint::Dim, shorten(line, room))))
}

/// What another branch of a union says: `or, by Card at order.json:7:5: 3:9 /pay/number: missing-field: …`.
fn other_branch(alternative: &Alternative) -> String {
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

/// How many characters a line has behind an indentation.
fn room(indent: usize, look: Look) -> usize {
    look.width.map_or(LONGEST, |width| width.max(NARROWEST).saturating_sub(indent).max(NARROWEST / 2))
}

/// A text behind an indentation, in as many lines as the terminal asks for.
fn lines(out: &mut dyn Write, text: &str, indent: usize, look: Look) -> io::Result<()> {
    if look.width.is_none() {
        return writeln!(out, "{:indent$}{text}", "");
    }
    let room = room(indent, look);
    wrap(text, room).iter().try_for_each(|line| writeln!(out, "{:indent$}{}", "", shorten(line, room)))
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

/// What to change in the schema and what in the code, for the kinds that this drift is mostly made of.
fn steps(out: &mut dyn Write, drift: &Drift, look: Look) -> io::Result<()> {
    let steps = next::steps(entries(drift));
    if steps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", look.paint(Paint::Bold, "What to do next"))?;
    for next::Step { kind, schema, code } in steps {
        writeln!(out, "  {}", look.paint(Paint::Bold, kind))?;
        lines(out, &format!("schema: {schema}"), 4, look)?;
        lines(out, &format!("code:   {code}"), 4, look)?;
    }
    Ok(())
}

/// Where to read on, in the words of this report.
fn read_on(out: &mut dyn Write, drift: &Drift, look: Look) -> io::Result<()> {
    let first =
        |(name, contract): (&'_ String, &'_ ContractDrift)| contract.rows().next().map(|row| (name.clone(), row.1));
    let known = drift.contracts.iter().filter(|(name, _)| !name.is_empty()).find_map(first);
    let unknown = drift.contracts.get_key_value("").and_then(first);
    let mut commands = Vec::new();
    if let Some((_, kind)) = known.as_ref().or(unknown.as_ref()) {
        commands.push((format!("driftline explain {kind}"), "what this kind means and what to do about it"));
    }
    // A schema file explains itself.
    if let Some((name, _)) = known.filter(|(name, _)| ![".xsd", ".json"].iter().any(|end| name.contains(end))) {
        commands.push((format!("driftline explain {name}"), "what the contract says, field by field"));
    }
    if unknown.is_some_and(|(_, kind)| kind == Kind::UnknownContract) {
        commands.push(("driftline contracts".to_owned(), "how payloads are recognised"));
    }
    if commands.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    commands.iter().try_for_each(|(command, what)| writeln!(out, "{}  {what}", look.paint(Paint::Bold, command)))
}

#[cfg(test)]
mod tests;
