//! Identity constraints (part 1, 3.11): that what a `keyref` refers to is there, and has as many fields.
//!
//! What they mean for a document is for a judge.

use super::item::Item;
use super::qname;
use super::source::Sources;
use super::symbols::{Space, Symbols};
use crate::error::Error;

/// Checks every `keyref`.
pub(super) fn check(sources: &Sources, symbols: &Symbols<'_>) -> Result<(), Error> {
    for (_, constraint) in symbols.of(Space::Constraint) {
        let item = constraint.item;
        if item.kind() != "keyref" {
            continue;
        }
        let found = qname::refer(sources, symbols, item, "refer", Space::Constraint, None)?;
        let Some(key) = found.map(|id| symbols.get(id).item) else {
            return Err(sources.fault_at(item, "refer", "there is no such key"));
        };
        if key.kind() == "keyref" {
            return Err(sources.fault_at(
                item,
                "refer",
                "a `keyref` refers to a `key` or `unique`, this is a `keyref`",
            ));
        }
        let (own, other) = (fields(item), fields(key));
        if own != other {
            let message = format!("the `keyref` has {own} fields, the {} that it refers to {other}", key.kind());
            return Err(sources.fault(item, message));
        }
    }
    Ok(())
}

fn fields(item: Item<'_>) -> usize {
    item.children().filter(|child| child.kind() == "field").count()
}
