//! One fault, one finding: faults put into good XML one at a time and in pairs, each with the kind, the place and the path of
//! its finding.
//!
//! A [`Case`] edits the good document of its [`Subject`]. The mark `▸` in what is put in stands where the finding must be
//! placed; it is taken out before the payload is checked. Expectations follow from the words of DESIGN.md and from
//! `tests/captures/README.md`, never from what a check gave.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod event;
mod facets;
mod request;
mod response;
mod shop;

use std::path::{Path, PathBuf};

use driftline::schemas::text::Position;
use driftline::{Contract, Finding, Verdict};

/// A schema, a good document, and its faults.
pub(crate) struct Subject {
    /// The files, from the root of the project.
    schema: &'static str,
    document: &'static str,
    cases: &'static [Case],
    /// Two of the cases at once, by what they say.
    pairs: &'static [(&'static str, &'static str)],
}

/// A fault: what it is, what is replaced by what (each stands once in the good document), and the kind and path of its one
/// finding.
pub(crate) struct Case(&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str);

/// Stands where a finding must be.
const MARK: char = '▸';

const SUBJECTS: [&Subject; 5] =
    [&event::SUBJECT, &request::SUBJECT, &response::SUBJECT, &shop::SUBJECT, &facets::SUBJECT];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

impl Subject {
    fn contract(&self) -> Contract {
        Contract::load(&file(self.schema).to_string_lossy()).unwrap()
    }

    fn good(&self) -> String {
        std::fs::read_to_string(file(self.document)).unwrap()
    }

    fn case(&self, what: &str) -> &Case {
        self.cases.iter().find(|case| case.0 == what).unwrap_or_else(|| panic!("there is no case `{what}`"))
    }
}

/// The good document with the faults of these cases, and where their findings must be.
fn faulty(good: &str, cases: &[&Case]) -> (String, Vec<Position>) {
    let mut text = good.to_owned();
    for Case(what, edits, ..) in cases {
        for (from, to) in *edits {
            assert_eq!(text.matches(from).count(), 1, "{what}: `{from}` stands once");
            text = text.replace(from, to);
        }
    }
    let mut places = Vec::new();
    let (mut line, mut column) = (1, 1);
    for character in text.chars() {
        match character {
            MARK => places.push(Position { line, column }),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
    }
    (text.replace(MARK, ""), places)
}

/// What is wrong with the findings of a document with these faults; nothing where each has one.
fn wrong(contract: &Contract, good: &str, cases: &[&Case]) -> Option<String> {
    let (text, places) = faulty(good, cases);
    let check = contract.check(text.as_bytes());
    let mut got: Vec<String> = check.findings().iter().map(shown).collect();
    let mut want: Vec<String> = cases.iter().map(|Case(_, _, kind, path)| format!("{path}: {kind}")).collect();
    got.sort();
    want.sort();
    let mut at: Vec<Position> = check.findings().iter().map(|finding| finding.position).collect();
    at.sort();
    let right = got == want && at == places && places.len() == cases.len() && check.verdict() == Verdict::Invalid;
    let names: Vec<_> = cases.iter().map(|case| case.0).collect();
    let line = |line: &String| format!("\n      {line}");
    (!right).then(|| {
        format!(
            "{}: {:?}\n    want{} at {}\n    got{}",
            names.join(" + "),
            check.verdict(),
            want.iter().map(line).collect::<String>(),
            places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            check.findings().iter().map(|finding| line(&finding.to_string())).collect::<String>()
        )
    })
}

fn shown(finding: &Finding) -> String {
    format!("{}: {}", finding.path, finding.kind)
}

#[test]
fn good_documents_have_no_finding() {
    for subject in SUBJECTS {
        let check = subject.contract().check(subject.good().as_bytes());
        let shown: Vec<_> = check.findings().iter().map(ToString::to_string).collect();
        assert_eq!((shown, check.verdict()), (Vec::new(), Verdict::Valid), "{}", subject.document);
    }
}

#[test]
fn one_fault_has_one_finding_of_its_kind_at_its_place() {
    let (mut cases, mut faults) = (0, Vec::new());
    for subject in SUBJECTS {
        let (contract, good) = (subject.contract(), subject.good());
        cases += subject.cases.len();
        faults.extend(subject.cases.iter().filter_map(|case| wrong(&contract, &good, &[case])));
    }
    assert!(faults.is_empty(), "{} of {cases} cases:\n{}", faults.len(), faults.join("\n"));
    assert!(cases >= 100, "{cases} cases");
}

#[test]
fn two_faults_have_two_findings() {
    let (mut pairs, mut faults) = (0, Vec::new());
    for subject in SUBJECTS {
        let (contract, good) = (subject.contract(), subject.good());
        pairs += subject.pairs.len();
        let both = subject.pairs.iter().map(|(one, other)| [subject.case(one), subject.case(other)]);
        faults.extend(both.filter_map(|both| wrong(&contract, &good, &both)));
    }
    assert!(faults.is_empty(), "{} of {pairs} pairs:\n{}", faults.len(), faults.join("\n"));
    assert!(pairs >= 25, "{pairs} pairs");
}

#[test]
fn what_cases_are_called_is_unique() {
    for subject in SUBJECTS {
        let mut names: Vec<_> = subject.cases.iter().map(|case| case.0).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|two| two[0] != two[1]), "{}: {names:?}", subject.document);
    }
}
