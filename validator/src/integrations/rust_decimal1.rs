//! rust_decimal's numbers: 28 digits, with the zeros at their end. There is none for more digits, and none for a literal with an
//! exponent, which would say how many of the digits count.

use rust_decimal::Decimal;

use crate::value;
use crate::written::Lexical;

impl Lexical for Decimal {
    type Form = value::Decimal;

    fn from_text(text: &str) -> Option<Self> {
        Self::from_str_exact(text).ok()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::{from_str, to_json};

    type Written = crate::Written<Decimal>;

    #[test]
    fn digits_are_kept_and_the_number_is_exact_or_not_there() {
        for (text, value) in [
            ("19.990", Some("19.990")),
            ("-0.1", Some("-0.1")),
            ("0.1234567890123456789012345678", Some("0.1234567890123456789012345678")),
            ("0.12345678901234567890123456789", None),
            ("123456789012345678901234567890", None),
            ("1.5e3", None),
        ] {
            let read: Written = from_str(text).unwrap();
            assert_eq!(to_json(&read), text);
            assert_eq!(read.into_value().map(|value| value.to_string()).as_deref(), value, "{text}");
        }
        assert!(from_str::<Written>("\"19.99\"").is_err());
        assert_eq!(Written::from(Decimal::new(1990, 2)).as_str(), "19.90");
    }
}
