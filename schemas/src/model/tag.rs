//! What tells the parts of a union apart: a required member with a constant of its own in each.
//!
//! JSON Schema has no discriminator; by this one a generated enum reads exactly one of its variants.

use std::collections::{BTreeMap, BTreeSet};

use super::facet::{EnumValue, Scalar};
use super::name::TypeId;
use super::root::Model;
use super::shape::Shape;

/// Unions within unions are followed this deep.
const MAX_DEPTH: usize = 16;

/// The member that tells parts apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<V> {
    /// Its name.
    pub name: Box<str>,
    /// The values that it has in each part.
    pub values: Vec<Vec<V>>,
}

/// The values of members by name.
type Constants<V> = BTreeMap<Box<str>, BTreeSet<V>>;

/// Reads a value of an enumeration, where it has a form.
type Read<'r, V> = &'r dyn Fn(&Scalar, &EnumValue) -> Option<V>;

impl Model {
    /// The first member that is required in all of these types of the model, with few values in each, none of which two of
    /// them share. `read` says what a value is; a member with a value that is nothing tells nothing.
    #[must_use]
    pub fn tag<V: Ord + Clone>(&self, parts: &[TypeId], read: Read<'_, V>) -> Option<Tag<V>> {
        let constants: Vec<Constants<V>> = parts.iter().map(|part| self.constants(*part, read, 0)).collect();
        let tells = |name: &str| {
            let mut seen = BTreeSet::new();
            let mut values = constants.iter().map(|part| part.get(name));
            values.all(|values| values.is_some_and(|values| values.iter().all(|value| seen.insert(value.clone()))))
        };
        let name = constants.first()?.keys().find(|name| tells(name))?.clone();
        let values = constants.iter().filter_map(|part| part.get(&name).map(|values| values.iter().cloned().collect()));
        Some(Tag { values: values.collect(), name })
    }

    /// The required members of a record that have one of few values; of a union what all of its parts have.
    fn constants<V: Ord>(&self, id: TypeId, read: Read<'_, V>, depth: usize) -> Constants<V> {
        if depth > MAX_DEPTH {
            return Constants::new();
        }
        match &self.type_(id).shape {
            Shape::Record(record) => {
                let required = record.fields.iter().filter(|field| field.occurs.min == 1 && !field.nillable);
                required.filter_map(|field| Some((field.name.local.clone(), self.values(field.type_, read)?))).collect()
            }
            Shape::All { parts, .. } => parts.iter().flat_map(|part| self.constants(*part, read, depth + 1)).collect(),
            Shape::OneOf(parts) | Shape::AnyOf(parts) => {
                let mut parts = parts.iter().map(|part| self.constants(*part, read, depth + 1));
                let mut common = parts.next().unwrap_or_default();
                for part in parts {
                    common.retain(|name, _| part.contains_key(name));
                    for (name, values) in part {
                        if let Some(all) = common.get_mut(&name) {
                            all.extend(values);
                        }
                    }
                }
                common
            }
            _ => Constants::new(),
        }
    }

    /// The values of an enumeration.
    fn values<V: Ord>(&self, id: TypeId, read: Read<'_, V>) -> Option<BTreeSet<V>> {
        let Shape::Scalar(scalar) = &self.type_(id).shape else { return None };
        let values = &scalar.facets.enumeration;
        if values.is_empty() { None } else { values.iter().map(|value| read(scalar, value)).collect() }
    }
}
