//! The tree of the fields that drifted, each with links to its rows.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Row, text};
use crate::severity::Severity;

/// Levels of the tree; what is deeper stands in one line.
const DEEPEST: usize = 24;

/// A field, what is inside it, and the rows about it.
#[derive(Default)]
struct Node<'r> {
    inside: BTreeMap<String, Self>,
    rows: Vec<&'r Row<'r>>,
}

/// Writes the tree of these rows.
pub(super) fn write(out: &mut dyn Write, rows: &[Row<'_>]) -> io::Result<()> {
    let mut root = Node::default();
    for row in rows {
        let mut node = &mut root;
        for token in row.entry.field.splitn(DEEPEST, '/').skip(1) {
            node = node.inside.entry(token.to_owned()).or_default();
        }
        node.rows.push(row);
    }
    writeln!(out, "<details class=\"tree\" open><summary>Fields with drift</summary>")?;
    list(out, &root)?;
    writeln!(out, "</details>")
}

/// What is inside a field. It is as deep as [`DEEPEST`] at most.
fn list(out: &mut dyn Write, node: &Node<'_>) -> io::Result<()> {
    writeln!(out, "<ul>")?;
    for (name, mut node) in &node.inside {
        let mut name = name.clone();
        // A field that only leads to another has no line of its own.
        while let (true, 1, Some((next, inside))) = (node.rows.is_empty(), node.inside.len(), node.inside.iter().next())
        {
            name = format!("{name}/{next}");
            node = inside;
        }
        write!(out, "<li><code>{}</code>", text(&name).replace('/', "/<wbr>"))?;
        for row in &node.rows {
            let severity = match row.entry.severity {
                _ if !row.entry.counts() => Severity::Note,
                severity => severity,
            };
            write!(out, " <a class=\"{}\" href=\"#r{}\">{}</a>", severity.word(), row.number, row.entry.kind)?;
        }
        if !node.inside.is_empty() {
            list(out, node)?;
        }
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}
