//! The crate url's addresses. There is none for a relative reference; what that crate normalizes stays as it was in the text.

use url::Url;

use crate::written::Lexical;

impl Lexical for Url {
    type Form = String;

    fn from_text(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }

    fn to_text(&self) -> String {
        self.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::Written;

    #[test]
    fn what_is_normalized_is_kept_as_it_was() {
        let shop = Written::<Url>::new("HTTPS://Shop.example.com").unwrap();
        assert_eq!(shop.value().unwrap().as_str(), "https://shop.example.com/");
        assert_eq!(shop.to_string(), "HTTPS://Shop.example.com");
        assert!(Written::<Url>::new("../orders").unwrap().value().is_none());
    }
}
