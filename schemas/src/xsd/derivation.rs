//! Derivations: `restriction` and `extension` of complex types, and what they inherit (part 1, 3.4.2).

use super::context::Context;
use super::item::Item;
use super::particle;
use super::symbols::ComponentId;
use crate::error::Error;
use crate::model::{
    Additional, Content, Field, Foreign, Occurs, Particle, Place, ProcessContents, Shape, Term, TypeId, Wildcard,
    WildcardNamespace,
};
use crate::text::offset;

/// `restriction` or `extension`, and what it derives from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Derivation<'d> {
    /// The `restriction` or `extension`.
    pub(super) item: Item<'d>,
    pub(super) base: TypeId,
    pub(super) by_restriction: bool,
    /// Whether it stands in a `simpleContent`.
    pub(super) is_simple: bool,
}

/// What a type inherits; nothing by default.
#[derive(Debug)]
pub(super) struct Base {
    pub(super) attributes: Vec<Field>,
    pub(super) elements: Vec<Field>,
    /// Its fields are numbered from the first of `elements`.
    pub(super) content: Content,
    pub(super) wildcard: Option<Wildcard>,
    pub(super) foreign: Vec<Foreign>,
}

/// The derivation that a complex type consists of, where it does.
pub(super) fn of<'d>(
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

impl Base {
    /// A base with this content and nothing else.
    fn of(content: Content) -> Self {
        Self { attributes: Vec::new(), elements: Vec::new(), content, wildcard: None, foreign: Vec::new() }
    }
}

/// What a type inherits from its base, which is built; without a derivation nothing.
pub(super) fn inherited<'d>(context: &mut Context<'d>, derivation: Option<&Derivation<'d>>) -> Result<Base, Error> {
    let Some(Derivation { base, item, .. }) = derivation else { return Ok(Base::of(Content::Empty)) };
    let inherited = match context.shape(*base) {
        Shape::Record(record) => {
            let (attributes, elements): (Vec<Field>, Vec<Field>) =
                record.fields.iter().cloned().partition(|field| field.place == Place::Attribute);
            let mut content = record.content.clone();
            if let Content::Elements { particle, .. } = &mut content {
                let by = offset(attributes.len());
                particle::shift(particle, |number| number - by);
            }
            let wildcard = match &record.additional {
                Additional::Attributes(wildcard) => Some(wildcard.clone()),
                Additional::Open | Additional::Closed(_) | Additional::Typed(..) => None,
            };
            Base { attributes, elements, content, wildcard, foreign: record.foreign.clone() }
        }
        Shape::Any => any(context, *item),
        // A simple type: its text, and nothing else.
        _ => Base::of(Content::Text(*base)),
    };
    let particles = match &inherited.content {
        Content::Elements { particle, .. } => particle::size(particle),
        Content::Members | Content::Empty | Content::Text(_) => 0,
    };
    context.spend(inherited.attributes.len() + inherited.elements.len() + particles, *item)?;
    Ok(inherited)
}

/// `xs:anyType` as a base (part 1, 3.4.7).
fn any(context: &Context<'_>, item: Item<'_>) -> Base {
    let origin = context.sources.place(item);
    let wildcard = Wildcard { namespaces: WildcardNamespace::Any, process: ProcessContents::Lax, origin };
    let any = Particle { occurs: Occurs { min: 0, max: None }, term: Term::Any(wildcard.clone()), origin };
    let particle = Particle { occurs: Occurs::ONE, term: Term::Sequence(vec![any]), origin };
    Base { wildcard: Some(wildcard), ..Base::of(Content::Elements { particle, mixed: true }) }
}
