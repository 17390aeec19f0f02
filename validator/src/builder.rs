//! What `#[derive(driftline::Builder)]` expands to: slots that hold what was given for a field, and the error that says what
//! is missing.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! #[derive(Debug, driftline::Builder)]
//! struct Line {
//!     sku: String,
//!     price: driftline::Decimal,
//!     note: Option<String>,
//! }
//!
//! let line = Line::builder().sku("A-1").price("19.90").build()?;
//! assert_eq!(line.price.to_string(), "19.90");
//! assert_eq!(Line::builder().sku("A-1").build().unwrap_err().to_string(), "`Line.price` is missing");
//! let wrong = Line::builder().sku("A-1").price("cheap").build().unwrap_err();
//! assert_eq!(wrong.to_string(), "`Line.price`: want a decimal number");
//! # }
//! # Ok::<(), driftline::builder::BuildError>(())
//! ```

use std::fmt;

/// Why nothing was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    field: &'static str,
    said: Option<String>,
}

impl BuildError {
    /// The field, with its type: `Order.id`.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// Whether the field was not given at all; else its type did not take what was given.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.said.is_none()
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.said {
            None => write!(f, "`{}` is missing", self.field),
            Some(said) => write!(f, "`{}`: {said}", self.field),
        }
    }
}

impl std::error::Error for BuildError {}

/// What a field of this type may be given: all that converts into it, which for checked types is a text or a number too.
pub trait Take<T> {
    /// The value.
    ///
    /// # Errors
    /// What its type says against it.
    fn take(self) -> Result<T, String>;
}

impl<T, V: TryInto<T, Error: fmt::Display>> Take<T> for V {
    fn take(self) -> Result<T, String> {
        self.try_into().map_err(|error| error.to_string())
    }
}

/// What was given for a field.
#[derive(Debug, Clone)]
pub struct Slot<T>(Option<Result<T, String>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Slot<T> {
    /// Gives it a value; the last one counts.
    pub fn set(&mut self, value: impl Take<T>) {
        self.0 = Some(value.take());
    }

    /// The value of a field that may be absent.
    ///
    /// # Errors
    /// Where its type did not take what was given.
    pub fn optional(self, field: &'static str) -> Result<Option<T>, BuildError> {
        self.0.transpose().map_err(|said| BuildError { field, said: Some(said) })
    }

    /// The value of a field that must be there.
    ///
    /// # Errors
    /// Where it was not given, or its type did not take it.
    pub fn required(self, field: &'static str) -> Result<T, BuildError> {
        self.optional(field)?.ok_or(BuildError { field, said: None })
    }

    /// The value of a field that is empty where nothing is given.
    ///
    /// # Errors
    /// Where its type did not take what was given.
    pub fn or_empty(self, field: &'static str) -> Result<T, BuildError>
    where
        T: Default,
    {
        self.optional(field).map(Option::unwrap_or_default)
    }
}
