//! What the walk cannot decide of an XML document: the judge of its schema is asked about the whole of it.
//!
//! The judge's verdict stands. What it objects to becomes a finding, unless the walk speaks of the same fault already: the
//! walk says where the smallest repair is, the judge also reports what only follows from it.

use std::collections::BTreeSet;

use driftline_schemas::document::{Kind as NodeKind, NodeRef};
use driftline_schemas::text::{Origin, Span};

use super::Walk;
use super::fault::Detail;
use super::path::{Path, Rendered, Step};
use super::value::got;
use crate::finding::{Kind, Want};
use crate::judge::{Opinion, Violation};

/// The constraints that no other fault of the document breaks as well, by the beginnings of their names.
const RULES: [&str; 3] = ["cvc-assertion", "cvc-id", "cvc-identity-constraint"];

impl<'d> Walk<'_, 'd> {
    /// Asks the judge about a document that the walk has not decided.
    pub(super) fn leave_to_judge(&mut self) {
        match self.ground.judge.document(self.document) {
            Opinion::GivesUp => {}
            Opinion::Holds => {
                self.undecided = false;
                self.faults.retain(|fault| !fault.law);
            }
            Opinion::Broken(violations) => {
                self.undecided = false;
                self.violated(violations);
            }
        }
    }

    /// Makes findings of what the judge objects to.
    fn violated(&mut self, mut violations: Vec<Violation>) {
        violations.sort_by_key(|violation| violation.node);
        let mut spoken = Spoken::default();
        for fault in self.faults.iter().filter(|fault| fault.law) {
            spoken.add(&fault.finding.path);
        }
        let places = trace(self.document.root(), &violations);
        for (violation, (node, rendered)) in violations.iter().zip(places) {
            if self.is_tolerated(node) || spoken.covers(violation, &rendered.path) {
                continue;
            }
            spoken.add(&rendered.path);
            // What the lens saw there is the same fault.
            let same = |fault: &&mut super::Fault| fault.finding.path == rendered.path;
            if let Some(noted) = self.faults.iter_mut().find(same) {
                noted.law = true;
                continue;
            }
            let want = Want::Rule(format!("what the schema says ({})", violation.rule));
            let origin = self.rule(violation);
            let span = place(violation, node);
            self.record(violation.kind, span, rendered, (got(node), want), origin, (true, Detail::Plain));
        }
    }

    /// Whether an element is empty where the conventions of the contract let an empty one stand for an absent one.
    fn is_tolerated(&self, node: NodeRef<'d>) -> bool {
        self.ground.mapping.empty_element_is_absent
            && node.kind() == NodeKind::Element
            && node.is_leaf()
            && node.value().trim().is_empty()
            && node.attributes().next().is_none()
    }

    /// Where the schema says what is violated, if there is one such place only.
    fn rule(&self, violation: &Violation) -> Option<Origin> {
        if violation.rule != "cvc-assertion" {
            return None;
        }
        let mut rules = self.ground.model.foreign().filter(|foreign| &*foreign.construct == "assert");
        let only = rules.next()?;
        rules.all(|other| other.origin == only.origin).then_some(only.origin)
    }
}

/// Where a violation is reported: the value where it is about one, otherwise the name.
fn place(violation: &Violation, node: NodeRef<'_>) -> Span {
    let is_about_value = violation.kind != Kind::RuleViolated
        || (node.kind() == NodeKind::Attribute && !violation.rule.starts_with("cvc-complex-type"));
    if is_about_value { node.value_span() } else { node.name_span() }
}

/// The paths that findings speak of.
#[derive(Default)]
struct Spoken {
    paths: BTreeSet<String>,
    /// The elements around them.
    parents: BTreeSet<String>,
}

impl Spoken {
    fn add(&mut self, path: &str) {
        self.paths.insert(path.to_owned());
        self.parents.insert(parent(path).to_owned());
    }

    /// Whether a violation at a path is of a fault that was spoken of. Content that does not match is reported where it was
    /// noticed, which may be at the element around it or beside it.
    fn covers(&self, violation: &Violation, path: &str) -> bool {
        if RULES.iter().any(|rule| violation.rule.starts_with(rule)) {
            return false;
        }
        let is_about_content = violation.kind == Kind::RuleViolated;
        self.paths.contains(path)
            || (is_about_content && (self.parents.contains(path) || self.parents.contains(parent(path))))
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The nodes of violations, which are in document order, and the paths to them: in one pass over the document.
fn trace<'d>(root: NodeRef<'d>, violations: &[Violation]) -> Vec<(NodeRef<'d>, Rendered)> {
    let mut found = Vec::with_capacity(violations.len());
    let mut path = Path::default();
    let mut wanted = violations.iter().map(|violation| violation.node).peekable();
    let mut open = Vec::new();
    let mut next = Some(root);
    while wanted.peek().is_some() {
        if let Some(element) = next.take() {
            path.push(Step::Element { node: element });
            while wanted.next_if_eq(&element.id().index()).is_some() {
                found.push((element, path.render()));
            }
            for attribute in element.attributes() {
                while wanted.next_if_eq(&attribute.id().index()).is_some() {
                    path.push(Step::Attribute { node: attribute });
                    found.push((attribute, path.render()));
                    path.pop();
                }
            }
            open.push(element.elements());
        }
        let Some(elements) = open.last_mut() else { break };
        next = elements.next();
        if next.is_none() {
            open.pop();
            path.pop();
        }
    }
    found
}
