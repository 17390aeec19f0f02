//! The fields that tell the variants of a union apart. A generated enum reads a variant by such a field, and keeps a value
//! whole where the field has none that it knows: so a fault there costs the type nothing.

use std::collections::BTreeSet;

use driftline_schemas::model::{Model, Primitive, Shape, TypeId};
use driftline_schemas::text::Origin;

/// Where the schema declares them: the fields, what requires them, and their types.
pub(super) fn of(model: &Model) -> BTreeSet<Origin> {
    let is_null = |part: &TypeId| matches!(&model.type_(*part).shape, Shape::Scalar(scalar) if scalar.primitive == Primitive::Null);
    let mut tags = BTreeSet::new();
    for type_ in &model.types {
        let (Shape::OneOf(parts) | Shape::AnyOf(parts)) = &type_.shape else { continue };
        let parts: Vec<TypeId> = parts.iter().copied().filter(|part| !is_null(part)).collect();
        if parts.len() < 2 {
            continue;
        }
        if let Some(tag) = model.tag(&parts, &|scalar, value| Some((scalar.primitive, value.text.clone()))) {
            places(model, parts, &tag.name, &mut tags);
        }
    }
    tags
}

/// Where these types declare a member.
fn places(model: &Model, mut waiting: Vec<TypeId>, name: &str, places: &mut BTreeSet<Origin>) {
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &model.type_(id).shape {
            Shape::All { parts, .. } | Shape::OneOf(parts) | Shape::AnyOf(parts) => waiting.extend(parts),
            Shape::Record(record) => {
                for field in record.fields.iter().filter(|field| &*field.name.local == name) {
                    let type_ = model.type_(field.type_);
                    places.extend([field.origin, type_.origin]);
                    places.extend(field.required_origin);
                    if let Shape::Scalar(scalar) = &type_.shape {
                        places.extend(scalar.facets.enumeration.iter().map(|value| value.origin));
                    }
                }
            }
            _ => {}
        }
    }
}
