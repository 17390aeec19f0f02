//! Combinations: all of, any of, one of; and what is left to a judge.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{Foreign, Shape, TypeId, Unevaluated};
use driftline_schemas::text::Origin;

use super::path::Step;
use super::value::got;
use super::{Probed, Seen, Walk};
use crate::finding::{Got, Kind, Want};
use crate::judge::Opinion;
use crate::masked::is_data;

impl<'d> Walk<'_, 'd> {
    /// Applies every part, then what is said of what no part spoke of.
    pub(super) fn all(&mut self, node: NodeRef<'d>, parts: &[TypeId], unevaluated: Unevaluated, seen: &mut Seen) {
        let mut own = Seen::default();
        for part in parts {
            self.apply(node, *part, &mut own);
        }
        let rule = match node.kind() {
            Node::Object => unevaluated.members,
            Node::Array => unevaluated.items,
            _ => None,
        };
        if let Some((type_, origin)) = rule.filter(|_| !own.all) {
            for (number, child) in node.children().enumerate() {
                if own.children.has(number) {
                    continue;
                }
                let never = matches!(self.ground.model.type_(type_).shape, Shape::Never);
                if never && node.kind() == Node::Object {
                    self.closed(number, Some(origin), &mut own);
                } else {
                    let step = match node.kind() {
                        Node::Object => Step::Member { node: child, any: true },
                        _ => Step::Item { node: child, index: number },
                    };
                    self.step(step, child, type_);
                }
            }
            own.all = true;
        }
        seen.merge(own);
    }

    /// Applies every branch that takes the value.
    pub(super) fn any_of(&mut self, node: NodeRef<'d>, branches: &[TypeId], origin: Origin, seen: &mut Seen) {
        let (mut first, mut unknown) = (None, false);
        for branch in branches {
            let mut own = Seen::default();
            match self.probe(node, *branch, &mut own) {
                Probed::Fits => {
                    // What the others speak of is known; what lies below is told by the first.
                    first.get_or_insert(*branch);
                    seen.merge(own);
                }
                Probed::Differs => {}
                Probed::Unknown => {
                    unknown = true;
                    seen.merge(own);
                }
            }
        }
        match first {
            Some(branch) => {
                // Another branch can only add what is spoken of.
                self.undecided |= unknown && matches!(node.kind(), Node::Object | Node::Array);
                if !self.probing {
                    self.apply(node, branch, seen);
                }
            }
            None if unknown => (self.undecided, seen.all) = (true, true),
            None => self.explain(node, branches, origin, seen),
        }
    }

    /// Applies the only branch that takes the value.
    pub(super) fn one_of(&mut self, node: NodeRef<'d>, branches: &[TypeId], origin: Origin, seen: &mut Seen) {
        let (mut taking, mut unknown) = (Vec::new(), false);
        for branch in branches {
            let mut own = Seen::default();
            match self.probe(node, *branch, &mut own) {
                Probed::Fits => taking.push((*branch, own)),
                Probed::Differs => {}
                Probed::Unknown => {
                    unknown = true;
                    seen.merge(own);
                }
            }
        }
        if taking.len() > 1 {
            let (got, want) = (Got::Fitting(taking.len() as u64), Want::Rule("exactly one".to_owned()));
            let from = self.faults.len();
            self.fault(Kind::RuleViolated, node.span(), got, want, Some(origin));
            let fitting: Vec<_> = taking.iter().map(|(branch, _)| *branch).collect();
            self.tell_fitting(&fitting, from);
        }
        self.undecided |= unknown;
        match taking.into_iter().next() {
            None if unknown => seen.all = true,
            None => self.explain(node, branches, origin, seen),
            Some((branch, own)) => {
                seen.merge(own);
                if !self.probing {
                    self.apply(node, branch, seen);
                }
            }
        }
    }

    /// Asks the judge.
    pub(super) fn judged(&mut self, node: NodeRef<'d>, foreign: &Foreign, seen: &mut Seen) {
        seen.all = true;
        match self.ground.judge.ask(foreign, node) {
            Opinion::Holds => {}
            Opinion::GivesUp => self.undecided = true,
            Opinion::Broken(objections) => {
                if self.probing {
                    self.failed = true;
                    return;
                }
                for objection in objections {
                    let here = self.path.len();
                    let place = self.descend(node, &objection.pointer);
                    let mut rendered = self.path.render();
                    (here..self.path.len()).for_each(|_| self.path.pop());
                    if let Some(name) = &objection.missing {
                        rendered.token(name, name);
                    }
                    let words = (got(place), Want::Rule(format!("what `{}` says", objection.keyword)));
                    let detail = super::fault::Detail::Plain;
                    self.record(objection.kind, place.span(), rendered, words, Some(foreign.origin), (true, detail));
                }
            }
        }
    }

    /// Goes down along a pointer of the judge, as far as it leads; to what is there. Whether a name on the way is data, only
    /// the name tells.
    fn descend(&mut self, node: NodeRef<'d>, pointer: &str) -> NodeRef<'d> {
        let mut at = node;
        for token in pointer.split('/').skip(1) {
            let Some(next) = at.pointer(&format!("/{token}")) else { break };
            self.path.push(match token.parse() {
                Ok(index) if at.kind() == Node::Array => Step::Item { node: next, index },
                _ => Step::Member { node: next, any: is_data(next.name()) },
            });
            at = next;
        }
        at
    }
}
