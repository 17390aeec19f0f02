//! The arena itself: a text, its nodes, and what was decoded beside the text.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::equal_keys::EqualKeys;
use super::node::{Kind, Node, flag};
use super::syntax_error::Repair;
use super::wide::{NARROW, WideObjects};
use crate::text::{LineIndex, Position, Span, offset};

/// Which of the two syntaxes a document was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Syntax {
    /// XML 1.0 with namespaces.
    Xml,
    /// JSON, RFC 8259.
    Json,
}

/// A document: every node in document order, with its place in the text.
#[derive(Debug)]
pub struct Document<'s> {
    pub(super) text: Cow<'s, str>,
    pub(super) syntax: Syntax,
    pub(super) nodes: Vec<Node>,
    pub(super) decoded: Decoded,
    /// The names of XML, each once; none in JSON.
    pub(super) names: Vec<Name>,
    pub(super) namespaces: Namespaces,
    pub(super) repairs: Vec<Repair>,
    pub(super) byte_order_mark: bool,
    pub(super) lines: OnceLock<LineIndex>,
    pub(super) equal_keys: OnceLock<EqualKeys>,
    pub(super) wide: OnceLock<WideObjects>,
}

/// Text that does not stand in the source as such: unescaped strings, and the replacement text of entities.
///
/// Offsets into it continue past the end of the source (see [`Document::buffer_base`]), so that one number says where a
/// string lies.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    /// Unescaped strings and replacement texts, one after the other.
    pub(super) buffer: String,
    /// Decoded values by node, in ascending order of node.
    pub(super) values: Vec<Entry>,
    /// Decoded names by node, in ascending order of node.
    pub(super) names: Vec<Entry>,
    /// Which parts of `buffer` replace a reference, and where that stands in the source; ascending.
    pub(super) expansions: Vec<Expansion>,
}

/// A node's decoded string: a range of [`Decoded::buffer`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) node: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A range of [`Decoded::buffer`] that is the replacement text of a reference in the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expansion {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) reference: Span,
}

impl Decoded {
    fn find(&self, entries: &[Entry], node: u32) -> Option<&str> {
        let at = entries.binary_search_by_key(&node, |entry| entry.node).ok()?;
        Span::new(entries[at].start, entries[at].end).of(&self.buffer).into()
    }
}

/// A name of XML: where it was written first, and what it means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) start: u32,
    pub(super) len: u32,
    /// Where its local part begins in it.
    pub(super) local: u32,
    /// Number of the namespace, 0 for none.
    pub(super) namespace: u16,
}

/// The namespace names of a document and the scopes of its prefixes. Namespace 0 is "none".
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    /// Namespace names; a node's number minus one is the index.
    pub(super) names: Vec<Box<str>>,
    /// The prefixes that are declared anywhere; the empty one is the default namespace.
    pub(super) prefixes: Vec<Box<str>>,
    /// One entry per declaration, in document order.
    pub(super) scopes: Vec<Scope>,
}

/// A prefix bound to a namespace, for the nodes `first..last`.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) first: u32,
    pub(super) last: u32,
    /// The scope that was in force before this one, so that a lookup costs the depth and not the document; past the end
    /// where there was none.
    pub(super) parent: u32,
    /// Index into [`Namespaces::prefixes`].
    pub(super) prefix: u16,
    /// 0 undeclares the default namespace.
    pub(super) namespace: u16,
}

impl Namespaces {
    /// The innermost declaration of `prefix` whose scope holds the node `id`.
    fn scope(&self, id: u32, prefix: &str) -> Option<&Scope> {
        let mut at = self.scopes.partition_point(|scope| scope.first <= id).checked_sub(1)?;
        loop {
            let scope = self.scopes.get(at)?;
            if id < scope.last && self.prefixes.get(usize::from(scope.prefix)).is_some_and(|known| **known == *prefix) {
                return Some(scope);
            }
            at = scope.parent as usize;
        }
    }
}

impl<'s> Document<'s> {
    /// The syntax it was written in.
    #[must_use]
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// How many nodes there are, attributes and namespace declarations included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Never: a document has a root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many names its elements and attributes have; none in JSON, where keys are not numbered.
    #[must_use]
    pub fn name_count(&self) -> usize {
        self.names.len()
    }

    /// The decoded text that spans refer to.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of a byte offset in [`Document::text`].
    #[must_use]
    pub fn position(&self, at: u32) -> Position {
        self.lines().position(&self.text, at)
    }

    /// The text of a line, from 1, without its end.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        self.lines().line(&self.text, line)
    }

    /// What was read otherwise than written, so that reading could go on; empty for a well-formed document.
    #[must_use]
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }

    /// Whether the text began with a byte order mark. RFC 8259, 8.1 forbids it in JSON on the wire.
    #[must_use]
    pub fn has_byte_order_mark(&self) -> bool {
        self.byte_order_mark
    }

    /// Whether any object has two members of one key. Looks at every object when first asked.
    #[must_use]
    pub fn has_equal_keys(&self) -> bool {
        !self.equal_keys().is_empty()
    }

    pub(super) fn equal_keys(&self) -> &EqualKeys {
        self.equal_keys.get_or_init(|| EqualKeys::of(self.objects().map(|object| self.members(object))))
    }

    pub(super) fn wide_objects(&self) -> &WideObjects {
        self.wide.get_or_init(|| {
            let wide = self.objects().filter(|object| self.members(*object).nth(NARROW).is_some());
            WideObjects::of(wide.flat_map(|object| self.members(object).map(move |(id, key)| (object, id, key))))
        })
    }

    fn objects(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(&self.nodes).filter(|(_, node)| node.kind == Kind::Object).map(|(id, _)| id)
    }

    /// The members of an object and their keys.
    fn members(&self, object: u32) -> impl Iterator<Item = (u32, &str)> {
        let (mut at, end) = (object + 1, self.raw(object).next);
        std::iter::from_fn(move || {
            let member = (at < end).then_some(at)?;
            at = self.raw(member).next;
            Some((member, self.decoded_name(member)))
        })
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    #[inline]
    pub(super) fn raw(&self, id: u32) -> &Node {
        // Node ids are made by the readers and by iteration over `nodes` only.
        &self.nodes[id as usize]
    }

    /// The first offset that lies in the decoded buffer: one past the end of the source, so that an empty range at the end
    /// of the source is not mistaken for one of the buffer.
    pub(super) fn buffer_base(text: &str) -> u32 {
        offset(text.len()).saturating_add(1)
    }

    /// The text of a range that lies in the source or, past its end, in the decoded buffer.
    #[inline]
    pub(super) fn slice(&self, start: u32, end: u32) -> &str {
        let base = Self::buffer_base(&self.text);
        if start < base {
            Span::new(start, end).of(&self.text)
        } else {
            Span::new(start - base, end.saturating_sub(base)).of(&self.decoded.buffer)
        }
    }

    /// The place in the source of a range: itself, or the reference that it was expanded from.
    pub(super) fn source_span(&self, start: u32, end: u32) -> Span {
        let base = Self::buffer_base(&self.text);
        if start < base {
            return Span::new(start, end);
        }
        let past = start - base;
        let at = self.decoded.expansions.partition_point(|expansion| expansion.end <= past);
        let found = self.decoded.expansions.get(at).filter(|expansion| expansion.start <= past);
        found.map_or(Span::at(base - 1), |expansion| expansion.reference)
    }

    #[inline]
    pub(super) fn decoded_value(&self, id: u32) -> &str {
        let node = self.raw(id);
        if node.has(flag::DECODED_VALUE) {
            self.decoded.find(&self.decoded.values, id).unwrap_or("")
        } else {
            self.slice(node.start, node.end)
        }
    }

    #[inline]
    pub(super) fn decoded_name(&self, id: u32) -> &str {
        let node = self.raw(id);
        match self.syntax {
            Syntax::Xml => self.name(node).map_or("", |name| self.slice(name.start, name.start + name.len)),
            Syntax::Json if node.has(flag::DECODED_NAME) => self.decoded.find(&self.decoded.names, id).unwrap_or(""),
            Syntax::Json => self.slice(node.name_start, node.name_start.saturating_add(node.name)),
        }
    }

    /// The name of a node of XML.
    #[inline]
    pub(super) fn name(&self, node: &Node) -> Option<&Name> {
        self.names.get(node.name as usize)
    }

    /// How long the name of a node is, as it stands in the source.
    pub(super) fn name_len(&self, node: &Node) -> u32 {
        match self.syntax {
            Syntax::Xml => self.name(node).map_or(0, |name| name.len),
            Syntax::Json => node.name,
        }
    }

    /// The namespace name of a number that a node carries; `None` for 0.
    pub(super) fn namespace(&self, number: u16) -> Option<&str> {
        self.namespaces.names.get(usize::from(number).checked_sub(1)?).map(AsRef::as_ref)
    }

    /// The namespace that `prefix` is bound to at a node. The empty prefix is the default namespace.
    pub(super) fn prefix_at(&self, id: u32, prefix: &str) -> Option<&str> {
        if prefix == "xml" {
            return Some("http://www.w3.org/XML/1998/namespace");
        }
        self.namespace(self.namespaces.scope(id, prefix)?.namespace)
    }

    #[inline]
    pub(super) fn is_leaf(&self, id: u32) -> bool {
        let node = self.raw(id);
        match node.kind {
            Kind::Element => node.has(flag::LEAF),
            Kind::Object | Kind::Array => false,
            Kind::Attribute
            | Kind::Namespace
            | Kind::Text
            | Kind::String
            | Kind::Number
            | Kind::Boolean
            | Kind::Null => true,
        }
    }
}
