//! Nodes as they lie in the arena.

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An XML element.
    Element,
    /// An XML attribute that is no namespace declaration.
    Attribute,
    /// An XML namespace declaration (`xmlns`, `xmlns:p`).
    Namespace,
    /// Character data between the children of an element. White space alone makes no node.
    Text,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
    /// A JSON string.
    String,
    /// A JSON number, as written.
    Number,
    /// A JSON `true` or `false`.
    Boolean,
    /// A JSON `null`.
    Null,
}

/// Flags of a [`Node`].
pub(super) mod flag {
    /// The value was decoded beside the text.
    pub(in crate::document) const DECODED_VALUE: u8 = 1;
    /// The name was decoded beside the text.
    pub(in crate::document) const DECODED_NAME: u8 = 2;
    /// A member of an object: it has a name.
    pub(in crate::document) const MEMBER: u8 = 4;
    /// An element that holds no element: its value is its character data.
    pub(in crate::document) const LEAF: u8 = 8;
    /// An element written as an empty-element tag.
    pub(in crate::document) const EMPTY_TAG: u8 = 16;
    /// A JSON string that was written without quotes, and repaired.
    pub(in crate::document) const UNQUOTED: u8 = 32;
}

/// A node as it lies in the arena. Its children follow it at once; `next` is the id after its last descendant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) flags: u8,
    /// Where the name begins: a key inside its quotes, a qualified name in a tag.
    pub(super) name_start: u32,
    /// In JSON the length of the key; in XML the number of the name among those of the document, [`NO_NAME`] where it has
    /// none.
    pub(super) name: u32,
    /// Where the value begins: a string inside its quotes, an element's content after its start tag.
    pub(super) start: u32,
    /// Where the value ends: a string before its closing quote, an element's content before its end tag.
    pub(super) end: u32,
    pub(super) next: u32,
}

const _: () = assert!(size_of::<Node>() == 24);

/// The number of no name.
pub(super) const NO_NAME: u32 = u32::MAX;

impl Node {
    pub(super) const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// Names a name of one XML document: a qualified name as written, in its namespace. What is of one number has one name;
/// under two prefixes a name has two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub(super) u32);

impl NameId {
    /// The number, from 0 and below [`Document::name_count`](super::Document::name_count).
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Names a node of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The node's number in document order, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
