//! References and bases as text: RFC 3986 where a base is a URI, paths where it is the name of a file.
//!
//! A base without a scheme is a file's name as [`Files`](crate::files::Files) knows it. Everything here is text in and text
//! out; nothing is normalised beyond dot segments, so two URIs are equal where they are written alike.

use std::borrow::Cow;

use crate::files;

/// Whether a reference begins with a scheme (RFC 3986, 3.1). One letter is a drive of Windows and no scheme.
pub(super) fn has_scheme(reference: &str) -> bool {
    scheme(reference).is_some()
}

/// The reference without its fragment, and the fragment as written.
pub(super) fn split_fragment(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (reference, None),
    }
}

/// Resolves a reference without a fragment against a base (RFC 3986, 5.2).
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    if let Some(scheme) = scheme(reference) {
        return normal(scheme, &reference[scheme.len() + 1..]);
    }
    let Some(scheme) = scheme(base) else { return files::relative(base, reference) };
    let hierarchy = &base[scheme.len() + 1..];
    let hierarchy = hierarchy.split_once('?').map_or(hierarchy, |(before, _)| before);
    let (authority, path) = split_authority(hierarchy);
    if reference.starts_with("//") {
        return normal(scheme, reference);
    }
    if reference.starts_with('/') {
        return normal(scheme, &format!("{authority}{reference}"));
    }
    if reference.starts_with('?') {
        return format!("{scheme}:{hierarchy}{reference}");
    }
    let folder = match path.rfind('/') {
        Some(at) => &path[..=at],
        None if authority.is_empty() => "",
        None => "/",
    };
    normal(scheme, &format!("{authority}{folder}{reference}"))
}

/// The segments of a URI's path, from the first to the last.
pub(super) fn segments(uri: &str) -> Vec<&str> {
    let rest = scheme(uri).map_or(uri, |scheme| &uri[scheme.len() + 1..]);
    let rest = rest.split_once('?').map_or(rest, |(before, _)| before);
    split_authority(rest).1.split('/').filter(|segment| !segment.is_empty() && *segment != ".").collect()
}

/// Undoes percent-encoding; what is no encoding of UTF-8 stays as written.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let code = digit(0).zip(digit(1)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        match (byte, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.len() > 1 && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters))
        .then_some(scheme)
}

/// `//authority` (or nothing) and what follows it.
fn split_authority(hierarchy: &str) -> (&str, &str) {
    match hierarchy.strip_prefix("//") {
        Some(rest) => hierarchy.split_at(2 + rest.find('/').unwrap_or(rest.len())),
        None => ("", hierarchy),
    }
}

/// Removes dot segments from the path (5.2.4).
fn normal(scheme: &str, hierarchy: &str) -> String {
    let (before, query) = match hierarchy.find('?') {
        Some(at) => hierarchy.split_at(at),
        None => (hierarchy, ""),
    };
    let (authority, path) = split_authority(before);
    if !path.starts_with('/') {
        return format!("{scheme}:{hierarchy}");
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path[1..].split('/').peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            part => kept.push(part),
        }
    }
    format!("{scheme}:{authority}/{}{query}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{decode, has_scheme, resolve, segments};

    #[test]
    fn references_resolve_as_rfc_3986_says() {
        for (base, reference, want) in [
            ("http://a/b/c/d;p?q", "g", "http://a/b/c/g"),
            ("http://a/b/c/d;p?q", "./g", "http://a/b/c/g"),
            ("http://a/b/c/d;p?q", "g/", "http://a/b/c/g/"),
            ("http://a/b/c/d;p?q", "/g", "http://a/g"),
            ("http://a/b/c/d;p?q", "//g", "http://g"),
            ("http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y"),
            ("http://a/b/c/d;p?q", "g?y", "http://a/b/c/g?y"),
            ("http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q"),
            ("http://a/b/c/d;p?q", "..", "http://a/b/"),
            ("http://a/b/c/d;p?q", "../../../g", "http://a/g"),
            ("http://a/b/c/d;p?q", "gg:h", "gg:h"),
            ("http://a/b/c/d;p?q", "https://x/./y/../z", "https://x/z"),
            ("http://a", "g", "http://a/g"),
            ("urn:example:root", "urn:example:other", "urn:example:other"),
            ("file:///folder/file.json", "other.json", "file:///folder/other.json"),
            ("schemas/order.json", "parts/address.json", "schemas/parts/address.json"),
            ("schemas/order.json", "../address.json", "address.json"),
            ("schemas/order.json", "push$event", "schemas/push$event"),
        ] {
            assert_eq!(resolve(base, reference), want, "{base} {reference}");
        }
    }

    #[test]
    fn a_drive_of_windows_is_no_scheme() {
        assert!(has_scheme("urn:x") && has_scheme("http://x"));
        assert!(!has_scheme("C:/x") && !has_scheme("x/y:z") && !has_scheme("1a:b"));
    }

    #[test]
    fn percent_encoding_is_undone_where_it_is_one() {
        assert_eq!(decode("a%25b%22"), "a%b\"");
        assert_eq!(decode("%C3%A9"), "é");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%FF"), "%zz%FF");
    }

    #[test]
    fn segments_are_those_of_the_path() {
        assert_eq!(segments("https://x.com/a/b.json?v=1"), ["a", "b.json"]);
        assert_eq!(segments("https://x.com"), Vec::<&str>::new());
    }
}
