//! Complex types (part 1, 3.4): content and attributes, own and inherited.
//!
//! In goes a reserved type whose base is built, out comes its record.

use super::context::Context;
use super::item::Item;
use super::particle::{self, Elements};
use super::symbols::ComponentId;
use super::{attributes, block, content, derivation, finality, inheritance};
use crate::error::Error;
use crate::model::{Content, Field, Foreign, Record, Shape, TypeId};
use crate::text::offset;

/// The type that a complex type derives from, where it says so.
pub(super) fn base<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    component: Option<ComponentId>,
) -> Result<Option<TypeId>, Error> {
    derivation::of(context, item, component).map(|derivation| derivation.map(|derivation| derivation.base))
}

/// The shape of an `xs:complexType`.
pub(super) fn build<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    component: Option<ComponentId>,
) -> Result<Shape, Error> {
    let derivation = derivation::of(context, item, component)?;
    let body = derivation.map_or(item, |derivation| derivation.item);
    let by_restriction = derivation.is_some_and(|derivation| derivation.by_restriction);
    if let Some(derivation) = derivation {
        finality::check(context, derivation.base, body, body.kind())?;
    }
    let base = derivation::inherited(context, derivation.as_ref())?;
    let uses = attributes::of(context, body)?;
    let (mut elements, content) = content::of(context, item, derivation.as_ref(), &base)?;
    let own = uses.foreign.iter().cloned().chain(std::mem::take(&mut elements.foreign)).collect();
    let foreign = foreign(context, body, own, base.foreign, by_restriction);
    let additional = inheritance::additional(context, body, &uses, base.wildcard, by_restriction)?;
    let attributes = inheritance::joined(context, body, &base.attributes, uses, by_restriction)?;
    let (fields, content) = assemble(attributes, elements, content);
    Ok(Shape::Record(Box::new(Record {
        fields,
        content,
        additional,
        pattern_members: Vec::new(),
        member_names: None,
        min_members: None,
        max_members: None,
        dependencies: Vec::new(),
        base: derivation.map(|derivation| derivation.base),
        by_restriction,
        abstract_: item.flag("abstract"),
        block: block::of(context, item),
        foreign,
    })))
}

/// What of a type the model does not say: its own, and what it inherits with the content of its base. An extension has all
/// of that content; a restriction says its content anew, only assertions hold on.
fn foreign(
    context: &Context<'_>,
    body: Item<'_>,
    own: Vec<Foreign>,
    base: Vec<Foreign>,
    by_restriction: bool,
) -> Vec<Foreign> {
    let is_inherited = |foreign: &Foreign| match &*foreign.construct {
        "assert" => true,
        _ => !by_restriction,
    };
    let mut foreign: Vec<Foreign> = base.into_iter().filter(is_inherited).chain(own).collect();
    for child in body.children().filter(|child| matches!(child.kind(), "assert" | "openContent")) {
        foreign.push(context.sources.foreign(child, "of XSD 1.1"));
    }
    foreign
}

/// Attributes first, then elements, counted over the content model.
fn assemble(attributes: Vec<Field>, mut elements: Elements, mut content: Content) -> (Vec<Field>, Content) {
    let mut fields = attributes;
    match &mut content {
        Content::Elements { particle, .. } => {
            elements.counted(particle);
            let by = offset(fields.len());
            particle::shift(particle, |number| number + by);
            fields.extend(elements.fields);
        }
        Content::Members | Content::Empty | Content::Text(_) => {}
    }
    (fields, content)
}
