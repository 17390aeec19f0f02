//! `final`: which derivations a type forbids (part 1, 3.4.6 and 3.14.6).

use super::context::{Context, Definition};
use super::item::Item;
use crate::error::Error;
use crate::model::TypeId;

/// Sees to it that a type may be derived from in this way: `extension`, `restriction`, `list` or `union`.
pub(super) fn check(context: &Context<'_>, base: TypeId, place: Item<'_>, by: &str) -> Result<(), Error> {
    let item = match context.definition(base) {
        // A type inside another cannot be final, and only its own declaration can refer to it.
        Definition::Simple(item, Some(_)) | Definition::Complex(item, Some(_)) => item,
        Definition::Builtin | Definition::Simple(..) | Definition::Complex(..) | Definition::Text(..) => return Ok(()),
    };
    let schema = context.sources.schema(item.unit);
    let default = || schema.attribute("finalDefault").map(|final_| final_.value());
    let final_ = item.attribute("final").or_else(default).unwrap_or("");
    if !final_.split_ascii_whitespace().any(|word| word == by || word == "#all") {
        return Ok(());
    }
    let message = format!("{} is final: no type may be derived from it by {by}", context.shown(base));
    let attribute = match by {
        "list" => "itemType",
        "union" => "memberTypes",
        _ => "base",
    };
    Err(context.sources.fault_at(place, attribute, message))
}
