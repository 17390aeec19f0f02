//! serde for the value types, so that generated types can derive `Serialize` and `Deserialize` beside `Payload` (feature
//! `serde`).
//!
//! serde cannot carry all that a payload says; what is lost is this. A [`Decimal`] or [`Integer`] is a string, and is read
//! from numbers too, whose digits serde has then already rounded. A number in a [`Value`] becomes the nearest `i64`, `u64`
//! or `f64`. Namespaces, and whether something was an attribute, are lost. A [`Constant`] is a unit. Read payloads with
//! [`crate::from_slice`].

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::payload::{Constant, List, Map, Member, Nullable, Place, Rest, Unknown, Value, Values, grouped};
use crate::value::{Decimal, FacetError, Integer, Uuid, civil};
use crate::written::{Lexical, Written};

/// Reads what is written as text; a number is read by its shortest literal.
struct Text<T>(PhantomData<T>, &'static str);

impl<T: FromStr<Err = FacetError>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        value.to_string().parse().map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        value.to_string().parse().map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        value.to_string().parse().map_err(E::custom)
    }
}

macro_rules! as_text {
    ($($type:ty: $reads:ident, $words:literal;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$reads(Text(PhantomData, $words))
            }
        }
    )*};
}

// A table: the same lines for each type.
as_text! {
    Decimal: deserialize_any, "a decimal number";
    Integer: deserialize_any, "an integer";
    Uuid: deserialize_str, "a UUID";
    civil::Date: deserialize_str, "a date";
    civil::Time: deserialize_str, "a time";
    civil::DateTime: deserialize_str, "a date and time";
}

impl<T> Serialize for Written<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, T: Lexical> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Text(PhantomData, "a text or a number"))
    }
}

impl<E> Serialize for Unknown<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, E: Values> Deserialize<'de> for Unknown<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| D::Error::custom("this value is known"))
    }
}

impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for Constant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Value))
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

impl<T: Serialize> Serialize for Map<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData)).map(|entries| entries.into_iter().collect())
    }
}

/// Reads a map in its order.
struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = Vec<(String, T)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

impl Serialize for Rest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        members(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Rest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData)).map(|entries| Self(record(entries)))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(number) => match (number.to_i64(), number.to_u64(), number.to_f64()) {
                (Some(value), _, _) => serializer.serialize_i64(value),
                (None, Some(value), _) => serializer.serialize_u64(value),
                (None, None, Some(value)) => serializer.serialize_f64(value),
                (None, None, None) => serializer.serialize_str(number.as_str()),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
            Self::Record(parts) => members(parts, serializer),
        }
    }
}

/// As in JSON: parts of one name are a list.
fn members<S: Serializer>(members: &[Member], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (name, values) in grouped(members) {
        match values.as_slice() {
            [value] => map.serialize_entry(name, value)?,
            values => map.serialize_entry(name, values)?,
        }
    }
    map.end()
}

fn record(entries: Vec<(String, Value)>) -> Vec<Member> {
    let member = |(name, value)| Member { place: Place::Element, name, namespace: String::new(), value };
    entries.into_iter().map(member).collect()
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

/// Reads anything.
struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Decimal::new(&value.to_string()).map(Value::Number).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        Entries(PhantomData).visit_map(map).map(|entries| Value::Record(record(entries)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Map, Nullable, Rest, Value, civil};

    #[test]
    fn values_go_through_serde_json() {
        for text in ["null", "[1,-2,18446744073709551615,0.5,true]", r#"{"b":"x","a":{"c":[null,""]}}"#] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
        }
        let rest: Rest = serde_json::from_str(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        assert_eq!(serde_json::to_string(&rest).unwrap(), r#"{"b":[1,3],"a":2}"#);
    }

    #[test]
    fn numbers_and_dates_are_text_and_numbers_are_read_too() {
        type Row = (Decimal, Nullable<civil::Date>, Map<Decimal>);
        let row: Row = serde_json::from_str(r#"["19.990",null,{"b":1,"a":0.25}]"#).unwrap();
        assert_eq!(serde_json::to_string(&row).unwrap(), r#"["19.990",null,{"b":"1","a":"0.25"}]"#);
        assert!(serde_json::from_str::<Row>(r#"["x",null,{}]"#).is_err());
        assert!(serde_json::from_str::<civil::Date>("\"2014-02-30\"").is_err());
    }
}
