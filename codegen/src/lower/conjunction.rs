//! Conjunctions: `allOf`, and keywords beside a `$ref`.
//!
//! Where the parts that have a type are records, they are merged into one struct; what only some alternatives of a union
//! among the parts have may be absent. Where only one part has a type, it is that. What only sets conditions is left to
//! the validator.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::model::{Additional, Block, ByKind, Content, Field, Record, Shape, TypeId};

use super::spot::Spot;
use super::{Lowering, scalar};
use crate::item::{ItemId, Kind, Known, Rust, Struct};

/// More parts than this, counting parts of parts, are not merged.
const MAX_PARTS: usize = 1000;

/// Fields whose types differ between alternatives, and the type that takes them all.
pub(super) type Widened = BTreeMap<Box<str>, Known>;

impl Lowering<'_> {
    /// The type of a conjunction.
    pub(super) fn conjunction(&mut self, id: TypeId, parts: &[TypeId], spot: &Spot) -> Rust {
        let leaves = self.leaves(parts);
        let rust = self.conjoined(id, &leaves, spot);
        let says_null =
            |part: &TypeId| matches!(&self.model.type_(*part).shape, Shape::ByKind(kinds) if !is_every(kinds));
        let is_nullable = leaves.iter().all(|part| self.allows_null(*part)) && leaves.iter().any(says_null);
        match rust {
            Rust::Nullable(_) | Rust::Known(Known::Value) => rust,
            rust if is_nullable => Rust::Nullable(Box::new(rust)),
            rust => rust,
        }
    }

    /// The same but for `null`.
    fn conjoined(&mut self, id: TypeId, leaves: &[TypeId], spot: &Spot) -> Rust {
        let origin = self.model.type_(id).origin;
        let typed: Vec<TypeId> = leaves.iter().copied().filter(|part| !self.says_nothing(*part)).collect();
        let records: Vec<TypeId> = typed.iter().copied().filter(|part| self.record_of(*part).is_some()).collect();
        let adds_fields = |part: &TypeId| self.branches(*part).is_some() && self.adds_fields(*part, &records);
        let unions: Vec<TypeId> = leaves.iter().copied().filter(adds_fields).collect();
        let is_simple = |part: &TypeId| self.alternatives(*part).is_none();
        match (&records[..], &unions[..], &typed[..]) {
            (_, _, []) => self.value(origin, "allOf", "no part of it has a type"),
            (_, _, [only]) if unions.is_empty() || unions == [*only] => self.type_of(*only, spot),
            ([only], [], _) => self.type_of(*only, spot),
            ([_, ..], _, _) => {
                for union in unions {
                    let origin = self.model.type_(union).origin;
                    self.note(origin, "alternatives", "what only some of them have is a field that may be absent");
                }
                self.queued(Kind::Struct(Struct::default()), id, spot)
            }
            // What satisfies all of them satisfies each of them.
            ([], _, [first, ..]) => {
                let widest = typed.iter().copied().find(is_simple).unwrap_or(*first);
                self.note(origin, "allOf", "one of several parts gives the type; the others are not checked by it");
                self.type_of(widest, spot)
            }
        }
    }

    /// Whether `null` satisfies a type, as far as its own keywords say.
    fn allows_null(&self, id: TypeId) -> bool {
        match &self.model.type_(id).shape {
            Shape::Any | Shape::Enumeration(_) | Shape::Not(_) | Shape::If { .. } | Shape::Foreign(_) => true,
            Shape::ByKind(kinds) => kinds.null,
            Shape::AnyOf(parts) | Shape::OneOf(parts) => parts.iter().any(|part| self.is_null(*part)),
            Shape::Scalar(_) => self.is_null(id),
            Shape::Never
            | Shape::List { .. }
            | Shape::Union { .. }
            | Shape::Record(_)
            | Shape::Array(_)
            | Shape::All { .. } => false,
        }
    }

    /// Fills the struct of merged records.
    pub(super) fn fill_conjunction(&mut self, item: ItemId, id: TypeId, spot: &Spot) {
        let Shape::All { parts, .. } = &self.model.type_(id).shape else { return };
        let leaves = self.leaves(parts);
        let is_typed = |field: &Field| !matches!(self.model.type_(field.type_).shape, Shape::Any);
        let mut merged = merged(leaves.iter().filter_map(|part| self.record_of(*part)), is_typed);
        let mut widened = Widened::new();
        let branches = leaves.iter().filter_map(|part| self.branches(*part)).flatten();
        for field in branches.filter_map(|branch| self.record_of(branch)).flat_map(|record| &record.fields) {
            match merged.known.get(&field.name.local) {
                None => {
                    let mut field = field.clone();
                    field.occurs.min = 0;
                    merged.known.insert(field.name.local.clone(), (merged.record.fields.len(), true));
                    merged.record.fields.push(field);
                }
                Some((at, true)) if merged.record.fields[*at].type_ != field.type_ => {
                    let both = [merged.record.fields[*at].type_, field.type_].map(|id| self.plain(id));
                    let said = widened.get(&field.name.local).copied().or(both[0]);
                    let known = said.filter(|known| Some(*known) == both[1]).unwrap_or(Known::Value);
                    widened.insert(field.name.local.clone(), known);
                }
                Some(_) => {}
            }
        }
        self.fill_record(item, &merged.record, &widened, spot);
    }

    /// The type of a scalar without its facets.
    fn plain(&self, id: TypeId) -> Option<Known> {
        match &self.model.type_(id).shape {
            Shape::Scalar(scalar) => Some(scalar::known(scalar)),
            _ => None,
        }
    }

    /// The records among which a union or condition chooses; none where it also speaks of something else.
    fn branches(&self, id: TypeId) -> Option<Vec<TypeId>> {
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
                    None if self.record_of(part).is_some() => branches.push(part),
                    None if self.says_nothing(part) || self.is_null(part) => {}
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
    fn adds_fields(&self, union: TypeId, records: &[TypeId]) -> bool {
        let fields = |id: &TypeId| self.record_of(*id).into_iter().flat_map(|record| &record.fields);
        let known: BTreeSet<&str> = records.iter().flat_map(fields).map(|field| &*field.name.local).collect();
        let branches = self.branches(union).unwrap_or_default();
        branches.iter().flat_map(fields).any(|field| !known.contains(&*field.name.local))
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

    /// The record that a part is, also where it does not say that it is one.
    fn record_of(&self, id: TypeId) -> Option<&Record> {
        match &self.model.type_(id).shape {
            Shape::Record(record) => Some(record),
            Shape::ByKind(kinds) => match &self.model.type_(object_of(kinds)?).shape {
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
}

/// The object of what is said of several kinds, where objects or nothing else is spoken of.
fn object_of(kinds: &ByKind) -> Option<TypeId> {
    let is_only = !kinds.boolean && kinds.number.is_none() && kinds.string.is_none() && kinds.array.is_none();
    kinds.object.filter(|_| is_only || is_every(kinds))
}

/// Whether every kind of value is allowed.
fn is_every(kinds: &ByKind) -> bool {
    let parts = [kinds.number, kinds.string, kinds.array, kinds.object];
    kinds.null && kinds.boolean && parts.iter().all(Option::is_some)
}

/// A record that was put together.
struct Merged {
    record: Record,
    /// Where each field is, and whether only some alternatives have it.
    known: BTreeMap<Box<str>, (usize, bool)>,
}

/// One record with the fields of all. A field of several is required where one of them requires it, and has the type that
/// was said last, since what refines comes after what it refines.
fn merged<'r>(records: impl Iterator<Item = &'r Record>, is_typed: impl Fn(&Field) -> bool) -> Merged {
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
    let mut known: BTreeMap<Box<str>, (usize, bool)> = BTreeMap::new();
    for record in records {
        for field in &record.fields {
            if let Some((at, _)) = known.get(&field.name.local) {
                refine(&mut merged.fields[*at], field, is_typed(field));
            } else {
                known.insert(field.name.local.clone(), (merged.fields.len(), false));
                merged.fields.push(field.clone());
            }
        }
        merged.pattern_members.extend(record.pattern_members.iter().cloned());
        if !matches!(record.additional, Additional::Open) {
            merged.additional = record.additional.clone();
        }
    }
    Merged { record: merged, known }
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
