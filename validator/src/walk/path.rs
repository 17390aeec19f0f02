//! Where the walk is: the steps from the root, and their text when a finding needs it.

use std::fmt::Write;

use driftline_schemas::document::{Kind, NodeId, NodeRef};

/// One step from a node to one of its parts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'d> {
    /// To a member of an object. `any` where the schema speaks of members by pattern, not by name.
    Member { node: NodeRef<'d>, any: bool },
    /// To an item of an array, from 0.
    Item { node: NodeRef<'d>, index: usize },
    /// To a child element; the first step of an XML path is to the root element.
    Element { node: NodeRef<'d> },
    /// To an attribute.
    Attribute { node: NodeRef<'d> },
}

impl<'d> Step<'d> {
    fn node(self) -> NodeRef<'d> {
        match self {
            Step::Member { node, .. } | Step::Item { node, .. } | Step::Element { node } | Step::Attribute { node } => {
                node
            }
        }
    }
}

/// The steps from the root of the document.
#[derive(Debug, Default)]
pub(super) struct Path<'d> {
    steps: Vec<Step<'d>>,
}

/// A path as text, and with every index left out.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) path: String,
    pub(super) field: String,
}

impl<'d> Path<'d> {
    pub(super) fn push(&mut self, step: Step<'d>) {
        self.steps.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.steps.pop();
    }

    /// The objects or elements around the last step, innermost first: arrays are no field's place.
    pub(super) fn containers(&self) -> impl Iterator<Item = NodeId> {
        let steps = self.steps.iter().rev().map(|step| step.node());
        steps.filter(|node| matches!(node.kind(), Kind::Object | Kind::Element)).map(NodeRef::id)
    }

    /// The path as text.
    pub(super) fn render(&self) -> Rendered {
        let mut out = Rendered::default();
        let mut parent: Option<NodeRef<'d>> = None;
        for step in &self.steps {
            match *step {
                Step::Member { node, any } => {
                    let token = node.name().replace('~', "~0").replace('/', "~1");
                    out.token(&token, if any { "*" } else { &token });
                }
                Step::Item { index, .. } => out.token(&index.to_string(), "*"),
                Step::Element { node } => {
                    out.token(node.name(), node.name());
                    if let Some(index) = parent.and_then(|parent| index_among(parent, node)) {
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
fn index_among(parent: NodeRef<'_>, node: NodeRef<'_>) -> Option<usize> {
    let mut like = parent.elements().filter(|other| other.name() == node.name());
    let before = like.clone().take_while(|other| *other != node).count();
    (before > 0 || like.nth(1).is_some()).then_some(before + 1)
}
