//! The names of a document, each kept once: a node carries a number, and what a name means is found out once for each.
//!
//! Names are looked up by a hash that is keyed anew for each document, so that nobody can send names that collide.

use std::hash::BuildHasher;
use std::hash::RandomState;

use crate::document::arena::Name;
use crate::document::node::Node;
use crate::text::{Span, offset};

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

    fn bytes(self, name: &Name) -> &'a [u8] {
        let (text, start) = match name.start.checked_sub(self.base) {
            None => (self.text, name.start as usize),
            Some(start) => (self.buffer, start as usize),
        };
        text.as_bytes().get(start..start + name.len as usize).unwrap_or_default()
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
    /// A number plus one at the slot of its hash or at one of the next; 0 where there is none. A power of two of them, at
    /// most half in use.
    slots: Vec<u32>,
    key: u64,
}

impl Names {
    pub(super) fn new() -> Self {
        let key = RandomState::new().hash_one(0);
        Self { names: Vec::with_capacity(16), slots: vec![0; 64], key }
    }

    /// The number of a name in a namespace, old or new.
    #[inline]
    pub(super) fn number(&mut self, written: Written<'_>, namespace: u16, strings: Strings<'_>) -> u32 {
        let bytes = written.text.as_bytes();
        let mut at = self.slot(bytes, namespace);
        loop {
            let Some(number) = self.slots[at].checked_sub(1) else { return self.add(written, namespace, strings, at) };
            let name = &self.names[number as usize];
            if name.namespace == namespace && strings.bytes(name) == bytes {
                return number;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn add(&mut self, written: Written<'_>, namespace: u16, strings: Strings<'_>, at: usize) -> u32 {
        let number = offset(self.names.len());
        let Written { text, start, local } = written;
        self.names.push(Name { start, len: offset(text.len()), local: offset(local), namespace });
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
            let mut at = self.slot(strings.bytes(&name), name.namespace);
            while self.slots[at] != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = offset(number + 1);
        }
    }

    /// The slot at which to look first: the folded products of the bytes, eight at a time, with the key.
    #[inline]
    fn slot(&self, bytes: &[u8], namespace: u16) -> usize {
        const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
        let (words, rest) = bytes.as_chunks::<8>();
        let mut hash = self.key ^ u64::from(namespace);
        for word in words {
            hash = fold(hash ^ u64::from_le_bytes(*word), FACTOR);
        }
        let last = rest.iter().fold(bytes.len() as u64, |last, &byte| last << 8 | u64::from(byte));
        hash = fold(hash ^ last, FACTOR ^ self.key);
        usize::try_from(hash >> 32).unwrap_or_default() & (self.slots.len() - 1)
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
