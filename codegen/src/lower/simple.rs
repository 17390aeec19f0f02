//! Lists and unions of simple types (XSD part 2, 2.5.1).

use driftline_schemas::model::{Shape, TypeId};

use super::spot::Spot;
use super::{Lowering, own_name, scalar};
use crate::item::{ItemId, Kind, Known, Rust, Variant, Variants};
use crate::name::{Wanted, pascal};

/// Unions within unions are followed this deep.
const MAX_DEPTH: usize = 16;

impl Lowering<'_> {
    /// A list in one text. Its items are scalars; of those of a union only the text is kept.
    pub(super) fn list(&mut self, item: TypeId, spot: &Spot) -> Rust {
        let origin = self.model.type_(item).origin;
        let inner = match self.model.type_(item).shape {
            Shape::Scalar(_) => self.type_of(item, &spot.item()),
            _ => {
                self.note(origin, "xs:list", "its items are of several types; generated as texts");
                Rust::Known(Known::Text)
            }
        };
        Rust::List(Box::new(inner))
    }

    /// The type of a union: text where a member takes any text, else an enum of which the first variant that reads is taken.
    pub(super) fn members(&mut self, id: TypeId, members: &[TypeId], spot: &Spot) -> Rust {
        let members = self.flat(members, 0);
        let takes_all = |id: &TypeId| match &self.model.type_(*id).shape {
            Shape::Scalar(scalar) => scalar.facets.enumeration.is_empty() && scalar::known(scalar) == Known::Text,
            Shape::List { .. } => false,
            _ => true,
        };
        match members[..] {
            [only] => self.type_of(only, spot),
            _ if members.is_empty() || members.iter().any(takes_all) => Rust::Known(Known::Text),
            _ => self.queued(Kind::Variants(Variants { tag: None, variants: Vec::new() }), id, spot),
        }
    }

    /// Fills the enum of a union. An enumeration takes every text, so it is tried last.
    pub(super) fn fill_members(&mut self, item: ItemId, members: &[TypeId], spot: &Spot) {
        let owner = self.wanted[item.0].candidates.first().cloned().unwrap_or_default();
        let mut members = self.flat(members, 0);
        members.sort_by_key(|id| self.is_enumeration(*id));
        let enumerations = members.iter().filter(|id| self.is_enumeration(**id)).count();
        let last_enumeration = enumerations.checked_sub(1).map(|after| members.len() - 1 - after);
        // Of several enumerations the first would take what the others know.
        if let Some(first) = last_enumeration.filter(|_| enumerations > 1) {
            self.note(self.model.type_(members[first]).origin, "xs:union", "its enumerations are one text");
            members.truncate(first);
        }
        let wanted: Vec<Wanted> = members.iter().enumerate().map(|(at, id)| self.member(*id, at)).collect();
        let mut variants = Vec::new();
        for ((at, id), name) in members.iter().enumerate().zip(super::union::names(wanted)) {
            let type_ = self.type_of(*id, &spot.variant(&owner, &name));
            let docs = format!("Member type {} of the schema.", at + 1);
            variants.push(Variant { name, docs, values: Vec::new(), type_ });
        }
        if enumerations > 1 {
            let docs = "Any other text.".to_owned();
            variants.push(Variant {
                name: "Other".to_owned(),
                docs,
                values: Vec::new(),
                type_: Rust::Known(Known::Text),
            });
        }
        self.items[item.0].kind = Kind::Variants(Variants { tag: None, variants });
    }

    /// The names that a member type wants.
    fn member(&self, id: TypeId, at: usize) -> Wanted {
        let type_ = self.model.type_(id);
        let mut candidates = Vec::new();
        candidates.extend(own_name(type_.name.as_ref()).map(|name| self.vocabulary.pascal(&name.local)));
        candidates.extend(type_.name.as_ref().map(|name| pascal(&name.local)));
        candidates.push(format!("Variant{}", at + 1));
        candidates.dedup();
        Wanted { candidates, rank: 1, key: format!("{at:09}") }
    }

    fn is_enumeration(&self, id: TypeId) -> bool {
        matches!(&self.model.type_(id).shape, Shape::Scalar(scalar) if !scalar.facets.enumeration.is_empty())
    }

    /// The members, and those of members that are unions.
    fn flat(&self, members: &[TypeId], depth: usize) -> Vec<TypeId> {
        let of = |id: &TypeId| match &self.model.type_(*id).shape {
            Shape::Union { members, .. } if depth < MAX_DEPTH => self.flat(members, depth + 1),
            _ => vec![*id],
        };
        let mut flat: Vec<TypeId> = Vec::new();
        for id in members.iter().flat_map(of) {
            if !flat.contains(&id) {
                flat.push(id);
            }
        }
        flat
    }
}
