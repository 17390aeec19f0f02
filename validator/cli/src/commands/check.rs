//! `driftline check`: captures in, drift report out.

mod baseline_file;
mod terms;

use std::io::Read;
use std::path::{Path, PathBuf};

use driftline::schemas::files::Disk;
use driftline::schemas::json_schema;
use driftline::{Conclusion, Contract, ContractOptions, Drift, Headers, Route, Routed, Routes, Seen, Terms, report};

use crate::args::{Check, Formats};
use crate::capture::{self, Form, Item, Walk};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::notes;
use crate::streams::Streams;
use crate::vendors;

/// What payloads are checked against.
enum Against {
    /// The contract that recognises them.
    Recognised(Routes),
    /// This one.
    Given(Route),
}

/// Checks every capture and writes the report.
pub(crate) fn run(args: &Check, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let walks = args.paths.iter().map(|path| files(path)).collect::<Result<Vec<_>, _>>()?;
    let mut terms = terms::load(args)?;
    let against = against(args)?;
    notes::write(against.contracts(), streams.errors)?;
    let mut drift = Drift::default();
    for walk in walks {
        for (what, count) in walk.passed {
            *drift.skipped.entry(what).or_default() += count;
        }
        for (path, reason) in walk.unreadable {
            drift.unreadable.insert((name(&path), reason));
        }
        for (path, form) in &walk.files {
            let source = name(path);
            match bytes(path, streams.input) {
                Ok(bytes) => {
                    drift.files += 1;
                    check(&against, &source, &bytes, *form, &mut drift);
                }
                Err(error) => {
                    drift.unreadable.insert((source, error.to_string()));
                }
            }
        }
    }
    if drift.payloads() == 0 {
        return Err(nothing(&drift));
    }
    let mut conclusion = Conclusion::of(&drift, against.contracts(), &terms);
    if args.accept {
        terms::accept(args, &conclusion, &mut terms)?;
        conclusion = Conclusion::of(&drift, against.contracts(), &terms);
    }
    report::write(streams.output, &conclusion, args.format.into(), streams.look)?;
    Ok(exit(&conclusion, &terms))
}

/// The contracts that the arguments ask for.
fn against(args: &Check) -> Result<Against, Failure> {
    let options = options(args);
    if !args.schema.is_empty() {
        let contract = |schema: &String| contract(schema, &args.root, options.clone());
        let contracts = args.schema.iter().map(contract).collect::<Result<_, _>>()?;
        return Ok(Against::Given(Route::to(contracts)));
    }
    let vendors = vendors::load(&args.vendors)?;
    match &args.contract {
        None => Ok(Against::Recognised(vendors.routes(&options)?)),
        Some(name) => Ok(Against::Given(vendors.route(name, &options)?)),
    }
}

/// What the arguments say of every contract.
fn options(args: &Check) -> ContractOptions {
    let formats_annotate = args.formats == Formats::Annotate;
    ContractOptions {
        json_schema: json_schema::Options { draft: args.draft, formats_annotate, ..json_schema::Options::default() },
        world: args.world.into(),
        explain_branches: args.explain_branches,
        show_values: args.show_values,
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

/// The files of a path; a folder has to hold at least one, and a path has to be there.
fn files(path: &Path) -> Result<Walk, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Walk { files: vec![(path.to_owned(), Form::Unknown)], ..Walk::default() });
    }
    if let Err(error) = std::fs::metadata(path)
        && error.kind() == std::io::ErrorKind::NotFound
    {
        return Err(Failure::request(format!("{}: there is no such file or folder", path.display()), ""));
    }
    let walk = capture::walk(path);
    if !walk.files.is_empty() || !walk.unreadable.is_empty() {
        return Ok(walk);
    }
    let there = match walk.passed.iter().map(|(what, count)| format!("{count} {what}")).collect::<Vec<_>>() {
        nothing if nothing.is_empty() => "it is empty".to_owned(),
        there => format!("only {} there", there.join(", ")),
    };
    let known: Vec<_> = Form::EXTENSIONS.iter().map(|(extension, _)| format!(".{extension}")).collect();
    let help = format!("in a folder captures end in {}; any file can be given by its name", known.join(", "));
    Err(Failure::request(format!("{}: nothing to check, {there}", path.display()), help))
}

fn bytes(path: &PathBuf, input: &mut dyn Read) -> std::io::Result<Vec<u8>> {
    if path.as_os_str() != "-" {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The name of a file in reports: with `/` on every system.
fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "(standard input)".to_owned() } else { path.to_string_lossy().replace('\\', "/") }
}

/// Checks every capture of a file.
fn check(against: &Against, source: &str, bytes: &[u8], form: Form, drift: &mut Drift) {
    let mut captures = 0_u64;
    capture::read(bytes, form, &mut |item| match item {
        Item::Capture(capture) => {
            captures += 1;
            let routed = against.check(&capture.headers, &capture.body);
            let seen = Seen { source: source.to_owned(), record: capture.record, part: capture.part };
            drift.add(&seen, capture.time.as_deref(), &routed);
        }
        Item::Passed(what) => *drift.skipped.entry(what).or_default() += 1,
        Item::Broken { record, reason } => {
            captures += 1;
            let seen = Seen { source: source.to_owned(), record, part: None };
            drift.unreadable.insert((seen.to_string(), reason));
        }
    });
    if captures == 0 {
        *drift.skipped.entry("file without a payload".to_owned()).or_default() += 1;
    }
}

impl Against {
    fn contracts(&self) -> Box<dyn Iterator<Item = &Contract> + '_> {
        match self {
            Self::Recognised(routes) => Box::new(routes.contracts()),
            Self::Given(route) => Box::new(route.contracts()),
        }
    }

    fn check(&self, headers: &Headers, body: &[u8]) -> Routed<'_> {
        match self {
            Self::Recognised(routes) => routes.check(headers, body),
            Self::Given(route) => route.check(body),
        }
    }
}

/// Nothing was read: what there is instead.
fn nothing(drift: &Drift) -> Failure {
    let unreadable = drift.unreadable.iter().map(|(source, reason)| format!("\n  {source}: {reason}"));
    let skipped = drift.skipped.iter().map(|(what, count)| format!("\n  passed over: {count} {what}"));
    let there: String = unreadable.chain(skipped).collect();
    Failure::request(format!("no payload was read, so nothing was checked{there}"), "")
}

/// What is not known goes before what was found: an exit code of 1 says that everything was read.
fn exit(conclusion: &Conclusion<'_>, terms: &Terms) -> Exit {
    let sums = conclusion.sums;
    if !conclusion.drift.unreadable.is_empty() || sums.undecided > 0 {
        Exit::Incomplete
    } else if terms::is_failed(terms, sums.worst) {
        Exit::Findings
    } else if sums.unread > 0 {
        // What is no document was not checked, even if its finding does not count.
        Exit::Incomplete
    } else {
        Exit::Clean
    }
}
