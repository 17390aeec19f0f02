//! `driftline redact`: captures in, captures with other values and the same drift report out.
//!
//! A file is rewritten whole, NDJSON line by line; a line that is no document becomes an empty one. What is written is checked
//! beside what it was written from.

mod document;
mod encoding;
mod envelope;
mod units;

use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::path::{Path, PathBuf};

use driftline::report::layout::visible;
use driftline::schemas::contracts::Literal;
use driftline::{ContractOptions, Redaction, Route};

use super::check::against::{self, Against};
use super::check::expanded;
use crate::args::Redact;
use crate::capture::{self, Form, Item};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::streams::Streams;
use crate::vendors;

/// Rewrites every capture.
pub(crate) fn run(args: &Redact, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let (against, words) = against(args)?;
    let secret = args.key.as_ref().map_or_else(random, |key| key.clone().into_bytes());
    let mut redaction = Redaction::new(&secret, against.contracts());
    words.iter().for_each(|word| redaction.keep(word));
    let mut work = Work { redaction: &redaction, against: &against, faults: Vec::new() };
    let written = match (args.paths.as_slice(), &args.output) {
        ([path], None) if path.as_os_str() == "-" => work.stream(streams)?,
        (paths, Some(folder)) if paths.iter().all(|path| path.as_os_str() != "-") => {
            let (written, all) = work.folder(paths, folder)?;
            let folder = folder.display().to_string();
            writeln!(streams.output, "{written} of {all} files written to {}", visible(&folder))?;
            written
        }
        _ => {
            let help = "files go to a folder: driftline redact captures/ -o fixtures/; - alone goes to standard output";
            return Err(Failure::request("it is not said where the captures are to go", help));
        }
    };
    for fault in &work.faults {
        writeln!(streams.errors, "{}", visible(fault))?;
    }
    Ok(match (written, work.faults.is_empty()) {
        (0, _) => Exit::Failed,
        (_, true) => Exit::Clean,
        (_, false) => Exit::Incomplete,
    })
}

/// What the payloads belong to, and the words beyond their schemas by which they are recognised.
fn against(args: &Redact) -> Result<(Against, Vec<String>), Failure> {
    let options = ContractOptions::default();
    if !args.schema.is_empty() {
        let contract = |schema: &String| against::contract(schema, &args.root, options.clone());
        return Ok((
            Against::Given(Route::to(args.schema.iter().map(contract).collect::<Result<_, _>>()?)),
            Vec::new(),
        ));
    }
    let vendors = vendors::load(&args.vendors)?;
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
    Ok((Against::Recognised(vendors.routes(&options)?), words))
}

/// A key that is drawn from the system's randomness and that nobody is told.
fn random() -> Vec<u8> {
    [0, 1].into_iter().flat_map(|half: u8| RandomState::new().hash_one(half).to_le_bytes()).collect()
}

struct Work<'w> {
    redaction: &'w Redaction<'w>,
    against: &'w Against,
    /// What was not written, or is not as it was, and why.
    faults: Vec<String>,
}

impl Work<'_> {
    /// Rewrites standard input to standard output; how many documents were written.
    fn stream(&mut self, streams: &mut Streams<'_>) -> Result<usize, Failure> {
        let mut bytes = Vec::new();
        let read = streams.input.read_to_end(&mut bytes);
        read.map_err(|error| Failure::request(format!("standard input: {error}"), ""))?;
        let Some(rewritten) = self.file("(standard input)", &bytes, Form::Unknown) else { return Ok(0) };
        streams.output.write_all(&rewritten)?;
        Ok(1)
    }

    /// Rewrites files into a folder; how many were written, and how many there are.
    fn folder(&mut self, paths: &[PathBuf], folder: &Path) -> Result<(usize, usize), Failure> {
        let (mut written, mut all) = (0, 0);
        for root in paths.iter().map(|path| expanded(path)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            let walk = capture::walk(&root);
            for (path, reason) in walk.unreadable {
                self.faults.push(format!("{}: {reason}", path.display()));
            }
            for (path, form) in walk.files {
                all += 1;
                let own = path.strip_prefix(&root).ok().filter(|own| own.file_name().is_some());
                let target = folder.join(own.or(path.file_name().map(Path::new)).unwrap_or(&path));
                let name = path.display().to_string();
                if target.exists() {
                    let help = "nothing is overwritten: name a folder that is not there yet";
                    return Err(Failure::request(format!("{}: is there already", target.display()), help));
                }
                let bytes = match std::fs::read(&path) {
                    Ok(bytes) => bytes,
                    Err(error) => {
                        self.faults.push(format!("{name}: {error}"));
                        continue;
                    }
                };
                if let Some(rewritten) = self.file(&name, &bytes, form) {
                    save(&target, &rewritten)
                        .map_err(|error| Failure::request(format!("{}: {error}", target.display()), ""))?;
                    written += 1;
                }
            }
        }
        Ok((written, all))
    }

    /// Rewrites a file, unless it is no document.
    fn file(&mut self, name: &str, bytes: &[u8], form: Form) -> Option<Vec<u8>> {
        let whole = if form == Form::Lines { Err(String::new()) } else { document::rewritten(bytes, self.redaction) };
        let rewritten = match whole {
            Ok(rewritten) => rewritten,
            Err(reason) => match self.lines(name, bytes, form) {
                Some(rewritten) => rewritten,
                None => {
                    self.faults.push(format!("{name}: not written, {reason}"));
                    return None;
                }
            },
        };
        let [before, after] = [bytes, &rewritten].map(|bytes| self.found(bytes, form));
        // What is no document is told of already, or stands in an envelope that is one.
        let read = |found: &Vec<Found>| found.iter().filter(|found| found.is_read).cloned().collect::<Vec<_>>();
        let (before, after) = (read(&before), read(&after));
        for (_, found) in before.iter().enumerate().filter(|(at, found)| after.get(*at) != Some(found)) {
            let record = found.record.map(|record| format!("#{record}")).unwrap_or_default();
            self.faults.push(format!("{name}{record}: written, and what a check finds in it is not the same"));
        }
        Some(rewritten)
    }

    /// Rewrites a file of lines, if it is one.
    fn lines(&mut self, name: &str, bytes: &[u8], form: Form) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(bytes.len());
        let mut faults = Vec::new();
        let mut written = 0;
        for (line, number) in bytes.split_inclusive(|byte| *byte == b'\n').zip(1_u64..) {
            let text = line.trim_ascii();
            let blank = line.len() - line.trim_ascii_start().len();
            match document::rewritten(text, self.redaction) {
                _ if text.is_empty() => out.extend(line),
                Ok(rewritten) => {
                    written += 1;
                    out.extend(line.iter().take(blank).chain(&rewritten).chain(line.iter().skip(blank + text.len())));
                }
                // Blanks, so that the lines behind are where they were.
                Err(reason) => {
                    faults.push(format!("{name}#{number}: not written, {reason}"));
                    out.extend(line.iter().map(|byte| if byte.is_ascii_whitespace() { *byte } else { b' ' }));
                }
            }
        }
        // In a file of an unknown form most lines have to be documents.
        let is_lines = form == Form::Lines || form == Form::Unknown && written > faults.len();
        (is_lines && written > 0).then(|| {
            self.faults.extend(faults);
            out
        })
    }

    /// What a check finds in each capture.
    fn found(&self, bytes: &[u8], form: Form) -> Vec<Found> {
        let mut found = Vec::new();
        capture::read(bytes, form, &mut |item| match item {
            Item::Capture(capture) => {
                let routed = self.against.check(&capture.headers, &capture.body);
                let contract = routed.contract.map(driftline::Contract::name);
                let is_read = !matches!(routed.outcome, driftline::Outcome::Unread);
                let findings = format!("{contract:?} {:?} {:?} {:?}", capture.time, routed.findings, routed.notes);
                found.push(Found { record: capture.record, is_read, findings });
            }
            Item::Passed(what) => found.push(Found { record: None, is_read: true, findings: what }),
            Item::Broken { .. } | Item::TooLong { .. } => {}
        });
        found
    }
}

/// What a check finds in a capture.
#[derive(Clone, PartialEq)]
struct Found {
    record: Option<u64>,
    /// Whether it is a document.
    is_read: bool,
    findings: String,
}

fn save(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::File::create_new(target)?.write_all(bytes)
}
