//! The walk: one pass over a document along a model, which decides and names what is different where.
//!
//! In go a contract's model and plan and a document, out come faults. At each *location* (a value of the document) every type
//! that speaks of it is applied, and what was spoken of is marked; then the lens of the declared world looks at what nobody
//! spoke of. Where a branch has to be tried, the walk *probes*: it only learns whether there is a fault.

mod array;
mod branches;
mod children;
mod combine;
mod content;
mod declared;
mod element;
mod fault;
mod identity;
mod ids;
mod judged;
mod mapped;
mod noted;
mod object;
mod path;
mod reconcile;
mod repaired;
mod simple;
mod value;
mod xsi;

use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::Model;
use driftline_schemas::document::{Document, NodeId, NodeRef, Syntax};
use driftline_schemas::mapping::Mapping;
use driftline_schemas::model::{Language, Root, TypeId};
use driftline_schemas::text::Origin;

use crate::finding::{Finding, Got, Kind, SchemaPlace, Want};
use crate::impact::Reading;
use crate::judge::Judge;
use crate::plan::{Effort, Marks, NextName, Plan, TypePlan};
use fault::Fault;
use path::{Path, Rendered, Step};

/// What a walk goes along.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'c> {
    pub(crate) model: &'c Model,
    pub(crate) plan: &'c Plan,
    pub(crate) mapping: &'c Mapping,
    pub(crate) judge: &'c Judge,
    /// The roots that the contract is about.
    pub(crate) roots: &'c [Root],
    /// Whether the document is a value that was written: it binds no prefixes of its texts, and may be a part of a document.
    pub(crate) is_value: bool,
    /// Whether what no schema speaks of is a finding.
    pub(crate) lens: bool,
    /// Whether findings of a union carry what its other branches say.
    pub(crate) explain_branches: bool,
    /// Whether findings carry values as they are.
    pub(crate) show_values: bool,
}

/// What a walk found out.
pub(crate) struct Walked {
    pub(crate) findings: Vec<Finding>,
    /// What the contract tolerates, once for each field and kind.
    pub(crate) notes: Vec<Finding>,
    /// Whether the schema's own law is broken.
    pub(crate) broken: bool,
    /// Whether something could not be decided.
    pub(crate) undecided: bool,
}

/// Walks a document: on the caller's stack, and over again on a stack of its own where types are applied deeper than that
/// may hold.
pub(crate) fn walk<'d>(ground: Ground<'d>, document: &'d Document<'d>) -> Walked {
    let mut walk = Walk::new(ground, document, SHALLOW);
    walk.document();
    if !walk.too_deep {
        return walk.told();
    }
    let deeper = || {
        let mut walk = Walk::new(ground, document, DEPTH);
        walk.document();
        walk.told()
    };
    let joined = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, deeper);
        thread.map(std::thread::ScopedJoinHandle::join)
    });
    match joined {
        Ok(Ok(walked)) => walked,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        // Where there are no threads, the smaller depth is the limit.
        Err(_) => walk.told(),
    }
}

/// How deep types may be applied one inside the other, at all locations together: twice the default depth of documents for
/// what stands at each.
const DEPTH: u32 = 1_200;

/// How deep they may be on the stack of a caller, who may have two megabytes of it and may have used some: without
/// optimisation a type takes up to six kilobytes. What is really sent stays far below.
const SHALLOW: u32 = 128;

/// The stack for [`DEPTH`], and for a judge that is asked at the end of it. Only what is used of it is ever taken.
const STACK: usize = 24 << 20;

/// How many types may be applied for each node of the document, and at least: what a schema with exponential branches can
/// cost before the walk gives up.
const WORK_PER_NODE: u64 = 2_000;
const WORK_AT_LEAST: u64 = 2_000_000;

struct Walk<'c, 'd> {
    ground: Ground<'c>,
    document: &'d Document<'d>,
    path: Path<'d>,
    faults: Vec<Fault>,
    /// Faults are not kept, only noticed.
    probing: bool,
    /// A fault against the schema's law was noticed while probing.
    failed: bool,
    undecided: bool,
    reading: Reading,
    depth: u32,
    /// How deep types may be applied.
    deepest: u32,
    /// They were to be applied deeper, and nothing is followed any further.
    too_deep: bool,
    work: u64,
    /// The fault that tells of a limit, if there is one.
    limited: usize,
    /// Where a limit was first reached that was not told, since a branch was only tried.
    untold: Option<(NodeRef<'d>, Rendered, &'static str)>,
    namespaces: content::Namespaces<'c, 'd>,
    /// For each name of a record the one that followed it the last time.
    next_names: Vec<NextName>,
    /// What may still be spent on repairs.
    repairs: Effort,
    /// How many parts of this object were compared with the fields that it lacks.
    compared: (Option<NodeId>, u32),
    ids: ids::Ids<'d>,
    axis: identity::Axis<'c, 'd>,
    noted: noted::Noted,
    /// Where origins stand that findings pointed to.
    places: BTreeMap<Origin, SchemaPlace>,
    /// Branches beside the one that explains a value at this location.
    beside: Vec<branches::Beside>,
    /// Another branch is followed, only to tell what it says.
    exploring: bool,
    /// What locations that are done with leave to the next: most objects then cost no memory.
    spare: Vec<Seen>,
}

/// What trying a type says of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Probed {
    /// It has no fault.
    Fits,
    /// It has one.
    Differs,
    /// A judge gave up, or a limit was reached: neither is known.
    Unknown,
}

/// What was spoken of at a location.
#[derive(Debug, Default)]
struct Seen {
    /// Members or items, by number among the children.
    children: Marks,
    /// Every child was spoken of, or must not be asked after.
    all: bool,
    /// Some child was not spoken of by a record that was applied.
    some_unspoken: bool,
    /// Members that a schema closes out, by number, with the place of the rule.
    closed: BTreeMap<usize, Option<Origin>>,
    /// Some key may have been sent before already.
    repeated: bool,
    /// The records that were applied.
    records: Vec<TypeId>,
}

impl Seen {
    fn merge(&mut self, other: Self) {
        self.children.merge(&other.children);
        self.all |= other.all;
        self.some_unspoken |= other.some_unspoken;
        for (number, origin) in other.closed {
            self.closed.entry(number).or_insert(origin);
        }
        self.repeated |= other.repeated;
        self.records.extend(other.records);
    }

    /// Makes it as good as new, but for the memory that it holds.
    fn clear(&mut self) {
        let Self { children, all, some_unspoken, closed, repeated, records } = self;
        children.clear();
        (*all, *some_unspoken, *repeated) = (false, false, false);
        if !closed.is_empty() {
            closed.clear();
        }
        records.clear();
    }
}

impl<'c, 'd> Walk<'c, 'd> {
    fn new(ground: Ground<'c>, document: &'d Document<'d>, deepest: u32) -> Self {
        Self {
            ground,
            document,
            path: Path::new(ground.show_values),
            faults: Vec::new(),
            probing: false,
            failed: false,
            undecided: false,
            reading: Reading::new(ground.model.language, document.syntax()),
            depth: 0,
            deepest,
            too_deep: false,
            limited: 0,
            untold: None,
            namespaces: content::Namespaces::default(),
            next_names: if document.syntax() == Syntax::Xml { ground.plan.next_names.clone() } else { Vec::new() },
            repairs: Effort::default(),
            compared: (None, 0),
            ids: ids::Ids::default(),
            axis: identity::Axis::default(),
            noted: noted::Noted::default(),
            places: BTreeMap::new(),
            beside: Vec::new(),
            exploring: false,
            spare: Vec::new(),
            work: (document.len() as u64).saturating_mul(WORK_PER_NODE).max(WORK_AT_LEAST),
        }
    }

    /// Walks the whole document.
    fn document(&mut self) {
        let root = self.document.root();
        let mut is_judged = false;
        match (self.ground.model.language, self.document.syntax()) {
            (Language::Xsd, Syntax::Xml) => {
                self.root_element(root);
                is_judged = true;
            }
            (Language::Xsd, Syntax::Json) => self.mapped_root(root),
            (Language::JsonSchema(_), Syntax::Json) => {
                for root_type in self.ground.roots.iter().take(1) {
                    self.location(root, root_type.type_);
                }
            }
            (Language::JsonSchema(_), Syntax::Xml) => {
                let want = Want::Type("JSON: the contract is a JSON Schema".to_owned());
                let got = Got::Syntax("the payload is XML".to_owned());
                self.fault(Kind::TypeChanged, root.name_span(), got, want, None);
            }
        }
        self.open_references();
        self.reconcile_moved();
        // What is too much for the walk would be too much for the judge.
        let is_limited = self.faults.iter().any(|fault| fault.finding.kind == Kind::LimitExceeded);
        if is_judged && self.undecided && !self.too_deep && !is_limited {
            self.leave_to_judge();
        }
        self.tell_untold();
    }

    /// What was found out.
    fn told(self) -> Walked {
        let broken = self.faults.iter().any(|fault| fault.law);
        let mut findings: Vec<_> = self.faults.into_iter().map(|fault| fault.finding).collect();
        findings.sort_by_key(|finding| finding.span.start);
        // Parts of a schema that refer to the same type find the same fault: it is one.
        let mut told = BTreeSet::new();
        findings.retain(|finding| {
            told.insert((finding.kind, finding.path.clone(), finding.span, finding.schema.clone(), finding.sentence()))
        });
        Walked { findings, notes: self.noted.into_findings(), broken, undecided: self.undecided }
    }

    /// Looks at a value along a type, and at what the type does not speak of.
    fn location(&mut self, node: NodeRef<'d>, type_: TypeId) {
        if let TypePlan::Scalar(plan) = self.ground.plan.of(type_) {
            // Most locations: nothing to be spoken of below.
            return self.scalar(node, plan, type_);
        }
        let mark = self.faults.len();
        let mut seen = self.spare.pop().unwrap_or_default();
        self.apply(node, type_, &mut seen);
        if !self.probing {
            self.lens(node, &seen, mark);
            self.attach_branches(mark);
        }
        seen.clear();
        self.spare.push(seen);
    }

    /// As [`Walk::location`], one step further down.
    #[inline]
    fn step(&mut self, step: Step<'d>, node: NodeRef<'d>, type_: TypeId) {
        if self.takes_value(node, type_) {
            return;
        }
        self.path.push(step);
        self.location(node, type_);
        self.path.pop();
    }

    /// Whether a value has no fault against a type's law. What could not be decided on the way is the caller's to weigh.
    fn probe(&mut self, node: NodeRef<'d>, type_: TypeId, seen: &mut Seen) -> Probed {
        self.probed(|walk| walk.apply(node, type_, seen))
    }

    /// Tries something, of which nothing is kept.
    fn probed(&mut self, apply: impl FnOnce(&mut Self)) -> Probed {
        let outer = (self.probing, self.failed, self.undecided);
        (self.probing, self.failed, self.undecided) = (true, false, false);
        apply(self);
        let probed = match (self.failed, self.undecided) {
            (true, _) => Probed::Differs,
            (false, true) => Probed::Unknown,
            (false, false) => Probed::Fits,
        };
        (self.probing, self.failed, self.undecided) = outer;
        probed
    }

    /// Counts one more type applied inside the others; `false` where a limit ends the walk here.
    fn enter(&mut self, node: NodeRef<'d>) -> bool {
        if self.depth >= self.deepest {
            self.too_deep = true;
            if self.deepest < DEPTH {
                // The walk begins again, and need not go on here.
                self.work = 0;
            }
            self.give_up(node, "the nesting of the schema");
            return false;
        }
        if self.work == 0 {
            self.give_up(node, "the branches of the schema");
            return false;
        }
        self.depth += 1;
        self.work -= 1;
        true
    }

    /// A limit ends the walk here, which is told once.
    fn give_up(&mut self, node: NodeRef<'d>, limit: &'static str) {
        self.undecided = true;
        if self.probing {
            if self.untold.is_none() && !self.exploring {
                self.untold = Some((node, self.path.render(), limit));
            }
            return;
        }
        let told = self.faults.get(self.limited).is_some_and(|fault| fault.finding.kind == Kind::LimitExceeded);
        if !told {
            self.limited = self.faults.len();
            let got = Got::Syntax(format!("{limit} cannot be followed any further here"));
            self.note(Kind::LimitExceeded, node.span(), got, Want::Nothing, None);
        }
    }

    /// A limit that was reached in a branch is told in the end, if it left anything undecided and no other was told.
    fn tell_untold(&mut self) {
        let told = self.faults.iter().any(|fault| fault.finding.kind == Kind::LimitExceeded);
        let Some((node, rendered, limit)) = self.untold.take().filter(|_| self.undecided && !told) else { return };
        let got = Got::Syntax(format!("{limit} cannot be followed any further here"));
        let words = (got, Want::Nothing);
        self.record(Kind::LimitExceeded, node.span(), rendered, words, None, (false, fault::Detail::Plain));
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }
}
