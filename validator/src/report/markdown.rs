//! Markdown for a comment on a pull request or a job summary: the sums, a table for each contract, what to do.

use std::io::{self, Write};

use super::entry::{Entry, entries, entries_of, title};
use super::layout::{count, visible};
use super::next;
use crate::conclusion::{Concluded, Conclusion};

/// How many rows are shown, over all contracts: a comment may have 65,536 characters.
const MOST_ROWS: usize = 150;

/// How many characters of a name are shown.
const LONGEST: usize = 120;

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let Conclusion { drift, sums: totals, .. } = conclusion;
    let heading = if totals.rows == 0 && drift.unreadable.is_empty() { "no drift" } else { "drift" };
    writeln!(out, "### driftline: {heading}\n")?;
    writeln!(
        out,
        "{} in {}: {} clean; **{} in {}**{}\n",
        count(totals.payloads, "payload"),
        count(drift.files, "file"),
        totals.clean,
        count(totals.findings, "finding"),
        count(totals.rows, "row"),
        if totals.undecided > 0 { format!("; {} undecided", totals.undecided) } else { String::new() },
    )?;
    let mut room = MOST_ROWS;
    for contract in &conclusion.contracts {
        table(out, contract, &mut room)?;
    }
    if !drift.unreadable.is_empty() {
        writeln!(out, "**Not read**\n")?;
        for (source, reason) in drift.unreadable.iter().take(room.max(10)) {
            writeln!(out, "* {}: {}", code(source), text(reason))?;
        }
        writeln!(out, "\n{} in all", drift.unreadable.total())?;
        writeln!(out)?;
    }
    let steps = next::steps(entries(conclusion));
    if !steps.is_empty() {
        writeln!(out, "**What to do next**\n")?;
        for next::Step { kind, schema, code: in_code } in steps {
            // Our own words, with code in them.
            writeln!(out, "* {}: in the schema: {schema} In the code: {in_code}", code(kind.code()))?;
        }
    }
    Ok(())
}

fn table(out: &mut dyn Write, contract: &Concluded<'_>, room: &mut usize) -> io::Result<()> {
    let (counted, others): (Vec<_>, Vec<_>) = entries_of(contract).partition(Entry::counts);
    if counted.is_empty() {
        return Ok(());
    }
    let shown = counted.len().min(*room);
    *room -= shown;
    writeln!(
        out,
        "<details open><summary><b>{}</b>: {}, {} clean</summary>\n",
        super::xml::escape(&visible(title(contract.name))),
        count(contract.drift.payloads, "payload"),
        contract.drift.clean,
    )?;
    if shown > 0 {
        writeln!(out, "| in | what | field | got and wanted | first seen | schema |\n|---|---|---|---|---|---|")?;
        counted.iter().take(shown).try_for_each(|entry| line(out, entry))?;
        writeln!(out)?;
    }
    if shown < counted.len() {
        writeln!(out, "and {} more\n", count((counted.len() - shown) as u64, "row"))?;
    }
    if !others.is_empty() {
        writeln!(out, "tolerated, accepted or too rare: {}\n", count(others.len() as u64, "row"))?;
    }
    writeln!(out, "</details>\n")
}

fn line(out: &mut dyn Write, entry: &Entry<'_>) -> io::Result<()> {
    let impact = entry.impact().map(|impact| format!("; {impact}")).unwrap_or_default();
    let schema = entry.schema().map(|place| code(&place.to_string())).unwrap_or_default();
    let (share, kind, field) = (entry.share(), entry.kind, code(&entry.field()));
    let first = entry.first().map(|first| code(&first.to_string())).unwrap_or_default();
    writeln!(out, "| {share} | {kind} | {field} | {}{impact} | {first} | {schema} |", text(&entry.what()))
}

/// Words that are no markup: in a table cell, in HTML and for links and mentions alike.
fn text(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for letter in cut(words).chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => safe.extend(['\\', letter]),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // Nobody is called by a report.
            '@' => safe.push_str("&#64;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// A name as code. In code nothing is markup but the fence, and `|` in a table.
fn code(name: &str) -> String {
    format!("`{}`", cut(name).replace('`', "'").replace('|', "\\|"))
}

fn cut(text: &str) -> String {
    super::layout::shorten(&visible(text), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::{code, text};

    #[test]
    fn nothing_in_a_name_is_markup() {
        assert_eq!(text("<b>@team [x](y) | `z`"), "&lt;b&gt;&#64;team \\[x\\](y) \\| \\`z\\`");
        assert_eq!(code("a`|b\n"), "`a'\\|b\\u{a}`");
    }
}
