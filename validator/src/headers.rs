//! The headers of a capture, without credentials: those are dropped on the way in, so that nothing behind this can show them.

/// Parts of header names that carry credentials or identify who is logged in, in lower case.
const CREDENTIALS: [&str; 12] = [
    "auth",
    "cookie",
    "key",
    "token",
    "secret",
    "passw",
    "passphrase",
    "credential",
    "signature",
    "hmac",
    "session",
    "username",
];

/// The headers of a capture, in order.
///
/// ```
/// let mut headers = driftline::Headers::default();
/// headers.push("NETO_NOTIFICATION", "Order");
/// headers.push("NETOAPI_KEY", "never kept");
/// assert_eq!(headers.get("neto_notification"), Some("Order"));
/// assert_eq!(headers.get("NETOAPI_KEY"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    entries: Vec<(String, String)>,
}

impl Headers {
    /// Adds a header, unless its name says that it carries credentials.
    pub fn push(&mut self, name: &str, value: &str) {
        let lower = name.to_ascii_lowercase();
        if !CREDENTIALS.iter().any(|part| lower.contains(part)) {
            self.entries.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The headers, in order: names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of the header of this name, in any letter case (RFC 9110, 5.1).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.entries.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Headers;

    #[test]
    fn credentials_are_dropped_on_the_way_in() {
        let credentials = [
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "Set-Cookie",
            "NETOAPI_KEY",
            "NETOAPI_USERNAME",
            "X-Api-Key",
            "apikey",
            "Username",
            "PASSWORD",
            "X-Auth-Token",
            "X-Hub-Signature-256",
            "X-Shopify-Hmac-Sha256",
            "X-Session-Id",
        ];
        let mut headers = Headers::default();
        for name in credentials {
            headers.push(name, "EXAMPLE");
        }
        assert_eq!(headers, Headers::default());
        for name in ["Content-Type", "NETO_NOTIFICATION", "NETOAPI_ACTION"] {
            headers.push(name, "kept");
            assert_eq!(headers.get(&name.to_lowercase()), Some("kept"));
        }
    }
}
