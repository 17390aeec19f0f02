//! From a place in a JSON document to the JSON Pointer (RFC 6901) that leads there: the way back of [`NodeRef::pointer`].

use super::arena::Document;
use super::node_ref::NodeRef;

impl Document<'_> {
    /// The JSON Pointer to the innermost value that stands at a byte offset, its key included; to the whole document where
    /// none does.
    #[must_use]
    pub fn pointer_at(&self, offset: u32) -> String {
        descend(self.root(), |child| {
            let start = if child.is_named() { child.name_span().start } else { child.span().start };
            start <= offset
        })
    }
}

impl NodeRef<'_> {
    /// The JSON Pointer from the root of the document to this node.
    #[must_use]
    pub fn to_pointer(self) -> String {
        descend(self.document().root(), |child| child.id() <= self.id())
    }
}

/// The pointer to the last node, in the order of the document, that has begun. Children lie in that order, so at each level
/// it is the last one that has begun, or lies in it.
fn descend(root: NodeRef<'_>, has_begun: impl Fn(NodeRef<'_>) -> bool) -> String {
    let mut pointer = String::new();
    let mut at = root;
    while let Some((index, child)) = at.children().enumerate().take_while(|(_, child)| has_begun(*child)).last() {
        pointer.push('/');
        if child.is_named() {
            pointer.push_str(&child.name().replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(&index.to_string());
        }
        at = child;
    }
    pointer
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, ReadOptions};

    #[test]
    fn a_pointer_leads_to_the_place_that_it_was_made_of() {
        let text = r#"{"a/b": [1, {"m~n": "x"}], "": {"deep": [[], [7]]}, "last": null}"#;
        let document = Document::read_str(text, &ReadOptions::default()).unwrap();
        for pointer in ["", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/m~0n", "/", "//deep/1/0", "/last"] {
            let node = document.root().pointer(pointer).unwrap();
            assert_eq!(node.to_pointer(), pointer);
            assert_eq!(document.pointer_at(node.span().start), pointer);
            if node.is_named() {
                assert_eq!(document.pointer_at(node.name_span().start), pointer);
            }
        }
    }
}
