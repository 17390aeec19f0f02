//! Where a `schemaLocation` leads: to a file that is at hand, never to the network.

use crate::files::{self, Files};

/// The namespace of XML Schema.
pub(super) const NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema";
/// The namespace of the prefix `xml`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of `xsi:type` and `xsi:nil`.
pub(super) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The namespace of our own attributes on schema components.
pub(super) const DRIFTLINE: &str = "https://driftline.dev/ns/schema";

/// A file's name without `.` and needless `..`.
pub(super) fn normal(name: &str) -> String {
    files::relative("", name)
}

/// Whether a location names another place than a path: `https://…`, `urn:…`.
pub(super) fn is_remote(location: &str) -> bool {
    location.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

/// The name of the file that `location` leads to from the file `base`.
///
/// A path is relative to `base`. A location on the network is looked for beside `base` and among the `given` files, by the
/// end of its path: `https://example.com/schemas/common/types.xsd` is `common/types.xsd` or `types.xsd` there.
pub(super) fn find(files: &dyn Files, given: &[String], base: &str, location: &str) -> Option<String> {
    let path = path(location);
    if path.is_empty() {
        return None;
    }
    if let Some(name) = plain(base, location) {
        return exists(files, given, &name).or_else(|| exists(files, given, &files::relative(base, &decoded(path)?)));
    }
    let (_, rest) = path.split_once(':')?;
    let mut tail = rest.trim_start_matches('/');
    while let Some((_, shorter)) = tail.split_once('/') {
        tail = shorter;
        if let Some(name) = exists(files, given, &files::relative(base, tail)) {
            return Some(name);
        }
    }
    let last = |name: &&String| name.rsplit('/').next() == Some(tail) && !tail.is_empty();
    given.iter().find(last).cloned()
}

/// The name that a path has from the file `base`; none for a location on the network.
pub(super) fn plain(base: &str, location: &str) -> Option<String> {
    let path = path(location);
    (!is_remote(path)).then(|| files::relative(base, path))
}

fn path(location: &str) -> &str {
    let path = location.split(['#', '?']).next().unwrap_or(location);
    path.strip_prefix("file://").unwrap_or(path)
}

fn exists(files: &dyn Files, given: &[String], name: &str) -> Option<String> {
    (given.iter().any(|given| given == name) || files.exists(name)).then(|| name.to_owned())
}

/// A path without percent escapes, where it has any.
fn decoded(path: &str) -> Option<String> {
    let mut parts = path.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    if bytes.len() == path.len() {
        return None;
    }
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::find;

    #[test]
    fn locations_lead_to_files_at_hand_only() {
        let files: BTreeMap<String, Vec<u8>> =
            ["a/main.xsd", "a/common/types.xsd", "with blank.xsd"].map(|name| (name.to_owned(), Vec::new())).into();
        let given = ["b/other.xsd".to_owned()];
        for (location, want) in [
            ("common/types.xsd", Some("a/common/types.xsd")),
            ("../with%20blank.xsd", Some("with blank.xsd")),
            ("https://example.com/schemas/common/types.xsd?v=1", Some("a/common/types.xsd")),
            ("http://example.com/2001/other.xsd", Some("b/other.xsd")),
            ("https://example.com/", None),
            ("missing.xsd", None),
            ("", None),
        ] {
            assert_eq!(find(&files, &given, "a/main.xsd", location).as_deref(), want, "{location}");
        }
    }
}
