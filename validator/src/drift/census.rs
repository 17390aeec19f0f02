//! The census of a contract's payloads: which fields they have, how often, and with what kinds of values.
//!
//! Fields are named as in findings, with the `*` of arrays left out. A field with very many parts is a map: it is `crowded`,
//! and nothing is said of its parts.

mod count;
mod fields;

use std::collections::BTreeSet;

use driftline_schemas::Document;

use self::fields::Fields;
use crate::finding::ValueKind;

/// How many names the parts of one field may have.
const NAMES: usize = 200;

/// How many values of one field are told apart.
const VALUES: usize = 64;

/// The fields of the payloads of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Census {
    root: Node,
    /// How many objects were counted, so that each has a number.
    objects: Mark,
}

/// A field, or the payload as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Node {
    /// In how many payloads it is.
    pub(crate) payloads: u64,
    /// In how many objects or elements it is.
    pub(crate) holders: u64,
    /// How often it is and is not empty: each item of an array is one. What is empty lacks nothing, it is not there.
    pub(crate) times: u64,
    /// How often it has a value of each kind, in the order of [`ValueKind::ALL`].
    kinds: [u64; ValueKind::ALL.len()],
    /// The hashes of its values; none where there are more than are told apart.
    values: BTreeSet<u64>,
    many_values: bool,
    /// Its parts.
    pub(crate) parts: Fields,
    /// Whether it has more parts than are told apart, and so none here.
    pub(crate) crowded: bool,
    /// Of a field that no schema speaks of: which names stood beside it.
    pub(crate) beside: BTreeSet<Box<str>>,
    /// And in which other fields of the same payload its name was seen.
    pub(crate) namesakes: BTreeSet<Box<str>>,
    payload: Mark,
    object: Mark,
}

/// A number that is no part of what is said: by it a second value in the same payload or object is known.
#[derive(Debug, Clone, Copy, Default)]
struct Mark(u64);

impl PartialEq for Mark {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Mark {}

impl Census {
    /// Counts a payload: `unknown` are the places of the names that no schema speaks of, ascending, and `number` is larger
    /// than that of any payload that was counted before.
    pub(crate) fn add(&mut self, document: &Document<'_>, unknown: &[u32], number: u64) {
        count::payload(self, document, unknown, number);
    }

    /// The field at a path of a finding, or the root at the empty path.
    pub(crate) fn at(&self, path: &str) -> Option<&Node> {
        tokens(path).try_fold(&self.root, |node, token| node.parts.get(token))
    }

    fn at_mut(&mut self, path: &str) -> Option<&mut Node> {
        tokens(path).try_fold(&mut self.root, |node, token| node.parts.get_mut(token))
    }

    /// Shows every field with its path and the field around it.
    pub(crate) fn walk(&self, show: &mut dyn FnMut(&str, &Node, &Node)) {
        self.root.walk("", show);
    }

    /// Merges the census of another part of the corpus.
    pub(crate) fn merge(&mut self, other: Self) {
        self.objects.0 += other.objects.0;
        self.root.merge(other.root);
    }
}

/// The names along a path, without the `*` of arrays.
pub(crate) fn tokens(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|token| !token.is_empty() && *token != "*")
}

impl Node {
    /// The kinds of its values, with how often it has one.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (ValueKind, u64)> {
        ValueKind::ALL.into_iter().zip(self.kinds).filter(|(_, times)| *times > 0)
    }

    /// Where its part of this name is, unless there are too many.
    fn part(&mut self, name: &str) -> Option<usize> {
        if self.crowded {
            return None;
        }
        if let Ok(at) = self.parts.position(name) {
            return Some(at);
        }
        if self.parts.len() == NAMES {
            self.crowd();
            return None;
        }
        Some(self.parts.insert(name))
    }

    fn walk(&self, path: &str, show: &mut dyn FnMut(&str, &Self, &Self)) {
        for (name, part) in self.parts.iter() {
            let path = format!("{path}/{name}");
            show(&path, self, part);
            part.walk(&path, show);
        }
    }

    fn crowd(&mut self) {
        self.crowded = true;
        self.parts = Fields::default();
    }

    fn hashed(&mut self, hash: u64) {
        if !self.many_values && self.values.insert(hash) && self.values.len() > VALUES {
            self.many_values = true;
            self.values = BTreeSet::new();
        }
    }

    /// Whether a value was seen; none where that is not known.
    pub(crate) fn has_value(&self, hash: u64) -> Option<bool> {
        (!self.many_values).then(|| self.values.contains(&hash))
    }

    fn merge(&mut self, other: Self) {
        let Self { payloads, holders, times, kinds, values, many_values, parts, crowded, beside, namesakes, .. } =
            other;
        self.payloads += payloads;
        self.holders += holders;
        self.times += times;
        for (own, times) in self.kinds.iter_mut().zip(kinds) {
            *own += times;
        }
        self.many_values |= many_values;
        if self.many_values {
            self.values = BTreeSet::new();
        }
        values.into_iter().for_each(|hash| self.hashed(hash));
        self.beside.extend(beside);
        self.namesakes.extend(namesakes);
        if crowded {
            self.crowd();
        }
        for (name, part) in parts.into_parts() {
            if let Some(at) = self.part(&name) {
                self.parts.at_mut(at).merge(part);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::Document;
    use driftline_schemas::document::ReadOptions;

    use super::Census;

    fn census(payloads: &[&str]) -> Census {
        let mut census = Census::default();
        for (payload, number) in payloads.iter().zip(1..) {
            let document = Document::read_str(payload, &ReadOptions::default()).unwrap();
            census.add(&document, &[], number);
        }
        census
    }

    #[test]
    fn fields_are_counted_in_payloads_in_objects_and_where_they_are_not_empty() {
        let census =
            census(&[r#"{"a": [{"b": 1}, {"b": "x", "c": null}], "d/e": 2}"#, r#"{"a": []}"#, "<a b='1'><c/><c/></a>"]);
        let at = |path: &str| census.at(path).map(|node| (node.payloads, node.holders, node.times));
        assert_eq!(at(""), Some((3, 0, 3)));
        assert_eq!(at("/a"), Some((3, 3, 3)));
        assert_eq!((at("/a/*/b"), at("/a/b")), (Some((1, 2, 2)), Some((1, 2, 2))));
        assert_eq!((at("/a/@b"), at("/a/c"), at("/d~1e")), (Some((1, 1, 1)), Some((2, 2, 0)), Some((1, 1, 1))));
        assert_eq!(at("/x"), None);
    }

    #[test]
    fn parts_of_a_corpus_add_up_in_any_order() {
        let crowd: Vec<String> =
            (0..300).map(|number| format!("{{\"m\": {{\"k{number}\": {number}}}, \"v\": {number}}}")).collect();
        let all: Vec<&str> = crowd.iter().map(String::as_str).chain([r#"{"v": 1.5}"#]).collect();
        let whole = census(&all);
        assert!(whole.at("/m").unwrap().crowded && whole.at("/m/k1").is_none());
        for cut in [1, 150, 250] {
            let (one, other) = all.split_at(cut);
            let (mut ahead, mut behind) = (census(one), census(other));
            ahead.merge(census(other));
            behind.merge(census(one));
            assert!(ahead == whole && behind == whole, "cut at {cut}");
        }
    }
}
