//! Which branch of a union explains a value that none of them takes, and what the others say of it.
//!
//! The constants that tell the branches apart choose it; where they leave several, the fewest faults do.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{Scalar, Shape, TypeId};
use driftline_schemas::number::Decimal;
use driftline_schemas::text::Origin;

use super::fault::Fault;
use super::path::Step;
use super::value::got;
use super::{Seen, Walk};
use crate::finding::{Alternative, Kind, Want};

/// How deep constants are looked for in branches of branches.
const NESTED: u32 = 8;

/// How many types may be applied to tell what the other branches of one union say.
const EXPLORED: u64 = 100_000;

/// What other branches of a union say, and the first of the faults by which the union is explained.
#[derive(Debug)]
pub(super) struct Beside {
    first: usize,
    alternatives: Vec<Alternative>,
}

/// What a value is told by one branch.
struct Told {
    weight: usize,
    branch: TypeId,
    faults: Vec<Fault>,
    beside: Vec<Beside>,
    seen: Seen,
}

/// What a value's own constants say of the branches.
enum Chosen<'d> {
    /// One of these is meant.
    Among(Vec<TypeId>),
    /// The constant has a value that no branch has.
    Unknown { at: NodeRef<'d>, values: u64, origin: Origin },
}

impl<'d> Walk<'_, 'd> {
    /// No branch takes the value: tells it by the branch that was meant.
    pub(super) fn explain(&mut self, node: NodeRef<'d>, branches: &[TypeId], origin: Origin, seen: &mut Seen) {
        if self.probing {
            self.failed = true;
            return;
        }
        if branches.is_empty() {
            return self.fault(Kind::RuleViolated, node.span(), got(node), Want::Nothing, Some(origin));
        }
        let first = self.faults.len();
        let told = match self.discriminate(node, branches) {
            Chosen::Unknown { at, values, origin } => {
                if at != node {
                    self.path.push(Step::Member { node: at, any: false });
                }
                self.fault(Kind::NewEnumValue, at.span(), got(at), Want::OneOf(values), Some(origin));
                if at != node {
                    self.path.pop();
                }
                seen.all = true;
                None
            }
            Chosen::Among(candidates) => self.fewest(node, &candidates, seen),
        };
        if self.ground.explain_branches && !self.exploring {
            let others: Vec<_> = branches.iter().copied().filter(|branch| Some(*branch) != told).collect();
            let alternatives = self.explored(node, &others);
            self.beside.push(Beside { first, alternatives });
        }
    }

    /// Tells the value by the branch that the fewest faults speak against, the first of several. Says which.
    fn fewest(&mut self, node: NodeRef<'d>, branches: &[TypeId], seen: &mut Seen) -> Option<TypeId> {
        if let [only] = branches {
            self.apply(node, *only, seen);
            return Some(*only);
        }
        let (mark, beside) = (self.faults.len(), self.beside.len());
        let mut best: Option<Told> = None;
        for branch in branches {
            let mut own = Seen::default();
            self.apply(node, *branch, &mut own);
            let (faults, beside) = (self.faults.split_off(mark), self.beside.split_off(beside));
            let law = faults.iter().filter(|fault| fault.law);
            let weight = law.map(|fault| weight(fault, node)).sum::<usize>() + own.closed.len();
            if best.as_ref().is_none_or(|best| weight < best.weight) {
                best = Some(Told { weight, branch: *branch, faults, beside, seen: own });
            }
        }
        let best = best?;
        self.faults.extend(best.faults);
        self.beside.extend(best.beside);
        seen.merge(best.seen);
        Some(best.branch)
    }

    /// The branches that a value's own constants leave.
    fn discriminate(&self, node: NodeRef<'d>, branches: &[TypeId]) -> Chosen<'d> {
        let mut candidates = branches.to_vec();
        let parts: Vec<(Option<&str>, NodeRef<'d>)> = match node.kind() {
            Node::Object => node.children().map(|member| (Some(member.name()), member)).collect(),
            _ => vec![(None, node)],
        };
        for (member, value) in parts {
            if candidates.len() < 2 {
                break;
            }
            let constants: Vec<_> = candidates.iter().map(|branch| self.constants(*branch, member, NESTED)).collect();
            let fixed: Vec<&Scalar> = constants.iter().flatten().flatten().copied().collect();
            // It tells branches apart only if at least two of them fix it.
            if constants.iter().flatten().count() < 2 {
                continue;
            }
            let fits = |scalars: &Vec<&Scalar>| scalars.iter().any(|scalar| has_value(scalar, value));
            let fitting = candidates.iter().zip(&constants).filter(|(_, own)| own.as_ref().is_some_and(fits));
            let fitting: Vec<_> = fitting.map(|(branch, _)| *branch).collect();
            if !fitting.is_empty() {
                candidates = fitting;
            } else if constants.iter().all(Option::is_some)
                && matches!(value.kind(), Node::String | Node::Number | Node::Boolean)
                && let Some(origin) = fixed.first().and_then(|first| first.facets.enumeration.first())
            {
                let listed = fixed.iter().flat_map(|scalar| &scalar.facets.enumeration);
                let mut texts: Vec<_> = listed.map(|value| &*value.text).collect();
                texts.sort_unstable();
                texts.dedup();
                return Chosen::Unknown { at: value, values: texts.len() as u64, origin: origin.origin };
            }
        }
        Chosen::Among(candidates)
    }

    /// The scalars with an enumeration that a type wants a member to be, or the value itself where no member is named; none
    /// where it does not fix it.
    fn constants(&self, type_: TypeId, member: Option<&str>, nested: u32) -> Option<Vec<&Scalar>> {
        let nested = nested.checked_sub(1)?;
        let model = self.ground.model;
        match &model.type_(type_).shape {
            Shape::Record(record) => {
                let member = member?;
                let field = record.fields.iter().find(|field| *field.name.local == *member)?;
                self.constants(field.type_, None, nested)
            }
            Shape::Scalar(scalar) if member.is_none() && !scalar.facets.enumeration.is_empty() => Some(vec![&**scalar]),
            Shape::All { parts, .. } => parts.iter().find_map(|part| self.constants(*part, member, nested)),
            Shape::OneOf(branches) | Shape::AnyOf(branches) => {
                let all: Option<Vec<_>> =
                    branches.iter().map(|branch| self.constants(*branch, member, nested)).collect();
                Some(all?.into_iter().flatten().collect())
            }
            Shape::ByKind(kinds) => {
                member?;
                self.constants(kinds.object?, member, nested)
            }
            _ => None,
        }
    }

    /// What other branches say of the value.
    fn explored(&mut self, node: NodeRef<'d>, branches: &[TypeId]) -> Vec<Alternative> {
        let (work, undecided, limited) = (self.work, self.undecided, self.limited);
        self.work = work.min(EXPLORED);
        let given = self.work;
        self.exploring = true;
        let alternatives = branches.iter().map(|branch| self.alternative(node, *branch)).collect();
        self.exploring = false;
        self.work = work - (given - self.work);
        (self.undecided, self.limited) = (undecided, limited);
        alternatives
    }

    /// What one branch says of the value: what breaks its own law.
    fn alternative(&mut self, node: NodeRef<'d>, branch: TypeId) -> Alternative {
        let mark = self.faults.len();
        let mut seen = Seen::default();
        self.apply(node, branch, &mut seen);
        self.lens(node, &seen, mark);
        let law = self.faults.split_off(mark).into_iter().filter(|fault| fault.law);
        let mut findings: Vec<_> = law.map(|fault| fault.finding).collect();
        findings.sort_by_key(|finding| finding.span.start);
        Alternative { findings, ..self.named(branch) }
    }

    /// A branch without anything that speaks against it.
    fn named(&mut self, branch: TypeId) -> Alternative {
        let type_ = self.ground.model.type_(branch);
        let name = type_.title.as_deref().or(type_.name.as_ref().map(|name| &*name.local)).map(str::to_owned);
        Alternative { name, schema: self.schema_place(type_.origin), findings: Vec::new() }
    }

    /// Tells the branches that fit where only one may: with the fault that is about to be, or was, told as `first`.
    pub(super) fn tell_fitting(&mut self, branches: &[TypeId], first: usize) {
        if self.ground.explain_branches && !self.exploring && !self.probing {
            let alternatives = branches.iter().map(|branch| self.named(*branch)).collect();
            self.beside.push(Beside { first, alternatives });
        }
    }

    /// Gives what other branches say to the first fault by which a union is explained. The faults of this location begin at
    /// `mark`; one that was replaced by another stands for it at the end.
    pub(super) fn attach_branches(&mut self, mark: usize) {
        if self.exploring {
            return;
        }
        for Beside { first, alternatives } in std::mem::take(&mut self.beside) {
            let last = self.faults.len().saturating_sub(1);
            if let Some(fault) = self.faults.get_mut(first.min(last)).filter(|_| last >= mark) {
                fault.finding.alternatives.extend(alternatives);
            }
        }
    }
}

/// How much a fault speaks against a branch: another type at the value itself means that the branch is not meant at all.
fn weight(fault: &Fault, node: NodeRef<'_>) -> usize {
    let at_itself = [node.span(), node.name_span()].contains(&fault.finding.span);
    match fault.finding.kind {
        Kind::TypeChanged
        | Kind::NullSent
        | Kind::SingleForList
        | Kind::ListForSingle
        | Kind::EmptyForObject
        | Kind::ForbiddenField
            if at_itself =>
        {
            1_000
        }
        Kind::Stringified if at_itself => 500,
        _ => 1,
    }
}

/// Whether a value is one of an enumeration, be it as text.
fn has_value(scalar: &Scalar, value: NodeRef<'_>) -> bool {
    let own = value.value();
    scalar.facets.enumeration.iter().any(|listed| {
        *listed.text == *own
            || matches!((Decimal::parse(&listed.text), Decimal::parse(own)), (Some(one), Some(other)) if one == other)
    })
}
