//! Records: a struct with a field for each element, attribute and member, in the order of the schema.
//!
//! What may be absent is an `Option`, what may stand several times a `Vec`. Which elements are fields of their own and which
//! a field takes together is decided by [`super::content`].

use std::collections::BTreeMap;

use driftline_schemas::model::{
    Additional, Content, Field as ModelField, FieldId, Occurs, Particle, Place, Primitive, Record, Shape, Term, TypeId,
};
use driftline_schemas::text::Origin;

use super::conjunction::Widened;
use super::content::{self, Group, Part};
use super::element::Beside;
use super::spot::Spot;
use super::{Lowering, own_name, scalar};
use crate::docs;
use crate::item::{Field, ItemId, Kind, Known, Role, Rust, Setting, Struct};
use crate::name::{Wanted, distinct, pascal, snake};
use crate::options::KeepUnknown;

/// The record whose parts become fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) record: &'a Record,
    pub(super) widened: &'a Widened,
    pub(super) namespace: Option<&'a str>,
    /// What its type is called.
    pub(super) owner: &'a str,
    pub(super) spot: &'a Spot,
    /// Whether members that it does not declare have a type.
    pub(super) is_typed_elsewhere: bool,
}

impl Lowering<'_> {
    /// The type of a record: an item of its own, unless nothing is known of what it holds.
    pub(super) fn record(&mut self, id: TypeId, record: &Record, spot: &Spot) -> Rust {
        let origin = self.model.type_(id).origin;
        let is_closed = matches!(record.additional, Additional::Closed(_) | Additional::Typed(..));
        let is_blank = record.fields.is_empty() && record.pattern_members.is_empty() && !is_closed;
        if is_blank && matches!(record.content, Content::Members) {
            return self.value(origin, "object", "nothing is said of its members");
        }
        self.queued(Kind::Struct(Struct::default()), id, spot)
    }

    /// An item whose content follows from the queue.
    pub(super) fn queued(&mut self, kind: Kind, id: TypeId, spot: &Spot) -> Rust {
        let item = self.item_of(kind, id, spot);
        let spot = spot.at(&self.wanted[item.0].key);
        self.queue.push_back((item, id, spot));
        Rust::Item(item)
    }

    /// Fills the struct of a record; the types of some fields may be decided already.
    pub(super) fn fill_record(&mut self, item: ItemId, record: &Record, widened: &Widened, spot: &Spot) {
        let owner = self.wanted[item.0].candidates.first().cloned().unwrap_or_default();
        let root = self.items[item.0].root.as_ref().map(|name| name.namespace.clone());
        let first = record.fields.iter().find(|field| field.place == Place::Element);
        let namespace = root.or_else(|| first.map(|field| field.name.namespace.clone())).flatten();
        let is_typed_elsewhere =
            !record.pattern_members.is_empty() || matches!(record.additional, Additional::Typed(..));
        let (parts, lost) = content::parts(record);
        for (origin, what, why) in lost {
            self.note(origin, what, why);
        }
        let has_group = |part: &Part| matches!(part, Part::Group(group) if group.others);
        let rest = self.rest(record, parts.iter().any(has_group), &spot.part(&owner, "members"));
        let mut rest = rest.map(|rest| unnamed(Role::Rest, rest));
        let around =
            Around { record, widened, namespace: namespace.as_deref(), owner: &owner, spot, is_typed_elsewhere };
        let (mut wanted, mut fields) = self.parts(&parts, &around, &BTreeMap::new(), &mut rest);
        if let Content::Text(type_) = &record.content {
            let text = self.type_of(*type_, &spot.part(&owner, "value"));
            wanted.push(extra(["value", "text", "content"]));
            fields.push(unnamed(Role::Text, text));
        }
        if let Some(rest) = rest {
            wanted.push(rest_name(record));
            fields.push(rest);
        }
        for (field, name) in fields.iter_mut().zip(distinct(&wanted, "_")) {
            field.name = name;
        }
        self.items[item.0].kind = Kind::Struct(Struct { namespace, fields, is_group: false });
    }

    /// The fields of parts of a record, without their names, and the names that they want. How often an element stands is as
    /// `occurs` has it, where it does.
    pub(super) fn parts(
        &mut self,
        parts: &[Part],
        around: &Around<'_>,
        occurs: &BTreeMap<FieldId, Occurs>,
        rest: &mut Option<Field>,
    ) -> (Vec<Wanted>, Vec<Field>) {
        let Around { record, widened, namespace, owner, spot, is_typed_elsewhere } = *around;
        let (mut wanted, mut fields) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Field(at) => {
                    let field = &record.fields[at.0 as usize];
                    // What is only required is of the type that the others have.
                    let is_other = !field.is_declared() && is_typed_elsewhere;
                    let is_decided = widened.contains_key(&field.name.local);
                    if field.occurs.max == Some(0) || (is_other && !is_decided) {
                        continue;
                    }
                    let spot = spot.part(owner, &field.name.local);
                    let often = occurs.get(at).copied().unwrap_or(field.occurs);
                    wanted.push(name_of(field));
                    fields.push(if self.has_substitutes(field) {
                        self.substitution(field, often, &spot)
                    } else {
                        let decided = widened.get(&field.name.local).map(|types| self.guess(types, &spot));
                        self.field(field, often, decided, namespace, &spot)
                    });
                }
                Part::Group(group) => {
                    let (name, field) = self.group(record, group, owner, spot);
                    wanted.push(name);
                    fields.push(field);
                }
                Part::Branches(branches) => {
                    let (name, field) = self.choice_field(branches, around);
                    wanted.push(name);
                    fields.push(field);
                }
                Part::Wildcard => {
                    wanted.extend(rest.as_ref().map(|_| rest_name(record)));
                    fields.extend(rest.take());
                }
                Part::Text => {
                    wanted.push(extra(["value", "text", "content"]));
                    fields.push(unnamed(Role::Text, Rust::Known(Known::Text)));
                }
            }
        }
        (wanted, fields)
    }

    /// The field of an element that others may stand for.
    fn substitution(&mut self, field: &ModelField, occurs: Occurs, spot: &Spot) -> Field {
        let item = Rust::Item(self.substitution_group(field, spot));
        let docs = self.docs(field, &item, None);
        Field { docs, ..unnamed(Role::Choice, often(item, occurs)) }
    }

    /// The field of several elements, and the name that it wants.
    fn group(&mut self, record: &Record, group: &Group, owner: &str, spot: &Spot) -> (Wanted, Field) {
        let fields: Vec<&ModelField> = group.fields.iter().map(|at| &record.fields[at.0 as usize]).collect();
        let (name, type_) = match &fields[..] {
            [one, other] if !group.text && !group.others && one.name.local.len() + other.name.local.len() < 32 => {
                let name = format!("{} or {}", one.name.local, other.name.local);
                (snake(&name), pascal(&name))
            }
            _ if group.text => ("content".to_owned(), format!("{owner}Content")),
            _ if group.occurs.is_many() => ("items".to_owned(), format!("{owner}Item")),
            _ => ("choice".to_owned(), format!("{owner}Choice")),
        };
        let first = fields.first().map(|field| field.name.to_string()).unwrap_or_default();
        let key = format!("{}/choice {first}", spot.path);
        let qualified = format!("{owner}{type_}");
        let wanted = Wanted { candidates: vec![type_, qualified], rank: 3, key: key.clone() };
        let beside = Beside { text: group.text, others: group.others, groups: Vec::new() };
        let item = self.group_enum(&fields, beside, wanted, &spot.part(owner, &name));
        let candidates = vec![name, "elements".to_owned()];
        let name = Wanted { candidates, rank: 2, key };
        let field = unnamed(Role::Choice, often(Rust::Item(item), group.occurs));
        let docs = self.items[item.0].docs.clone();
        (name, Field { docs, ..field })
    }

    /// A field of a record, without its name.
    fn field(
        &mut self,
        field: &ModelField,
        occurs: Occurs,
        decided: Option<Rust>,
        namespace: Option<&str>,
        spot: &Spot,
    ) -> Field {
        let constant = if decided.is_some() { None } else { self.constant(field) };
        let mut type_ = match (decided, &constant) {
            (Some(decided), _) => decided,
            (None, Some(_)) => Rust::Known(Known::Constant),
            (None, None) if field.place == Place::Element => {
                let own = self.element_type(field.type_, spot);
                let is_preset = field.default.is_some() || field.fixed.is_some();
                if is_preset { self.or_empty(own) } else { own }
            }
            (None, None) => self.type_of(field.type_, spot),
        };
        let docs = self.docs(field, &type_, constant.as_ref());
        if field.nillable {
            type_ = self.nullable(type_, field.type_);
        }
        type_ = often(type_, occurs);
        let local = field.name.local.clone();
        let own = field.name.namespace.as_deref();
        let (role, namespace) = match field.place {
            Place::Attribute => (Role::Attribute(local), own.map(Into::into)),
            Place::Element | Place::Member => {
                let differs = own != namespace;
                (Role::Named(local), differs.then(|| own.unwrap_or_default().into()))
            }
        };
        Field { name: String::new(), docs, role, namespace, type_, constant }
    }

    /// What is said of a field; where nothing is, what is said of its type, unless that is shown at an item of its own name.
    fn docs(&self, field: &ModelField, type_: &Rust, constant: Option<&Setting>) -> Vec<String> {
        let of_type = self.model.type_(field.type_);
        let is_shown = matches!(type_.core(), Rust::Item(_)) && own_name(of_type.name.as_ref()).is_some();
        let prose = field.docs.as_deref().or(of_type.docs.as_deref().filter(|_| !is_shown));
        let mut lines = docs::lines(prose.unwrap_or_default());
        if let Some(value) = &field.default {
            // JSON over several lines is shown in one.
            let value = value.lines().map(str::trim).collect::<Vec<_>>().join(" ");
            docs::add(&mut lines, format!("Default: {}.", docs::code(&value)));
        }
        let fixed = field.fixed.as_deref().map(docs::code);
        if let Some(value) = constant.map(Setting::code).or(fixed) {
            docs::add(&mut lines, format!("Always {value}."));
        }
        if lines.is_empty() {
            let attribute = if field.place == Place::Attribute { "Attribute " } else { "" };
            lines.push(format!("{attribute}{}.", docs::code(&field.name.local)));
        }
        if of_type.deprecated {
            docs::add(&mut lines, "Deprecated.".to_owned());
        }
        lines
    }

    /// The only value of a field, where it is of a kind that an attribute of the derive can say.
    fn constant(&self, field: &ModelField) -> Option<Setting> {
        let Shape::Scalar(scalar) = &self.model.type_(field.type_).shape else { return None };
        if field.nillable || field.occurs.is_many() {
            return None;
        }
        match (&scalar.facets.enumeration[..], &field.fixed) {
            ([value], None) if scalar.facets.is_constant => scalar::setting(scalar, &value.text),
            ([], Some(fixed)) if scalar.primitive == Primitive::String => Some(Setting::Text(fixed.to_string())),
            _ => None,
        }
    }

    /// The type of the field for what has no field of its own, where there is one.
    fn rest(&mut self, record: &Record, has_others: bool, spot: &Spot) -> Option<Rust> {
        let is_kept = match self.options.keep_unknown {
            KeepUnknown::Objects => matches!(record.content, Content::Members),
            KeepUnknown::All => true,
            KeepUnknown::Nothing => false,
        };
        let wildcard = wildcard(record, has_others);
        if let Some((origin, what)) = wildcard {
            self.note(origin, what, "kept as it is read in a field of its own");
        }
        match (&record.additional, &record.pattern_members[..]) {
            (Additional::Typed(type_, _), []) => Some(Rust::Map(Box::new(self.type_of(*type_, &spot.item())))),
            (additional, [first, ..]) => {
                let mut types: Vec<TypeId> = record.pattern_members.iter().map(|members| members.type_).collect();
                if let Additional::Typed(type_, _) = additional {
                    types.push(*type_);
                }
                self.note(
                    first.origin,
                    "patternProperties",
                    "members are told apart by their shape, not by their names",
                );
                let is_open = matches!(additional, Additional::Open);
                let member = if is_open { self.guess(&types, &spot.item()) } else { self.either(&types, &spot.item()) };
                Some(Rust::Map(Box::new(member)))
            }
            (Additional::Open | Additional::Closed(_) | Additional::Attributes(_), []) => {
                (wildcard.is_some() || is_kept).then_some(Rust::Known(Known::Rest))
            }
        }
    }

    /// The type of what only some alternatives speak of.
    fn guess(&mut self, types: &[TypeId], spot: &Spot) -> Rust {
        match self.either(types, spot) {
            rust @ (Rust::Known(Known::Value) | Rust::Guess(_)) => rust,
            rust => Rust::Guess(Box::new(rust)),
        }
    }
}

/// A type that stands so often.
pub(super) fn often(type_: Rust, occurs: Occurs) -> Rust {
    if occurs.is_many() {
        Rust::Vec(Box::new(type_))
    } else if occurs.min == 0 {
        Rust::Option(Box::new(type_))
    } else {
        type_
    }
}

/// The names that a field without a name on the wire wants.
fn extra(candidates: [&str; 3]) -> Wanted {
    Wanted { candidates: candidates.map(str::to_owned).to_vec(), rank: 3, key: String::new() }
}

/// The names for what has no field of its own.
fn rest_name(record: &Record) -> Wanted {
    if record.fields.is_empty() {
        extra(["members", "rest", "undeclared"])
    } else {
        extra(["rest", "undeclared", "other_members"])
    }
}

/// The name that a field wants. Of an attribute and an element of one name, the attribute gives way.
fn name_of(field: &ModelField) -> Wanted {
    let name = snake(&field.name.local);
    match field.place {
        Place::Attribute => {
            let second = format!("{}_attribute", name.trim_end_matches('_'));
            Wanted { candidates: vec![name, second], rank: 2, key: format!("@{}", field.name) }
        }
        Place::Element | Place::Member => Wanted { candidates: vec![name], rank: 1, key: field.name.to_string() },
    }
}

/// A field that is not named on the wire.
pub(super) fn unnamed(role: Role, type_: Rust) -> Field {
    let docs = match role {
        Role::Rest => vec!["What has no field of its own.".to_owned()],
        Role::Named(_) | Role::Attribute(_) | Role::Text | Role::Choice | Role::Group | Role::Declared(_) => {
            vec!["The text of the element.".to_owned()]
        }
    };
    Field { name: String::new(), docs, role, namespace: None, type_, constant: None }
}

/// The first wildcard of a record that a field of its own is for, and what it is called.
fn wildcard(record: &Record, has_others: bool) -> Option<(Origin, &'static str)> {
    let mut elements = particles(record).into_iter().filter(|_| !has_others);
    let element = elements.find_map(|particle| match &particle.term {
        Term::Any(wildcard) => Some((wildcard.origin, "xs:any")),
        _ => None,
    });
    let attribute = match &record.additional {
        Additional::Attributes(wildcard) => Some((wildcard.origin, "xs:anyAttribute")),
        Additional::Open | Additional::Closed(_) | Additional::Typed(..) => None,
    };
    element.or(attribute)
}

/// Every particle of a content model, from the outside in.
fn particles(record: &Record) -> Vec<&Particle> {
    let Content::Elements { particle, .. } = &record.content else { return Vec::new() };
    let mut found = vec![particle];
    let mut at = 0;
    while let Some(particle) = found.get(at) {
        match &particle.term {
            Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => found.extend(parts),
            Term::Field(_) | Term::Any(_) => {}
        }
        at += 1;
    }
    found
}
