//! Facets that are counts: lengths and digits (part 2, 4.3.1 to 4.3.3, 4.3.11, 4.3.12).

use super::super::context::Context;
use super::super::grammar::count;
use super::super::item::Item;
use super::Variety;
use crate::error::Error;
use crate::model::{Facet, Facets, Primitive};

/// Sets the facet that an element gives.
pub(super) fn set(context: &Context<'_>, variety: Variety, item: Item<'_>, facets: &mut Facets) -> Result<(), Error> {
    let kind = item.kind();
    let number = count(item.attribute("value").unwrap_or(""));
    let Some(value) = number.filter(|value| *value > 0 || kind != "totalDigits") else {
        let least = u8::from(kind == "totalDigits");
        let message = format!("`{kind}` must be a whole number from {least}");
        return Err(context.sources.fault_at(item, "value", message));
    };
    // Part 2, 3.3.13: integers have no fraction digits, and no restriction of them can have any.
    if value > 0 && kind == "fractionDigits" && variety == Variety::Atomic(Primitive::Integer) {
        return Err(context.sources.fault_at(item, "value", "whole numbers have no fraction digits"));
    }
    let place = match kind {
        "length" => &mut facets.length,
        "minLength" => &mut facets.min_length,
        "maxLength" => &mut facets.max_length,
        "totalDigits" => &mut facets.total_digits,
        _ => &mut facets.fraction_digits,
    };
    *place = Some(Facet { value, origin: context.sources.place(item) });
    Ok(())
}

/// Checks that a step's counts fit one another and narrow the base.
pub(super) fn check(context: &Context<'_>, base: &Facets, own: &Facets, step: Item<'_>) -> Result<(), Error> {
    let fault = |kind: &str, message: String| match step.child(kind) {
        Some(item) => Err(context.sources.fault_at(item, "value", message)),
        None => Ok(()),
    };
    let value = |facet: &Option<Facet<u64>>| facet.as_ref().map(|facet| facet.value);
    for (kind, own, base, is_least) in [
        ("minLength", &own.min_length, &base.min_length, true),
        ("maxLength", &own.max_length, &base.max_length, false),
        ("totalDigits", &own.total_digits, &base.total_digits, false),
        ("fractionDigits", &own.fraction_digits, &base.fraction_digits, false),
    ] {
        let (Some(own), Some(base)) = (value(own), value(base)) else { continue };
        if if is_least { own < base } else { own > base } {
            fault(kind, format!("`{kind}` is {own}, it is {base} in the base: a restriction cannot widen it"))?;
        }
    }
    if let (Some(length), Some(base)) = (value(&own.length), value(&base.length))
        && length != base
    {
        fault("length", format!("`length` is {length}, it is {base} in the base"))?;
    }
    for (low, least, high, most) in [
        ("minLength", &own.min_length, "maxLength", &own.max_length),
        ("minLength", &own.min_length, "length", &own.length),
        ("length", &own.length, "maxLength", &own.max_length),
        ("fractionDigits", &own.fraction_digits, "totalDigits", &own.total_digits),
    ] {
        let (Some(least), Some(most)) = (value(least), value(most)) else { continue };
        if least > most {
            let message = format!("`{low}` is {least} and `{high}` {most}: no value can be both");
            if let Some(item) = step.children().filter(|item| [low, high].contains(&item.kind())).last() {
                return Err(context.sources.fault_at(item, "value", message));
            }
        }
    }
    // 4.3.1.4: beside `length` the other two may stand only where a base has them already.
    for (kind, facet, inherited) in
        [("minLength", &own.min_length, &base.min_length), ("maxLength", &own.max_length, &base.max_length)]
    {
        if step.child("length").is_some() && value(facet) != value(inherited) {
            fault(kind, format!("`length` and `{kind}` exclude one another"))?;
        }
    }
    Ok(())
}
