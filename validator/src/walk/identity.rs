//! Identity constraints (part 1, 3.11.4 "Identity-constraint Satisfied"): `unique`, `key` and `keyref`.
//!
//! The walk passes each element once, and so do they: where an element has constraints a *scope* opens; each element inside
//! that its selector leads to opens a *row*; each value that a field of the row leads to is put into it; when the row's
//! element ends, its key is in the table of the scope. The elements that are open say whether a path leads to the last of
//! them. Without constraints nothing of this is done.
//!
//! What a value is not known of, because it has a fault of its own that is told, is not told again here.

mod field;
mod lost;
mod table;

use std::collections::BTreeSet;
use std::rc::Rc;

use driftline_schemas::document::{NodeId, NodeRef};
use driftline_schemas::model::{Identity, IdentityCategory, IdentityId, LocationPath, Name};

use super::Walk;
use super::fault::Fault;
use super::path::Step;
use crate::finding::{Got, Kind, Want};
use crate::masked;
use field::Cell;
use table::Table;

pub(super) use field::Content;

/// The elements that are open inside constraints, and what is known of these.
#[derive(Debug, Default)]
pub(super) struct Axis<'c, 'd> {
    /// The elements from the outermost on that has constraints.
    open: Vec<Open<'c, 'd>>,
    /// Outer ones first.
    scopes: Vec<Scope<'c, 'd>>,
    /// Outer ones first.
    rows: Vec<Row<'c>>,
    /// What the children of open elements hand up to them, with the number of open elements down to these.
    handed_up: Vec<(usize, IdentityId, Table)>,
    /// How many rows there were.
    count: u64,
}

/// The name of an element that is open.
#[derive(Debug, Clone, Copy)]
struct Open<'c, 'd> {
    namespace: Option<Word<'c, 'd>>,
    local: Word<'c, 'd>,
}

/// A part of a name: as it was sent, or as it is declared.
#[derive(Debug, Clone, Copy)]
enum Word<'c, 'd> {
    Sent(&'d str),
    Declared(&'c str),
}

impl Word<'_, '_> {
    fn text(&self) -> &str {
        match self {
            Self::Sent(text) => text,
            Self::Declared(text) => text,
        }
    }
}

/// A constraint of an element that is open.
#[derive(Debug)]
struct Scope<'c, 'd> {
    id: IdentityId,
    identity: &'c Identity,
    node: NodeRef<'d>,
    /// How many elements are open down to this one.
    depth: usize,
    /// How long the path to it is.
    path: usize,
    /// Where the faults of the element begin.
    mark: usize,
    table: Table,
    /// The rows of a `keyref`.
    references: Vec<Reference<'d>>,
}

/// A row of a `keyref`.
#[derive(Debug)]
struct Reference<'d> {
    key: Rc<str>,
    element: NodeRef<'d>,
    /// The steps to the element from that of the scope.
    steps: Box<[Step<'d>]>,
}

/// An element that is open and that the selector of a constraint leads to, in one or several scopes of it.
#[derive(Debug)]
struct Row<'c> {
    /// Which of the scopes, outer ones first.
    scopes: Vec<usize>,
    identity: &'c Identity,
    depth: usize,
    /// Where the faults of the element begin.
    mark: usize,
    /// One for each field.
    cells: Vec<Cell>,
}

/// How many rows there may be for each node of a document, and at least: where elements with constraints stand inside one
/// another, each has a row for what is in all of them.
const ROWS_PER_NODE: u64 = 16;
const ROWS_AT_LEAST: u64 = 1_000_000;

impl Axis<'_, '_> {
    /// Whether a path leads from an element that is open to the last one; `from` counts the elements down to the former.
    fn leads(&self, path: &LocationPath, from: usize) -> bool {
        let (below, steps) = (self.open.len() - from, path.steps.len());
        let fits = if path.descendants { below >= steps } else { below == steps };
        fits && self.open[self.open.len() - steps..]
            .iter()
            .zip(&path.steps)
            .all(|(element, test)| test.admits(element.namespace.as_ref().map(Word::text), element.local.text()))
    }

    /// Whether an open constraint refers to this one.
    fn is_wanted(&self, id: IdentityId) -> bool {
        self.scopes.iter().any(|scope| scope.identity.category == IdentityCategory::KeyRef(id))
    }
}

impl<'c, 'd> Walk<'c, 'd> {
    /// An element begins, for which these constraints hold.
    pub(super) fn open_identities(&mut self, node: NodeRef<'d>, identities: &'c [IdentityId]) {
        if self.probing || (identities.is_empty() && self.axis.open.is_empty()) {
            return;
        }
        let sent = node.namespace();
        let namespace = match self.namespaces.changed {
            Some((from, to)) if from == sent => to.map(Word::Declared),
            _ => sent.map(Word::Sent),
        };
        self.open(node, Open { namespace, local: Word::Sent(node.local_name()) }, identities);
    }

    /// A value of JSON begins, which stands for an element of this name.
    pub(super) fn open_mapped_identities(&mut self, node: NodeRef<'d>, name: &'c Name, identities: &'c [IdentityId]) {
        if self.probing || (identities.is_empty() && self.axis.open.is_empty()) {
            return;
        }
        let namespace = name.namespace.as_deref().map(Word::Declared);
        self.open(node, Open { namespace, local: Word::Declared(&name.local) }, identities);
    }

    fn open(&mut self, node: NodeRef<'d>, name: Open<'c, 'd>, identities: &'c [IdentityId]) {
        self.axis.open.push(name);
        let depth = self.axis.open.len();
        for id in identities {
            self.axis.scopes.push(Scope {
                id: *id,
                identity: self.ground.model.identity(*id),
                node,
                depth,
                path: self.path.len(),
                mark: self.faults.len(),
                table: Table::default(),
                references: Vec::new(),
            });
        }
        let first = self.axis.rows.len();
        for (number, scope) in self.axis.scopes.iter().enumerate() {
            let identity = scope.identity;
            if !identity.selector.paths.iter().any(|path| self.axis.leads(path, scope.depth)) {
                continue;
            }
            self.axis.count += 1;
            let own = self.axis.rows.iter_mut().skip(first).find(|row| std::ptr::eq(row.identity, identity));
            match own {
                Some(row) => row.scopes.push(number),
                None => {
                    let cells = identity.fields.iter().map(|_| Cell::Absent).collect();
                    self.axis.rows.push(Row { scopes: vec![number], identity, depth, mark: self.faults.len(), cells });
                }
            }
        }
        let most = (self.document.len() as u64).saturating_mul(ROWS_PER_NODE).max(ROWS_AT_LEAST);
        if self.axis.count > most && self.work > 0 {
            self.give_up(node, "the keys of elements inside one another");
            self.work = 0;
        }
    }

    /// The element that began last ends.
    pub(super) fn close_identities(&mut self, node: NodeRef<'d>, content: Content<'c>) {
        if self.probing || self.axis.open.is_empty() {
            return;
        }
        self.fill_cells(node, content);
        let depth = self.axis.open.len();
        let ended = self.axis.rows.partition_point(|row| row.depth < depth);
        for row in self.axis.rows.split_off(ended) {
            self.row(node, row);
        }
        self.close_scopes(depth);
        self.axis.open.pop();
    }

    /// The element of a row ends: its values are known.
    fn row(&mut self, node: NodeRef<'d>, Row { scopes, identity, mark, cells, .. }: Row<'c>) {
        let absent = cells.iter().position(|cell| matches!(cell, Cell::Absent));
        let is_unknown = cells.iter().any(|cell| matches!(cell, Cell::Unknown));
        let is_key = identity.category == IdentityCategory::Key;
        let Some(key) = field::sequence(cells) else {
            if absent.is_none() || is_key {
                for scope in scopes {
                    self.axis.scopes[scope].table.unknown += 1;
                }
            }
            let told = |fault: &Fault| fault.law && lost::may_hide(fault.finding.kind);
            if let Some(absent) = absent.filter(|_| is_key && !is_unknown)
                && !self.faults.iter().skip(mark).any(told)
            {
                let want = format!("the field `{}` of {}", identity.fields[absent].text, words(identity));
                self.broken(node, Got::Absent, want, identity);
            }
            return;
        };
        let key: Rc<str> = key.into();
        if let IdentityCategory::KeyRef(_) = identity.category {
            for scope in scopes {
                let scope = &mut self.axis.scopes[scope];
                let steps = self.path.steps(scope.path).into();
                scope.references.push(Reference { key: Rc::clone(&key), element: node, steps });
            }
            return;
        }
        let scopes = scopes.into_iter().map(|scope| (scope, Rc::clone(&key)));
        let first: Vec<_> = scopes.filter_map(|(at, key)| self.axis.scopes[at].table.insert(key, node.id())).collect();
        // What repeats in a scope does so in those around it: one fault.
        if let Some(first) = first.first() {
            let want = format!("a value of {} that {} does not have", words(identity), self.line(*first));
            self.broken(node, sent(node), want, identity);
        }
    }

    /// The constraints of the element that ends: its tables are complete, so references can be looked up. What open
    /// references may still want is handed up.
    fn close_scopes(&mut self, depth: usize) {
        let ended = self.axis.scopes.partition_point(|scope| scope.depth < depth);
        let handed = self.axis.handed_up.partition_point(|(down_to, ..)| *down_to < depth);
        if ended == self.axis.scopes.len() && handed == self.axis.handed_up.len() {
            return;
        }
        let mut tables = self.axis.handed_up.split_off(handed);
        let (references, keys): (Vec<_>, Vec<_>) = (ended..self.axis.scopes.len())
            .partition(|at| matches!(self.axis.scopes[*at].identity.category, IdentityCategory::KeyRef(_)));
        for at in keys {
            let id = self.axis.scopes[at].id;
            if self.axis.is_wanted(id) {
                let own = std::mem::take(&mut self.axis.scopes[at].table);
                table_of(&mut tables, depth, id).add_own(own);
            }
        }
        for at in references {
            let scope = &mut self.axis.scopes[at];
            let sent = std::mem::take(&mut scope.references);
            let (identity, node, mark) = (scope.identity, scope.node, scope.mark);
            if let IdentityCategory::KeyRef(key) = identity.category {
                let found = tables.iter().find(|(_, id, _)| *id == key).map(|(.., table)| table);
                let dangling =
                    sent.into_iter().filter(|sent| found.is_none_or(|table| !table.has(&sent.key))).collect();
                let unknown = found.map_or(0, |table| table.unknown);
                self.dangling(dangling, (identity, self.ground.model.identity(key)), unknown, (node, mark));
            }
        }
        self.axis.scopes.truncate(ended);
        for (_, id, table) in tables {
            if self.axis.is_wanted(id) {
                let up = self.axis.handed_up.partition_point(|(down_to, ..)| *down_to < depth - 1);
                let mut above = self.axis.handed_up.split_off(up);
                table_of(&mut above, depth - 1, id).add_child(table);
                self.axis.handed_up.append(&mut above);
            }
        }
    }

    /// Reports references that lead nowhere, unless it is for a fault that is told: keys that are not known, or stand in
    /// what was not looked at.
    fn dangling(
        &mut self,
        mut references: Vec<Reference<'d>>,
        (identity, key): (&'c Identity, &'c Identity),
        unknown: usize,
        (node, mark): (NodeRef<'d>, usize),
    ) {
        if references.is_empty() {
            return;
        }
        let lost = self.lost_values(node, mark);
        references.retain(|reference| !lost::has_any(&lost, reference.element));
        let keys: BTreeSet<&str> = references.iter().map(|reference| &*reference.key).collect();
        if keys.len() <= unknown {
            return;
        }
        for Reference { element, steps, .. } in references {
            let want = format!("for {} a value that {} has", words(identity), words(key));
            self.at_steps(&steps, |walk| walk.broken(element, sent(element), want, identity));
        }
    }

    /// A constraint does not hold for the element at the current path.
    fn broken(&mut self, node: NodeRef<'d>, got: Got, want: String, identity: &'c Identity) {
        let span = self.start_of(node);
        self.fault(Kind::RuleViolated, span, got, Want::Rule(want), Some(identity.origin));
    }

    /// Where an element stands, in words.
    fn line(&self, element: NodeId) -> String {
        let start = self.document.node(element).map(|element| self.start_of(element).start);
        start.map_or_else(String::new, |start| format!("line {}", self.document.position(start).line))
    }
}

/// The table of a constraint among those of one element.
fn table_of(tables: &mut Vec<(usize, IdentityId, Table)>, depth: usize, id: IdentityId) -> &mut Table {
    let at = tables.iter().position(|(_, known, _)| *known == id).unwrap_or_else(|| {
        tables.push((depth, id, Table::default()));
        tables.len() - 1
    });
    &mut tables[at].2
}

/// What was sent: an element or member of a name, whose values are private.
fn sent(node: NodeRef<'_>) -> Got {
    match node.is_named() {
        true => Got::Name(masked::Name::of(node)),
        false => super::value::got(node),
    }
}

/// What a constraint is called.
fn words(identity: &Identity) -> String {
    let category = match identity.category {
        IdentityCategory::Unique => "unique",
        IdentityCategory::Key => "key",
        IdentityCategory::KeyRef(_) => "keyref",
    };
    format!("{category} `{}`", identity.name.local)
}
