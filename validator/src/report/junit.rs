//! JUnit's XML, for the tests' tab of a build server: a suite for each contract, a failed case for each row.
//!
//! A row that does not count (tolerated, accepted) is a skipped case, a contract without any row a passed one, and what could not be read or decided
//! is an error: a build server that counts cases never shows a run as whole that is not.

use std::io::{self, Write};

use super::entry::{Entry, entries_of, title};
use super::layout::count;
use super::xml::escape;
use crate::conclusion::{Concluded, Conclusion};
use crate::explain::explain;

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

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let contracts = conclusion.contracts.iter();
    let mut suites: Vec<_> = contracts.map(|contract| (title(contract.name).to_owned(), cases(contract))).collect();
    if !conclusion.drift.unreadable.is_empty() {
        let unread = conclusion.drift.unreadable.iter().map(|(source, reason)| Case {
            name: source.to_owned(),
            outcome: Outcome::Error,
            message: reason.to_owned(),
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

fn cases(contract: &Concluded<'_>) -> Vec<Case> {
    let mut cases: Vec<_> = entries_of(contract).map(|entry| row(&entry)).collect();
    let contract = contract.drift;
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
    let mut lines: Vec<_> = entry.first().map(|first| format!("seen first: {first}")).into_iter().collect();
    lines.extend(entry.schema().map(|place| format!("schema: {place}")));
    let explanation = explain(entry.kind);
    lines.push(format!("in the schema: {}", explanation.schema));
    lines.push(format!("in the code: {}", explanation.code));
    Case {
        name: format!("{} {}", entry.kind, entry.field()),
        outcome: if entry.counts() { Outcome::Failed } else { Outcome::Skipped },
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
        Outcome::Skipped => writeln!(out, ">\n      <skipped message=\"{message}\"/>")?,
        Outcome::Error => writeln!(out, ">\n      <error message=\"{message}\">{text}</error>")?,
    }
    writeln!(out, "    </testcase>")
}
