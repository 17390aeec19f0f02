//! Values as keys of maps: two values have the same key exactly where they are equal (XSD 1.0 part 2, 4.2.1).
//!
//! The value spaces of different primitive types have no value in common, so a key begins with its primitive type.

use driftline_schemas::model::Primitive;

use super::value::Value;

/// The key of a value of a primitive type. `prefix` says which namespace a prefix of a name stands for; without one the
/// name is no value.
pub(super) fn key<'p>(
    primitive: Primitive,
    value: &Value<'_>,
    prefix: &dyn Fn(&str) -> Option<&'p str>,
) -> Option<String> {
    let space = space(primitive);
    Some(match value {
        Value::Text(text) if matches!(primitive, Primitive::QName | Primitive::Notation) => {
            let (sent, local) = text.split_once(':').unwrap_or(("", text));
            let namespace = if sent.is_empty() { prefix(sent).unwrap_or("") } else { prefix(sent)? };
            format!("{space}{{{namespace}}}{local}")
        }
        Value::Text(text) => format!("{space}{text}"),
        Value::Boolean(value) => format!("{space}{value}"),
        Value::Number(number) => match number.small() {
            // Not normalized: only integers of few digits are written like this, and each in one way.
            Some(small) if small % 10 != 0 => format!("{space}{small}e0"),
            _ => format!("{space}{}", number.decimal().normalized()),
        },
        // There is one zero, and one value that is no number (part 2, 3.2.4.1).
        Value::Float(value) => {
            let one = if *value == 0.0 { 0.0 } else { *value };
            let bits = if one.is_nan() { f64::NAN } else { one }.to_bits();
            format!("{space}{bits:x}")
        }
        Value::Duration(duration) => format!("{space}{}", duration.key()),
        Value::Moment(moment) => format!("{space}{}", moment.key()),
        Value::Hex(text) => format!("{space}{}", text.to_ascii_lowercase()),
        Value::Base64(text) => format!("{space}{}", text.replace(' ', "")),
        Value::Null => space.to_string(),
    })
}

/// The key of a text.
pub(crate) fn text_key(text: &str) -> String {
    format!("{}{text}", space(Primitive::String))
}

/// A letter for each value space.
fn space(primitive: Primitive) -> char {
    match primitive {
        Primitive::String => 's',
        Primitive::Boolean => 'b',
        // An integer is a decimal.
        Primitive::Decimal | Primitive::Integer => 'n',
        Primitive::Float => 'f',
        Primitive::Double => 'd',
        Primitive::Duration => 'p',
        Primitive::DateTime => 'M',
        Primitive::Time => 'T',
        Primitive::Date => 'D',
        Primitive::GYearMonth => 'Y',
        Primitive::GYear => 'y',
        Primitive::GMonthDay => 'A',
        Primitive::GDay => 'a',
        Primitive::GMonth => 'm',
        Primitive::HexBinary => 'h',
        Primitive::Base64Binary => 'x',
        Primitive::AnyUri => 'u',
        Primitive::QName => 'q',
        Primitive::Notation => 'o',
        Primitive::Null => 'z',
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::model::Primitive;

    use super::{Value, key};

    fn key_of(primitive: Primitive, text: &str) -> Option<String> {
        let prefix = |prefix: &str| {
            [("a", "urn:one"), ("b", "urn:one"), ("c", "urn:two")]
                .into_iter()
                .find(|known| known.0 == prefix)
                .map(|known| known.1)
        };
        key(primitive, &Value::from_text(primitive, text)?, &prefix)
    }

    #[test]
    fn equal_values_have_one_key() {
        for (primitive, one, other) in [
            (Primitive::Decimal, "1.0", "01"),
            (Primitive::Decimal, "100", "+100.00"),
            (Primitive::Decimal, "-0", "0.0"),
            (Primitive::Decimal, "1234567890123456789012.50", "1234567890123456789012.5"),
            (Primitive::Boolean, "1", "true"),
            (Primitive::Float, "1e2", "100"),
            (Primitive::Float, "-0", "0"),
            (Primitive::Double, "NaN", "NaN"),
            (Primitive::Duration, "P1Y", "P12M"),
            (Primitive::Duration, "-PT0.50S", "-PT0.5S"),
            (Primitive::Duration, "P1D", "PT24H"),
            (Primitive::DateTime, "2020-01-01T00:00:00Z", "2020-01-01T01:00:00.0+01:00"),
            (Primitive::DateTime, "2019-12-31T24:00:00", "2020-01-01T00:00:00"),
            (Primitive::HexBinary, "0afF", "0AFf"),
            (Primitive::Base64Binary, "AQ ID", "AQID"),
            (Primitive::QName, "a:x", "b:x"),
            (Primitive::String, "x", "x"),
        ] {
            assert_eq!(key_of(primitive, one), key_of(primitive, other), "{one} {other}");
        }
    }

    #[test]
    fn other_values_have_other_keys() {
        for ((primitive, one), (other_primitive, other)) in [
            ((Primitive::Decimal, "1"), (Primitive::Decimal, "10")),
            ((Primitive::Decimal, "1"), (Primitive::Decimal, "-1")),
            ((Primitive::Decimal, "1"), (Primitive::String, "1")),
            ((Primitive::Decimal, "1"), (Primitive::Float, "1")),
            ((Primitive::Double, "1"), (Primitive::Float, "1")),
            ((Primitive::Decimal, "0.1"), (Primitive::Decimal, "0.01")),
            ((Primitive::Duration, "P1M"), (Primitive::Duration, "P30D")),
            ((Primitive::Duration, "PT0.5S"), (Primitive::Duration, "-PT0.5S")),
            ((Primitive::DateTime, "2020-01-01T00:00:00Z"), (Primitive::DateTime, "2020-01-01T00:00:00")),
            ((Primitive::GYear, "2020"), (Primitive::GYearMonth, "2020-01")),
            ((Primitive::QName, "a:x"), (Primitive::QName, "c:x")),
            ((Primitive::QName, "a:x"), (Primitive::QName, "x")),
            ((Primitive::AnyUri, "x"), (Primitive::String, "x")),
            ((Primitive::String, "x"), (Primitive::String, "X")),
        ] {
            assert_ne!(key_of(primitive, one), key_of(other_primitive, other), "{one} {other}");
        }
        assert_eq!(key_of(Primitive::QName, "unbound:x"), None);
        assert_eq!(key_of(Primitive::Decimal, "x"), None);
    }
}
