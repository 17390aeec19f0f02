//! Element declarations (part 1, 3.3): the global ones, and the fields that local ones are.

use super::attributes::is_qualified;
use super::context::Context;
use super::item::Item;
use super::symbols::{ComponentId, Space};
use super::{block, docs, qname};
use crate::error::Error;
use crate::model::{ElementDecl, ElementId, Field, Foreign, Name, Occurs, Place, TypeId};
use crate::text::offset;

/// Reads the global elements. Their types are reserved, not built.
pub(super) fn globals(context: &mut Context<'_>) -> Result<(), Error> {
    let symbols = context.symbols;
    let named = symbols.of(Space::Element).filter(|(id, _)| symbols.is_named(*id));
    let globals: Vec<(ComponentId, Item<'_>)> = named.map(|(id, component)| (id, component.item)).collect();
    for (at, (id, _)) in globals.iter().enumerate() {
        context.element_ids.insert(*id, ElementId(offset(at)));
    }
    let mut heads = Vec::new();
    for (_, item) in &globals {
        heads.push(head(context, *item)?);
    }
    check_circles(context, &globals, &heads)?;
    let types = global_types(context, &globals, &heads)?;
    for (((id, item), type_), substitutes) in globals.iter().zip(types).zip(heads) {
        let component = symbols.get(*id);
        context.elements.push(ElementDecl {
            name: Name::new(component.namespace, component.name),
            type_,
            nillable: item.flag("nillable"),
            abstract_: item.flag("abstract"),
            block: block::of(context, *item),
            substitutes,
            default: item.raw("default"),
            fixed: item.raw("fixed"),
            identities: context.constraints.of(*item),
            docs: docs::of(*item),
            foreign: foreign(context, *item),
            origin: context.sources.place(*item),
        });
    }
    Ok(())
}

/// The head of the substitution group that an element belongs to.
fn head<'d>(context: &Context<'d>, item: Item<'d>) -> Result<Option<ElementId>, Error> {
    if item.attribute("substitutionGroup").is_none() {
        return Ok(None);
    }
    let (sources, symbols) = (context.sources, context.symbols);
    let found = qname::refer(sources, symbols, item, "substitutionGroup", Space::Element, None)?;
    match found.and_then(|id| context.element_ids.get(&id)) {
        Some(head) => Ok(Some(*head)),
        None => Err(sources.fault_at(item, "substitutionGroup", "there is no such element")),
    }
}

/// Part 1, 3.3.6 "Element Declaration Properties Correct", 6: no substitution group is circular.
fn check_circles<'d>(
    context: &Context<'d>,
    globals: &[(ComponentId, Item<'d>)],
    heads: &[Option<ElementId>],
) -> Result<(), Error> {
    // The walk in which an element was first met; a walk that meets its own trace is in a circle.
    let mut walks = vec![None; heads.len()];
    for start in 0..heads.len() {
        let mut current = start;
        while walks[current].is_none() {
            walks[current] = Some(start);
            match heads[current] {
                Some(head) => current = head.0 as usize,
                None => break,
            }
        }
        if walks[current] == Some(start) && heads[current].is_some() {
            let message = "this substitution group belongs, over others, to itself";
            return Err(context.sources.fault_at(globals[current].1, "substitutionGroup", message));
        }
    }
    Ok(())
}

/// The types of the global elements: their own, or that of the head of the substitution group, or any.
fn global_types<'d>(
    context: &mut Context<'d>,
    globals: &[(ComponentId, Item<'d>)],
    heads: &[Option<ElementId>],
) -> Result<Vec<TypeId>, Error> {
    let mut types = Vec::new();
    for (_, item) in globals {
        types.push(own_type(context, *item)?);
    }
    let any = context.any_type();
    for start in 0..types.len() {
        let mut path = Vec::new();
        let mut current = start;
        let found = loop {
            if let Some(found) = types[current] {
                break found;
            }
            path.push(current);
            match heads[current] {
                Some(head) => current = head.0 as usize,
                None => break any,
            }
        };
        for at in path {
            types[at] = Some(found);
        }
    }
    Ok(types.into_iter().flatten().collect())
}

/// The type that a declaration gives, where it gives one.
fn own_type<'d>(context: &mut Context<'d>, item: Item<'d>) -> Result<Option<TypeId>, Error> {
    match item.inline_type() {
        Some(inline) => Ok(Some(context.anonymous(inline))),
        None => context.type_named(item, "type"),
    }
}

/// The field that a local element declaration or reference is.
pub(super) fn field<'d>(context: &mut Context<'d>, item: Item<'d>) -> Result<Field, Error> {
    if item.attribute("ref").is_some() {
        return referring(context, item);
    }
    let is_qualified = is_qualified(context, item, "elementFormDefault");
    let target = context.sources.unit(item.unit).namespace.as_deref();
    let type_ = match own_type(context, item)? {
        Some(own) => own,
        None => context.any_type(),
    };
    Ok(Field {
        name: Name::new(target.filter(|_| is_qualified), item.attribute("name").unwrap_or("")),
        place: Place::Element,
        type_,
        occurs: Occurs::ONE,
        element: None,
        nillable: item.flag("nillable"),
        block: block::of(context, item),
        default: item.raw("default"),
        fixed: item.raw("fixed"),
        identities: context.constraints.of(item),
        docs: docs::of(item),
        origin: context.sources.place(item),
        required_origin: None,
    })
}

fn referring<'d>(context: &Context<'d>, item: Item<'d>) -> Result<Field, Error> {
    let found = qname::refer(context.sources, context.symbols, item, "ref", Space::Element, None)?;
    let Some(id) = found.and_then(|id| context.element_ids.get(&id)).copied() else {
        return Err(context.sources.fault_at(item, "ref", "there is no such element"));
    };
    let global = &context.elements[id.0 as usize];
    Ok(Field {
        name: global.name.clone(),
        place: Place::Element,
        type_: global.type_,
        occurs: Occurs::ONE,
        element: Some(id),
        nillable: global.nillable,
        block: global.block,
        default: global.default.clone(),
        fixed: global.fixed.clone(),
        identities: Vec::new(),
        docs: docs::of(item).or_else(|| global.docs.clone()),
        origin: context.sources.place(item),
        required_origin: None,
    })
}

/// What of an element declaration the model does not say.
pub(super) fn foreign(context: &Context<'_>, item: Item<'_>) -> Vec<Foreign> {
    let mut foreign = Vec::new();
    for child in item.children().filter(|child| child.kind() == "alternative") {
        foreign.push(context.sources.foreign(child, "conditional types are of XSD 1.1"));
    }
    if item.attribute("targetNamespace").is_some() {
        foreign.push(context.sources.foreign(item, "`targetNamespace` of an element is of XSD 1.1"));
    }
    foreign
}
