//! Where the walk is: the steps from the root, and their text when a finding needs it.

use std::collections::BTreeMap;
use std::fmt::Write;

use driftline_schemas::document::{Kind, NodeId, NodeRef, reference_token};

use crate::masked::Masked;

/// One step from a node to one of its parts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'d> {
    /// To a member of an object. `any` where its name is data: the schema speaks of members by pattern, not by name.
    Member { node: NodeRef<'d>, any: bool },
    /// To an item of an array, from 0.
    Item { node: NodeRef<'d>, index: usize },
    /// From a value to itself, where one stands for a list: the field is that of the list's entries.
    OneForList { node: NodeRef<'d> },
    /// To the only item of an array that stands for one value: the field is that of the value.
    ListForOne { node: NodeRef<'d> },
    /// To a child element; the first step of an XML path is to the root element.
    Element { node: NodeRef<'d> },
    /// To an attribute.
    Attribute { node: NodeRef<'d> },
}

impl<'d> Step<'d> {
    fn node(self) -> NodeRef<'d> {
        match self {
            Step::Member { node, .. }
            | Step::Item { node, .. }
            | Step::OneForList { node }
            | Step::ListForOne { node }
            | Step::Element { node }
            | Step::Attribute { node } => node,
        }
    }
}

/// The steps from the root of the document.
#[derive(Debug, Default)]
pub(super) struct Path<'d> {
    steps: Vec<Step<'d>>,
    /// For each step the numbers of the elements beside it, from when they were asked for last: where every one of many
    /// elements has a fault, they are counted once.
    siblings: Vec<Option<Siblings>>,
    /// Whether names that are data are shown as they are.
    show_values: bool,
}

/// The children of an element that have a name several have: their number among those of their name, from 1.
#[derive(Debug)]
struct Siblings {
    parent: NodeId,
    numbers: BTreeMap<NodeId, usize>,
}

/// A path as text, and with every index left out.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) path: String,
    pub(super) field: String,
}

impl<'d> Path<'d> {
    /// The path to the document.
    pub(super) fn new(show_values: bool) -> Self {
        Self { show_values, ..Self::default() }
    }

    pub(super) fn push(&mut self, step: Step<'d>) {
        self.steps.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.steps.pop();
    }

    /// How many steps there are.
    pub(super) fn len(&self) -> usize {
        self.steps.len()
    }

    /// The steps after the first ones.
    pub(super) fn steps(&self, after: usize) -> &[Step<'d>] {
        self.steps.get(after..).unwrap_or_default()
    }

    /// The objects or elements around the last step, innermost first: arrays are no field's place.
    pub(super) fn containers(&self) -> impl Iterator<Item = NodeId> {
        let steps = self.steps.iter().rev().map(|step| step.node());
        steps.filter(|node| matches!(node.kind(), Kind::Object | Kind::Element)).map(NodeRef::id)
    }

    /// The path as text.
    pub(super) fn render(&mut self) -> Rendered {
        let mut out = Rendered::default();
        let mut parent: Option<NodeRef<'d>> = None;
        self.siblings.resize_with(self.steps.len().max(self.siblings.len()), || None);
        for (step, siblings) in self.steps.iter().zip(&mut self.siblings) {
            match *step {
                Step::Member { node, any: true } => {
                    out.token(&reference_token(Masked::key(node.name(), self.show_values).as_str()), "*");
                }
                Step::Member { node, any: false } => {
                    let token = reference_token(node.name());
                    out.token(&token, &token);
                }
                Step::Item { index, .. } => out.token(&index.to_string(), "*"),
                Step::OneForList { .. } => out.field.push_str("/*"),
                Step::ListForOne { .. } => out.path.push_str("/0"),
                Step::Element { node } => {
                    out.token(node.name(), node.name());
                    if let Some(index) = parent.and_then(|parent| index_among(siblings, parent, node)) {
                        // Writing to a string does not fail.
                        let _ = write!(out.path, "[{index}]");
                    }
                }
                Step::Attribute { node } => {
                    let token = format!("@{}", node.name());
                    out.token(&token, &token);
                }
            }
            parent = Some(step.node());
        }
        out
    }
}

impl Rendered {
    /// Adds a step, under another name where indexes are left out.
    pub(super) fn token(&mut self, token: &str, field: &str) {
        self.path.push('/');
        self.path.push_str(token);
        self.field.push('/');
        self.field.push_str(field);
    }
}

/// The number of an element among those of its name, from 1, where there are several.
fn index_among(siblings: &mut Option<Siblings>, parent: NodeRef<'_>, node: NodeRef<'_>) -> Option<usize> {
    let known = siblings.take().filter(|known| known.parent == parent.id());
    let siblings = siblings.insert(known.unwrap_or_else(|| Siblings::of(parent)));
    siblings.numbers.get(&node.id()).copied()
}

impl Siblings {
    fn of(parent: NodeRef<'_>) -> Self {
        let mut by_name: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
        for element in parent.elements() {
            by_name.entry(element.name()).or_default().push(element.id());
        }
        let several = by_name.into_values().filter(|like| like.len() > 1);
        Self { parent: parent.id(), numbers: several.flat_map(|like| like.into_iter().zip(1..)).collect() }
    }
}
