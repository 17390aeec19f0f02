//! The attributes of complex types (part 1, 3.2, 3.4.2, 3.6).
//!
//! In goes what holds attribute declarations, out come the fields that they are, attribute groups written out.

use std::collections::{BTreeMap, BTreeSet};

use super::builtin;
use super::context::Context;
use super::item::Item;
use super::location::XML;
use super::symbols::{ComponentId, Space, missing};
use super::{docs, qname, simple, wildcard};
use crate::error::Error;
use crate::model::{AttributeDecl, Block, Field, Foreign, Name, Occurs, Place, TypeId, Wildcard};

/// The attributes that an element of the schema declares.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) fields: Vec<Field>,
    /// What is taken away from the base of a restriction.
    pub(super) prohibited: Vec<Name>,
    /// What `anyAttribute` admits, here and in all groups.
    pub(super) wildcard: Option<Wildcard>,
    pub(super) foreign: Vec<Foreign>,
    names: BTreeMap<Name, usize>,
}

/// Reads the global attributes.
pub(super) fn globals(context: &mut Context<'_>) -> Result<(), Error> {
    let symbols = context.symbols;
    for (_, component) in symbols.of(Space::Attribute).filter(|(id, _)| symbols.is_named(*id)) {
        let item = component.item;
        let declared = AttributeDecl {
            name: Name::new(component.namespace, component.name),
            type_: type_of(context, item)?,
            fixed: item.raw("fixed"),
            origin: context.sources.place(item),
        };
        context.attributes.push(declared);
    }
    Ok(())
}

/// The attributes that a complex type or derivation declares.
pub(super) fn of<'d>(context: &mut Context<'d>, parent: Item<'d>) -> Result<Uses, Error> {
    let mut uses = Uses::default();
    let mut groups = BTreeSet::new();
    let mut open = Vec::new();
    enter(context, &mut uses, &mut open, parent, None)?;
    while let Some((item, within)) = open.pop() {
        context.spend(1, item)?;
        if item.kind() == "attribute" {
            let is_own = within.is_none();
            attribute(context, &mut uses, item, is_own)?;
            continue;
        }
        match qname::refer(context.sources, context.symbols, item, "ref", Space::AttributeGroup, within)? {
            Some(group) if groups.insert(group) => {
                let definition = context.symbols.get(group).item;
                enter(context, &mut uses, &mut open, definition, Some(group))?;
            }
            Some(_) => {}
            None => special(context, &mut uses, item)?,
        }
    }
    Ok(uses)
}

/// Puts the declarations of a group on the stack, and its wildcard beside those that were met.
fn enter<'d>(
    context: &Context<'d>,
    uses: &mut Uses,
    open: &mut Vec<(Item<'d>, Option<ComponentId>)>,
    parent: Item<'d>,
    within: Option<ComponentId>,
) -> Result<(), Error> {
    if let Some(any) = parent.child("anyAttribute") {
        if let Some(name) = ["notNamespace", "notQName"].iter().find(|name| any.attribute(name).is_some()) {
            uses.foreign.push(context.sources.foreign(any, &format!("`{name}` is of XSD 1.1")));
        }
        let own = wildcard::of(context, any);
        uses.wildcard = Some(match uses.wildcard.take() {
            None => own,
            // 3.4.2: the wildcard met first, the innermost or that of the first group, says how contents are processed.
            Some(first) => match wildcard::intersection(&first.namespaces, &own.namespaces) {
                Some(namespaces) => Wildcard { namespaces, ..first },
                None => {
                    return Err(context
                        .sources
                        .fault(any, "what this and another `anyAttribute` admit together cannot be said"));
                }
            },
        });
    }
    let from = open.len();
    let declarations = parent.children().filter(|item| matches!(item.kind(), "attribute" | "attributeGroup"));
    open.extend(declarations.map(|item| (item, within)));
    open[from..].reverse();
    Ok(())
}

fn attribute<'d>(context: &mut Context<'d>, uses: &mut Uses, item: Item<'d>, is_own: bool) -> Result<(), Error> {
    for name in ["targetNamespace", "inheritable"] {
        if item.attribute(name).is_some() {
            uses.foreign.push(context.sources.foreign(item, &format!("`{name}` is of XSD 1.1")));
        }
    }
    let field = field(context, item)?;
    if item.attribute("use") == Some("prohibited") {
        if is_own {
            uses.prohibited.push(field.name);
        }
        return Ok(());
    }
    add(context, uses, item, field)
}

/// 3.4.6 "Complex Type Definition Properties Correct", 4: no two attributes of one name.
fn add(context: &Context<'_>, uses: &mut Uses, item: Item<'_>, field: Field) -> Result<(), Error> {
    if let Some(first) = uses.names.get(&field.name) {
        let message = format!("the attribute `{}` is declared twice in one type", uses.fields[*first].name.local);
        let attribute = if item.attribute("name").is_some() { "name" } else { "ref" };
        return Err(context.sources.fault_at(item, attribute, message));
    }
    uses.names.insert(field.name.clone(), uses.fields.len());
    uses.fields.push(field);
    Ok(())
}

/// The field that a local attribute declaration or reference is.
pub(super) fn field<'d>(context: &mut Context<'d>, item: Item<'d>) -> Result<Field, Error> {
    let occurs = if item.attribute("use") == Some("required") { Occurs::ONE } else { Occurs::OPTIONAL };
    let (name, type_, global) = if let Some(reference) = item.attribute("ref") {
        let expanded = qname::expand(context.sources, item, "ref", reference)?;
        let name = Name::new(expanded.namespace, expanded.local);
        match qname::resolve(context.sources, context.symbols, item, "ref", Space::Attribute, expanded)? {
            Some(id) => {
                let global = context.symbols.get(id).item;
                (name, type_of(context, global)?, Some(global))
            }
            None => {
                let namespace = expanded.namespace.unwrap_or("");
                let type_ = context.built_in_attribute(namespace, expanded.local);
                (name, type_.ok_or_else(|| unknown(context, item, namespace, expanded.local))?, None)
            }
        }
    } else {
        let is_qualified = is_qualified(context, item, "attributeFormDefault");
        let target = context.sources.unit(item.unit).namespace.as_deref();
        let name = Name::new(target.filter(|_| is_qualified), item.attribute("name").unwrap_or(""));
        (name, type_of(context, item)?, None)
    };
    let declared = global.and_then(|global| global.raw("fixed"));
    let (default, fixed) = (item.raw("default"), item.raw("fixed"));
    // 3.5.6: a fixed value of the declaration holds for every use of it.
    if declared.is_some() && (default.is_some() || fixed.as_ref().is_some_and(|fixed| Some(fixed) != declared.as_ref()))
    {
        let attribute = if default.is_some() { "default" } else { "fixed" };
        let message = "the declaration that is referred to fixes another value";
        return Err(context.sources.fault_at(item, attribute, message));
    }
    let fixed = fixed.or(declared);
    let inherited = global.and_then(|global| global.raw("default")).filter(|_| fixed.is_none());
    Ok(Field {
        name,
        place: Place::Attribute,
        type_,
        occurs,
        element: None,
        nillable: false,
        block: Block::default(),
        default: default.or(inherited),
        fixed,
        identities: Vec::new(),
        docs: docs::of(item).or_else(|| global.and_then(docs::of)),
        origin: context.sources.place(item),
        required_origin: None,
    })
}

fn unknown(context: &Context<'_>, item: Item<'_>, namespace: &str, name: &str) -> Error {
    let error =
        missing(context.sources, item, "ref", format!("there is no attribute `{name}` in namespace `{namespace}`"));
    let names: Vec<&str> = builtin::attributes(namespace).collect();
    error.help(format!("built in are: {}", names.join(", ")))
}

/// The type of an attribute declaration.
pub(super) fn type_of<'d>(context: &mut Context<'d>, item: Item<'d>) -> Result<TypeId, Error> {
    if let Some(inline) = item.inline_type() {
        return Ok(context.anonymous(inline));
    }
    match context.type_named(item, "type")? {
        Some(id) => simple::simple(context, item, "type", id),
        None => Ok(context.any_simple_type()),
    }
}

/// Whether a local declaration is in the target namespace.
pub(super) fn is_qualified(context: &Context<'_>, item: Item<'_>, default: &str) -> bool {
    let schema = context.sources.schema(item.unit);
    let form = item.attribute("form").or_else(|| schema.attribute(default).map(|form| form.value().trim()));
    form == Some("qualified")
}

/// `xml:specialAttrs`, the group of all built-in attributes of its namespace.
fn special<'d>(context: &mut Context<'d>, uses: &mut Uses, item: Item<'d>) -> Result<(), Error> {
    let reference = item.attribute("ref").unwrap_or("");
    let name = qname::expand(context.sources, item, "ref", reference)?;
    if name.namespace != Some(XML) || name.local != "specialAttrs" {
        return Err(missing(context.sources, item, "ref", format!("there is no attribute group `{}`", name.local)));
    }
    for local in builtin::attributes(XML) {
        let Some(type_) = context.built_in_attribute(XML, local) else { continue };
        let field = Field {
            name: Name::new(Some(XML), local),
            place: Place::Attribute,
            type_,
            occurs: Occurs::OPTIONAL,
            element: None,
            nillable: false,
            block: Block::default(),
            default: None,
            fixed: None,
            identities: Vec::new(),
            docs: None,
            origin: context.sources.place(item),
            required_origin: None,
        };
        add(context, uses, item, field)?;
    }
    Ok(())
}
