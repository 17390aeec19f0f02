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
    /// Names and values, one after the other.
    text: String,
    /// Where in it a name ends and where its value does.
    ends: Vec<(usize, usize)>,
}

impl Headers {
    /// Adds a header, unless its name says that it carries credentials.
    pub fn push(&mut self, name: &str, value: &str) {
        if !carries_credentials(name) {
            self.text.push_str(name);
            let end = self.text.len();
            self.text.push_str(value);
            self.ends.push((end, self.text.len()));
        }
    }

    /// The headers, in order: names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(_, end)| *end));
        let part = |start: usize, end: usize| self.text.get(start..end).unwrap_or_default();
        starts.zip(&self.ends).map(move |(start, (name, value))| (part(start, *name), part(*name, *value)))
    }

    /// The first value of the header of this name, in any letter case (RFC 9110, 5.1).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Whether the name of a header says that it carries credentials.
fn carries_credentials(name: &str) -> bool {
    // Most letters of most names begin none of them.
    const FIRSTS: u32 = {
        let (mut firsts, mut at) = (0, 0);
        while at < CREDENTIALS.len() {
            firsts |= bit(CREDENTIALS[at].as_bytes()[0]);
            at += 1;
        }
        firsts
    };
    let name = name.as_bytes();
    name.iter().enumerate().filter(|(_, first)| FIRSTS & bit(**first) != 0).any(|(at, first)| {
        let like = CREDENTIALS.iter().filter(|part| bit(part.as_bytes()[0]) == bit(*first));
        let stands =
            |part: &str| name.get(at..at + part.len()).is_some_and(|own| own.eq_ignore_ascii_case(part.as_bytes()));
        like.into_iter().any(|part| stands(part))
    })
}

/// A bit for a letter, of either case, and none for what is no letter.
const fn bit(byte: u8) -> u32 {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' => 1 << (byte & 0x1F),
        _ => 0,
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
