//! The content of complex types (part 1, 3.4.2): a content model, text, or nothing; their own, restricted or extended.

use super::context::Context;
use super::derivation::{Base, Derivation};
use super::facets;
use super::item::{Item, is_true};
use super::occurs;
use super::particle::{self, Elements};
use crate::error::Error;
use crate::model::{Content, Occurs, Particle, Term};
use crate::text::Origin;

/// The content of a type, with the elements in it.
pub(super) fn of<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    derivation: Option<&Derivation<'d>>,
    base: &Base,
) -> Result<(Elements, Content), Error> {
    let Some(derivation) = derivation else { return own(context, item, item) };
    let body = derivation.item;
    if derivation.is_simple {
        return Ok((Elements::default(), text(context, derivation, base)?));
    }
    if context.is_simple(derivation.base) {
        let message = format!("{} is a simple type", context.shown(derivation.base));
        let error = context.sources.fault_at(body, "base", message);
        return Err(error.help("a type with text and attributes is a `simpleContent`"));
    }
    if !derivation.by_restriction {
        return extended(context, item, derivation, base);
    }
    let (elements, content) = own(context, item, body)?;
    // 3.4.6 "Derivation Valid (Restriction, Complex)", 5.4.
    let has_text = |content: &Content| matches!(content, Content::Elements { mixed: true, .. });
    if has_text(&content) && !has_text(&base.content) {
        let message = format!("this type is mixed, what it restricts, {}, is not", context.shown(derivation.base));
        return Err(context.sources.fault_at(body, "base", message));
    }
    Ok((elements, content))
}

/// The content that stands in a type or restriction.
fn own<'d>(context: &mut Context<'d>, item: Item<'d>, body: Item<'d>) -> Result<(Elements, Content), Error> {
    let mut elements = Elements::default();
    let content = match effective(context, body, &mut elements)? {
        Some(particle) => Content::Elements { particle, mixed: is_mixed(item) },
        None if is_mixed(item) => text_only(context, body),
        None => Content::Empty,
    };
    Ok((elements, content))
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

fn once(term: Term, origin: Origin) -> Particle {
    Particle { occurs: Occurs::ONE, term, origin }
}

/// Mixed content without elements.
fn text_only(context: &Context<'_>, body: Item<'_>) -> Content {
    Content::Elements { particle: once(Term::Sequence(Vec::new()), context.sources.place(body)), mixed: true }
}

/// The content of an extension: that of the base, then its own.
fn extended<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    derivation: &Derivation<'d>,
    base: &Base,
) -> Result<(Elements, Content), Error> {
    let (body, mixed) = (derivation.item, is_mixed(item));
    let mut elements = Elements::of_base(base.elements.clone());
    let own = effective(context, body, &mut elements)?;
    let content = match (&base.content, own) {
        (Content::Empty | Content::Members, Some(particle)) => Content::Elements { particle, mixed },
        (Content::Empty | Content::Members, None) if mixed => text_only(context, body),
        (Content::Elements { mixed: false, .. }, None) if mixed => return Err(unlike(context, body, mixed)),
        (kept, None) => kept.clone(),
        (Content::Text(_), Some(_)) => {
            let message = format!("{} has text only; elements cannot be added to it", context.shown(derivation.base));
            return Err(context.sources.fault_at(body, "base", message));
        }
        (Content::Elements { mixed: other, .. }, Some(_)) if *other != mixed => {
            return Err(unlike(context, body, mixed));
        }
        (Content::Elements { particle: first, .. }, Some(particle)) => {
            if [first, &particle].iter().any(|particle| matches!(particle.term, Term::All(_))) {
                let message = "an `all` is the whole content of a type; it can neither be extended nor extend elements";
                return Err(context.sources.fault(body, message));
            }
            let particle = once(particle::sequence(vec![first.clone(), particle]), context.sources.place(body));
            Content::Elements { particle, mixed }
        }
    };
    Ok((elements, content))
}

/// Part 1, 3.4.6 "Derivation Valid (Extension)", 1.4: both are mixed or neither is.
#[cold]
fn unlike(context: &Context<'_>, body: Item<'_>, mixed: bool) -> Error {
    let (own, base) = if mixed { ("is", "is not") } else { ("is not", "is") };
    let message = format!("this type {own} mixed, what it extends {base}");
    context.sources.fault_at(body, "base", message).help("give both the same `mixed`")
}

/// The content of a `simpleContent`.
fn text<'d>(context: &mut Context<'d>, derivation: &Derivation<'d>, base: &Base) -> Result<Content, Error> {
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
    let has_facets = body.children().any(|child| facets::is_facet(child) || facets::is_foreign_facet(child));
    Ok(Content::Text(if has_facets { context.text(body, text) } else { text }))
}
