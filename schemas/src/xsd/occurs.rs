//! How often fields stand in a content model, taken as a whole.

use std::collections::BTreeMap;

use crate::model::{FieldId, Occurs, Particle, Term};

/// How often each field stands: sums over sequences, the least and the most over choices, times what stands around them.
pub(super) fn spread(particle: &Particle) -> BTreeMap<FieldId, Occurs> {
    let mut spread = match &particle.term {
        Term::Field(field) => return BTreeMap::from([(*field, particle.occurs)]),
        Term::Any(_) => return BTreeMap::new(),
        Term::Sequence(parts) | Term::All(parts) => merged(parts, plus).0,
        Term::Choice(parts) => {
            let (mut spread, met) = merged(parts, either);
            for (field, occurs) in &mut spread {
                if met.get(field) != Some(&parts.len()) {
                    occurs.min = 0;
                }
            }
            spread
        }
    };
    if particle.occurs != Occurs::ONE {
        for occurs in spread.values_mut() {
            *occurs = times(*occurs, particle.occurs);
        }
    }
    spread
}

/// The fields of some parts, and in how many of the parts each stands.
fn merged(
    parts: &[Particle],
    join: fn(Occurs, Occurs) -> Occurs,
) -> (BTreeMap<FieldId, Occurs>, BTreeMap<FieldId, usize>) {
    let (mut all, mut met) = (BTreeMap::new(), BTreeMap::new());
    for part in parts {
        for (field, occurs) in spread(part) {
            all.entry(field).and_modify(|other| *other = join(*other, occurs)).or_insert(occurs);
            *met.entry(field).or_insert(0) += 1;
        }
    }
    (all, met)
}

fn plus(one: Occurs, other: Occurs) -> Occurs {
    Occurs {
        min: one.min.saturating_add(other.min),
        max: one.max.zip(other.max).map(|(one, other)| one.saturating_add(other)),
    }
}

fn either(one: Occurs, other: Occurs) -> Occurs {
    Occurs { min: one.min.min(other.min), max: one.max.zip(other.max).map(|(one, other)| one.max(other)) }
}

fn times(one: Occurs, other: Occurs) -> Occurs {
    let max = match (one.max, other.max) {
        (Some(0), _) | (_, Some(0)) => Some(0),
        (Some(one), Some(other)) => Some(one.saturating_mul(other)),
        (None, _) | (_, None) => None,
    };
    Occurs { min: one.min.saturating_mul(other.min), max }
}

/// Whether a particle may stand for nothing (part 1, 3.9.6 "Particle Emptiable").
pub(super) fn is_emptiable(particle: &Particle) -> bool {
    particle.occurs.min == 0
        || match &particle.term {
            Term::Field(_) | Term::Any(_) => false,
            Term::Sequence(parts) | Term::All(parts) => parts.iter().all(is_emptiable),
            Term::Choice(parts) => parts.iter().any(is_emptiable),
        }
}

#[cfg(test)]
mod tests {
    use super::spread;
    use crate::model::{FieldId, Occurs, Particle, Term};
    use crate::text::Origin;

    fn particle(min: u64, max: Option<u64>, term: Term) -> Particle {
        Particle { occurs: Occurs { min, max }, term, origin: Origin::default() }
    }

    fn field(number: u32, min: u64, max: Option<u64>) -> Particle {
        particle(min, max, Term::Field(FieldId(number)))
    }

    #[test]
    fn fields_are_counted_over_the_whole_content_model() {
        let one = Some(1);
        let cases = [
            (particle(1, one, Term::Sequence(vec![field(0, 1, one), field(0, 0, one)])), (1, Some(2))),
            (particle(1, one, Term::Choice(vec![field(0, 1, one), field(1, 1, one)])), (0, one)),
            (particle(1, one, Term::Choice(vec![field(0, 2, Some(3)), field(0, 1, one)])), (1, Some(3))),
            (particle(0, None, Term::Sequence(vec![field(0, 1, one)])), (0, None)),
            (particle(2, Some(3), Term::All(vec![field(0, 1, Some(4))])), (2, Some(12))),
            (particle(0, None, Term::Sequence(vec![field(0, 0, Some(0))])), (0, Some(0))),
            (
                particle(1, one, Term::Sequence(vec![field(0, 1, Some(u64::MAX)), field(0, 1, one)])),
                (2, Some(u64::MAX)),
            ),
            (particle(1, one, Term::Choice(vec![field(0, 1, None), field(0, 1, one)])), (1, None)),
        ];
        for (model, (min, max)) in cases {
            assert_eq!(spread(&model).get(&FieldId(0)), Some(&Occurs { min, max }), "{model:?}");
        }
    }
}
