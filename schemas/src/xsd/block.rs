//! `block` of elements and complex types (part 1, 3.3.2 and 3.4.2).

use super::context::Context;
use super::item::Item;
use crate::model::Block;

/// What an element declaration or complex type forbids to be sent in its place, by itself or by the schema's default.
pub(super) fn of(context: &Context<'_>, item: Item<'_>) -> Block {
    let schema = context.sources.schema(item.unit);
    let words = item.node.attribute("block").or_else(|| schema.attribute("blockDefault"));
    let words = words.map_or("", |words| words.value());
    let says = |word: &str| words.split_ascii_whitespace().any(|own| own == word || own == "#all");
    Block { extension: says("extension"), restriction: says("restriction"), substitution: says("substitution") }
}
