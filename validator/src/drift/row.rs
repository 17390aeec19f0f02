//! One kind of difference at one field: how often, since when, what was seen, where to look.

use std::collections::BTreeMap;

use super::sample::{Places, Tally};
use super::seen::{First, Seen};
use super::time::Time;
use crate::finding::{Alternative, Finding, Got, Impact, ValueKind};

/// One kind of difference at one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// In how many payloads it is.
    pub payloads: u64,
    /// How often it is, over all payloads: what is tolerated too is counted wherever it is.
    pub findings: u64,
    /// The first of them.
    pub first: First,
    /// The last payload that has it.
    pub last: Seen,
    /// The earliest time of a payload that has it.
    pub since: Option<Time>,
    /// The latest.
    pub until: Option<Time>,
    /// The worst that it does to generated code, where that is known.
    pub impact: Option<Impact>,
    /// What kinds of values were sent, where it is about a value.
    pub kinds: BTreeMap<ValueKind, u64>,
    /// What the values look like.
    pub shapes: Tally,
    /// Up to three places to look.
    pub places: Places,
    /// What other branches of a union say of the first of them, where that was asked for.
    pub alternatives: Vec<Alternative>,
}

impl Row {
    /// The row of one finding.
    pub(super) fn of(finding: &Finding, seen: &Seen, time: Option<&Time>) -> Self {
        let first = First {
            seen: seen.clone(),
            position: finding.position,
            path: finding.path.clone(),
            sentence: finding.sentence(),
            schema: finding.schema.clone(),
        };
        let kind = match finding.got {
            Got::Value(kind) => Some(kind),
            Got::Text { .. } => Some(ValueKind::Text),
            Got::Absent | Got::Count(_) | Got::Fitting(_) | Got::Name(_) | Got::Namespace(_) | Got::Syntax(_) => None,
        };
        let mut shapes = Tally::default();
        if let Some(shape) = &finding.shape {
            shapes.add(shape.clone(), finding.times);
        }
        Self {
            payloads: 1,
            findings: finding.times,
            last: seen.clone(),
            since: time.cloned(),
            until: time.cloned(),
            impact: finding.impact,
            kinds: kind.map(|kind| (kind, finding.times)).into_iter().collect(),
            shapes,
            places: Places::of(first.clone()),
            alternatives: finding.alternatives.clone(),
            first,
        }
    }

    /// Merges the same row of another part of the corpus.
    pub(crate) fn merge(&mut self, other: Self) {
        let Self { payloads, findings, first, last, since, until, impact, kinds, shapes, places, alternatives } = other;
        self.payloads += payloads;
        self.findings += findings;
        if first < self.first {
            (self.first, self.alternatives) = (first, alternatives);
        }
        self.last = last.max(std::mem::take(&mut self.last));
        self.since = either(self.since.take(), since, Ord::min);
        self.until = either(self.until.take(), until, Ord::max);
        self.impact = self.impact.max(impact);
        for (kind, times) in kinds {
            *self.kinds.entry(kind).or_default() += times;
        }
        self.shapes.merge(shapes);
        self.places.merge(places);
    }
}

fn either(ours: Option<Time>, theirs: Option<Time>, of: fn(Time, Time) -> Time) -> Option<Time> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => Some(of(ours, theirs)),
        (ours, theirs) => ours.or(theirs),
    }
}
