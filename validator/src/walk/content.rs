//! Child elements along a content model, resuming after the smallest repair.
//!
//! XSD wants content models to be unambiguous with one element of lookahead (part 1, 3.8.6 "Unique Particle Attribution"), so
//! one pass decides: a particle takes the next element if it may begin with it. Where nothing may take it, the element is
//! left out if nothing later could take it either, and what should have stood there is missing otherwise.

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{FieldId, ProcessContents, WildcardNamespace};
use driftline_schemas::text::Origin;

use crate::plan::{Found, Marks, Node, Part, RecordPlan};

/// What became of a child element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is this field.
    Field(Found),
    /// A wildcard takes it.
    Any(ProcessContents),
    /// It is this field, at a place where it may not stand.
    Surplus(Found),
    /// It is this field, and another alternative was sent.
    Excluded(Found),
    /// No field has its name, and no wildcard admits it.
    Unknown,
}

/// The children of an element and what became of each.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// One for each child element.
    pub(super) fates: Vec<Fate>,
    /// Fields that must be there and are not; of several alternatives the first.
    pub(super) missing: Vec<FieldId>,
    /// Fields that are there too few times, with how often.
    pub(super) few: Vec<(FieldId, u64)>,
    /// The wildcard whose element is missing.
    pub(super) missing_any: Option<Origin>,
}

/// A namespace that was sent for another one, from the root on. The root element is told; what inherits it is no news.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Namespaces<'c, 'd> {
    /// What was sent, and what is declared.
    pub(super) changed: Option<(Option<&'d str>, Option<&'c str>)>,
}

impl<'c, 'd> Namespaces<'c, 'd> {
    /// The namespace that was meant by one that was sent.
    pub(super) fn meant<'a>(self, sent: Option<&'a str>) -> Option<&'a str>
    where
        'c: 'a,
    {
        match self.changed {
            Some((from, to)) if from == sent => to,
            _ => sent,
        }
    }
}

/// Matches child elements against a content model.
pub(super) fn match_children<'d>(
    plan: &RecordPlan,
    model: &Node,
    children: impl Iterator<Item = NodeRef<'d>>,
    namespaces: Namespaces<'_, 'd>,
) -> Matched {
    let mut matcher = Matcher { items: Vec::new(), at: 0, matched: Matched::default(), excluded: Marks::default() };
    for (number, child) in children.enumerate() {
        let namespace = namespaces.meant(child.namespace());
        let found = plan.field(namespace, child.local_name());
        matcher.matched.fates.push(found.map_or(Fate::Unknown, Fate::Surplus));
        let item = Item { number, found, namespace };
        if found.is_some() || has_wildcard_for(model, &item) {
            matcher.items.push(item);
        }
    }
    matcher.particle(model, &Later { nodes: &[], outer: None });
    for item in &matcher.items[matcher.at.min(matcher.items.len())..] {
        matcher.matched.fates[item.number] = matcher.leftover(item);
    }
    matcher.matched
}

/// A child element that some particle may take.
#[derive(Debug, Clone, Copy)]
struct Item<'a> {
    number: usize,
    found: Option<Found>,
    /// The namespace that it was sent with, by which wildcards take it.
    namespace: Option<&'a str>,
}

/// What may still come after a particle: the rest of its sequence, and of those around it.
struct Later<'a> {
    nodes: &'a [Node],
    outer: Option<&'a Self>,
}

impl Later<'_> {
    fn takes(&self, item: &Item<'_>) -> bool {
        self.nodes.iter().any(|node| holds(node, item)) || self.outer.is_some_and(|outer| outer.takes(item))
    }
}

/// Whether a particle holds a place for an item anywhere.
fn holds(node: &Node, item: &Item<'_>) -> bool {
    item.found.is_some_and(|found| node.all.has(found.field.0 as usize)) || has_wildcard_for(node, item)
}

/// Whether a particle may begin with an item.
fn begins(node: &Node, item: &Item<'_>) -> bool {
    item.found.is_some_and(|found| node.first.has(found.field.0 as usize))
        || node.first_any.iter().any(|wildcard| admits(wildcard, item.namespace))
}

struct Matcher<'a> {
    items: Vec<Item<'a>>,
    at: usize,
    matched: Matched,
    /// Fields of alternatives that were not chosen.
    excluded: Marks,
}

impl<'a> Matcher<'a> {
    fn next(&self) -> Option<Item<'a>> {
        self.items.get(self.at).copied()
    }

    fn particle(&mut self, node: &Node, later: &Later<'_>) {
        let mut count = 0;
        while node.occurs.max.is_none_or(|max| count < max) {
            let again = [node];
            let Some(item) = self.next() else {
                if count < node.occurs.min && !node.emptiable {
                    self.require(node, count);
                }
                return;
            };
            let before = self.at;
            if begins(node, &item) || (holds(node, &item) && !later.takes(&item)) {
                let more = node.occurs.max.is_none_or(|max| count + 1 < max);
                // While it may be repeated, its own elements may come again.
                let repeat: &[&Node] = if more { &again } else { &[] };
                self.term(node, repeat, later);
                count += 1;
            } else if !later.takes(&item) {
                // Nothing will take it: it is passed over, and the particle looks at the next one.
                self.matched.fates[item.number] = self.leftover(&item);
                self.at += 1;
            } else {
                if count < node.occurs.min && !node.emptiable {
                    self.require(node, count);
                }
                return;
            }
            if self.at == before {
                return;
            }
        }
    }

    fn term(&mut self, node: &Node, repeat: &[&Node], later: &Later<'_>) {
        match &node.part {
            Part::Field(_) => {
                if let Some(Item { number, found: Some(found), .. }) = self.next() {
                    self.matched.fates[number] = Fate::Field(found);
                    self.at += 1;
                }
            }
            Part::Any(wildcard) => {
                if let Some(item) = self.next() {
                    self.matched.fates[item.number] = Fate::Any(wildcard.process);
                    self.at += 1;
                }
            }
            Part::Sequence(nodes) => {
                for (number, part) in nodes.iter().enumerate() {
                    self.particle(part, &Later { nodes: &nodes[number + 1..], outer: Some(&with(repeat, later)) });
                }
            }
            Part::Choice(nodes) => {
                let Some(item) = self.next() else { return };
                let chosen = nodes.iter().find(|branch| begins(branch, &item));
                let Some(chosen) = chosen.or_else(|| nodes.iter().find(|branch| holds(branch, &item))) else { return };
                if repeat.is_empty() {
                    for other in nodes.iter().filter(|other| !std::ptr::eq(*other, chosen)) {
                        self.excluded.merge(&other.all);
                    }
                }
                self.particle(chosen, &with(repeat, later));
            }
            Part::All(nodes) => {
                let mut counts = vec![0; nodes.len()];
                while let Some(item) = self.next() {
                    let open = |number: usize, part: &Node| part.occurs.max.is_none_or(|max| counts[number] < max);
                    let part =
                        nodes.iter().enumerate().find(|(number, part)| begins(part, &item) && open(*number, part));
                    if let Some((number, part)) = part {
                        counts[number] += 1;
                        self.term(part, &[], later);
                    } else if later.takes(&item) {
                        break;
                    } else {
                        self.matched.fates[item.number] = self.leftover(&item);
                        self.at += 1;
                    }
                }
                for (part, count) in nodes.iter().zip(counts) {
                    if count < part.occurs.min && !part.emptiable {
                        self.require(part, count);
                    }
                }
            }
        }
    }

    /// What must stand here does not.
    fn require(&mut self, node: &Node, count: u64) {
        match &node.part {
            Part::Field(field) if count > 0 => self.matched.few.push((*field, count)),
            Part::Field(field) => {
                if !self.matched.missing.contains(field) {
                    self.matched.missing.push(*field);
                }
            }
            Part::Any(_) => self.matched.missing_any = Some(node.origin),
            Part::Choice(nodes) => {
                if let Some(first) = nodes.first() {
                    self.require(first, 0);
                }
            }
            Part::Sequence(nodes) | Part::All(nodes) => {
                for part in nodes.iter().filter(|part| !part.emptiable) {
                    self.require(part, 0);
                }
            }
        }
    }

    fn leftover(&self, item: &Item<'_>) -> Fate {
        match item.found {
            None => Fate::Unknown,
            Some(found) if self.excluded.has(found.field.0 as usize) => Fate::Excluded(found),
            Some(found) => Fate::Surplus(found),
        }
    }
}

/// What may come later, with the particle itself in front where it may be repeated.
fn with<'a>(repeat: &'a [&'a Node], later: &'a Later<'a>) -> Later<'a> {
    match repeat {
        [node] => Later { nodes: std::slice::from_ref(node), outer: Some(later) },
        _ => Later { nodes: &[], outer: Some(later) },
    }
}

/// Whether a particle has a wildcard that admits an item.
fn has_wildcard_for(node: &Node, item: &Item<'_>) -> bool {
    match &node.part {
        Part::Any(wildcard) => admits(&wildcard.namespaces, item.namespace),
        Part::Field(_) => false,
        Part::Sequence(nodes) | Part::Choice(nodes) | Part::All(nodes) => {
            nodes.iter().any(|node| has_wildcard_for(node, item))
        }
    }
}

/// Whether a wildcard admits a namespace (part 1, 3.10.4).
pub(super) fn admits(wildcard: &WildcardNamespace, namespace: Option<&str>) -> bool {
    match wildcard {
        WildcardNamespace::Any => true,
        WildcardNamespace::Other(other) => namespace.is_some_and(|namespace| other.as_deref() != Some(namespace)),
        WildcardNamespace::Of(list) => list.iter().any(|one| one.as_deref() == namespace),
    }
}
