//! Which position may follow which, read off the tree, and what is counted on the way.

use super::config::Op;
use super::tree::{Kind, Tree, UNBOUNDED};

/// A way from one position to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// The state that is reached: the number of the leaf, plus one.
    pub(super) to: u32,
    pub(super) ops: Vec<Op>,
}

impl Tree {
    /// Every way from a state to a leaf: one within what holds both, and one for each repetition around both that may begin
    /// anew. State 0 is the beginning, the others are the leaves.
    pub(super) fn ways(&self, from: u32, leaf: u32) -> Vec<Way> {
        let mut ways = Vec::new();
        let to = leaf + 1;
        let target = self.leaves[leaf as usize].0;
        let Some(source) = from.checked_sub(1).map(|from| self.leaves[from as usize].0) else {
            let mut ops = Vec::new();
            if self.enters(target, None, &mut ops) {
                ways.push(Way { to, ops });
            }
            return ways;
        };
        let mut around = Some(self.lowest_around(source, target, &mut ways, to));
        while let Some(turn) = around {
            let part = &self.nodes[turn as usize];
            if part.max > 1 {
                let mut ops = Vec::new();
                if self.leaves_to(source, Some(turn), &mut ops) {
                    if let Some(register) = part.register {
                        ops.push(Op::Again { register, min: part.min, max: part.max });
                    }
                    if self.enters(target, Some(turn), &mut ops) {
                        ways.push(Way { to, ops });
                    }
                }
            }
            around = part.parent;
        }
        ways
    }

    /// What has to hold for the children to end in a state, if they may.
    pub(super) fn end(&self, from: u32) -> Option<Vec<Op>> {
        let mut ops = Vec::new();
        match from.checked_sub(1) {
            Some(leaf) => self.leaves_to(self.leaves[leaf as usize].0, None, &mut ops).then_some(ops),
            None => self.nodes.first().is_none_or(|root| root.emptiable).then_some(ops),
        }
    }

    /// The lowest part that holds two leaves. Where it is a sequence, one may follow the other in it.
    fn lowest_around(&self, source: u32, target: u32, ways: &mut Vec<Way>, to: u32) -> u32 {
        let (mut one, mut other) = (source, target);
        // A parent has a lower number than its children.
        let (mut below_one, mut below_other) = (one, other);
        while one != other {
            if one > other {
                below_one = one;
                one = self.nodes[one as usize].parent.unwrap_or(0);
            } else {
                below_other = other;
                other = self.nodes[other as usize].parent.unwrap_or(0);
            }
        }
        if source != target && self.nodes[one as usize].kind == Kind::Sequence {
            let (first, second) = (&self.nodes[below_one as usize], &self.nodes[below_other as usize]);
            let between = second.before.checked_sub(first.before + u32::from(!first.emptiable));
            let mut ops = Vec::new();
            if first.index < second.index
                && between == Some(0)
                && self.leaves_within(source, one, &mut ops)
                && self.enters_within(target, one, &mut ops)
            {
                ways.push(Way { to, ops });
            }
        }
        one
    }

    /// Whether a leaf may be the last of a part (of everything without one), and what is counted where it is.
    fn leaves_to(&self, leaf: u32, part: Option<u32>, ops: &mut Vec<Op>) -> bool {
        let mut at = leaf;
        while Some(at) != part {
            self.exit(at, ops);
            let Some(parent) = self.nodes[at as usize].parent else { break };
            if !self.is_last(at, parent) {
                return false;
            }
            at = parent;
        }
        true
    }

    /// The same up to a sequence, in which more may come.
    fn leaves_within(&self, leaf: u32, sequence: u32, ops: &mut Vec<Op>) -> bool {
        let mut at = leaf;
        loop {
            self.exit(at, ops);
            match self.nodes[at as usize].parent {
                Some(parent) if parent != sequence => {
                    if !self.is_last(at, parent) {
                        return false;
                    }
                    at = parent;
                }
                _ => return true,
            }
        }
    }

    /// Whether a leaf may be the first of a turn of a part (of everything without one), and what is counted where it is.
    fn enters(&self, leaf: u32, part: Option<u32>, ops: &mut Vec<Op>) -> bool {
        let mut at = leaf;
        while Some(at) != part {
            self.enter(at, ops);
            let Some(parent) = self.nodes[at as usize].parent else { break };
            if !self.is_first(at, parent) {
                return false;
            }
            at = parent;
        }
        true
    }

    /// The same down from a sequence, in which something came before.
    fn enters_within(&self, leaf: u32, sequence: u32, ops: &mut Vec<Op>) -> bool {
        let mut at = leaf;
        loop {
            self.enter(at, ops);
            match self.nodes[at as usize].parent {
                Some(parent) if parent != sequence => {
                    if !self.is_first(at, parent) {
                        return false;
                    }
                    at = parent;
                }
                _ => return true,
            }
        }
    }

    fn is_last(&self, at: u32, parent: u32) -> bool {
        self.nodes[parent as usize].kind != Kind::Sequence || self.nodes[at as usize].after == 0
    }

    fn is_first(&self, at: u32, parent: u32) -> bool {
        self.nodes[parent as usize].kind != Kind::Sequence || self.nodes[at as usize].before == 0
    }

    fn exit(&self, at: u32, ops: &mut Vec<Op>) {
        let part = &self.nodes[at as usize];
        if let Some(register) = part.register {
            ops.push(Op::Exit { register, min: part.min });
        }
    }

    fn enter(&self, at: u32, ops: &mut Vec<Op>) {
        if let Some(register) = self.nodes[at as usize].register {
            ops.push(Op::Enter { register });
        }
    }

    /// Whether two leaves stand in different alternatives of a choice, and whether that choice may be taken once only.
    pub(super) fn excludes(&self, one: u32, other: u32) -> Option<bool> {
        let (one, other) = (self.leaves[one as usize].0, self.leaves[other as usize].0);
        let mut at = self.lowest_around(one, other, &mut Vec::new(), 0);
        if one == other || self.nodes[at as usize].kind != Kind::Choice {
            return None;
        }
        loop {
            let part = &self.nodes[at as usize];
            if part.max > 1 {
                return Some(false);
            }
            match part.parent {
                Some(parent) => at = parent,
                None => return Some(true),
            }
        }
    }

    /// In how many ways the repetitions around a leaf may have been counted.
    pub(super) fn counts(&self, leaf: u32) -> u64 {
        let mut counts = 1_u64;
        let mut at = Some(self.leaves[leaf as usize].0);
        while let Some(id) = at {
            let part = &self.nodes[id as usize];
            if part.register.is_some() {
                counts = counts.saturating_mul(if part.max == UNBOUNDED { part.min } else { part.max }.into());
            }
            at = part.parent;
        }
        counts
    }
}
