//! One line of a conclusion.

use std::cmp::{Ordering, Reverse};

use super::interval::Share;
use crate::drift::Row;
use crate::finding::Kind;
use crate::severity::Severity;

/// What drifted at one field, and how much it matters.
#[derive(Debug, Clone)]
pub struct Line {
    /// The field, without indexes.
    pub field: String,
    /// What kind of difference.
    pub kind: Kind,
    /// How often, since when, what, where.
    pub row: Row,
    /// How many payloads have the object or element that the field belongs to.
    pub of: u64,
    /// How much it matters.
    pub severity: Severity,
    /// Whether it counts.
    pub standing: Standing,
    /// Why the population says so, where it is more than the sum of findings.
    pub evidence: Option<String>,
}

/// Whether a line counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It does.
    Counts,
    /// It is too rare to count ([`Policy::fail_above`](crate::Policy::fail_above)).
    Rare,
    /// It was accepted, for this reason.
    Accepted(String),
    /// The policy does not want to hear of it: it is in no report.
    Off,
}

impl Line {
    /// A line that is not weighed yet.
    pub(super) fn new(field: String, kind: Kind, row: Row, of: u64) -> Self {
        Self { field, kind, row, of, severity: Severity::Error, standing: Standing::Counts, evidence: None }
    }

    /// In how many payloads of how many.
    #[must_use]
    pub fn share(&self) -> Share {
        Share { k: self.row.payloads, n: self.of }
    }

    /// Whether it is about what the contract tolerates, or about what of it the corpus uses, and so no drift.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.severity == Severity::Note
    }

    /// What counts first, then the most severe, the most frequent, and by field and kind.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let key = |line: &Self| {
            (line.standing != Standing::Counts, Reverse((line.severity, line.row.payloads, line.row.findings)))
        };
        key(self).cmp(&key(other)).then_with(|| (&self.field, self.kind).cmp(&(&other.field, other.kind)))
    }
}
