//! Conjunctions: `allOf`, and keywords beside a `$ref`.
//!
//! Where the parts that have a type are records, they are merged into one struct; where only one part has a type, it is
//! that. What only sets conditions is left to the validator.

use std::collections::BTreeMap;

use driftline_schemas::model::{Additional, Content, Field, Record, Shape, TypeId};

use super::Lowering;
use super::spot::Spot;
use crate::item::{ItemId, Kind, Rust, Struct};

/// More parts than this, counting parts of parts, are not merged.
const MAX_PARTS: usize = 1000;

impl Lowering<'_> {
    /// The type of a conjunction.
    pub(super) fn conjunction(&mut self, id: TypeId, parts: &[TypeId], spot: &Spot) -> Rust {
        let origin = self.model.type_(id).origin;
        let leaves = self.leaves(parts);
        let typed: Vec<TypeId> = leaves.iter().copied().filter(|part| !self.says_nothing(*part)).collect();
        let conditions: Vec<TypeId> = leaves.iter().copied().filter(|part| self.is_condition(*part)).collect();
        for part in conditions {
            let origin = self.model.type_(part).origin;
            self.note(origin, "allOf", "a part that only sets a condition; not checked by the type");
        }
        let records = typed.iter().filter(|part| self.record_of(**part).is_some()).count();
        match typed[..] {
            [] => self.value(origin, "allOf", "no part of it has a type"),
            [only] => self.type_of(only, spot),
            _ if records == typed.len() => self.queued(Kind::Struct(Struct::default()), id, spot),
            [first, ..] if records == 0 && self.are_scalars(&typed) => {
                self.note(origin, "allOf", "several scalars; the first is taken");
                self.type_of(first, spot)
            }
            _ => self.value(origin, "allOf", "its parts cannot be one struct"),
        }
    }

    /// Fills the struct of merged records.
    pub(super) fn fill_conjunction(&mut self, item: ItemId, id: TypeId, spot: &Spot) {
        let Shape::All { parts, .. } = &self.model.type_(id).shape else { return };
        let leaves = self.leaves(parts);
        let records = leaves.iter().filter_map(|part| self.record_of(*part));
        let merged = merged(records);
        self.fill_record(item, &merged, spot);
    }

    /// The parts, and the parts of parts that are conjunctions, each once.
    fn leaves(&self, parts: &[TypeId]) -> Vec<TypeId> {
        let mut leaves = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut open: Vec<TypeId> = parts.iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            if !seen.insert(id) || seen.len() > MAX_PARTS {
                continue;
            }
            match &self.model.type_(id).shape {
                Shape::All { parts, .. } => open.extend(parts.iter().rev()),
                _ => leaves.push(id),
            }
        }
        leaves
    }

    /// The record that a part is, also where it does not say that it is one.
    fn record_of(&self, id: TypeId) -> Option<&Record> {
        match &self.model.type_(id).shape {
            Shape::Record(record) => Some(record),
            Shape::ByKind(kinds) => match &self.model.type_(kinds.object?).shape {
                Shape::Record(record) => Some(record),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a part has no type of its own.
    pub(super) fn says_nothing(&self, id: TypeId) -> bool {
        let is_blank = |record: &Record| {
            let is_open = matches!(record.additional, Additional::Open);
            record.fields.is_empty() && record.pattern_members.is_empty() && is_open
        };
        matches!(self.model.type_(id).shape, Shape::Any)
            || self.is_condition(id)
            || self.record_of(id).is_some_and(is_blank)
    }

    /// Whether a part only sets a condition.
    fn is_condition(&self, id: TypeId) -> bool {
        match &self.model.type_(id).shape {
            Shape::Not(_) | Shape::If { .. } | Shape::Foreign(_) => true,
            Shape::Any
            | Shape::Never
            | Shape::Scalar(_)
            | Shape::List { .. }
            | Shape::Union { .. }
            | Shape::Record(_)
            | Shape::Array(_)
            | Shape::ByKind(_)
            | Shape::Enumeration(_)
            | Shape::All { .. }
            | Shape::AnyOf(_)
            | Shape::OneOf(_) => false,
        }
    }

    /// Whether all of these are scalars.
    fn are_scalars(&self, ids: &[TypeId]) -> bool {
        ids.iter().all(|id| matches!(self.model.type_(*id).shape, Shape::Scalar(_)))
    }
}

/// One record with the fields of all. A field of several is required where one of them requires it, and has the type that
/// was said last, since what refines comes after what it refines.
fn merged<'r>(records: impl Iterator<Item = &'r Record>) -> Record {
    let mut merged = Record {
        fields: Vec::new(),
        content: Content::Members,
        additional: Additional::Open,
        pattern_members: Vec::new(),
        member_names: None,
        min_members: None,
        max_members: None,
        dependencies: Vec::new(),
        base: None,
        by_restriction: false,
        abstract_: false,
        foreign: Vec::new(),
    };
    let mut known: BTreeMap<Box<str>, usize> = BTreeMap::new();
    for record in records {
        for field in &record.fields {
            match known.get(&field.name.local) {
                Some(at) => refine(&mut merged.fields[*at], field),
                None => {
                    known.insert(field.name.local.clone(), merged.fields.len());
                    merged.fields.push(field.clone());
                }
            }
        }
        merged.pattern_members.extend(record.pattern_members.iter().cloned());
        match &record.additional {
            Additional::Open => {}
            said => merged.additional = said.clone(),
        }
    }
    merged
}

/// Says of a field what another part says of it too.
fn refine(field: &mut Field, other: &Field) {
    field.occurs.min = field.occurs.min.max(other.occurs.min);
    field.type_ = other.type_;
    if other.docs.is_some() {
        field.docs.clone_from(&other.docs);
    }
}
