//! Unions: `oneOf`, `anyOf`, and what is said of several kinds of value.
//!
//! Where every part is a record with a constant of its own under one name, that name tells them apart and the enum reads
//! exactly one of them. Otherwise parts are tried, those that know most of a value first. `null` is no variant: it makes the
//! rest nullable.

use std::collections::BTreeSet;

use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::model::{ByKind, Literal, Primitive, Shape, TypeId};

use super::conjunction::is_blank;
use super::kinds::Kinds;
use super::spot::Spot;
use super::{Lowering, own_name, scalar};
use crate::docs;
use crate::item::{ItemId, Kind, Known, Rust, Setting, Variant, Variants};
use crate::name::{Wanted, distinct, pascal};

/// Which parts of a type for every kind say something.
enum Main {
    None,
    One(TypeId),
    Several,
}

impl Lowering<'_> {
    /// The type of `oneOf` and `anyOf`.
    pub(super) fn union(&mut self, id: TypeId, parts: &[TypeId], spot: &Spot) -> Rust {
        let others: Vec<TypeId> = parts.iter().copied().filter(|part| !self.is_null(*part)).collect();
        let has_null = others.len() < parts.len();
        let rust = match others[..] {
            [] => return Rust::Known(Known::Null),
            [only] => self.type_of(only, spot),
            _ if others.iter().all(|part| self.says_nothing(*part)) => {
                self.value(self.model.type_(id).origin, "anyOf", "its parts are conditions only")
            }
            _ => self.queued(Kind::Variants(Variants { tag: None, variants: Vec::new() }), id, spot),
        };
        if has_null { Rust::Nullable(Box::new(rust)) } else { rust }
    }

    /// Fills the enum of a union.
    pub(super) fn fill_union(&mut self, item: ItemId, parts: &[TypeId], spot: &Spot) {
        let parts: Vec<TypeId> = parts.iter().copied().filter(|part| !self.is_null(*part)).collect();
        let tag = self.model.tag(&parts, &|scalar, value| scalar::setting(scalar, &value.text));
        let values = |at: usize| tag.as_ref().map_or(&[][..], |tag| &tag.values[at][..]);
        let wanted: Vec<Wanted> =
            parts.iter().enumerate().map(|(at, part)| self.variant(*part, at, values(at))).collect();
        let owner = self.wanted[item.0].candidates.first().cloned().unwrap_or_default();
        let mut variants = Vec::new();
        for ((at, part), name) in parts.iter().enumerate().zip(names(wanted)) {
            let type_ = self.type_of(*part, &spot.variant(&owner, &name));
            let docs = match &tag {
                Some(tag) => {
                    let values: Vec<String> = tag.values[at].iter().map(Setting::code).collect();
                    format!("Where {} is {}.", docs::code(&tag.name), values.join(" or "))
                }
                None => format!("Alternative {} of the schema.", at + 1),
            };
            // Of two that read the same the second would never be.
            if tag.is_some() || variants.iter().all(|known: &Variant| known.type_ != type_) {
                variants.push(Variant { name, docs, values: values(at).to_vec(), type_ });
            }
        }
        let tag = tag.map(|tag| tag.name);
        self.items[item.0].kind = Kind::Variants(Variants { tag, variants });
    }

    /// The type of what is said of several kinds of value.
    pub(super) fn by_kind(&mut self, id: TypeId, kinds: &ByKind, spot: &Spot) -> Rust {
        let origin = self.model.type_(id).origin;
        let parts: Vec<TypeId> =
            [kinds.number, kinds.string, kinds.array, kinds.object].into_iter().flatten().collect();
        let rust = match (&parts[..], kinds.boolean) {
            ([], true) => Rust::Known(Known::Bool),
            ([], false) => return Rust::Known(Known::Null),
            ([only], false) => self.type_of(*only, spot),
            ([_, _, _, _], true) if kinds.null => match self.main_part(&parts) {
                Main::None => return Rust::Known(Known::Value),
                Main::One(main) => {
                    self.note(
                        origin,
                        "type",
                        "the kind of value is not said; one of another kind is kept as it is read",
                    );
                    let rust = self.type_of(main, &spot.within());
                    return if rust == Rust::Known(Known::Value) { rust } else { Rust::Loose(Box::new(rust)) };
                }
                Main::Several => self.queued(Kind::Variants(Variants { tag: None, variants: Vec::new() }), id, spot),
            },
            _ => self.queued(Kind::Variants(Variants { tag: None, variants: Vec::new() }), id, spot),
        };
        if kinds.null { Rust::Nullable(Box::new(rust)) } else { rust }
    }

    /// Fills the enum of several kinds of value.
    pub(super) fn fill_kinds(&mut self, item: ItemId, kinds: &ByKind, spot: &Spot) {
        let owner = self.wanted[item.0].candidates.first().cloned().unwrap_or_default();
        let parts = [
            ("Number", "A number.", kinds.number),
            ("String", "A string.", kinds.string),
            ("Array", "An array.", kinds.array),
            ("Object", "An object.", kinds.object),
        ];
        let mut variants = Vec::new();
        if kinds.boolean {
            let type_ = Rust::Known(Known::Bool);
            let docs = "A boolean.".to_owned();
            variants.push(Variant { name: "Boolean".to_owned(), docs, values: Vec::new(), type_ });
        }
        for (name, docs, part) in parts {
            let Some(part) = part else { continue };
            let type_ = match (self.type_of(part, &spot.variant(&owner, name)), name) {
                (Rust::Known(Known::Value), "Array") => Rust::Vec(Box::new(Rust::Known(Known::Value))),
                (Rust::Known(Known::Value), "Object") => Rust::Map(Box::new(Rust::Known(Known::Value))),
                (type_, _) => type_,
            };
            variants.push(Variant { name: name.to_owned(), docs: docs.to_owned(), values: Vec::new(), type_ });
        }
        self.items[item.0].kind = Kind::Variants(Variants { tag: None, variants });
    }

    /// Which of the parts for every kind say something.
    fn main_part(&self, parts: &[TypeId]) -> Main {
        let saying: Vec<TypeId> = parts.iter().copied().filter(|part| !self.is_unlimited(*part)).collect();
        match saying[..] {
            [] => Main::None,
            [only] => Main::One(only),
            _ => Main::Several,
        }
    }

    /// The type that takes the values of all of these: theirs where they are one, an enum of the first that reads otherwise.
    pub(super) fn either(&mut self, parts: &[TypeId], spot: &Spot) -> Rust {
        let plain: BTreeSet<Option<Known>> = parts.iter().map(|part| self.plain(*part)).collect();
        if let (Some(Some(known)), 1, [_, _, ..]) = (plain.first(), plain.len(), parts) {
            return Rust::Known(*known);
        }
        let owner = spot.qualified();
        let wanted = parts.iter().enumerate().map(|(at, part)| self.variant(*part, at, &[])).collect();
        let mut variants: Vec<Variant> = Vec::new();
        for ((at, part), name) in parts.iter().enumerate().zip(names(wanted)) {
            let type_ = match parts {
                [_] => self.type_of(*part, spot),
                _ => self.type_of(*part, &spot.variant(&owner, &name)),
            };
            if type_ == Rust::Known(Known::Value) {
                return type_;
            }
            if variants.iter().all(|known| known.type_ != type_) {
                let docs = format!("Alternative {} of the schema.", at + 1);
                variants.push(Variant { name, docs, values: Vec::new(), type_ });
            }
        }
        match variants.pop() {
            None => Rust::Known(Known::Value),
            Some(only) if variants.is_empty() => only.type_,
            Some(last) => {
                variants.push(last);
                let wanted = spot.wanted(vec![pascal(&spot.name), owner], 2);
                let item = self.item(Kind::Variants(Variants { tag: None, variants }), wanted);
                self.items[item.0].docs = vec![format!("The type of {}.", docs::code(&spot.path))];
                Rust::Item(item)
            }
        }
    }

    /// The type of values of any kind.
    pub(super) fn literals(&mut self, id: TypeId, literals: &[Literal], spot: &Spot) -> Rust {
        let kinds = literals.iter().fold(Kinds::NONE, |all, literal| all | Kinds::of_literal(literal));
        let texts = literals.iter().filter(|literal| Kinds::of_literal(literal) == Kinds::STRING);
        let texts: Option<Vec<Setting>> = texts.map(|literal| text_of(&literal.json).map(Setting::Text)).collect();
        let parts = [
            ("Boolean", Kinds::BOOLEAN, "A boolean.", Rust::Known(Known::Bool)),
            ("Number", Kinds::NUMBER, "A number.", Rust::Known(Known::Decimal)),
            ("Array", Kinds::ARRAY, "An array.", Rust::Vec(Box::new(Rust::Known(Known::Value)))),
            ("Object", Kinds::OBJECT, "An object.", Rust::Map(Box::new(Rust::Known(Known::Value)))),
        ];
        let part = |(name, kind, docs, type_): (&str, Kinds, &str, Rust)| {
            let (name, docs) = (name.to_owned(), docs.to_owned());
            kinds.has(kind).then_some(Variant { name, docs, values: Vec::new(), type_ })
        };
        let mut variants: Vec<Variant> = parts.into_iter().filter_map(part).collect();
        if kinds.has(Kinds::STRING) {
            let type_ = match texts {
                Some(texts) => {
                    let mut texts: Vec<(Setting, Option<&str>)> = texts.into_iter().map(|text| (text, None)).collect();
                    let mut seen = BTreeSet::new();
                    texts.retain(|(text, _)| seen.insert(text.clone()));
                    let spot =
                        if variants.is_empty() { spot.within() } else { spot.variant(&spot.qualified(), "text") };
                    Rust::Item(self.item_of(Kind::Values(scalar::named(texts)), id, &spot))
                }
                None => Rust::Known(Known::Text),
            };
            variants.push(Variant { name: "Text".to_owned(), docs: "A text.".to_owned(), values: Vec::new(), type_ });
        }
        let rust = match variants.pop() {
            None => return Rust::Known(Known::Null),
            Some(only) if variants.is_empty() => only.type_,
            Some(last) => {
                variants.push(last);
                Rust::Item(self.item_of(Kind::Variants(Variants { tag: None, variants }), id, spot))
            }
        };
        if kinds.has(Kinds::NULL) { Rust::Nullable(Box::new(rust)) } else { rust }
    }

    /// Whether a part takes every value of its kind.
    pub(super) fn is_unlimited(&self, id: TypeId) -> bool {
        match &self.model.type_(id).shape {
            Shape::Any => true,
            Shape::Scalar(scalar) => {
                scalar.facets.enumeration.is_empty()
                    && scalar.facets.format.is_none()
                    && super::facets::settings(scalar, scalar::known(scalar)) == (Vec::new(), Vec::new())
            }
            Shape::Record(record) => is_blank(record),
            Shape::Array(array) => array.prefix.is_empty() && array.items.is_none(),
            _ => false,
        }
    }

    /// Whether only `null` is allowed.
    pub(super) fn is_null(&self, id: TypeId) -> bool {
        matches!(&self.model.type_(id).shape, Shape::Scalar(scalar) if scalar.primitive == Primitive::Null)
    }

    /// The names that a variant wants: what the type is called, what its constant says, its kind, its number.
    fn variant(&self, id: TypeId, at: usize, values: &[Setting]) -> Wanted {
        let type_ = self.model.type_(id);
        let mut candidates: Vec<String> = Vec::new();
        candidates.extend(type_.title.as_deref().map(pascal));
        candidates.extend(own_name(type_.name.as_ref()).map(|name| self.vocabulary.pascal(&name.local)));
        if let [Setting::Text(value)] = values {
            candidates.push(pascal(value));
        }
        candidates.extend(kind_name(&type_.shape).map(str::to_owned));
        candidates.push(format!("Variant{}", at + 1));
        candidates.dedup();
        Wanted { candidates, rank: 1, key: format!("{at:09}") }
    }
}

/// The text of a JSON string; none where the derive could not say it.
fn text_of(json: &str) -> Option<String> {
    let document = Document::read_str(json, &ReadOptions::default()).ok()?;
    Some(document.root().value().to_owned())
}

/// Distinct names that leave `Unknown` to what is not known.
pub(super) fn names(mut wanted: Vec<Wanted>) -> Vec<String> {
    wanted.push(Wanted { candidates: vec!["Unknown".to_owned()], rank: 0, key: String::new() });
    let mut names = distinct(&wanted, "");
    names.pop();
    names
}

/// What a variant of this shape can be called.
fn kind_name(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Scalar(scalar) => Some(match scalar.primitive {
            Primitive::Boolean => "Boolean",
            Primitive::Integer => "Integer",
            Primitive::Decimal | Primitive::Float | Primitive::Double => "Number",
            _ => "String",
        }),
        Shape::Array(_) | Shape::List { .. } => Some("Array"),
        Shape::Any
        | Shape::Never
        | Shape::Union { .. }
        | Shape::Record(_)
        | Shape::ByKind(_)
        | Shape::Enumeration(_)
        | Shape::All { .. }
        | Shape::AnyOf(_)
        | Shape::OneOf(_)
        | Shape::Not(_)
        | Shape::If { .. }
        | Shape::Foreign(_) => None,
    }
}
