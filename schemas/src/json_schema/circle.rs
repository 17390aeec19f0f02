//! Schemas that hold a value to themselves: `{"allOf": [{"$ref": "#"}]}` would be looked at without end.
//!
//! The specification calls that undefined (2020-12 core, 9.4.1), and some published schemas do it. A part of a conjunction
//! that is the conjunction itself adds nothing, nor does such a branch of an alternative, so both are taken out, with a note;
//! under `not` and `if` it would contradict itself, which is an error. A schema may well come back under a member or an
//! item, since every document ends.

use crate::error::{Error, ErrorKind};
use crate::model::{Model, Note, Shape, TypeId};

/// How far a type was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    Open,
    Done,
}

/// Takes out what holds a value to a type while it is held to that type.
///
/// # Errors
/// Where taking it out would leave nothing, or something else than is said.
pub(super) fn cut(model: &mut Model) -> Result<(), Error> {
    let mut seen = vec![Seen::No; model.types.len()];
    for start in 0..model.types.len() {
        let mut path = vec![start];
        while let Some(&at) = path.last() {
            if seen[at] != Seen::No {
                // Everything above it on the path is done.
                seen[at] = Seen::Done;
                path.pop();
                continue;
            }
            seen[at] = Seen::Open;
            for next in in_place(&model.types[at].shape) {
                match seen[next.0 as usize] {
                    Seen::No => path.push(next.0 as usize),
                    Seen::Open => take_out(model, at, next)?,
                    Seen::Done => {}
                }
            }
        }
    }
    Ok(())
}

/// The types that the same value is held to.
fn in_place(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::All { parts, unevaluated: _ } | Shape::AnyOf(parts) | Shape::OneOf(parts) => parts.clone(),
        Shape::Not(type_) => vec![*type_],
        Shape::If { condition, then, otherwise } => {
            [Some(*condition), *then, *otherwise].into_iter().flatten().collect()
        }
        Shape::ByKind(by_kind) => {
            [by_kind.number, by_kind.string, by_kind.array, by_kind.object].into_iter().flatten().collect()
        }
        Shape::Record(record) => record.dependencies.iter().filter_map(|dependency| dependency.type_).collect(),
        Shape::Any
        | Shape::Never
        | Shape::Scalar(_)
        | Shape::List { .. }
        | Shape::Union { .. }
        | Shape::Array(_)
        | Shape::Enumeration(_)
        | Shape::Foreign(_) => Vec::new(),
    }
}

fn take_out(model: &mut Model, at: usize, itself: TypeId) -> Result<(), Error> {
    let origin = model.types[at].origin;
    let message = "this schema holds a value to itself without end";
    let is_left = match &mut model.types[at].shape {
        Shape::All { parts, unevaluated: _ } | Shape::AnyOf(parts) | Shape::OneOf(parts) => {
            parts.retain(|part| *part != itself);
            !parts.is_empty()
        }
        Shape::Record(record) => {
            record.dependencies.retain(|dependency| dependency.type_ != Some(itself));
            true
        }
        _ => false,
    };
    if !is_left {
        return Err(Error::new(ErrorKind::Schema, message).at(model.source(origin.source), origin));
    }
    model.notes.push(Note { message: format!("{message}; that part is left out"), origin });
    Ok(())
}
