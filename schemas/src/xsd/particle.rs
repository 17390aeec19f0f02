//! Content models (part 1, 3.7 to 3.9): particles, with groups written out and elements as fields.

use std::collections::BTreeMap;

use super::context::Context;
use super::item::Item;
use super::source::UnitId;
use super::symbols::{ComponentId, Space};
use super::{element, occurs, qname, wildcard};
use crate::document::NodeId;
use crate::error::{Error, ErrorKind};
use crate::model::{Field, FieldId, Foreign, Name, Occurs, Particle, Term, Wildcard};
use crate::text::offset;

/// How deep a content model may be nested, groups written out.
const DEPTH: u32 = 256;

/// The elements of a record while its content model is read. Field numbers count from its first element.
#[derive(Debug, Default)]
pub(super) struct Elements {
    pub(super) fields: Vec<Field>,
    pub(super) foreign: Vec<Foreign>,
    names: BTreeMap<Name, u32>,
    /// Fields by declaration, for what stands in a group that is used again and again.
    declarations: BTreeMap<(UnitId, NodeId), u32>,
}

impl Elements {
    /// The elements of a base, which come first.
    pub(super) fn of_base(fields: Vec<Field>) -> Self {
        let names = fields.iter().enumerate().map(|(at, field)| (field.name.clone(), offset(at))).collect();
        Self { fields, names, ..Self::default() }
    }

    /// The fields with how often each stands in a content model.
    pub(super) fn counted(&mut self, particle: &Particle) {
        for field in &mut self.fields {
            field.occurs = Occurs { min: 0, max: Some(0) };
        }
        for (field, occurs) in occurs::spread(particle) {
            self.fields[field.0 as usize].occurs = occurs;
        }
    }
}

/// The content model that a child of a complex type or derivation says; none where it admits nothing.
pub(super) fn of<'d>(
    context: &mut Context<'d>,
    item: Item<'d>,
    elements: &mut Elements,
) -> Result<Option<Particle>, Error> {
    Reading { context, elements }.particle(item, None, 0)
}

/// One after the other, where sequences that stand once dissolve.
pub(super) fn sequence(parts: Vec<Particle>) -> Term {
    let mut flat = Vec::new();
    for part in parts {
        match part.term {
            Term::Sequence(inner) if part.occurs == Occurs::ONE => flat.extend(inner),
            term => flat.push(Particle { term, ..part }),
        }
    }
    Term::Sequence(flat)
}

/// Moves the numbers of all fields of a content model.
pub(super) fn shift(particle: &mut Particle, by: impl Fn(u32) -> u32 + Copy) {
    match &mut particle.term {
        Term::Field(field) => field.0 = by(field.0),
        Term::Any(_) => {}
        Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
            for part in parts {
                shift(part, by);
            }
        }
    }
}

/// How many particles a content model has.
pub(super) fn size(particle: &Particle) -> usize {
    match &particle.term {
        Term::Field(_) | Term::Any(_) => 1,
        Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => 1 + parts.iter().map(size).sum::<usize>(),
    }
}

struct Reading<'c, 'd> {
    context: &'c mut Context<'d>,
    elements: &'c mut Elements,
}

impl<'d> Reading<'_, 'd> {
    /// `within` is the global group that the element stands in, which may redefine the one that it refers to.
    fn particle(&mut self, item: Item<'d>, within: Option<ComponentId>, depth: u32) -> Result<Option<Particle>, Error> {
        let sources = self.context.sources;
        if depth > DEPTH {
            let message = format!("the content model is nested deeper than {DEPTH} levels");
            return Err(sources.error(ErrorKind::Limit, item.unit, item.node.name_span(), message));
        }
        self.context.spend(1, item)?;
        let occurs = item.occurs();
        // 3.9.2: what may stand no time at all is no particle.
        if occurs.max == Some(0) {
            return Ok(None);
        }
        let term = match item.kind() {
            "element" => Term::Field(self.field(item)?),
            "any" => Term::Any(self.any(item)),
            "group" => match self.group(item, within, depth)? {
                Some(term) => term,
                None => return Ok(None),
            },
            _ => self.model(item, within, depth)?,
        };
        Ok(Some(Particle { occurs, term, origin: sources.place(item) }))
    }

    /// The model group that a reference to a group stands for.
    fn group(&mut self, item: Item<'d>, within: Option<ComponentId>, depth: u32) -> Result<Option<Term>, Error> {
        let (sources, symbols) = (self.context.sources, self.context.symbols);
        let Some(group) = qname::refer(sources, symbols, item, "ref", Space::Group, within)? else {
            return Err(sources.fault_at(item, "ref", "there is no such group"));
        };
        let Some(model) = symbols.get(group).item.children().next() else { return Ok(None) };
        if model.kind() == "all" {
            let message = "the group is an `all`, which can only be the whole content of a type";
            if depth > 0 {
                return Err(sources.fault_at(item, "ref", message));
            }
            if item.occurs().max != Some(1) {
                return Err(sources.fault_at(item, "maxOccurs", "the group is an `all`, which stands at most once"));
            }
        }
        self.model(model, Some(group), depth).map(Some)
    }

    /// `all`, `choice` and `sequence`.
    fn model(&mut self, item: Item<'d>, within: Option<ComponentId>, depth: u32) -> Result<Term, Error> {
        let mut parts = Vec::new();
        for child in item.children() {
            if let Some(part) = self.particle(child, within, depth + 1)? {
                parts.push(part);
            }
        }
        Ok(match item.kind() {
            "all" => Term::All(parts),
            "choice" => choice(parts),
            _ => sequence(parts),
        })
    }

    fn any(&mut self, item: Item<'d>) -> Wildcard {
        if let Some(name) = ["notNamespace", "notQName"].iter().find(|name| item.attribute(name).is_some()) {
            self.elements.foreign.push(self.context.sources.foreign(item, &format!("`{name}` is of XSD 1.1")));
        }
        wildcard::of(self.context, item)
    }

    /// The field of an element. Elements of one name are one field, and have one type (3.8.6 "Element Declarations
    /// Consistent").
    fn field(&mut self, item: Item<'d>) -> Result<FieldId, Error> {
        if let Some(known) = self.elements.declarations.get(&item.key()) {
            return Ok(FieldId(*known));
        }
        let field = self.declared(item)?;
        self.elements.declarations.insert(item.key(), field.0);
        Ok(field)
    }

    fn declared(&mut self, item: Item<'d>) -> Result<FieldId, Error> {
        let field = element::field(self.context, item)?;
        if let Some(at) = self.elements.names.get(&field.name).copied() {
            let known = &mut self.elements.fields[at as usize];
            if known.type_ != field.type_ {
                let name = &field.name.local;
                let message = format!("the element `{name}` stands twice in this content, with different types");
                let attribute = if item.attribute("name").is_some() { "name" } else { "ref" };
                let error = self.context.sources.fault_at(item, attribute, message);
                return Err(error.help("elements of one name in one content have one, named, type"));
            }
            let elements = &self.context.elements;
            let identities = |field: &Field| match field.element {
                Some(global) => elements[global.0 as usize].identities.clone(),
                None => field.identities.clone(),
            };
            if identities(known) != identities(&field) {
                let reason = "the element stands twice in this content, with different identity constraints";
                self.elements.foreign.push(self.context.sources.foreign(item, reason));
            }
            known.element = known.element.or(field.element);
            known.nillable |= field.nillable;
            return Ok(FieldId(at));
        }
        for foreign in element::foreign(self.context, item) {
            if self.elements.foreign.iter().all(|known| known.origin != foreign.origin) {
                self.elements.foreign.push(foreign);
            }
        }
        let id = offset(self.elements.fields.len());
        self.elements.names.insert(field.name.clone(), id);
        self.elements.fields.push(field);
        Ok(FieldId(id))
    }
}

/// One of several, where choices that stand once dissolve.
fn choice(parts: Vec<Particle>) -> Term {
    let mut flat = Vec::new();
    for part in parts {
        match part.term {
            Term::Choice(inner) if part.occurs == Occurs::ONE => flat.extend(inner),
            term => flat.push(Particle { term, ..part }),
        }
    }
    Term::Choice(flat)
}
