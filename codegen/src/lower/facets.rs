//! Facets: which of them a newtype checks, and which are said by the machine type already.

use driftline_schemas::model::{Facet, Facets, Pattern, Primitive, Scalar, WhiteSpace};
use driftline_schemas::text::Origin;

use crate::item::{Known, Setting};
use driftline_schemas::portable::translated;

/// Words and values of the derive.
type Settings = Vec<(&'static str, Setting)>;

/// Patterns that a newtype does not check, and why.
type Lost = Vec<(Origin, &'static str)>;

/// Machine types, the narrowest first, and what they hold.
const WHOLE: [(Known, i128, i128); 8] = [
    (Known::U8, 0, u8::MAX as i128),
    (Known::I8, i8::MIN as i128, i8::MAX as i128),
    (Known::U16, 0, u16::MAX as i128),
    (Known::I16, i16::MIN as i128, i16::MAX as i128),
    (Known::U32, 0, u32::MAX as i128),
    (Known::I32, i32::MIN as i128, i32::MAX as i128),
    (Known::U64, 0, u64::MAX as i128),
    (Known::I64, i64::MIN as i128, i64::MAX as i128),
];

/// The narrowest machine type for whole numbers within these bounds, which must be at both ends.
pub(super) fn whole_number(facets: &Facets) -> Known {
    let (Some(min), Some(max)) = (lowest(facets), highest(facets)) else { return Known::Integer };
    let fits = |(_, low, high): &&(Known, i128, i128)| *low <= min && max <= *high;
    WHOLE.iter().find(fits).map_or(Known::Integer, |(known, ..)| *known)
}

/// The lowest whole number allowed.
fn lowest(facets: &Facets) -> Option<i128> {
    let inclusive = facets.min_inclusive.as_ref().and_then(|facet| facet.value.trim().parse().ok());
    let exclusive = facets.min_exclusive.as_ref().and_then(|facet| facet.value.trim().parse::<i128>().ok());
    inclusive.max(exclusive.and_then(|value| value.checked_add(1)))
}

/// The highest whole number allowed.
fn highest(facets: &Facets) -> Option<i128> {
    let inclusive: Option<i128> = facets.max_inclusive.as_ref().and_then(|facet| facet.value.trim().parse().ok());
    let exclusive = facets.max_exclusive.as_ref().and_then(|facet| facet.value.trim().parse::<i128>().ok());
    let exclusive = exclusive.and_then(|value| value.checked_sub(1));
    match (inclusive, exclusive) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// What a newtype around this type checks, as words and values of the derive; and the patterns that it cannot.
pub(super) fn settings(scalar: &Scalar, known: Known) -> (Settings, Lost) {
    let facets = &scalar.facets;
    let mut settings = Vec::new();
    let mut lost = Vec::new();
    match known {
        Known::Text => {
            lengths(scalar, &mut settings);
            patterns(facets, &mut settings, &mut lost);
            match facets.white_space {
                _ if settings.is_empty() => {}
                WhiteSpace::Preserve => {}
                WhiteSpace::Replace => settings.push(("white_space", Setting::Text("replace".to_owned()))),
                WhiteSpace::Collapse => settings.push(("white_space", Setting::Text("collapse".to_owned()))),
            }
        }
        Known::Integer | Known::Decimal | Known::F32 | Known::F64 => numbers(facets, known, &mut settings),
        Known::I8 | Known::I16 | Known::I32 | Known::I64 | Known::U8 | Known::U16 | Known::U32 | Known::U64 => {
            let (low, high) = (lowest(facets), highest(facets));
            let whole = WHOLE.iter().find(|(other, ..)| *other == known);
            let is_said = whole.is_some_and(|(_, min, max)| low == Some(*min) && high == Some(*max));
            let digits = facets.multiple_of.is_some() || facets.total_digits.is_some();
            if !is_said || digits {
                numbers(facets, known, &mut settings);
            }
        }
        // The civil types and UUIDs check themselves; of their bounds nothing is said.
        Known::Date | Known::Time | Known::DateTime | Known::Uuid => {}
        Known::Bool
        | Known::Constant
        | Known::Value
        | Known::Rest
        | Known::Member
        | Known::Null
        | Known::Written(_) => {}
    }
    (settings, lost)
}

/// The lengths of a text. That of a `hexBinary` counts octets, of two digits each; that of a `base64Binary` is not checked,
/// and a `QName` or `NOTATION` has none (part 2, 4.3.1.3, and the errata to it).
fn lengths(scalar: &Scalar, settings: &mut Settings) {
    let facets = &scalar.facets;
    let unit = match scalar.primitive {
        Primitive::Base64Binary | Primitive::QName | Primitive::Notation => return,
        Primitive::HexBinary => 2,
        _ => 1,
    };
    let lengths = [("length", &facets.length), ("min_length", &facets.min_length), ("max_length", &facets.max_length)];
    for (word, facet) in lengths {
        let value = facet.as_ref().filter(|facet| word != "min_length" || facet.value > 0);
        let value = value.and_then(|facet| i64::try_from(facet.value).ok()?.checked_mul(unit));
        settings.extend(value.map(|value| (word, Setting::Number(value))));
    }
}

/// A facet that counts.
fn count(settings: &mut Settings, word: &'static str, facet: Option<&Facet<u64>>) {
    let value = facet.and_then(|facet| i64::try_from(facet.value).ok());
    settings.extend(value.map(|value| (word, Setting::Number(value))));
}

/// The facets of numbers.
fn numbers(facets: &Facets, known: Known, settings: &mut Settings) {
    let bounds = [
        ("min_inclusive", &facets.min_inclusive),
        ("max_inclusive", &facets.max_inclusive),
        ("min_exclusive", &facets.min_exclusive),
        ("max_exclusive", &facets.max_exclusive),
        ("multiple_of", &facets.multiple_of),
    ];
    for (word, facet) in bounds {
        settings.extend(facet.as_ref().map(|facet| (word, Setting::Text(facet.value.trim().to_owned()))));
    }
    count(settings, "total_digits", facets.total_digits.as_ref());
    if known == Known::Decimal {
        count(settings, "fraction_digits", facets.fraction_digits.as_ref());
    }
}

/// The patterns, of each group any. A group is checked in full or not at all.
fn patterns(facets: &Facets, settings: &mut Settings, lost: &mut Lost) {
    for group in &facets.patterns {
        let Some(first) = group.first() else { continue };
        let word = match first.value {
            Pattern::Xsd(_) => "pattern",
            Pattern::Ecma(_) => "search",
        };
        let branches: Result<Vec<String>, &'static str> = group.iter().map(|facet| translated(&facet.value)).collect();
        match branches {
            Ok(branches) if branches.len() == 1 => settings.push((word, Setting::Text(branches.concat()))),
            Ok(branches) => {
                let branches: Vec<String> = branches.into_iter().map(|branch| format!("(?:{branch})")).collect();
                settings.push((word, Setting::Text(branches.join("|"))));
            }
            Err(why) => lost.push((first.origin, why)),
        }
    }
}
