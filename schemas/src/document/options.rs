//! How a document is read: its syntax, its limits, and what may be repaired.

use super::arena::Syntax;

/// How deep, how large and how much expanded a document may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Nested elements, objects and arrays.
    pub depth: u32,
    /// Bytes of text, at most just under 4 GiB.
    pub size: u32,
    /// Bytes that the expansion of entities may add.
    pub expansion: u32,
}

impl Default for Limits {
    /// 512 levels, 1 GiB, 1 MiB.
    fn default() -> Self {
        Self { depth: 512, size: 1 << 30, expansion: 1 << 20 }
    }
}

/// How to read a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The syntax that the text is in, where that is known; otherwise its first character tells.
    pub syntax: Option<Syntax>,
    /// What must not be exceeded.
    pub limits: Limits,
    /// Whether JSON that is not well-formed is read over where one reading is safe: an unquoted scalar, a trailing comma,
    /// a comment, a raw control character in a string. What was repaired is in
    /// [`Document::repairs`](super::Document::repairs).
    pub repair: bool,
}
