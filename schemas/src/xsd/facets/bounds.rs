//! Bounds (part 2, 4.3.7 to 4.3.10). Numbers are compared exactly; dates and durations are not compared here.

use std::cmp::Ordering;

use super::super::context::Context;
use super::super::item::Item;
use super::{Variety, values};
use crate::error::Error;
use crate::model::{Facet, Facets};

/// Sets the facet that an element gives.
pub(super) fn set(context: &Context<'_>, variety: Variety, item: Item<'_>, facets: &mut Facets) -> Result<(), Error> {
    let text = item.attribute("value").unwrap_or("");
    if let Variety::Atomic(primitive) = variety {
        values::lexical(primitive, text).map_err(|want| {
            let message = format!("the value of `{}` is not {want}", item.kind());
            context.sources.fault_at(item, "value", message)
        })?;
    }
    let place = match item.kind() {
        "minInclusive" => &mut facets.min_inclusive,
        "minExclusive" => &mut facets.min_exclusive,
        "maxInclusive" => &mut facets.max_inclusive,
        _ => &mut facets.max_exclusive,
    };
    *place = Some(Facet { value: text.into(), origin: context.sources.place(item) });
    Ok(())
}

/// How a bound of a step must not compare with a bound of the base, or of the step itself.
struct Rule {
    own: &'static str,
    other: &'static str,
    wrong: &'static [Ordering],
}

const fn rule(own: &'static str, other: &'static str, wrong: &'static [Ordering]) -> Rule {
    Rule { own, other, wrong }
}

const BELOW: &[Ordering] = &[Ordering::Less];
const ABOVE: &[Ordering] = &[Ordering::Greater];
const NOT_ABOVE: &[Ordering] = &[Ordering::Less, Ordering::Equal];
const NOT_BELOW: &[Ordering] = &[Ordering::Greater, Ordering::Equal];

/// Part 2, "valid restriction" of each bound.
const NARROWS: &[Rule] = &[
    rule("minInclusive", "minInclusive", BELOW),
    rule("minInclusive", "maxInclusive", ABOVE),
    rule("minInclusive", "minExclusive", NOT_ABOVE),
    rule("minInclusive", "maxExclusive", NOT_BELOW),
    rule("minExclusive", "minExclusive", BELOW),
    rule("minExclusive", "maxInclusive", ABOVE),
    rule("minExclusive", "minInclusive", BELOW),
    rule("minExclusive", "maxExclusive", NOT_BELOW),
    rule("maxInclusive", "maxInclusive", ABOVE),
    rule("maxInclusive", "maxExclusive", NOT_BELOW),
    rule("maxInclusive", "minInclusive", BELOW),
    rule("maxInclusive", "minExclusive", NOT_ABOVE),
    rule("maxExclusive", "maxExclusive", ABOVE),
    rule("maxExclusive", "maxInclusive", ABOVE),
    rule("maxExclusive", "minInclusive", NOT_ABOVE),
    rule("maxExclusive", "minExclusive", NOT_ABOVE),
];

/// Part 2, 4.3.7.4 to 4.3.10.4: the lower bound is not above the upper one.
const ORDER: &[Rule] = &[
    rule("maxInclusive", "minInclusive", BELOW),
    rule("maxExclusive", "minExclusive", BELOW),
    rule("maxInclusive", "minExclusive", NOT_ABOVE),
    rule("maxExclusive", "minInclusive", NOT_ABOVE),
];

/// Checks that a step's bounds fit one another and narrow the base.
pub(super) fn check(
    context: &Context<'_>,
    variety: Variety,
    base: &Facets,
    own: &Facets,
    step: Item<'_>,
) -> Result<(), Error> {
    let Variety::Atomic(primitive) = variety else { return Ok(()) };
    for (one, other) in [("minInclusive", "minExclusive"), ("maxInclusive", "maxExclusive")] {
        if let (Some(_), Some(item)) = (step.child(one), step.child(other)) {
            return Err(context.sources.fault(item, format!("`{one}` and `{other}` exclude one another")));
        }
    }
    for (rules, against, whose) in [(NARROWS, base, " of the base"), (ORDER, own, "")] {
        for Rule { own: kind, other, wrong } in rules {
            let Some(item) = step.child(kind) else { continue };
            let (Some(value), Some(limit)) = (bound(own, kind), bound(against, other)) else { continue };
            if values::compare(primitive, value, limit).is_some_and(|ordering| wrong.contains(&ordering)) {
                let message = format!("`{kind}` is {value}, which does not go with `{other}`{whose}, {limit}");
                return Err(context.sources.fault_at(item, "value", message));
            }
        }
    }
    Ok(())
}

fn bound<'f>(facets: &'f Facets, kind: &str) -> Option<&'f str> {
    let facet = match kind {
        "minInclusive" => &facets.min_inclusive,
        "minExclusive" => &facets.min_exclusive,
        "maxInclusive" => &facets.max_inclusive,
        _ => &facets.max_exclusive,
    };
    facet.as_ref().map(|facet| &*facet.value)
}
