//! `driftline redact`: captures in, captures with other values and the same drift report out.
//!
//! Files are read as a check reads them, and written in their own form; see [`stream`]. What cannot be rewritten is named and
//! not written.

mod cassette;
mod coding;
mod document;
mod encoding;
mod envelope;
mod flow;
mod gap;
mod outline;
mod packed;
mod rewriter;
mod stream;
mod tee;
mod units;
mod work;

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use driftline::report::layout::visible;
use driftline::schemas::contracts::Literal;
use driftline::{ContractOptions, Redaction};

use super::check::against::Against;
use super::check::expanded;
use crate::args::Redact;
use crate::capture::{self, Form, Walk};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::{self, Progress};
use crate::streams::Streams;
use crate::vendors;
use work::{Unwritten, Work};

/// Rewrites every capture.
pub(crate) fn run(args: &Redact, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let Done { written, all, faults, passed } = rewrite(args, streams)?;
    if let Some(folder) = &args.output {
        writeln!(streams.output, "{written} of {all} files written to {}", visible(&folder.display().to_string()))?;
    }
    for (what, count) in passed {
        writeln!(streams.errors, "passed over: {count} {}", visible(&what))?;
    }
    for fault in &faults {
        writeln!(streams.errors, "{}", visible(fault))?;
    }
    Ok(match (written, faults.is_empty()) {
        (0, _) => Exit::Failed,
        (_, true) => Exit::Clean,
        (_, false) => Exit::Incomplete,
    })
}

/// What was done.
struct Done {
    /// How many files were written, and of how many.
    written: usize,
    all: usize,
    faults: Vec<String>,
    passed: BTreeMap<String, u64>,
}

fn rewrite(args: &Redact, streams: &mut Streams<'_>) -> Result<Done, Failure> {
    let walks = walks(args)?;
    let (against, words) = against(args)?;
    let secret = args.key.as_ref().map_or_else(random, |key| key.clone().into_bytes());
    let mut redaction = Redaction::new(&secret, against.contracts());
    words.iter().for_each(|word| redaction.keep(word));
    let Streams { input, output, errors, look: _, watch } = streams;
    let files = walks.iter().flat_map(|(walk, _)| &walk.files);
    let sizes = files.filter(|_| watch.progress).filter_map(|(path, _)| Some(path.metadata().ok()?.len()));
    let mut work = Work {
        redaction: &redaction,
        against: &against,
        longest: args.max_document,
        threads: args.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from),
        watch,
        progress: Progress::new(watch.progress.then_some(&mut **errors), sizes.sum()),
        done: progress::Done::default(),
        faults: Vec::new(),
        passed: BTreeMap::new(),
    };
    let (written, all) = match &args.output {
        Some(folder) => files_to(folder, walks, &mut work)?,
        None => match packed::stream(*input, "(standard input)", Form::Unknown, *output, &mut work) {
            Ok(()) => (1, 1),
            Err(Unwritten::Output(error)) => return Err(error.into()),
            Err(Unwritten::Because(reason)) => {
                work.faults.push(format!("(standard input): not written, {reason}"));
                (0, 1)
            }
        },
    };
    Ok(Done { written, all, faults: work.faults, passed: work.passed })
}

/// The files of each path, and the path; none where standard input goes to standard output.
fn walks(args: &Redact) -> Result<Vec<(Walk, PathBuf)>, Failure> {
    let is_stream = args.paths.iter().any(|path| path.as_os_str() == "-");
    if is_stream && args.paths.len() == 1 && args.output.is_none() {
        return Ok(Vec::new());
    }
    if is_stream || args.output.is_none() {
        let help = "files go to a folder: driftline redact captures/ -o fixtures/; - alone goes to standard output";
        return Err(Failure::request("it is not said where the captures are to go", help));
    }
    let roots = args.paths.iter().map(|path| expanded(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(roots.into_iter().flatten().map(|root| (capture::walk(&root), root)).collect())
}

/// What the payloads belong to, and the words beyond their schemas by which they are recognised.
fn against(args: &Redact) -> Result<(Against, Vec<String>), Failure> {
    let against = Against::load(&args.choice, ContractOptions::default())?;
    if !args.choice.schema.is_empty() {
        return Ok((against, Vec::new()));
    }
    let vendors = vendors::load(&args.choice.vendors)?;
    let rules = vendors.messages().flat_map(|(message, _)| &message.recognise);
    let mut words = Vec::new();
    for rule in rules {
        words.extend(rule.header.iter().filter_map(|header| header.equals.clone()));
        for literal in rule.pointer.iter().flat_map(|pointer| &pointer.any_of) {
            match literal {
                Literal::Text(text) | Literal::Number(text) => words.push(text.clone()),
                Literal::Boolean(_) => {}
            }
        }
    }
    Ok((against, words))
}

/// A key that is drawn from the system's randomness and that nobody is told.
fn random() -> Vec<u8> {
    [0, 1].into_iter().flat_map(|half: u8| RandomState::new().hash_one(half).to_le_bytes()).collect()
}

/// Rewrites files into a folder; how many were written, and how many there are.
fn files_to(folder: &Path, walks: Vec<(Walk, PathBuf)>, work: &mut Work<'_>) -> Result<(usize, usize), Failure> {
    let (mut written, mut all) = (0, 0);
    for (walk, root) in walks {
        let Walk { files, passed, unreadable } = walk;
        for (what, count) in passed {
            *work.passed.entry(what).or_default() += count;
        }
        let unreadable = unreadable.into_iter().map(|(path, reason)| format!("{}: {reason}", path.display()));
        work.faults.extend(unreadable);
        for (path, form) in files {
            all += 1;
            let own = path.strip_prefix(&root).ok().filter(|own| own.file_name().is_some());
            let target = folder.join(own.or(path.file_name().map(Path::new)).unwrap_or(&path));
            let name = path.display().to_string();
            if target.exists() {
                let help = "nothing is overwritten: name a folder that is not there yet";
                return Err(Failure::request(format!("{}: is there already", target.display()), help));
            }
            if work.watch.is_stopped() {
                work.faults.push(format!("{name}: not written, stopped before it"));
                continue;
            }
            match packed::file(&path, &name, form, &target, work) {
                Ok(()) => written += 1,
                Err(Unwritten::Because(reason)) => work.faults.push(format!("{name}: not written, {reason}")),
                Err(Unwritten::Output(error)) => {
                    return Err(Failure::request(format!("{}: {error}", target.display()), ""));
                }
            }
        }
    }
    Ok((written, all))
}
