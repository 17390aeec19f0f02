//! What the walk cannot decide of an XML document: the judge of its schema is asked about the whole of it.
//!
//! The judge's verdict stands. What it objects to becomes a finding, unless the walk speaks of the same fault already: the
//! walk says where the smallest repair is, the judge also reports what only follows from it.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::document::{Kind as NodeKind, NodeRef};
use driftline_schemas::text::{Origin, Span};

use super::Walk;
use super::fault::Detail;
use super::path::{Path, Rendered, Step};
use super::value::got;
use crate::finding::{Kind, Want};
use crate::judge::{Opinion, Violation};

/// Constructs that add a rule to what the model says, and the constraint that the judge names where it is broken. All else
/// that is foreign may mean that a document was held to a type that was not meant.
const ADDED: [(&str, &str); 4] = [
    ("assert", "cvc-assertion"),
    ("assertion", "cvc-assertion"),
    ("explicitTimezone", "cvc-explicitTimezone-valid"),
    ("pattern", "cvc-pattern-valid"),
];

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

    /// Makes findings of what the judge objects to. Where the walk has found faults, only the rules that it does not know count:
    /// of all others it knows better where the fault is, and what only follows from it.
    fn violated(&mut self, mut violations: Vec<Violation>) {
        let (model, plan) = (self.ground.model, self.ground.plan);
        let foreign = model.foreign().chain(&plan.undecided);
        let added = foreign.map(|foreign| ADDED.iter().find(|(construct, _)| **construct == *foreign.construct));
        match added.collect::<Option<BTreeSet<_>>>() {
            None => self.faults.retain(|fault| !fault.law),
            Some(added) if self.faults.iter().any(|fault| fault.law) => {
                violations.retain(|violation| added.iter().any(|(_, rule)| violation.rule.starts_with(rule)));
            }
            Some(_) => {}
        }
        violations.sort_by_key(|violation| violation.node);
        let mut spoken = Spoken::default();
        let lens = self.faults.iter().enumerate().filter(|(_, fault)| !fault.law);
        let lens: BTreeMap<String, usize> = lens.map(|(at, fault)| (fault.finding.path.clone(), at)).collect();
        let assertion = self.assertion();
        let places = trace(self.document.root(), &violations);
        for (violation, (node, rendered)) in violations.iter().zip(places) {
            if self.is_tolerated(node) || spoken.covers(violation, &rendered.path) {
                continue;
            }
            spoken.add(violation, &rendered.path);
            // What the lens saw there is the same fault.
            if let Some(noted) = lens.get(&rendered.path).and_then(|at| self.faults.get_mut(*at)) {
                noted.law = true;
                continue;
            }
            let want = Want::Rule(format!("what the schema says ({})", violation.rule));
            let origin = assertion.filter(|_| violation.rule == "cvc-assertion");
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

    /// Where the schema asserts something, if there is one such place only: the judge does not say which assertion fails.
    fn assertion(&self) -> Option<Origin> {
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

/// What the judge has spoken of.
#[derive(Default)]
struct Spoken {
    paths: BTreeSet<String>,
    /// The elements around what does not match a content model.
    parents: BTreeSet<String>,
}

impl Spoken {
    fn add(&mut self, violation: &Violation, path: &str) {
        self.paths.insert(path.to_owned());
        if is_about_content(violation) {
            self.parents.insert(parent(path).to_owned());
        }
    }

    /// Whether a violation only follows from one that was spoken of: the same value under its type again, or content that does
    /// not match from there on, be it at the element around it.
    fn covers(&self, violation: &Violation, path: &str) -> bool {
        let around = parent(path);
        self.paths.contains(path)
            || (is_about_content(violation)
                && (self.parents.contains(path) || self.parents.contains(around) || self.paths.contains(around)))
    }
}

fn is_about_content(violation: &Violation) -> bool {
    violation.rule.starts_with("cvc-complex-type.2")
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The nodes of violations, which are in document order, and the paths to them: in one pass over the document.
fn trace<'d>(root: NodeRef<'d>, violations: &[Violation]) -> Vec<(NodeRef<'d>, Rendered)> {
    let mut found = Vec::with_capacity(violations.len());
    let mut path = Path::default();
    let mut wanted = violations.iter().peekable();
    let mut open = Vec::new();
    let mut next = Some(root);
    while wanted.peek().is_some() {
        if let Some(element) = next.take() {
            path.push(Step::Element { node: element });
            while let Some(violation) = wanted.next_if(|violation| violation.node == element.id().index()) {
                let meant = violation.attribute.as_ref().and_then(|(namespace, local)| {
                    let is_it = |attribute: &NodeRef<'_>| {
                        attribute.local_name() == &**local && attribute.namespace().unwrap_or("") == &**namespace
                    };
                    element.attributes().find(is_it)
                });
                found.push(match meant {
                    Some(attribute) => (attribute, to_attribute(&mut path, attribute)),
                    None => (element, path.render()),
                });
            }
            for attribute in element.attributes() {
                while wanted.next_if(|violation| violation.node == attribute.id().index()).is_some() {
                    found.push((attribute, to_attribute(&mut path, attribute)));
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

/// The path to an attribute of the element that a path leads to.
fn to_attribute<'d>(path: &mut Path<'d>, attribute: NodeRef<'d>) -> Rendered {
    path.push(Step::Attribute { node: attribute });
    let rendered = path.render();
    path.pop();
    rendered
}
