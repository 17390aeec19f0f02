//! How it went, by contributor.

use std::collections::BTreeMap;

use crate::archive::say;
use crate::case::{Case, State};
use crate::package::Outcome;

/// Sums by contributor.
pub(crate) struct Table {
    rows: BTreeMap<String, Row>,
    /// Schemas by how many leaves of their documents are untyped, with the reasons.
    untyped: Vec<(usize, String)>,
}

/// What is counted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Row {
    /// Those that load.
    pub(crate) schemas: usize,
    pub(crate) panicked: usize,
    pub(crate) compiled: usize,
    /// Documents of schemas that load, whose root element they declare.
    pub(crate) documents: usize,
    pub(crate) same: usize,
    pub(crate) respelt: usize,
    /// Of the documents that survive.
    pub(crate) leaves: usize,
    pub(crate) any: usize,
    pub(crate) undeclared: usize,
}

impl Table {
    pub(crate) fn of(cases: &[Case], outcomes: &[Vec<Outcome>]) -> Self {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        let mut untyped = Vec::new();
        for (case, outcomes) in cases.iter().zip(outcomes) {
            let row = rows.entry(case.contributor.clone()).or_default();
            match case.state {
                State::Unloaded => continue,
                State::Panicked => row.panicked += 1,
                State::Generated { .. } => row.compiled += 1,
                State::Uncompiled(_) => {}
            }
            row.schemas += 1;
            let mut any = 0;
            let wider: &[String] = if let State::Generated { wider, .. } = &case.state { wider } else { &[] };
            let is_wider = !wider.is_empty();
            for (_, outcome) in case.instances.iter().zip(outcomes).filter(|(instance, _)| instance.is_valid) {
                // What is declared `xs:anyType` holds what two wildcards admit (part 1, 3.4.7).
                let undeclared = if is_wider { outcome.undeclared } else { outcome.undeclared + outcome.any };
                let outcome = Outcome { any: if is_wider { outcome.any } else { 0 }, undeclared, ..outcome.clone() };
                any += outcome.any;
                row.add(&outcome);
            }
            untyped.extend((any > 0).then(|| (any, format!("{}: {}", case.id, wider.join("; ")))));
        }
        untyped.sort_by(|one, other| other.cmp(one));
        Self { rows, untyped }
    }

    pub(crate) fn total(&self) -> Row {
        self.rows.values().fold(Row::default(), |sum, row| sum.and(*row))
    }

    /// Says a line for each contributor and one for all.
    pub(crate) fn say(&self, suite: &str) {
        for (contributor, row) in &self.rows {
            row.say(suite, contributor);
        }
        self.total().say(suite, "all");
        for (any, id) in self.untyped.iter().take(20) {
            say(&format!("{suite}: {any} untyped leaves: {id}"));
        }
    }
}

impl Row {
    fn add(&mut self, outcome: &Outcome) {
        match &*outcome.word {
            "unknown" => return,
            "same" => self.same += 1,
            "respelt" => self.respelt += 1,
            _ => {
                self.documents += 1;
                return;
            }
        }
        self.documents += 1;
        self.leaves += outcome.leaves;
        self.any += outcome.any;
        self.undeclared += outcome.undeclared;
    }

    fn and(self, other: Self) -> Self {
        Self {
            schemas: self.schemas + other.schemas,
            panicked: self.panicked + other.panicked,
            compiled: self.compiled + other.compiled,
            documents: self.documents + other.documents,
            same: self.same + other.same,
            respelt: self.respelt + other.respelt,
            leaves: self.leaves + other.leaves,
            any: self.any + other.any,
            undeclared: self.undeclared + other.undeclared,
        }
    }

    fn say(self, suite: &str, contributor: &str) {
        let Self { schemas, panicked, compiled, documents, same, respelt, leaves, any, undeclared } = self;
        let declared = leaves - undeclared.min(leaves);
        say(&format!(
            "{suite} {contributor}: {schemas} schemas, {panicked} panicked, {compiled} compile ({:.2} %); {documents} documents, \
             {} survive ({:.2} %), {respelt} of them with a number or boolean spelt otherwise; {leaves} leaves, {undeclared} \
             admitted by wildcards or xs:anyType, of the others {:.2} % typed",
            percent(compiled, schemas),
            same + respelt,
            percent(same + respelt, documents),
            percent(declared - any.min(declared), declared),
        ));
    }
}

fn percent(part: usize, all: usize) -> f64 {
    let count = |count: usize| f64::from(u32::try_from(count).unwrap());
    if all == 0 { 100.0 } else { 100.0 * count(part) / count(all) }
}
