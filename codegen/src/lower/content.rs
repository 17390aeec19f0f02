//! Content models: which elements of a record are fields of their own, and which a field takes together.
//!
//! Where each element stands at one place of the content model and that place is not repeated, the order of the schema is
//! that of the document, and every element is a field. A choice is an enum of elements, and of records where a branch has
//! several. What repeats as a group, what stands between text, and elements of one name at several places are a list of an enum,
//! in the order of the document.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::model::{Content, FieldId, Occurs, Particle, Record, Term};
use driftline_schemas::text::Origin;

/// A part of a record that becomes a field.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// An element, attribute or member.
    Field(FieldId),
    /// Several elements.
    Group(Group),
    /// One of several elements, or of several records.
    Branches(Branches),
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

/// A choice of which not every branch is a single element.
#[derive(Debug, Clone)]
pub(super) struct Branches {
    pub(super) branches: Vec<Branch>,
    pub(super) is_optional: bool,
}

/// A branch of a choice.
#[derive(Debug, Clone)]
pub(super) enum Branch {
    /// A single element.
    Element(FieldId),
    /// The parts of a record, and how often each element stands in it.
    Record(Vec<Part>, BTreeMap<FieldId, Occurs>),
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
        parts.push(Part::Group(whole(particle, if can_be_empty(particle) { Occurs::OPTIONAL } else { Occurs::ONE })));
    } else if inner.len() > 1 && matches!(particle.term, Term::Choice(_)) {
        if whole(particle, Occurs::ONE).others {
            lost.push((particle.origin, "xs:choice", "every branch is a field that may be absent"));
            return inner.iter().for_each(|part| collect(part, parts, lost));
        }
        let branches = alternatives(inner).into_iter().filter_map(|part| branch(part, lost)).collect();
        parts.push(Part::Branches(Branches { branches, is_optional: can_be_empty(particle) }));
    } else {
        inner.iter().for_each(|part| collect(part, parts, lost));
    }
}

/// A branch of a choice; none where it has no elements.
fn branch(particle: &Particle, lost: &mut Lost) -> Option<Branch> {
    let mut parts = Vec::new();
    collect(particle, &mut parts, lost);
    let mut occurs = BTreeMap::new();
    count(particle, Occurs::ONE, &mut occurs);
    match &parts[..] {
        [] => None,
        [Part::Field(only)] if occurs.get(only).is_none_or(|occurs| !occurs.is_many()) => Some(Branch::Element(*only)),
        _ => Some(Branch::Record(parts, occurs)),
    }
}

/// How often each element stands in a particle that is there so often. The loader limits the depth.
fn count(particle: &Particle, around: Occurs, counts: &mut BTreeMap<FieldId, Occurs>) {
    let Occurs { min, max } = particle.occurs;
    let occurs = Occurs {
        min: around.min.saturating_mul(min),
        max: around.max.zip(max).map(|(around, own)| around.saturating_mul(own)),
    };
    match &particle.term {
        Term::Field(id) => {
            counts.insert(*id, occurs);
        }
        Term::Any(_) => {}
        Term::Sequence(inner) | Term::All(inner) => inner.iter().for_each(|part| count(part, occurs, counts)),
        Term::Choice(inner) => {
            let min = if inner.len() > 1 { 0 } else { occurs.min };
            inner.iter().for_each(|part| count(part, Occurs { min, ..occurs }, counts));
        }
    }
}

/// Whether nothing at all may stand for a particle. The loader limits the depth.
fn can_be_empty(particle: &Particle) -> bool {
    particle.occurs.min == 0
        || match &particle.term {
            Term::Field(_) | Term::Any(_) => false,
            Term::Sequence(inner) | Term::All(inner) => inner.iter().all(can_be_empty),
            Term::Choice(inner) => inner.iter().any(can_be_empty),
        }
}

/// Whether it is a choice of elements that each stand once.
fn is_choice_of_elements(term: &Term) -> bool {
    let is_single = |part: &Particle| matches!(part.term, Term::Field(_) | Term::Any(_)) && !part.occurs.is_many();
    matches!(term, Term::Choice(parts) if alternatives(parts).into_iter().all(is_single))
}

/// The branches of a choice, and of choices that are branches.
fn alternatives(parts: &[Particle]) -> Vec<&Particle> {
    let mut found = Vec::new();
    let mut open: Vec<&Particle> = parts.iter().rev().collect();
    while let Some(part) = open.pop() {
        match &part.term {
            Term::Choice(inner) if !part.occurs.is_many() => open.extend(inner.iter().rev()),
            _ => found.push(part),
        }
    }
    found
}

/// Whether each element belongs to one part, and what wildcards admit to one place.
fn is_ordered(parts: &[Part]) -> bool {
    let mut seen = BTreeSet::new();
    let mut wildcards = 0;
    let mut open: Vec<&Part> = parts.iter().collect();
    while let Some(part) = open.pop() {
        let is_new = match part {
            Part::Field(id) => seen.insert(*id),
            Part::Group(group) => {
                wildcards += usize::from(group.others);
                group.fields.iter().all(|id| seen.insert(*id))
            }
            Part::Branches(Branches { branches, .. }) => branches.iter().all(|branch| match branch {
                Branch::Element(id) => seen.insert(*id),
                Branch::Record(parts, _) => {
                    open.extend(parts);
                    true
                }
            }),
            Part::Wildcard => {
                wildcards += 1;
                true
            }
            Part::Text => true,
        };
        if !is_new || wildcards > 1 {
            return false;
        }
    }
    true
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
