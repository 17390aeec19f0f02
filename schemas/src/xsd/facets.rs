//! Facets: one step of restriction of a simple type (part 2, 4.3).
//!
//! In go the facets of the base and the facet elements of the step, out come the facets of the restricted type. Facets
//! that the type cannot have, that contradict one another or that widen the base are errors.

mod bounds;
mod lengths;
mod values;

use super::context::Context;
use super::docs;
use super::fixed::Fixed;
use super::item::Item;
use crate::error::{Error, ErrorKind};
use crate::model::{EnumValue, Facet, Facets, Pattern, Primitive, WhiteSpace};

/// What kind of simple type is restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variety {
    Atomic(Primitive),
    List,
    Union,
}

/// The kinds of facets, besides those of XSD 1.1.
const KINDS: [&str; 12] = [
    "length",
    "minLength",
    "maxLength",
    "pattern",
    "enumeration",
    "whiteSpace",
    "minInclusive",
    "minExclusive",
    "maxInclusive",
    "maxExclusive",
    "totalDigits",
    "fractionDigits",
];

/// How deep the classes of a pattern may be: whoever reads one may do so by recursion.
const CLASSES: u32 = 64;

/// Whether an element is a facet of XSD 1.0.
pub(super) fn is_facet(item: Item<'_>) -> bool {
    KINDS.contains(&item.kind())
}

/// Whether an element is a facet of XSD 1.1, which only a judge decides.
pub(super) fn is_foreign_facet(item: Item<'_>) -> bool {
    matches!(item.kind(), "assertion" | "explicitTimezone")
}

/// Adds the facets that stand in `step` to those of its base.
pub(super) fn restrict<'d>(
    context: &mut Context<'d>,
    variety: Variety,
    base: &Facets,
    fixed: &mut Fixed,
    step: Item<'d>,
) -> Result<Facets, Error> {
    let inherited = base.enumeration.len() + base.patterns.iter().map(Vec::len).sum::<usize>();
    let own = step.children().filter(|item| is_facet(*item)).count();
    context.spend(inherited + own, step)?;
    let mut facets = base.clone();
    let mut seen = Fixed::default();
    let (mut patterns, mut enumeration) = (Vec::new(), Vec::new());
    for item in step.children().filter(|item| is_facet(*item)) {
        let Some(kind) = KINDS.iter().position(|kind| *kind == item.kind()) else { continue };
        if !is_applicable(variety, item.kind()) {
            let message = format!("the facet `{}` does not apply to {}", item.kind(), shown(variety));
            return Err(context.sources.fault(item, message));
        }
        if seen.has(kind) {
            let message = format!("the facet `{}` is given twice in one restriction", item.kind());
            return Err(context.sources.fault(item, message));
        }
        match item.kind() {
            "pattern" => patterns.push(pattern(context, item)?),
            "enumeration" => enumeration.push(value(context, item)),
            "whiteSpace" => facets.white_space = white_space(context, item, base.white_space)?,
            "length" | "minLength" | "maxLength" | "totalDigits" | "fractionDigits" => {
                lengths::set(context, variety, item, &mut facets)?;
            }
            _ => bounds::set(context, variety, item, &mut facets)?,
        }
        if !matches!(item.kind(), "pattern" | "enumeration") {
            seen.add(kind);
        }
        if fixed.has(kind) && !same(kind, base, &facets) {
            let message = format!("the base fixes `{}`, another value cannot be given", item.kind());
            return Err(context.sources.fault_at(item, "value", message));
        }
        if item.flag("fixed") {
            fixed.add(kind);
        }
    }
    if !patterns.is_empty() {
        facets.patterns.push(patterns);
    }
    if !enumeration.is_empty() {
        values::check(context, variety, base, facets.white_space, step)?;
        facets.enumeration = enumeration;
    }
    lengths::check(context, base, &facets, step)?;
    bounds::check(context, variety, base, &facets, step)?;
    Ok(facets)
}

/// Which facets a simple type can have (part 2, 4.1.5).
fn is_applicable(variety: Variety, kind: &str) -> bool {
    let is_length = matches!(kind, "length" | "minLength" | "maxLength");
    let primitive = match variety {
        Variety::Union => return matches!(kind, "pattern" | "enumeration"),
        Variety::List => return is_length || matches!(kind, "pattern" | "enumeration" | "whiteSpace"),
        Variety::Atomic(primitive) => primitive,
    };
    let is_bound = matches!(kind, "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive");
    match kind {
        "pattern" | "whiteSpace" => return true,
        "enumeration" => return primitive != Primitive::Boolean,
        _ => {}
    }
    match primitive {
        Primitive::Boolean | Primitive::Null => false,
        Primitive::Decimal | Primitive::Integer => is_bound || matches!(kind, "totalDigits" | "fractionDigits"),
        Primitive::Float
        | Primitive::Double
        | Primitive::Duration
        | Primitive::DateTime
        | Primitive::Time
        | Primitive::Date
        | Primitive::GYearMonth
        | Primitive::GYear
        | Primitive::GMonthDay
        | Primitive::GDay
        | Primitive::GMonth => is_bound,
        Primitive::String
        | Primitive::HexBinary
        | Primitive::Base64Binary
        | Primitive::AnyUri
        | Primitive::QName
        | Primitive::Notation => is_length,
    }
}

fn shown(variety: Variety) -> String {
    match variety {
        Variety::List => "a list".to_owned(),
        Variety::Union => "a union".to_owned(),
        Variety::Atomic(primitive) => {
            let name = match primitive {
                Primitive::AnyUri => "anyURI".to_owned(),
                Primitive::Notation => "NOTATION".to_owned(),
                Primitive::QName => "QName".to_owned(),
                other => {
                    let name = format!("{other:?}");
                    let (first, rest) = name.split_at(1);
                    first.to_ascii_lowercase() + rest
                }
            };
            format!("values of {name}")
        }
    }
}

/// Whether a facet has the same value in two sets. Numbers are compared as they are written.
fn same(kind: usize, one: &Facets, other: &Facets) -> bool {
    fn value<T>(facet: Option<&Facet<T>>) -> Option<&T> {
        facet.map(|facet| &facet.value)
    }
    let count = |facets: &Facets| match KINDS[kind] {
        "length" => value(facets.length.as_ref()).copied(),
        "minLength" => value(facets.min_length.as_ref()).copied(),
        "maxLength" => value(facets.max_length.as_ref()).copied(),
        "totalDigits" => value(facets.total_digits.as_ref()).copied(),
        "fractionDigits" => value(facets.fraction_digits.as_ref()).copied(),
        _ => None,
    };
    let bound = |facets: &Facets| match KINDS[kind] {
        "minInclusive" => value(facets.min_inclusive.as_ref()).cloned(),
        "minExclusive" => value(facets.min_exclusive.as_ref()).cloned(),
        "maxInclusive" => value(facets.max_inclusive.as_ref()).cloned(),
        "maxExclusive" => value(facets.max_exclusive.as_ref()).cloned(),
        _ => None,
    };
    let is_white_space_same = KINDS[kind] != "whiteSpace" || one.white_space == other.white_space;
    is_white_space_same
        && count(one) == count(other)
        && values::are_equal(bound(one).as_deref(), bound(other).as_deref())
}

fn pattern(context: &Context<'_>, item: Item<'_>) -> Result<Facet<Pattern>, Error> {
    let pattern = item.raw("value").unwrap_or_default();
    if class_depth(&pattern) > CLASSES {
        let message = format!("the classes of the pattern are more than {CLASSES} levels deep");
        return Err(context.sources.error(ErrorKind::Limit, item.unit, item.node.name_span(), message));
    }
    Ok(Facet { value: Pattern::Xsd(pattern), origin: context.sources.place(item) })
}

/// How deep classes are subtracted one from the other in a pattern (part 2, F.1).
fn class_depth(pattern: &str) -> u32 {
    let (mut depth, mut deepest) = (0_u32, 0);
    let mut letters = pattern.bytes();
    while let Some(letter) = letters.next() {
        match letter {
            b'\\' => drop(letters.next()),
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn value(context: &Context<'_>, item: Item<'_>) -> EnumValue {
    let text = item.raw("value").unwrap_or_default();
    EnumValue { text, docs: docs::of(item), origin: context.sources.place(item) }
}

/// Part 2, 4.3.6: white space may be treated more strictly than in the base, not less.
fn white_space(context: &Context<'_>, item: Item<'_>, base: WhiteSpace) -> Result<WhiteSpace, Error> {
    let own = match item.attribute("value").unwrap_or("") {
        "preserve" => WhiteSpace::Preserve,
        "replace" => WhiteSpace::Replace,
        "collapse" => WhiteSpace::Collapse,
        other => {
            let message = format!("`{other}` is no treatment of white space; expected preserve, replace or collapse");
            return Err(context.sources.fault_at(item, "value", message));
        }
    };
    if own < base {
        let message = "the base treats white space more strictly; a restriction cannot loosen it";
        return Err(context.sources.fault_at(item, "value", message));
    }
    Ok(own)
}
