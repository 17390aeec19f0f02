//! Which members of an object have a key that another one has.
//!
//! RFC 8259, 4 leaves open what equal keys mean; here as in most readers the last one rules. In go the members of every
//! object, out come those that a later one supersedes and those that come again. Found when first asked for: next to no
//! payload has any, and who walks along fields sees a key again without asking.

use std::collections::HashMap;

/// Members of at most so many are compared with one another; more are hashed.
const FEW: usize = 16;

/// The members of a document's objects whose key another one has, by node, each list in ascending order.
#[derive(Debug, Default)]
pub(super) struct EqualKeys {
    /// Those whose key comes again later.
    superseded: Vec<u32>,
    /// Those whose key came before.
    repeated: Vec<u32>,
}

impl EqualKeys {
    /// Compares the keys of each object.
    pub(super) fn of<'d, M>(objects: impl Iterator<Item = M>) -> Self
    where
        M: Iterator<Item = (u32, &'d str)>,
    {
        let mut found = Self::default();
        let (mut members, mut last) = (Vec::new(), HashMap::new());
        for object in objects {
            members.clear();
            members.extend(object);
            if members.len() <= FEW {
                for (at, (member, key)) in members.iter().enumerate() {
                    let before = members[..at].iter().rev().find(|(_, other)| other == key);
                    found.add(before.map(|(before, _)| *before), *member);
                }
            } else {
                last.clear();
                for (member, key) in &members {
                    found.add(last.insert(*key, *member), *member);
                }
            }
        }
        found.superseded.sort_unstable();
        found.repeated.sort_unstable();
        found
    }

    /// A member, and the last one before it that has its key.
    fn add(&mut self, before: Option<u32>, member: u32) {
        if let Some(before) = before {
            self.superseded.push(before);
            self.repeated.push(member);
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.superseded.is_empty()
    }

    /// Whether the key of a member comes again later.
    pub(super) fn supersede(&self, member: u32) -> bool {
        self.superseded.binary_search(&member).is_ok()
    }

    /// Whether the key of a member came before.
    pub(super) fn repeat(&self, member: u32) -> bool {
        self.repeated.binary_search(&member).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, ReadOptions};

    /// The values of the members that are superseded, and of those that are repeated.
    fn equal(text: &str) -> (String, String) {
        let document = Document::read_str(text, &ReadOptions::default()).unwrap();
        let (mut superseded, mut repeated) = (String::new(), String::new());
        let mut nodes = vec![document.root()];
        while let Some(node) = nodes.pop() {
            let mut children: Vec<_> = node.children().collect();
            for child in &children {
                superseded.push_str(if child.is_superseded() { child.value() } else { "" });
                repeated.push_str(if child.is_repeated() { child.value() } else { "" });
            }
            children.reverse();
            nodes.extend(children);
        }
        assert_eq!(document.has_equal_keys(), !superseded.is_empty(), "{text}");
        (superseded, repeated)
    }

    #[test]
    fn equal_keys_are_found_in_every_object_however_wide_and_however_written() {
        for (text, superseded, repeated) in [
            ("1", "", ""),
            (r#"{"a": 1, "b": 2, "c": [1, 1]}"#, "", ""),
            (r#"{"a": 1, "b": 2, "a": 3, "a": 4}"#, "13", "34"),
            (r#"{"a": 1, "\u0061": 2}"#, "1", "2"),
            (r#"[{"a": 1}, {"a": 2}, {"b": {"c": 3, "c": 4}, "c": 5}]"#, "3", "4"),
        ] {
            assert_eq!(equal(text), (superseded.to_owned(), repeated.to_owned()), "{text}");
        }
        let wide: Vec<_> = (0..100).map(|number| format!("\"key{number}\": \"\"")).collect();
        let wide = format!(r#"{{"a": 1, "b": 2, {}, "b": 3, "a": 4}}"#, wide.join(", "));
        assert_eq!(equal(&wide), ("12".to_owned(), "34".to_owned()));
    }
}
