//! A value in its value space: what a literal stands for, and how two of one space compare.

use std::cmp::Ordering;

use driftline_schemas::model::Primitive;

use super::duration::{Duration, duration};
use super::encoded::{base64_equal, base64_octets, hex_octets};
use super::moment::{Moment, moment};
use super::name::is_qname;
use super::number::{Grammar, Number, compare_floats, float};

/// A value of one of the primitive types, borrowed from its literal.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    /// Of `string`, `anyURI`, `QName` and `NOTATION`.
    Text(&'a str),
    Boolean(bool),
    Number(Number<'a>),
    Float(f64),
    Duration(Duration<'a>),
    Moment(Moment<'a>),
    Hex(&'a str),
    Base64(&'a str),
    Null,
}

impl<'a> Value<'a> {
    /// What a text stands for in XSD, after white-space processing; `None` if it is not in the lexical space.
    pub(super) fn from_text(primitive: Primitive, text: &'a str) -> Option<Self> {
        match primitive {
            // Any text is an `anyURI`: a processor need not check it (3.2.17), and processors differ in what they check.
            Primitive::String | Primitive::AnyUri => Some(Self::Text(text)),
            Primitive::QName | Primitive::Notation => is_qname(text).then_some(Self::Text(text)),
            Primitive::Boolean => match text {
                "true" | "1" => Some(Self::Boolean(true)),
                "false" | "0" => Some(Self::Boolean(false)),
                _ => None,
            },
            Primitive::Decimal => Number::read(text, Grammar::XsdDecimal).map(Self::Number),
            Primitive::Integer => Number::read(text, Grammar::XsdInteger).map(Self::Number),
            Primitive::Float => float(text, true).map(Self::Float),
            Primitive::Double => float(text, false).map(Self::Float),
            Primitive::Duration => duration(text).map(Self::Duration),
            Primitive::HexBinary => hex_octets(text).map(|_| Self::Hex(text)),
            Primitive::Base64Binary => base64_octets(text).map(|_| Self::Base64(text)),
            Primitive::DateTime
            | Primitive::Time
            | Primitive::Date
            | Primitive::GYearMonth
            | Primitive::GYear
            | Primitive::GMonthDay
            | Primitive::GDay
            | Primitive::GMonth => moment(primitive, text).map(Self::Moment),
            Primitive::Null => None,
        }
    }

    /// What a JSON number stands for in this space; `None` if it is not in it.
    pub(super) fn from_number(primitive: Primitive, literal: &'a str, draft4: bool) -> Option<Self> {
        match primitive {
            Primitive::Decimal => Number::read(literal, Grammar::Json).map(Self::Number),
            Primitive::Integer if draft4 => Number::read(literal, Grammar::JsonDraft4Integer).map(Self::Number),
            Primitive::Integer => Number::read(literal, Grammar::JsonInteger).map(Self::Number),
            Primitive::Float | Primitive::Double => Self::from_text(primitive, literal),
            Primitive::String
            | Primitive::Boolean
            | Primitive::Duration
            | Primitive::DateTime
            | Primitive::Time
            | Primitive::Date
            | Primitive::GYearMonth
            | Primitive::GYear
            | Primitive::GMonthDay
            | Primitive::GDay
            | Primitive::GMonth
            | Primitive::HexBinary
            | Primitive::Base64Binary
            | Primitive::AnyUri
            | Primitive::QName
            | Primitive::Notation
            | Primitive::Null => None,
        }
    }

    /// What a schema's literal of a facet stands for: JSON's numbers and XSD's are both read.
    pub(super) fn from_schema(primitive: Primitive, literal: &'a str) -> Option<Self> {
        match primitive {
            Primitive::Decimal | Primitive::Integer => Number::read(literal, Grammar::Json).map(Self::Number),
            Primitive::Null => Some(Self::Null),
            _ => Self::from_text(primitive, literal),
        }
    }

    /// The order of two values of one space; `None` where they have none, as durations of a month and of thirty days.
    /// Text, octets and booleans are only equal or not.
    pub(super) fn compare(&self, other: &Value<'_>) -> Option<Ordering> {
        let equal = |is_equal: bool| is_equal.then_some(Ordering::Equal);
        match (self, other) {
            (Self::Text(own), Value::Text(theirs)) => equal(own == theirs),
            (Self::Boolean(own), Value::Boolean(theirs)) => equal(own == theirs),
            (Self::Number(own), Value::Number(theirs)) => Some(own.compare(theirs)),
            (Self::Float(own), Value::Float(theirs)) => compare_floats(*own, *theirs),
            (Self::Duration(own), Value::Duration(theirs)) => own.compare(theirs),
            (Self::Moment(own), Value::Moment(theirs)) => own.compare(theirs),
            (Self::Hex(own), Value::Hex(theirs)) => equal(own.eq_ignore_ascii_case(theirs)),
            (Self::Base64(own), Value::Base64(theirs)) => equal(base64_equal(own, theirs)),
            (Self::Null, Value::Null) => equal(true),
            _ => None,
        }
    }
}

/// Whether a type has an order, and so may have bounds (XSD part 2, 4.2.2).
pub(super) fn is_ordered(primitive: Primitive) -> bool {
    match primitive {
        Primitive::Decimal
        | Primitive::Integer
        | Primitive::Float
        | Primitive::Double
        | Primitive::Duration
        | Primitive::DateTime
        | Primitive::Time
        | Primitive::Date
        | Primitive::GYearMonth
        | Primitive::GYear
        | Primitive::GMonthDay
        | Primitive::GDay
        | Primitive::GMonth => true,
        Primitive::String
        | Primitive::Boolean
        | Primitive::HexBinary
        | Primitive::Base64Binary
        | Primitive::AnyUri
        | Primitive::QName
        | Primitive::Notation
        | Primitive::Null => false,
    }
}
