//! A set of small numbers: which members were spoken of, which fields are there. Up to 64 without allocation.

/// A set of small numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    low: u64,
    high: Vec<u64>,
}

impl Marks {
    /// Adds a number; says whether it was new.
    #[inline]
    pub(crate) fn set(&mut self, number: usize) -> bool {
        let bit = 1 << (number % 64);
        let word = match number / 64 {
            0 => &mut self.low,
            at => {
                if self.high.len() < at {
                    self.high.resize(at, 0);
                }
                &mut self.high[at - 1]
            }
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Whether no number is in the set.
    pub(crate) fn is_empty(&self) -> bool {
        self.low == 0 && self.high.iter().all(|word| *word == 0)
    }

    /// Takes every number out, and keeps the memory.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.low = 0;
        self.high.clear();
    }

    /// Whether the number is in the set.
    #[inline]
    pub(crate) fn has(&self, number: usize) -> bool {
        let word = match number / 64 {
            0 => self.low,
            at => self.high.get(at - 1).copied().unwrap_or(0),
        };
        word & (1 << (number % 64)) != 0
    }

    /// Adds every number of another set.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.low |= other.low;
        if self.high.len() < other.high.len() {
            self.high.resize(other.high.len(), 0);
        }
        for (own, theirs) in self.high.iter_mut().zip(&other.high) {
            *own |= theirs;
        }
    }

    /// Whether every number of another set is in this one.
    pub(crate) fn holds(&self, other: &Self) -> bool {
        let high = other.high.iter().enumerate().all(|(at, word)| word & !self.high.get(at).copied().unwrap_or(0) == 0);
        other.low & !self.low == 0 && high
    }

    /// Whether the two sets share a number.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.low & other.low != 0 || self.high.iter().zip(&other.high).any(|(own, theirs)| own & theirs != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn numbers_of_any_size_are_kept() {
        let mut marks = Marks::default();
        for number in [0, 63, 64, 200] {
            assert!(!marks.has(number));
            assert!(marks.set(number));
            assert!(!marks.set(number));
            assert!(marks.has(number));
        }
        let mut other = Marks::default();
        other.set(199);
        assert!(!marks.meets(&other));
        other.merge(&marks);
        assert!(marks.meets(&other) && other.has(199) && other.has(64));
        assert!(other.holds(&marks) && !marks.holds(&other));
        other.clear();
        assert_eq!(other, Marks::default());
    }
}
