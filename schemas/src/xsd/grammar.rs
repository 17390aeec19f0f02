//! The grammar of schema documents: which element may hold which attributes and which children, in which order.
//!
//! In goes a document, out comes the first place where it is not what the schema for schemas (part 1, appendix A) allows.
//! What was checked may be read without looking twice: an attribute that must be there is there, numbers are numbers, a
//! simple type has exactly one of its three bodies. The rules are a table ([`table`]); what it cannot say is in
//! [`super::rules`].

mod table;
mod value;

use std::collections::BTreeSet;

use super::fault::Fault;
use super::location::NAMESPACE;
use crate::document::{Kind, NodeRef};
use crate::near::nearest;
use value::Value;

pub(super) use value::{count, is_blank, ncname};

/// What an element of XML Schema may hold.
struct Rule {
    /// Its local name.
    name: &'static str,
    /// Its attributes besides `id`.
    attributes: &'static [Attribute],
    /// Its children besides one leading `annotation`, slot after slot.
    slots: &'static [&'static Slot],
    /// Whether anything may stand in it: `appinfo`, `documentation`.
    is_open: bool,
}

/// An attribute that an element may have.
struct Attribute {
    name: &'static str,
    value: Value,
    required: bool,
}

/// A place for children of some kinds.
struct Slot {
    children: &'static [&'static Rule],
    count: Count,
}

/// How many children a slot takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    /// Exactly one.
    One,
    /// One or none.
    Optional,
    /// Any number.
    Many,
    /// One or more.
    Some,
    /// One or none, and nothing after it.
    Alone,
}

/// Checks a document against the grammar.
pub(super) fn check(root: NodeRef<'_>) -> Result<(), Fault> {
    if root.kind() != Kind::Element || root.local_name() != "schema" || root.namespace() != Some(NAMESPACE) {
        return Err(no_schema(root));
    }
    let mut ids = BTreeSet::new();
    let mut open: Vec<(NodeRef<'_>, &'static Rule)> = vec![(root, &table::SCHEMA)];
    while let Some((node, rule)) = open.pop() {
        if rule.is_open {
            continue;
        }
        attributes(node, rule, &mut ids)?;
        let from = open.len();
        children(node, rule, &mut open)?;
        // The first fault in the order of the document is the one reported.
        open[from..].reverse();
    }
    Ok(())
}

#[cold]
fn no_schema(root: NodeRef<'_>) -> Fault {
    let fault = Fault::of(root, format!("this is no XML Schema: its root is `{}`", root.name()));
    match root.namespace() {
        Some("http://www.w3.org/1999/XMLSchema" | "http://www.w3.org/2000/10/XMLSchema") => {
            fault.help("it is in a draft of XML Schema from before 2001, which is not read")
        }
        _ => fault.help(format!("the root of an XML Schema is `schema` in namespace {NAMESPACE}")),
    }
}

fn attributes<'d>(node: NodeRef<'d>, rule: &Rule, ids: &mut BTreeSet<&'d str>) -> Result<(), Fault> {
    for attribute in node.attributes() {
        match attribute.namespace() {
            None => {}
            Some(NAMESPACE) => {
                let message = format!("`{}`: attributes of XML Schema have no prefix", attribute.name());
                return Err(Fault { message, span: attribute.name_span(), help: None });
            }
            Some(_) => continue,
        }
        let name = attribute.name();
        if name == "id" {
            Value::NcName.check(attribute)?;
            if !ids.insert(attribute.value().trim()) {
                return Err(Fault::of_value(attribute, "this `id` is given twice in the document"));
            }
            continue;
        }
        let Some(known) = rule.attributes.iter().find(|known| known.name == name) else {
            let message = format!("`{}` has no attribute `{name}` here", node.name());
            let names = rule.attributes.iter().map(|known| known.name);
            let fault = Fault { message, span: attribute.name_span(), help: None };
            return Err(match nearest(name, names.clone()) {
                Some(closest) => fault.help(format!("did you mean `{closest}`?")),
                None => {
                    fault.help(format!("it may have: id{}", names.map(|name| format!(", {name}")).collect::<String>()))
                }
            });
        };
        known.value.check(attribute)?;
    }
    for known in rule.attributes.iter().filter(|known| known.required) {
        if node.attribute(known.name).is_none() {
            return Err(Fault::of(node, format!("`{}` needs the attribute `{}` here", node.name(), known.name)));
        }
    }
    Ok(())
}

/// Finds the rule of each child and adds both to `open`.
fn children<'d>(
    node: NodeRef<'d>,
    rule: &'static Rule,
    open: &mut Vec<(NodeRef<'d>, &'static Rule)>,
) -> Result<(), Fault> {
    if node.is_leaf() && !node.value().trim().is_empty() {
        let message = format!("text in `{}`, which holds elements only", node.name());
        return Err(Fault::of_value(node, message).help("texts for people stand in `annotation/documentation`"));
    }
    let mut position = Position { slot: 0, taken: 0 };
    for (at, child) in node.children().enumerate() {
        if child.kind() != Kind::Element {
            let message = format!("text in `{}`, which holds elements only", node.name());
            return Err(Fault::of_value(child, message).help("texts for people stand in `annotation/documentation`"));
        }
        if child.namespace() != Some(NAMESPACE) {
            let message = format!("`{}` is not an element of XML Schema", child.name());
            return Err(Fault::of(child, message).help("elements of other namespaces stand in `annotation/appinfo`"));
        }
        let name = child.local_name();
        if at == 0 && name == "annotation" && rule.name != "annotation" {
            open.push((child, &table::ANNOTATION));
            continue;
        }
        let found = position.advance(rule, name).ok_or_else(|| misplaced(node, child, rule, position))?;
        open.push((child, found));
    }
    match position.missing(rule) {
        Some(slot) => Err(Fault::of(node, format!("`{}` is not complete: it needs {}", node.name(), names(slot)))),
        None => Ok(()),
    }
}

/// How far the children of an element have come in the slots of its rule.
#[derive(Clone, Copy)]
struct Position {
    slot: usize,
    /// Children that this slot has taken.
    taken: usize,
}

impl Position {
    /// Moves to the slot that takes an element of this name.
    fn advance(&mut self, rule: &Rule, name: &str) -> Option<&'static Rule> {
        while let Some(slot) = rule.slots.get(self.slot) {
            let has_room = self.taken == 0 || matches!(slot.count, Count::Many | Count::Some);
            let found = slot.children.iter().find(|child| child.name == name).filter(|_| has_room);
            if let Some(found) = found {
                self.taken += 1;
                return Some(found);
            }
            let must_stay = match slot.count {
                Count::One | Count::Some => self.taken == 0,
                Count::Alone => self.taken > 0,
                Count::Optional | Count::Many => false,
            };
            if must_stay {
                return None;
            }
            self.slot += 1;
            self.taken = 0;
        }
        None
    }

    /// The first slot from here on that must have a child and has none.
    fn missing(self, rule: &'static Rule) -> Option<&'static Slot> {
        let mut rest = rule.slots.iter().copied().skip(self.slot);
        let current = rest.next()?;
        let is_needed = |slot: &Slot| matches!(slot.count, Count::One | Count::Some);
        match (self.taken, current.count) {
            (0, _) if is_needed(current) => Some(current),
            (1.., Count::Alone) => None,
            _ => rest.find(|slot| is_needed(slot)),
        }
    }
}

#[cold]
fn misplaced(node: NodeRef<'_>, child: NodeRef<'_>, rule: &Rule, position: Position) -> Fault {
    let (own, parent) = (child.name(), node.name());
    let name = child.local_name();
    let fault = Fault::of(child, format!("`{own}` cannot stand here in `{parent}`"));
    if name == "annotation" {
        return fault.help("an annotation stands first, and once");
    }
    let is_known = rule.slots.iter().flat_map(|slot| slot.children).any(|known| known.name == name);
    if is_known {
        let order: Vec<String> = rule.slots.iter().map(|slot| names(slot)).collect();
        return fault.help(format!("the order in `{parent}` is: {}", order.join("; ")));
    }
    let all = rule.slots.iter().flat_map(|slot| slot.children).map(|known| known.name);
    if let Some(closest) = nearest(name, all) {
        return fault.help(format!("did you mean `{closest}`?"));
    }
    let rest: Vec<String> = rule.slots.iter().skip(position.slot).map(|slot| names(slot)).collect();
    fault.help(if rest.is_empty() {
        "nothing may follow here".to_owned()
    } else {
        format!("expected: {}", rest.join("; "))
    })
}

fn names(slot: &Slot) -> String {
    let names: Vec<&str> = slot.children.iter().map(|child| child.name).collect();
    names.join(", ")
}
