//! The fields of a contract as lines: an outline of what a payload may hold.
//!
//! A record that was outlined before is named and not outlined again, so recursive schemas end and the outline is never much
//! longer than the schema.

use std::collections::BTreeSet;

use driftline::Contract;
use driftline::schemas::Model;
use driftline::schemas::model::{Array, Content, Field, Occurs, Place, Record, Root, Shape, TypeId};
use driftline::schemas::text::Origin;

use super::words;

/// Levels that are outlined; what is deeper is in the schema.
const DEEPEST: usize = 24;

/// One field.
#[derive(Debug)]
pub(super) struct Line {
    /// Its level, from 0 for a root.
    pub(super) depth: usize,
    /// Its name, with `@` for an attribute.
    pub(super) name: String,
    /// Its path, as findings write it.
    pub(super) path: String,
    /// How often: `1`, `0..1`, `1..*`.
    pub(super) occurs: String,
    /// What it is, in words.
    pub(super) what: String,
    /// Where the schema declares it.
    pub(super) place: String,
}

/// The outline of a contract.
pub(super) fn of(contract: &Contract) -> Vec<Line> {
    let mut outline = Outline { model: contract.model(), lines: Vec::new(), seen: BTreeSet::new() };
    for Root { name, type_, origin, .. } in contract.roots() {
        let (name, path) = match name {
            Some(name) => (name.local.to_string(), format!("/{}", name.local)),
            None => ("(the payload)".to_owned(), String::new()),
        };
        outline.line(0, name, path, "1".to_owned(), *type_, *origin);
    }
    outline.lines
}

struct Outline<'m> {
    model: &'m Model,
    lines: Vec<Line>,
    seen: BTreeSet<TypeId>,
}

impl Outline<'_> {
    fn line(&mut self, depth: usize, name: String, path: String, occurs: String, type_: TypeId, origin: Origin) {
        let (file, position) = self.model.place(origin);
        let place = format!("{file}:{position}");
        let mut what = words::type_(self.model, type_);
        let again = self.has_parts(type_) && !self.seen.insert(type_);
        if again {
            what.push_str(", as above");
        }
        self.lines.push(Line { depth, name, path: path.clone(), occurs, what, place });
        if !again && depth < DEEPEST {
            self.parts(depth + 1, &path, type_);
        }
    }

    fn has_parts(&self, type_: TypeId) -> bool {
        match &self.model.type_(type_).shape {
            Shape::Record(_)
            | Shape::Array(_)
            | Shape::ByKind(_)
            | Shape::All { .. }
            | Shape::AnyOf(_)
            | Shape::OneOf(_)
            | Shape::If { .. } => true,
            Shape::Any
            | Shape::Never
            | Shape::Scalar(_)
            | Shape::List { .. }
            | Shape::Union { .. }
            | Shape::Enumeration(_)
            | Shape::Not(_)
            | Shape::Foreign(_) => false,
        }
    }

    /// The lines of what a type holds.
    fn parts(&mut self, depth: usize, path: &str, type_: TypeId) {
        let model = self.model;
        match &model.type_(type_).shape {
            Shape::Record(record) => self.record(depth, path, record),
            Shape::Array(array) => self.array(depth, path, array),
            Shape::ByKind(kinds) => {
                for part in [kinds.object, kinds.array].into_iter().flatten() {
                    self.parts(depth, path, part);
                }
            }
            Shape::All { parts, .. } => {
                for part in parts.clone() {
                    self.inline(depth, path, part);
                }
            }
            Shape::AnyOf(variants) | Shape::OneOf(variants) => {
                for (at, variant) in variants.iter().enumerate() {
                    let named = model.type_(*variant).name.as_ref().map(|name| name.local.to_string());
                    let name = format!("either: {}", named.unwrap_or_else(|| format!("variant {}", at + 1)));
                    let origin = model.type_(*variant).origin;
                    self.line(depth, name, path.to_owned(), String::new(), *variant, origin);
                }
            }
            Shape::If { then, otherwise, .. } => {
                for part in [*then, *otherwise].into_iter().flatten() {
                    self.inline(depth, path, part);
                }
            }
            Shape::Any
            | Shape::Never
            | Shape::Scalar(_)
            | Shape::List { .. }
            | Shape::Union { .. }
            | Shape::Enumeration(_)
            | Shape::Not(_)
            | Shape::Foreign(_) => {}
        }
    }

    /// The parts of a type whose parts belong to the type around it.
    fn inline(&mut self, depth: usize, path: &str, type_: TypeId) {
        if depth < DEEPEST && self.has_parts(type_) && self.seen.insert(type_) {
            self.parts(depth, path, type_);
        }
    }

    fn record(&mut self, depth: usize, path: &str, record: &Record) {
        for Field { name, place, type_, occurs, origin, .. } in &record.fields {
            let mark = match place {
                Place::Attribute => "@",
                Place::Element | Place::Member => "",
            };
            let name = format!("{mark}{}", name.local);
            self.line(depth, name.clone(), format!("{path}/{name}"), words::occurs(*occurs), *type_, *origin);
        }
        if let Content::Text(type_) = record.content {
            let origin = self.model.type_(type_).origin;
            self.line(depth, "(text)".to_owned(), path.to_owned(), "1".to_owned(), type_, origin);
        }
    }

    fn array(&mut self, depth: usize, path: &str, array: &Array) {
        for (at, type_) in array.prefix.iter().enumerate() {
            let origin = self.model.type_(*type_).origin;
            self.line(depth, format!("[{at}]"), format!("{path}/{at}"), "1".to_owned(), *type_, origin);
        }
        if let Some(type_) = array.items {
            let min = array.min_items.as_ref().map_or(0, |facet| facet.value);
            let occurs = Occurs { min, max: array.max_items.as_ref().map(|facet| facet.value) };
            let origin = self.model.type_(type_).origin;
            self.line(depth, "[*]".to_owned(), format!("{path}/*"), words::occurs(occurs), type_, origin);
        }
    }
}
