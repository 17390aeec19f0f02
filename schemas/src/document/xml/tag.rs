//! Start tags and empty-element tags: `[40] STag`, `[44] EmptyElemTag`, with the constraints on attributes and namespaces.

use std::collections::HashSet;

use super::attribute::{Literal, collapse, literal, normalise};
use super::characters::{QName, at, is_space, qname};
use super::dtd::Dtd;
use super::fault::{Checked, Fault, fault};
use super::namespaces::Bindings;
use super::tree::{Strings, Tree, name_place};
use crate::document::node::{Kind, Node, flag};
use crate::text::{Span, offset};

/// A tag without its brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) content: &'a str,
    /// The offset of `content`.
    pub(super) base: u32,
    /// The offset just past the tag.
    pub(super) end: u32,
    pub(super) empty: bool,
    /// The place of the outermost reference that the tag was expanded from.
    pub(super) reference: Option<Span>,
}

/// Reads a tag: adds its element, its namespace declarations and its attributes.
pub(super) fn start(tree: &mut Tree<'_>, tag: Tag<'_>, dtd: &Dtd) -> Checked<()> {
    let name = qname(tag.content, 0, tag.base)?;
    let flags = if tag.empty { flag::LEAF | flag::EMPTY_TAG } else { 0 };
    let id = tree.element(Node {
        kind: Kind::Element,
        flags,
        namespace: 0,
        name_start: tag.base,
        name_len: offset(name.end),
        start: tag.end,
        end: tag.end,
        next: 0,
    })?;
    let mark = tree.bindings.mark();
    if name.end < tag.content.len() || dtd.has_attributes() {
        attributes(tree, tag, name, id, dtd)?;
    }
    if name.colon.is_some() || tree.bindings.mark() > 0 {
        let (prefix, local) = name.split(tag.content, 0);
        let namespace = if prefix.is_empty() {
            tree.bindings.default_namespace()
        } else {
            let place = at(tag.content, 0, tag.base);
            resolve(
                &mut tree.bindings,
                prefix,
                Span::new(place.start, place.start.saturating_add(offset(prefix.len()))),
            )?
        };
        debug_assert!(!local.is_empty(), "a qualified name has a local part");
        tree.nodes[id as usize].namespace = namespace;
    }
    if tag.empty {
        tree.close_empty(id, mark);
    } else {
        tree.opened(id, mark);
    }
    Ok(())
}

/// The first thing that is wrong in a tag that has no end, found by reading it without keeping anything.
#[cold]
pub(super) fn first_fault(content: &str, base: u32) -> Option<Box<Fault>> {
    let mut from = match qname(content, 0, base) {
        Ok(name) => name.end,
        Err(fault) => return Some(fault),
    };
    let mut in_name = true;
    loop {
        match attribute(content, from, base, in_name) {
            Ok(Some(attribute)) => from = attribute.value.end + 1,
            Ok(None) => return None,
            Err(fault) => return Some(fault),
        }
        in_name = false;
    }
}

fn resolve(bindings: &mut Bindings, prefix: &str, place: Span) -> Checked<u16> {
    let found = if prefix == "xmlns" { None } else { bindings.resolve(prefix) };
    found.ok_or_else(|| {
        fault("a prefix that is bound to no namespace", place).help("declare it with xmlns:prefix=\"…\"")
    })
}

/// What the attributes of a tag are found to need.
#[derive(Debug, Clone, Copy, Default)]
struct Needs {
    declarations: bool,
    prefixes: bool,
}

fn attributes(tree: &mut Tree<'_>, tag: Tag<'_>, element: QName, id: u32, dtd: &Dtd) -> Checked<()> {
    let Tag { content, base, .. } = tag;
    let name_of_element = content.get(..element.end).unwrap_or_default();
    let first = tree.nodes.len();
    let mut needs = Needs::default();
    let mut from = element.end;
    loop {
        let written = attribute(content, from, base, from == element.end)?;
        let Some(Written { start, name, open, value }) = written else { break };
        let kind = kind_of(content, start, name);
        needs.declarations |= kind == Kind::Namespace;
        needs.prefixes |= name.colon.is_some() && kind == Kind::Attribute;
        let node = tree.next();
        tree.nodes.push(Node {
            kind,
            flags: 0,
            namespace: 0,
            name_start: base + offset(start),
            name_len: offset(name.end - start),
            start: base + offset(open + 1),
            end: base + offset(value.end),
            next: node + 1,
        });
        let tokens =
            dtd.has_attributes() && dtd.is_tokenised(name_of_element, content.get(start..name.end).unwrap_or_default());
        if !value.plain || tokens {
            let raw = content.get(open + 1..value.end).unwrap_or_default();
            let mut decoded = String::new();
            normalise(raw, base + offset(open + 1), &dtd.entities, &mut tree.budget, &mut decoded)?;
            if tokens {
                collapse(&mut decoded, 0);
            }
            if decoded != raw {
                tree.value(node, &decoded)?;
            }
        }
        from = value.end + 1;
    }
    if dtd.has_attributes() {
        defaults(tree, tag, name_of_element, first, dtd, &mut needs)?;
    }
    if needs.declarations {
        declare(tree, first, id)?;
    }
    if needs.prefixes {
        resolve_all(tree, first)?;
    }
    unique(tree, first)
}

/// An attribute as it is written.
#[derive(Debug, Clone, Copy)]
struct Written {
    start: usize,
    name: QName,
    /// Where the opening quote stands.
    open: usize,
    value: Literal,
}

/// `[41] Attribute` with the white space before it, at `from`; `None` where the tag ends. `in_name` says that the name of
/// the element comes just before.
fn attribute(content: &str, from: usize, base: u32, in_name: bool) -> Checked<Option<Written>> {
    let bytes = content.as_bytes();
    let start = skip_space(bytes, from);
    if start >= bytes.len() {
        return Ok(None);
    }
    if start == from {
        return Err(not_separated(content, from, base, in_name));
    }
    if bytes.get(start) == Some(&b'<') {
        return Err(not_separated(content, start, base, false));
    }
    let name = qname(content, start, base)?;
    let equals = skip_space(bytes, name.end);
    if bytes.get(equals) != Some(&b'=') {
        let place = Span::new(base + offset(start), base + offset(name.end));
        return Err(fault("an attribute without a value", place).help("write name=\"value\""));
    }
    let open = skip_space(bytes, equals + 1);
    let value = literal(content, open, base)?;
    Ok(Some(Written { start, name, open, value }))
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    from + bytes.get(from..).unwrap_or_default().iter().take_while(|&&byte| is_space(byte)).count()
}

#[cold]
fn not_separated(content: &str, from: usize, base: u32, in_name: bool) -> Box<Fault> {
    let place = at(content, from, base);
    match content.as_bytes().get(from) {
        Some(b'<') => fault("a < inside a tag", place).help("close the tag before with >"),
        Some(_) if in_name => fault("this character cannot stand in the name of an element", place),
        Some(_) | None => fault("white space is missing between two attributes", place),
    }
}

fn kind_of(content: &str, start: usize, name: QName) -> Kind {
    let first = content.get(start..name.colon.unwrap_or(name.end));
    if first == Some("xmlns") { Kind::Namespace } else { Kind::Attribute }
}

/// Adds the attributes that the element does not have and the internal subset gives a default: 3.3.2.
fn defaults(
    tree: &mut Tree<'_>,
    tag: Tag<'_>,
    element: &str,
    first: usize,
    dtd: &Dtd,
    needs: &mut Needs,
) -> Checked<()> {
    let declared = dtd.defaults(element);
    if declared.is_empty() {
        return Ok(());
    }
    let written = tree.nodes.get(first..).unwrap_or_default().iter();
    let written: HashSet<&str> = written.map(|node| tree.slice(node.name_start, node.name_len)).collect();
    let missing: Vec<_> = declared.iter().filter(|(name, _)| !written.contains(&**name)).collect();
    let reference = tag.reference.unwrap_or(Span::new(tag.base, tag.base.saturating_add(offset(element.len()))));
    for (name, default) in missing {
        let (name, default): (&str, &str) = (name, default);
        tree.budget.spend(name.len() + default.len(), reference)?;
        let name_start = tree.expand(name, reference)?;
        let start = tree.expand(default, reference)?;
        let kind = if name == "xmlns" || name.starts_with("xmlns:") { Kind::Namespace } else { Kind::Attribute };
        needs.declarations |= kind == Kind::Namespace;
        needs.prefixes |= kind == Kind::Attribute && name.contains(':');
        let next = tree.next().saturating_add(1);
        let (name_len, end) = (offset(name.len()), start.saturating_add(offset(default.len())));
        tree.nodes.push(Node { kind, flags: 0, namespace: 0, name_start, name_len, start, end, next });
    }
    Ok(())
}

/// Brings the declarations among the attributes from `first` on into force.
fn declare(tree: &mut Tree<'_>, first: usize, id: u32) -> Checked<()> {
    for number in first..tree.nodes.len() {
        let node = tree.nodes[number];
        if node.kind != Kind::Namespace {
            continue;
        }
        let strings = Strings { text: tree.text, buffer: &tree.decoded.buffer, base: tree.base };
        let prefix = strings.name(&node).strip_prefix("xmlns:").unwrap_or_default();
        let name = if node.has(flag::DECODED_VALUE) {
            let entry = tree.decoded.values.iter().rev().find(|entry| entry.node as usize == number);
            entry.map_or("", |entry| Span::new(entry.start, entry.end).of(&tree.decoded.buffer))
        } else {
            strings.slice(node.start, node.end.saturating_sub(node.start))
        };
        tree.bindings.declare(prefix, name, id, name_place(&node))?;
    }
    Ok(())
}

/// Resolves the prefixes of the attributes from `first` on. An attribute without one is in no namespace.
fn resolve_all(tree: &mut Tree<'_>, first: usize) -> Checked<()> {
    for number in first..tree.nodes.len() {
        let node = tree.nodes[number];
        let strings = Strings { text: tree.text, buffer: &tree.decoded.buffer, base: tree.base };
        let prefix = strings.name(&node).split_once(':');
        let Some((prefix, _)) = prefix.filter(|_| node.kind == Kind::Attribute) else { continue };
        let place = Span::new(node.name_start, node.name_start.saturating_add(offset(prefix.len())));
        let namespace = resolve(&mut tree.bindings, prefix, place)?;
        tree.nodes[number].namespace = namespace;
    }
    Ok(())
}

/// No two attributes may have one name: WFC Unique Att Spec, and by expanded name in Namespaces 1.0, 6.3.
fn unique(tree: &Tree<'_>, first: usize) -> Checked<()> {
    const FEW: usize = 12;
    let attributes = tree.nodes.get(first..).unwrap_or_default();
    let name = |node: &Node| tree.slice(node.name_start, node.name_len);
    let local = |node: &Node| name(node).split_once(':').map_or(name(node), |(_, local)| local);
    let twice = if attributes.len() <= FEW {
        let same = |a: &Node, b: &Node| {
            let expanded = || a.namespace != 0 && a.namespace == b.namespace && local(a) == local(b);
            a.kind == b.kind && ((a.name_len == b.name_len && name(a) == name(b)) || expanded())
        };
        let mut numbered = attributes.iter().enumerate();
        numbered.find(|(number, node)| attributes.iter().take(*number).any(|other| same(other, node)))
    } else {
        let mut seen = HashSet::with_capacity(attributes.len());
        attributes.iter().enumerate().find(|(_, node)| !seen.insert((node.kind, node.namespace, local(node))))
    };
    match twice {
        Some((_, node)) => Err(fault("an attribute of this name stands in the tag already", name_place(node))),
        None => Ok(()),
    }
}
