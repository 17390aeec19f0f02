//! Keywords about arrays.

use super::keyword::Keyword;
use super::types::{Making, Types};
use crate::document::Kind;
use crate::error::{Error, ErrorKind};
use crate::model::{Array, Contains, Draft, Occurs};

/// The keywords that speak of arrays. `additionalItems`, `minContains` and `maxContains` say nothing alone.
pub(super) const OF_ARRAYS: [Keyword; 6] = [
    Keyword::Items,
    Keyword::PrefixItems,
    Keyword::Contains,
    Keyword::MinItems,
    Keyword::MaxItems,
    Keyword::UniqueItems,
];

/// The array of a schema.
///
/// # Errors
/// Where a keyword has no value that it can have.
pub(super) fn array(types: &Types<'_>, making: &mut Making<'_, '_>) -> Result<Array, Error> {
    let (min_items, max_items) = making.schema.limits(Keyword::MinItems, Keyword::MaxItems)?;
    let schema = &making.schema;
    let mut array = Array {
        prefix: types.of_all(making, &schema.items(Keyword::PrefixItems)?),
        items: None,
        contains: contains(types, making)?,
        min_items,
        max_items,
        unique: schema.flag(Keyword::UniqueItems)?.then(|| {
            let node = schema.get(Keyword::UniqueItems).unwrap_or(schema.node);
            schema.file.origin(node)
        }),
    };
    match schema.get(Keyword::Items) {
        // Up to 2019-09 an array of schemas is what `prefixItems` is now, and `additionalItems` what `items` is.
        Some(items) if items.kind() == Kind::Array => {
            if schema.dialect.draft == Draft::Draft202012 {
                let error = schema.file.error(ErrorKind::Schema, items, "`items` must be a schema, and is an array");
                return Err(error.help("2020-12 calls it `prefixItems`; for an earlier draft, say so with `$schema`"));
            }
            array.prefix = items.children().map(|item| types.of(making, item)).collect();
            array.items = schema.get(Keyword::AdditionalItems).map(|rest| types.of(making, rest));
        }
        Some(items) => array.items = Some(types.of(making, items)),
        None => {}
    }
    Ok(array)
}

fn contains(types: &Types<'_>, making: &Making<'_, '_>) -> Result<Option<Contains>, Error> {
    let schema = &making.schema;
    let Some(node) = schema.get(Keyword::Contains) else { return Ok(None) };
    let min = schema.count(Keyword::MinContains)?.map_or(1, |min| min.value);
    let max = schema.count(Keyword::MaxContains)?.map(|max| max.value);
    let type_ = types.of(making, node);
    Ok(Some(Contains { type_, occurs: Occurs { min, max }, origin: schema.file.origin(node) }))
}
