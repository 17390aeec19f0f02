//! Enumerations of scalar values, and what vendors send beyond them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use super::table::{Literal, ScalarKind};
use super::traits::Scalar;

/// An enumeration: its values as they are on the wire. Made by `#[payload(values)]`.
pub trait Values: Scalar {
    /// The values, in the order of the schema.
    const VALUES: &'static [Literal];
}

/// Which of the values of an enumeration a text is.
#[must_use]
pub fn find_value<E: Values>(text: &str) -> Option<usize> {
    E::VALUES.iter().position(|value| value.is_text(text))
}

/// A value that the enumeration `E` does not know, kept as it was sent. No known value is ever in one: the only way to make
/// one is to ask for a text that is not known.
pub struct Unknown<E> {
    text: Box<str>,
    enumeration: PhantomData<fn() -> E>,
}

impl<E: Values> Unknown<E> {
    /// This text, where `E` does not know it and it is of the right kind.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let right = match E::KIND {
            ScalarKind::Text => true,
            ScalarKind::Number => driftline_schemas::number::Decimal::parse(text).is_some(),
            ScalarKind::Boolean => false,
        };
        let unknown = right && find_value::<E>(text).is_none();
        unknown.then(|| Self { text: text.into(), enumeration: PhantomData })
    }
}

impl<E> Unknown<E> {
    /// The text, as it was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

// By hand, since a derive would ask the same of `E`, which holds one of these.

impl<E> Clone for Unknown<E> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), enumeration: PhantomData }
    }
}

impl<E> PartialEq for Unknown<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for Unknown<E> {}

impl<E> PartialOrd for Unknown<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Unknown<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<E> Hash for Unknown<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<E> fmt::Display for Unknown<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<E> fmt::Debug for Unknown<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}
