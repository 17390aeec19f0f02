//! The vendors at hand: those in the binary, and those in folders of the user's own.

use std::path::{Path, PathBuf};

use driftline::schemas::catalog::{self, Catalog};
use driftline::schemas::contracts::{self, Message, Vendor, Version};
use driftline::schemas::files::{Disk, Files};
use driftline::schemas::near::nearest;
use driftline::{ContractOptions, Route, Routes};

use crate::failure::Failure;

/// Vendors and where their schema files lie.
pub(crate) struct Vendors {
    pub(crate) built_in: Vec<Vendor>,
    pub(crate) own: Vec<Vendor>,
}

/// Reads the contracts of the built-in vendors and of these folders: of vendors, or of one vendor.
pub(crate) fn load(folders: &[PathBuf]) -> Result<Vendors, Failure> {
    let mut own = Vec::new();
    for folder in folders {
        let files = contract_files(folder)?;
        if files.is_empty() {
            return Err(Failure::request(
                format!("{}: there is no contract.toml", folder.display()),
                "--vendors names a folder that holds a contract.toml, or folders that do",
            ));
        }
        for file in files {
            own.push(contracts::load(&file, &Disk)?);
        }
    }
    Ok(Vendors { built_in: catalog::vendors()?, own })
}

/// The `contract.toml` of a folder, or those of its sub-folders in the order of their names.
fn contract_files(folder: &Path) -> Result<Vec<String>, Failure> {
    let own = folder.join("contract.toml");
    if own.is_file() {
        return Ok(vec![name(&own)]);
    }
    let unreadable = |error: std::io::Error| Failure::request(format!("{}: {error}", folder.display()), "");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path().join("contract.toml");
        if file.is_file() {
            files.push(name(&file));
        }
    }
    files.sort();
    Ok(files)
}

fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

impl Vendors {
    /// Every message with the files that its schemas lie in; the user's own first.
    pub(crate) fn messages(&self) -> impl Iterator<Item = (&Message, &'static dyn Files)> {
        let own = self.own.iter().map(|vendor| (vendor, &Disk as &'static dyn Files));
        let built_in = self.built_in.iter().map(|vendor| (vendor, &Catalog as &'static dyn Files));
        own.chain(built_in).flat_map(|(vendor, files)| vendor.messages.iter().map(move |message| (message, files)))
    }

    /// The contract of this name: of a message without `@version` the last one.
    pub(crate) fn find(&self, name: &str) -> Option<(&Message, &Version, &'static dyn Files)> {
        self.messages().find_map(|(message, files)| {
            let version = message.versions.iter().rfind(|it| message.name == name || it.contract == name)?;
            Some((message, version, files))
        })
    }

    /// Loads the contract of this name: every version of a message without `@version`.
    pub(crate) fn route(&self, name: &str, options: &ContractOptions) -> Result<Route, Failure> {
        let (message, version, files) = self.find(name).ok_or_else(|| self.unknown(name))?;
        let mut message = message.clone();
        if message.name != *name {
            message.versions.retain(|it| it.contract == version.contract);
        }
        Ok(Route::load_with(&message, options, files)?)
    }

    /// Loads every schema; the user's own vendors are asked first.
    pub(crate) fn routes(&self, options: &ContractOptions) -> Result<Routes, Failure> {
        let mut routes = Routes::load_with(&self.own, options, &Disk)?;
        routes.extend(Routes::load_with(&self.built_in, options, &Catalog)?);
        Ok(routes)
    }

    /// There is no contract of this name.
    pub(crate) fn unknown(&self, name: &str) -> Failure {
        let names: Vec<String> = self
            .messages()
            .flat_map(|(message, _)| [message.name.clone()].into_iter().chain(contracts_of(message)))
            .collect();
        let help = match nearest(name, names.iter().map(String::as_str)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`driftline contracts` lists them".to_owned(),
        };
        Failure::request(format!("there is no contract `{name}`"), help)
    }
}

fn contracts_of(message: &Message) -> impl Iterator<Item = String> {
    message.versions.iter().map(|version| version.contract.clone())
}
