//! The crate `jsonschema` as the judge of JSON Schema, one validator for each foreign part, compiled with the contract.

use std::collections::BTreeMap;
use std::sync::Arc;

use driftline_schemas::Model;
use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{Draft, Foreign, Language};
use driftline_schemas::text::SourceId;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Retrieve, Uri, ValidationError, Validator};
use serde_json::Value;

use super::representation::{Arena, Place};
use super::{Objection, Opinion};
use crate::finding::Kind;

/// Where the sources of a model are for the engine: a base that no real reference can be.
const BASE: &str = "driftline:///";

/// How many foreign parts of a schema are compiled, and how many patterns: each costs milliseconds and a copy of what it
/// needs, and a schema may hold as many as it likes. What is beyond gives up.
const PARTS: usize = 256;
const PATTERNS: usize = 1_024;

/// Validators by source and pointer. One that did not compile is none, and gives up.
#[derive(Debug, Default)]
pub(super) struct Validators {
    by_place: BTreeMap<SourceId, BTreeMap<Box<str>, Option<Validator<Arena>>>>,
    by_pattern: BTreeMap<Box<str>, Option<Validator<Arena>>>,
}

impl Validators {
    /// Compiles a validator for each foreign part of a JSON Schema, and for each of these patterns.
    pub(super) fn new(model: &Model, patterns: &[Box<str>]) -> Self {
        let Language::JsonSchema(draft) = model.language else { return Self::default() };
        let mut by_place: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let sources = Sources::new(model);
        for foreign in model.foreign().take(PARTS) {
            let of_source = by_place.entry(foreign.origin.source).or_default();
            of_source.entry(foreign.pointer.clone()).or_insert_with(|| {
                let name = &*model.source(foreign.origin.source).name;
                let reference = format!("{BASE}{}#{}", name.trim_start_matches('/'), encoded(&foreign.pointer));
                jsonschema::options_for::<Arena>()
                    .with_draft(engine_draft(draft))
                    .with_base_uri(BASE)
                    .with_retriever(sources.clone())
                    .build(&serde_json::json!({ "$ref": reference }))
                    .ok()
            });
        }
        let validator = |pattern: &str| {
            let options = jsonschema::options_for::<Arena>().with_draft(engine_draft(draft));
            options.build(&serde_json::json!({ "pattern": pattern })).ok()
        };
        let by_pattern = patterns.iter().take(PATTERNS).map(|pattern| (pattern.clone(), validator(pattern))).collect();
        Self { by_place, by_pattern }
    }

    /// Whether a text matches a pattern; `None` where the engine cannot tell.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> Option<bool> {
        let validator = self.by_pattern.get(pattern)?.as_ref()?;
        if validator.is_valid(Place::Name(text)) {
            return Some(true);
        }
        match validator.iter_errors(Place::Name(text)).next() {
            None => Some(true),
            Some(error) => objection(&error).map(|_| false),
        }
    }

    /// Asks about a value.
    pub(super) fn ask(&self, foreign: &Foreign, node: NodeRef<'_>) -> Opinion<Objection> {
        let validator = self.by_place.get(&foreign.origin.source).and_then(|of| of.get(&*foreign.pointer));
        let Some(Some(validator)) = validator else { return Opinion::GivesUp };
        // Most values are valid, which costs less to learn than why one is not.
        if validator.is_valid(Place::Node(node)) {
            return Opinion::Holds;
        }
        let mut objections = Vec::new();
        for error in validator.iter_errors(Place::Node(node)) {
            match objection(&error) {
                Some(objection) => objections.push(objection),
                None => return Opinion::GivesUp,
            }
        }
        if objections.is_empty() { Opinion::Holds } else { Opinion::Broken(objections) }
    }
}

/// What an error objects to; none where the engine gave up.
fn objection(error: &ValidationError<'_>) -> Option<Objection> {
    let mut missing = None;
    let kind = match error.kind() {
        ValidationErrorKind::BacktrackLimitExceeded { .. }
        | ValidationErrorKind::RegexEngineFailure { .. }
        | ValidationErrorKind::Referencing(_) => return None,
        ValidationErrorKind::Required { property } => {
            missing = property.as_str().map(str::to_owned);
            Kind::MissingField
        }
        ValidationErrorKind::AdditionalProperties { .. } | ValidationErrorKind::UnevaluatedProperties { .. } => {
            Kind::UndocumentedField
        }
        ValidationErrorKind::Constant { .. } => Kind::ConstantChanged,
        ValidationErrorKind::Enum { .. } => Kind::NewEnumValue,
        ValidationErrorKind::FalseSchema => Kind::ForbiddenField,
        ValidationErrorKind::Format { .. } => Kind::FormatChanged,
        ValidationErrorKind::Pattern { .. } => Kind::PatternMismatch,
        ValidationErrorKind::MinLength { .. } | ValidationErrorKind::MaxLength { .. } => Kind::LengthOutOfRange,
        ValidationErrorKind::Minimum { .. }
        | ValidationErrorKind::Maximum { .. }
        | ValidationErrorKind::ExclusiveMinimum { .. }
        | ValidationErrorKind::ExclusiveMaximum { .. } => Kind::NumberOutOfRange,
        ValidationErrorKind::MultipleOf { .. } => Kind::PrecisionExceeded,
        ValidationErrorKind::AdditionalItems { .. }
        | ValidationErrorKind::UnevaluatedItems { .. }
        | ValidationErrorKind::Contains
        | ValidationErrorKind::MinItems { .. }
        | ValidationErrorKind::MaxItems { .. }
        | ValidationErrorKind::MinProperties { .. }
        | ValidationErrorKind::MaxProperties { .. } => Kind::CountOutOfRange,
        ValidationErrorKind::Type { .. } => Kind::TypeChanged,
        _ => Kind::RuleViolated,
    };
    let pointer = error.instance_path().as_str().to_owned();
    Some(Objection { kind, pointer, keyword: error.kind().keyword().to_owned(), missing })
}

fn engine_draft(draft: Draft) -> jsonschema::Draft {
    match draft {
        Draft::Draft4 => jsonschema::Draft::Draft4,
        Draft::Draft6 => jsonschema::Draft::Draft6,
        Draft::Draft7 => jsonschema::Draft::Draft7,
        Draft::Draft201909 => jsonschema::Draft::Draft201909,
        Draft::Draft202012 => jsonschema::Draft::Draft202012,
    }
}

/// A pointer as a fragment of a URI.
fn encoded(pointer: &str) -> String {
    let mut out = String::with_capacity(pointer.len());
    for byte in pointer.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'$' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// The sources of a model, and nothing else: the engine never sees a file or the network.
#[derive(Debug, Clone)]
struct Sources {
    by_name: Arc<BTreeMap<String, Value>>,
}

impl Sources {
    fn new(model: &Model) -> Self {
        let read = |source: &driftline_schemas::text::Source| {
            let value = serde_json::from_str(&source.text).ok()?;
            Some((source.name.trim_start_matches('/').to_owned(), value))
        };
        Self { by_name: Arc::new(model.sources.iter().filter_map(read).collect()) }
    }
}

impl Retrieve for Sources {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let uri = uri.as_str().split('#').next().unwrap_or_default();
        if let Some(value) = uri.strip_prefix(BASE).and_then(|name| self.by_name.get(name)) {
            return Ok(value.clone());
        }
        // By its own `$id`, or by the longest path that the file's name ends with.
        let is_its_id =
            |value: &&Value| ["$id", "id"].iter().any(|key| value.get(key).and_then(Value::as_str) == Some(uri));
        if let Some(value) = self.by_name.values().find(is_its_id) {
            return Ok(value.clone());
        }
        let shared = |name: &str| uri.rsplit('/').zip(name.rsplit('/')).take_while(|(one, other)| one == other).count();
        let best = self.by_name.iter().map(|(name, value)| (shared(name), value)).max_by_key(|(count, _)| *count);
        match best {
            Some((count, value)) if count > 0 => Ok(value.clone()),
            _ => Err("the schema refers to a file that was not loaded".into()),
        }
    }
}
