//! Schemas that hold a value to themselves: `{"allOf": [{"$ref": "#"}]}` would be looked at without end.
//!
//! The specification calls that undefined (2020-12 core, 9.4.1); here it is an error. A schema may well come back under a
//! member or an item, since every document ends.

use crate::error::{Error, ErrorKind};
use crate::model::{Model, Shape, TypeId};

/// How far a type was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    Open,
    Done,
}

/// Looks for a type that a value is held to while it is held to that type.
///
/// # Errors
/// Where there is one, at its place.
pub(super) fn check(model: &Model) -> Result<(), Error> {
    let mut seen = vec![Seen::No; model.types.len()];
    for start in 0..model.types.len() {
        let mut path = vec![start];
        while let Some(&at) = path.last() {
            match seen[at] {
                Seen::Open | Seen::Done => {
                    // Everything above it on the path is done.
                    seen[at] = Seen::Done;
                    path.pop();
                }
                Seen::No => {
                    seen[at] = Seen::Open;
                    for next in in_place(&model.types[at].shape) {
                        let next = next.0 as usize;
                        match seen[next] {
                            Seen::No => path.push(next),
                            Seen::Open => return Err(error(model, at)),
                            Seen::Done => {}
                        }
                    }
                }
            }
        }
    }
    Ok(())
}

#[cold]
fn error(model: &Model, at: usize) -> Error {
    let origin = model.types[at].origin;
    let message = "this schema holds a value to itself without end";
    Error::new(ErrorKind::Schema, message).at(model.source(origin.source), origin)
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
