//! How large the content models of a schema become where their occurrences are written out, which an engine does.

use driftline_schemas::error::ErrorKind;
use driftline_schemas::model::{Content, Occurs, Particle, Shape, Term};
use driftline_schemas::{Error, Model};

/// Places that a content model may have: the engine compares each with each.
const PLACES: u64 = 20_000;

/// How many occurrences are written out; of more there are counters.
const WRITTEN: u64 = 16;

/// Looks at every content model.
///
/// # Errors
/// [`ErrorKind::Limit`] at the first that is too large to be judged.
pub(super) fn check(model: &Model) -> Result<(), Error> {
    for type_ in &model.types {
        if let Shape::Record(record) = &type_.shape
            && let Content::Elements { particle, .. } = &record.content
            && places(particle) > PLACES
        {
            let message = format!("the content written out is larger than the {PLACES} places that can be judged");
            let source = model.source(particle.origin.source);
            let error = Error::new(ErrorKind::Limit, message).at(source, particle.origin);
            return Err(error.help("let one part occur often, not parts of parts of parts"));
        }
    }
    Ok(())
}

/// The places of a particle. A content model is no deeper than its loader lets it be.
fn places(particle: &Particle) -> u64 {
    let once = match &particle.term {
        Term::Field(_) | Term::Any(_) => 1,
        Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
            parts.iter().fold(1, |sum: u64, part| sum.saturating_add(places(part)))
        }
    };
    once.saturating_mul(copies(particle.occurs))
}

/// How often a particle is written: up to its last occurrence, or the required ones and the rest.
fn copies(occurs: Occurs) -> u64 {
    match occurs.max {
        Some(max) if max <= WRITTEN => max.max(1),
        _ if occurs.min <= WRITTEN => occurs.min + 1,
        _ => 2,
    }
}
