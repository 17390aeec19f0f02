//! Groups, attribute groups and attributes that no type refers to: they are no part of the model, and must be right all the
//! same.

use super::context::Context;
use super::item::Item;
use super::symbols::Space;
use super::{attributes, element, types};
use crate::error::Error;

/// Reads what stands in groups and global attributes once more, each by itself. The types of what was not used are built
/// too; they are the last ones of the context.
pub(super) fn check(context: &mut Context<'_>) -> Result<(), Error> {
    for space in [Space::Group, Space::AttributeGroup, Space::Attribute] {
        let items: Vec<Item<'_>> = context.symbols.of(space).map(|(_, component)| component.item).collect();
        for item in items {
            declarations(context, item)?;
        }
    }
    types::build(context)
}

/// References from group to group were looked at when circles were looked for.
fn declarations<'d>(context: &mut Context<'d>, global: Item<'d>) -> Result<(), Error> {
    if global.kind() == "attribute" {
        return attributes::type_of(context, global).map(drop);
    }
    let mut open = vec![global];
    while let Some(item) = open.pop() {
        match item.kind() {
            "element" => drop(element::field(context, item)?),
            "attribute" => drop(attributes::field(context, item)?),
            _ => {
                let from = open.len();
                open.extend(item.children());
                open[from..].reverse();
            }
        }
    }
    Ok(())
}
