//! From a node to the path that people read.

use std::fmt::Write as _;

use driftline_schemas::NodeRef;
use driftline_schemas::document::{Document, Kind, NodeId, Syntax, reference_token};

/// The path of a node: `/Event/Order[2]/@id` in XML, where an element is counted among those of its name if there are
/// several; a JSON Pointer (RFC 6901) in JSON. Walks down from the root, since nodes do not know their parents.
pub(super) fn path_of(document: &Document<'_>, target: NodeId) -> String {
    let mut path = String::new();
    let mut node = document.root();
    if document.syntax() == Syntax::Xml {
        push_name(&mut path, node.name());
    }
    while node.id() != target {
        if let Some(attribute) = node.attributes().find(|attribute| attribute.id() == target) {
            path.push_str("/@");
            path.push_str(attribute.name());
            break;
        }
        let Some((index, child)) = node.children().enumerate().take_while(|(_, child)| child.id() <= target).last()
        else {
            break;
        };
        match node.kind() {
            Kind::Array => {
                let _ = write!(path, "/{index}");
            }
            Kind::Object => push_name(&mut path, &reference_token(child.name())),
            Kind::Element => push_element(&mut path, node, child),
            Kind::Attribute
            | Kind::Namespace
            | Kind::Text
            | Kind::String
            | Kind::Number
            | Kind::Boolean
            | Kind::Null => break,
        }
        node = child;
    }
    path
}

fn push_name(path: &mut String, name: &str) {
    path.push('/');
    path.push_str(name);
}

/// Character data has the path of its element.
fn push_element(path: &mut String, parent: NodeRef<'_>, child: NodeRef<'_>) {
    if child.kind() != Kind::Element {
        return;
    }
    push_name(path, child.name());
    let mut alike = parent.elements().filter(|sibling| sibling.name() == child.name());
    let number = alike.clone().position(|sibling| sibling == child).unwrap_or(0) + 1;
    if alike.nth(1).is_some() {
        let _ = write!(path, "[{number}]");
    }
}
