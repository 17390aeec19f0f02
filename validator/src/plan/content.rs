//! Content models as JSON asks after them: which fields each part holds. JSON has no order.

use driftline_schemas::model::{FieldId, Occurs, Particle, Term};

use super::marks::Marks;

/// A particle made ready.
#[derive(Debug)]
pub(crate) struct Node {
    /// How often.
    pub(crate) occurs: Occurs,
    /// What.
    pub(crate) part: Part,
    /// The fields that stand below it anywhere.
    all: Marks,
    /// Whether it may stand for nothing.
    pub(crate) emptiable: bool,
}

/// What a particle stands for.
#[derive(Debug)]
pub(crate) enum Part {
    /// A field.
    Field(FieldId),
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of them.
    Choice(Vec<Node>),
    /// Each, in any order.
    All(Vec<Node>),
    /// Any element that a wildcard admits.
    Any,
}

impl Node {
    /// Whether a field is in a choice; `chosen` says whether this is.
    pub(super) fn is_choice(&self, field: FieldId, chosen: bool) -> bool {
        match &self.part {
            Part::Field(own) => chosen && *own == field,
            Part::Sequence(nodes) | Part::All(nodes) => nodes.iter().any(|node| node.is_choice(field, chosen)),
            Part::Choice(nodes) => nodes.iter().any(|node| node.is_choice(field, true)),
            Part::Any => false,
        }
    }

    /// Prepares a particle and all below it.
    pub(super) fn new(particle: &Particle) -> Self {
        let mut all = Marks::default();
        let nodes = |particles: &[Particle]| particles.iter().map(Self::new).collect::<Vec<_>>();
        let (part, term_emptiable) = match &particle.term {
            Term::Field(field) => (Part::Field(*field), false),
            Term::Any(_) => (Part::Any, false),
            Term::Sequence(particles) | Term::All(particles) => {
                let nodes = nodes(particles);
                let emptiable = nodes.iter().all(|node| node.emptiable);
                let is_all = matches!(particle.term, Term::All(_));
                (if is_all { Part::All(nodes) } else { Part::Sequence(nodes) }, emptiable)
            }
            Term::Choice(particles) => {
                let nodes = nodes(particles);
                let emptiable = nodes.iter().any(|node| node.emptiable);
                (Part::Choice(nodes), emptiable)
            }
        };
        if let Part::Sequence(nodes) | Part::Choice(nodes) | Part::All(nodes) = &part {
            for node in nodes {
                match node.part {
                    Part::Field(field) => drop(all.set(field.0 as usize)),
                    Part::Sequence(_) | Part::Choice(_) | Part::All(_) | Part::Any => all.merge(&node.all),
                }
            }
        }
        let emptiable = particle.occurs.min == 0 || term_emptiable;
        Self { occurs: particle.occurs, part, all, emptiable }
    }

    /// Whether one of some fields stands in it anywhere.
    pub(crate) fn meets(&self, fields: &Marks) -> bool {
        match self.part {
            Part::Field(field) => fields.has(field.0 as usize),
            Part::Sequence(_) | Part::Choice(_) | Part::All(_) | Part::Any => self.all.meets(fields),
        }
    }
}
