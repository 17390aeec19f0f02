//! The smallest repair: what to leave out of some children, and what to add to them, so that a content model takes them.
//!
//! A search for the cheapest way through the children and the positions of the model (Dijkstra's). What is left out here and
//! added there has moved, which is one thing that happened, and dearer than either alone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use driftline_schemas::model::{FieldId, ProcessContents};
use driftline_schemas::text::{Origin, offset};

use super::config::{Config, Op};
use super::table::Table;
use super::{Automaton, Form, Leaf, Run, Symbol};

/// To leave out an element that no field knows.
const UNKNOWN: u64 = 3;
/// To add what is missing, or to end a repetition before its time.
const ADD: u64 = 4;
/// To leave out an element that is a field: what was sent speaks louder than what was not.
const LEAVE: u64 = 5;
/// What one unit costs; below it, that later elements are left out rather than earlier ones.
const UNIT: u64 = 1 << 32;

/// How many states, and ways from them, one search may look at.
const STATES: usize = 20_000;
const WAYS: usize = 400_000;

/// How many ways the searches of one document may look at: where there are more faults, nothing is gained by finding the
/// smallest repair for each.
#[derive(Debug)]
pub(crate) struct Effort(usize);

impl Default for Effort {
    fn default() -> Self {
        Self(20 * WAYS)
    }
}

/// A child element, as a content model sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent {
    /// The field that it is.
    pub(crate) field: Option<FieldId>,
    /// What it is to the content model; none where nothing there takes it.
    pub(crate) symbol: Option<Symbol>,
}

/// What becomes of a child element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stands for its field.
    Field,
    /// A wildcard takes it.
    Any(ProcessContents),
    /// It is too much here.
    Left,
}

/// A repair.
#[derive(Debug, Default)]
pub(crate) struct Repair {
    /// One for each child.
    pub(crate) fates: Vec<Fate>,
    /// Fields to be added.
    pub(crate) missing: Vec<FieldId>,
    /// Fields that stand there, but too few times.
    pub(crate) few: Vec<FieldId>,
    /// A wildcard of which an element, or one more, is missing.
    pub(crate) missing_any: Option<Origin>,
    /// Where the run is behind the last child.
    pub(crate) run: Run,
}

/// A state of the search, and how it was reached.
#[derive(Debug, Clone, Copy)]
struct State {
    /// How many children are behind it.
    behind: u32,
    config: Config,
    cost: u64,
    back: u32,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Begins,
    /// The next child is taken; a repetition ended early on the way.
    Takes {
        early: bool,
    },
    Leaves,
    Adds {
        early: bool,
    },
    /// The children end; a repetition too early.
    Ends,
}

struct Search<'a> {
    automaton: &'a Automaton,
    table: &'a Table,
    ends: &'a [Option<Vec<Op>>],
    sent: &'a [Sent],
    is_end: bool,
    states: Vec<State>,
    open: BinaryHeap<Reverse<(u64, u32)>>,
    best: HashMap<(u32, Config), u64>,
    ways: usize,
}

impl Automaton {
    /// The smallest repair of some children from where a run is. `is_end` says whether they are the last ones. `None` where
    /// there is none, or finding it would take too long.
    pub(crate) fn repair(&self, from: &Run, sent: &[Sent], is_end: bool, effort: &mut Effort) -> Option<Repair> {
        let (table, ends) = match &self.form {
            Form::All { .. } => return Some(self.repair_all(from, sent, is_end)),
            Form::Ordered { table, ends, .. } => (table.as_ref()?, ends),
        };
        let mut search = Search {
            automaton: self,
            table,
            ends,
            sent,
            is_end,
            states: Vec::new(),
            open: BinaryHeap::new(),
            best: HashMap::new(),
            ways: 0,
        };
        for config in from.configs() {
            search.reach(State { behind: 0, config, cost: 0, back: 0, how: How::Begins });
        }
        let goal = search.run(WAYS.min(effort.0));
        effort.0 = effort.0.saturating_sub(search.ways);
        goal.map(|goal| search.repair_to(goal))
    }

    /// In an `all` each position is taken once, and what is not taken is missing.
    fn repair_all(&self, from: &Run, sent: &[Sent], is_end: bool) -> Repair {
        let mut repair = Repair { run: from.clone(), ..Repair::default() };
        for child in sent {
            let taken = child.symbol.and_then(|symbol| self.step(&mut repair.run, symbol));
            repair.fates.push(taken.map_or(Fate::Left, fate));
        }
        if let Form::All { required, .. } = &self.form
            && is_end
            && !self.ends(&repair.run)
        {
            let leaves = self.tree.leaves.iter().enumerate();
            let missing = leaves.filter(|(at, _)| required.has(*at) && !repair.run.seen.has(*at));
            repair.missing = missing.filter_map(|(_, (_, leaf))| field(leaf)).collect();
        }
        repair
    }

    /// Whether a field and one of those that were sent stand in different alternatives of a choice, wherever they stand, and
    /// whether one of these choices may be taken once only.
    pub(crate) fn excludes(&self, own: FieldId, is_sent: impl Fn(FieldId) -> bool) -> Option<bool> {
        let leaves =
            || self.tree.leaves.iter().zip(0..).filter_map(|((_, leaf), at)| field(leaf).map(|field| (field, at)));
        let own_leaves: Vec<u32> = leaves().filter(|(field, _)| *field == own).map(|(_, at)| at).collect();
        let mut others: BTreeMap<FieldId, Option<bool>> = BTreeMap::new();
        for (other, at) in leaves().filter(|(field, _)| *field != own && is_sent(*field)) {
            for own in &own_leaves {
                let excludes = self.tree.excludes(*own, at);
                let known = others.entry(other).or_insert(excludes);
                *known = known.zip(excludes).map(|(one, other)| one || other);
            }
        }
        others.into_values().flatten().max()
    }
}

fn field(leaf: &Leaf) -> Option<FieldId> {
    match leaf {
        Leaf::Field(field) => Some(*field),
        Leaf::Any(_) => None,
    }
}

fn fate(leaf: &Leaf) -> Fate {
    match leaf {
        Leaf::Field(_) => Fate::Field,
        Leaf::Any(wildcard) => Fate::Any(wildcard.process),
    }
}

impl Search<'_> {
    /// The cheapest state in which everything is behind.
    fn run(&mut self, most: usize) -> Option<u32> {
        while let Some(Reverse((cost, at))) = self.open.pop() {
            let state = self.states[at as usize];
            if self.best.get(&(state.behind, state.config)).is_some_and(|best| *best < cost) {
                continue;
            }
            let all = state.behind as usize == self.sent.len();
            if state.how == How::Ends || (all && (!self.is_end || self.ends_at(state.config) == Some(false))) {
                return Some(at);
            }
            if self.states.len() > STATES || self.ways > most {
                return None;
            }
            if all && self.is_end && self.ends_at(state.config) == Some(true) {
                let early = if was_added(state.how) { 0 } else { ADD * UNIT };
                self.follow(at, How::Ends, early, |state| state);
            }
            if !all {
                self.next_child(at);
            }
            self.add(at);
        }
        None
    }

    /// Whether the children may end in a state only before their time; `None` where they may not end at all.
    fn ends_at(&self, config: Config) -> Option<bool> {
        let ops = self.ends[config.at as usize].as_ref()?;
        config.gone_early(config.at, ops).map(|(_, early)| early)
    }

    /// The next child is taken, or left out.
    fn next_child(&mut self, at: u32) {
        let State { behind, config, how, .. } = self.states[at as usize];
        let (sent, table) = (self.sent[behind as usize], self.table);
        for edge in sent.symbol.map_or(&[][..], |symbol| table.taking(config.at, symbol)) {
            self.ways += 1;
            let Some((config, early)) = config.gone_early(edge.to, table.ops(*edge)) else { continue };
            let early = early && !was_added(how);
            let cost = if early { ADD * UNIT } else { 0 };
            self.follow(at, How::Takes { early }, cost, |state| State { config, behind: behind + 1, ..state });
        }
        // Later children are left out rather than earlier ones.
        let earliness = self.sent.len() as u64 - u64::from(behind);
        let cost = if sent.field.is_some() { LEAVE } else { UNKNOWN };
        self.follow(at, How::Leaves, cost * UNIT + earliness, |state| State { behind: behind + 1, ..state });
    }

    /// Something that must stand here is added.
    fn add(&mut self, at: u32) {
        let State { config, how, .. } = self.states[at as usize];
        let (automaton, table) = (self.automaton, self.table);
        for edge in table.of(config.at) {
            self.ways += 1;
            let part = &automaton.tree.nodes[automaton.tree.leaves[edge.to as usize - 1].0 as usize];
            if part.emptiable {
                continue;
            }
            let Some((mut config, early)) = config.gone_early(edge.to, table.ops(*edge)) else { continue };
            if let Some(register) = part.register {
                config.fill(register, part.min);
            }
            let early = early && !was_added(how);
            let cost = ADD + if early { ADD } else { 0 };
            self.follow(at, How::Adds { early }, cost * UNIT, |state| State { config, ..state });
        }
    }

    fn follow(&mut self, from: u32, how: How, cost: u64, change: impl FnOnce(State) -> State) {
        let state = self.states[from as usize];
        self.reach(change(State { cost: state.cost + cost, back: from, how, ..state }));
    }

    fn reach(&mut self, state: State) {
        // The end is another state than the one that it ends.
        if state.how != How::Ends {
            let key = (state.behind, state.config);
            if self.best.get(&key).is_some_and(|best| *best <= state.cost) {
                return;
            }
            self.best.insert(key, state.cost);
        }
        self.open.push(Reverse((state.cost, offset(self.states.len()))));
        self.states.push(state);
    }

    /// What was done on the way to a state.
    fn repair_to(&self, goal: u32) -> Repair {
        let mut way = Vec::new();
        let mut at = goal;
        while self.states[at as usize].how != How::Begins {
            way.push(at);
            at = self.states[at as usize].back;
        }
        let mut repair = Repair::default();
        for at in way.into_iter().rev() {
            let state = &self.states[at as usize];
            let State { config: before, how: before_how, .. } = self.states[state.back as usize];
            let leaf =
                |config: Config| config.at.checked_sub(1).map(|leaf| &self.automaton.tree.leaves[leaf as usize].1);
            let (early, own) = match state.how {
                How::Begins => (false, None),
                How::Takes { early } => {
                    repair.fates.extend(leaf(state.config).map(fate));
                    (early, None)
                }
                How::Leaves => {
                    repair.fates.push(Fate::Left);
                    (false, None)
                }
                // One more of what was sent last: that there are too few of it says more than that it is missing.
                How::Adds { .. } if before.at == state.config.at && !was_added(before_how) => (true, None),
                How::Adds { early } => (early, leaf(state.config)),
                How::Ends => (!was_added(before_how), None),
            };
            match leaf(before).filter(|_| early) {
                Some(Leaf::Field(field)) if !repair.few.contains(field) => repair.few.push(*field),
                Some(Leaf::Any(wildcard)) => repair.missing_any = Some(wildcard.origin),
                Some(Leaf::Field(_)) | None => {}
            }
            match own {
                Some(Leaf::Field(field)) if !repair.missing.contains(field) => repair.missing.push(*field),
                Some(Leaf::Any(wildcard)) => repair.missing_any = Some(wildcard.origin),
                Some(Leaf::Field(_)) | None => {}
            }
        }
        repair.run.config = self.states[goal as usize].config;
        repair
    }
}

/// Whether a state was reached by adding: what is added is added often enough.
fn was_added(how: How) -> bool {
    matches!(how, How::Adds { .. })
}
