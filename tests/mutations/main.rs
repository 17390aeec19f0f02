//! The mutation bench: every contract, every field, every operator that applies, planted in 100 %, 10 % and 0.1 % of 10,000
//! payloads. Every planted drift must be found, nearly all under its exact kind, field and number of payloads, and a corpus
//! without any must have no row.
//!
//! A debug build plants each operator in one field of each contract; a release build (`cargo test --release --test mutations`)
//! in all of them, and a debug build too where `DRIFTLINE_MUTATIONS` is set.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use driftline::{Conclusion, Drift, Kind, Line, Route, Routed, Seen, Terms};
use driftline_tests::mutation::{self, Corpus, Mutation, OPERATORS, PAYLOADS, Tree, mutated};

/// Of so many payloads one has the change.
const RATES: [(usize, &str); 3] = [(1, "100 %"), (10, "10 %"), (1_000, "0.1 %")];

/// How much of what was planted has to be found under its exact kind and field, in thousandths.
const EXACT: usize = 980;

/// What became of the planted drifts of an operator.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    planted: usize,
    found: usize,
    exact: usize,
    /// Rows beside the one that was planted.
    others: usize,
}

impl Score {
    fn add(&mut self, Self { planted, found, exact, others }: Self) {
        self.planted += planted;
        self.found += found;
        self.exact += exact;
        self.others += others;
    }
}

/// What a run over some corpora comes to.
#[derive(Default)]
struct Outcome {
    scores: BTreeMap<(&'static str, usize), Score>,
    missed: Vec<String>,
    inexact: Vec<String>,
    unclean: Vec<String>,
}

impl Outcome {
    fn merge(&mut self, other: Self) {
        for (key, theirs) in other.scores {
            self.scores.entry(key).or_default().add(theirs);
        }
        self.missed.extend(other.missed);
        self.inexact.extend(other.inexact);
        self.unclean.extend(other.unclean);
    }
}

/// The kind and the field of a line, with the `*` of arrays left out.
fn key(line: &Line) -> (Kind, String) {
    (line.kind, line.field.split('/').filter(|step| *step != "*").collect::<Vec<_>>().join("/"))
}

fn terms() -> Terms {
    Terms { schema_use: true, ..Terms::default() }
}

fn seen(record: usize) -> Seen {
    Seen { source: "corpus.ndjson".to_owned(), record: Some(record as u64 + 1), ..Seen::default() }
}

/// The clean part of a corpus beside each rate, and what a whole clean one is.
struct Clean<'c, 'b> {
    checked: Vec<Routed<'c, 'b>>,
    beside: Vec<Drift>,
    lines: BTreeSet<(Kind, String)>,
}

impl<'c, 'b> Clean<'c, 'b> {
    fn of(corpus: &Corpus, bodies: &'b [String], route: &'c Route, outcome: &mut Outcome) -> Self {
        let checked: Vec<_> = bodies.iter().map(|body| route.check(body.as_bytes())).collect();
        let beside = RATES.map(|(rate, _)| {
            let mut drift = Drift::default();
            for record in (0..PAYLOADS).filter(|record| record % rate != 0) {
                drift.add(&seen(record), None, &checked[record % checked.len()]);
            }
            drift
        });
        let mut whole = Drift::default();
        (0..PAYLOADS).for_each(|record| whole.add(&seen(record), None, &checked[record % checked.len()]));
        let conclusion = Conclusion::of(&whole, route.contracts(), &terms());
        for line in conclusion.contracts.iter().flat_map(|contract| &contract.lines).filter(|line| !line.is_note()) {
            outcome
                .unclean
                .push(format!("{}: {} {}: {}", corpus.message.name, line.kind, line.field, line.row.first.sentence));
        }
        let lines = conclusion.contracts.iter().flat_map(|contract| &contract.lines).map(key).collect();
        Self { checked, beside: beside.to_vec(), lines }
    }
}

/// Plants a mutation at a rate, and looks for it.
fn plant(corpus: &Corpus, route: &Route, clean: &Clean<'_, '_>, mutation: &Mutation, outcome: &mut Outcome) {
    let write = |tree: &Tree| mutated(tree, mutation).map(|tree| tree.write(corpus.syntax));
    let bodies: Vec<Option<String>> = corpus.variants.iter().map(write).collect();
    let changed: Vec<Option<Routed<'_, '_>>> =
        bodies.iter().map(|body| body.as_ref().map(|body| route.check(body.as_bytes()))).collect();
    for (at, (rate, word)) in RATES.iter().enumerate() {
        let mut part = Drift::default();
        let mut planted = 0;
        for record in (0..PAYLOADS).step_by(*rate) {
            let variant = record % changed.len();
            planted += u64::from(changed[variant].is_some());
            part.add(&seen(record), None, changed[variant].as_ref().unwrap_or(&clean.checked[variant]));
        }
        if planted == 0 {
            continue;
        }
        let drift = clean.beside[at].clone().merge(part);
        let conclusion = Conclusion::of(&drift, route.contracts(), &terms());
        let lines: Vec<&Line> = conclusion.contracts.iter().flat_map(|contract| &contract.lines).collect();
        let is_whole = *rate == 1;
        let want = (Kind::from_code(mutation.kinds[usize::from(is_whole)]).unwrap(), mutation.field.clone());
        let count = if want.0 == Kind::NeverSeenField { 0 } else { planted };
        let is_exact = lines.iter().any(|line| key(line) == want && line.row.payloads == count);
        let new: Vec<&&Line> = lines.iter().filter(|line| !clean.lines.contains(&key(line))).collect();
        let score = outcome.scores.entry((mutation.operator, at)).or_default();
        score.planted += 1;
        score.found += usize::from(!new.is_empty());
        score.exact += usize::from(is_exact);
        score.others += new.iter().filter(|line| !line.is_note() && key(line) != want).count();
        if !is_exact {
            let got: Vec<_> = new
                .iter()
                .map(|line| {
                    format!("      {} {} in {}: {}", line.kind, line.field, line.row.payloads, line.row.first.sentence)
                })
                .collect();
            let told = format!(
                "  {} {} {:?} at {word}: want {} {} in {count}, got\n{}",
                mutation.operator,
                corpus.contract().name(),
                corpus.syntax,
                want.0,
                want.1,
                got.join("\n")
            );
            if new.is_empty() { outcome.missed.push(told) } else { outcome.inexact.push(told) }
        }
    }
}

/// The mutations that are planted.
fn planted(corpus: &Corpus) -> Vec<Mutation> {
    let mut all = mutation::mutations(corpus);
    if cfg!(debug_assertions) && std::env::var_os("DRIFTLINE_MUTATIONS").is_none() {
        let mut told = BTreeSet::new();
        all.retain(|mutation| told.insert(mutation.operator));
    }
    all
}

fn run(corpora: &[Corpus]) -> Outcome {
    let mut outcome = Outcome::default();
    for corpus in corpora {
        let route = &corpus.route;
        let bodies: Vec<String> = corpus.variants.iter().map(|tree| tree.write(corpus.syntax)).collect();
        let clean = Clean::of(corpus, &bodies, route, &mut outcome);
        for mutation in planted(corpus) {
            plant(corpus, route, &clean, &mutation, &mut outcome);
        }
    }
    outcome
}

/// The table of the README.
fn table(outcome: &Outcome) -> String {
    let mut table = String::from(
        "| operator | planted | found | exact kind, field and count | rows beside it |\n|---|---|---|---|---|\n",
    );
    let mut row = |name: &str, of: &dyn Fn(&(&'static str, usize)) -> bool| {
        let mut sum = Score::default();
        for (_, score) in outcome.scores.iter().filter(|(key, _)| of(key)) {
            sum.add(*score);
        }
        let Score { planted, found, exact, others } = sum;
        writeln!(table, "| {name} | {planted} | {found} | {exact} | {others} |").unwrap();
    };
    for operator in OPERATORS {
        row(operator, &|key| key.0 == operator);
    }
    for (at, (_, word)) in RATES.iter().enumerate() {
        row(&format!("all, in {word} of the payloads"), &|key| key.1 == at);
    }
    row("all", &|_| true);
    table
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is what the README shows")]
fn every_planted_drift_is_found_and_nearly_all_are_named_exactly() {
    let corpora = mutation::corpora();
    let outcome = std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let size = corpora.len().div_ceil(threads);
        let parts: Vec<_> = corpora.chunks(size).map(|part| scope.spawn(|| run(part))).collect();
        let mut outcome = Outcome::default();
        parts.into_iter().for_each(|part| outcome.merge(part.join().unwrap()));
        outcome
    });
    println!("{}", table(&outcome));
    println!("inexact:\n{}", outcome.inexact.join("\n"));
    assert!(outcome.unclean.is_empty(), "rows on clean corpora:\n{}", outcome.unclean.join("\n"));
    assert!(outcome.missed.is_empty(), "not found:\n{}", outcome.missed.join("\n"));
    for operator in OPERATORS {
        assert!(outcome.scores.keys().any(|key| key.0 == operator), "{operator} was never planted");
    }
    let (planted, exact) =
        outcome.scores.values().fold((0, 0), |(planted, exact), score| (planted + score.planted, exact + score.exact));
    assert!(exact * 1_000 >= planted * EXACT, "only {exact} of {planted} are exact");
}
