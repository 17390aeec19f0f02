//! JUnit's XML, for the tests' tab of a build server: a suite for each contract, a failed case for each row.
//!
//! A row that is tolerated is a skipped case, a contract without any row a passed one, and what could not be read or decided
//! is an error: a build server that counts cases never shows a run as whole that is not.

use std::io::{self, Write};

use super::entry::{Entry, entries_of, title};
use super::layout::count;
use super::xml::escape;
use crate::drift::{ContractDrift, Drift};
use crate::explain::explain;
use crate::severity::Severity;

/// A case of a suite.
struct Case {
    name: String,
    outcome: Outcome,
    message: String,
    text: String,
}

/// What became of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
    Error,
}

/// Writes the report of a drift.
pub(super) fn write(out: &mut dyn Write, drift: &Drift) -> io::Result<()> {
    let mut suites: Vec<_> =
        drift.contracts.iter().map(|(name, contract)| (title(name).to_owned(), cases(name, contract))).collect();
    if !drift.unreadable.is_empty() {
        let unread = drift.unreadable.iter().map(|(source, reason)| Case {
            name: source.clone(),
            outcome: Outcome::Error,
            message: reason.clone(),
            text: String::new(),
        });
        suites.push(("not read".to_owned(), unread.collect()));
    }
    let all: Vec<_> = suites.iter().flat_map(|(_, cases)| cases).collect();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"driftline\" {}>", counts(all))?;
    for (name, cases) in &suites {
        writeln!(out, "  <testsuite name=\"{}\" {}>", escape(name), counts(cases))?;
        cases.iter().try_for_each(|it| case(out, name, it))?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn cases(name: &str, contract: &ContractDrift) -> Vec<Case> {
    let mut cases: Vec<_> = entries_of(name, contract).map(|entry| row(&entry)).collect();
    if contract.undecided > 0 {
        let message = format!("{} of {} could not be decided", contract.undecided, count(contract.payloads, "payload"));
        cases.push(Case { name: "undecided".to_owned(), outcome: Outcome::Error, message, text: String::new() });
    }
    if cases.is_empty() {
        let name = format!("no drift in {}", count(contract.payloads, "payload"));
        cases.push(Case { name, outcome: Outcome::Passed, message: String::new(), text: String::new() });
    }
    cases
}

fn row(entry: &Entry<'_>) -> Case {
    let mut lines = vec![format!("seen first: {}", entry.first())];
    lines.extend(entry.schema().map(|place| format!("schema: {place}")));
    let explanation = explain(entry.kind);
    lines.push(format!("in the schema: {}", explanation.schema));
    lines.push(format!("in the code: {}", explanation.code));
    Case {
        name: format!("{} {}", entry.kind, entry.field()),
        outcome: match entry.severity {
            Severity::Error | Severity::Warning => Outcome::Failed,
            Severity::Note => Outcome::Skipped,
        },
        message: entry.sentence(),
        text: lines.join("\n"),
    }
}

fn counts<'c>(cases: impl IntoIterator<Item = &'c Case>) -> String {
    let (mut all, mut failed, mut errors, mut skipped) = (0, 0, 0, 0);
    for case in cases {
        all += 1;
        match case.outcome {
            Outcome::Passed => {}
            Outcome::Failed => failed += 1,
            Outcome::Skipped => skipped += 1,
            Outcome::Error => errors += 1,
        }
    }
    format!("tests=\"{all}\" failures=\"{failed}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"0\"")
}

fn case(out: &mut dyn Write, suite: &str, case: &Case) -> io::Result<()> {
    let Case { name, outcome, message, text } = case;
    write!(out, "    <testcase classname=\"{}\" name=\"{}\" time=\"0\"", escape(suite), escape(name))?;
    let message = escape(message);
    // A line end in content stays one.
    let text = escape(text).replace("&#10;", "\n");
    match outcome {
        Outcome::Passed => return writeln!(out, "/>"),
        Outcome::Failed => {
            let kind = escape(name.split(' ').next().unwrap_or_default());
            writeln!(out, ">\n      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>")?;
        }
        Outcome::Skipped => writeln!(out, ">\n      <skipped message=\"tolerated: {message}\"/>")?,
        Outcome::Error => writeln!(out, ">\n      <error message=\"{message}\">{text}</error>")?,
    }
    writeln!(out, "    </testcase>")
}
