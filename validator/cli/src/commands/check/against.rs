//! What the payloads of a corpus are checked against.

use driftline::schemas::files::Disk;
use driftline::schemas::json_schema;
use driftline::{Contract, ContractOptions, Headers, Route, Routed, Routes};

use crate::args::{Check, ContractChoice, Formats};
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
    /// The contracts that the arguments of a check ask for.
    pub(super) fn of(args: &Check) -> Result<Self, Failure> {
        let options = ContractOptions {
            explain_branches: args.explain_branches,
            show_values: args.show_values,
            ..ContractOptions::default()
        };
        Self::load(&args.choice, options)
    }

    /// The contract of a name, or those of schemas, or else all; what the arguments do not say of them is in the options.
    pub(in crate::commands) fn load(args: &ContractChoice, options: ContractOptions) -> Result<Self, Failure> {
        let formats_annotate = args.formats == Formats::Annotate;
        let json_schema =
            json_schema::Options { draft: args.draft, formats_annotate, ..json_schema::Options::default() };
        let options = ContractOptions { json_schema, world: args.world.into(), ..options };
        if !args.schema.is_empty() {
            let contract = |schema: &String| contract(schema, &args.root, options.clone());
            return Ok(Self::Given(Route::to(args.schema.iter().map(contract).collect::<Result<_, _>>()?)));
        }
        let vendors = vendors::load(&args.vendors)?;
        match &args.contract {
            None => Ok(Self::Recognised(vendors.routes(&options)?)),
            Some(name) => Ok(Self::Given(vendors.route(name, &options)?)),
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
