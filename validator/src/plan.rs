//! The model made ready for walking: lookups, compiled patterns, first sets. Built once per contract.
//!
//! A plan answers "how fast?" and says nothing that the model does not say: plans lie beside the types, by their ids.

mod automaton;
mod content;
mod globals;
mod marks;
mod names;
mod place;
mod record;
mod substitution;
mod tags;

use std::collections::BTreeSet;

use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::model::{Draft, Foreign, Language, Model, Shape, TypeId, WhiteSpace};
use driftline_schemas::text::{Origin, offset};

pub(crate) use automaton::{Automaton, Effort, Fate, Leaf, Repair, Run, Sent, Symbol, admits};
pub(crate) use content::{Node, Part};
pub(crate) use globals::Globals;
pub(crate) use marks::Marks;
pub(crate) use names::{Entry as NameEntry, Found, NextName};
pub(crate) use place::Places;
pub(crate) use record::RecordPlan;
pub(crate) use substitution::may_stand_for;

use crate::scalar::ScalarPlan;
use record::{Beyond, Budget};
use substitution::Substitution;

/// How many cells the tables of all content models may have, and how many names substitution groups may add to records.
const CELLS: usize = 1 << 22;
const NAMES: usize = 1 << 20;

/// A model made ready for walking.
#[derive(Debug)]
pub(crate) struct Plan {
    types: Vec<TypePlan>,
    /// The types whose values, or parts of them, stand for more than their text: `xs:ID` and its like.
    decorated: Vec<bool>,
    /// Facets that the engine at hand cannot decide, with the reason: patterns beyond regular expressions.
    pub(crate) undecided: Vec<Foreign>,
    /// Those patterns of them that are a JSON Schema's, which a judge may decide.
    #[cfg_attr(not(feature = "jsonschema"), expect(dead_code, reason = "there is no engine to give them to"))]
    pub(crate) judged: Vec<Box<str>>,
    /// Where the parts of the model stand in the schema files.
    pub(crate) places: Places,
    /// The global names.
    pub(crate) globals: Globals,
    /// For each name of a record, and for what comes before all, which name of it comes next as they are declared: where
    /// a walk looks first.
    pub(crate) next_names: Vec<NextName>,
    /// Where the fields are declared that tell the variants of a union apart.
    tags: BTreeSet<Origin>,
}

/// What was prepared for one type.
#[derive(Debug)]
pub(crate) enum TypePlan {
    /// Nothing: the model says it all.
    Plain,
    /// A scalar, or the facets of a list or union.
    Scalar(Box<ScalarPlan>),
    /// A record.
    Record(Box<RecordPlan>),
    /// The values of an enumeration of any type.
    Values(Vec<Document<'static>>),
}

impl Plan {
    /// Prepares every type of a model.
    pub(crate) fn new(model: &Model) -> Self {
        let draft4 = model.language == Language::JsonSchema(Draft::Draft4);
        let (mut undecided, mut judged) = (Vec::new(), Vec::new());
        let decorated = decorated(model);
        let substitution = Substitution::new(model);
        let mut budget = Budget { cells: CELLS, names: NAMES };
        let mut next_names = Vec::new();
        let types = model.types.iter().map(|type_| match &type_.shape {
            Shape::Scalar(scalar) | Shape::List { facets: scalar, .. } | Shape::Union { facets: scalar, .. } => {
                let mut scalar = scalar.clone();
                if let Shape::List { .. } = &type_.shape {
                    // A list's length is its number of items, which the walk counts.
                    let facets = &mut scalar.facets;
                    (facets.length, facets.min_length, facets.max_length) = (None, None, None);
                    facets.white_space = WhiteSpace::Collapse;
                }
                let (plan, beyond) = ScalarPlan::new(&scalar, draft4);
                judged.extend(plan.judged().iter().map(|pattern| pattern.value.as_str().into()));
                undecided.extend(beyond.into_iter().map(|(origin, reason)| beyond_patterns(origin, &reason)));
                TypePlan::Scalar(Box::new(plan))
            }
            Shape::Record(record) => {
                let (mut plan, beyond) = RecordPlan::new(model, record, (&decorated, &substitution), &mut budget);
                plan.first_name = next_names.len();
                next_names.extend((0..=offset(plan.names.len())).map(|number| NextName { number, sent: None }));
                let patterns = record.pattern_members.iter().map(|members| &members.pattern).zip(&plan.patterns);
                judged.extend(patterns.filter(|(_, own)| own.is_none()).map(|(pattern, _)| pattern.as_str().into()));
                undecided.extend(beyond.into_iter().map(|beyond| match beyond {
                    Beyond::Pattern(origin, reason) => beyond_patterns(origin, &reason),
                    Beyond::Rule(foreign) => foreign,
                }));
                TypePlan::Record(Box::new(plan))
            }
            Shape::Enumeration(literals) => {
                // A literal was cut from a document that was read, so it reads again.
                let read = |json: &str| Document::read_string(json.to_owned(), &ReadOptions::default()).ok();
                TypePlan::Values(literals.iter().filter_map(|literal| read(&literal.json)).collect())
            }
            Shape::Any
            | Shape::Never
            | Shape::Array(_)
            | Shape::ByKind(_)
            | Shape::All { .. }
            | Shape::AnyOf(_)
            | Shape::OneOf(_)
            | Shape::Not(_)
            | Shape::If { .. }
            | Shape::Foreign(_) => TypePlan::Plain,
        });
        let types = types.collect();
        Self {
            types,
            decorated,
            undecided,
            judged,
            places: Places::new(model),
            globals: Globals::new(model),
            next_names,
            tags: tags::of(model),
        }
    }

    /// Whether a place in the schema is that of a field that tells the variants of a union apart.
    pub(crate) fn is_tag(&self, origin: Origin) -> bool {
        self.tags.contains(&origin)
    }

    /// What was prepared for a type of the same model.
    pub(crate) fn of(&self, id: TypeId) -> &TypePlan {
        &self.types[id.0 as usize]
    }

    /// Whether the values of a type of the same model, or parts of them, stand for more than their text.
    pub(crate) fn is_decorated(&self, id: TypeId) -> bool {
        self.decorated[id.0 as usize]
    }

    /// What was prepared for a record of the same model.
    pub(crate) fn record(&self, id: TypeId) -> Option<&RecordPlan> {
        match self.of(id) {
            TypePlan::Record(plan) => Some(plan),
            TypePlan::Plain | TypePlan::Scalar(_) | TypePlan::Values(_) => None,
        }
    }

    /// What was prepared for a scalar of the same model.
    pub(crate) fn scalar(&self, id: TypeId) -> Option<&ScalarPlan> {
        match self.of(id) {
            TypePlan::Scalar(plan) => Some(plan),
            TypePlan::Plain | TypePlan::Record(_) | TypePlan::Values(_) => None,
        }
    }
}

/// Which simple types have a decoration: their own, or that of a part.
fn decorated(model: &Model) -> Vec<bool> {
    let mut decorated = vec![false; model.types.len()];
    loop {
        let before = decorated.clone();
        for (at, type_) in model.types.iter().enumerate() {
            decorated[at] |= match &type_.shape {
                Shape::Scalar(scalar) => scalar.decoration.is_some(),
                Shape::List { item, .. } => decorated[item.0 as usize],
                Shape::Union { members, .. } => members.iter().any(|member| decorated[member.0 as usize]),
                _ => false,
            };
        }
        if decorated == before {
            return decorated;
        }
    }
}

fn beyond_patterns(origin: Origin, reason: &str) -> Foreign {
    Foreign { construct: "pattern".into(), reason: reason.into(), pointer: "".into(), origin }
}
