//! Values of other crates' types, beside what was written.
//!
//! A text comes in, and both are kept: the text, which is written again as it was, and what the other type makes of it. Where that
//! type has no such value (a decimal of forty digits, a leap second, a moment without an offset), only the text is there: what a
//! schema allows is read whatever the type can hold.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use driftline_schemas::model::WhiteSpace;

use crate::payload::{Input, Output, Payload, ReadError, Scalar, ScalarKind, Shape, read_scalar, write_scalar};
use crate::value::FacetError;

/// A type whose values are written as texts: what [`Written`] is around.
pub trait Lexical: Sized {
    /// Which texts are values of the schema's type: one of this crate's scalars.
    type Form: Scalar + Payload;

    /// The value of a text of that form; `None` where this type has no such value.
    fn from_text(text: &str) -> Option<Self>;

    /// The text of a value.
    fn to_text(&self) -> String;
}

/// A text, and the value of another crate's type that it stands for.
///
/// Two are equal where they are written alike; compare their [values](Self::value) for what they mean.
#[derive(Clone)]
pub struct Written<T> {
    text: Box<str>,
    value: Option<T>,
}

impl<T: Lexical> Written<T> {
    /// Reads a text.
    ///
    /// # Errors
    /// Where it is no value of the schema's type. That `T` has none for it is no error.
    pub fn new(text: &str) -> Result<Self, FacetError> {
        T::Form::parse(text)?;
        Ok(Self { text: text.into(), value: T::from_text(text) })
    }
}

impl<T> Written<T> {
    /// The text, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value, where `T` has one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value itself, where `T` has one.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        self.value
    }
}

impl<T: Lexical> From<T> for Written<T> {
    fn from(value: T) -> Self {
        Self { text: value.to_text().into(), value: Some(value) }
    }
}

impl<T: Lexical> TryFrom<&str> for Written<T> {
    type Error = FacetError;

    fn try_from(text: &str) -> Result<Self, FacetError> {
        Self::new(text)
    }
}

impl<T: Lexical> FromStr for Written<T> {
    type Err = FacetError;

    fn from_str(text: &str) -> Result<Self, FacetError> {
        Self::new(text)
    }
}

impl<T> PartialEq for Written<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Written<T> {}

impl<T> Hash for Written<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Display for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> fmt::Debug for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T: Lexical> Scalar for Written<T> {
    const KIND: ScalarKind = T::Form::KIND;
    const WHITE_SPACE: WhiteSpace = T::Form::WHITE_SPACE;

    fn parse(text: &str) -> Result<Self, FacetError> {
        Self::new(text)
    }

    fn text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }

    fn compare(&self, bound: &str) -> Option<Ordering> {
        T::Form::parse(&self.text).ok()?.compare(bound)
    }
}

impl<T: Lexical> Payload for Written<T> {
    const SHAPE: Shape = T::Form::SHAPE;

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        read_scalar(input)
    }

    fn write(&self, output: &mut Output) {
        write_scalar(self, output);
    }
}
