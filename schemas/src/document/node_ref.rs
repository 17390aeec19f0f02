//! The handle that reads a node, and the ways from one to others.

use std::fmt;

use super::arena::{Document, Syntax};
use super::node::{Kind, NameId, Node, NodeId, flag};
use super::token::key_of;
use super::wide::NARROW;
use crate::text::{Position, Span, is_same_name};

impl Document<'_> {
    /// The root: the root element, or the JSON value.
    #[must_use]
    pub fn root(&self) -> NodeRef<'_> {
        NodeRef::new(self, 0)
    }

    /// The node of this id, where there is one.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<NodeRef<'_>> {
        (id.index() < self.nodes.len()).then(|| NodeRef::new(self, id.0))
    }
}

/// A node of a document: cheap to copy, and the only way to read one.
#[derive(Clone, Copy)]
pub struct NodeRef<'d> {
    document: &'d Document<'d>,
    id: u32,
}

impl<'d> NodeRef<'d> {
    pub(super) fn new(document: &'d Document<'d>, id: u32) -> Self {
        Self { document, id }
    }

    #[inline]
    fn raw(self) -> &'d Node {
        self.document.raw(self.id)
    }

    /// The document that this node belongs to.
    #[must_use]
    pub fn document(self) -> &'d Document<'d> {
        self.document
    }

    /// Its id.
    #[must_use]
    #[inline]
    pub fn id(self) -> NodeId {
        NodeId(self.id)
    }

    /// What it is.
    #[must_use]
    #[inline]
    pub fn kind(self) -> Kind {
        self.raw().kind
    }

    /// The syntax it was written in.
    #[must_use]
    pub fn syntax(self) -> Syntax {
        self.document.syntax
    }

    /// Whether it has a name: elements, attributes, and members of a JSON object.
    #[must_use]
    pub fn is_named(self) -> bool {
        let node = self.raw();
        matches!(node.kind, Kind::Element | Kind::Attribute | Kind::Namespace) || node.has(flag::MEMBER)
    }

    /// Its name as written: a qualified name in XML, a decoded key in JSON; empty where it has none.
    #[must_use]
    #[inline]
    pub fn name(self) -> &'d str {
        self.document.decoded_name(self.id)
    }

    /// Whether this is its name. Costs less than to look at [`NodeRef::name`].
    #[must_use]
    #[inline]
    pub fn has_name(self, name: &str) -> bool {
        let node = self.raw();
        if self.document.syntax == Syntax::Xml || node.has(flag::DECODED_NAME) {
            return self.name() == name;
        }
        let start = node.name_start as usize;
        let own = self.document.text.as_bytes().get(start..start + node.name as usize);
        own.is_some_and(|own| is_same_name(own, name.as_bytes()))
    }

    /// Whether it is a member of an object whose key comes again later: the last one rules.
    #[must_use]
    pub fn is_superseded(self) -> bool {
        self.document.equal_keys().supersede(self.id)
    }

    /// Whether it is a member of an object whose key came before.
    #[must_use]
    pub fn is_repeated(self) -> bool {
        self.document.equal_keys().repeat(self.id)
    }

    /// Its name without a namespace prefix. A JSON key is taken whole.
    #[must_use]
    #[inline]
    pub fn local_name(self) -> &'d str {
        match self.document.name(self.raw()) {
            Some(name) => self.document.slice(name.start + name.local, name.start + name.len),
            None => self.name(),
        }
    }

    /// The number of its name among those of an XML document; none in JSON. Where many nodes are looked at, what a name
    /// means to the reader can be found once for each number.
    #[must_use]
    #[inline]
    pub fn name_id(self) -> Option<NameId> {
        let number = self.raw().name;
        ((number as usize) < self.document.names.len()).then_some(NameId(number))
    }

    /// The name of its namespace.
    #[must_use]
    #[inline]
    pub fn namespace(self) -> Option<&'d str> {
        self.document.namespace(self.document.name(self.raw())?.namespace)
    }

    /// The namespace that a prefix is bound to at this node; the empty prefix is the default namespace.
    #[must_use]
    pub fn prefix(self, prefix: &str) -> Option<&'d str> {
        self.document.prefix_at(self.id, prefix)
    }

    /// Its text: the decoded string, the number as written, the character data of a leaf element, the value of an
    /// attribute. For an element with children what stands between its tags as written, for an object or array all of it.
    #[must_use]
    #[inline]
    pub fn value(self) -> &'d str {
        self.document.decoded_value(self.id)
    }

    /// Whether it holds no other node than attributes: a scalar, or an element without child elements.
    #[must_use]
    #[inline]
    pub fn is_leaf(self) -> bool {
        self.document.is_leaf(self.id)
    }

    /// Whether it is an element written as an empty-element tag.
    #[must_use]
    pub fn is_empty_tag(self) -> bool {
        self.raw().has(flag::EMPTY_TAG)
    }

    /// The span of the whole node: a string with its quotes, an element with its tags.
    #[must_use]
    pub fn span(self) -> Span {
        let node = self.raw();
        match node.kind {
            Kind::String if !node.has(flag::UNQUOTED) => {
                Span::new(node.start.saturating_sub(1), node.end.saturating_add(1))
            }
            Kind::Element => {
                let whole = self.document.source_span(node.name_start, node.end);
                if whole.start != node.name_start {
                    return whole;
                }
                let end = if node.has(flag::EMPTY_TAG) {
                    node.end
                } else {
                    let text = self.document.text();
                    let close = text.get(node.end as usize..).and_then(|rest| rest.find('>'));
                    close.map_or(node.end, |at| node.end.saturating_add(crate::text::offset(at + 1)))
                };
                Span::new(node.name_start.saturating_sub(1), end)
            }
            _ => self.document.source_span(node.start, node.end),
        }
    }

    /// The span of its name: a key with its quotes, an element's `<` and name, an attribute's name.
    #[must_use]
    pub fn name_span(self) -> Span {
        let node = self.raw();
        let end = node.name_start.saturating_add(self.document.name_len(node));
        let span = self.document.source_span(node.name_start, end);
        if span.start != node.name_start {
            return span;
        }
        match node.kind {
            Kind::Element => Span::new(span.start.saturating_sub(1), span.end),
            Kind::Attribute | Kind::Namespace => span,
            _ if node.has(flag::MEMBER) => Span::new(span.start.saturating_sub(1), span.end.saturating_add(1)),
            _ => self.span(),
        }
    }

    /// The place of its value: a JSON value with its quotes, an element's content (its start tag's `<` where it is an
    /// empty-element tag), an attribute's value without its quotes.
    #[must_use]
    pub fn value_span(self) -> Span {
        let node = self.raw();
        match node.kind {
            Kind::Element if node.has(flag::EMPTY_TAG) => self.span(),
            Kind::Element | Kind::Attribute | Kind::Namespace | Kind::Text => {
                self.document.source_span(node.start, node.end)
            }
            _ => self.span(),
        }
    }

    /// The position of [`NodeRef::value_span`].
    #[must_use]
    pub fn position(self) -> Position {
        self.document.position(self.value_span().start)
    }

    /// Its children in document order: elements and text, members, or items; not attributes.
    #[must_use]
    #[inline]
    pub fn children(self) -> Children<'d> {
        let (mut at, end) = (self.id + 1, self.raw().next);
        while at < end && matches!(self.document.raw(at).kind, Kind::Attribute | Kind::Namespace) {
            at += 1;
        }
        Children { document: self.document, at, end }
    }

    /// Its child elements.
    pub fn elements(self) -> impl Iterator<Item = Self> + Clone {
        self.children().filter(|child| child.kind() == Kind::Element)
    }

    /// Its attributes in document order, without namespace declarations.
    #[must_use]
    pub fn attributes(self) -> Attributes<'d> {
        Attributes { document: self.document, at: self.id + 1, end: self.raw().next }
    }

    /// The namespace declarations that an element carries, in document order: named `xmlns` or `xmlns:prefix`, valued with
    /// the namespace.
    pub fn declarations(self) -> impl Iterator<Item = Self> {
        let nodes = (self.id + 1..self.raw().next).map(move |id| Self::new(self.document, id));
        let attributes = nodes.take_while(|node| matches!(node.kind(), Kind::Attribute | Kind::Namespace));
        attributes.filter(|node| node.kind() == Kind::Namespace)
    }

    /// The value of the attribute of this local name that is in no namespace.
    #[must_use]
    pub fn attribute(self, name: &str) -> Option<Self> {
        self.attributes().find(|attribute| attribute.namespace().is_none() && attribute.name() == name)
    }

    /// The member of this key of a JSON object; of several the last, as in `serde_json`.
    #[must_use]
    pub fn member(self, key: &str) -> Option<Self> {
        if self.kind() != Kind::Object {
            return None;
        }
        let mut children = self.children();
        let found = children.by_ref().take(NARROW).filter(|child| child.has_name(key)).last();
        if children.next().is_none() {
            return found;
        }
        let mut members = self.document.wide_objects().like(self.id, key).map(|id| Self::new(self.document, id));
        members.find(|member| member.has_name(key))
    }

    /// The node that a JSON Pointer (RFC 6901) leads to from here.
    #[must_use]
    pub fn pointer(self, pointer: &str) -> Option<Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut node = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = key_of(token);
            node = match node.kind() {
                Kind::Object => node.member(&token)?,
                Kind::Array => {
                    if token.len() > 1 && token.starts_with('0') {
                        return None;
                    }
                    node.children().nth(token.parse().ok()?)?
                }
                _ => return None,
            };
        }
        Some(node)
    }
}

impl PartialEq for NodeRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document.nodes.as_ptr(), other.document.nodes.as_ptr()) && self.id == other.id
    }
}

impl Eq for NodeRef<'_> {}

/// Shows what and where it is, never the payload's text.
impl fmt::Debug for NodeRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{}", self.kind(), self.span().start)
    }
}

/// The children of a node. See [`NodeRef::children`].
#[derive(Clone)]
pub struct Children<'d> {
    document: &'d Document<'d>,
    at: u32,
    end: u32,
}

impl<'d> Iterator for Children<'d> {
    type Item = NodeRef<'d>;

    #[inline]
    fn next(&mut self) -> Option<NodeRef<'d>> {
        if self.at >= self.end {
            return None;
        }
        let node = NodeRef::new(self.document, self.at);
        self.at = node.raw().next;
        Some(node)
    }
}

impl fmt::Debug for Children<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The attributes of an element. See [`NodeRef::attributes`].
#[derive(Clone)]
pub struct Attributes<'d> {
    document: &'d Document<'d>,
    at: u32,
    end: u32,
}

impl<'d> Iterator for Attributes<'d> {
    type Item = NodeRef<'d>;

    #[inline]
    fn next(&mut self) -> Option<NodeRef<'d>> {
        while self.at < self.end {
            let node = NodeRef::new(self.document, self.at);
            self.at += 1;
            match node.kind() {
                Kind::Attribute => return Some(node),
                Kind::Namespace => {}
                _ => break,
            }
        }
        self.at = self.end;
        None
    }
}

impl fmt::Debug for Attributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
