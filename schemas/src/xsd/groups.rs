//! Groups and attribute groups, all together: none contains itself, redefinitions refer to themselves as they may, and none
//! grows without end when it is written out.
//!
//! The search does not recurse: chains may be longer than a stack is deep.

use std::collections::BTreeMap;

use super::context::PARTS;
use super::item::Item;
use super::qname;
use super::source::Sources;
use super::symbols::{ComponentId, Space, Symbols};
use crate::error::{Error, ErrorKind};
use crate::model::Occurs;

/// Checks all groups and attribute groups (part 1, 3.8.6 "Model Group Correct", 2, and 3.6.6).
pub(super) fn check(sources: &Sources, symbols: &Symbols<'_>) -> Result<(), Error> {
    for space in [Space::Group, Space::AttributeGroup] {
        let mut searched = BTreeMap::new();
        for (start, component) in symbols.of(space) {
            search(sources, symbols, start, &mut searched)?;
            if component.original.is_some() {
                redefinition(sources, symbols, start)?;
            }
        }
    }
    Ok(())
}

/// How far the search of a group has come.
#[derive(Debug, Clone, Copy)]
enum Search {
    Open,
    /// How many declarations it has, written out.
    Done(u64),
}

/// A group that is being searched.
struct Open<'d> {
    group: ComponentId,
    /// The references in it that were not followed yet, last one first.
    rest: Vec<Item<'d>>,
    /// How many declarations it has so far, written out.
    size: u64,
}

fn search<'d>(
    sources: &'d Sources,
    symbols: &Symbols<'d>,
    start: ComponentId,
    searched: &mut BTreeMap<ComponentId, Search>,
) -> Result<(), Error> {
    if searched.contains_key(&start) {
        return Ok(());
    }
    let space = symbols.get(start).space;
    searched.insert(start, Search::Open);
    let mut open = vec![enter(symbols, start)];
    while let Some(mut top) = open.pop() {
        let Some(item) = top.rest.pop() else {
            limit(sources, symbols, &top)?;
            searched.insert(top.group, Search::Done(top.size));
            continue;
        };
        let Some(next) = qname::refer(sources, symbols, item, "ref", space, Some(top.group))? else {
            open.push(top);
            continue;
        };
        match searched.get(&next) {
            Some(Search::Done(size)) => {
                top.size = top.size.saturating_add(*size);
                open.push(top);
            }
            Some(Search::Open) => {
                let message = format!("the {} contains, over others, itself", space.word());
                return Err(sources.fault_at(item, "ref", message));
            }
            None => {
                // It is met again, done, when the search comes back.
                top.rest.push(item);
                open.push(top);
                searched.insert(next, Search::Open);
                open.push(enter(symbols, next));
            }
        }
    }
    Ok(())
}

/// Attribute groups are sets: what they contain twice is one. Of model groups every part counts.
fn limit(sources: &Sources, symbols: &Symbols<'_>, open: &Open<'_>) -> Result<(), Error> {
    let component = symbols.get(open.group);
    if component.space == Space::AttributeGroup || open.size <= PARTS {
        return Ok(());
    }
    let message = format!("the group has more than {PARTS} particles when it is written out");
    let item = component.item;
    Err(sources.error(ErrorKind::Limit, item.unit, item.node.name_span(), message))
}

/// What stands in a group, and not in the types of its elements.
fn enter<'d>(symbols: &Symbols<'d>, group: ComponentId) -> Open<'d> {
    let definition = symbols.get(group).item;
    let (mut rest, mut size) = (Vec::new(), 0);
    let mut inside = vec![definition];
    while let Some(item) = inside.pop() {
        size += 1;
        if item.kind() == definition.kind() && item.attribute("ref").is_some() {
            rest.push(item);
        } else if item.node == definition.node || matches!(item.kind(), "all" | "choice" | "sequence") {
            inside.extend(item.children());
        }
    }
    Open { group, rest, size }
}

/// Part 1, 4.2.2 "Redefinition Constraints and Semantics", 6 and 7: a redefined group refers to itself at most once, and to
/// all of it.
fn redefinition(sources: &Sources, symbols: &Symbols<'_>, group: ComponentId) -> Result<(), Error> {
    let component = symbols.get(group);
    let mut count = 0;
    for item in enter(symbols, group).rest.into_iter().rev() {
        if qname::refer(sources, symbols, item, "ref", component.space, Some(group))? != component.original {
            continue;
        }
        count += 1;
        if count > 1 || item.occurs() != Occurs::ONE {
            let message = "a redefinition refers to what it redefines once, and to all of it";
            return Err(sources.fault_at(item, "ref", message));
        }
    }
    Ok(())
}
