//! One payload on its way into the census.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::document::{Document, Kind, NodeRef, reference_token};

use super::{Census, NAMES, Node};
use crate::finding::ValueKind;
use crate::hash;

/// Levels of fields that are looked at.
const DEEPEST: usize = 32;

/// How many fields of one name are compared.
const PATHS: usize = 32;

/// Counts a payload; see [`Census::add`].
pub(super) fn payload(census: &mut Census, document: &Document<'_>, unknown: &[u32], number: u64) {
    let mut count = Count { payload: number, objects: &mut census.objects.0, unknown };
    let root = document.root();
    count.object(&mut census.root, 0, || std::iter::once(root));
    // The value of a JSON document was counted as one of the root; an XML document has none.
    if census.root.payload.0 != number {
        census.root.payload.0 = number;
        census.root.payloads += 1;
        census.root.times += 1;
    }
    if unknown.is_empty() {
        return;
    }
    let mut places = BTreeMap::new();
    collect(root, 0, "", &mut places);
    for paths in places.values().filter(|paths| paths.len() > 1) {
        // Only fields that nobody knows keep their namesakes.
        for path in paths.iter().take(PATHS) {
            if let Some(node) = census.at_mut(path)
                && !node.beside.is_empty()
            {
                node.namesakes.extend(paths.iter().take(PATHS).filter(|other| *other != path).cloned());
            }
        }
    }
}

/// A payload that is counted. It is looked at to a depth.
struct Count<'a> {
    payload: u64,
    objects: &'a mut u64,
    unknown: &'a [u32],
}

impl Count<'_> {
    /// Counts a value of a field.
    fn value(&mut self, node: &mut Node, value: NodeRef<'_>, depth: usize) {
        let kind = ValueKind::of(value);
        node.kinds[kind as usize] += 1;
        if node.payload.0 != self.payload {
            node.payload.0 = self.payload;
            node.payloads += 1;
        }
        match kind {
            ValueKind::Array => {
                parts(value, depth).for_each(|item| self.value(node, item, depth + 1));
                return;
            }
            ValueKind::Object | ValueKind::Element => {}
            ValueKind::Null
            | ValueKind::Boolean
            | ValueKind::Integer
            | ValueKind::Number
            | ValueKind::Text
            | ValueKind::Empty => {
                if !node.many_values {
                    node.hashed(hash::of(&[value.value().as_bytes()]));
                }
            }
        }
        let is_empty = matches!(kind, ValueKind::Null | ValueKind::Empty);
        if !is_empty || parts(value, depth).next().is_some() {
            node.times += 1;
        }
        self.object(node, depth + 1, || parts(value, depth));
    }

    /// Counts the parts of an object or element, which are this deep.
    fn object<'d, P: Iterator<Item = NodeRef<'d>>>(&mut self, node: &mut Node, depth: usize, parts: impl Fn() -> P) {
        *self.objects += 1;
        let object = *self.objects;
        let mut unknown = false;
        let mut last = None;
        for part in parts() {
            if is_anonymous(part) {
                // The value of a JSON document.
                self.value(node, part, depth);
                continue;
            }
            unknown |= self.is_unknown(part);
            let at = match node.parts.guess(last, part) {
                Some(at) => at,
                None => {
                    let Some(at) = node.part(&token(part)) else { continue };
                    node.parts.follows(last, at);
                    at
                }
            };
            last = Some(at);
            let child = node.parts.at_mut(at);
            if child.object.0 != object {
                child.object.0 = object;
                child.holders += 1;
            }
            self.value(child, part, depth);
        }
        if !unknown {
            return;
        }
        let names: BTreeSet<Cow<'_, str>> = parts().map(token).collect();
        let unknown: BTreeSet<Cow<'_, str>> = parts().filter(|part| self.is_unknown(*part)).map(token).collect();
        for name in unknown {
            if let Some(child) = node.parts.get_mut(&name) {
                child.beside.extend(names.iter().take(NAMES).map(|name| Box::from(&**name)));
            }
        }
    }

    /// Whether no schema speaks of it.
    fn is_unknown(&self, part: NodeRef<'_>) -> bool {
        !self.unknown.is_empty() && self.unknown.binary_search(&part.name_span().start).is_ok()
    }
}

/// What a value at this depth is made of: attributes, elements, members, items.
fn parts(value: NodeRef<'_>, depth: usize) -> impl Iterator<Item = NodeRef<'_>> {
    let is_inside = depth < DEEPEST;
    let attributes = is_inside.then(|| value.attributes()).into_iter().flatten();
    let children = is_inside.then(|| value.children().filter(|child| child.kind() != Kind::Text)).into_iter().flatten();
    attributes.chain(children)
}

/// Whether it has no name, and so is a value of the field around it.
fn is_anonymous(part: NodeRef<'_>) -> bool {
    !part.is_named() || part.name().is_empty()
}

/// The name of a part as paths write it.
fn token(part: NodeRef<'_>) -> Cow<'_, str> {
    match part.kind() {
        Kind::Attribute => Cow::Owned(format!("@{}", part.name())),
        Kind::Element => Cow::Borrowed(part.name()),
        _ => reference_token(part.name()),
    }
}

/// The paths of a payload, by the last name of each.
type Namesakes<'d> = BTreeMap<Cow<'d, str>, BTreeSet<Box<str>>>;

/// Collects the paths of a part, which is this deep, and of those below it; `path` is that of the field around it.
fn collect<'d>(part: NodeRef<'d>, depth: usize, path: &str, into: &mut Namesakes<'d>) {
    if is_anonymous(part) {
        parts(part, depth).for_each(|inner| collect(inner, depth + 1, path, into));
        return;
    }
    let name = token(part);
    let path = format!("{path}/{name}");
    parts(part, depth).for_each(|inner| collect(inner, depth + 1, &path, into));
    into.entry(name).or_default().insert(path.into());
}
