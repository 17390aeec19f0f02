//! Conjunctions: `allOf`, and keywords beside a `$ref`.
//!
//! Where the parts that have a type are records, they are merged into one struct; what only some alternatives of a union or
//! condition among the parts speak of may be absent, or anything ([`Rust::Guess`]). Where only one part has a type, it is
//! that. Where values of other kinds satisfy all parts too, they have a way out ([`Rust::Loose`]). What only sets conditions is
//! left to the validator.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::model::{Additional, Block, ByKind, Content, Field, Record, Shape, TypeId};

use super::kinds::Kinds;
use super::spot::Spot;
use super::{Lowering, scalar};
use crate::item::{ItemId, Kind, Known, Rust, Struct};

/// More parts than this, counting parts of parts, are not merged.
const MAX_PARTS: usize = 1000;

/// Fields that only some alternatives speak of, and the types that they give them.
pub(super) type Widened = BTreeMap<Box<str>, Vec<TypeId>>;

impl Lowering<'_> {
    /// The type of a conjunction. What satisfies all parts satisfies each of them, so that the type of any part will do, and
    /// the records among them can be put together.
    pub(super) fn conjunction(&mut self, id: TypeId, parts: &[TypeId], spot: &Spot) -> Rust {
        let origin = self.model.type_(id).origin;
        let leaves = self.leaves(parts);
        let kinds = self.common_kinds(&leaves);
        let typed: Vec<TypeId> = leaves.iter().copied().filter(|part| !self.says_nothing(*part)).collect();
        let is_record = |part: &TypeId| self.record_of(*part, kinds).is_some();
        let records: Vec<TypeId> = typed.iter().copied().filter(is_record).collect();
        let adds_fields =
            |part: &TypeId| self.branches(*part, kinds).is_some() && self.adds_fields(*part, &records, kinds);
        let unions: Vec<TypeId> = leaves.iter().copied().filter(adds_fields).collect();
        match (&typed[..], &records[..], &unions[..]) {
            ([], _, []) => return self.value(origin, "allOf", "no part of it has a type"),
            ([only], _, []) => return self.type_of(*only, spot),
            ([only], _, [union]) if only == union => return self.type_of(*only, spot),
            (_, [only], []) => return self.type_of(*only, spot),
            (_, [], [] | [_]) => {
                let narrowest = typed.iter().copied().min_by_key(|part| self.breadth(*part));
                self.note(origin, "allOf", "one of several parts gives the type; the others are not checked by it");
                return match narrowest {
                    Some(part) => self.type_of(part, spot),
                    None => self.value(origin, "if", "a condition has no type"),
                };
            }
            _ => {}
        }
        for union in unions {
            let origin = self.model.type_(union).origin;
            self.note(origin, "alternatives", "what only some of them have is a field that may be absent, or anything");
        }
        let is_object = kinds.without_null() == Kinds::OBJECT;
        let place = if is_object && !kinds.has(Kinds::NULL) { spot.clone() } else { spot.within() };
        let rust = self.queued(Kind::Struct(Struct::default()), id, &place);
        match (is_object, kinds.has(Kinds::NULL)) {
            (true, false) => rust,
            (true, true) => Rust::Nullable(Box::new(rust)),
            (false, _) => Rust::Loose(Box::new(rust)),
        }
    }

    /// The kinds of value that satisfy all parts.
    fn common_kinds(&self, leaves: &[TypeId]) -> Kinds {
        leaves.iter().fold(Kinds::ALL, |all, part| all & Kinds::of(self.model, *part))
    }

    /// How much a part leaves open: of several the narrowest gives the type.
    fn breadth(&self, id: TypeId) -> (u32, bool, bool) {
        let is_listed = match &self.model.type_(id).shape {
            Shape::Scalar(scalar) => !scalar.facets.enumeration.is_empty(),
            Shape::Array(array) => array.items.is_some(),
            Shape::Enumeration(_) => true,
            _ => false,
        };
        (Kinds::of(self.model, id).count(), !is_listed, self.alternatives(id).is_some())
    }

    /// Fills the struct of merged records.
    pub(super) fn fill_conjunction(&mut self, item: ItemId, id: TypeId, spot: &Spot) {
        let Shape::All { parts, .. } = &self.model.type_(id).shape else { return };
        let leaves = self.leaves(parts);
        let kinds = self.common_kinds(&leaves);
        let is_typed = |field: &Field| !matches!(self.model.type_(field.type_).shape, Shape::Any);
        let records = leaves.iter().filter_map(|part| self.record_of(*part, kinds));
        let (mut record, mut known) = merged(records, is_typed);
        let mut widened = Widened::new();
        let branches = leaves.iter().filter_map(|part| self.branches(*part, kinds)).flatten();
        for field in
            branches.filter_map(|branch| self.record_of(branch, Kinds::OBJECT)).flat_map(|record| &record.fields)
        {
            let name = &field.name.local;
            let at = *known.entry(name.clone()).or_insert_with(|| {
                let mut field = field.clone();
                field.occurs.min = 0;
                record.fields.push(field);
                widened.insert(name.clone(), Vec::new());
                record.fields.len() - 1
            });
            if !is_typed(&record.fields[at]) {
                widened.entry(name.clone()).or_default();
            }
            if let Some(types) = widened.get_mut(name).filter(|types| is_typed(field) && !types.contains(&field.type_))
            {
                types.push(field.type_);
            }
        }
        self.fill_record(item, &record, &widened, spot);
    }

    /// The type of a scalar without its facets.
    pub(super) fn plain(&self, id: TypeId) -> Option<Known> {
        match &self.model.type_(id).shape {
            Shape::Scalar(scalar) => Some(scalar::known(scalar)),
            _ => None,
        }
    }

    /// The records among which a union or condition chooses; none where it also speaks of something else.
    fn branches(&self, id: TypeId, kinds: Kinds) -> Option<Vec<TypeId>> {
        let mut open = self.alternatives(id)?;
        let mut seen = BTreeSet::new();
        let mut branches = Vec::new();
        while let Some(part) = open.pop() {
            if !seen.insert(part) || seen.len() > MAX_PARTS {
                continue;
            }
            match &self.model.type_(part).shape {
                Shape::All { parts, .. } => open.extend(parts.iter().rev()),
                _ => match self.alternatives(part) {
                    Some(parts) => open.extend(parts.into_iter().rev()),
                    None if self.record_of(part, Kinds::OBJECT).is_some() => branches.push(part),
                    None if self.says_nothing(part) || !kinds.has(Kinds::of(self.model, part)) => {}
                    None => return None,
                },
            }
        }
        Some(branches)
    }

    /// What a union or condition chooses from.
    fn alternatives(&self, id: TypeId) -> Option<Vec<TypeId>> {
        match &self.model.type_(id).shape {
            Shape::AnyOf(parts) | Shape::OneOf(parts) => Some(parts.iter().rev().copied().collect()),
            Shape::If { then, otherwise, .. } => Some(otherwise.iter().chain(then).copied().collect()),
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
            | Shape::Not(_)
            | Shape::Foreign(_) => None,
        }
    }

    /// Whether a union has fields that these records have not.
    fn adds_fields(&self, union: TypeId, records: &[TypeId], kinds: Kinds) -> bool {
        let fields = |id: &TypeId| self.record_of(*id, Kinds::OBJECT).into_iter().flat_map(|record| &record.fields);
        let is_typed = |field: &&Field| !matches!(self.model.type_(field.type_).shape, Shape::Any);
        let known = records.iter().flat_map(fields).filter(is_typed);
        let known: BTreeSet<&str> = known.map(|field| &*field.name.local).collect();
        let branches = self.branches(union, kinds).unwrap_or_default();
        branches.iter().flat_map(fields).filter(is_typed).any(|field| !known.contains(&*field.name.local))
    }

    /// The parts, and the parts of parts that are conjunctions, each once.
    fn leaves(&self, parts: &[TypeId]) -> Vec<TypeId> {
        let mut leaves = Vec::new();
        let mut seen = BTreeSet::new();
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

    /// The record that a part is where values are of these kinds, also where it does not say that it is one.
    fn record_of(&self, id: TypeId, kinds: Kinds) -> Option<&Record> {
        match &self.model.type_(id).shape {
            Shape::Record(record) => Some(record),
            Shape::ByKind(by_kind) => match &self.model.type_(object_of(by_kind, kinds)?).shape {
                Shape::Record(record) => Some(record),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a part has no type of its own.
    pub(super) fn says_nothing(&self, id: TypeId) -> bool {
        let says_nothing = match &self.model.type_(id).shape {
            Shape::ByKind(kinds) if is_every(kinds) => {
                let parts = [kinds.number, kinds.string, kinds.array, kinds.object];
                parts.into_iter().flatten().all(|part| self.is_unlimited(part))
            }
            Shape::Record(record) => is_blank(record),
            _ => false,
        };
        says_nothing || matches!(self.model.type_(id).shape, Shape::Any) || self.is_condition(id)
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
}

/// The object of what is said of several kinds, where objects or nothing else is spoken of.
fn object_of(by_kind: &ByKind, kinds: Kinds) -> Option<TypeId> {
    let is_only = !by_kind.boolean && by_kind.number.is_none() && by_kind.string.is_none() && by_kind.array.is_none();
    by_kind.object.filter(|_| is_only || is_every(by_kind) || kinds.without_null() == Kinds::OBJECT)
}

/// Whether a record says nothing of what its members hold.
pub(super) fn is_blank(record: &Record) -> bool {
    let is_open = matches!(record.additional, Additional::Open);
    record.fields.is_empty() && record.pattern_members.is_empty() && is_open
}

/// Whether every kind of value is allowed.
fn is_every(kinds: &ByKind) -> bool {
    let parts = [kinds.number, kinds.string, kinds.array, kinds.object];
    kinds.null && kinds.boolean && parts.iter().all(Option::is_some)
}

/// One record with the fields of all. A field of several is required where one of them requires it, and has the type that
/// was said last, since what refines comes after what it refines.
fn merged<'r>(
    records: impl Iterator<Item = &'r Record>,
    is_typed: impl Fn(&Field) -> bool,
) -> (Record, BTreeMap<Box<str>, usize>) {
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
        block: Block::default(),
        foreign: Vec::new(),
    };
    let mut known: BTreeMap<Box<str>, usize> = BTreeMap::new();
    for record in records {
        for field in &record.fields {
            if let Some(at) = known.get(&field.name.local) {
                refine(&mut merged.fields[*at], field, is_typed(field));
            } else {
                known.insert(field.name.local.clone(), merged.fields.len());
                merged.fields.push(field.clone());
            }
        }
        merged.pattern_members.extend(record.pattern_members.iter().cloned());
        if !matches!(record.additional, Additional::Open) {
            merged.additional = record.additional.clone();
        }
    }
    (merged, known)
}

/// Says of a field what another part says of it too.
fn refine(field: &mut Field, other: &Field, is_typed: bool) {
    field.occurs.min = field.occurs.min.max(other.occurs.min);
    if is_typed {
        field.type_ = other.type_;
    }
    if other.docs.is_some() {
        field.docs.clone_from(&other.docs);
    }
}
