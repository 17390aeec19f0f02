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
use crate::baseline;
use crate::conclusion::{Concluded, Conclusion};
use crate::finding::{Alternative, Kind};
use crate::severity::Severity;

/// The narrowest terminal that lines are fitted to.
const NARROWEST: usize = 40;

/// The longest name that is told whole where there is no terminal: one of a megabyte is cut.
const LONGEST: usize = 240;

/// How many findings of another branch are told.
const SAID: usize = 3;

/// Writes the report of a conclusion.
pub(super) fn write(
    out: &mut dyn Write,
    conclusion: &Conclusion<'_>,
    excerpts: &Excerpts,
    look: Look,
) -> io::Result<()> {
    let (drifted, clean): (Vec<_>, Vec<_>) =
        conclusion.contracts.iter().partition(|contract| !contract.lines.is_empty());
    for contract in drifted {
        block(out, contract, excerpts, look)?;
        writeln!(out)?;
    }
    for contract in &clean {
        block(out, contract, excerpts, look)?;
    }
    if !clean.is_empty() {
        writeln!(out)?;
    }
    if !conclusion.drift.unreadable.is_empty() {
        writeln!(out, "{}", look.paint(Paint::Bold, "not read"))?;
        for (source, reason) in conclusion.drift.unreadable.iter() {
            lines(out, &format!("{}: {}", visible(source), visible(reason)), 2, look)?;
        }
        let others = conclusion.drift.unreadable.others();
        if others > 0 {
            writeln!(out, "  and {others} more")?;
        }
        writeln!(out)?;
    }
    accepted(out, conclusion, look)?;
    totals(out, conclusion)?;
    legend(out, conclusion, look)?;
    steps(out, conclusion, look)?;
    read_on(out, conclusion, look)
}

fn block(out: &mut dyn Write, contract: &Concluded<'_>, excerpts: &Excerpts, look: Look) -> io::Result<()> {
    let Concluded { name, drift, lines: _ } = contract;
    let mut parts = vec![count(drift.payloads, "payload")];
    let drifted = drift.payloads - drift.clean - drift.undecided - drift.unread;
    let numbers = [
        (drift.clean, "clean"),
        (drifted, if name.is_empty() { "unclaimed" } else { "with drift" }),
        (drift.undecided, "undecided"),
        (drift.unread, "unreadable"),
    ];
    parts.extend(numbers.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
    writeln!(out, "{}  {}", look.paint(Paint::Bold, title(name)), look.paint(Paint::Dim, parts.join(", ")))?;
    let rows: Vec<_> = entries_of(contract).collect();
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

/// What was got and wanted, how sure and since when, what it does to the generated code, and whether it counts.
fn told(row: &Entry<'_>) -> String {
    let mut told = row.what();
    // What is counted and not there says its numbers itself.
    let is_noted = row.severity == Severity::Note && row.first().is_some();
    let times = is_noted.then(|| count(row.row.findings, "time"));
    let beside: Vec<_> = times.into_iter().chain(Some(row.when()).filter(|when| !when.is_empty())).collect();
    if !beside.is_empty() {
        told.push_str(&format!(" ({})", beside.join(", ")));
    }
    if let Some(impact) = row.impact() {
        told.push_str(&format!("; {impact}"));
    }
    if let Some(aside) = row.aside() {
        told.push_str(&format!(" ({aside})"));
    }
    told
}

/// Where in the payload and where in the schema, in one line where there is room for all.
fn places(out: &mut dyn Write, row: &Entry<'_>, indent: usize, look: Look) -> io::Result<()> {
    let seen = row.first().map(|first| format!("at {first}"));
    let schema = row.schema().map(|place| format!("schema {place}"));
    let others: Vec<_> = row.others().map(ToString::to_string).collect();
    let others = (!others.is_empty()).then(|| format!("also {}", others.join(", ")));
    let parts: Vec<_> = [seen, schema, others].into_iter().flatten().map(|part| visible(&part).into_owned()).collect();
    let room = room(indent, look);
    let one = parts.join(", ");
    let lines = if one.chars().count() <= room { vec![one] } else { parts };
    let lines = lines.iter().filter(|line| !line.is_empty());
    lines
        .map(|line| shorten(line, room))
        .try_for_each(|line| writeln!(out, "{:indent$}{}", "", look.paint(Paint::Dim, line)))
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

/// What of the baseline wants to be looked at.
fn accepted(out: &mut dyn Write, conclusion: &Conclusion<'_>, look: Look) -> io::Result<()> {
    for (heading, entries) in [
        ("accepted, and there no more: take it out of the baseline", &conclusion.stale),
        ("accepted until a day that has passed: counts again", &conclusion.expired),
    ] {
        if entries.is_empty() {
            continue;
        }
        writeln!(out, "{}", look.paint(Paint::Bold, heading))?;
        for baseline::Entry { contract, kind, field, reason, expires } in entries {
            let until = expires.as_ref().map(|day| format!(", until {day}")).unwrap_or_default();
            lines(out, &visible(&format!("{contract}  {kind}  {field}  ({reason}{until})")), 2, look)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// `71 payloads in 64 files, 9 contracts: 12 clean, 59 with drift; 83 findings in 47 rows`.
fn totals(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let Conclusion { drift, sums: totals, .. } = conclusion;
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
        writeln!(out, "noted: {times} in {rows}")?;
    }
    for (number, what) in [(totals.accepted, "accepted"), (totals.rare, "too rare to count")] {
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

/// How to read the form of a value, where there is one.
fn legend(out: &mut dyn Write, conclusion: &Conclusion<'_>, look: Look) -> io::Result<()> {
    if !entries(conclusion).any(|entry| entry.has_forms()) {
        return Ok(());
    }
    let words = "in forms `A` is a capital letter, `a` another one, `9` a digit, and `9{5-8}` five to eight of them; \
                 --show-values shows the values";
    lines(out, words, 0, look)
}

/// What to change in the schema and what in the code, for each kind that this drift is made of.
fn steps(out: &mut dyn Write, conclusion: &Conclusion<'_>, look: Look) -> io::Result<()> {
    let steps = next::steps(entries(conclusion));
    if steps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", look.paint(Paint::Bold, "What to do next"))?;
    for next::Step { kind, schema, code } in steps {
        writeln!(out, "  {}", look.paint(Paint::Bold, kind))?;
        for (mut head, step) in [("schema:", schema), ("code:", code)] {
            // Below each other, so that either can be read alone.
            for line in wrap(step, look.width.map_or(usize::MAX, |_| room(12, look))) {
                writeln!(out, "    {}{line}", pad(head, 8))?;
                head = "";
            }
        }
    }
    Ok(())
}

/// Where to read on, in the words of this report.
fn read_on(out: &mut dyn Write, conclusion: &Conclusion<'_>, look: Look) -> io::Result<()> {
    let first = |contract: &&Concluded<'_>| contract.lines.first().map(|line| (contract.name.to_owned(), line.kind));
    let known = conclusion.contracts.iter().filter(|contract| !contract.name.is_empty()).find_map(|it| first(&it));
    let unknown = conclusion.contracts.iter().find(|contract| contract.name.is_empty()).and_then(|it| first(&it));
    let mut commands = Vec::new();
    if let Some((_, kind)) = known.as_ref().or(unknown.as_ref()) {
        commands.push((format!("driftline explain {kind}"), "what this kind means and what to do about it"));
    }
    // A schema file explains itself.
    if let Some((name, _)) = known.filter(|(name, _)| ![".xsd", ".json"].iter().any(|end| name.contains(end))) {
        commands.push((format!("driftline explain {name}"), "what the contract says, field by field"));
    }
    if entries(conclusion).any(|entry| entry.kind == Kind::UnknownContract) {
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
