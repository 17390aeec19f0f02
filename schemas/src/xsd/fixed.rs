//! Which facets of a type are `fixed`: types derived from it must not change them.

/// A set of kinds of facets, by their numbers below 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fixed(u16);

impl Fixed {
    /// Whether a kind is in the set.
    pub(super) fn has(self, kind: usize) -> bool {
        self.0 & (1 << kind) != 0
    }

    /// Adds a kind.
    pub(super) fn add(&mut self, kind: usize) {
        self.0 |= 1 << kind;
    }
}
