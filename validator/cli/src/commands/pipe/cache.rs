//! The schemas last used, compiled.
//!
//! A schema of the disk is compiled anew when one of the files that it was read from has changed. What could not be loaded
//! is not kept: it may be mended by the next request.

use std::time::SystemTime;

use driftline::schemas::files::Disk;
use driftline::schemas::{Model, json_schema, load_all};
use driftline::{Contract, ContractOptions, Route, Routes, judge_schema};

use super::request::Schema;
use crate::failure::Failure;
use crate::vendors::Vendors;

/// How many schemas stay compiled.
const KEPT: usize = 16;

/// The schemas last used.
pub(super) struct Cache<'v> {
    vendors: &'v Vendors,
    /// Every contract, once a payload had to be recognised.
    routes: Option<Routes>,
    /// The one used last is the last.
    kept: Vec<Kept>,
}

struct Kept {
    key: Key,
    route: Route,
    /// The files that it was read from, as they were.
    files: Vec<(String, Option<Stamp>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    Contract(String),
    Schema(Schema),
}

/// When a file was written, and how long it is.
type Stamp = (SystemTime, u64);

impl<'v> Cache<'v> {
    /// Nothing is compiled yet.
    pub(super) fn new(vendors: &'v Vendors) -> Self {
        Self { vendors, routes: None, kept: Vec::new() }
    }

    /// Every contract.
    pub(super) fn routes(&mut self) -> Result<&Routes, Failure> {
        let routes = match self.routes.take() {
            Some(routes) => routes,
            None => self.vendors.routes(&ContractOptions::default())?,
        };
        Ok(self.routes.insert(routes))
    }

    /// The contract of this name.
    pub(super) fn contract(&mut self, name: &str) -> Result<&Route, Failure> {
        let vendors = self.vendors;
        self.kept(Key::Contract(name.to_owned()), || {
            Ok((vendors.route(name, &ContractOptions::default())?, Vec::new()))
        })
    }

    /// A schema of the disk.
    pub(super) fn schema(&mut self, schema: &Schema) -> Result<&Route, Failure> {
        self.kept(Key::Schema(schema.clone()), || {
            let model = model(schema)?;
            let files = model.sources.iter().map(|source| (source.name.to_string(), stamp(&source.name))).collect();
            let name = schema.files.first().cloned().unwrap_or_default();
            // A schema may be of parts alone: as one it can be judged, a payload cannot begin with any of them.
            let contracts = match model.roots.is_empty() {
                true => {
                    judge_schema(&model)?;
                    Vec::new()
                }
                false => vec![Contract::new(name, model, ContractOptions::default())?],
            };
            Ok((Route::to(contracts), files))
        })
    }

    fn kept(
        &mut self,
        key: Key,
        load: impl FnOnce() -> Result<(Route, Vec<(String, Option<Stamp>)>), Failure>,
    ) -> Result<&Route, Failure> {
        let found = self.kept.iter().position(|kept| kept.key == key).map(|at| self.kept.remove(at));
        let kept = match found.filter(|kept| kept.files.iter().all(|(name, was)| stamp(name) == *was)) {
            Some(kept) => kept,
            None => {
                let (route, files) = load()?;
                Kept { key, route, files }
            }
        };
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push(kept);
        Ok(&self.kept[self.kept.len() - 1].route)
    }
}

fn model(schema: &Schema) -> Result<Model, Failure> {
    let Schema { files, draft, formats_annotate, resources } = schema;
    let options = json_schema::Options {
        draft: *draft,
        formats_annotate: *formats_annotate,
        registered: resources.clone(),
        ..json_schema::Options::default()
    };
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    Ok(load_all(&names, &options, &Disk)?)
}

fn stamp(name: &str) -> Option<Stamp> {
    let metadata = std::fs::metadata(name).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
