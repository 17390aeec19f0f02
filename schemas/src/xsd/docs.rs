//! What annotations say to people.

use super::item::Item;
use crate::document::{Kind, NodeRef};

/// The text of the `documentation` of a component: paragraphs kept, lines trimmed, several parted by a blank line.
pub(super) fn of(item: Item<'_>) -> Option<Box<str>> {
    let mut annotations = item.node.elements().filter(|child| child.local_name() == "annotation");
    let parts = annotations.next()?.elements().filter(|child| child.local_name() == "documentation");
    let texts: Vec<String> = parts.map(|part| tidy(&text(part))).filter(|text| !text.is_empty()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n").into())
}

/// All character data in an element, markup left out.
fn text(node: NodeRef<'_>) -> String {
    let mut text = String::new();
    let mut after_element = false;
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.is_leaf() {
            let is_element = node.kind() == Kind::Element;
            // White space alone between two elements makes no node.
            if is_element && after_element {
                text.push(' ');
            }
            after_element = is_element;
            text.push_str(node.value());
            continue;
        }
        let from = open.len();
        open.extend(node.children().filter(|child| matches!(child.kind(), Kind::Element | Kind::Text)));
        open[from..].reverse();
    }
    text
}

fn tidy(text: &str) -> String {
    let mut tidy = String::new();
    let mut is_parted = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_parted = !tidy.is_empty();
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if is_parted { "\n\n" } else { "\n" });
        }
        tidy.push_str(line);
        is_parted = false;
    }
    tidy
}
