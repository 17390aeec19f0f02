//! Substitution: which elements may stand for which, and which types for which (part 1, 3.3.6 and 3.4.6).

use driftline_schemas::model::{Block, ElementId, Method, Model, Shape, TypeId};
use driftline_schemas::text::offset;

/// The substitution groups of a model.
#[derive(Debug)]
pub(super) struct Substitution {
    /// For each global element those that name it as their head.
    direct: Vec<Vec<ElementId>>,
}

impl Substitution {
    /// Those of a model.
    pub(super) fn new(model: &Model) -> Self {
        let mut direct = vec![Vec::new(); model.elements.len()];
        for (at, element) in model.elements.iter().enumerate() {
            if let Some(head) = element.substitutes {
                direct[head.0 as usize].push(ElementId(offset(at)));
            }
        }
        Self { direct }
    }

    /// The elements of the group of a head, however far down, not the head itself; and whether the schema forbids each to
    /// stand for the head (3.3.6 "Substitution Group OK (Transitive)").
    pub(super) fn members(&self, model: &Model, head: ElementId) -> Vec<(ElementId, bool)> {
        let mut found = vec![head];
        let mut at = 0;
        // No group is circular: the loader sees to that.
        while let Some(next) = found.get(at).copied() {
            found.extend(&self.direct[next.0 as usize]);
            at += 1;
        }
        let declared = model.element(head);
        let members = found.split_off(1).into_iter();
        members
            .map(|member| {
                let type_ = model.element(member).type_;
                let block = declared.block.union(prohibited(model, declared.type_));
                let is_blocked = declared.block.substitution
                    || steps(model, type_, declared.type_).is_some_and(|(methods, passed)| {
                        methods.iter().any(|method| block.union(passed).forbids(*method))
                    });
                (member, is_blocked)
            })
            .collect()
    }
}

/// What a complex type forbids to be sent in its place.
fn prohibited(model: &Model, type_: TypeId) -> Block {
    match &model.type_(type_).shape {
        Shape::Record(record) => record.block,
        _ => Block::default(),
    }
}

/// How a type is derived from another, step by step, and what the types between the two forbid; `None` where it is not.
fn steps(model: &Model, type_: TypeId, from: TypeId) -> Option<(Vec<Method>, Block)> {
    let (mut methods, mut passed) = (Vec::new(), Block::default());
    let mut at = type_;
    // No derivation is circular: the loader sees to that.
    while at != from {
        if at != type_ {
            passed = passed.union(prohibited(model, at));
        }
        match model.base(at) {
            Some((base, method)) => {
                methods.push(method);
                at = base;
            }
            // What names no base restricts `xs:anyType`.
            None if matches!(model.type_(from).shape, Shape::Any) => {
                methods.push(Method::Restriction);
                return Some((methods, passed));
            }
            None => return None,
        }
    }
    Some((methods, passed))
}

/// Whether a type may stand for another although derivations of some kind are blocked (part 1, 3.4.6 "Type Derivation OK
/// (Complex)", 3.14.6 "Type Derivation OK (Simple)"); what the type that it stands for forbids is blocked too (3.3.4
/// "Element Locally Valid (Element)", 4.3).
pub(crate) fn may_stand_for(model: &Model, type_: TypeId, declared: TypeId, block: Block) -> bool {
    let block = block.union(prohibited(model, declared));
    match steps(model, type_, declared) {
        Some((methods, _)) => !methods.iter().any(|method| block.forbids(*method)),
        // A member of a union may stand for it, as may what is derived from one.
        None => match &model.type_(declared).shape {
            Shape::Union { members, .. } if !block.restriction => {
                members.iter().any(|member| may_stand_for(model, type_, *member, block))
            }
            _ => false,
        },
    }
}
