//! What could not be read: where, and why.

use std::collections::BTreeSet;

/// How many places are kept.
const KEPT: usize = 1_000;

/// What could not be read. Of very many the first by name are kept, and all are counted, so that a corpus of nothing but
/// broken records needs no more memory than any other, and the parts of a corpus add up to the same in any order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unread {
    kept: BTreeSet<(String, String)>,
    total: u64,
}

impl Unread {
    /// Adds a place and why it could not be read.
    pub fn insert(&mut self, place: String, reason: String) {
        self.total += 1;
        self.keep((place, reason));
    }

    /// Whether everything could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// How many could not be read.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many of them are not kept.
    #[must_use]
    pub fn others(&self) -> u64 {
        self.total - self.kept.len() as u64
    }

    /// Those that are kept, in order: where, and why.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kept.iter().map(|(place, reason)| (place.as_str(), reason.as_str()))
    }

    /// Merges those of another part of the corpus.
    pub(super) fn merge(&mut self, other: Self) {
        let Self { kept, total } = other;
        self.total += total;
        kept.into_iter().for_each(|one| self.keep(one));
    }

    /// Of more than are kept those that come last are dropped: none of them is among the first of a larger corpus.
    fn keep(&mut self, one: (String, String)) {
        self.kept.insert(one);
        if self.kept.len() > KEPT {
            self.kept.pop_last();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Unread};

    #[test]
    fn the_first_are_kept_and_all_are_counted_in_any_order() {
        let numbers: Vec<usize> = (0..3 * KEPT).collect();
        let of = |numbers: &mut dyn Iterator<Item = &usize>| {
            let mut unread = Unread::default();
            numbers.for_each(|number| unread.insert(format!("a#{number:05}"), "cut".into()));
            unread
        };
        let whole = of(&mut numbers.iter());
        assert_eq!((whole.iter().count(), whole.total(), whole.others()), (KEPT, 3 * KEPT as u64, 2 * KEPT as u64));
        let mut parts = of(&mut numbers.iter().rev().step_by(2));
        parts.merge(of(&mut numbers.iter().rev().skip(1).step_by(2)));
        assert_eq!(parts, whole);
    }
}
