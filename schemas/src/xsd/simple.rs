//! Simple types (part 1, 3.14; part 2): restriction, list, union.
//!
//! In goes a reserved type whose base is built, out comes its shape.

use super::context::{Context, format};
use super::facets::{self, Variety};
use super::finality;
use super::fixed::Fixed;
use super::item::Item;
use super::symbols::ComponentId;
use crate::error::Error;
use crate::model::{Facet, Facets, Primitive, Scalar, Shape, TypeId, WhiteSpace};

/// The type that a simple type restricts, if it is a restriction.
pub(super) fn base<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    component: Option<ComponentId>,
) -> Result<Option<TypeId>, Error> {
    match item.child("restriction") {
        Some(restriction) => restricted(context, restriction, component).map(Some),
        None => Ok(None),
    }
}

fn restricted<'d>(
    context: &mut Context<'d>,
    restriction: Item<'d>,
    component: Option<ComponentId>,
) -> Result<TypeId, Error> {
    if let Some(inline) = restriction.inline_type() {
        return Ok(context.anonymous(inline));
    }
    let base = context.base_named(restriction, "base", component)?;
    // The grammar and its rules see to it that there is one of the two.
    Ok(base.unwrap_or_else(|| context.any_simple_type()))
}

/// The shape of an `xs:simpleType`.
pub(super) fn build<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    component: Option<ComponentId>,
) -> Result<(Shape, Fixed), Error> {
    let (mut shape, fixed) = match (item.child("list"), item.child("union")) {
        (Some(list), _) => {
            let base = context.any_simple_type();
            (derived(self::list(context, list)?, base), Fixed::default())
        }
        (None, Some(union)) => {
            let base = context.any_simple_type();
            (derived(self::union(context, union)?, base), Fixed::default())
        }
        (None, None) => {
            let restriction = item.child("restriction").unwrap_or(item);
            let base = restricted(context, restriction, component)?;
            restrict(context, restriction, base)?
        }
    };
    if let (Some((value, origin)), Some(facets)) = (format(context.sources, item), facets_of(&mut shape)) {
        facets.format = Some(Facet { value, origin });
    }
    Ok((shape, fixed))
}

/// The shape of a built simple type, restricted by the facets that stand in an element.
pub(super) fn restrict<'d>(
    context: &mut Context<'d>,
    restriction: Item<'d>,
    base: TypeId,
) -> Result<(Shape, Fixed), Error> {
    finality::check(context, base, restriction, "restriction")?;
    let mut shape = context.shape(base).clone();
    let mut fixed = context.fixed(base);
    if let Some(facet) = restriction.children().find(|item| facets::is_foreign_facet(*item)) {
        let foreign = context.sources.foreign(facet, "a facet of XSD 1.1");
        return Ok((Shape::Foreign(foreign), fixed));
    }
    let variety = match &shape {
        Shape::Scalar(_) if context.is_any_simple_type(base) => {
            let message = "anySimpleType cannot be restricted; its restrictions are the built-in types";
            return Err(context.sources.fault_at(restriction, "base", message));
        }
        Shape::Scalar(scalar) => Variety::Atomic(scalar.primitive),
        Shape::List { .. } => Variety::List,
        Shape::Union { .. } => Variety::Union,
        Shape::Foreign(_) => return Ok((shape, fixed)),
        Shape::Any
        | Shape::Never
        | Shape::Record(_)
        | Shape::Array(_)
        | Shape::ByKind(_)
        | Shape::Enumeration(_)
        | Shape::All { .. }
        | Shape::AnyOf(_)
        | Shape::OneOf(_)
        | Shape::Not(_)
        | Shape::If { .. } => {
            let message = format!("{} is a complex type; a simple type restricts simple types", context.shown(base));
            return Err(context.sources.fault_at(restriction, "base", message));
        }
    };
    if let Some(facets) = facets_of(&mut shape) {
        *facets = facets::restrict(context, variety, facets, &mut fixed, restriction)?;
    }
    Ok((derived(shape, base), fixed))
}

/// A simple type, with what it is derived from.
fn derived(mut shape: Shape, base: TypeId) -> Shape {
    if let Shape::Scalar(scalar) | Shape::List { facets: scalar, .. } | Shape::Union { facets: scalar, .. } = &mut shape
    {
        scalar.base = Some(base);
    }
    shape
}

fn facets_of(shape: &mut Shape) -> Option<&mut Facets> {
    match shape {
        Shape::Scalar(scalar) | Shape::List { facets: scalar, .. } | Shape::Union { facets: scalar, .. } => {
            Some(&mut scalar.facets)
        }
        _ => None,
    }
}

fn list<'d>(context: &mut Context<'d>, list: Item<'d>) -> Result<Shape, Error> {
    let item = match list.inline_type() {
        Some(inline) => context.anonymous(inline),
        None => {
            let id = context.type_named(list, "itemType")?.unwrap_or_else(|| context.any_simple_type());
            simple(context, list, "itemType", id)?
        }
    };
    finality::check(context, item, list, "list")?;
    let mut facets = Box::new(Scalar::new(Primitive::String));
    facets.facets.white_space = WhiteSpace::Collapse;
    Ok(Shape::List { item, facets })
}

/// Sees to it that a type is simple.
pub(super) fn simple(context: &Context<'_>, item: Item<'_>, attribute: &str, id: TypeId) -> Result<TypeId, Error> {
    if context.is_simple(id) {
        return Ok(id);
    }
    let message = format!("{} is a complex type; a simple type is wanted here", context.shown(id));
    Err(context.sources.fault_at(item, attribute, message))
}

fn union<'d>(context: &mut Context<'d>, union: Item<'d>) -> Result<Shape, Error> {
    let mut members = Vec::new();
    for name in union.attribute("memberTypes").unwrap_or("").split_ascii_whitespace() {
        let id = context.type_of_name(union, "memberTypes", name)?;
        finality::check(context, id, union, "union")?;
        members.push(simple(context, union, "memberTypes", id)?);
    }
    for inline in union.children() {
        members.push(context.anonymous(inline));
    }
    context.spend(members.len(), union)?;
    Ok(Shape::Union { members, facets: Box::new(Scalar::new(Primitive::String)) })
}
