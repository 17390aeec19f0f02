//! What a JSON text looks like from its first bytes: which keys lead where, and whether other values follow on later lines.

use memchr::memchr2;

use super::chunk::Holds;
use super::items::Target;

/// How deep keys are looked at.
const DEPTH: usize = 3;

/// HAR 1.2.
pub(super) const HAR: Target =
    Target { path: &["log", "entries"], holds: Holds::Entry, missing: "no HAR: there is no log.entries" };

/// What is one JSON value and holds several captures: the paths that tell, all of them, and the array with the captures.
const EXPORTS: [(&[&str], Target); 9] = [
    (&["/log/entries"], HAR),
    (&["/log/version", "/log/creator"], HAR),
    // Postman collections; the items come after the information.
    (&["/info/schema"], export(&["item"], Holds::Item)),
    (&["/info/_postman_id"], export(&["item"], Holds::Item)),
    // Requests of webhook.site.
    (&["/data/0/uuid", "/data/0/token_id"], export(&["data"], Holds::Record)),
    // Cassettes of VCR and of VCR.py.
    (&["/http_interactions/0/request"], export(&["http_interactions"], Holds::Interaction)),
    (&["/interactions/0/request"], export(&["interactions"], Holds::Interaction)),
    // A batch of CloudEvents (JSON Format, 4).
    (&["/0/specversion", "/0/type"], export(&[], Holds::Record)),
    // Envelopes in an array.
    (&["/0/headers", "/0/body"], export(&[], Holds::Record)),
];

const fn export(path: &'static [&'static str], holds: Holds) -> Target {
    Target { path, holds, missing: "no export: the array that was to hold the captures is not there" }
}

/// What a JSON text looks like.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// The paths of the keys that were seen; of arrays only the first item: `/log/entries/0/request`.
    paths: Vec<String>,
    /// Whether the first value is in one line, and others follow on later ones.
    pub(super) is_lines: bool,
}

/// A container that is open.
struct Open {
    /// How long the path of what is around it is.
    outer: usize,
    is_object: bool,
    /// How many commas were in it.
    commas: usize,
    /// Whether it is in another item of an array than the first.
    is_later: bool,
}

impl Outline {
    /// Looks at the first bytes of a JSON text, which may end anywhere.
    pub(super) fn of(head: &[u8]) -> Self {
        let (mut outline, mut open) = (Self::default(), Vec::<Open>::new());
        let (mut path, mut key, mut wants_key) = (String::new(), String::new(), false);
        let mut at = 0;
        while let Some(byte) = head.get(at) {
            at += 1;
            match byte {
                b'{' | b'[' => {
                    let outer = path.len();
                    let mut is_later = false;
                    if let Some(around) = open.last() {
                        path.push('/');
                        path.push_str(if around.is_object { &key } else { "0" });
                        is_later = around.is_later || !around.is_object && around.commas > 0;
                    }
                    wants_key = *byte == b'{';
                    open.push(Open { outer, is_object: wants_key, commas: 0, is_later });
                }
                b'}' | b']' => {
                    let Some(closed) = open.pop() else { break };
                    path.truncate(closed.outer);
                    if open.is_empty() {
                        let (value, rest) = head.split_at(at);
                        outline.is_lines = !value.contains(&b'\n') && go_on(rest);
                        break;
                    }
                }
                b',' => {
                    let Some(around) = open.last_mut() else { break };
                    around.commas += 1;
                    wants_key = around.is_object;
                }
                b'"' => {
                    let Some(end) = string(head, at) else { break };
                    if std::mem::take(&mut wants_key) {
                        key = String::from_utf8_lossy(head.get(at..end).unwrap_or_default()).into_owned();
                        if open.len() <= DEPTH && open.last().is_some_and(|around| !around.is_later) {
                            outline.paths.push(format!("{path}/{key}"));
                        }
                    }
                    at = end + 1;
                }
                _ => {}
            }
        }
        outline
    }

    /// The array that holds the captures, where the text is an export of several.
    pub(super) fn target(&self) -> Option<Target> {
        let has = |wanted: &&str| self.paths.iter().any(|path| path == wanted);
        EXPORTS.iter().find(|(paths, _)| paths.iter().all(has)).map(|(_, target)| *target)
    }
}

/// Where the string ends whose content begins here.
fn string(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr2(b'"', b'\\', text.get(at..)?)?;
        if text.get(at) == Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Whether the line ends here and something is on a later one.
fn go_on(rest: &[u8]) -> bool {
    let blank = rest.len() - rest.trim_ascii_start().len();
    blank < rest.len() && rest.get(..blank).is_some_and(|blank| blank.contains(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::Outline;

    #[test]
    fn the_first_bytes_tell_the_keys_and_the_lines() {
        let cases = [
            (r#"{"a": {"b": 1, "c": [{"d": 1}, {"e": 1}]}, "f": "g"}"#, "/a /a/b /a/c /f", false),
            (r#"[{"a": ["x", {"b": 1}]}, {"c": 1}]"#, "/0/a", false),
            (r#"{"a\"": "{", "b": {"c": {"d": {"e": 1"#, "/a\\\" /b /b/c /b/c/d", false),
            ("{\"a\": 1}\n\n  {", "/a", true),
            ("{\"a\": 1} {\n}", "/a", false),
            ("{\"a\":\n1}\n{", "/a", false),
            ("[1]\n[2]\n", "", true),
            ("{}\n", "", false),
            ("]", "", false),
        ];
        for (text, paths, is_lines) in cases {
            let outline = Outline::of(text.as_bytes());
            assert_eq!((outline.paths.join(" ").as_str(), outline.is_lines), (paths, is_lines), "{text}");
        }
    }
}
