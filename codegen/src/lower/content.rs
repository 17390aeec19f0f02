//! Content models: which elements of a record are fields of their own, and which a field takes together.
//!
//! Where each element stands at one place of the content model and that place is not repeated, the order of the schema is
//! that of the document, and every element is a field. A choice of single elements is an enum. What repeats as a group, what
//! stands between text, and elements of one name at several places are a list of an enum, in the order of the document.

use std::collections::BTreeSet;

use driftline_schemas::model::{Content, FieldId, Occurs, Particle, Record, Term};
use driftline_schemas::text::Origin;

/// A part of a record that becomes a field.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// An element, attribute or member.
    Field(FieldId),
    /// Several elements.
    Group(Group),
    /// What a wildcard admits.
    Wildcard,
    /// Text without elements.
    Text,
}

/// Elements that one field takes.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) fields: Vec<FieldId>,
    /// Whether a wildcard stands among them.
    pub(super) others: bool,
    /// Whether text stands between them.
    pub(super) text: bool,
    pub(super) occurs: Occurs,
}

/// What is not as the schema says it, to be noted.
pub(super) type Lost = Vec<(Origin, &'static str, &'static str)>;

/// The parts of a record, in the order in which they are written.
pub(super) fn parts(record: &Record) -> (Vec<Part>, Lost) {
    let ids = (0_u32..).map(FieldId).take(record.fields.len());
    let Content::Elements { particle, mixed } = &record.content else {
        return (ids.map(Part::Field).collect(), Lost::new());
    };
    let is_attribute = |id: &FieldId| record.fields[id.0 as usize].place == driftline_schemas::model::Place::Attribute;
    let mut parts: Vec<Part> = ids.filter(is_attribute).map(Part::Field).collect();
    let mut lost = Lost::new();
    let mut elements = Vec::new();
    if *mixed {
        let group = Group { text: true, ..whole(particle, Occurs { min: 0, max: None }) };
        let is_text = group.fields.is_empty() && !group.others;
        elements.push(if is_text { Part::Text } else { Part::Group(group) });
    } else {
        collect(particle, &mut elements, &mut lost);
        if !is_ordered(&elements) {
            lost = vec![(
                particle.origin,
                "content model",
                "elements of one name at several places; a list of all, in order",
            )];
            elements = vec![Part::Group(whole(particle, Occurs { min: 0, max: None }))];
        }
    }
    parts.extend(elements);
    (parts, lost)
}

/// Adds the parts of a particle that is not repeated by what is around it. The loader limits the depth.
fn collect(particle: &Particle, parts: &mut Vec<Part>, lost: &mut Lost) {
    let inner = match &particle.term {
        Term::Field(id) => return parts.push(Part::Field(*id)),
        Term::Any(_) => return parts.push(Part::Wildcard),
        Term::Sequence(inner) | Term::Choice(inner) | Term::All(inner) => inner,
    };
    if particle.occurs.is_many() {
        let group = whole(particle, particle.occurs);
        match (&group.fields[..], group.others) {
            ([], true) => parts.push(Part::Wildcard),
            ([only], false) => parts.push(Part::Field(*only)),
            _ => {
                if !is_choice_of_elements(&particle.term) {
                    let why = "a group that repeats; its elements are one list, in the order of the document";
                    lost.push((particle.origin, "repeated group", why));
                }
                parts.push(Part::Group(group));
            }
        }
    } else if inner.len() > 1 && is_choice_of_elements(&particle.term) {
        let is_optional = particle.occurs.min == 0 || inner.iter().any(|part| part.occurs.min == 0);
        parts.push(Part::Group(whole(particle, if is_optional { Occurs::OPTIONAL } else { Occurs::ONE })));
    } else {
        if inner.len() > 1 && matches!(particle.term, Term::Choice(_)) {
            lost.push((particle.origin, "xs:choice", "every branch is a field that may be absent"));
        }
        inner.iter().for_each(|part| collect(part, parts, lost));
    }
}

/// Whether it is a choice of elements that each stand once.
fn is_choice_of_elements(term: &Term) -> bool {
    let is_single = |part: &Particle| matches!(part.term, Term::Field(_) | Term::Any(_)) && !part.occurs.is_many();
    matches!(term, Term::Choice(parts) if parts.iter().all(is_single))
}

/// Whether each element belongs to one part, and what wildcards admit to one place.
fn is_ordered(parts: &[Part]) -> bool {
    let mut seen = BTreeSet::new();
    let mut wildcards = 0;
    parts.iter().all(|part| match part {
        Part::Field(id) => seen.insert(*id),
        Part::Group(group) => {
            wildcards += usize::from(group.others);
            wildcards < 2 && group.fields.iter().all(|id| seen.insert(*id))
        }
        Part::Wildcard => {
            wildcards += 1;
            wildcards < 2
        }
        Part::Text => true,
    })
}

/// Every element of a particle, each once.
fn whole(particle: &Particle, occurs: Occurs) -> Group {
    let mut group = Group { fields: Vec::new(), others: false, text: false, occurs };
    let mut seen = BTreeSet::new();
    let mut open = vec![particle];
    while let Some(particle) = open.pop() {
        match &particle.term {
            Term::Field(id) => group.fields.extend(seen.insert(*id).then_some(*id)),
            Term::Any(_) => group.others = true,
            Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => open.extend(parts.iter().rev()),
        }
    }
    group
}
