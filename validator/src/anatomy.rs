//! What a payload is made of: its fields in document order, with the kind of each value and a hash of it, but no value.
//!
//! In goes a [`Document`], out comes an [`Anatomy`], which the drift of a corpus counts. An array is no field of its own: its
//! items are values of the field that it is the value of.

use std::collections::BTreeSet;

use driftline_schemas::document::{Document, Kind as Node, NodeRef};
use driftline_schemas::text::offset;

use crate::finding::{Finding, Kind, ValueKind};
use crate::hash;

/// Levels of fields that are looked at.
const DEEPEST: usize = 32;

/// The fields of a payload.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anatomy {
    names: String,
    parts: Vec<Part>,
}

/// A value of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its name among the names; empty for what is a value of the field around it.
    name: (u32, u32),
    /// The number of the part behind its last descendant.
    end: u32,
    pub(crate) kind: ValueKind,
    /// The hash of its text, where it is a leaf.
    pub(crate) hash: u64,
    /// Whether no schema speaks of it.
    pub(crate) is_unknown: bool,
}

impl Anatomy {
    /// The anatomy of a document; `findings` say what in it nobody knows.
    pub(crate) fn of(document: &Document<'_>, findings: &[Finding]) -> Self {
        let unknown = findings.iter().filter(|finding| finding.kind == Kind::UndocumentedField);
        let mut build = Build {
            anatomy: Self::default(),
            unknown: unknown.map(|finding| finding.span.start).collect(),
            is_xml: document.root().kind() == Node::Element,
            written: vec![None; 2 * document.name_count()],
        };
        build.part(document.root(), 0);
        build.anatomy
    }

    /// The parts below a part, or the top ones, with their numbers.
    pub(crate) fn below(&self, part: Option<usize>) -> impl Iterator<Item = (usize, &Part)> {
        let end = part.map_or(self.parts.len(), |part| self.parts.get(part).map_or(0, |part| part.end as usize));
        let mut next = part.map_or(0, |part| part + 1);
        std::iter::from_fn(move || {
            let at = next;
            let part = self.parts.get(at).filter(|_| at < end)?;
            next = part.end as usize;
            Some((at, part))
        })
    }

    /// The name of a part as paths write it.
    pub(crate) fn name(&self, part: &Part) -> &str {
        self.names.get(part.name.0 as usize..part.name.1 as usize).unwrap_or_default()
    }

    /// Whether there is a part that no schema speaks of.
    pub(crate) fn has_unknown(&self) -> bool {
        self.parts.iter().any(|part| part.is_unknown)
    }
}

struct Build {
    anatomy: Anatomy,
    unknown: BTreeSet<u32>,
    is_xml: bool,
    /// Where the numbered names are written already: of elements and, next to each, of attributes.
    written: Vec<Option<(u32, u32)>>,
}

impl Build {
    fn part(&mut self, node: NodeRef<'_>, depth: usize) {
        let at = self.anatomy.parts.len();
        let name = self.name(node);
        let kind = ValueKind::of(node);
        let is_leaf = !matches!(kind, ValueKind::Object | ValueKind::Array | ValueKind::Element);
        self.anatomy.parts.push(Part {
            name,
            end: offset(at + 1),
            kind,
            hash: if is_leaf { hash::of(&[node.value().as_bytes()]) } else { 0 },
            is_unknown: !self.unknown.is_empty() && self.unknown.contains(&node.name_span().start),
        });
        if depth < DEEPEST {
            for attribute in node.attributes() {
                self.part(attribute, depth + 1);
            }
            if !is_leaf {
                for child in node.children().filter(|child| child.kind() != Node::Text) {
                    self.part(child, depth + 1);
                }
            }
        }
        self.anatomy.parts[at].end = offset(self.anatomy.parts.len());
    }

    /// Writes the name of a node as paths have it.
    fn name(&mut self, node: NodeRef<'_>) -> (u32, u32) {
        let slot = node.name_id().map(|id| 2 * id.index() + usize::from(node.kind() == Node::Attribute));
        if let Some(Some(name)) = slot.and_then(|slot| self.written.get(slot)) {
            return *name;
        }
        let names = &mut self.anatomy.names;
        let start = names.len();
        if node.is_named() {
            if node.kind() == Node::Attribute {
                names.push('@');
            }
            match node.name() {
                name if !self.is_xml && name.contains(['~', '/']) => {
                    names.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
                name => names.push_str(name),
            }
        }
        let name = (offset(start), offset(names.len()));
        if let Some(written) = slot.and_then(|slot| self.written.get_mut(slot)) {
            *written = Some(name);
        }
        name
    }
}
