//! The drift of a corpus: one row for each contract, field and kind of finding.
//!
//! In go the findings of one payload after the other; out comes a [`Drift`], which merges with the drift of another part of
//! the corpus: in any order and grouping the result is the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use driftline_schemas::text::Position;

use crate::contract::Verdict;
use crate::finding::{Alternative, Finding, Impact, Kind, SchemaPlace};
use crate::routing::{Outcome, Routed};
use crate::severity::Severity;

/// What a corpus holds and what in it drifted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// Files that payloads were read from.
    pub files: u64,
    /// What was passed over, by what it is: `.png`.
    pub skipped: BTreeMap<String, u64>,
    /// What could not be read: where, and why.
    pub unreadable: BTreeSet<(String, String)>,
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
    rows: BTreeMap<(String, Kind), Row>,
}

/// One kind of difference at one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// In how many payloads it is.
    pub payloads: u64,
    /// How often it is, over all payloads: what is tolerated too is counted wherever it is.
    pub findings: u64,
    /// The first of them.
    pub first: First,
    /// The earliest time of a payload that has it, as its capture writes it.
    pub since: Option<String>,
    /// The worst that it does to generated code, where that is known.
    pub impact: Option<Impact>,
    /// What other branches of a union say of the first of them, where that was asked for.
    pub alternatives: Vec<Alternative>,
}

/// Where something was seen first, and what was seen there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct First {
    /// Which payload.
    pub seen: Seen,
    /// The place inside the payload's body.
    pub position: Position,
    /// The path of the field there.
    pub path: String,
    /// What was got and wanted, in one sentence.
    pub sentence: String,
    /// What the schema says where.
    pub schema: Option<SchemaPlace>,
}

/// Names a payload of a corpus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Seen {
    /// The file.
    pub source: String,
    /// The number of the record in a file of several: the line of NDJSON, the entry of a HAR, from 1.
    pub record: Option<u64>,
    /// `request` or `response`, where a record has both.
    pub part: Option<&'static str>,
    /// Where the record begins: bytes from the beginning of the unpacked file.
    pub offset: u64,
}

/// `a.xml`, `a.ndjson#3`, `a.har#2.response`.
impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(record) = self.record {
            write!(f, "#{record}")?;
        }
        if let Some(part) = self.part {
            write!(f, ".{part}")?;
        }
        Ok(())
    }
}

/// `a.ndjson#3:8:18`.
impl fmt::Display for First {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seen, self.position)
    }
}

/// The sums over all contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Contracts that have a payload.
    pub contracts: u64,
    /// Payloads.
    pub payloads: u64,
    /// Payloads without a finding, checked to the end.
    pub clean: u64,
    /// Payloads that nobody could decide.
    pub undecided: u64,
    /// Payloads that are no documents.
    pub unread: u64,
    /// Findings.
    pub findings: u64,
    /// Rows.
    pub rows: u64,
    /// How often something was tolerated.
    pub notes: u64,
    /// Rows of what was tolerated.
    pub note_rows: u64,
    /// The worst severity of a row.
    pub worst: Option<Severity>,
}

impl Drift {
    /// Adds what was found in one payload.
    pub fn add(&mut self, seen: &Seen, time: Option<&str>, routed: &Routed<'_>) {
        let name = routed.contract.map_or("", |contract| contract.name());
        let contract = self.contracts.entry(name.to_owned()).or_default();
        contract.payloads += 1;
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
        contract.add(seen, time, routed.findings.iter().chain(&routed.notes));
    }

    /// Merges the drift of two parts of a corpus.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        let Self { files, skipped, unreadable, contracts } = other;
        self.files += files;
        for (what, count) in skipped {
            *self.skipped.entry(what).or_default() += count;
        }
        self.unreadable.extend(unreadable);
        for (name, drift) in contracts {
            self.contracts.entry(name).or_default().merge(drift);
        }
        self
    }

    /// The sums over all contracts.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for (name, contract) in &self.contracts {
            totals.contracts += u64::from(!name.is_empty());
            totals.payloads += contract.payloads;
            totals.clean += contract.clean;
            totals.undecided += contract.undecided;
            totals.unread += contract.unread;
            for ((_, kind), row) in &contract.rows {
                let severity = Severity::of(*kind);
                let (rows, findings) = match severity {
                    Severity::Note => (&mut totals.note_rows, &mut totals.notes),
                    Severity::Warning | Severity::Error => (&mut totals.rows, &mut totals.findings),
                };
                *rows += 1;
                *findings += row.findings;
                totals.worst = totals.worst.max(Some(severity));
            }
        }
        totals
    }
}

impl ContractDrift {
    /// The rows: the most severe first, then the most frequent, then by field and kind.
    pub fn rows(&self) -> impl Iterator<Item = (&str, Kind, &Row)> {
        let mut rows: Vec<_> = self.rows.iter().map(|((field, kind), row)| (field.as_str(), *kind, row)).collect();
        rows.sort_by_key(|(_, kind, row)| std::cmp::Reverse((Severity::of(*kind), row.payloads, row.findings)));
        rows.into_iter()
    }

    fn add<'f>(&mut self, seen: &Seen, time: Option<&str>, findings: impl Iterator<Item = &'f Finding>) {
        let mut rows: BTreeMap<(String, Kind), Row> = BTreeMap::new();
        for finding in findings {
            let row = row_of(finding, seen, time);
            match rows.entry((finding.field.clone(), finding.kind)) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(row);
                }
                std::collections::btree_map::Entry::Occupied(mut entry) => {
                    entry.get_mut().merge(row);
                    // It is still the same payload.
                    entry.get_mut().payloads = 1;
                }
            }
        }
        self.merge_rows(rows);
    }

    fn merge(&mut self, other: Self) {
        let Self { payloads, clean, undecided, unread, rows } = other;
        self.payloads += payloads;
        self.clean += clean;
        self.undecided += undecided;
        self.unread += unread;
        self.merge_rows(rows);
    }

    fn merge_rows(&mut self, rows: BTreeMap<(String, Kind), Row>) {
        for (key, row) in rows {
            match self.rows.entry(key) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(row);
                }
                std::collections::btree_map::Entry::Occupied(mut entry) => entry.get_mut().merge(row),
            }
        }
    }
}

impl Row {
    fn merge(&mut self, other: Self) {
        let Self { payloads, findings, first, since, impact, alternatives } = other;
        self.payloads += payloads;
        self.findings += findings;
        if first < self.first {
            (self.first, self.alternatives) = (first, alternatives);
        }
        self.since = match (self.since.take(), since) {
            (Some(ours), Some(theirs)) => Some(ours.min(theirs)),
            (ours, theirs) => ours.or(theirs),
        };
        self.impact = self.impact.max(impact);
    }
}

fn row_of(finding: &Finding, seen: &Seen, time: Option<&str>) -> Row {
    let first = First {
        seen: seen.clone(),
        position: finding.position,
        path: finding.path.clone(),
        sentence: finding.sentence(),
        schema: finding.schema.clone(),
    };
    Row {
        payloads: 1,
        findings: finding.times,
        first,
        since: time.map(str::to_owned),
        impact: finding.impact,
        alternatives: finding.alternatives.clone(),
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::text::Span;

    use super::{Drift, Seen};
    use crate::contract::Verdict;
    use crate::finding::{Finding, Got, Impact, Kind, ValueKind, Want};
    use crate::routing::{Outcome, Routed};
    use driftline_schemas::text::Position;

    fn finding(kind: Kind, field: &str, line: u32, impact: Option<Impact>) -> Finding {
        Finding {
            kind,
            path: field.replace('*', "0"),
            field: field.to_owned(),
            span: Span::at(0),
            position: Position { line, column: 1 },
            schema: None,
            got: Got::Value(ValueKind::Text),
            want: Want::Type("an integer".into()),
            impact,
            times: 1,
            alternatives: Vec::new(),
        }
    }

    fn part(source: &str, time: Option<&str>, findings: Vec<Finding>) -> Drift {
        let mut drift = Drift { files: 1, ..Drift::default() };
        drift.skipped.insert(".png".into(), 1);
        let routed = Routed { contract: None, findings, notes: Vec::new(), outcome: Outcome::Checked(Verdict::Valid) };
        drift.add(&Seen { source: source.into(), ..Seen::default() }, time, &routed);
        drift
    }

    fn parts() -> [Drift; 3] {
        let quantity = |line, impact| finding(Kind::Stringified, "/items/*/quantity", line, impact);
        [
            part("b.json", Some("2024-02-01"), vec![quantity(9, Some(Impact::Loses)), quantity(3, None)]),
            part("a.json", Some("2024-03-01"), vec![quantity(7, None), finding(Kind::NullSent, "/name", 1, None)]),
            part("c.json", None, vec![]),
        ]
    }

    #[test]
    fn a_row_counts_payloads_and_findings_and_keeps_the_first_and_the_worst() {
        let [b, a, c] = parts();
        let drift = b.merge(a).merge(c);
        let contract = &drift.contracts[""];
        assert_eq!((contract.payloads, contract.clean), (3, 1));
        let rows: Vec<_> = contract.rows().collect();
        assert_eq!(rows.iter().map(|(field, ..)| *field).collect::<Vec<_>>(), ["/items/*/quantity", "/name"]);
        let row = rows[0].2;
        assert_eq!((row.payloads, row.findings), (2, 3));
        assert_eq!(row.first.to_string(), "a.json:7:1");
        assert_eq!((row.since.as_deref(), row.impact), (Some("2024-02-01"), Some(Impact::Loses)));
        let totals = drift.totals();
        assert_eq!((totals.payloads, totals.findings, totals.rows, totals.contracts), (3, 4, 2, 0));
    }

    #[test]
    fn merging_is_commutative_and_associative() {
        let [a, b, c] = parts();
        let left = a.clone().merge(b.clone()).merge(c.clone());
        let right = a.clone().merge(b.clone().merge(c.clone()));
        let turned = c.merge(b).merge(a);
        assert_eq!(left, right);
        assert_eq!(left, turned);
        assert_eq!(left.clone().merge(Drift::default()), left);
    }
}
