//! The parts of a field, in the order of their names.
//!
//! Payloads of a contract look alike, so behind a part mostly comes the one that came behind it before: that one is looked at
//! first.

use driftline_schemas::document::{Kind, NodeRef};

use super::{Mark, Node};

/// The parts of a field by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Fields {
    entries: Vec<Entry>,
    /// Where the part was that came first.
    first: Mark,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    name: Box<str>,
    node: Node,
    /// Whether its name is not written in a path as it is in a payload.
    is_escaped: bool,
    /// Where the part was that came behind it.
    next: Mark,
}

impl Fields {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The part of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        self.entries.get(self.position(name).ok()?).map(|entry| &entry.node)
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        let at = self.position(name).ok()?;
        self.entries.get_mut(at).map(|entry| &mut entry.node)
    }

    /// The parts with their names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.entries.iter().map(|entry| (&*entry.name, &entry.node))
    }

    /// Where the part of this name is, or would be.
    pub(super) fn position(&self, name: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| (*entry.name).cmp(name))
    }

    /// The part at a place that [`Fields::position`] or [`Fields::insert`] gave, with no other inserted since.
    pub(super) fn at_mut(&mut self, at: usize) -> &mut Node {
        &mut self.entries[at].node
    }

    /// Adds a part of this name, which there is none of; where it is.
    pub(super) fn insert(&mut self, name: &str) -> usize {
        let at = self.position(name).unwrap_or_else(|at| at);
        let is_escaped = name.contains('~');
        let entry = Entry { name: name.into(), node: Node::default(), is_escaped, next: Mark::default() };
        self.entries.insert(at, entry);
        at
    }

    /// Where this one is, if it is the one that came behind the one at `last` before.
    pub(super) fn guess(&self, last: Option<usize>, node: NodeRef<'_>) -> Option<usize> {
        let guess = last.map_or(Some(&self.first), |last| Some(&self.entries.get(last)?.next))?;
        let at = usize::try_from(guess.0).ok()?;
        let entry = self.entries.get(at).filter(|entry| !entry.is_escaped)?;
        let is_it = match node.kind() {
            Kind::Attribute => entry.name.strip_prefix('@').is_some_and(|name| node.has_name(name)),
            _ => node.has_name(&entry.name),
        };
        is_it.then_some(at)
    }

    /// Remembers that the part at `at` came behind the one at `last`.
    pub(super) fn follows(&mut self, last: Option<usize>, at: usize) {
        let slot = match last {
            None => Some(&mut self.first),
            Some(last) => self.entries.get_mut(last).map(|entry| &mut entry.next),
        };
        if let Some(slot) = slot {
            *slot = Mark(at as u64);
        }
    }

    /// The parts with their names, to be given away.
    pub(super) fn into_parts(self) -> impl Iterator<Item = (Box<str>, Node)> {
        self.entries.into_iter().map(|entry| (entry.name, entry.node))
    }
}
