//! One HTML page, whole in itself: a card for each contract, the tree of its fields with the drift on its branches, and every
//! row.
//!
//! It asks for nothing from anywhere, and says so to the browser. It is readable without its script, which only searches,
//! filters and moves by keys; it follows the colours of the system, prints, and is small: a row is about a kilobyte.

mod time;
mod tree;

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::entry::{Entry, entries_of, title};
use super::layout::{count, shorten, visible};
use super::xml;
use crate::conclusion::{Concluded, Conclusion};
use crate::explain::explain;
use crate::finding::Kind;
use crate::severity::Severity;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// What the browser may do for the page: its own style and script, and no request.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The longest text that is shown whole.
const LONGEST: usize = 400;

/// A row and the number by which it is linked to.
struct Row<'d> {
    number: usize,
    entry: Entry<'d>,
}

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let mut number = 0;
    let mut numbered = |contract: &'_ Concluded<'_>| -> usize {
        let first = number;
        number += contract.lines.len();
        first
    };
    let firsts: Vec<usize> = conclusion.contracts.iter().map(&mut numbered).collect();
    head(out, conclusion)?;
    cards(out, conclusion)?;
    tools(out)?;
    for (at, (contract, first)) in conclusion.contracts.iter().zip(firsts).enumerate() {
        let rows = entries_of(contract).enumerate().map(|(at, entry)| Row { number: first + at, entry });
        section(out, at, contract, &rows.collect::<Vec<_>>())?;
    }
    unread(out, conclusion)?;
    kinds(out, conclusion)?;
    writeln!(out, "</main>\n<footer><p>driftline {}</p></footer>", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let Conclusion { drift, sums, .. } = conclusion;
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Drift report</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<header>\n<h1>Drift report</h1>"
    )?;
    let mut parts = vec![
        format!("{} in {}", count(sums.payloads, "payload"), count(drift.files, "file")),
        format!("{} clean", sums.clean),
        format!("{} in {}", count(sums.findings, "finding"), count(sums.rows, "row")),
    ];
    let numbers = [(sums.unread, "unreadable"), (sums.undecided, "undecided"), (sums.accepted, "accepted")];
    parts.extend(numbers.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
    writeln!(out, "<p>{}</p>\n</header>\n<main>", parts.join(" · "))
}

/// A card for each contract: how many of its payloads are as the contract says.
fn cards(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    writeln!(out, "<nav aria-label=\"Contracts\">\n<ul class=\"cards\">")?;
    for (at, contract) in conclusion.contracts.iter().enumerate() {
        let counting = entries_of(contract).filter(Entry::counts).count() as u64;
        let percent = contract.drift.clean * 100 / contract.drift.payloads.max(1);
        let health = match counting {
            0 => "good",
            _ if percent >= 50 => "fair",
            _ => "poor",
        };
        writeln!(
            out,
            "<li><a class=\"card {health}\" href=\"#c{at}\"><strong>{}</strong><span>{percent} % of {} clean</span>\
             <span class=\"bar\"><i style=\"width:{percent}%\"></i></span><span>{}</span></a></li>",
            path(&visible(title(contract.name))),
            count(contract.drift.payloads, "payload"),
            if counting == 0 { "no drift".to_owned() } else { count(counting, "row") },
        )?;
    }
    writeln!(out, "</ul>\n</nav>")
}

/// What the script makes work; hidden without it.
fn tools(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<form id=\"tools\" role=\"search\" hidden>")?;
    writeln!(out, "<label>Search <input id=\"search\" type=\"search\" autocomplete=\"off\"></label>")?;
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let word = severity.word();
        writeln!(out, "<label><input type=\"checkbox\" value=\"{word}\" checked> {word}s</label>")?;
    }
    writeln!(
        out,
        "<output id=\"shown\" aria-live=\"polite\"></output>\n\
         <small><kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> next and previous row</small>\n</form>"
    )
}

fn section(out: &mut dyn Write, at: usize, contract: &Concluded<'_>, rows: &[Row<'_>]) -> io::Result<()> {
    let drift = contract.drift;
    writeln!(
        out,
        "<section id=\"c{at}\" aria-labelledby=\"h{at}\">\n<h2 id=\"h{at}\">{}</h2>",
        path(&visible(title(contract.name)))
    )?;
    let drifted = drift.payloads - drift.clean - drift.undecided - drift.unread;
    let numbers = [
        (drift.clean, "clean"),
        (drifted, if contract.name.is_empty() { "unclaimed" } else { "with drift" }),
        (drift.undecided, "undecided"),
        (drift.unread, "unreadable"),
    ];
    let numbers: Vec<_> = numbers.iter().filter(|(number, _)| *number > 0).collect();
    let numbers: Vec<_> = numbers.iter().map(|(number, what)| format!("{number} {what}")).collect();
    writeln!(out, "<p>{}: {}</p>", count(drift.payloads, "payload"), numbers.join(", "))?;
    if rows.iter().any(|row| row.entry.field.starts_with('/')) {
        tree::write(out, rows)?;
    }
    let span = time::Span::over(rows.iter().map(|row| row.entry));
    let (counting, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.entry.counts());
    counting.iter().try_for_each(|row| article(out, row, span))?;
    if !others.is_empty() {
        writeln!(
            out,
            "<details class=\"aside\"><summary>{} tolerated, accepted or too rare</summary>",
            count(others.len() as u64, "row")
        )?;
        others.iter().try_for_each(|row| article(out, row, span))?;
        writeln!(out, "</details>")?;
    }
    writeln!(out, "</section>")
}

fn article(out: &mut dyn Write, row: &Row<'_>, span: Option<time::Span>) -> io::Result<()> {
    let Row { number, entry } = row;
    let (severity, kind) = (entry.severity.word(), entry.kind);
    writeln!(
        out,
        "<article id=\"r{number}\" class=\"{severity}\" data-severity=\"{severity}\" tabindex=\"-1\">\n\
         <h3><a href=\"#{kind}\">{kind}</a> <code>{}</code></h3>\n<p>{}</p>\n<dl>",
        path(&entry.field()),
        coded(&entry.what()),
    )?;
    let when = entry.when();
    let share = if when.is_empty() { entry.share() } else { format!("{} ({when})", entry.share()) };
    let first = entry.first().map(ToString::to_string);
    let others: Vec<_> = entry.others().map(ToString::to_string).collect();
    let schema = entry.schema().map(ToString::to_string);
    let said = |name: &str, value: Option<&str>| match value {
        Some(value) => format!("<div><dt>{name}</dt><dd>{}</dd></div>", path(&visible(value))),
        None => String::new(),
    };
    let terms = [
        said("in", Some(&share)),
        said("effect", entry.impact()),
        said("seen", first.as_deref()),
        said("also", Some(others.join(", ").as_str()).filter(|others| !others.is_empty())),
        said("schema", schema.as_deref()),
        said("standing", entry.aside().as_deref()),
    ];
    writeln!(out, "{}</dl>", terms.concat())?;
    if let Some(span) = span {
        span.write(out, entry)?;
    }
    writeln!(out, "</article>")
}

fn unread(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let unreadable = &conclusion.drift.unreadable;
    if unreadable.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section id=\"unread\" aria-labelledby=\"hunread\">\n<h2 id=\"hunread\">Not read</h2>\n<ul>")?;
    for (source, reason) in unreadable.iter() {
        writeln!(out, "<li><code>{}</code> {}</li>", path(&visible(source)), text(reason))?;
    }
    if unreadable.others() > 0 {
        writeln!(out, "<li>and {} more</li>", unreadable.others())?;
    }
    writeln!(out, "</ul>\n</section>")
}

/// What each kind means and what to do about it, once.
fn kinds(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let kinds: BTreeSet<Kind> =
        conclusion.contracts.iter().flat_map(|it| it.lines.iter().map(|line| line.kind)).collect();
    if kinds.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section id=\"kinds\" aria-labelledby=\"hkinds\">\n<h2 id=\"hkinds\">What to do</h2>")?;
    for kind in kinds {
        let it = explain(kind);
        writeln!(out, "<div class=\"kind\" id=\"{kind}\">\n<h3>{kind}</h3>\n<p>{}</p>\n<dl>", xml::escape(it.meaning))?;
        for (name, said) in [("reading", it.received), ("sending", it.sent), ("schema", it.schema), ("code", it.code)] {
            writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", xml::escape(said))?;
        }
        writeln!(out, "</dl>\n</div>")?;
    }
    writeln!(out, "</section>")
}

/// Text that is no markup and steers nothing.
fn text(words: &str) -> String {
    xml::escape(&shorten(&visible(words), LONGEST))
}

/// The same, with what stands between backticks as code.
fn coded(words: &str) -> String {
    let text = text(words);
    let parts: Vec<_> = text.split('`').collect();
    // A name may hold a backtick of its own: then nothing is code.
    if parts.len() % 2 == 0 {
        return text;
    }
    let part =
        |(at, part): (usize, &&str)| if at % 2 == 1 { format!("<code>{part}</code>") } else { (*part).to_owned() };
    parts.iter().enumerate().map(part).collect()
}

/// A path or place, which may break behind each part.
fn path(name: &str) -> String {
    xml::escape(&shorten(name, LONGEST)).replace('/', "/<wbr>")
}
