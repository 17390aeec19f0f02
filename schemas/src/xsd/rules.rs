//! Rules of one schema document that its grammar cannot say: what must not stand together (part 1, "Schema Representation
//! Constraint" of each component).
//!
//! In goes a document that the grammar admits, out comes the first place that breaks a rule.

use super::fault::Fault;
use super::grammar::count;
use super::location::{INSTANCE, NAMESPACE};
use crate::document::NodeRef;

/// Checks a document.
pub(super) fn check(root: NodeRef<'_>) -> Result<(), Fault> {
    let mut open = vec![(root, "")];
    while let Some((node, parent)) = open.pop() {
        let name = node.local_name();
        let is_global = matches!(parent, "schema" | "redefine" | "override");
        match name {
            "annotation" => continue,
            "element" => element(node, is_global)?,
            "attribute" => attribute(node, is_global, root)?,
            "restriction" if parent == "simpleType" => {
                one_of(node, "base", "simpleType", "a simple type restricts a `base` or the type inside")?;
            }
            "list" => one_of(node, "itemType", "simpleType", "a list has an `itemType` or the type inside")?,
            "union" => union(node)?,
            "all" => all(node)?,
            "notation" if node.attribute("public").is_none() && node.attribute("system").is_none() => {
                return Err(Fault::of(node, "a notation has a `public` or a `system` identifier; here is neither"));
            }
            _ => {}
        }
        occurs(node)?;
        let from = open.len();
        open.extend(node.elements().filter(|child| child.namespace() == Some(NAMESPACE)).map(|child| (child, name)));
        open[from..].reverse();
    }
    Ok(())
}

/// Whether an element has a child of XML Schema of this name.
fn child<'d>(node: NodeRef<'d>, name: &str) -> Option<NodeRef<'d>> {
    node.elements().find(|child| child.local_name() == name)
}

/// Part 1, 3.3.3 "Element Declaration Representation OK".
fn element(node: NodeRef<'_>, is_global: bool) -> Result<(), Fault> {
    if let (Some(default), Some(_)) = (node.attribute("default"), node.attribute("fixed")) {
        return Err(both(default, "default", "fixed"));
    }
    if !is_global {
        named_or_referring(node)?;
        if let Some(reference) = node.attribute("ref") {
            for name in ["type", "nillable", "default", "fixed", "form", "block"] {
                if node.attribute(name).is_some() {
                    return Err(both(reference, "ref", name).help("what is referred to says it"));
                }
            }
            if let Some(body) = node.elements().find(|child| child.local_name() != "annotation") {
                let message = format!("an element with `ref` has no `{}`", body.local_name());
                return Err(Fault::of(body, message).help("what is referred to says it"));
            }
        }
    }
    match child(node, "simpleType").or_else(|| child(node, "complexType")) {
        Some(inline) if node.attribute("type").is_some() => Err(two_types(inline)),
        _ => Ok(()),
    }
}

/// Part 1, 3.2.3 "Attribute Declaration Representation OK", 3.2.6 "`xmlns` Not Allowed" and "`xsi:` Not Allowed".
fn attribute(node: NodeRef<'_>, is_global: bool, root: NodeRef<'_>) -> Result<(), Fault> {
    if let Some(default) = node.attribute("default") {
        if node.attribute("fixed").is_some() {
            return Err(both(default, "default", "fixed"));
        }
        if let Some(use_) = node.attribute("use").filter(|use_| use_.value().trim() != "optional") {
            let message = format!("an attribute with a default is optional, this one is {}", use_.value().trim());
            return Err(Fault::of_value(use_, message));
        }
    }
    let inline = child(node, "simpleType");
    if !is_global {
        named_or_referring(node)?;
        if let Some(reference) = node.attribute("ref") {
            for name in ["form", "type"] {
                if node.attribute(name).is_some() {
                    return Err(both(reference, "ref", name).help("what is referred to says it"));
                }
            }
            if let Some(inline) = inline {
                return Err(Fault::of(inline, "an attribute with `ref` has no type of its own"));
            }
        }
    }
    if let Some(name) = node.attribute("name") {
        if name.value().trim() == "xmlns" {
            return Err(Fault::of_value(name, "`xmlns` declares namespaces, it cannot be an attribute"));
        }
        let is_qualified = is_global
            || node
                .attribute("form")
                .or_else(|| root.attribute("attributeFormDefault"))
                .is_some_and(|form| form.value().trim() == "qualified");
        if is_qualified && root.attribute("targetNamespace").is_some_and(|target| target.value().trim() == INSTANCE) {
            return Err(Fault::of_value(name, "attributes of the namespace of `xsi` are built in"));
        }
    }
    match inline {
        Some(inline) if node.attribute("type").is_some() => Err(two_types(inline)),
        _ => Ok(()),
    }
}

fn named_or_referring(node: NodeRef<'_>) -> Result<(), Fault> {
    match (node.attribute("name"), node.attribute("ref")) {
        (Some(_), Some(reference)) => Err(both(reference, "ref", "name")),
        (None, None) => Err(Fault::of(node, format!("`{}` needs a `name` or a `ref` here", node.name()))),
        (Some(_), None) | (None, Some(_)) => Ok(()),
    }
}

fn one_of(node: NodeRef<'_>, attribute: &str, element: &str, want: &str) -> Result<(), Fault> {
    match (node.attribute(attribute), child(node, element)) {
        (Some(_), Some(inline)) => Err(Fault::of(inline, format!("{want}, not both"))),
        (None, None) => Err(Fault::of(node, format!("{want}; here is neither"))),
        (Some(_), None) | (None, Some(_)) => Ok(()),
    }
}

/// Part 2, 4.1.3 "`memberTypes` attribute or `simpleType` children".
fn union(node: NodeRef<'_>) -> Result<(), Fault> {
    let has_names = node.attribute("memberTypes").is_some_and(|names| !names.value().trim().is_empty());
    if has_names || child(node, "simpleType").is_some() {
        return Ok(());
    }
    Err(Fault::of(node, "a union has `memberTypes` or types inside; here is neither"))
}

/// Part 1, 3.8.6 "All Group Limited".
fn all(node: NodeRef<'_>) -> Result<(), Fault> {
    for element in node.elements().filter(|child| child.local_name() == "element") {
        if let Some(max) =
            element.attribute("maxOccurs").filter(|max| !matches!(count(max.value().trim()), Some(0 | 1)))
        {
            let fault = Fault::of_value(max, "in `all` an element stands at most once");
            return Err(fault.help("repeated elements need a `sequence` or a repeated `choice`"));
        }
    }
    Ok(())
}

/// Part 1, 3.9.6 "Particle Correct".
fn occurs(node: NodeRef<'_>) -> Result<(), Fault> {
    let (min, max) = (node.attribute("minOccurs"), node.attribute("maxOccurs"));
    let least = min.map_or(Some(1), |min| count(min.value().trim()));
    let most = max.map_or(Some(1), |max| count(max.value().trim()));
    // No number of occurrences is `unbounded`: the grammar has looked at both.
    match (least, most, max.or(min)) {
        (Some(least), Some(most), Some(place)) if least > most => {
            let message = format!("minOccurs is {least} and maxOccurs {most}: the least is more than the most");
            Err(Fault::of_value(place, message))
        }
        _ => Ok(()),
    }
}

#[cold]
fn both(place: NodeRef<'_>, one: &str, other: &str) -> Fault {
    Fault { message: format!("`{one}` and `{other}` exclude one another"), span: place.name_span(), help: None }
}

#[cold]
fn two_types(inline: NodeRef<'_>) -> Fault {
    Fault::of(inline, "here are two types: the attribute `type` and the type inside").help("remove one of them")
}
