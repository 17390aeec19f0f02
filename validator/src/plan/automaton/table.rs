//! The ways of a content model by state and symbol, looked up and not searched.

use driftline_schemas::text::offset;

use super::config::Op;
use super::edges::Way;
use super::symbols::{Symbol, Symbols};
use super::tree::Tree;

/// How many cells one table may have.
const CELLS: usize = 1 << 18;

/// The ways from every state.
#[derive(Debug)]
pub(super) struct Table {
    width: usize,
    /// For each state and symbol the number of its first edge plus one; 0 where there is none.
    cells: Vec<u32>,
    edges: Vec<Edge>,
    ops: Vec<Op>,
    /// The edges of each state begin here.
    states: Vec<u32>,
}

/// A way by which a symbol is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) to: u32,
    from_op: u32,
    to_op: u32,
    /// Whether the next edge is another way for the same symbol.
    more: bool,
}

impl Table {
    /// The table of a content model, and whether a symbol may be taken in two ways at once; `None` where it would be too
    /// large. `budget` is how many cells all tables may still have.
    pub(super) fn new(tree: &Tree, symbols: &Symbols, budget: &mut usize) -> Option<(Self, bool)> {
        let (width, height) = (symbols.len(), tree.leaves.len() + 1);
        let size = width.checked_mul(height).filter(|size| *size <= CELLS.min(*budget))?;
        *budget -= size;
        let mut table = Self { width, cells: vec![0; size], edges: Vec::new(), ops: Vec::new(), states: Vec::new() };
        let mut ambiguous = false;
        for state in 0..offset(height) {
            table.states.push(offset(table.edges.len()));
            let ways: Vec<Vec<Way>> = (0..offset(tree.leaves.len())).map(|leaf| tree.ways(state, leaf)).collect();
            for symbol in symbols.all() {
                let mut own: Vec<&Way> = Vec::new();
                for way in symbols.leaves(symbol).iter().flat_map(|leaf| &ways[*leaf as usize]) {
                    if !own.contains(&way) {
                        own.push(way);
                    }
                }
                if own.len() > 1 {
                    let all = own.clone();
                    own.retain(|way| !all.iter().any(|other| is_as_good(other, way)));
                }
                ambiguous |=
                    own.iter().enumerate().any(|(at, way)| own[at + 1..].iter().any(|other| !are_apart(way, other)));
                table.add(state, symbol, &own);
            }
        }
        table.states.push(offset(table.edges.len()));
        Some((table, ambiguous))
    }

    fn add(&mut self, state: u32, symbol: Symbol, ways: &[&Way]) {
        if ways.is_empty() {
            return;
        }
        let cell = self.cell(state, symbol);
        self.cells[cell] = offset(self.edges.len()) + 1;
        for (at, way) in ways.iter().enumerate() {
            let from_op = offset(self.ops.len());
            self.ops.extend(&way.ops);
            let to_op = offset(self.ops.len());
            self.edges.push(Edge { to: way.to, from_op, to_op, more: at + 1 < ways.len() });
        }
    }

    #[inline]
    fn cell(&self, state: u32, symbol: Symbol) -> usize {
        state as usize * self.width + symbol.index()
    }

    /// The edges by which a state takes a symbol.
    #[inline]
    pub(super) fn taking(&self, state: u32, symbol: Symbol) -> &[Edge] {
        let Some(first) = self.cells[self.cell(state, symbol)].checked_sub(1) else { return &[] };
        let first = first as usize;
        let mut last = first;
        while self.edges[last].more {
            last += 1;
        }
        &self.edges[first..=last]
    }

    /// The edges of a state.
    pub(super) fn of(&self, state: u32) -> &[Edge] {
        &self.edges[self.states[state as usize] as usize..self.states[state as usize + 1] as usize]
    }

    /// What is counted along an edge.
    #[inline]
    pub(super) fn ops(&self, edge: Edge) -> &[Op] {
        &self.ops[edge.from_op as usize..edge.to_op as usize]
    }
}

/// Whether a way always leads to where another one does, and leaves no less open: it begins no new turn of repetitions that
/// need no second one.
fn is_as_good(one: &Way, other: &Way) -> bool {
    let spends = |op: &Op| matches!(*op, Op::Again { min: 0 | 1, .. });
    one.to == other.to && one.ops.is_empty() && !other.ops.is_empty() && other.ops.iter().all(spends)
}

/// Whether two ways are never open at the same time: one wants another turn where the other wants all turns to be over.
fn are_apart(one: &Way, other: &Way) -> bool {
    let ends_where_full = |one: &Way, other: &Way| {
        one.ops.iter().any(|op| match *op {
            Op::Again { register, max, .. } => other
                .ops
                .iter()
                .any(|op| matches!(*op, Op::Exit { register: own, min } if own == register && min >= max)),
            Op::Exit { .. } | Op::Enter { .. } => false,
        })
    };
    ends_where_full(one, other) || ends_where_full(other, one)
}
