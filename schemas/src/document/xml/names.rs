//! The names of a document, each kept once: a node carries a number, and what a name means is found out once for each.
//!
//! Names are looked up by a hash that is keyed anew for each document, so that nobody can send names that collide.

use std::hash::{BuildHasher, RandomState};

use super::characters::is_space;
use crate::document::arena::Name;
use crate::document::node::{NO_NAME, Node};
use crate::text::{Span, after_name, offset};

/// Where the strings of nodes lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strings<'a> {
    pub(super) text: &'a str,
    pub(super) buffer: &'a str,
    /// The offset of the first byte of `buffer`.
    pub(super) base: u32,
}

impl<'a> Strings<'a> {
    /// A range that lies in the source or, past its end, in the decoded buffer.
    pub(super) fn slice(self, start: u32, len: u32) -> &'a str {
        match start.checked_sub(self.base) {
            None => Span::new(start, start.saturating_add(len)).of(self.text),
            Some(start) => Span::new(start, start.saturating_add(len)).of(self.buffer),
        }
    }

    /// The bytes of a range, without a look at where its characters begin.
    #[inline]
    pub(super) fn bytes(self, start: u32, len: u32) -> &'a [u8] {
        let (text, start) = match start.checked_sub(self.base) {
            None => (self.text, start as usize),
            Some(start) => (self.buffer, start as usize),
        };
        text.as_bytes().get(start..start + len as usize).unwrap_or_default()
    }
}

/// A name as it is written somewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    /// Its offset in the document.
    pub(super) start: u32,
    /// Where its local part begins in it.
    pub(super) local: usize,
}

/// Names by number and numbers by name.
#[derive(Debug)]
pub(super) struct Names {
    names: Vec<Name>,
    /// For each name the element's that came after it last.
    next: Vec<u32>,
    /// The element's that came last.
    last: u32,
    /// A number plus one at the slot of its hash or at one of the next; 0 where there is none. A power of two of them, at
    /// most half in use.
    slots: Vec<u32>,
    /// What the hash is made with, anew for each document.
    keys: (u64, u64),
}

impl Names {
    pub(super) fn new() -> Self {
        let state = RandomState::new();
        let keys = (state.hash_one(0), state.hash_one(1));
        Self { names: Vec::with_capacity(16), next: Vec::with_capacity(16), last: NO_NAME, slots: vec![0; 64], keys }
    }

    /// The name of the element that `text` begins with, where it is the one that came after the last one before: records
    /// are alike. What follows it ends it, and need not be looked for.
    #[inline]
    pub(super) fn guess(&self, text: &[u8], strings: Strings<'_>) -> Option<(u32, Name)> {
        let number = *self.next.get(self.last as usize)?;
        let name = self.names.get(number as usize)?;
        let after = after_name(text, strings.bytes(name.start, name.len))?;
        after.first().is_some_and(|&byte| byte == b'>' || byte == b'/' || is_space(byte)).then_some((number, *name))
    }

    /// Notes the name of an element for the next guess.
    #[inline]
    pub(super) fn came(&mut self, number: u32) {
        if let Some(next) = self.next.get_mut(self.last as usize) {
            *next = number;
        }
        self.last = number;
    }

    /// The number of a name in a namespace, old or new.
    #[inline]
    pub(super) fn number(&mut self, written: Written<'_>, namespace: u16, strings: Strings<'_>) -> u32 {
        let bytes = written.text.as_bytes();
        let mut at = self.slot(bytes, namespace);
        loop {
            let Some(number) = self.slots[at].checked_sub(1) else { return self.add(written, namespace, strings, at) };
            let name = &self.names[number as usize];
            if name.namespace == namespace && strings.bytes(name.start, name.len) == bytes {
                return number;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn add(&mut self, written: Written<'_>, namespace: u16, strings: Strings<'_>, at: usize) -> u32 {
        let number = offset(self.names.len());
        let Written { text, start, local } = written;
        self.names.push(Name { start, len: offset(text.len()), local: offset(local), namespace });
        self.next.push(NO_NAME);
        self.slots[at] = number + 1;
        if self.names.len() * 2 > self.slots.len() {
            self.grow(strings);
        }
        number
    }

    fn grow(&mut self, strings: Strings<'_>) {
        self.slots = vec![0; self.slots.len() * 4];
        for number in 0..self.names.len() {
            let name = self.names[number];
            let mut at = self.slot(strings.bytes(name.start, name.len), name.namespace);
            while self.slots[at] != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = offset(number + 1);
        }
    }

    /// The slot at which to look first.
    #[inline]
    fn slot(&self, bytes: &[u8], namespace: u16) -> usize {
        let length = bytes.len() as u64;
        // The first and the last bytes, which are all of a name of up to sixteen.
        let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => match (bytes.first_chunk(), bytes.last_chunk()) {
                (Some(first), Some(last)) => {
                    (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
                }
                _ => (bytes.iter().fold(0, |all, &byte| all << 8 | u64::from(byte)), 0),
            },
        };
        let mut hash = fold(first ^ self.keys.0, last ^ self.keys.1 ^ length << 32 ^ u64::from(namespace));
        if bytes.len() > 16 {
            let (words, _) = bytes.as_chunks::<8>();
            hash = words.iter().skip(1).fold(hash, |hash, word| fold(hash ^ u64::from_le_bytes(*word), self.keys.0));
        }
        usize::try_from(hash & 0xFFFF_FFFF).unwrap_or_default() & (self.slots.len() - 1)
    }

    /// A name by its number.
    pub(super) fn get(&self, number: u32) -> Option<Name> {
        self.names.get(number as usize).copied()
    }

    /// The name of a node as written; empty where it has none.
    pub(super) fn text<'a>(&self, node: &Node, strings: Strings<'a>) -> &'a str {
        self.get(node.name).map_or("", |name| strings.slice(name.start, name.len))
    }

    /// Where the name of a node stands.
    pub(super) fn place(&self, node: &Node) -> Span {
        let len = self.get(node.name).map_or(0, |name| name.len);
        Span::new(node.name_start, node.name_start.saturating_add(len))
    }

    /// What the document keeps.
    pub(super) fn finish(self) -> Vec<Name> {
        self.names
    }
}

/// Both halves of a product, so that every bit of it counts.
#[inline]
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    #[expect(clippy::cast_possible_truncation, reason = "each half is taken")]
    let halves = (product as u64, (product >> 64) as u64);
    halves.0 ^ halves.1
}

#[cfg(test)]
mod tests {
    use super::{Names, Strings, Written};
    use crate::text::offset;

    #[test]
    fn a_name_has_one_number_in_each_namespace() {
        let text: String = (0..500).map(|number| format!("n{number:05}")).collect();
        let strings = Strings { text: &text, buffer: "", base: offset(text.len() + 1) };
        let mut names = Names::new();
        for round in 0..2 {
            for namespace in [0, 1, 7] {
                for number in 0..500 {
                    let start = number * 6;
                    let written = Written { text: &text[start..start + 6], start: offset(start), local: 0 };
                    let found = names.number(written, namespace, strings);
                    let nth = [0, 1, 7].iter().position(|&one| one == namespace).unwrap();
                    assert_eq!(found as usize, nth * 500 + number, "round {round}");
                }
            }
        }
        assert_eq!(names.finish().len(), 1_500);
    }
}
