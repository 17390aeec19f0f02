//! Combinations: all of, any of, one of; and which branch explains a value that none of them takes.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{Foreign, Scalar, Shape, TypeId, Unevaluated};
use driftline_schemas::number::Decimal;
use driftline_schemas::text::Origin;

use super::path::Step;
use super::value::got;
use super::{Seen, Walk};
use crate::finding::{Got, Kind, Want};
use crate::judge::Opinion;

/// How deep constants are looked for in branches of branches.
const NESTED: u32 = 8;

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
        let mut first = None;
        for branch in branches {
            let mut own = Seen::default();
            if self.probe(node, *branch, &mut own) {
                // What the others speak of is known; what lies below is told by the first.
                first.get_or_insert(*branch);
                seen.merge(own);
            }
        }
        match first {
            Some(branch) if !self.probing => self.apply(node, branch, seen),
            Some(_) => {}
            None => self.explain(node, branches, origin, seen),
        }
    }

    /// Applies the only branch that takes the value.
    pub(super) fn one_of(&mut self, node: NodeRef<'d>, branches: &[TypeId], origin: Origin, seen: &mut Seen) {
        let mut taking = Vec::new();
        for branch in branches {
            let mut own = Seen::default();
            if self.probe(node, *branch, &mut own) {
                taking.push((*branch, own));
            }
        }
        let count = taking.len();
        match taking.into_iter().next() {
            None => self.explain(node, branches, origin, seen),
            Some((branch, own)) => {
                if count > 1 {
                    let want = Want::Rule("exactly one of the alternatives to fit".to_owned());
                    self.fault(Kind::RuleViolated, node.span(), Got::Count(count as u64), want, Some(origin));
                }
                seen.merge(own);
                if !self.probing {
                    self.apply(node, branch, seen);
                }
            }
        }
    }

    /// No branch takes the value: tells it by the branch that was meant. The constants that tell the branches apart choose
    /// it; where there are none, the fewest faults do.
    fn explain(&mut self, node: NodeRef<'d>, branches: &[TypeId], origin: Origin, seen: &mut Seen) {
        if self.probing {
            self.failed = true;
            return;
        }
        if branches.is_empty() {
            return self.fault(Kind::RuleViolated, node.span(), got(node), Want::Nothing, Some(origin));
        }
        match self.discriminate(node, branches) {
            Chosen::Branch(branch) => return self.apply(node, branch, seen),
            Chosen::Unknown { member, values, origin } => {
                self.path.push(Step::Member { node: member, any: false });
                self.fault(Kind::NewEnumValue, member.span(), got(member), Want::OneOf(values), Some(origin));
                self.path.pop();
                seen.all = true;
                return;
            }
            Chosen::Nothing => {}
        }
        let mark = self.faults.len();
        let mut best: Option<(usize, Vec<super::Fault>, Seen)> = None;
        for branch in branches {
            let mut own = Seen::default();
            self.apply(node, *branch, &mut own);
            let faults = self.faults.split_off(mark);
            let weight = faults.iter().filter(|fault| fault.law).map(|fault| self.weight(fault, node)).sum::<usize>()
                + own.closed.len();
            if best.as_ref().is_none_or(|(least, ..)| weight < *least) {
                best = Some((weight, faults, own));
            }
        }
        if let Some((_, faults, own)) = best {
            self.faults.extend(faults);
            seen.merge(own);
        }
    }

    /// How much a fault speaks against a branch: one at the value itself means that the branch is another type altogether.
    fn weight(&self, fault: &super::Fault, node: NodeRef<'d>) -> usize {
        let at_itself = fault.finding.span == node.span() && matches!(fault.detail, super::fault::Detail::Plain);
        if at_itself { 1_000 } else { 1 }
    }

    /// The branch that the value's own constants choose.
    fn discriminate(&self, node: NodeRef<'d>, branches: &[TypeId]) -> Chosen<'d> {
        if node.kind() != Node::Object {
            return Chosen::Nothing;
        }
        for member in node.children() {
            let mut constants = Vec::new();
            for branch in branches {
                constants.push(self.constants(*branch, member.name(), NESTED));
            }
            // A discriminator tells at least two branches apart, and is fixed in each.
            if branches.len() < 2 || constants.iter().any(Option::is_none) {
                continue;
            }
            let constants: Vec<_> = constants.into_iter().flatten().collect();
            let fits = |scalars: &Vec<&Scalar>| scalars.iter().any(|scalar| has_value(scalar, member));
            let mut fitting = branches.iter().zip(&constants).filter(|(_, scalars)| fits(scalars));
            match (fitting.next(), fitting.next()) {
                (Some((branch, _)), None) => return Chosen::Branch(*branch),
                (Some(_), Some(_)) => {}
                (None, _) if matches!(member.kind(), Node::String | Node::Number | Node::Boolean) => {
                    let first = constants.first().and_then(|scalars| scalars.first());
                    let Some(origin) =
                        first.and_then(|scalar| scalar.facets.enumeration.first()).map(|value| value.origin)
                    else {
                        continue;
                    };
                    let mut texts: Vec<_> = constants
                        .iter()
                        .flatten()
                        .flat_map(|scalar| scalar.facets.enumeration.iter().map(|value| &*value.text))
                        .collect();
                    texts.sort_unstable();
                    texts.dedup();
                    return Chosen::Unknown { member, values: texts.len() as u64, origin };
                }
                (None, _) => {}
            }
        }
        Chosen::Nothing
    }

    /// The scalars with an enumeration that a type wants a member to be; none where it does not fix it.
    fn constants(&self, type_: TypeId, member: &str, nested: u32) -> Option<Vec<&Scalar>> {
        let nested = nested.checked_sub(1)?;
        let model = self.ground.model;
        match &model.type_(type_).shape {
            Shape::Record(record) => {
                let field = record.fields.iter().find(|field| *field.name.local == *member && field.occurs.min > 0)?;
                match &model.type_(field.type_).shape {
                    Shape::Scalar(scalar) if !scalar.facets.enumeration.is_empty() => Some(vec![&**scalar]),
                    _ => None,
                }
            }
            Shape::All { parts, .. } => parts.iter().find_map(|part| self.constants(*part, member, nested)),
            Shape::OneOf(branches) | Shape::AnyOf(branches) => {
                let all: Option<Vec<_>> =
                    branches.iter().map(|branch| self.constants(*branch, member, nested)).collect();
                Some(all?.into_iter().flatten().collect())
            }
            Shape::ByKind(kinds) => self.constants(kinds.object?, member, nested),
            _ => None,
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
                    let mut rendered = self.path.render();
                    rendered.path.push_str(&objection.pointer);
                    rendered.field.push_str(&objection.pointer);
                    if let Some(name) = &objection.missing {
                        rendered.token(name, name);
                    }
                    let place = node.pointer(&objection.pointer).unwrap_or(node);
                    let words = (got(place), Want::Rule(format!("what `{}` says", objection.keyword)));
                    let detail = super::fault::Detail::Plain;
                    self.record(objection.kind, place.span(), rendered, words, Some(foreign.origin), (true, detail));
                }
            }
        }
    }
}

/// What a value's own constants say of the branches.
enum Chosen<'d> {
    /// This one is meant.
    Branch(TypeId),
    /// The constant has a value that no branch has.
    Unknown { member: NodeRef<'d>, values: u64, origin: Origin },
    /// There are no constants that tell the branches apart.
    Nothing,
}

/// Whether a member has one of the values of an enumeration, be it as text.
fn has_value(scalar: &Scalar, member: NodeRef<'_>) -> bool {
    let own = member.value();
    scalar.facets.enumeration.iter().any(|value| {
        *value.text == *own
            || matches!((Decimal::parse(&value.text), Decimal::parse(own)), (Some(one), Some(other)) if one == other)
    })
}
