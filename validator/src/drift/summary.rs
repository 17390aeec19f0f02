//! The summary: what workers produce, what is merged, and what a conclusion is drawn from.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::census::Census;
use super::row::Row;
use super::seen::Seen;
use super::time::Time;
use super::unread::Unread;
use crate::contract::Verdict;
use crate::finding::{Finding, Kind};
use crate::routing::{Outcome, Routed};

/// How many rows a contract may have. A payload whose names are data (`undocumented-field` of each of a million keys) has
/// no more to say behind that.
const ROWS: usize = 1 << 17;

/// What a corpus holds and what in it drifted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// Files that payloads were read from.
    pub files: u64,
    /// What was passed over, by what it is: `.png`.
    pub skipped: BTreeMap<String, u64>,
    /// What could not be read: where, and why.
    pub unreadable: Unread,
    /// By contract; the empty name stands for payloads that belong to none.
    pub contracts: BTreeMap<String, ContractDrift>,
}

/// What happened to the payloads of one contract.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContractDrift {
    /// How many there are.
    pub payloads: u64,
    /// How many have no finding and were checked to the end.
    pub clean: u64,
    /// How many a judge gave up on, or a limit kept from being read.
    pub undecided: u64,
    /// How many are no documents.
    pub unread: u64,
    /// How many do not name the version of their contract: they count for the one with the fewest findings.
    pub guessed: u64,
    pub(crate) rows: BTreeMap<(String, Kind), Row>,
    /// Findings beyond the rows that are kept.
    pub(crate) others: u64,
    pub(crate) census: Census,
}

impl Drift {
    /// Adds what was found in one payload. A time that is written in another form than [`Time`]s are is not kept.
    pub fn add(&mut self, seen: &Seen, time: Option<&str>, routed: &Routed<'_, '_>) {
        let name = routed.contract.map_or("", |contract| contract.name());
        let contract = match self.contracts.get_mut(name) {
            Some(contract) => contract,
            None => self.contracts.entry(name.to_owned()).or_default(),
        };
        contract.payloads += 1;
        contract.guessed += u64::from(routed.is_guess);
        match routed.outcome {
            Outcome::Checked(Verdict::Undecided) | Outcome::LimitExceeded => contract.undecided += 1,
            // Where a limit ended the walk, nobody knows what lies behind it.
            Outcome::Checked(_) if routed.findings.iter().any(|finding| finding.kind == Kind::LimitExceeded) => {
                contract.undecided += 1;
            }
            Outcome::Unread => contract.unread += 1,
            Outcome::Checked(Verdict::Valid | Verdict::Invalid) if routed.findings.is_empty() => contract.clean += 1,
            Outcome::Checked(Verdict::Valid | Verdict::Invalid) | Outcome::Unclaimed => {}
        }
        if let (Some(_), Some(document)) = (routed.contract, &routed.document) {
            let unknown = routed.findings.iter().filter(|finding| finding.kind == Kind::UndocumentedField);
            let mut unknown: Vec<u32> = unknown.map(|finding| finding.span.start).collect();
            unknown.sort_unstable();
            contract.census.add(document, &unknown, contract.payloads);
        }
        if !routed.findings.is_empty() || !routed.notes.is_empty() {
            let time = time.and_then(Time::read);
            contract.add(seen, time.as_ref(), routed.findings.iter().chain(&routed.notes));
        }
    }

    /// Merges the drift of two parts of a corpus.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        let Self { files, skipped, unreadable, contracts } = other;
        self.files += files;
        for (what, count) in skipped {
            *self.skipped.entry(what).or_default() += count;
        }
        self.unreadable.merge(unreadable);
        for (name, drift) in contracts {
            self.contracts.entry(name).or_default().merge(drift);
        }
        self
    }

    /// How many payloads were read.
    #[must_use]
    pub fn payloads(&self) -> u64 {
        self.contracts.values().map(|contract| contract.payloads).sum()
    }
}

impl ContractDrift {
    /// Findings that have no row, since there are too many different ones.
    #[must_use]
    pub fn others(&self) -> u64 {
        self.others
    }

    /// The rows as they were found, by field and kind.
    pub fn rows(&self) -> impl Iterator<Item = (&str, Kind, &Row)> {
        self.rows.iter().map(|((field, kind), row)| (field.as_str(), *kind, row))
    }

    fn add<'f>(&mut self, seen: &Seen, time: Option<&Time>, findings: impl Iterator<Item = &'f Finding>) {
        let mut rows: BTreeMap<(String, Kind), Row> = BTreeMap::new();
        for finding in findings {
            let row = Row::of(finding, seen, time);
            match rows.entry((finding.field.clone(), finding.kind)) {
                Entry::Vacant(entry) => {
                    entry.insert(row);
                }
                Entry::Occupied(mut entry) => {
                    entry.get_mut().merge(row);
                    // It is still the same payload.
                    entry.get_mut().payloads = 1;
                }
            }
        }
        self.merge_rows(rows);
    }

    fn merge(&mut self, other: Self) {
        let Self { payloads, clean, undecided, unread, guessed, rows, others, census } = other;
        self.payloads += payloads;
        self.clean += clean;
        self.undecided += undecided;
        self.unread += unread;
        self.guessed += guessed;
        self.others += others;
        self.census.merge(census);
        self.merge_rows(rows);
    }

    fn merge_rows(&mut self, rows: BTreeMap<(String, Kind), Row>) {
        for (key, row) in rows {
            match self.rows.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(row);
                }
                Entry::Occupied(mut entry) => entry.get_mut().merge(row),
            }
        }
        // Those that come last are dropped: none of them is among the first of a larger corpus, so that what is kept is
        // exact, and the same in whatever order the parts of a corpus are merged.
        while self.rows.len() > ROWS {
            self.others += self.rows.pop_last().map_or(0, |(_, row)| row.findings);
        }
    }
}
