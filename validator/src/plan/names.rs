//! Names of the parts of a record, and what each stands for.

use driftline_schemas::document::NameId;
use driftline_schemas::model::{ElementId, FieldId};
use driftline_schemas::text::{is_same_name, offset};

use super::automaton::Symbol;

/// Names of the elements and members of a record, or of its attributes.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// In the order of declaration.
    entries: Vec<Entry>,
    /// The entries by length, name and namespace: names of other lengths are told apart at once.
    sorted: Vec<u32>,
}

/// A name.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(super) local: Box<str>,
    pub(super) namespace: Option<Box<str>>,
    pub(crate) found: Found,
    /// What it is to the content model of its record.
    pub(crate) symbol: Option<Symbol>,
}

/// What a name stands for in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The field.
    pub(crate) field: FieldId,
    /// The global element that was sent for the field's own: a member of its substitution group.
    pub(crate) substitute: Option<ElementId>,
    /// Whether the schema forbids that element to stand for the field's own.
    pub(crate) blocked: bool,
}

/// Where to look first for a name that is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NextName {
    /// The number of an entry.
    pub(crate) number: u32,
    /// What a document calls it, once it was found there.
    pub(crate) sent: Option<NameId>,
}

impl Names {
    /// The names of these entries; of equal ones the first that is a field's own.
    pub(super) fn new(mut entries: Vec<Entry>) -> Self {
        let mut sorted: Vec<u32> = (0..offset(entries.len())).collect();
        let substituted = |at: u32| entries[at as usize].found.substitute.is_some();
        sorted.sort_by(|one, other| {
            let key = |at: u32| entries[at as usize].key();
            key(*one).cmp(&key(*other)).then(substituted(*one).cmp(&substituted(*other)))
        });
        let mut again: Vec<u32> = sorted
            .windows(2)
            .filter(|pair| entries[pair[0] as usize].key() == entries[pair[1] as usize].key())
            .map(|pair| pair[1])
            .collect();
        again.sort_unstable();
        let mut at = 0;
        entries.retain(|_| {
            at += 1;
            again.binary_search(&(at - 1)).is_err()
        });
        let mut sorted: Vec<u32> = (0..offset(entries.len())).collect();
        sorted.sort_by(|one, other| entries[*one as usize].key().cmp(&entries[*other as usize].key()));
        Self { entries, sorted }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry of this number.
    #[inline]
    pub(crate) fn entry(&self, number: usize) -> Option<&Entry> {
        self.entries.get(number)
    }

    /// The number of the entry of a name.
    pub(crate) fn number(&self, namespace: Option<&str>, local: &str) -> Option<usize> {
        let key = (local.len(), local, namespace);
        let at = self.sorted.binary_search_by(|at| self.entries[*at as usize].key().cmp(&key)).ok()?;
        Some(self.sorted[at] as usize)
    }

    /// What a name stands for.
    pub(crate) fn find(&self, namespace: Option<&str>, local: &str) -> Option<Found> {
        self.number(namespace, local).map(|number| self.entries[number].found)
    }

    /// What a local name stands for, whatever its namespace.
    pub(crate) fn find_local(&self, local: &str) -> Option<Found> {
        let at = self.sorted.partition_point(|at| {
            let entry = &self.entries[*at as usize];
            (entry.local.len(), &*entry.local) < (local.len(), local)
        });
        let entry = &self.entries[*self.sorted.get(at)? as usize];
        (*entry.local == *local).then_some(entry.found)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut()
    }
}

impl Entry {
    fn key(&self) -> (usize, &str, Option<&str>) {
        (self.local.len(), &self.local, self.namespace.as_deref())
    }

    /// Whether it is the entry of a qualified name in this namespace.
    #[inline]
    pub(crate) fn is(&self, namespace: Option<&str>, name: &str) -> bool {
        let (own, name) = (self.local.as_bytes(), name.as_bytes());
        let is_it = is_same_name(own, name) || {
            // A qualified name has one colon at most.
            let prefix = name.len().checked_sub(own.len() + 1);
            prefix.is_some_and(|prefix| name[prefix] == b':' && name[prefix + 1..] == *own)
        };
        is_it && self.namespace.as_deref() == namespace
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::model::{ElementId, FieldId};

    use super::{Entry, Found, Names};

    fn entry(name: &str, field: u32, substitute: Option<u32>) -> Entry {
        let (namespace, local) =
            name.split_once('|').map_or((None, name), |(namespace, local)| (Some(namespace), local));
        let found = Found { field: FieldId(field), substitute: substitute.map(ElementId), blocked: false };
        Entry { local: local.into(), namespace: namespace.map(Into::into), found, symbol: None }
    }

    #[test]
    fn a_fields_own_name_comes_before_a_substitute_of_the_same() {
        let names =
            Names::new(vec![entry("b", 0, None), entry("a", 0, Some(1)), entry("a", 1, None), entry("n|a", 2, None)]);
        assert_eq!(names.len(), 3);
        assert_eq!(names.find(None, "a").map(|found| (found.field, found.substitute)), Some((FieldId(1), None)));
        assert_eq!(names.find(Some("n"), "a").map(|found| found.field), Some(FieldId(2)));
        assert_eq!(names.find(Some("m"), "a"), None);
        assert_eq!(names.find_local("a").map(|found| found.field), Some(FieldId(1)));
        assert_eq!(names.find_local("c"), None);
        assert_eq!(names.number(None, "b"), Some(0));
    }

    #[test]
    fn prefixes_are_no_part_of_a_name() {
        let own = entry("n|name", 0, None);
        assert!(own.is(Some("n"), "name") && own.is(Some("n"), "p:name"));
        for name in ["pname", "p:names", ":nam", "xname", "nam"] {
            assert!(!own.is(Some("n"), name), "{name}");
        }
        assert!(!own.is(None, "name"));
    }
}
