//! What a contract declares at a field of the census.

use std::collections::BTreeSet;

use driftline_schemas::Model;
use driftline_schemas::document::reference_token;
use driftline_schemas::model::{Array, ByKind, Field, Language, Place, Shape, TypeId};

use crate::contract::Contract;
use crate::drift::tokens;

/// The types that speak of the value at a path, arrays left out: those of every branch.
pub(super) fn at(contract: &Contract, path: &str) -> BTreeSet<TypeId> {
    let model = contract.model();
    let mut tokens = tokens(path).peekable();
    let first = tokens.peek().copied();
    // A path of XML begins with the root element; one of JSON is inside it.
    let is_root = |name: Option<&str>| name.is_some_and(|name| first.is_some_and(|first| local(model, first) == name));
    let named = |root: &&driftline_schemas::model::Root| is_root(root.name.as_ref().map(|name| &*name.local));
    let roots: Vec<TypeId> = match contract.roots().iter().filter(named).map(|root| root.type_).collect::<Vec<_>>() {
        none if none.is_empty() => contract.roots().iter().map(|root| root.type_).collect(),
        elements => {
            tokens.next();
            elements
        }
    };
    let mut types = expanded(model, roots);
    for token in tokens {
        let inside = fields(model, &types).filter(|field| is_called(model, field, token)).map(|field| field.type_);
        types = expanded(model, inside);
    }
    types
}

/// The declared fields of these types.
pub(super) fn fields<'m>(model: &'m Model, types: &BTreeSet<TypeId>) -> impl Iterator<Item = &'m Field> {
    types.iter().flat_map(|type_| match &model.type_(*type_).shape {
        Shape::Record(record) => record.fields.iter().filter(|field| field.is_declared()).collect(),
        _ => Vec::new(),
    })
}

/// Whether a token of a path is a field's name.
pub(super) fn is_called(model: &Model, field: &Field, token: &str) -> bool {
    match field.place {
        Place::Attribute => token.strip_prefix('@').is_some_and(|name| local(model, name) == &*field.name.local),
        Place::Element | Place::Member => local(model, token) == &*field.name.local,
    }
}

/// How a field is written in a path.
pub(super) fn token(field: &Field) -> String {
    match field.place {
        Place::Attribute => format!("@{}", field.name.local),
        Place::Element => field.name.local.to_string(),
        Place::Member => reference_token(&field.name.local).into_owned(),
    }
}

/// A name without its prefix, where names have one.
fn local<'t>(model: &Model, token: &'t str) -> &'t str {
    match model.language {
        Language::Xsd => token.rsplit_once(':').map_or(token, |(_, local)| local),
        Language::JsonSchema(_) => token,
    }
}

/// These types and what they are made of at the same place; the items of an array are at the place of the array.
pub(super) fn expanded(model: &Model, types: impl IntoIterator<Item = TypeId>) -> BTreeSet<TypeId> {
    let mut waiting: Vec<TypeId> = types.into_iter().collect();
    let mut all = BTreeSet::new();
    while let Some(type_) = waiting.pop() {
        if !all.insert(type_) {
            continue;
        }
        match &model.type_(type_).shape {
            Shape::All { parts, .. } => waiting.extend(parts),
            Shape::AnyOf(variants) | Shape::OneOf(variants) => waiting.extend(variants),
            Shape::Union { members, .. } => waiting.extend(members),
            Shape::List { item, .. } => waiting.push(*item),
            Shape::If { then, otherwise, .. } => waiting.extend(then.iter().chain(otherwise)),
            Shape::Array(array) => {
                let Array { prefix, items, .. } = &**array;
                waiting.extend(prefix.iter().chain(items));
            }
            Shape::ByKind(kinds) => {
                let ByKind { number, string, array, object, .. } = &**kinds;
                waiting.extend([number, string, array, object].into_iter().flatten());
            }
            Shape::Any
            | Shape::Never
            | Shape::Scalar(_)
            | Shape::Record(_)
            | Shape::Enumeration(_)
            | Shape::Not(_)
            | Shape::Foreign(_) => {}
        }
    }
    all
}
