//! The census of a contract's payloads: which fields they have, how often, and with what kinds of values.
//!
//! Fields are named as in findings, with the `*` of arrays left out. A field with very many parts is a map: it is `crowded`,
//! and nothing is said of its parts.

use std::collections::{BTreeMap, BTreeSet};

use crate::anatomy::Anatomy;
use crate::finding::ValueKind;

/// How many names the parts of one field may have.
const NAMES: usize = 200;

/// How many values of one field are told apart.
const VALUES: usize = 64;

/// How many fields of one name are compared.
const PATHS: usize = 32;

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
    /// The kinds of its values.
    pub(crate) kinds: BTreeMap<ValueKind, u64>,
    /// The hashes of its values; none where there are more than are told apart.
    values: BTreeSet<u64>,
    many_values: bool,
    /// Its parts.
    pub(crate) parts: BTreeMap<Box<str>, Self>,
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
    /// Counts a payload; `number` is larger than that of any payload that was counted before.
    pub(crate) fn add(&mut self, anatomy: &Anatomy, number: u64) {
        let mut count = Count { anatomy, payload: number, objects: &mut self.objects.0 };
        count.object(&mut self.root, None);
        // The value of a JSON document was counted as one of the root; an XML document has none.
        if self.root.payload.0 != number {
            self.root.payload.0 = number;
            self.root.payloads += 1;
            self.root.times += 1;
        }
        if anatomy.has_unknown() {
            let mut places = BTreeMap::new();
            collect(anatomy, None, "", &mut places);
            for paths in places.values().filter(|paths| paths.len() > 1) {
                // Only fields that nobody knows keep their namesakes.
                for path in paths.iter().take(PATHS) {
                    if let Some(node) = self.at_mut(path)
                        && !node.beside.is_empty()
                    {
                        node.namesakes.extend(paths.iter().take(PATHS).filter(|other| *other != path).cloned());
                    }
                }
            }
        }
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

/// One payload on its way into the census. It is never deeper than an [`Anatomy`].
struct Count<'a> {
    anatomy: &'a Anatomy,
    payload: u64,
    objects: &'a mut u64,
}

impl Count<'_> {
    /// Counts a value of a field.
    fn value(&mut self, node: &mut Node, at: usize, kind: ValueKind, hash: u64) {
        *node.kinds.entry(kind).or_default() += 1;
        if node.payload.0 != self.payload {
            node.payload.0 = self.payload;
            node.payloads += 1;
        }
        match kind {
            ValueKind::Array => {
                for (item, part) in self.anatomy.below(Some(at)) {
                    self.value(node, item, part.kind, part.hash);
                }
                return;
            }
            ValueKind::Object | ValueKind::Element => {}
            ValueKind::Null
            | ValueKind::Boolean
            | ValueKind::Integer
            | ValueKind::Number
            | ValueKind::Text
            | ValueKind::Empty => node.hashed(hash),
        }
        let is_empty = matches!(kind, ValueKind::Null | ValueKind::Empty);
        if !is_empty || self.anatomy.below(Some(at)).next().is_some() {
            node.times += 1;
        }
        self.object(node, Some(at));
    }

    /// Counts the parts of an object or element.
    fn object(&mut self, node: &mut Node, at: Option<usize>) {
        *self.objects += 1;
        let object = *self.objects;
        let mut unknown = false;
        for (number, part) in self.anatomy.below(at) {
            let name = self.anatomy.name(part);
            if name.is_empty() {
                // The value of a JSON document.
                self.value(node, number, part.kind, part.hash);
                continue;
            }
            unknown |= part.is_unknown;
            let Some(child) = node.part(name) else { continue };
            if child.object.0 != object {
                child.object.0 = object;
                child.holders += 1;
            }
            self.value(child, number, part.kind, part.hash);
        }
        if !unknown {
            return;
        }
        let names: BTreeSet<&str> = self.anatomy.below(at).map(|(_, part)| self.anatomy.name(part)).collect();
        let unknown = self.anatomy.below(at).filter(|(_, part)| part.is_unknown);
        let unknown: BTreeSet<&str> = unknown.map(|(_, part)| self.anatomy.name(part)).collect();
        for name in unknown {
            if let Some(child) = node.parts.get_mut(name) {
                child.beside.extend(names.iter().take(NAMES).map(|name| Box::from(*name)));
            }
        }
    }
}

impl Node {
    /// The part of this name, unless there are too many.
    fn part(&mut self, name: &str) -> Option<&mut Self> {
        if self.crowded {
            return None;
        }
        if !self.parts.contains_key(name) {
            if self.parts.len() == NAMES {
                self.crowd();
                return None;
            }
            self.parts.insert(name.into(), Self::default());
        }
        self.parts.get_mut(name)
    }

    fn walk(&self, path: &str, show: &mut dyn FnMut(&str, &Self, &Self)) {
        for (name, part) in &self.parts {
            let path = format!("{path}/{name}");
            show(&path, self, part);
            part.walk(&path, show);
        }
    }

    fn crowd(&mut self) {
        self.crowded = true;
        self.parts = BTreeMap::new();
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
        for (kind, times) in kinds {
            *self.kinds.entry(kind).or_default() += times;
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
        for (name, part) in parts {
            if let Some(own) = self.part(&name) {
                own.merge(part);
            }
        }
    }
}

/// The paths of a payload, by the last name of each.
type Namesakes<'a> = BTreeMap<&'a str, BTreeSet<Box<str>>>;

/// Collects the paths of the parts below one, which has this path.
fn collect<'a>(anatomy: &'a Anatomy, at: Option<usize>, path: &str, into: &mut Namesakes<'a>) {
    for (number, part) in anatomy.below(at) {
        let name = anatomy.name(part);
        if name.is_empty() {
            collect(anatomy, Some(number), path, into);
            continue;
        }
        let path = format!("{path}/{name}");
        collect(anatomy, Some(number), &path, into);
        into.entry(name).or_default().insert(path.into());
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::Document;
    use driftline_schemas::document::ReadOptions;

    use super::Census;
    use crate::anatomy::Anatomy;

    fn census(payloads: &[&str]) -> Census {
        let mut census = Census::default();
        for (payload, number) in payloads.iter().zip(1..) {
            let document = Document::read_str(payload, &ReadOptions::default()).unwrap();
            census.add(&Anatomy::of(&document, &[]), number);
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
