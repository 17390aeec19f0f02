//! Content models made ready: for each particle which fields it may begin with, and which it holds at all.

use driftline_schemas::model::{FieldId, Occurs, Particle, Term, Wildcard, WildcardNamespace};
use driftline_schemas::text::Origin;

use super::marks::Marks;

/// A particle made ready for matching.
#[derive(Debug)]
pub(crate) struct Node {
    /// How often.
    pub(crate) occurs: Occurs,
    /// What.
    pub(crate) part: Part,
    /// The fields that it may begin with.
    pub(crate) first: Marks,
    /// The fields that stand in it anywhere.
    pub(crate) all: Marks,
    /// The namespaces whose elements it may begin with by a wildcard.
    pub(crate) first_any: Vec<WildcardNamespace>,
    /// Whether it may stand for nothing.
    pub(crate) emptiable: bool,
    /// Where it is said.
    pub(crate) origin: Origin,
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
    /// Any element that the wildcard admits.
    Any(Wildcard),
}

impl Node {
    /// Prepares a particle and all below it.
    pub(super) fn new(particle: &Particle) -> Self {
        let (mut first, mut all) = (Marks::default(), Marks::default());
        let mut first_any = Vec::new();
        let nodes = |particles: &[Particle]| particles.iter().map(Self::new).collect::<Vec<_>>();
        let (part, term_emptiable) = match &particle.term {
            Term::Field(field) => {
                first.set(field.0 as usize);
                all.set(field.0 as usize);
                (Part::Field(*field), false)
            }
            Term::Any(wildcard) => {
                first_any.push(wildcard.namespaces.clone());
                (Part::Any(wildcard.clone()), false)
            }
            Term::Sequence(particles) => {
                let nodes = nodes(particles);
                for node in &nodes {
                    first.merge(&node.first);
                    first_any.extend_from_slice(&node.first_any);
                    if !node.emptiable {
                        break;
                    }
                }
                let emptiable = nodes.iter().all(|node| node.emptiable);
                (Part::Sequence(nodes), emptiable)
            }
            Term::Choice(particles) | Term::All(particles) => {
                let nodes = nodes(particles);
                for node in &nodes {
                    first.merge(&node.first);
                    first_any.extend_from_slice(&node.first_any);
                }
                if matches!(particle.term, Term::Choice(_)) {
                    let emptiable = nodes.iter().any(|node| node.emptiable);
                    (Part::Choice(nodes), emptiable)
                } else {
                    let emptiable = nodes.iter().all(|node| node.emptiable);
                    (Part::All(nodes), emptiable)
                }
            }
        };
        if let Part::Sequence(nodes) | Part::Choice(nodes) | Part::All(nodes) = &part {
            for node in nodes {
                all.merge(&node.all);
            }
        }
        let emptiable = particle.occurs.min == 0 || term_emptiable;
        Self { occurs: particle.occurs, part, first, all, first_any, emptiable, origin: particle.origin }
    }
}
