//! The crate uuid's values; the case of the letters is in the text only.

use uuid::Uuid;

use crate::value;
use crate::written::Lexical;

impl Lexical for Uuid {
    type Form = value::Uuid;

    fn from_text(text: &str) -> Option<Self> {
        Self::try_parse(text).ok()
    }

    fn to_text(&self) -> String {
        self.hyphenated().to_string()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use crate::Written;

    #[test]
    fn letters_are_kept_as_they_were() {
        let upper = Written::<Uuid>::new("261C6102-0B72-4506-9A84-98A80A03E7F0").unwrap();
        assert_eq!(upper.to_string(), "261C6102-0B72-4506-9A84-98A80A03E7F0");
        let own = Written::from(*upper.value().unwrap());
        assert_eq!(own.as_str(), "261c6102-0b72-4506-9a84-98a80a03e7f0");
        assert!(Written::<Uuid>::new("261c61020b7245069a8498a80a03e7f0").is_err());
    }
}
