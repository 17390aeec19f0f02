//! What to do about a drift: each kind that it is made of with its next step.

use std::collections::BTreeMap;

use super::entry::Entry;
use crate::explain::{Explanation, explain};
use crate::finding::Kind;

/// What to do about a kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) kind: Kind,
    /// What to change in the schema.
    pub(super) schema: &'static str,
    /// What to change in the code that reads or writes the payload.
    pub(super) code: &'static str,
}

/// The next steps, those of the kinds with the most payloads first; what does not count asks for none.
pub(super) fn steps<'d>(entries: impl Iterator<Item = Entry<'d>>) -> Vec<Step> {
    let mut payloads: BTreeMap<Kind, u64> = BTreeMap::new();
    for entry in entries.filter(Entry::counts) {
        *payloads.entry(entry.kind).or_default() += entry.row.payloads;
    }
    let mut kinds: Vec<_> = payloads.into_iter().collect();
    kinds.sort_by_key(|(kind, payloads)| (std::cmp::Reverse(*payloads), *kind));
    let step = |kind| {
        let Explanation { schema, code, .. } = explain(kind);
        Step { kind, schema, code }
    };
    kinds.into_iter().map(|(kind, _)| step(kind)).collect()
}
