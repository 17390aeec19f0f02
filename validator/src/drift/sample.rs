//! A few of many, chosen by hash: the same few in whatever order the many arrive and however they are divided.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::seen::First;
use crate::hash;

/// How many places are kept.
const PLACES: usize = 3;

/// How many texts are told apart.
const TEXTS: usize = 16;

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

/// Texts with how often each was seen: exact for those that are kept, and of the others how many there were.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    kept: BTreeMap<(u64, Box<str>), u64>,
    others: u64,
}

impl Tally {
    /// Counts a text.
    pub(super) fn add(&mut self, text: Box<str>, times: u64) {
        let key = (hash::of(&[text.as_bytes()]), text);
        match self.kept.entry(key) {
            Entry::Occupied(mut entry) => *entry.get_mut() += times,
            Entry::Vacant(entry) => {
                entry.insert(times);
            }
        }
        // What leaves never comes back: its hash is larger than those of the ones that stay, which only become smaller.
        if self.kept.len() > TEXTS
            && let Some((_, times)) = self.kept.pop_last()
        {
            self.others += times;
        }
    }

    /// The texts that are kept, the most frequent first.
    #[must_use]
    pub fn texts(&self) -> Vec<(&str, u64)> {
        let mut texts: Vec<_> = self.kept.iter().map(|((_, text), times)| (&**text, *times)).collect();
        texts.sort_by(|(one, times), (other, others)| others.cmp(times).then_with(|| one.cmp(other)));
        texts
    }

    /// How often others were seen.
    #[must_use]
    pub fn others(&self) -> u64 {
        self.others
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.others += other.others;
        for ((_, text), times) in other.kept {
            self.add(text, times);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, Tally};

    #[test]
    fn what_is_kept_hangs_on_no_order_and_is_exact() {
        let texts: Vec<String> = (0..100).map(|number| format!("shape {}", number % 40)).collect();
        let count = |texts: &mut dyn Iterator<Item = &String>| {
            let mut tally = Tally::default();
            texts.for_each(|text| tally.add(text.as_str().into(), 1));
            tally
        };
        let forward = count(&mut texts.iter());
        assert_eq!(forward, count(&mut texts.iter().rev()));
        let mut halves = count(&mut texts[50..].iter());
        halves.merge(count(&mut texts[..50].iter()));
        assert_eq!(forward, halves);
        assert_eq!(forward.texts().len(), TEXTS);
        assert_eq!(forward.texts().iter().map(|(_, times)| times).sum::<u64>() + forward.others(), 100);
        for (text, times) in forward.texts() {
            assert_eq!(texts.iter().filter(|other| *other == text).count() as u64, times);
        }
    }
}
