//! From a place in a JSON document to the JSON Pointer (RFC 6901) that leads there: the way back of [`NodeRef::pointer`].

use super::arena::Document;
use super::node::NodeId;
use super::node_ref::NodeRef;
use super::token::reference_token;
use crate::text::offset;

/// The ways to every node of a document, for many places: a place costs a search and the depth, however wide the document is.
#[derive(Debug)]
pub struct Pointers {
    /// In the order of the document.
    steps: Vec<Step>,
}

/// The last step of the way to a node.
#[derive(Debug)]
struct Step {
    /// Where the node begins, with its key.
    start: u32,
    node: NodeId,
    /// Its number among the children of its parent.
    index: u32,
    /// The step to its parent; of the root itself.
    parent: u32,
}

impl Pointers {
    /// The ways to the nodes of a JSON document.
    #[must_use]
    pub fn new(document: &Document<'_>) -> Self {
        let root = document.root();
        let mut steps = vec![Step { start: 0, node: root.id(), index: 0, parent: 0 }];
        let mut open = vec![(0, 0, root.children())];
        while let Some((parent, index, children)) = open.last_mut() {
            let Some(child) = children.next() else {
                open.pop();
                continue;
            };
            let start = if child.is_named() { child.name_span().start } else { child.span().start };
            let own = offset(steps.len());
            steps.push(Step { start, node: child.id(), index: *index, parent: *parent });
            *index += 1;
            open.push((own, 0, child.children()));
        }
        Self { steps }
    }

    /// The JSON Pointer to the innermost value of the same document that stands at a byte offset, its key included; to the
    /// whole document where none does.
    #[must_use]
    pub fn at(&self, document: &Document<'_>, start: u32) -> String {
        // Nodes lie in the order of the document: the last one that has begun is the innermost.
        let mut at = self.steps.partition_point(|step| step.start <= start).saturating_sub(1);
        let mut tokens = Vec::new();
        while let Some(step) = self.steps.get(at).filter(|_| at > 0) {
            let token = document.node(step.node).filter(|node| node.is_named());
            tokens.push(token.map_or_else(|| step.index.to_string(), |node| reference_token(node.name()).into_owned()));
            at = step.parent as usize;
        }
        tokens.iter().rev().flat_map(|token| ["/", token.as_str()]).collect()
    }
}

impl NodeRef<'_> {
    /// The JSON Pointer from the root of the document to this node.
    #[must_use]
    pub fn to_pointer(self) -> String {
        let mut pointer = String::new();
        let mut at = self.document().root();
        let has_begun = |(_, child): &(usize, NodeRef<'_>)| child.id() <= self.id();
        // Children lie in the order of the document: the last one that has begun is the node, or holds it.
        while let Some((index, child)) = at.children().enumerate().take_while(has_begun).last() {
            pointer.push('/');
            if child.is_named() {
                pointer.push_str(&reference_token(child.name()));
            } else {
                pointer.push_str(&index.to_string());
            }
            at = child;
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Pointers, ReadOptions};

    #[test]
    fn a_pointer_leads_to_the_place_that_it_was_made_of() {
        let text = r#"{"a/b": [1, {"m~n": "x"}], "": {"deep": [[], [7]]}, "last": null}"#;
        let document = Document::read_str(text, &ReadOptions::default()).unwrap();
        let pointers = Pointers::new(&document);
        for pointer in ["", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/m~0n", "/", "//deep/1/0", "/last"] {
            let node = document.root().pointer(pointer).unwrap();
            assert_eq!(node.to_pointer(), pointer);
            assert_eq!(pointers.at(&document, node.span().start), pointer);
            if node.is_named() {
                assert_eq!(pointers.at(&document, node.name_span().start), pointer);
            }
        }
    }
}
