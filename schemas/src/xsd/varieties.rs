//! Lists and unions, all together: none is a member of itself, and none takes without end to try.
//!
//! The search does not recurse: chains may be longer than a stack is deep.

use super::context::{Context, Definition};
use crate::error::{Error, ErrorKind};
use crate::model::{Shape, TypeId};
use crate::text::offset;

/// How many members a union may have, those of its members counted.
const MEMBERS: u64 = 10_000;
/// How deep unions and lists may be nested.
const NESTING: u32 = 64;

/// Checks lists and unions (part 2, 4.1.3 and 4.2): no member contains itself, no list has lists as items, and trying all
/// members of a union takes a bounded time.
pub(super) fn check(context: &Context<'_>) -> Result<(), Error> {
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
