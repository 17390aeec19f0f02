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
mod names;
mod noted;
mod object;
mod path;
mod reconcile;
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
use crate::plan::{Marks, Plan, TypePlan};
use fault::Fault;
use path::{Path, Step};

/// What a walk goes along.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'c> {
    pub(crate) model: &'c Model,
    pub(crate) plan: &'c Plan,
    pub(crate) mapping: &'c Mapping,
    pub(crate) judge: &'c Judge,
    /// The roots that the contract is about.
    pub(crate) roots: &'c [Root],
    /// Whether what no schema speaks of is a finding.
    pub(crate) lens: bool,
    /// Whether findings of a union carry what its other branches say.
    pub(crate) explain_branches: bool,
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

/// Walks a document.
pub(crate) fn walk<'d>(ground: Ground<'d>, document: &'d Document<'d>) -> Walked {
    let mut walk = Walk::new(ground, document);
    let root = document.root();
    let mut is_judged = false;
    match (ground.model.language, document.syntax()) {
        (Language::Xsd, Syntax::Xml) => {
            walk.root_element(root);
            is_judged = true;
        }
        (Language::Xsd, Syntax::Json) => walk.mapped_root(root),
        (Language::JsonSchema(_), Syntax::Json) => {
            for root_type in ground.roots.iter().take(1) {
                walk.location(root, root_type.type_);
            }
        }
        (Language::JsonSchema(_), Syntax::Xml) => {
            let want = Want::Type("JSON: the contract is a JSON Schema".to_owned());
            walk.fault(Kind::TypeChanged, root.name_span(), Got::Syntax("the payload is XML".to_owned()), want, None);
        }
    }
    walk.open_references();
    walk.reconcile_moved();
    if is_judged && walk.undecided {
        walk.leave_to_judge();
    }
    let broken = walk.faults.iter().any(|fault| fault.law);
    let mut findings: Vec<_> = walk.faults.into_iter().map(|fault| fault.finding).collect();
    findings.sort_by_key(|finding| finding.span.start);
    // Parts of a schema that refer to the same type find the same fault: it is one.
    let mut told = BTreeSet::new();
    findings.retain(|finding| {
        told.insert((finding.kind, finding.path.clone(), finding.span, finding.schema.clone(), finding.sentence()))
    });
    Walked { findings, notes: walk.noted.into_findings(), broken, undecided: walk.undecided }
}

/// How deep types may be applied one inside the other, at all locations together: twice the default depth of documents for
/// what stands at each, and no more stack than two megabytes hold.
const DEPTH: u32 = 1_200;

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
    work: u64,
    /// The fault that tells of a limit, if there is one.
    limited: usize,
    namespaces: content::Namespaces<'c, 'd>,
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
    fn new(ground: Ground<'c>, document: &'d Document<'d>) -> Self {
        Self {
            ground,
            document,
            path: Path::default(),
            faults: Vec::new(),
            probing: false,
            failed: false,
            undecided: false,
            reading: Reading::new(ground.model.language, document.syntax()),
            depth: 0,
            limited: 0,
            namespaces: content::Namespaces::default(),
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

    /// Whether a value has no fault against a type's law.
    fn probe(&mut self, node: NodeRef<'d>, type_: TypeId, seen: &mut Seen) -> bool {
        let outer = (self.probing, self.failed);
        (self.probing, self.failed) = (true, false);
        self.apply(node, type_, seen);
        let passed = !self.failed;
        (self.probing, self.failed) = outer;
        passed
    }

    /// Counts one more type applied inside the others; `false` where a limit ends the walk here.
    fn enter(&mut self, node: NodeRef<'d>) -> bool {
        if self.depth >= DEPTH || self.work == 0 {
            let limit = if self.work == 0 { "the branches of the schema" } else { "the nesting of the schema" };
            self.give_up(node, limit);
            return false;
        }
        self.depth += 1;
        self.work -= 1;
        true
    }

    /// A limit ends the walk here, which is told once.
    fn give_up(&mut self, node: NodeRef<'d>, limit: &str) {
        self.undecided = true;
        let told = self.faults.get(self.limited).is_some_and(|fault| fault.finding.kind == Kind::LimitExceeded);
        if !self.probing && !told {
            self.limited = self.faults.len();
            let got = Got::Syntax(format!("{limit} cannot be followed any further here"));
            self.note(Kind::LimitExceeded, node.span(), got, Want::Nothing, None);
        }
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }
}
