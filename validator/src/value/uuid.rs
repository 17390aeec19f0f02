//! UUIDs as they were written.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use driftline_schemas::model::Format;

use super::FacetError;
use crate::scalar::matches_format;

/// A UUID in the text form of RFC 9562, 4, shown as it was written and compared without regard to letter case.
#[derive(Clone)]
pub struct Uuid(Box<str>);

impl Uuid {
    /// Reads `8-4-4-4-12` hexadecimal digits.
    ///
    /// # Errors
    /// For anything else.
    pub fn new(text: &str) -> Result<Self, FacetError> {
        if matches_format(&Format::Uuid, text) { Ok(Self(text.into())) } else { Err(FacetError::NotA("a UUID")) }
    }

    /// The text, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn lower(&self) -> impl Iterator<Item = u8> {
        self.0.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

impl PartialEq for Uuid {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Uuid {}

impl PartialOrd for Uuid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Uuid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.lower().cmp(other.lower())
    }
}

impl Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lower().for_each(|byte| state.write_u8(byte));
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Uuid {
    type Err = FacetError;

    fn from_str(text: &str) -> Result<Self, FacetError> {
        Self::new(text)
    }
}

impl TryFrom<&str> for Uuid {
    type Error = FacetError;

    fn try_from(text: &str) -> Result<Self, FacetError> {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Uuid;

    #[test]
    fn a_uuid_keeps_its_letters_and_is_compared_without_their_case() {
        let upper = Uuid::new("261C6102-0B72-4506-9A84-98A80A03E7F0").unwrap();
        assert_eq!(upper, Uuid::new("261c6102-0b72-4506-9a84-98a80a03e7f0").unwrap());
        assert_eq!(upper.to_string(), "261C6102-0B72-4506-9A84-98A80A03E7F0");
        for text in ["", "261c6102-0b72-4506-9a84-98a80a03e7f", "261c61020b7245069a8498a80a03e7f0", "{261c6102}"] {
            assert!(Uuid::new(text).is_err(), "{text}");
        }
    }
}
