//! What schemas become, case by case.

mod combinations;
mod errors;
mod excerpt;
mod keywords;
mod notes;
mod outline;
mod references;

use std::collections::BTreeMap;

use super::{Options, load};
use crate::error::Error;
use crate::model::{Draft, Model};

const ALL: [Draft; 5] = [Draft::Draft4, Draft::Draft6, Draft::Draft7, Draft::Draft201909, Draft::Draft202012];

/// Every draft from this one on.
fn since(draft: Draft) -> impl Iterator<Item = Draft> {
    ALL.into_iter().filter(move |other| *other >= draft)
}

/// Every draft up to this one.
fn until(draft: Draft) -> impl Iterator<Item = Draft> {
    ALL.into_iter().filter(move |other| *other <= draft)
}

/// Loads the first of these files.
fn load_files(files: &[(&str, &str)], options: &Options) -> Result<Model, Error> {
    let held: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    load(files[0].0, options, &held)
}

/// Loads one schema in a draft.
fn load_text(text: &str, draft: Draft) -> Result<Model, Error> {
    load_files(&[("schema.json", text)], &Options { draft: Some(draft), ..Options::default() })
}

/// What a schema becomes in a draft.
fn outline_of(text: &str, draft: Draft) -> String {
    outline::of(&load_text(text, draft).unwrap())
}

/// What the first of these files becomes.
fn outline_of_files(files: &[(&str, &str)]) -> String {
    outline::of(&load_files(files, &Options::default()).unwrap())
}
