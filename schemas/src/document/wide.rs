//! The keys of wide objects, so that a member is found without a look at each.
//!
//! In go the members of every wide object, out comes a lookup by key. Made when first asked for: narrow objects are looked
//! through faster.

use std::hash::{BuildHasher, RandomState};

/// Objects of at most so many members are looked through.
pub(super) const NARROW: usize = 64;

/// Where the members of the wide objects of a document are, by a hash of their keys.
#[derive(Debug, Default)]
pub(super) struct WideObjects {
    /// Drawn anew for each document, so that no payload is made of keys of one hash.
    hasher: RandomState,
    /// Object, hash of the key, member; in this order.
    members: Vec<(u32, u32, u32)>,
}

impl WideObjects {
    /// Takes the members of objects: the object, the member, its key.
    pub(super) fn of<'d>(members: impl Iterator<Item = (u32, u32, &'d str)>) -> Self {
        let hasher = RandomState::new();
        let hashed = members.map(|(object, member, key)| (object, hash(&hasher, key), member));
        let mut members: Vec<_> = hashed.collect();
        members.sort_unstable();
        Self { hasher, members }
    }

    /// The members of an object whose key may be this one, the last of them first.
    pub(super) fn like(&self, object: u32, key: &str) -> impl Iterator<Item = u32> {
        let of = (object, hash(&self.hasher, key));
        let first = self.members.partition_point(|(object, hash, _)| (*object, *hash) < of);
        let like = self.members[first..].iter().take_while(move |(object, hash, _)| (*object, *hash) == of);
        let count = like.count();
        self.members[first..first + count].iter().rev().map(|(.., member)| *member)
    }
}

/// Half of a hash is enough to tell most keys of one object apart.
fn hash(hasher: &RandomState, key: &str) -> u32 {
    crate::text::offset((hasher.hash_one(key) >> 33) as usize)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, ReadOptions};

    #[test]
    fn members_of_wide_objects_are_found_by_their_keys() {
        for count in [super::NARROW, super::NARROW + 1, 1_000] {
            let members: Vec<_> = (0..count).map(|at| format!(r#""k{at}": {{"own": {at}, "k0": 0}}"#)).collect();
            let text = format!("[{{}}, {{{}}}]", members.join(", "));
            let document = Document::read_str(&text, &ReadOptions::default()).unwrap();
            let object = document.root().pointer("/1").unwrap();
            for at in 0..count {
                let own = object.member(&format!("k{at}")).and_then(|member| member.member("own"));
                assert_eq!(own.map(|own| own.value().to_owned()), Some(at.to_string()));
            }
            assert!(object.member("own").is_none() && object.member("").is_none());
        }
    }

    #[test]
    fn the_last_of_equal_keys_of_a_wide_object_rules() {
        let members: Vec<_> = (0..500).map(|at| format!(r#""k{}": {at}, "\u006b": {at}"#, at % 100)).collect();
        let text = format!("{{{}}}", members.join(", "));
        let document = Document::read_str(&text, &ReadOptions::default()).unwrap();
        assert_eq!(document.root().member("k7").unwrap().value(), "407");
        assert_eq!(document.root().member("k").unwrap().value(), "499");
    }
}
