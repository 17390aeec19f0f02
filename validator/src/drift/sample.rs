//! A few of many, chosen by hash: the same few in whatever order the many arrive and however they are divided.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::seen::First;
use crate::hash;
use crate::masked::Masked;

/// How many places are kept.
const PLACES: usize = 3;

/// How many shapes are told apart.
const SHAPES: usize = 16;

/// Up to three places to look, of three payloads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    by_hash: BTreeMap<u64, First>,
}

impl Places {
    /// One place.
    pub(super) fn of(place: First) -> Self {
        Self { by_hash: BTreeMap::from([(place.seen.hash(), place)]) }
    }

    /// The places, in the order of the corpus.
    pub fn iter(&self) -> impl Iterator<Item = &First> {
        let mut places: Vec<_> = self.by_hash.values().collect();
        places.sort();
        places.into_iter()
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (hash, place) in other.by_hash {
            match self.by_hash.entry(hash) {
                Entry::Vacant(entry) => {
                    entry.insert(place);
                }
                // The first of a payload is kept.
                Entry::Occupied(mut entry) if place < *entry.get() => {
                    entry.insert(place);
                }
                Entry::Occupied(_) => {}
            }
            if self.by_hash.len() > PLACES {
                self.by_hash.pop_last();
            }
        }
    }
}

/// What values look like, with how often each was seen: exact for those that are kept, and of the others how many there were.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    kept: BTreeMap<(u64, Masked), u64>,
    others: u64,
}

impl Tally {
    /// Counts a value.
    pub(super) fn add(&mut self, shape: Masked, times: u64) {
        let key = (hash::of(&[shape.as_str().as_bytes()]), shape);
        match self.kept.entry(key) {
            Entry::Occupied(mut entry) => *entry.get_mut() += times,
            Entry::Vacant(entry) => {
                entry.insert(times);
            }
        }
        // What leaves never comes back: its hash is larger than those of the ones that stay, which only become smaller.
        if self.kept.len() > SHAPES
            && let Some((_, times)) = self.kept.pop_last()
        {
            self.others += times;
        }
    }

    /// Those that are kept, the most frequent first.
    #[must_use]
    pub fn shapes(&self) -> Vec<(&Masked, u64)> {
        let mut shapes: Vec<_> = self.kept.iter().map(|((_, shape), times)| (shape, *times)).collect();
        shapes.sort_by(|(one, times), (other, others)| others.cmp(times).then_with(|| one.cmp(other)));
        shapes
    }

    /// How often others were seen.
    #[must_use]
    pub fn others(&self) -> u64 {
        self.others
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.others += other.others;
        for ((_, shape), times) in other.kept {
            self.add(shape, times);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SHAPES, Tally};
    use crate::finding::ValueKind;
    use crate::masked::Masked;

    #[test]
    fn what_is_kept_hangs_on_no_order_and_is_exact() {
        let shape = |number| Masked::value(ValueKind::Text, &format!("shape {}", number % 40), true);
        let shapes: Vec<Masked> = (0..100).map(shape).collect();
        let count = |shapes: &mut dyn Iterator<Item = &Masked>| {
            let mut tally = Tally::default();
            shapes.for_each(|shape| tally.add(shape.clone(), 1));
            tally
        };
        let forward = count(&mut shapes.iter());
        assert_eq!(forward, count(&mut shapes.iter().rev()));
        let mut halves = count(&mut shapes[50..].iter());
        halves.merge(count(&mut shapes[..50].iter()));
        assert_eq!(forward, halves);
        assert_eq!(forward.shapes().len(), SHAPES);
        assert_eq!(forward.shapes().iter().map(|(_, times)| times).sum::<u64>() + forward.others(), 100);
        for (shape, times) in forward.shapes() {
            assert_eq!(shapes.iter().filter(|other| *other == shape).count() as u64, times);
        }
    }
}
