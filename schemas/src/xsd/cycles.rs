//! Circular definitions: groups and attribute groups that contain themselves, lists and unions that are members of
//! themselves.
//!
//! None of the searches recurses: chains may be longer than a stack is deep.

use std::collections::BTreeMap;

use super::context::{Context, Definition};
use super::item::Item;
use super::qname;
use super::source::Sources;
use super::symbols::{ComponentId, Space, Symbols};
use crate::error::{Error, ErrorKind};
use crate::model::{Occurs, Shape, TypeId};
use crate::text::offset;

/// How many members a union may have, those of its members counted.
const MEMBERS: u64 = 10_000;
/// How deep unions and lists may be nested.
const NESTING: u32 = 64;

/// Checks groups and attribute groups (part 1, 3.8.6 "Model Group Correct", 2, and 3.6.6).
pub(super) fn groups(sources: &Sources, symbols: &Symbols<'_>) -> Result<(), Error> {
    for space in [Space::Group, Space::AttributeGroup] {
        let mut done = BTreeMap::new();
        for (start, _) in symbols.of(space) {
            if let Some(place) = circle(sources, symbols, space, start, &mut done)? {
                let message = format!("the {} contains, over others, itself", space.word());
                return Err(sources.fault_at(place, "ref", message));
            }
        }
    }
    redefinitions(sources, symbols)
}

/// Part 1, 4.2.2 "Redefinition Constraints and Semantics", 6 and 7: a redefined group refers to itself at most once, and to
/// all of it.
fn redefinitions(sources: &Sources, symbols: &Symbols<'_>) -> Result<(), Error> {
    for space in [Space::Group, Space::AttributeGroup] {
        for (id, component) in symbols.of(space).filter(|(_, component)| component.original.is_some()) {
            let mut count = 0;
            // The last reference comes first.
            for item in references(symbols, id).into_iter().rev() {
                if qname::refer(sources, symbols, item, "ref", space, Some(id))? != component.original {
                    continue;
                }
                count += 1;
                if count > 1 || item.occurs() != Occurs::ONE {
                    let message = "a redefinition refers to what it redefines once, and to all of it";
                    return Err(sources.fault_at(item, "ref", message));
                }
            }
        }
    }
    Ok(())
}

/// The reference that closes a circle. `done` holds the groups that were searched, and whether the search is over.
fn circle<'d>(
    sources: &'d Sources,
    symbols: &Symbols<'d>,
    space: Space,
    start: ComponentId,
    done: &mut BTreeMap<ComponentId, bool>,
) -> Result<Option<Item<'d>>, Error> {
    if done.contains_key(&start) {
        return Ok(None);
    }
    done.insert(start, false);
    let mut open = vec![(start, references(symbols, start))];
    while let Some((group, rest)) = open.last_mut() {
        let group = *group;
        let Some(item) = rest.pop() else {
            done.insert(group, true);
            open.pop();
            continue;
        };
        let Some(next) = qname::refer(sources, symbols, item, "ref", space, Some(group))? else { continue };
        match done.get(&next) {
            Some(true) => {}
            Some(false) => return Ok(Some(item)),
            None => {
                done.insert(next, false);
                open.push((next, references(symbols, next)));
            }
        }
    }
    Ok(None)
}

/// The references to groups in a group, not in the types of its elements; last one first.
fn references<'d>(symbols: &Symbols<'d>, group: ComponentId) -> Vec<Item<'d>> {
    let definition = symbols.get(group).item;
    let mut found = Vec::new();
    let mut open = vec![definition];
    while let Some(item) = open.pop() {
        if item.attribute("ref").is_some() {
            found.push(item);
            continue;
        }
        let inner = |child: &Item<'_>| {
            let is_reference = child.kind() == definition.kind();
            is_reference || matches!(child.kind(), "all" | "choice" | "sequence")
        };
        open.extend(item.children().filter(inner));
    }
    found
}

/// Checks lists and unions (part 2, 4.1.3 and 4.2): no member contains itself, no list has lists as items, and trying all
/// members of a union takes a bounded time.
pub(super) fn varieties(context: &Context<'_>) -> Result<(), Error> {
    let mut costs = vec![Search::New; context.types.len()];
    for at in 0..context.types.len() {
        search(context, TypeId(offset(at)), &mut costs)?;
    }
    Ok(())
}

/// What it takes to try a text against a simple type.
#[derive(Debug, Clone, Copy)]
struct Cost {
    members: u64,
    nesting: u32,
    has_list: bool,
}

/// How far the search of a type has come.
#[derive(Debug, Clone, Copy)]
enum Search {
    New,
    Open,
    Done(Cost),
}

fn search(context: &Context<'_>, start: TypeId, costs: &mut [Search]) -> Result<(), Error> {
    if !matches!(costs[start.0 as usize], Search::New) {
        return Ok(());
    }
    let mut open = vec![(start, 0)];
    while let Some((id, next)) = open.last_mut() {
        let id = *id;
        costs[id.0 as usize] = Search::Open;
        let parts = parts(context, id);
        let Some(part) = parts.get(*next) else {
            costs[id.0 as usize] = Search::Done(sum(context, id, parts, costs)?);
            open.pop();
            continue;
        };
        *next += 1;
        match costs[part.0 as usize] {
            Search::New => open.push((*part, 0)),
            Search::Open => {
                return Err(fault(context, id, ErrorKind::Schema, "the type is, over others, a member of itself"));
            }
            Search::Done(_) => {}
        }
    }
    Ok(())
}

/// The types that a list or union is made of.
fn parts<'c>(context: &'c Context<'_>, id: TypeId) -> &'c [TypeId] {
    match context.shape(id) {
        Shape::List { item, .. } => std::slice::from_ref(item),
        Shape::Union { members, .. } => members,
        _ => &[],
    }
}

fn sum(context: &Context<'_>, id: TypeId, parts: &[TypeId], costs: &[Search]) -> Result<Cost, Error> {
    let is_list = matches!(context.shape(id), Shape::List { .. });
    let mut sum = Cost { members: 1, nesting: 0, has_list: is_list };
    for part in parts {
        let Search::Done(part) = costs[part.0 as usize] else { continue };
        if is_list && part.has_list {
            return Err(fault(context, id, ErrorKind::Schema, "the items of a list cannot be lists"));
        }
        sum.members = sum.members.saturating_add(part.members);
        sum.nesting = sum.nesting.max(part.nesting + 1);
        sum.has_list |= part.has_list;
    }
    if sum.nesting > NESTING {
        let message = format!("unions are nested deeper than {NESTING} levels");
        return Err(fault(context, id, ErrorKind::Limit, &message));
    }
    if sum.members > MEMBERS {
        let message = format!("the union has more than {MEMBERS} members when it is written out");
        return Err(fault(context, id, ErrorKind::Limit, &message));
    }
    Ok(sum)
}

#[cold]
fn fault(context: &Context<'_>, id: TypeId, kind: ErrorKind, message: &str) -> Error {
    match context.definition(id) {
        Definition::Simple(item, _) | Definition::Complex(item, _) | Definition::Text(item, _) => {
            context.sources.error(kind, item.unit, item.node.name_span(), message)
        }
        Definition::Builtin => Error::new(kind, message),
    }
}
