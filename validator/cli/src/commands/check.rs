//! `driftline check`: captures in, drift report out.

mod against;
mod corpus;

use std::path::Path;

use driftline::{Drift, Severity, report};

use crate::args::{Check, FailOn};
use crate::capture::{self, Form, Walk};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::notes;
use crate::streams::Streams;
use against::Against;
use corpus::Settings;

/// Checks every capture and writes the report.
pub(crate) fn run(args: &Check, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let walks = args.paths.iter().map(|path| files(path)).collect::<Result<Vec<_>, _>>()?;
    let against = Against::of(args)?;
    notes::write(against.contracts(), streams.errors)?;
    let threads = args.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from);
    let settings = Settings { threads, longest: args.max_document };
    let drift = corpus::check(&against, walks, settings, streams);
    if drift.totals().payloads == 0 {
        return Err(nothing(&drift));
    }
    report::write(streams.output, &drift, args.format.into(), streams.look)?;
    Ok(exit(&drift, args.fail_on))
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

/// Nothing was read: what there is instead.
fn nothing(drift: &Drift) -> Failure {
    let unreadable = drift.unreadable.iter().map(|(source, reason)| format!("\n  {source}: {reason}"));
    let skipped = drift.skipped.iter().map(|(what, count)| format!("\n  passed over: {count} {what}"));
    let there: String = unreadable.chain(skipped).collect();
    Failure::request(format!("no payload was read, so nothing was checked{there}"), "")
}

/// What is not known goes before what was found: an exit code of 1 says that everything was read.
fn exit(drift: &Drift, fail_on: FailOn) -> Exit {
    let totals = drift.totals();
    let at_least = match fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Note => Some(Severity::Note),
        FailOn::Never => None,
    };
    if !drift.unreadable.is_empty() || totals.undecided > 0 {
        Exit::Incomplete
    } else if at_least.is_some_and(|least| totals.worst >= Some(least)) {
        Exit::Findings
    } else if totals.unread > 0 {
        // What is no document was not checked, even if its finding does not count.
        Exit::Incomplete
    } else {
        Exit::Clean
    }
}
