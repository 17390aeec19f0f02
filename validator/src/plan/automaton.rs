//! Content models as automata: which child element may come next.
//!
//! In goes a particle, out comes a plan along which a [`Run`] goes, one step for each child. The states are the positions of
//! the content model (Glushkov's construction), and what repeats more than once but not for ever is counted, not written out.
//! XSD wants models to be unambiguous but for these counts (part 1, 3.8.6 "Unique Particle Attribution"); where which turn
//! an element belongs to is open, as in `(a,b?){1,2}` within `(…,c?){3}`, a run keeps all that it may be.

mod config;
mod edges;
mod repair;
mod symbols;
mod table;
mod tree;

use driftline_schemas::model::{FieldId, Particle, Term};
use driftline_schemas::text::{Origin, offset};

use super::marks::Marks;
use config::{Config, Op};
use symbols::Symbols;
use table::Table;
use tree::Tree;

pub(crate) use repair::{Effort, Fate, Repair, Sent};
pub(crate) use symbols::{Symbol, admits};
pub(crate) use tree::Leaf;

/// How many things a run may be at once.
const AT_ONCE: usize = 256;

/// A content model made ready.
#[derive(Debug)]
pub(crate) struct Automaton {
    symbols: Symbols,
    tree: Tree,
    form: Form,
}

#[derive(Debug)]
enum Form {
    /// Each position once, in any order; the required ones, and whether there may be none.
    All { required: Marks, optional: bool },
    /// One after the other, with what has to hold for each state to be the last.
    Ordered { table: Option<Table>, ends: Vec<Option<Vec<Op>>>, ambiguous: bool },
}

/// How far the children of an element have come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Run {
    config: Config,
    /// What else it may be.
    others: Vec<Config>,
    /// The positions of an `all` that were taken.
    seen: Marks,
}

impl Run {
    /// All that it may be.
    fn configs(&self) -> impl Iterator<Item = Config> {
        std::iter::once(self.config).chain(self.others.iter().copied())
    }
}

impl Automaton {
    /// Makes a content model ready. `names` are the fields of the record, with each namespace that one is sent in.
    /// The second part says where it cannot be decided, with the reason.
    pub(super) fn new<'n>(
        particle: &Particle,
        names: impl Iterator<Item = (FieldId, Option<&'n str>)>,
        budget: &mut usize,
    ) -> (Self, Option<(Origin, String)>) {
        let mut tree = Tree::new(particle);
        let symbols = Symbols::new(&tree.leaves, names);
        if let Term::All(_) = &particle.term {
            let mut required = Marks::default();
            for (at, (id, _)) in tree.leaves.iter().enumerate() {
                if !tree.nodes[*id as usize].emptiable {
                    required.set(at);
                }
            }
            let optional = particle.occurs.min == 0;
            return (Self { symbols, tree, form: Form::All { required, optional } }, None);
        }
        let too_deep = tree.too_deep.map(|origin| (origin, "repetitions are nested too deep to be counted".to_owned()));
        let (mut table, mut ambiguous) = Self::tabled(&tree, &symbols, budget);
        let at_once = |symbol: Symbol| symbols.leaves(symbol).iter().map(|leaf| tree.counts(*leaf)).sum::<u64>();
        let too_many = ambiguous && symbols.all().any(|symbol| at_once(symbol) > AT_ONCE as u64);
        if too_many {
            // What is refused is still refused for certain.
            tree.forget_counts();
            (table, ambiguous) = Self::tabled(&tree, &symbols, budget);
        }
        let too_many = too_many.then(|| {
            let reason = "which turn of its repetitions an element belongs to is open in too many ways";
            (particle.origin, reason.to_owned())
        });
        let ends = (0..=offset(tree.leaves.len())).map(|state| tree.end(state)).collect();
        (Self { symbols, tree, form: Form::Ordered { table, ends, ambiguous } }, too_deep.or(too_many))
    }

    fn tabled(tree: &Tree, symbols: &Symbols, budget: &mut usize) -> (Option<Table>, bool) {
        match Table::new(tree, symbols, budget) {
            Some((table, ambiguous)) => (Some(table), ambiguous),
            None => (None, true),
        }
    }

    /// What a field that is sent in a namespace is to it.
    pub(crate) fn symbol(&self, field: FieldId, namespace: Option<&str>) -> Option<Symbol> {
        self.symbols.of_field(field, namespace)
    }

    /// What an element that is no field is to it; none where no wildcard takes any.
    pub(crate) fn other(&self, namespace: Option<&str>) -> Option<Symbol> {
        self.symbols.of_other(namespace)
    }

    /// Takes a child; says as what, or that it may not stand here: then the run is where it was.
    #[inline]
    pub(crate) fn step(&self, run: &mut Run, symbol: Symbol) -> Option<&Leaf> {
        match &self.form {
            Form::Ordered { table: Some(table), ambiguous: false, .. } => {
                let edges = table.taking(run.config.at, symbol);
                run.config = edges.iter().find_map(|edge| run.config.gone(edge.to, table.ops(*edge)))?;
                Some(self.leaf(run.config))
            }
            Form::Ordered { table, .. } => self.step_at_once(run, symbol, table.as_ref()),
            Form::All { .. } => {
                let leaf = *self.symbols.leaves(symbol).iter().find(|leaf| !run.seen.has(**leaf as usize))?;
                run.seen.set(leaf as usize);
                Some(&self.tree.leaves[leaf as usize].1)
            }
        }
    }

    #[inline]
    fn leaf(&self, config: Config) -> &Leaf {
        // Nothing leads to the state of the beginning.
        &self.tree.leaves[config.at as usize - 1].1
    }

    fn step_at_once(&self, run: &mut Run, symbol: Symbol, table: Option<&Table>) -> Option<&Leaf> {
        let mut next: Vec<Config> = Vec::new();
        let mut add = |config: Option<Config>| next.extend(config);
        for config in run.configs() {
            match table {
                Some(table) => {
                    for edge in table.taking(config.at, symbol) {
                        add(config.gone(edge.to, table.ops(*edge)));
                    }
                }
                None => {
                    for way in self.symbols.leaves(symbol).iter().flat_map(|leaf| self.tree.ways(config.at, *leaf)) {
                        add(config.gone(way.to, &way.ops));
                    }
                }
            }
        }
        next.sort_unstable();
        next.dedup();
        // Among those that are open, the element that is declared comes before the wildcard.
        let declared = next.iter().position(|config| matches!(self.leaf(*config), Leaf::Field(_)));
        let first = declared.or_else(|| (!next.is_empty()).then_some(0))?;
        run.config = next.swap_remove(first);
        run.others = next;
        Some(self.leaf(run.config))
    }

    /// Whether the children may end here.
    pub(crate) fn ends(&self, run: &Run) -> bool {
        match &self.form {
            Form::Ordered { ends, .. } => run.configs().any(|config| {
                let end = ends[config.at as usize].as_ref();
                end.is_some_and(|ops| config.gone(config.at, ops).is_some())
            }),
            Form::All { required, optional } => (*optional && run.seen.is_empty()) || run.seen.holds(required),
        }
    }
}
