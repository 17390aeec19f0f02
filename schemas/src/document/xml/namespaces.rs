//! Namespace declarations while a document is read: which prefix is bound to what, and since when.

use std::collections::HashMap;

use super::fault::{Checked, fault};
use crate::document::arena::{Namespaces, Scope};
use crate::document::syntax_error::SyntaxErrorKind;
use crate::text::{Span, offset};

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// Declarations that may be in force at one place.
const IN_FORCE: usize = 1024;

/// Texts by number: looked for among few, hashed among many.
#[derive(Debug, Default)]
struct Index {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u16>,
    last: usize,
}

impl Index {
    const FEW: usize = 16;

    fn find(&mut self, text: &str) -> Option<u16> {
        if self.texts.get(self.last).is_some_and(|last| **last == *text) {
            return u16::try_from(self.last).ok();
        }
        let found = if self.texts.len() <= Self::FEW {
            self.texts.iter().position(|other| **other == *text).and_then(|at| u16::try_from(at).ok())
        } else {
            self.numbers.get(text).copied()
        };
        self.last = found.map_or(self.last, usize::from);
        found
    }

    /// The number of a text, old or new; `None` where there are too many.
    fn number(&mut self, text: &str) -> Option<u16> {
        if let Some(found) = self.find(text) {
            return Some(found);
        }
        // One less than fits, since namespace 0 is "none".
        let number = u16::try_from(self.texts.len()).ok().filter(|&number| number < u16::MAX)?;
        self.texts.push(text.into());
        if self.texts.len() == Self::FEW + 1 {
            let all = self.texts.iter().zip(0..);
            self.numbers = all.map(|(text, number)| (text.clone(), number)).collect();
        } else if self.texts.len() > Self::FEW {
            self.numbers.insert(text.into(), number);
        }
        Some(number)
    }
}

/// The bindings in force where the reader stands.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    namespaces: Index,
    prefixes: Index,
    scopes: Vec<Scope>,
    /// By number of the prefix: its namespace, 0 where it is not bound.
    bound: Vec<u16>,
    /// The declarations in force, innermost last.
    declared: Vec<Declared>,
    /// The default namespace.
    default: u16,
}

#[derive(Debug)]
struct Declared {
    scope: u32,
    before: u16,
}

impl Bindings {
    /// How many declarations are in force, for [`Bindings::close`].
    pub(super) fn mark(&self) -> usize {
        self.declared.len()
    }

    /// The namespace of names without a prefix: of elements only.
    pub(super) fn default_namespace(&self) -> u16 {
        self.default
    }

    /// The namespace that a prefix is bound to.
    pub(super) fn resolve(&mut self, prefix: &str) -> Option<u16> {
        if prefix == "xml" {
            return self.intern(XML);
        }
        let number = self.prefixes.find(prefix)?;
        self.bound.get(usize::from(number)).copied().filter(|&namespace| namespace != 0)
    }

    fn intern(&mut self, name: &str) -> Option<u16> {
        if name.is_empty() { Some(0) } else { self.namespaces.number(name).map(|number| number + 1) }
    }

    /// Binds a prefix from the element `node` on; the empty prefix is the default namespace. `at` is the declaration's
    /// place.
    pub(super) fn declare(&mut self, prefix: &str, name: &str, node: u32, at: Span) -> Checked<()> {
        // Namespaces 1.0, 3: Reserved Prefixes and Namespace Names; No Prefix Undeclaring.
        let message = match (prefix, name) {
            ("xml", XML) => "",
            ("xml", _) => "the prefix xml belongs to its own namespace",
            ("xmlns", _) => "the prefix xmlns must not be declared",
            (_, XML) => "the namespace of xml belongs to the prefix xml",
            (_, XMLNS) => "the namespace of xmlns must not be declared",
            ("", _) => "",
            (_, "") => "a prefix cannot be bound to no namespace",
            _ => "",
        };
        if !message.is_empty() {
            return Err(fault(message, at));
        }
        let numbers = self.intern(name).zip(self.prefixes.number(prefix));
        let Some((namespace, prefix_number)) = numbers.filter(|_| self.declared.len() < IN_FORCE) else {
            return Err(fault("too many namespace declarations", at).of_kind(SyntaxErrorKind::Limit));
        };
        let parent = self.declared.last().map_or(u32::MAX, |declared| declared.scope);
        let scope = offset(self.scopes.len());
        self.bound.resize(self.prefixes.texts.len(), 0);
        let bound = &mut self.bound[usize::from(prefix_number)];
        self.declared.push(Declared { scope, before: *bound });
        *bound = namespace;
        if prefix.is_empty() {
            self.default = namespace;
        }
        self.scopes.push(Scope { first: node, last: u32::MAX, parent, prefix: prefix_number, namespace });
        Ok(())
    }

    /// Ends the declarations made since `mark`; `next` is the node after their element.
    pub(super) fn close(&mut self, mark: usize, next: u32) {
        while self.declared.len() > mark {
            let Some(declared) = self.declared.pop() else { return };
            let scope = &mut self.scopes[declared.scope as usize];
            scope.last = next;
            let prefix = usize::from(scope.prefix);
            self.bound[prefix] = declared.before;
            if self.prefixes.texts[prefix].is_empty() {
                self.default = declared.before;
            }
        }
    }

    /// What the document keeps.
    pub(super) fn finish(self) -> Namespaces {
        Namespaces { names: self.namespaces.texts, prefixes: self.prefixes.texts, scopes: self.scopes }
    }
}
