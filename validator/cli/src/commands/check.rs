//! `driftline check`: captures in, drift report out.

pub(super) mod against;
mod baseline_file;
mod corpus;
mod excerpts;
mod terms;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use driftline::{Conclusion, Drift, Terms};

use super::output;
use crate::args::Check;
use crate::capture::{self, Form, NO_BODY, Walk};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::notes;
use crate::streams::Streams;
use against::Against;
use corpus::Settings;

/// Checks every capture and writes the report.
pub(crate) fn run(args: &Check, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    output::distinct(&args.reports)?;
    let walks = args.paths.iter().map(|path| files(path)).collect::<Result<Vec<_>, _>>()?;
    let mut terms = terms::load(args)?;
    let against = Against::of(args)?;
    notes::write(against.contracts(), streams.errors)?;
    let threads = args.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from);
    let settings = Settings { threads, longest: args.max_document, show_values: args.show_values };
    let drift = corpus::check(&against, walks, settings, streams);
    if drift.payloads() == 0 {
        return Err(nothing(&drift));
    }
    let mut conclusion = Conclusion::of(&drift, against.contracts(), &terms);
    if args.accept {
        terms::accept(args, &conclusion, &mut terms)?;
        conclusion = Conclusion::of(&drift, against.contracts(), &terms);
    }
    output::write(&conclusion, &excerpts::of(&drift, &against, args), &args.reports, streams)?;
    Ok(exit(&conclusion, &terms))
}

/// The files of a path; a folder has to hold at least one, and a path has to be there.
fn files(path: &Path) -> Result<Walk, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Walk { files: vec![(path.to_owned(), Form::Unknown)], ..Walk::default() });
    }
    let mut walk = Walk::default();
    for path in expanded(path)? {
        walk.extend(capture::walk(&path));
    }
    if !walk.files.is_empty() || !walk.unreadable.is_empty() {
        return Ok(walk);
    }
    let there = match walk.passed.iter().map(|(what, count)| format!("{count} {what}")).collect::<Vec<_>>() {
        nothing if nothing.is_empty() => "it is empty".to_owned(),
        there => format!("only {} there", there.join(", ")),
    };
    let known = Form::EXTENSIONS.iter().map(|(extension, _)| extension).chain(&Form::PACKED);
    let known: Vec<_> = known.map(|extension| format!(".{extension}")).collect();
    let help = format!("in a folder captures end in {}; any file can be given by its name", known.join(", "));
    Err(Failure::request(format!("{}: nothing to check, {there}", path.display()), help))
}

/// The paths that a path stands for: itself, or where there is no such file what matches it as a pattern, in order.
pub(super) fn expanded(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_missing = std::fs::metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    if !is_missing {
        return Ok(vec![path.to_owned()]);
    }
    let none = |help: &str| Err(Failure::request(format!("{}: there is no such file or folder", path.display()), help));
    match path.to_str() {
        Some(pattern) if pattern.contains(['*', '?', '[']) => match glob::glob(pattern) {
            Err(error) => none(&format!("and it is no pattern: {error}")),
            Ok(paths) => {
                let paths: Vec<_> = paths.map(|path| path.unwrap_or_else(|error| error.path().to_owned())).collect();
                if paths.is_empty() { none("nothing matches the pattern") } else { Ok(paths) }
            }
        },
        _ => none(""),
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
    let drift = conclusion.drift;
    // An access log looks like captures and is none: who gives one believes that it was checked.
    if !drift.unreadable.is_empty() || sums.undecided > 0 || drift.skipped.contains_key(NO_BODY) {
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
