//! All types, built in an order in which each comes after the one that it derives from.
//!
//! Chains of derivation may be longer than a stack is deep, so there is no recursion over them.

use std::collections::BTreeSet;

use super::context::{Context, Definition};
use super::fixed::Fixed;
use super::{complex, simple};
use crate::error::{Error, ErrorKind};
use crate::model::TypeId;
use crate::text::offset;

/// Builds all types that are reserved, and those that are reserved on the way.
pub(super) fn build(context: &mut Context<'_>) -> Result<(), Error> {
    let mut at = 0;
    while at < context.types.len() {
        chain(context, TypeId(offset(at)))?;
        at += 1;
    }
    Ok(())
}

/// Builds a type after all that it derives from.
fn chain(context: &mut Context<'_>, id: TypeId) -> Result<(), Error> {
    let mut open = vec![id];
    let mut met = BTreeSet::from([id]);
    while let Some(top) = open.last().copied() {
        if !context.is_built(top) {
            let base = base(context, top)?;
            match base {
                Some(base) if !context.is_built(base) => {
                    if !met.insert(base) {
                        return Err(circular(context, top));
                    }
                    open.push(base);
                    continue;
                }
                _ => shape(context, top, base)?,
            }
        }
        open.pop();
    }
    Ok(())
}

/// The type that a type derives from and that must be built before it.
fn base(context: &mut Context<'_>, id: TypeId) -> Result<Option<TypeId>, Error> {
    match context.definition(id) {
        Definition::Builtin => Ok(None),
        Definition::Simple(item, component) => simple::base(context, item, component),
        Definition::Complex(item, component) => complex::base(context, item, component),
        Definition::Text(_, base) => Ok(Some(base)),
    }
}

fn shape(context: &mut Context<'_>, id: TypeId, base: Option<TypeId>) -> Result<(), Error> {
    redefines_itself(context, id, base)?;
    let (shape, fixed) = match context.definition(id) {
        Definition::Builtin => return Ok(()),
        Definition::Simple(item, component) => simple::build(context, item, component)?,
        Definition::Complex(item, component) => (complex::build(context, item, component)?, Fixed::default()),
        Definition::Text(restriction, base) => simple::restrict(context, restriction, base)?,
    };
    context.build(id, shape, fixed);
    Ok(())
}

/// Part 1, 4.2.2 "Redefinition Constraints and Semantics", 5: a redefined type derives from itself.
fn redefines_itself(context: &Context<'_>, id: TypeId, base: Option<TypeId>) -> Result<(), Error> {
    let (Definition::Simple(item, Some(component)) | Definition::Complex(item, Some(component))) =
        context.definition(id)
    else {
        return Ok(());
    };
    match context.symbols.get(component).original {
        Some(original) if base != Some(context.type_of(original)) => {
            let name = context.symbols.get(component).name;
            let error = context.sources.fault(item, format!("a redefinition of `{name}` must derive from `{name}`"));
            Err(error.help(format!("give its restriction or extension base=\"{name}\"")))
        }
        _ => Ok(()),
    }
}

#[cold]
fn circular(context: &Context<'_>, id: TypeId) -> Error {
    let item = match context.definition(id) {
        Definition::Simple(item, _) | Definition::Complex(item, _) | Definition::Text(item, _) => item,
        Definition::Builtin => return Error::new(ErrorKind::Schema, "a type derives from itself"),
    };
    context.sources.fault(item, format!("{} derives, over others, from itself", context.shown(id)))
}
