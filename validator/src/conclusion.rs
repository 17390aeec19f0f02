//! What a corpus comes to: the drift of a corpus beside its contracts, the policy and what was accepted.
//!
//! In goes a [`Drift`]; out comes a [`Conclusion`], which reports show: a line for each row, what the population says of them
//! (a field that vanished and one that is new are one that was renamed), how much each matters, and whether it counts.

mod declared;
mod interval;
mod line;
mod population;
mod schema_use;
mod sums;

use crate::baseline::{Baseline, Entry};
use crate::contract::Contract;
use crate::drift::{ContractDrift, Drift};
use crate::finding::Kind;
use crate::policy::Policy;
use crate::severity::{Severity, Side};

pub use interval::Share;
pub use line::{Line, Standing};
pub use sums::Sums;

/// What a conclusion hangs on beside the drift.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// What counts, and how much.
    pub policy: Policy,
    /// What was accepted.
    pub baseline: Baseline,
    /// Whose side of every contract is ours; each contract says it by default.
    pub side: Option<Side>,
    /// The day as `2027-01-31`: what was accepted until before it counts again.
    pub today: String,
    /// Whether to say which declared parts the corpus never has, always has, or lacks now and then.
    pub schema_use: bool,
}

/// What a corpus comes to.
#[derive(Debug, Clone)]
pub struct Conclusion<'d> {
    /// What it was drawn from.
    pub drift: &'d Drift,
    /// By contract, in the order of their names.
    pub contracts: Vec<Concluded<'d>>,
    /// The sums over all contracts.
    pub sums: Sums,
    /// What was accepted of a contract that the corpus has, and is there no more.
    pub stale: Vec<Entry>,
    /// What was accepted until a day that has passed, and is there.
    pub expired: Vec<Entry>,
}

/// What the payloads of one contract come to.
#[derive(Debug, Clone)]
pub struct Concluded<'d> {
    /// Its name; empty for payloads that belong to none.
    pub name: &'d str,
    /// How many payloads there are, and what became of them.
    pub drift: &'d ContractDrift,
    /// What drifted: what counts first, of it the most severe, then the most frequent, then by field and kind.
    pub lines: Vec<Line>,
}

impl<'d> Conclusion<'d> {
    /// The conclusion from a drift; `contracts` are those that its payloads were checked against.
    #[must_use]
    pub fn of<'c>(drift: &'d Drift, contracts: impl IntoIterator<Item = &'c Contract>, terms: &Terms) -> Self {
        let known: Vec<&Contract> = contracts.into_iter().collect();
        let mut expired = Vec::new();
        let mut concluded = Vec::new();
        for (name, drift) in &drift.contracts {
            let contract = known.iter().find(|contract| contract.name() == name).copied();
            let mut lines = lines(name, drift, contract, terms);
            for line in &mut lines {
                stand(name, line, terms, &mut expired);
            }
            lines.retain(|line| line.standing != Standing::Off);
            lines.sort_by(Line::compare);
            concluded.push(Concluded { name, drift, lines });
        }
        let sums = Sums::of(&concluded);
        let stale = terms.baseline.stale(&concluded_fingerprints(&concluded));
        Self { drift, contracts: concluded, sums, stale, expired }
    }
}

/// The contracts, and the kinds and fields of their lines: what a baseline is compared with.
fn concluded_fingerprints<'l>(concluded: &'l [Concluded<'_>]) -> Vec<(&'l str, Vec<(Kind, &'l str)>)> {
    let of = |line: &'l Line| (line.kind, line.field.as_str());
    concluded.iter().map(|contract| (contract.name, contract.lines.iter().map(of).collect())).collect()
}

/// The lines of a contract, not yet weighed.
fn lines(name: &str, drift: &ContractDrift, contract: Option<&Contract>, terms: &Terms) -> Vec<Line> {
    let parent = |field: &str| field.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
    let of = |field: &str| drift.census.at(&parent(field)).map_or(0, |node| node.payloads);
    let mut lines: Vec<Line> = drift
        .rows()
        .map(|(field, kind, row)| {
            // Where the field around it was not counted under this path, a row is of all payloads.
            let of = Some(of(field)).filter(|of| *of >= row.payloads).unwrap_or(drift.payloads);
            Line::new(field.to_owned(), kind, row.clone(), of)
        })
        .collect();
    if let Some(contract) = contract {
        population::reconcile(contract, &drift.census, &mut lines);
        if terms.schema_use {
            schema_use::add(contract, drift, &mut lines);
        }
    }
    population::forbidden(name, drift, &terms.policy, &mut lines);
    for line in &mut lines {
        population::describe(&drift.census, line);
    }
    let own = contract.map(Contract::side).unwrap_or_default();
    for line in &mut lines {
        line.severity = Severity::of(line.kind, line.row.impact, terms.side.unwrap_or(own));
    }
    lines
}

/// How a line stands: by the policy, and by what was accepted.
fn stand(name: &str, line: &mut Line, terms: &Terms, expired: &mut Vec<Entry>) {
    match terms.policy.severity(name, &line.field, line.kind) {
        Some(Some(severity)) => line.severity = severity,
        Some(None) => {
            line.standing = Standing::Off;
            return;
        }
        None => {}
    }
    match terms.baseline.find(name, line.kind, &line.field) {
        Some(entry) if entry.is_expired(&terms.today) => expired.push(entry.clone()),
        Some(entry) => line.standing = Standing::Accepted(entry.reason.clone()),
        None => {}
    }
    if line.standing == Standing::Counts && !line.share().is_above(terms.policy.fail_above) {
        line.standing = Standing::Rare;
    }
}
