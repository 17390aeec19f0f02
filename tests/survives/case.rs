//! Cases: a set of schema files that makes one schema, and the documents of it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use driftline::{Contract, ContractOptions, World};
use driftline_codegen::{Options, generate};
use driftline_schemas::Model;

/// A schema, its module, and the documents of it.
pub(crate) struct Case {
    /// The name of the module.
    pub(crate) module: String,
    /// Whose suite it is.
    pub(crate) contributor: String,
    /// What it is called where it is expected to go wrong.
    pub(crate) id: String,
    pub(crate) instances: Vec<Instance>,
    pub(crate) state: State,
    /// The schema as it is checked without judges, which `validate` asks none of either.
    pub(crate) contract: Option<Contract>,
}

/// A document.
pub(crate) struct Instance {
    pub(crate) id: String,
    pub(crate) path: PathBuf,
    pub(crate) is_valid: bool,
}

/// How far a schema got.
pub(crate) enum State {
    /// It did not load, which is the business of another suite.
    Unloaded,
    Panicked,
    Generated {
        source: String,
        /// The types that stand for root elements.
        roots: Vec<String>,
        /// Why parts of the schema became values of any shape; `xs:anyType` is one of those.
        wider: Vec<String>,
    },
    /// The compiler's first error.
    Uncompiled(String),
}

impl Case {
    /// Generates a module; `model` is none where the schema did not load.
    pub(crate) fn new(contributor: &str, id: String, module: String, model: Option<Model>, all_roots: bool) -> Self {
        let state = model.as_ref().map_or(State::Unloaded, |model| generated(model, &module, all_roots));
        let options = ContractOptions { world: World::Strict, judge: false, ..ContractOptions::default() };
        let contract = model.and_then(|model| Contract::new(module.clone(), model, options).ok());
        Self { module, contributor: contributor.to_owned(), id, instances: Vec::new(), state, contract }
    }

    /// How many lines were generated.
    pub(crate) fn lines(&self) -> usize {
        match &self.state {
            State::Generated { source, .. } => source.lines().count(),
            State::Unloaded | State::Panicked | State::Uncompiled(_) => 0,
        }
    }

    /// What went wrong with the schema, where anything did.
    pub(crate) fn fault(&self) -> Option<String> {
        match &self.state {
            State::Unloaded | State::Generated { .. } => None,
            State::Panicked => Some("the generator panicked".to_owned()),
            State::Uncompiled(error) => Some(format!("does not compile: {error}")),
        }
    }
}

/// Generates. With `all_roots` for every global element, whichever file declares it: a document may begin with any.
fn generated(model: &Model, module: &str, all_roots: bool) -> State {
    let roots: BTreeMap<&str, ()> =
        model.roots.iter().filter_map(|root| root.name.as_ref()).map(|name| (&*name.local, ())).collect();
    let roots = if all_roots { roots.into_keys().map(str::to_owned).collect() } else { Vec::new() };
    let options = Options { module: module.to_owned(), source_name: module.to_owned(), roots, ..Options::default() };
    match catch_unwind(AssertUnwindSafe(|| generate(model, &options))) {
        Ok(generated) => {
            let wider = generated.notes.iter().filter(|note| note.why.contains("generated as a value"));
            let mut wider: Vec<String> = wider.map(|note| format!("{}: {}", note.what, note.why)).collect();
            wider.sort();
            wider.dedup();
            State::Generated { roots: roots_of(&generated.source), wider, source: generated.source }
        }
        Err(_) => State::Panicked,
    }
}

/// The types of a module that stand for root elements.
fn roots_of(source: &str) -> Vec<String> {
    let mut roots = Vec::new();
    let mut is_root = false;
    for line in source.lines().map(str::trim_start) {
        is_root |= line.starts_with("#[payload(") && line.contains("root = ") || line.starts_with("root = ");
        for word in ["pub struct ", "pub enum "] {
            if let Some(rest) = line.strip_prefix(word) {
                let name: String = rest.chars().take_while(|c| !matches!(c, ' ' | '(' | ';')).collect();
                roots.extend(is_root.then_some(name));
                is_root = false;
            }
        }
    }
    roots
}
