//! Identity constraints (part 1, 3.11), read into the model.
//!
//! In go the sources and the symbols, out come the constraints in the order of reading, and which element of a schema
//! document is which. What a `keyref` refers to is there, and has as many fields.

use std::collections::BTreeMap;

use super::item::Item;
use super::source::{Sources, UnitId};
use super::symbols::{ComponentId, Space, Symbols};
use super::{qname, xpath};
use crate::document::NodeId;
use crate::error::Error;
use crate::model::{Identity, IdentityCategory, IdentityId, Name};
use crate::text::offset;

/// The identity constraints of a schema.
#[derive(Debug, Default)]
pub(super) struct Constraints {
    /// They themselves, by [`IdentityId`].
    pub(super) identities: Vec<Identity>,
    /// Which one an element of a schema document is.
    ids: BTreeMap<(UnitId, NodeId), IdentityId>,
}

impl Constraints {
    /// Those that stand in an element declaration.
    pub(super) fn of(&self, declaration: Item<'_>) -> Vec<IdentityId> {
        declaration.children().filter_map(|child| self.ids.get(&child.key()).copied()).collect()
    }
}

/// Reads every identity constraint.
pub(super) fn read(sources: &Sources, symbols: &Symbols<'_>) -> Result<Constraints, Error> {
    let components = symbols.of(Space::Constraint).zip(0..).map(|((id, _), number)| (id, IdentityId(number)));
    let numbers: BTreeMap<ComponentId, IdentityId> = components.collect();
    let mut constraints = Constraints::default();
    for (_, constraint) in symbols.of(Space::Constraint) {
        let item = constraint.item;
        let category = match item.kind() {
            "keyref" => IdentityCategory::KeyRef(numbers[&referred(sources, symbols, item)?]),
            "key" => IdentityCategory::Key,
            _ => IdentityCategory::Unique,
        };
        // The grammar sees to it that there is one.
        let selector = xpath::selector(sources, item.child("selector").unwrap_or(item))?;
        let fields = fields(item).map(|field| xpath::field(sources, field)).collect::<Result<_, _>>()?;
        constraints.ids.insert(item.key(), IdentityId(offset(constraints.identities.len())));
        constraints.identities.push(Identity {
            name: Name::new(constraint.namespace, constraint.name),
            category,
            selector,
            fields,
            origin: sources.place(item),
        });
    }
    Ok(constraints)
}

/// The key or unique constraint that a `keyref` refers to.
fn referred(sources: &Sources, symbols: &Symbols<'_>, item: Item<'_>) -> Result<ComponentId, Error> {
    let found = qname::refer(sources, symbols, item, "refer", Space::Constraint, None)?;
    let Some(id) = found else {
        return Err(sources.fault_at(item, "refer", "there is no such key"));
    };
    let key = symbols.get(id).item;
    if key.kind() == "keyref" {
        return Err(sources.fault_at(item, "refer", "a `keyref` refers to a `key` or `unique`, this is a `keyref`"));
    }
    let (own, other) = (fields(item).count(), fields(key).count());
    if own != other {
        let message = format!("the `keyref` has {own} fields, the {} that it refers to {other}", key.kind());
        return Err(sources.fault(item, message));
    }
    Ok(id)
}

fn fields<'d>(item: Item<'d>) -> impl Iterator<Item = Item<'d>> {
    item.children().filter(|child| child.kind() == "field")
}
