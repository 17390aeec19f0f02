//! The fields that tell the variants of a union apart: required, with few values each. A generated enum reads a variant by
//! such a field and keeps what it cannot tell, so that what a fault at one does to the type hangs on the variants.

use std::collections::BTreeSet;

use driftline_schemas::model::{Model, Shape};
use driftline_schemas::text::Origin;

/// Where the schema declares them: the fields, what requires them, and their types.
pub(super) fn of(model: &Model) -> BTreeSet<Origin> {
    let unions = model.types.iter().flat_map(|type_| match &type_.shape {
        Shape::OneOf(variants) | Shape::AnyOf(variants) => variants.as_slice(),
        _ => &[],
    });
    let mut waiting: Vec<_> = unions.copied().collect();
    let (mut seen, mut tags) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &model.type_(id).shape {
            Shape::All { parts, .. } => waiting.extend(parts),
            Shape::Record(record) => {
                for field in record.fields.iter().filter(|field| field.occurs.min > 0) {
                    let type_ = model.type_(field.type_);
                    let Shape::Scalar(scalar) = &type_.shape else { continue };
                    if !scalar.facets.enumeration.is_empty() {
                        tags.extend([field.origin, type_.origin]);
                        tags.extend(field.required_origin);
                        tags.extend(scalar.facets.enumeration.iter().map(|value| value.origin));
                    }
                }
            }
            _ => {}
        }
    }
    tags
}
