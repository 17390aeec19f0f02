//! The run over a corpus: one thread reads, as many as there are check, and what they find is merged.
//!
//! In go the files; out comes their [`Drift`], which is the same whatever the number of threads: merging does not depend on
//! who found what, nor when. No more is held than a few chunks of records and what each thread has found.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

use driftline::{Drift, Routed, Seen};

use super::Against;
use crate::capture::{self, Chunk, Form, Item, Walk};
use crate::streams::Streams;

/// How a corpus is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    /// How many threads check.
    pub(super) threads: usize,
    /// The most bytes that a record may have.
    pub(super) longest: usize,
}

/// A file that is being read.
struct Source {
    /// Its name in reports.
    name: String,
    /// How many captures were in it so far.
    captures: AtomicU64,
}

/// Records of a file, to be checked.
struct Job {
    source: Arc<Source>,
    chunk: Chunk,
}

/// Checks every capture of these files.
pub(super) fn check(against: &Against, walks: Vec<Walk>, settings: Settings, streams: &mut Streams<'_>) -> Drift {
    let input = &mut *streams.input;
    if settings.threads < 2 {
        let mut checker = Checker { against, longest: settings.longest, drift: Drift::default() };
        let read = read(walks, settings, input, &mut |job| {
            checker.check(job);
            ControlFlow::Continue(())
        });
        return checker.drift.merge(read);
    }
    let (sender, receiver) = mpsc::sync_channel(settings.threads);
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..settings.threads)
            .map(|_| {
                scope.spawn(|| Checker { against, longest: settings.longest, drift: Drift::default() }.run(&receiver))
            })
            .collect();
        let drift = read(walks, settings, input, &mut |job| send(&sender, job));
        drop(sender);
        let parts =
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        parts.fold(drift, Drift::merge)
    })
}

/// Hands a job on; where nobody takes it any more there is no sense in reading on.
fn send(sender: &SyncSender<Job>, job: Job) -> ControlFlow<()> {
    sender.send(job).map_or(ControlFlow::Break(()), ControlFlow::Continue)
}

/// Reads the files, and hands their records on. What comes back is what can be said without looking into a record.
fn read(
    walks: Vec<Walk>,
    settings: Settings,
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Job) -> ControlFlow<()>,
) -> Drift {
    let mut drift = Drift::default();
    for walk in walks {
        for (what, count) in walk.passed {
            *drift.skipped.entry(what).or_default() += count;
        }
        for (path, reason) in walk.unreadable {
            drift.unreadable.insert((name(&path), reason));
        }
        for (path, form) in walk.files {
            let source = Arc::new(Source { name: name(&path), captures: AtomicU64::new(0) });
            match read_file(&path, form, &source, settings, input, sink) {
                Ok(()) => drift.files += 1,
                Err(error) => {
                    drift.unreadable.insert((source.name.clone(), error.to_string()));
                }
            }
            // Whoever lets go of a source last says whether it was empty.
            source_done(source, &mut drift);
        }
    }
    drift
}

fn read_file(
    path: &Path,
    form: Form,
    source: &Arc<Source>,
    settings: Settings,
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Job) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut file;
    let input = if path.as_os_str() == "-" {
        input
    } else {
        file = File::open(path)?;
        &mut file as &mut dyn Read
    };
    capture::frame(input, form, settings.longest, &mut |chunk| sink(Job { source: Arc::clone(source), chunk }))
}

/// The name of a file in reports: with `/` on every system.
fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "(standard input)".to_owned() } else { path.to_string_lossy().replace('\\', "/") }
}

/// Counts a file in which there was no capture, when nobody has a part of it any more.
fn source_done(source: Arc<Source>, drift: &mut Drift) {
    if Arc::into_inner(source).is_some_and(|source| source.captures.into_inner() == 0) {
        *drift.skipped.entry("file without a payload".to_owned()).or_default() += 1;
    }
}

/// Checks records, and sums up what it finds.
struct Checker<'a> {
    against: &'a Against,
    longest: usize,
    drift: Drift,
}

impl Checker<'_> {
    /// Checks what there is to check until there is no more.
    fn run(mut self, jobs: &Mutex<Receiver<Job>>) -> Drift {
        loop {
            // A thread that panicked while it waited has taken nothing.
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            match job {
                Ok(job) => self.check(job),
                Err(_) => return self.drift,
            }
        }
    }

    fn check(&mut self, job: Job) {
        let Job { source, chunk } = job;
        let mut seen = Seen { source: source.name.clone(), ..Seen::default() };
        let mut captures = 0;
        chunk.open(&mut |item| {
            let counts = !matches!(item, Item::Passed(_));
            captures += u64::from(counts);
            self.item(item, &mut seen);
        });
        source.captures.fetch_add(captures, Ordering::Relaxed);
        drop(chunk);
        source_done(source, &mut self.drift);
    }

    fn item(&mut self, item: Item<'_>, seen: &mut Seen) {
        match item {
            Item::Capture(capture) => {
                (seen.record, seen.offset, seen.part) = (capture.record, capture.offset, capture.part);
                let routed = self.against.check(&capture.headers, &capture.body);
                self.drift.add(seen, capture.time.as_deref(), &routed);
            }
            Item::Passed(what) => *self.drift.skipped.entry(what).or_default() += 1,
            Item::TooLong { record, offset } => {
                (seen.record, seen.offset, seen.part) = (record, offset, None);
                self.drift.add(seen, None, &Routed::too_long(self.longest));
            }
            Item::Broken { record, reason } => {
                (seen.record, seen.part) = (record, None);
                self.drift.unreadable.insert((seen.to_string(), reason));
            }
        }
    }
}
