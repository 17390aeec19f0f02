//! Values replaced by others of which every contract says the same, so that payloads can be shown to others.
//!
//! In goes a value, out comes another one of its length and shape: letters for letters and digits for digits. The values that
//! a contract names stay. What stands for a value is found by a keyed permutation of the values of its shape, which is
//! repeated until all scalar types of all contracts judge the value that comes out as the one that went in ("cycle
//! walking": Black and Rogaway, 2002). So patterns, formats, bounds and lengths that held hold, those that did not do not, equal
//! values stay equal and different ones different, and whoever has the key gets the same again.
//!
//! Where few values fit, one may stand for itself by chance, and it does where no other fits.
//!
//! Does not keep: an order of values other than by the bounds of a contract, and what a rule says of several values.

mod cipher;
mod wheels;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;

use driftline_schemas::document::{Document, Kind, ReadOptions};
use driftline_schemas::model::{Facet, Model, Scalar, Shape, TypeId};

use crate::contract::Contract;
use crate::finding::Impact;
use crate::impact;
use crate::scalar::{Breach, Input, ScalarPlan};
use cipher::Key;
use wheels::Wheels;

/// How often a value is replaced until one is found that contracts judge alike.
const WALK: usize = 20_000;

/// How many characters are looked at on the way; of a long text fewer values are tried.
const EFFORT: usize = 1 << 22;

/// Words of the formats themselves, in small letters.
const WORDS: [&str; 3] = ["true", "false", "null"];
/// What identifiers begin with.
const SCHEMES: [&str; 4] = ["http", "https", "urn", "mailto"];

/// Replaces values.
pub struct Redaction<'c> {
    key: Key,
    /// The scalar types of all contracts, those that say the same once.
    plans: BTreeMap<String, &'c ScalarPlan>,
    /// Those of them that items of lists are of.
    items: BTreeMap<String, &'c ScalarPlan>,
    /// Values that are kept.
    words: BTreeSet<Box<str>>,
    /// The names of fields.
    names: BTreeSet<Box<str>>,
    /// Runs of letters and of digits that patterns name.
    parts: BTreeSet<Box<str>>,
}

/// How a value stands in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Characters of XML, or a string of JSON.
    Text,
    /// A number of JSON.
    Number,
}

/// Shows nothing of the key.
impl fmt::Debug for Redaction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redaction").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

impl<'c> Redaction<'c> {
    /// Of values that these contracts are to judge as before, with a key that is to be kept secret.
    pub fn new(key: &[u8], contracts: impl Iterator<Item = &'c Contract>) -> Self {
        let mut redaction = Self {
            key: Key::of(key),
            plans: BTreeMap::new(),
            items: BTreeMap::new(),
            words: BTreeSet::new(),
            names: BTreeSet::new(),
            parts: BTreeSet::new(),
        };
        redaction.parts.extend(SCHEMES.map(Box::from));
        for contract in contracts {
            if let Some((_, version)) = contract.name().rsplit_once('@') {
                redaction.keep(version);
            }
            redaction.read_words(contract.model());
            redaction.read_scalars(contract);
        }
        redaction
    }

    /// Keeps values that are this word.
    pub fn keep(&mut self, word: &str) {
        self.words.insert(word.trim().into());
    }

    /// Whether this is a word that a contract names or that was given.
    #[must_use]
    pub fn is_word(&self, text: &str) -> bool {
        let text = text.trim();
        self.words.contains(text) || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
    }

    /// Whether a contract declares a field of this name.
    #[must_use]
    pub fn is_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// What stands for a text: as many characters, each as long as the one whose place it takes.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        self.value(text, Form::Text)
    }

    /// What stands for a number of JSON.
    #[must_use]
    pub fn number(&self, literal: &str) -> String {
        self.value(literal, Form::Number)
    }

    fn value(&self, whole: &str, form: Form) -> String {
        let text = whole.trim();
        let mut letters: Vec<char> = text.chars().collect();
        let is_word =
            |word: &str, is_token: bool| if is_token { self.is_word(word) } else { self.parts.contains(word) };
        let wheels = Wheels::of(&letters, &is_word);
        if wheels.is_empty() || self.is_word(text) {
            return whole.to_owned();
        }
        let mut judged = Vec::new();
        let whole_of = self.judge(text, form, &mut |plan, breach| {
            judged.push((plan, breach));
            ControlFlow::Continue(())
        });
        debug_assert!(whole_of.is_continue(), "nothing stops before the last plan");
        let mut settings = wheels.read(&letters);
        let mut chosen = None;
        for _ in 0..WALK.min(EFFORT / letters.len()).max(1) {
            self.key.turn(&mut settings, wheels.fixed().as_bytes());
            wheels.write(&settings, &mut letters);
            let found: String = letters.iter().collect();
            let fits = wheels.is_like(&Wheels::of(&letters, &is_word))
                && !self.is_word(&found)
                && self.is_judged(&found, form, &judged);
            if fits {
                chosen = Some(found);
                break;
            }
            // Where none fits in time the first is taken: it says as little, and contracts may say something else of it.
            chosen.get_or_insert(found);
        }
        let start = whole.len() - whole.trim_start().len();
        let (before, after) = (whole.get(..start), whole.get(start + text.len()..));
        [before, chosen.as_deref(), after].into_iter().flatten().collect()
    }

    /// Whether the scalar types say the same of a text as of another.
    fn is_judged(&self, text: &str, form: Form, before: &[((usize, usize), Judgement)]) -> bool {
        let mut left = before.iter();
        let same = self.judge(text, form, &mut |plan, breach| match left.next() {
            Some((other, known)) if (*other, known) == (plan, &breach) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        });
        same.is_continue() && left.next().is_none()
    }

    /// Shows what each scalar type says of a text, and those of items say of each of its parts: which part and which type, and
    /// the rule that is broken.
    fn judge(
        &self,
        text: &str,
        form: Form,
        show: &mut dyn FnMut((usize, usize), Judgement) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let inputs = match form {
            Form::Number => [Some(Input::Number(text)), None],
            Form::Text => [Some(Input::String(text)), Some(Input::Text(text))],
        };
        let parts = if self.items.is_empty() { "" } else { text };
        let whole = inputs.into_iter().flatten().map(|input| (input, &self.plans));
        let parts = parts.split_ascii_whitespace().map(|part| (Input::Text(part), &self.items));
        for (number, (input, plans)) in whole.chain(parts).enumerate() {
            for (at, plan) in plans.values().enumerate() {
                plan.breaches(input, &mut |breach| show((number, at), (breach, impact_of(plan, input))))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Learns what judges values.
    fn read_scalars(&mut self, contract: &'c Contract) {
        // What is an integer hangs on the draft.
        let model = contract.model();
        let law = |scalar| format!("{:?} {}", model.language, law(scalar));
        for (at, type_) in (0..).zip(&model.types) {
            if let Shape::Scalar(scalar) | Shape::List { facets: scalar, .. } | Shape::Union { facets: scalar, .. } =
                &type_.shape
                && let Some(plan) = contract.scalar(TypeId(at)).filter(|plan| !plan.sees_only_length())
            {
                self.plans.insert(law(scalar), plan);
            }
            if let Shape::List { item, .. } = &type_.shape
                && let (Some(plan), Shape::Scalar(scalar)) = (contract.scalar(*item), &model.type_(*item).shape)
            {
                self.items.insert(law(scalar), plan);
            }
        }
    }

    /// Learns the words of a model: the names of its fields, what it enumerates and fixes, and what its patterns spell out.
    fn read_words(&mut self, model: &Model) {
        for type_ in &model.types {
            match &type_.shape {
                Shape::Scalar(scalar) | Shape::List { facets: scalar, .. } | Shape::Union { facets: scalar, .. } => {
                    scalar.facets.enumeration.iter().for_each(|value| self.keep(&value.text));
                    let patterns = scalar.facets.patterns.iter().flatten();
                    patterns.for_each(|pattern| self.parts.extend(spelled(pattern.value.as_str())));
                }
                Shape::Enumeration(values) => values.iter().for_each(|value| self.keep_leaves(&value.json)),
                Shape::Record(record) => {
                    self.names.extend(record.fields.iter().map(|field| field.name.local.clone()));
                    let said = record.fields.iter().flat_map(|field| [&field.fixed, &field.default]);
                    said.flatten().for_each(|word| self.keep(word));
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
                | Shape::Foreign(_) => {}
            }
        }
        self.names.extend(model.elements.iter().map(|element| element.name.local.clone()));
        let elements = model.elements.iter().flat_map(|element| [&element.fixed, &element.default]);
        let attributes = model.attributes.iter().map(|attribute| &attribute.fixed);
        elements.chain(attributes).flatten().for_each(|word| self.keep(word));
    }

    /// Keeps the strings and numbers of a JSON text.
    fn keep_leaves(&mut self, json: &str) {
        // A value of a schema was cut from a document that was read, so it reads again.
        let Ok(document) = Document::read_str(json, &ReadOptions::default()) else { return };
        let mut waiting = vec![document.root()];
        while let Some(node) = waiting.pop() {
            if matches!(node.kind(), Kind::String | Kind::Number) {
                self.keep(node.value());
            }
            waiting.extend(node.children());
        }
    }
}

/// A rule that a value breaks, and what the value does to a type in Rust that reads more forms of it.
type Judgement = (Breach, Option<Impact>);

fn impact_of(plan: &ScalarPlan, input: Input<'_>) -> Option<Impact> {
    match input {
        Input::Text(text) | Input::String(text) => impact::of_format(plan.held(), text),
        Input::Number(_) | Input::Boolean(_) | Input::Null => None,
    }
}

/// What a scalar type says, wherever it says it.
fn law(scalar: &Scalar) -> String {
    let Scalar { primitive, facets, decoration: _, base: _ } = scalar;
    let text = |facet: &Option<Facet<Box<str>>>| facet.as_ref().map(|facet| facet.value.clone());
    let number = |facet: &Option<Facet<u64>>| facet.as_ref().map(|facet| facet.value);
    let patterns = facets.patterns.iter().map(|group| group.iter().map(|facet| &facet.value).collect::<Vec<_>>());
    let values: Vec<_> = facets.enumeration.iter().map(|value| &value.text).collect();
    let bounds = [&facets.min_inclusive, &facets.min_exclusive, &facets.max_inclusive, &facets.max_exclusive].map(text);
    let counts =
        [&facets.length, &facets.min_length, &facets.max_length, &facets.total_digits, &facets.fraction_digits];
    let format = facets.format.as_ref().map(|facet| &facet.value);
    let (counts, step) = (counts.map(number), text(&facets.multiple_of));
    let patterns: Vec<_> = patterns.collect();
    format!("{primitive:?} {:?} {patterns:?} {values:?} {bounds:?} {counts:?} {step:?} {format:?}", facets.white_space)
}

/// The runs of letters and of digits that stand in a regular expression for themselves: `ORD` in `ORD-[0-9]{4}`.
fn spelled(pattern: &str) -> Vec<Box<str>> {
    let mut plain = String::new();
    let mut letters = pattern.chars();
    let mut inside = None;
    while let Some(letter) = letters.next() {
        match (inside, letter) {
            // What is escaped is a class, or a sign.
            (_, '\\') => {
                letters.next();
                plain.push(' ');
            }
            (None, '[') => inside = Some(']'),
            (None, '{') => inside = Some('}'),
            (Some(end), letter) if letter == end => {
                inside = None;
                plain.push(' ');
            }
            (Some(_), _) => {}
            // The letter before it may be missing.
            (None, '?' | '*') => {
                let rest = plain.pop();
                plain.push(' ');
                plain.extend(rest);
                plain.push(' ');
            }
            (None, letter) => plain.push(letter),
        }
    }
    let class = |letter: char| (letter.is_alphabetic(), letter.is_numeric());
    let letters: Vec<char> = plain.chars().collect();
    let runs = letters.chunk_by(|one, other| class(*one) == class(*other));
    let words = runs.filter(|run| run.iter().all(|letter| letter.is_alphanumeric()));
    words.map(|run| run.iter().collect::<String>().into()).collect()
}

#[cfg(test)]
mod tests;
