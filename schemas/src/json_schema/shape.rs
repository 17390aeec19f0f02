//! The shape of a schema: what its own keywords say, and how that stands to what it combines.
//!
//! What a schema says of values itself is its *base*: one scalar, record or array, or one of these for each kind of value.
//! `$ref` beside others, `allOf`, `anyOf`, `oneOf`, `not` and `if` are parts beside the base.

use super::array::{self, OF_ARRAYS};
use super::keyword::Keyword;
use super::kinds::Kinds;
use super::object::{self, OF_OBJECTS};
use super::reach::Leads;
use super::scalar::{self, OF_NUMBERS, OF_STRINGS};
use super::types::{Making, Types};
use super::values::{self, Listed, Values};
use crate::document::{Kind, NodeRef};
use crate::error::Error;
use crate::model::{Additional, ByKind, Literal, Primitive, Scalar, Shape, TypeId, Unevaluated};

/// A part of a conjunction: another type, or a shape that has none yet.
enum Part {
    Type(TypeId),
    Shape(Shape),
}

/// The shape of a schema.
///
/// # Errors
/// Where a keyword has no value that it can have.
pub(super) fn shape(types: &mut Types<'_>, making: &mut Making<'_, '_>) -> Result<Shape, Error> {
    let node = making.schema.node;
    if node.kind() == Kind::Boolean {
        return Ok(if node.value() == "true" { Shape::Any } else { Shape::Never });
    }
    let (mut base, listed) = base(types, making)?;
    let mut parts: Vec<Part> = listed.into_iter().map(|literals| Part::Shape(Shape::Enumeration(literals))).collect();
    references(types, making, &mut parts);
    combinations(types, making, &mut parts)?;
    let unevaluated = unevaluated(types, making, base.as_mut(), parts.is_empty());
    if let Some(base) = base {
        parts.insert(0, Part::Shape(base));
    }
    let alone = unevaluated.members.is_none() && unevaluated.items.is_none();
    match (parts.pop(), parts.is_empty(), alone) {
        (None, _, true) => Ok(Shape::Any),
        (Some(Part::Shape(shape)), true, true) => Ok(shape),
        (last, _, _) => {
            parts.extend(last);
            let parts = parts.into_iter().map(|part| match part {
                Part::Type(type_) => type_,
                Part::Shape(shape) => types.add(making, shape),
            });
            Ok(Shape::All { parts: parts.collect(), unevaluated })
        }
    }
}

fn references(types: &Types<'_>, making: &Making<'_, '_>, parts: &mut Vec<Part>) {
    for (keyword, leads) in &making.entry.references {
        let reason = match leads {
            Leads::To(entry) => {
                parts.push(Part::Type(types.of_entry(*entry)));
                continue;
            }
            Leads::Metaschema => "the metaschema is left to a judge",
            Leads::Nowhere(reason) => reason.as_ref(),
        };
        let node = making.schema.get(*keyword).unwrap_or(making.schema.node);
        parts.push(Part::Shape(Shape::Foreign(making.foreign("$ref", reason, node))));
    }
}

fn combinations(types: &Types<'_>, making: &Making<'_, '_>, parts: &mut Vec<Part>) -> Result<(), Error> {
    let schema = &making.schema;
    let all = |keyword| schema.items(keyword).map(|items| types.of_all(making, &items));
    let one = |keyword| schema.get(keyword).map(|node| types.of(making, node));
    parts.extend(all(Keyword::AllOf)?.into_iter().map(Part::Type));
    let (any_of, one_of) = (all(Keyword::AnyOf)?, all(Keyword::OneOf)?);
    if !any_of.is_empty() {
        parts.push(Part::Shape(Shape::AnyOf(any_of)));
    }
    if !one_of.is_empty() {
        parts.push(Part::Shape(Shape::OneOf(one_of)));
    }
    parts.extend(one(Keyword::Not).map(|not| Part::Shape(Shape::Not(not))));
    if let Some(condition) = one(Keyword::If) {
        let (then, otherwise) = (one(Keyword::Then), one(Keyword::Else));
        parts.push(Part::Shape(Shape::If { condition, then, otherwise }));
    }
    Ok(())
}

/// `unevaluatedProperties` and `unevaluatedItems`. With no other part to speak of members or items, they say the same as
/// `additionalProperties` and `items` (2020-12 core, 11), and become that.
fn unevaluated(types: &Types<'_>, making: &Making<'_, '_>, base: Option<&mut Shape>, alone: bool) -> Unevaluated {
    let schema = &making.schema;
    let mut members = schema.get(Keyword::UnevaluatedProperties);
    let mut items = schema.get(Keyword::UnevaluatedItems);
    match base {
        Some(Shape::Record(record)) if alone => {
            let by_condition = record.dependencies.iter().any(|dependency| dependency.type_.is_some());
            if let (Some(value), Additional::Open, false) = (members, &record.additional, by_condition) {
                record.additional = object::additional(types, making, value);
                members = None;
            }
        }
        Some(Shape::Array(array)) if alone && array.items.is_none() && array.contains.is_none() => {
            array.items = items.take().map(|value| types.of(making, value));
        }
        _ => {}
    }
    let said = |value: NodeRef<'_>| (types.of(making, value), schema.file.origin(value));
    Unevaluated { members: members.map(said), items: items.map(said) }
}

/// What a schema's own keywords say, where they say anything, and listed values that stand beside it.
fn base(types: &mut Types<'_>, making: &mut Making<'_, '_>) -> Result<(Option<Shape>, Vec<Vec<Literal>>), Error> {
    let declared = Kinds::declared(&making.schema)?;
    let (values, also) = values::read(&mut making.schema, declared)?;
    let mut beside: Vec<Vec<Literal>> = also.into_iter().collect();
    let says = |keywords: &[Keyword]| making.schema.has_any(keywords);
    let speaks = says(&OF_STRINGS) || says(&OF_NUMBERS) || says(&OF_ARRAYS) || says(&OF_OBJECTS);
    let mut listed = Listed { kinds: declared.unwrap_or(Kinds::ALL), values: Vec::new(), is_constant: false };
    match values {
        Values::Unlisted if declared.is_none() && !speaks => return Ok((None, beside)),
        Values::Unlisted => {}
        Values::Scalar(scalar) => listed = scalar,
        Values::Any(literals) if literals.is_empty() => return Ok((Some(Shape::Never), beside)),
        Values::Any(literals) => {
            beside.push(literals);
            // The values were chosen by the `type`, which has nothing to add to them.
            if !speaks {
                return Ok((None, beside));
            }
        }
    }
    let is_declared = declared.is_some();
    Ok((Some(of_kinds(types, making, listed, is_declared)?), beside))
}

/// One shape for one kind, or one for each.
fn of_kinds(
    types: &mut Types<'_>,
    making: &mut Making<'_, '_>,
    listed: Listed,
    is_declared: bool,
) -> Result<Shape, Error> {
    let kinds = listed.kinds;
    let whole = !kinds.has(Kinds::NUMBER);
    // At most one kind has listed values: they are of one scalar type, and null.
    let scalar = |mut scalar: Scalar| {
        scalar.facets.enumeration.clone_from(&listed.values);
        scalar.facets.is_constant = listed.is_constant;
        Shape::Scalar(Box::new(scalar))
    };
    if kinds.is_one() {
        return Ok(match kinds {
            Kinds::NULL => scalar(Scalar::new(Primitive::Null)),
            Kinds::BOOLEAN => scalar(Scalar::new(Primitive::Boolean)),
            Kinds::STRING => scalar(scalar::string(types, making)?),
            Kinds::ARRAY => Shape::Array(Box::new(array::array(types, making)?)),
            Kinds::OBJECT => Shape::Record(Box::new(object::record(types, making)?)),
            _ => scalar(scalar::number(types, making, whole)?),
        });
    }
    let mut by_kind = ByKind { null: kinds.has(Kinds::NULL), boolean: kinds.has(Kinds::BOOLEAN), ..ByKind::default() };
    if kinds.has(Kinds::STRING) {
        let string = scalar(scalar::string(types, making)?);
        by_kind.string = Some(types.add(making, string));
    }
    if kinds.has(Kinds::INTEGER) {
        let number = scalar(scalar::number(types, making, whole)?);
        by_kind.number = Some(types.add(making, number));
    }
    if kinds.has(Kinds::ARRAY) {
        let shape = if is_declared || making.schema.has_any(&OF_ARRAYS) {
            Shape::Array(Box::new(array::array(types, making)?))
        } else {
            Shape::Any
        };
        by_kind.array = Some(types.add(making, shape));
    }
    if kinds.has(Kinds::OBJECT) {
        let shape = if is_declared || making.schema.has_any(&OF_OBJECTS) {
            Shape::Record(Box::new(object::record(types, making)?))
        } else {
            Shape::Any
        };
        by_kind.object = Some(types.add(making, shape));
    }
    Ok(Shape::ByKind(Box::new(by_kind)))
}
