//! What the payloads of a corpus are checked against.

use std::path::PathBuf;

use driftline::schemas::files::Disk;
use driftline::schemas::json_schema;
use driftline::schemas::model::Draft;
use driftline::{Contract, ContractOptions, Headers, Route, Routed, Routes};

use crate::args::{Check, Formats, World};
use crate::failure::Failure;
use crate::vendors;

/// What payloads are checked against.
pub(in crate::commands) enum Against {
    /// The contract that recognises them.
    Recognised(Routes),
    /// This one.
    Given(Route),
}

impl Against {
    /// The contracts that the arguments ask for.
    pub(super) fn of(args: &Check) -> Result<Self, Failure> {
        let options = ContractOptions {
            explain_branches: args.explain_branches,
            show_values: args.show_values,
            ..options(args.formats, args.draft, args.world)
        };
        Self::load(args.contract.as_deref(), &args.schema, &args.root, &args.vendors, &options)
    }

    /// The contract of this name, or those of these schemas, or else all.
    pub(in crate::commands) fn load(
        name: Option<&str>,
        schemas: &[String],
        roots: &[String],
        vendors: &[PathBuf],
        options: &ContractOptions,
    ) -> Result<Self, Failure> {
        if !schemas.is_empty() {
            let contract = |schema: &String| contract(schema, roots, options.clone());
            return Ok(Self::Given(Route::to(schemas.iter().map(contract).collect::<Result<_, _>>()?)));
        }
        let vendors = vendors::load(vendors)?;
        match name {
            None => Ok(Self::Recognised(vendors.routes(options)?)),
            Some(name) => Ok(Self::Given(vendors.route(name, options)?)),
        }
    }

    pub(in crate::commands) fn contracts(&self) -> Box<dyn Iterator<Item = &Contract> + '_> {
        match self {
            Self::Recognised(routes) => Box::new(routes.contracts()),
            Self::Given(route) => Box::new(route.contracts()),
        }
    }

    pub(in crate::commands) fn check<'b>(&self, headers: &Headers, body: &'b [u8]) -> Routed<'_, 'b> {
        match self {
            Self::Recognised(routes) => routes.check(headers, body),
            Self::Given(route) => route.check(body),
        }
    }
}

/// What the arguments say of every contract.
pub(in crate::commands) fn options(formats: Formats, draft: Option<Draft>, world: World) -> ContractOptions {
    let formats_annotate = formats == Formats::Annotate;
    ContractOptions {
        json_schema: json_schema::Options { draft, formats_annotate, ..json_schema::Options::default() },
        world: world.into(),
        ..ContractOptions::default()
    }
}

/// A contract of nothing but a schema file.
fn contract(schema: &str, roots: &[String], options: ContractOptions) -> Result<Contract, Failure> {
    let fragment = roots.iter().find(|root| root.starts_with('#'));
    let file = fragment.map_or_else(|| schema.to_owned(), |fragment| format!("{schema}{fragment}"));
    let roots: Vec<String> = roots.iter().filter(|root| !root.starts_with('#')).cloned().collect();
    let options = ContractOptions { name: Some(file.clone()), roots: roots.clone(), ..options };
    let contract = Contract::load_from(&file, options, &Disk)?;
    if contract.roots().is_empty() {
        let help = "no payload can begin with any part of it: name a schema that declares a global element";
        return Err(Failure::request(format!("{schema}: the schema declares no root"), help));
    }
    match roots.iter().find(|root| contract.model().root(root).is_none()) {
        None => Ok(contract),
        Some(unknown) => {
            let known = contract.model().roots.iter().filter_map(|root| root.name.as_ref().map(|name| &*name.local));
            let help = format!("its roots are: {}", known.collect::<Vec<_>>().join(", "));
            Err(Failure::request(format!("{schema}: there is no root `{unknown}`"), help))
        }
    }
}
