//! Start tags and empty-element tags: `[40] STag`, `[44] EmptyElemTag`, with the constraints on attributes and namespaces.

use std::collections::HashSet;

use super::attribute::{Literal, collapse, literal, normalise};
use super::characters::{QName, at, is_space, qname};
use super::dtd::Dtd;
use super::fault::{Checked, Fault, fault};
use super::names::{Strings, Written};
use super::namespaces::Bindings;
use super::tree::Tree;
use crate::document::node::{Kind, NO_NAME, Node, flag};
use crate::text::{Span, offset};

/// A tag that is to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The text that it stands in.
    pub(super) text: &'a str,
    /// Where its name begins in the text, just after the `<`.
    pub(super) start: usize,
    /// The offset of the text.
    pub(super) base: u32,
    /// The place of the outermost reference that the text was expanded from.
    pub(super) reference: Option<Span>,
}

/// Where a tag ends.
#[derive(Debug, Clone, Copy)]
struct End {
    /// Just past its `>`.
    at: usize,
    /// It is an empty-element tag.
    empty: bool,
}

/// Reads a tag: adds its element, its namespace declarations and its attributes. Tells where it ends.
pub(super) fn start(tree: &mut Tree<'_>, tag: Tag<'_>, dtd: &Dtd) -> Checked<usize> {
    let Tag { text, start, base, .. } = tag;
    let guess = tree.names.guess(text.as_bytes().get(start..).unwrap_or_default(), tree.strings());
    let name = match guess {
        Some((_, known)) => QName {
            end: start + known.len as usize,
            colon: (known.local > 0).then(|| start + known.local as usize - 1),
        },
        None => qname(text, start, base)?,
    };
    let place = Span::new(base + offset(start), base + offset(name.end));
    let id = tree.element(place)?;
    let mark = tree.bindings.mark();
    let end = if text.as_bytes().get(name.end) == Some(&b'>') && !dtd.has_attributes() {
        End { at: name.end + 1, empty: false }
    } else {
        attributes(tree, tag, name, id, dtd)?
    };
    let namespace = match name.colon {
        None => tree.bindings.default_namespace(),
        Some(colon) => {
            let prefix = text.get(start..colon).unwrap_or_default();
            resolve(&mut tree.bindings, prefix, Span::new(place.start, base + offset(colon)))?
        }
    };
    let number = match guess {
        Some((number, known)) if known.namespace == namespace => number,
        Some(_) | None => {
            let local = name.colon.map_or(0, |colon| colon + 1 - start);
            let text = text.get(start..name.end).unwrap_or_default();
            tree.name(Written { text, start: place.start, local }, namespace)
        }
    };
    tree.names.came(number);
    let after = base + offset(end.at);
    if end.empty {
        tree.closed(id, number, after, mark);
    } else {
        tree.opened(id, number, place.len(), after, mark);
    }
    Ok(end.at)
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

fn attributes(tree: &mut Tree<'_>, tag: Tag<'_>, element: QName, id: u32, dtd: &Dtd) -> Checked<End> {
    let Tag { text, base, .. } = tag;
    let name_of_element = text.get(tag.start..element.end).unwrap_or_default();
    let first = tree.nodes.len();
    let mut needs = Needs::default();
    let mut from = element.end;
    let end = loop {
        let attribute = match attribute(tag, from, from == element.end)? {
            Next::Attribute(attribute) => attribute,
            Next::End(end) => break end,
        };
        let Attribute { start, name, open, value } = attribute;
        let written = Written {
            text: text.get(start..name.end).unwrap_or_default(),
            start: base + offset(start),
            local: name.colon.map_or(0, |colon| colon + 1 - start),
        };
        let node = push(tree, &mut needs, written, (base + offset(open + 1), base + offset(value.end)));
        let tokens = dtd.has_attributes() && dtd.is_tokenised(name_of_element, written.text);
        if !value.plain || tokens {
            let raw = text.get(open + 1..value.end).unwrap_or_default();
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
    };
    if dtd.has_attributes() {
        defaults(tree, tag, name_of_element, first, dtd, &mut needs)?;
    }
    if needs.declarations {
        declare(tree, first, id)?;
    }
    if needs.prefixes {
        resolve_all(tree, first)?;
    }
    unique(tree, first)?;
    Ok(end)
}

/// Adds the node of an attribute or of a namespace declaration, in no namespace for now.
fn push(tree: &mut Tree<'_>, needs: &mut Needs, name: Written<'_>, (start, end): (u32, u32)) -> u32 {
    let prefix = if name.local == 0 { name.text } else { name.text.get(..name.local - 1).unwrap_or_default() };
    let kind = if prefix == "xmlns" { Kind::Namespace } else { Kind::Attribute };
    needs.declarations |= kind == Kind::Namespace;
    needs.prefixes |= name.local > 0 && kind == Kind::Attribute;
    let node = tree.next();
    let number = tree.name(name, 0);
    tree.push(Node { kind, flags: 0, name_start: name.start, name: number, start, end, next: node.saturating_add(1) });
    node
}

/// What comes next in a tag.
enum Next {
    Attribute(Attribute),
    End(End),
}

/// An attribute as it is written.
#[derive(Debug, Clone, Copy)]
struct Attribute {
    start: usize,
    name: QName,
    /// Where the opening quote stands.
    open: usize,
    value: Literal,
}

/// `[41] Attribute` with the white space before it, at `from`, or the end of the tag. `in_name` says that the name of the
/// element comes just before.
fn attribute(tag: Tag<'_>, from: usize, in_name: bool) -> Checked<Next> {
    let Tag { text, base, .. } = tag;
    let bytes = text.as_bytes();
    let start = skip_space(bytes, from);
    match bytes.get(start) {
        Some(b'>') => return Ok(Next::End(End { at: start + 1, empty: false })),
        Some(b'/') if bytes.get(start + 1) == Some(&b'>') => {
            return Ok(Next::End(End { at: start + 2, empty: true }));
        }
        None => return Err(fault("a tag that is not closed with >", at(text, tag.start - 1, base))),
        Some(b'<') => return Err(not_separated(text, start, base, false)),
        Some(_) if start == from => return Err(not_separated(text, from, base, in_name)),
        Some(_) => {}
    }
    let name = qname(text, start, base)?;
    let equals = skip_space(bytes, name.end);
    if bytes.get(equals) != Some(&b'=') {
        let place = Span::new(base + offset(start), base + offset(name.end));
        return Err(fault("an attribute without a value", place).help("write name=\"value\""));
    }
    let open = skip_space(bytes, equals + 1);
    let value = literal(text, open, base)?;
    Ok(Next::Attribute(Attribute { start, name, open, value }))
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    from + bytes.get(from..).unwrap_or_default().iter().take_while(|&&byte| is_space(byte)).count()
}

#[cold]
fn not_separated(text: &str, from: usize, base: u32, in_name: bool) -> Box<Fault> {
    let place = at(text, from, base);
    match text.as_bytes().get(from) {
        Some(b'<') => fault("a < inside a tag", place).help("close the tag before with >"),
        Some(_) if in_name => fault("this character cannot stand in the name of an element", place),
        Some(_) | None => fault("white space is missing between two attributes", place),
    }
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
    let Tag { start, base, .. } = tag;
    let declared = dtd.defaults(element);
    if declared.is_empty() {
        return Ok(());
    }
    let strings = tree.strings();
    let written = tree.nodes.get(first..).unwrap_or_default().iter();
    let written: HashSet<&str> = written.map(|node| tree.names.text(node, strings)).collect();
    let missing: Vec<_> = declared.iter().filter(|(name, _)| !written.contains(&**name)).collect();
    let own = base.saturating_add(offset(start));
    let reference = tag.reference.unwrap_or(Span::new(own, own.saturating_add(offset(element.len()))));
    for (name, default) in missing {
        tree.budget.spend(name.len() + default.len(), reference)?;
        let name_start = tree.expand(name, reference)?;
        let start = tree.expand(default, reference)?;
        let local = name.find(':').map_or(0, |colon| colon + 1);
        let written = Written { text: name, start: name_start, local };
        push(tree, needs, written, (start, start.saturating_add(offset(default.len()))));
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
        let prefix = tree.names.text(&node, strings).strip_prefix("xmlns:").unwrap_or_default();
        let name = if node.has(flag::DECODED_VALUE) {
            let entry = tree.decoded.values.iter().rev().find(|entry| entry.node as usize == number);
            entry.map_or("", |entry| Span::new(entry.start, entry.end).of(&tree.decoded.buffer))
        } else {
            strings.slice(node.start, node.end.saturating_sub(node.start))
        };
        tree.bindings.declare(prefix, name, id, tree.names.place(&node))?;
    }
    Ok(())
}

/// Resolves the prefixes of the attributes from `first` on. An attribute without one is in no namespace.
fn resolve_all(tree: &mut Tree<'_>, first: usize) -> Checked<()> {
    for number in first..tree.nodes.len() {
        let node = tree.nodes[number];
        let strings = Strings { text: tree.text, buffer: &tree.decoded.buffer, base: tree.base };
        let name = tree.names.text(&node, strings);
        let Some((prefix, _)) = name.split_once(':').filter(|_| node.kind == Kind::Attribute) else { continue };
        let place = Span::new(node.name_start, node.name_start.saturating_add(offset(prefix.len())));
        let namespace = resolve(&mut tree.bindings, prefix, place)?;
        let written = Written { text: name, start: node.name_start, local: prefix.len() + 1 };
        tree.nodes[number].name = tree.names.number(written, namespace, strings);
    }
    Ok(())
}

/// No two attributes may have one name: WFC Unique Att Spec, and by expanded name in Namespaces 1.0, 6.3.
fn unique(tree: &Tree<'_>, first: usize) -> Checked<()> {
    const FEW: usize = 12;
    let attributes = tree.nodes.get(first..).unwrap_or_default();
    // What is in a namespace may have one name under two prefixes; all else has one number for each name.
    let expanded = |node: &Node| {
        let name = tree.names.get(node.name).filter(|name| name.namespace != 0)?;
        Some((name.namespace, tree.strings().slice(name.start + name.local, name.len - name.local)))
    };
    let twice = if attributes.len() <= FEW {
        let same = |a: &Node, b: &Node| a.name == b.name || expanded(a).is_some_and(|a| expanded(b) == Some(a));
        let mut numbered = attributes.iter().enumerate();
        numbered.find(|(number, node)| attributes.iter().take(*number).any(|other| same(other, node)))
    } else {
        let mut seen = HashSet::with_capacity(attributes.len());
        let name = |node: &Node| expanded(node).map_or((None, node.name), |expanded| (Some(expanded), NO_NAME));
        attributes.iter().enumerate().find(|(_, node)| !seen.insert(name(node)))
    };
    match twice {
        Some((_, node)) => Err(fault("an attribute of this name stands in the tag already", tree.names.place(node))),
        None => Ok(()),
    }
}
