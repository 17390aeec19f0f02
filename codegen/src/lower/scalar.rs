//! Scalars: text, numbers, dates, enumerations, and newtypes where a scalar has facets.
//!
//! A number is of a machine type only where its bounds say that every value fits; digits are kept otherwise. An
//! enumeration of texts or whole numbers is an enum with a variant for what its author did not know.

use driftline_schemas::model::{EnumValue, Format, Primitive, Scalar, TypeId, WhiteSpace};

use super::spot::Spot;
use super::{Lowering, facets, integrations, own_name};
use crate::docs;
use crate::item::{Kind, Known, Rust, Setting, Value};
use crate::name::{Wanted, distinct, pascal};

impl Lowering<'_> {
    /// The type of a scalar.
    pub(super) fn scalar(&mut self, id: TypeId, scalar: &Scalar, spot: &Spot) -> Rust {
        let type_ = self.model.type_(id);
        let known = known(scalar);
        let held = integrations::known(scalar, known, &self.options.integrations);
        if !scalar.facets.enumeration.is_empty() {
            return self.enumeration(id, scalar, known, spot);
        }
        if type_.name.is_some() && own_name(type_.name.as_ref()).is_none() {
            return Rust::Known(held);
        }
        let (settings, lost) = facets::settings(scalar, known);
        for (origin, why) in lost {
            self.note(origin, "pattern", &format!("{why}; not checked by the type"));
        }
        if settings.is_empty() {
            return Rust::Known(held);
        }
        Rust::Item(self.item_of(Kind::Scalar { inner: Rust::Known(held), facets: settings }, id, spot))
    }

    /// The type of an enumeration: an enum for texts and whole numbers, the plain type for what has no names.
    fn enumeration(&mut self, id: TypeId, scalar: &Scalar, known: Known, spot: &Spot) -> Rust {
        let values: Option<Vec<(Setting, &EnumValue)>> =
            scalar.facets.enumeration.iter().map(|value| Some((setting(scalar, &value.text)?, value))).collect();
        let Some(mut values) = values.filter(|_| scalar.primitive != Primitive::Boolean) else {
            if scalar.primitive != Primitive::Boolean {
                self.note(
                    self.model.type_(id).origin,
                    "enumeration",
                    "not of texts or whole numbers; any value is taken",
                );
            }
            return Rust::Known(known);
        };
        let mut seen = std::collections::BTreeSet::new();
        values.retain(|(setting, _)| seen.insert(setting.clone()));
        let values = values.into_iter().map(|(setting, said)| (setting, said.docs.as_deref()));
        let kind = Kind::Values(named(values.collect()));
        Rust::Item(self.item_of(kind, id, spot))
    }
}

/// Variants for values, with what is said of them.
pub(super) fn named(values: Vec<(Setting, Option<&str>)>) -> Vec<Value> {
    let mut wanted = vec![Wanted { candidates: vec!["Unknown".to_owned()], rank: 0, key: String::new() }];
    wanted.extend(values.iter().map(|(value, _)| {
        let text = value.text();
        let name = pascal(&text);
        let second = format!("{}Value", name.trim_end_matches('_'));
        Wanted { candidates: vec![name, second], rank: 1, key: text }
    }));
    let names = distinct(&wanted, "");
    let values = values.into_iter().zip(names.into_iter().skip(1)).map(|((value, said), name)| {
        let docs = docs::lines_or(said, || format!("{}.", value.code()));
        Value { name, docs, value }
    });
    values.collect()
}

/// A value of an enumeration or constant as it stands in an attribute; none where it cannot.
pub(super) fn setting(scalar: &Scalar, text: &str) -> Option<Setting> {
    match known(scalar) {
        Known::Text => Some(Setting::Text(match scalar.facets.white_space {
            WhiteSpace::Preserve => text.to_owned(),
            WhiteSpace::Replace => text.replace(['\t', '\n', '\r'], " "),
            WhiteSpace::Collapse => text.split_whitespace().collect::<Vec<_>>().join(" "),
        })),
        Known::Bool => text.trim().parse().ok().map(Setting::Bool),
        Known::I8 | Known::I16 | Known::I32 | Known::I64 | Known::U8 | Known::U16 | Known::U32 | Known::U64 => {
            text.trim().parse().ok().map(Setting::Number)
        }
        Known::Integer | Known::Decimal => text.trim().parse().ok().map(Setting::Number),
        Known::F32 | Known::F64 | Known::Date | Known::Time | Known::DateTime | Known::Uuid => None,
        Known::Constant | Known::Value | Known::Rest | Known::Member | Known::Null | Known::Written(_) => None,
    }
}

/// The type of a scalar's values, whatever its facets except a format and the bounds of whole numbers.
pub(super) fn known(scalar: &Scalar) -> Known {
    match scalar.primitive {
        Primitive::String => match scalar.facets.format.as_ref().map(|format| &format.value) {
            Some(Format::Uuid) => Known::Uuid,
            Some(Format::Date) => Known::Date,
            Some(Format::Time | Format::TimeLocal) => Known::Time,
            Some(Format::DateTime | Format::DateTimeLocal | Format::DateTimeSpace) => Known::DateTime,
            _ => Known::Text,
        },
        Primitive::Boolean => Known::Bool,
        Primitive::Decimal => Known::Decimal,
        Primitive::Integer => facets::whole_number(&scalar.facets),
        Primitive::Float => Known::F32,
        Primitive::Double => Known::F64,
        Primitive::Date => Known::Date,
        Primitive::Time => Known::Time,
        Primitive::DateTime => Known::DateTime,
        Primitive::Duration
        | Primitive::GYearMonth
        | Primitive::GYear
        | Primitive::GMonthDay
        | Primitive::GDay
        | Primitive::GMonth
        | Primitive::HexBinary
        | Primitive::Base64Binary
        | Primitive::AnyUri
        | Primitive::QName
        | Primitive::Notation => Known::Text,
        Primitive::Null => Known::Null,
    }
}
