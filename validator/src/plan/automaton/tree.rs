//! A content model as a tree in an arena, repetitions simplified: what the automaton's edges are read off.

use driftline_schemas::model::{FieldId, Occurs, Particle, Term, Wildcard};
use driftline_schemas::text::{Origin, offset};

/// Without an upper limit. No document has as many elements.
pub(super) const UNBOUNDED: u32 = u32::MAX;

/// How many repetitions may be counted one inside the other.
pub(crate) const REGISTERS: usize = 8;

/// What a position of a content model stands for.
#[derive(Debug, Clone)]
pub(crate) enum Leaf {
    /// A field: an element.
    Field(FieldId),
    /// What a wildcard admits.
    Any(Wildcard),
}

/// A content model.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The parts, a parent before its children.
    pub(super) nodes: Vec<Part>,
    /// The positions: the part that each is, and what it stands for.
    pub(super) leaves: Vec<(u32, Leaf)>,
    /// Where a repetition is said that is counted inside too many others to be counted itself.
    pub(super) too_deep: Option<Origin>,
}

/// A part of a content model.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) parent: Option<u32>,
    pub(super) kind: Kind,
    pub(super) min: u32,
    pub(super) max: u32,
    /// Whether it may stand for nothing.
    pub(super) emptiable: bool,
    /// Where its repetitions are counted, if they have to be.
    pub(super) register: Option<u8>,
    /// The number among the parts of its parent.
    pub(super) index: u32,
    /// How many parts beside it, before and after, may not stand for nothing.
    pub(super) before: u32,
    pub(super) after: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Leaf,
    Sequence,
    Choice,
}

/// An expression before it has its place in the tree.
struct Repeated {
    body: Body,
    min: u64,
    max: Option<u64>,
    origin: Origin,
}

enum Body {
    Leaf(Leaf),
    Sequence(Vec<Repeated>),
    Choice(Vec<Repeated>),
}

impl Tree {
    /// The tree of a content model.
    pub(super) fn new(particle: &Particle) -> Self {
        let mut tree = Self::default();
        tree.place(simplified(particle), None, 0, 0);
        tree
    }

    /// Counts nothing any more: what it admits then is more, and never less.
    pub(super) fn forget_counts(&mut self) {
        for part in &mut self.nodes {
            if part.register.take().is_some() {
                part.min = part.min.min(1);
                part.max = if part.max > 1 { UNBOUNDED } else { part.max };
            }
        }
    }

    fn place(&mut self, repeated: Repeated, parent: Option<u32>, index: u32, depth: usize) -> u32 {
        let id = offset(self.nodes.len());
        let body_emptiable = repeated.body.is_emptiable();
        // A turn that may be empty may as well not be taken.
        let min = if body_emptiable { 0 } else { clamp(Some(repeated.min)) };
        let max = clamp(repeated.max);
        let is_counted = min > 1 || (max > 1 && max < UNBOUNDED);
        let register = (is_counted && depth < REGISTERS).then(|| u8::try_from(depth).unwrap_or(u8::MAX));
        if is_counted && register.is_none() {
            self.too_deep.get_or_insert(repeated.origin);
        }
        let kind = match repeated.body {
            Body::Leaf(_) => Kind::Leaf,
            Body::Sequence(_) => Kind::Sequence,
            Body::Choice(_) => Kind::Choice,
        };
        let emptiable = min == 0;
        self.nodes.push(Part { parent, kind, min, max, emptiable, register, index, before: 0, after: 0 });
        let depth = depth + usize::from(is_counted);
        match repeated.body {
            Body::Leaf(leaf) => self.leaves.push((id, leaf)),
            Body::Sequence(parts) => {
                let placed: Vec<u32> =
                    parts.into_iter().zip(0..).map(|(part, index)| self.place(part, Some(id), index, depth)).collect();
                self.count_barriers(&placed);
            }
            Body::Choice(parts) => {
                for (part, index) in parts.into_iter().zip(0..) {
                    self.place(part, Some(id), index, depth);
                }
            }
        }
        id
    }

    /// Counts what may not be left out before and after each part of a sequence.
    fn count_barriers(&mut self, parts: &[u32]) {
        let all = parts.iter().filter(|id| !self.nodes[**id as usize].emptiable).count();
        let (all, mut before) = (offset(all), 0);
        for id in parts {
            let part = &mut self.nodes[*id as usize];
            let own = u32::from(!part.emptiable);
            (part.before, part.after) = (before, all - before - own);
            before += own;
        }
    }
}

fn clamp(count: Option<u64>) -> u32 {
    count.and_then(|count| u32::try_from(count).ok()).unwrap_or(UNBOUNDED)
}

impl Body {
    fn is_emptiable(&self) -> bool {
        match self {
            Self::Leaf(_) => false,
            Self::Sequence(parts) => parts.iter().all(Repeated::is_emptiable),
            Self::Choice(parts) => parts.iter().any(Repeated::is_emptiable),
        }
    }
}

impl Repeated {
    fn is_emptiable(&self) -> bool {
        self.min == 0 || self.body.is_emptiable()
    }

    /// Repeated once more. Where the counts that come of it have no gaps, one repetition says the same as two: `(x{1,2}){3}`
    /// is `x{3,6}`.
    fn times(self, Occurs { min, max }: Occurs, origin: Origin) -> Self {
        let (one, most) = (self.min, self.max);
        // The number of turns taken, where any is.
        let first = min.max(1);
        // From `n` turns to `n + 1` there is no gap if (n + 1) * one <= n * most + 1, and none later.
        let no_gap = max == Some(first)
            || most.is_none_or(|most| {
                first.saturating_add(1).saturating_mul(one) <= first.saturating_mul(most).saturating_add(1)
            });
        if max == Some(0) || !no_gap {
            return Self { body: Body::Sequence(vec![self]), min, max, origin };
        }
        let merged = Self {
            min: first.saturating_mul(one),
            max: most.zip(max).map(|(most, max)| most.saturating_mul(max)),
            body: self.body,
            origin,
        };
        match min {
            0 if one <= 1 => Self { min: 0, ..merged },
            0 => Self { body: Body::Sequence(vec![merged]), min: 0, max: Some(1), origin },
            _ => merged,
        }
    }
}

fn simplified(particle: &Particle) -> Repeated {
    let origin = particle.origin;
    let Occurs { min, max } = particle.occurs;
    if max == Some(0) {
        return Repeated { body: Body::Sequence(Vec::new()), min: 1, max: Some(1), origin };
    }
    let parts = |particles: &[Particle]| -> Vec<Repeated> {
        let kept = particles.iter().filter(|particle| particle.occurs.max != Some(0));
        kept.map(simplified).collect()
    };
    let mut body = match &particle.term {
        Term::Field(field) => Body::Leaf(Leaf::Field(*field)),
        Term::Any(wildcard) => Body::Leaf(Leaf::Any(wildcard.clone())),
        Term::Sequence(particles) => Body::Sequence(parts(particles)),
        // `all` stands at the top only, where it is no tree.
        Term::Choice(particles) | Term::All(particles) => Body::Choice(parts(particles)),
    };
    match &mut body {
        Body::Sequence(parts) | Body::Choice(parts) if parts.len() == 1 => match parts.pop() {
            Some(only) => only.times(Occurs { min, max }, origin),
            None => Repeated { body, min, max, origin },
        },
        Body::Leaf(_) | Body::Sequence(_) | Body::Choice(_) => Repeated { body, min, max, origin },
    }
}
