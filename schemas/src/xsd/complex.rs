//! Complex types (part 1, 3.4): content and attributes, extension and restriction.
//!
//! In goes a reserved type whose base is built, out comes its record.

use super::attributes;
use super::context::Context;
use super::element::blocking;
use super::finality;
use super::item::{Item, is_true};
use super::particle::{self, Elements};
use super::symbols::ComponentId;
use super::{inheritance, occurs};
use crate::error::Error;
use crate::model::{
    Additional, Content, Field, Foreign, Occurs, Particle, Place, ProcessContents, Record, Shape, Term, TypeId,
    Wildcard, WildcardNamespace,
};
use crate::text::{Origin, offset};

/// `restriction` or `extension`, and what it derives from.
struct Derivation<'d> {
    item: Item<'d>,
    base: TypeId,
    by_restriction: bool,
    is_simple: bool,
}

/// What a type inherits.
struct Base {
    attributes: Vec<Field>,
    elements: Vec<Field>,
    content: Content,
    wildcard: Option<Wildcard>,
    foreign: Vec<Foreign>,
}

/// The type that a complex type derives from, where it says so.
pub(super) fn base<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    component: Option<ComponentId>,
) -> Result<Option<TypeId>, Error> {
    derivation(context, item, component).map(|derivation| derivation.map(|derivation| derivation.base))
}

/// The shape of an `xs:complexType`.
pub(super) fn build<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    component: Option<ComponentId>,
) -> Result<Shape, Error> {
    let derivation = derivation(context, item, component)?;
    let body = derivation.as_ref().map_or(item, |derivation| derivation.item);
    let uses = attributes::of(context, body)?;
    let (mut elements, content, base) = match &derivation {
        None => {
            let mut elements = Elements::default();
            let content = own_content(context, item, body, &mut elements)?;
            (elements, content, None)
        }
        Some(derivation) => {
            finality::check(context, derivation.base, derivation.item, derivation.item.kind())?;
            let base = inherit(context, derivation)?;
            let (elements, content) = derived_content(context, item, derivation, &base)?;
            (elements, content, Some(base))
        }
    };
    let by_restriction = derivation.as_ref().is_some_and(|derivation| derivation.by_restriction);
    let (inherited, base_wildcard, base_foreign) = match base {
        Some(base) => (base.attributes, base.wildcard, base.foreign),
        None => (Vec::new(), None, Vec::new()),
    };
    let own = uses.foreign.iter().cloned().chain(std::mem::take(&mut elements.foreign));
    let foreign = foreign(context, item, body, own.collect(), base_foreign, by_restriction);
    let additional = inheritance::additional(context, body, &uses, base_wildcard, by_restriction)?;
    let attributes = inheritance::joined(context, body, &inherited, uses, by_restriction)?;
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
        base: derivation.as_ref().map(|derivation| derivation.base),
        by_restriction,
        abstract_: item.flag("abstract"),
        foreign,
    })))
}

/// What of a type the model does not say: its own, and what it inherits with the content of its base. An extension has all
/// of that content; a restriction says its content anew, only assertions hold on.
fn foreign(
    context: &Context<'_>,
    item: Item<'_>,
    body: Item<'_>,
    own: Vec<Foreign>,
    base: Vec<Foreign>,
    by_restriction: bool,
) -> Vec<Foreign> {
    let is_inherited = |foreign: &Foreign| match &*foreign.construct {
        "block" => false,
        "assert" => true,
        _ => !by_restriction,
    };
    let mut foreign: Vec<Foreign> = base.into_iter().filter(is_inherited).chain(own).collect();
    for child in body.children().filter(|child| matches!(child.kind(), "assert" | "openContent")) {
        foreign.push(context.sources.foreign(child, "of XSD 1.1"));
    }
    foreign.extend(blocking(context, item));
    foreign
}

fn derivation<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    component: Option<ComponentId>,
) -> Result<Option<Derivation<'d>>, Error> {
    let simple = item.child("simpleContent");
    let Some(item) = simple.or_else(|| item.child("complexContent")).and_then(|content| content.children().next())
    else {
        return Ok(None);
    };
    let Some(base) = context.base_named(item, "base", component)? else { return Ok(None) };
    Ok(Some(Derivation { item, base, by_restriction: item.kind() == "restriction", is_simple: simple.is_some() }))
}

/// What a derivation inherits from its base, which is built.
fn inherit<'d>(context: &mut Context<'d>, derivation: &Derivation<'d>) -> Result<Base, Error> {
    let base = match context.shape(derivation.base) {
        Shape::Record(record) => {
            let wildcard = match &record.additional {
                Additional::Attributes(wildcard) => Some(wildcard.clone()),
                Additional::Open | Additional::Closed(_) | Additional::Typed(..) => None,
            };
            let is_attribute = |field: &&Field| field.place == Place::Attribute;
            let attributes: Vec<Field> = record.fields.iter().filter(is_attribute).cloned().collect();
            let elements: Vec<Field> = record.fields.iter().filter(|field| !is_attribute(field)).cloned().collect();
            let mut content = record.content.clone();
            if let Content::Elements { particle, .. } = &mut content {
                let by = offset(attributes.len());
                particle::shift(particle, |number| number - by);
            }
            Base { attributes, elements, content, wildcard, foreign: record.foreign.clone() }
        }
        Shape::Any => any(context, derivation.item),
        // A simple type: its text, and nothing else.
        _ => Base {
            attributes: Vec::new(),
            elements: Vec::new(),
            content: Content::Text(derivation.base),
            wildcard: None,
            foreign: Vec::new(),
        },
    };
    let particles = match &base.content {
        Content::Elements { particle, .. } => particle::size(particle),
        Content::Members | Content::Empty | Content::Text(_) => 0,
    };
    context.spend(base.attributes.len() + base.elements.len() + particles, derivation.item)?;
    Ok(base)
}

/// `xs:anyType` as a base (part 1, 3.4.7).
fn any(context: &Context<'_>, item: Item<'_>) -> Base {
    let origin = context.sources.place(item);
    let wildcard = Wildcard { namespaces: WildcardNamespace::Any, process: ProcessContents::Lax, origin };
    let any = Particle { occurs: Occurs { min: 0, max: None }, term: Term::Any(wildcard.clone()), origin };
    let particle = once(Term::Sequence(vec![any]), origin);
    Base {
        attributes: Vec::new(),
        elements: Vec::new(),
        content: Content::Elements { particle, mixed: true },
        wildcard: Some(wildcard),
        foreign: Vec::new(),
    }
}

fn once(term: Term, origin: Origin) -> Particle {
    Particle { occurs: Occurs::ONE, term, origin }
}

/// The content of a type that does not derive, or of a restriction (3.4.2 "effective content").
fn own_content<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    body: Item<'d>,
    elements: &mut Elements,
) -> Result<Content, Error> {
    let particle = effective(context, body, elements)?;
    let mixed = is_mixed(item);
    Ok(match particle {
        Some(particle) => Content::Elements { particle, mixed },
        None if mixed => {
            let particle = once(Term::Sequence(Vec::new()), context.sources.place(body));
            Content::Elements { particle, mixed }
        }
        None => Content::Empty,
    })
}

/// The content model that stands in a type or derivation; none where it admits nothing.
fn effective<'d>(
    context: &mut Context<'d>,
    body: Item<'d>,
    elements: &mut Elements,
) -> Result<Option<Particle>, Error> {
    let model = body.children().find(|child| matches!(child.kind(), "group" | "all" | "choice" | "sequence"));
    let Some(model) = model else { return Ok(None) };
    let particle = particle::of(context, model, elements)?;
    // An empty choice that must stand is no empty content: nothing fulfils it.
    Ok(particle.filter(|particle| match &particle.term {
        Term::Sequence(parts) | Term::All(parts) => !parts.is_empty(),
        Term::Choice(parts) => !parts.is_empty() || particle.occurs.min > 0,
        Term::Field(_) | Term::Any(_) => true,
    }))
}

/// `mixed` of the complex content, or else of the complex type.
fn is_mixed(item: Item<'_>) -> bool {
    let content = item.child("complexContent").and_then(|content| content.attribute("mixed"));
    content.or_else(|| item.attribute("mixed")).is_some_and(is_true)
}

fn derived_content<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    derivation: &Derivation<'d>,
    base: &Base,
) -> Result<(Elements, Content), Error> {
    let mut own = Elements::default();
    if derivation.is_simple {
        return simple_content(context, derivation, base).map(|content| (own, content));
    }
    let (body, name) = (derivation.item, context.shown(derivation.base));
    if context.is_simple(derivation.base) {
        let error = context.sources.fault_at(body, "base", format!("{name} is a simple type"));
        return Err(error.help("a type with text and attributes is a `simpleContent`"));
    }
    if derivation.by_restriction {
        let content = own_content(context, item, body, &mut own)?;
        // 3.4.6 "Derivation Valid (Restriction, Complex)", 5.4.
        let is_mixed = |content: &Content| matches!(content, Content::Elements { mixed: true, .. });
        if is_mixed(&content) && !is_mixed(&base.content) {
            let message = format!("this type is mixed, what it restricts, {name}, is not");
            return Err(context.sources.fault_at(body, "base", message));
        }
        return Ok((own, content));
    }
    let mut elements = Elements::of_base(base.elements.clone());
    let Some(particle) = effective(context, body, &mut elements)? else {
        let content = extended_by_nothing(context, item, body, &base.content)?;
        return Ok((elements, content));
    };
    let mixed = is_mixed(item);
    let content = match &base.content {
        Content::Empty | Content::Members => Content::Elements { particle, mixed },
        Content::Text(_) => {
            let message = format!("{name} has text only; it cannot be extended with elements");
            return Err(context.sources.fault_at(body, "base", message));
        }
        Content::Elements { particle: first, mixed: base_mixed } => {
            if *base_mixed != mixed {
                return Err(unlike(context, body, mixed));
            }
            let is_all = |particle: &Particle| matches!(particle.term, Term::All(_));
            if is_all(first) || is_all(&particle) {
                let message =
                    "an `all` can only be the whole content of a type; it can neither be extended nor extend elements";
                return Err(context.sources.fault(body, message));
            }
            let particle = once(particle::sequence(vec![first.clone(), particle]), context.sources.place(body));
            Content::Elements { particle, mixed }
        }
    };
    Ok((elements, content))
}

/// An extension that adds no element keeps the content of its base (3.4.2).
fn extended_by_nothing(
    context: &Context<'_>,
    item: Item<'_>,
    body: Item<'_>,
    base: &Content,
) -> Result<Content, Error> {
    match base {
        Content::Empty if is_mixed(item) => {
            let particle = once(Term::Sequence(Vec::new()), context.sources.place(body));
            Ok(Content::Elements { particle, mixed: true })
        }
        Content::Elements { mixed: false, .. } if is_mixed(item) => Err(unlike(context, body, true)),
        kept => Ok(kept.clone()),
    }
}

/// Part 1, 3.4.6 "Derivation Valid (Extension)", 1.4: both are mixed or neither is.
#[cold]
fn unlike(context: &Context<'_>, body: Item<'_>, mixed: bool) -> Error {
    let (own, base) = if mixed { ("is", "is not") } else { ("is not", "is") };
    let message = format!("this type {own} mixed, what it extends {base}");
    context.sources.fault_at(body, "base", message).help("give both the same `mixed`")
}

fn simple_content<'d>(context: &mut Context<'d>, derivation: &Derivation<'d>, base: &Base) -> Result<Content, Error> {
    let (body, name) = (derivation.item, context.shown(derivation.base));
    let is_simple = context.is_simple(derivation.base);
    if is_simple && derivation.by_restriction {
        let error = context.sources.fault_at(body, "base", format!("{name} is a simple type"));
        return Err(error.help("attributes are added to a simple type by `extension`"));
    }
    let inline = body.inline_type().map(|inline| context.anonymous(inline));
    let text = match (&base.content, inline) {
        (Content::Text(text), None) => *text,
        (Content::Text(_), Some(inline)) => inline,
        (Content::Elements { particle, mixed: true }, Some(inline)) if occurs::is_emptiable(particle) => inline,
        _ => {
            let message = format!("{name} has no simple content");
            let error = context.sources.fault_at(body, "base", message);
            return Err(error.help("`simpleContent` derives from types that hold text only"));
        }
    };
    let has_facets =
        body.children().any(|child| super::facets::is_facet(child) || super::facets::is_foreign_facet(child));
    Ok(Content::Text(if has_facets { context.text(body, text) } else { text }))
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
