//! The attributes of a derived type: its own beside those of its base (part 1, 3.4.2 and 3.4.6).

use std::collections::BTreeMap;

use super::attributes::Uses;
use super::context::Context;
use super::item::Item;
use super::wildcard;
use crate::error::Error;
use crate::model::{Additional, Field, Name, Wildcard};

/// The attributes of a type and of its base.
pub(super) fn joined(
    context: &Context<'_>,
    body: Item<'_>,
    base: &[Field],
    uses: Uses,
    by_restriction: bool,
) -> Result<Vec<Field>, Error> {
    let prohibits = |name: &Name| by_restriction && uses.prohibited.contains(name);
    if let Some(field) = base.iter().find(|field| field.occurs.min > 0 && prohibits(&field.name)) {
        let message =
            format!("the base requires the attribute `{}`; a restriction cannot take it away", field.name.local);
        return Err(context.sources.fault(body, message));
    }
    let mut attributes: Vec<Field> = base.iter().filter(|field| !prohibits(&field.name)).cloned().collect();
    let places: BTreeMap<Name, usize> =
        attributes.iter().enumerate().map(|(at, field)| (field.name.clone(), at)).collect();
    for field in uses.fields {
        match places.get(&field.name) {
            Some(at) if by_restriction => {
                narrows(context, body, &attributes[*at], &field)?;
                attributes[*at] = field;
            }
            // The same declaration, from a group that both refer to, is not a second one.
            Some(at) if attributes[*at].origin == field.origin => {}
            Some(_) => {
                let message = format!("the base has an attribute `{}` already", field.name.local);
                return Err(context.sources.fault(body, message));
            }
            None => attributes.push(field),
        }
    }
    Ok(attributes)
}

/// 3.4.6 "Derivation Valid (Restriction, Complex)", 2.1: what the base requires or fixes stays so.
fn narrows(context: &Context<'_>, body: Item<'_>, base: &Field, own: &Field) -> Result<(), Error> {
    let name = &own.name.local;
    if base.occurs.min > own.occurs.min {
        let message = format!("the base requires the attribute `{name}`; a restriction cannot make it optional");
        return Err(context.sources.fault(body, message));
    }
    if base.fixed.is_some() && own.fixed != base.fixed {
        let message = format!("the base fixes the attribute `{name}`; a restriction must give the same value");
        return Err(context.sources.fault(body, message));
    }
    Ok(())
}

/// Which other attributes a type admits (3.4.2).
pub(super) fn additional(
    context: &Context<'_>,
    body: Item<'_>,
    uses: &Uses,
    base: Option<Wildcard>,
    by_restriction: bool,
) -> Result<Additional, Error> {
    let base = base.filter(|_| !by_restriction);
    let wildcard = match (&uses.wildcard, base) {
        (None, base) => base,
        (Some(own), None) => Some(own.clone()),
        (Some(own), Some(base)) => match wildcard::union(&own.namespaces, &base.namespaces) {
            Some(namespaces) => Some(Wildcard { namespaces, ..own.clone() }),
            None => {
                let message = "what this `anyAttribute` and that of the base admit together cannot be said";
                return Err(context.sources.fault(body.child("anyAttribute").unwrap_or(body), message));
            }
        },
    };
    Ok(wildcard.map_or(Additional::Closed(None), Additional::Attributes))
}
