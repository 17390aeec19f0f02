//! The reference tokens of JSON Pointers (RFC 6901, 3): keys with `~` and `/` escaped.

use std::borrow::Cow;

/// A key as a reference token.
#[must_use]
pub fn reference_token(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) { Cow::Owned(key.replace('~', "~0").replace('/', "~1")) } else { Cow::Borrowed(key) }
}

/// The key that a reference token stands for.
#[must_use]
pub fn key_of(token: &str) -> Cow<'_, str> {
    if token.contains('~') { Cow::Owned(token.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(token) }
}

#[cfg(test)]
mod tests {
    use super::{key_of, reference_token};

    #[test]
    fn a_token_stands_for_the_key_that_it_was_made_of() {
        for (key, token) in [("a", "a"), ("a/b", "a~1b"), ("a~b", "a~0b"), ("~1", "~01"), ("~/", "~0~1"), ("", "")] {
            assert_eq!((&*reference_token(key), &*key_of(token)), (token, key));
        }
    }
}
