//! Scalars in payloads: the built-in ones, and the two functions that every scalar is read and written with.

use std::borrow::Cow;
use std::cmp::Ordering;

use driftline_schemas::model::WhiteSpace;

use super::error::ReadError;
use super::input::Input;
use super::output::Output;
use super::table::{ScalarKind, Shape};
use super::traits::{Payload, Scalar};
use super::union::boolean;
use crate::scalar::process_white_space;
use crate::value::{Decimal, FacetError, Integer, Uuid, civil, whole};

/// Reads a scalar. White space is processed in XML and in lenient JSON.
///
/// # Errors
/// Where the node is no scalar of this kind, or its text is no value of the type.
pub fn read_scalar<S: Scalar>(input: Input<'_>) -> Result<S, ReadError> {
    let text = input.scalar(S::KIND)?;
    let processed = if input.is_lenient() || input.is_xml() {
        process_white_space(&text, S::WHITE_SPACE)
    } else {
        Cow::Borrowed(&*text)
    };
    S::parse(&processed).map_err(|error| input.wrong_value(error))
}

/// Reads a scalar from a text of one's own: white space is processed.
///
/// # Errors
/// Where the text is no value of the type.
pub fn parse<S: Scalar>(text: &str) -> Result<S, FacetError> {
    S::parse(&process_white_space(text, S::WHITE_SPACE))
}

/// Writes a scalar.
pub fn write_scalar<S: Scalar>(value: &S, output: &mut Output) {
    output.scalar(S::KIND, &value.text());
}

macro_rules! payload {
    ($($type:ty: $shape:ident),*) => {$(
        impl Payload for $type {
            const SHAPE: Shape = Shape::$shape;

            fn read(input: Input<'_>) -> Result<Self, ReadError> {
                read_scalar(input)
            }

            fn write(&self, output: &mut Output) {
                write_scalar(self, output);
            }
        }
    )*};
}

// Tables: the same lines for each type.
payload! {
    String: Text, bool: Scalar, i8: Scalar, i16: Scalar, i32: Scalar, i64: Scalar, u8: Scalar, u16: Scalar, u32: Scalar,
    u64: Scalar, f32: Scalar, f64: Scalar, Decimal: Scalar, Integer: Scalar, Uuid: Scalar, civil::Date: Scalar,
    civil::Time: Scalar, civil::DateTime: Scalar
}

impl Scalar for String {
    const KIND: ScalarKind = ScalarKind::Text;
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Preserve;

    fn parse(text: &str) -> Result<Self, FacetError> {
        Ok(text.to_owned())
    }

    fn text(&self) -> Cow<'_, str> {
        self.into()
    }
}

impl Scalar for bool {
    const KIND: ScalarKind = ScalarKind::Boolean;
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, FacetError> {
        boolean(text).ok_or(FacetError::NotA("a boolean"))
    }

    fn text(&self) -> Cow<'_, str> {
        if *self { "true" } else { "false" }.into()
    }
}

macro_rules! machine_integer {
    ($($type:ty)*) => {$(
        impl Scalar for $type {
            const KIND: ScalarKind = ScalarKind::Number;
            const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

            /// `12.0` and `1.2e1` are twelve.
            fn parse(text: &str) -> Result<Self, FacetError> {
                let value = whole(text).ok_or(FacetError::NotA("an integer"))?;
                value.try_into().ok().ok_or(FacetError::NotA(concat!("an integer of type ", stringify!($type))))
            }

            fn text(&self) -> Cow<'_, str> {
                self.to_string().into()
            }
        }
    )*};
}

machine_integer! { i8 i16 i32 i64 u8 u16 u32 u64 }

macro_rules! float {
    ($($type:ty)*) => {$(
        impl Scalar for $type {
            const KIND: ScalarKind = ScalarKind::Number;
            const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

            /// `INF`, `-INF` and `NaN` are what they are in XSD (part 2, 3.2.4); no other word is a number.
            fn parse(text: &str) -> Result<Self, FacetError> {
                match text {
                    "INF" => Ok(Self::INFINITY),
                    "-INF" => Ok(Self::NEG_INFINITY),
                    "NaN" => Ok(Self::NAN),
                    _ if text.bytes().any(|byte| matches!(byte, b'i' | b'I' | b'n' | b'N')) => {
                        Err(FacetError::NotA("a number"))
                    }
                    _ => text.parse().ok().ok_or(FacetError::NotA("a number")),
                }
            }

            fn text(&self) -> Cow<'_, str> {
                if *self == Self::INFINITY {
                    "INF".into()
                } else if *self == Self::NEG_INFINITY {
                    "-INF".into()
                } else {
                    self.to_string().into()
                }
            }

            fn compare(&self, bound: &str) -> Option<Ordering> {
                self.partial_cmp(&Self::parse(bound).ok()?)
            }
        }
    )*};
}

float! { f32 f64 }

macro_rules! as_written {
    ($($type:ty: $kind:ident $(, $compare:ident)?;)*) => {$(
        impl Scalar for $type {
            const KIND: ScalarKind = ScalarKind::$kind;
            const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

            fn parse(text: &str) -> Result<Self, FacetError> {
                Self::new(text)
            }

            fn text(&self) -> Cow<'_, str> {
                self.as_str().into()
            }

            $(fn compare(&self, bound: &str) -> Option<Ordering> {
                Self::$compare(self, &Self::new(bound).ok()?)
            })?
        }
    )*};
}

as_written! {
    Decimal: Number;
    Integer: Number;
    Uuid: Text;
    civil::Date: Text, compare;
    civil::Time: Text, compare;
    civil::DateTime: Text, compare;
}

#[cfg(test)]
mod tests {
    use super::Scalar;

    #[test]
    fn machine_integers_read_whole_numbers_that_fit() {
        assert_eq!(u8::parse("255"), Ok(255));
        assert_eq!(u8::parse("2.550e2"), Ok(255));
        assert!(u8::parse("256").is_err() && u8::parse("-1").is_err() && u8::parse("1.5").is_err());
        assert!(i64::parse("").is_err() && i64::parse(" 1").is_err());
    }

    #[test]
    fn floats_know_the_words_of_xsd_only() {
        assert_eq!(f64::parse("INF"), Ok(f64::INFINITY));
        assert!(f64::parse("NaN").unwrap().is_nan());
        assert!(f64::parse("inf").is_err() && f64::parse("nan").is_err() && f64::parse("infinity").is_err());
        assert_eq!(f64::parse("1.5e3").unwrap().text(), "1500");
    }
}
