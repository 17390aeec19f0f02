//! Node tables: which element has which key (part 1, 3.11.5 "Identity-constraint Table").

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use driftline_schemas::document::NodeId;

/// The elements of one constraint, by their keys.
#[derive(Debug, Default)]
pub(super) struct Table {
    elements: BTreeMap<Rc<str>, NodeId>,
    /// What several children of one element have: none of theirs counts there.
    conflicts: BTreeSet<Rc<str>>,
    /// How many keys that belong here are not known: what is not found may be one of them.
    pub(super) unknown: usize,
}

impl Table {
    /// Whether there is an element of this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.elements.contains_key(key)
    }

    /// Adds an element; if there is one of the same key already, that one stays and is returned.
    pub(super) fn insert(&mut self, key: Rc<str>, element: NodeId) -> Option<NodeId> {
        match self.elements.entry(key) {
            Entry::Occupied(entry) => Some(*entry.get()),
            Entry::Vacant(entry) => {
                entry.insert(element);
                None
            }
        }
    }

    /// Adds what a child has: a key that two children have is neither's.
    pub(super) fn add_child(&mut self, mut child: Self) {
        child.conflicts.clear();
        self.unknown += child.unknown;
        // The smaller one is moved into the larger, so that many levels cost no more than few.
        if child.elements.len() > self.elements.len() {
            std::mem::swap(&mut self.elements, &mut child.elements);
            for key in &self.conflicts {
                self.elements.remove(key);
            }
        }
        for (key, element) in child.elements {
            if self.conflicts.contains(&key) {
                continue;
            }
            match self.elements.entry(key) {
                Entry::Occupied(entry) => {
                    self.conflicts.insert(entry.remove_entry().0);
                }
                Entry::Vacant(entry) => {
                    entry.insert(element);
                }
            }
        }
    }

    /// Adds what the element itself has, which takes precedence over what its children have.
    pub(super) fn add_own(&mut self, mut own: Self) {
        self.unknown += own.unknown;
        if own.elements.len() > self.elements.len() {
            std::mem::swap(&mut self.elements, &mut own.elements);
            for (key, element) in own.elements {
                self.elements.entry(key).or_insert(element);
            }
        } else {
            self.elements.append(&mut own.elements);
        }
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::document::{Document, NodeId, ReadOptions};

    use super::Table;

    /// The ids of some elements.
    fn ids() -> Vec<NodeId> {
        let document = Document::read_str("<a><b/><c/><d/><e/></a>", &ReadOptions::default()).unwrap();
        document.root().elements().map(|element| element.id()).collect()
    }

    fn table(entries: &[(&str, NodeId)]) -> Table {
        let mut table = Table::default();
        for (key, element) in entries {
            assert_eq!(table.insert((*key).into(), *element), None);
        }
        table
    }

    #[test]
    fn the_first_element_of_a_key_stays() {
        let ids = ids();
        let mut one = table(&[("x", ids[0])]);
        assert_eq!(one.insert("x".into(), ids[1]), Some(ids[0]));
        assert!(one.has("x") && !one.has("y"));
    }

    #[test]
    fn a_key_of_two_children_is_of_neither_whichever_is_larger() {
        let ids = ids();
        let children = [
            vec![("x", ids[0])],
            vec![("x", ids[1]), ("y", ids[1])],
            vec![("x", ids[2]), ("y", ids[2]), ("z", ids[3])],
        ];
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1]] {
            let mut all = Table::default();
            for child in order {
                all.add_child(table(&children[child]));
            }
            assert_eq!(["x", "y", "z"].map(|key| all.has(key)), [false, false, true], "{order:?}");
        }
    }

    #[test]
    fn what_an_element_has_itself_comes_before_what_its_children_have() {
        let ids = ids();
        for (own, children) in [(1, 3), (3, 1)] {
            let keys = ["x", "y", "z"];
            let entries = |count: usize, element| keys[..count].iter().map(|key| (*key, element)).collect::<Vec<_>>();
            let mut all = table(&entries(children, ids[0]));
            all.add_own(table(&entries(own, ids[1])));
            assert_eq!(all.insert("x".into(), ids[2]), Some(ids[1]));
            assert!(all.has("z"));
        }
    }
}
