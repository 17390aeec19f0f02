//! Where a run through a content model is: a position, and what was counted.

use super::tree::{REGISTERS, UNBOUNDED};

/// A position, and how many turns of each repetition around it were begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Config {
    /// 0 at the beginning, else the number of the leaf plus one.
    pub(super) at: u32,
    pub(super) counts: [u32; REGISTERS],
}

/// What is counted, and has to hold, on the way from one position to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// A repetition ends: it must have had this many turns.
    Exit { register: u8, min: u32 },
    /// A repetition begins anew: it must not have had all of its turns. Without a most, turns beyond the least are not
    /// told apart.
    Again { register: u8, min: u32, max: u32 },
    /// A repetition begins.
    Enter { register: u8 },
}

impl Config {
    /// Goes a way; `None` where what was counted does not allow it.
    #[inline]
    pub(super) fn gone(mut self, to: u32, ops: &[Op]) -> Option<Self> {
        self.at = to;
        for op in ops {
            match *op {
                Op::Exit { register, min } => {
                    let count = &mut self.counts[usize::from(register)];
                    if *count < min {
                        return None;
                    }
                    *count = 0;
                }
                Op::Again { register, min, max } => {
                    let count = &mut self.counts[usize::from(register)];
                    if *count >= max {
                        return None;
                    }
                    *count += u32::from(max != UNBOUNDED || *count < min);
                }
                Op::Enter { register } => self.counts[usize::from(register)] = 1,
            }
        }
        Some(self)
    }

    /// Goes a way as if every repetition that ends on it had had enough turns; says which one had not.
    pub(super) fn gone_early(mut self, to: u32, ops: &[Op]) -> Option<(Self, bool)> {
        let mut early = false;
        for op in ops {
            if let Op::Exit { register, min } = *op {
                let count = &mut self.counts[usize::from(register)];
                early |= *count < min;
                *count = (*count).max(min);
            }
        }
        self.gone(to, ops).map(|config| (config, early))
    }

    /// Counts the turns of a repetition as if it had had enough of them.
    pub(super) fn fill(&mut self, register: u8, min: u32) {
        let count = &mut self.counts[usize::from(register)];
        *count = (*count).max(min);
    }
}
