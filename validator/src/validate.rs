//! `validate()` of generated types: a value held to the schema that its type was generated from.
//!
//! A value is written as JSON and walked as a payload would be, from its type's own place in the schema on; so the findings and
//! their codes are those of `check`. No judge is asked: what only a judge can decide is not found.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::json_schema;
use driftline_schemas::model::{Draft, Root, TypeId};
#[cfg(feature = "schemars1")]
use driftline_schemas::text::Origin;

use crate::contract::{Contract, ContractOptions, World};
use crate::finding::Finding;
use crate::payload::{Payload, to_json};

/// The schema that a module of types was generated from, made ready when it is first needed. Generated code has one.
#[derive(Debug)]
pub struct SchemaText {
    /// Names and texts; the first is the one that was asked for.
    files: &'static [(&'static str, &'static str)],
    /// The draft where `$schema` does not say.
    draft: &'static str,
    ready: OnceLock<Option<Ready>>,
}

/// Files by name.
type Bytes = BTreeMap<String, Vec<u8>>;

#[derive(Debug)]
struct Ready {
    contract: Contract,
    /// Types by their place: `line:column` in the first file, `file:line:column` in another.
    places: BTreeMap<String, TypeId>,
}

impl SchemaText {
    /// These files. The first name may end in a `#fragment`, which chooses a part of it.
    #[must_use]
    pub const fn new(draft: &'static str, files: &'static [(&'static str, &'static str)]) -> Self {
        Self { files, draft, ready: OnceLock::new() }
    }

    /// What of a value breaks the schema, with paths and positions in the JSON that it is written as. `place` is where its type
    /// is in the schema.
    #[must_use]
    pub fn validate<T: Payload>(&self, value: &T, place: &str) -> Vec<Finding> {
        let Some(ready) = self.ready.get_or_init(|| self.ready()) else { return Vec::new() };
        let Some(type_) = ready.places.get(place) else { return Vec::new() };
        let written = to_json(value);
        match Document::read_str(&written, &ReadOptions::default()) {
            Ok(document) => {
                let origin = ready.contract.model().type_(*type_).origin;
                let root = Root { name: None, type_: *type_, element: None, origin };
                ready.contract.check_as(&document, &[root]).into_findings()
            }
            Err(_) => ready.contract.check(written.as_bytes()).into_findings(),
        }
    }

    /// The same of a whole document, whatever its type.
    #[must_use]
    pub fn validate_document<T: Payload>(&self, value: &T) -> Vec<Finding> {
        let ready = self.ready.get_or_init(|| self.ready()).as_ref();
        ready.map_or_else(Vec::new, |ready| ready.contract.check(to_json(value).as_bytes()).into_findings())
    }

    /// Where a place is.
    #[cfg(feature = "schemars1")]
    pub(crate) fn origin(&self, place: &str) -> Option<Origin> {
        let ready = self.ready.get_or_init(|| self.ready()).as_ref()?;
        Some(ready.contract.model().type_(*ready.places.get(place)?).origin)
    }

    /// The file to read, how, and all files.
    pub(crate) fn reading(&self) -> Option<(&'static str, json_schema::Options, Bytes)> {
        let (main, _) = self.files.first()?;
        let named = |(name, text): &(&str, &str)| {
            let name = name.split_once('#').map_or(*name, |(name, _)| name);
            (name.to_owned(), text.as_bytes().to_vec())
        };
        let options = json_schema::Options {
            draft: Draft::from_name(self.draft),
            degrade_references: true,
            ..json_schema::Options::default()
        };
        Some((main, options, self.files.iter().map(named).collect()))
    }

    /// The contract, where the schema loads as it did when the code was generated.
    fn ready(&self) -> Option<Ready> {
        let (main, reading, files) = self.reading()?;
        let options =
            ContractOptions { json_schema: reading, world: World::Strict, judge: false, ..ContractOptions::default() };
        let contract = Contract::load_from(main, options, &files).ok()?;
        let model = contract.model();
        let mut places = BTreeMap::new();
        for (at, type_) in (0..).zip(&model.types) {
            let (file, position) = model.place(type_.origin);
            let is_main = type_.origin.source.0 == 0;
            let place = if is_main { position.to_string() } else { format!("{file}:{position}") };
            // Of several types at one place the first is the schema itself, the others are parts of it.
            places.entry(place).or_insert(TypeId(at));
        }
        Some(Ready { contract, places })
    }
}
