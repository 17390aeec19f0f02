//! The run over a corpus: one thread reads, as many as there are check, and what they find is merged.
//!
//! In go the files; out comes their [`Drift`], which is the same whatever the number of threads: merging does not depend on
//! who found what, nor when. No more is held than a few chunks of records and what each thread has found.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

use driftline::{Drift, Routed, Seen};

use super::Against;
use crate::capture::unpack::{self, Member};
use crate::capture::{self, Chunk, Item, Walk};
use crate::progress::{Done, Progress};
use crate::streams::{Streams, Watch};

/// The name of standard input in reports.
const STANDARD_INPUT: &str = "(standard input)";

/// How a corpus is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    /// How many threads check.
    pub(super) threads: usize,
    /// The most bytes that a record may have.
    pub(super) longest: usize,
    /// Whether values may be told.
    pub(super) show_values: bool,
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

/// What the threads have done so far, for whoever waits.
#[derive(Default)]
struct Counts {
    records: AtomicU64,
    findings: AtomicU64,
}

/// Checks every capture of these files.
pub(super) fn check(against: &Against, walks: Vec<Walk>, settings: Settings, streams: &mut Streams<'_>) -> Drift {
    let Streams { input, output: _, errors, look: _, watch } = streams;
    let total = if watch.progress { walks.iter().map(size).sum() } else { 0 };
    let counts = Counts::default();
    let progress = Progress::new(watch.progress.then_some(&mut **errors), total);
    let mut reader = Reader {
        settings,
        watch,
        counts: &counts,
        progress,
        done: Done::default(),
        stopped: false,
        drift: Drift::default(),
    };
    let Settings { longest, show_values, .. } = settings;
    let checker = || Checker { against, longest, show_values, counts: &counts, drift: Drift::default() };
    if settings.threads < 2 {
        let mut checker = checker();
        reader.read(walks, *input, &mut |job| {
            checker.check(job);
            ControlFlow::Continue(())
        });
        return crowded(checker.drift.merge(reader.drift));
    }
    let (sender, receiver) = mpsc::sync_channel(settings.threads);
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..settings.threads).map(|_| scope.spawn(|| checker().run(&receiver))).collect();
        reader.read(walks, *input, &mut |job| send(&sender, job));
        drop(sender);
        let parts =
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        crowded(parts.fold(reader.drift, Drift::merge))
    })
}

/// Says of a contract with too many different findings that not all are told.
fn crowded(mut drift: Drift) -> Drift {
    for (name, contract) in &drift.contracts {
        if contract.others() > 0 {
            let name = if name.is_empty() { "(no contract)" } else { name };
            let reason = format!("too many different findings: {} of them are not told", contract.others());
            drift.unreadable.insert(name.to_owned(), reason);
        }
    }
    drift
}

/// Hands a job on; where nobody takes it any more there is no sense in reading on.
fn send(sender: &SyncSender<Job>, job: Job) -> ControlFlow<()> {
    sender.send(job).map_or(ControlFlow::Break(()), ControlFlow::Continue)
}

/// How many bytes the files have on the disk.
fn size(walk: &Walk) -> u64 {
    walk.files.iter().filter_map(|(path, _)| Some(path.metadata().ok()?.len())).sum()
}

/// Reads files, and hands their records on.
struct Reader<'r> {
    settings: Settings,
    watch: &'r Watch,
    counts: &'r Counts,
    progress: Progress<'r>,
    done: Done,
    /// Whether the work ended early.
    stopped: bool,
    /// What can be said without looking into a record.
    drift: Drift,
}

/// Takes jobs until it has enough.
type Jobs<'j> = dyn FnMut(Job) -> ControlFlow<()> + 'j;

impl Reader<'_> {
    fn read(&mut self, walks: Vec<Walk>, input: &mut dyn Read, jobs: &mut Jobs<'_>) {
        let mut behind = 0;
        for walk in walks {
            for (what, count) in walk.passed {
                *self.drift.skipped.entry(what).or_default() += count;
            }
            for (path, reason) in walk.unreadable {
                self.drift.unreadable.insert(name(&path), reason);
            }
            for (path, form) in walk.files {
                self.stopped |= self.watch.is_stopped();
                if self.stopped {
                    continue;
                }
                let size = if self.watch.progress { path.metadata().map_or(0, |file| file.len()) } else { 0 };
                let mut members = |member: Member<'_>| self.member(member, behind, size, jobs);
                if path.as_os_str() == "-" {
                    unpack::stream(input, STANDARD_INPUT, form, &mut members);
                } else {
                    unpack::open(&path, &name(&path), form, &mut members);
                }
                behind += size;
            }
        }
        if self.stopped {
            let reason = "stopped before the end: this is a part of the corpus, and the report is partial";
            self.drift.unreadable.insert("(the rest)".to_owned(), reason.to_owned());
        }
    }

    /// Reads what is in a file, of which so many bytes are behind us and so many are its own.
    fn member(&mut self, member: Member<'_>, behind: u64, size: u64, jobs: &mut Jobs<'_>) -> ControlFlow<()> {
        match member {
            Member::Passed(what) => *self.drift.skipped.entry(what).or_default() += 1,
            Member::Unreadable { name, reason } => {
                self.drift.unreadable.insert(name, reason);
            }
            Member::Stream { name, form, input, read } => {
                let source = Arc::new(Source { name: name.to_owned(), captures: AtomicU64::new(0) });
                let framed = capture::frame(input, form, self.settings.longest, &mut |chunk| {
                    self.done.bytes += chunk.len() as u64;
                    self.done.of_total = behind + read.get().min(size);
                    self.done.records = self.counts.records.load(Ordering::Relaxed);
                    self.done.findings = self.counts.findings.load(Ordering::Relaxed);
                    self.progress.show(self.done);
                    jobs(Job { source: Arc::clone(&source), chunk })?;
                    self.stopped |= self.watch.is_stopped();
                    if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
                match framed {
                    Ok(()) => self.drift.files += 1,
                    Err(error) => {
                        self.drift.unreadable.insert(source.name.clone(), error.to_string());
                    }
                }
                source_done(source, &mut self.drift);
            }
        }
        if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// The name of a file in reports: with `/` on every system.
fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
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
    /// Whether what messages are called may be told.
    show_values: bool,
    counts: &'a Counts,
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
        self.counts.records.fetch_add(captures, Ordering::Relaxed);
        drop(chunk);
        source_done(source, &mut self.drift);
    }

    fn item(&mut self, item: Item<'_>, seen: &mut Seen) {
        match item {
            Item::Capture(capture) => {
                (seen.record, seen.offset, seen.part) = (capture.record, capture.offset, capture.part);
                seen.call(capture.id.filter(|_| self.show_values));
                let routed = self.against.check(&capture.headers, &capture.body);
                self.counts.findings.fetch_add(routed.findings.len() as u64, Ordering::Relaxed);
                self.drift.add(seen, capture.time.as_deref(), &routed);
            }
            Item::Passed(what) => *self.drift.skipped.entry(what).or_default() += 1,
            Item::TooLong { record, offset } => {
                (seen.record, seen.offset, seen.part) = (record, offset, None);
                seen.call(None);
                self.drift.add(seen, None, &Routed::too_long(self.longest));
            }
            Item::Broken { record, reason } => {
                (seen.record, seen.part) = (record, None);
                seen.call(None);
                self.drift.unreadable.insert(seen.to_string(), reason);
            }
        }
    }
}
