//! One stream of captures, rewritten record by record in memory that does not grow with it.
//!
//! In go the bytes of a file, out come the bytes of the rewritten one. Records are cut as a check cuts them, rewritten on all
//! processors, and each is checked beside what it was. What stands between them is rewritten too. A record that cannot be
//! rewritten leaves an empty one, so that those behind it keep their number and their place.

use std::cell::RefCell;
use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;

use driftline::{Contract, Redaction};

use super::super::check::against::Against;
use super::envelope::Part;
use super::rewriter::Rewriter;
use super::tee::{Held, Tee};
use super::work::{Unwritten, Work};
use super::{cassette, document, flow, gap};
use crate::capture::{self, Chunk, Cut, Extent, Form, Holds, Item};

/// How many bytes are read beyond a record until it is cut.
const STEP: usize = 1 << 18;

/// Rewrites a stream.
///
/// # Errors
/// Where nothing of it can be rewritten, or it cannot be written. What was written until then is good for nothing.
pub(super) fn rewrite(
    input: &mut dyn Read,
    name: &str,
    form: Form,
    out: &mut dyn Write,
    work: &mut Work<'_>,
) -> Result<(), Unwritten> {
    let mut head = Vec::new();
    (&mut *input).take(STEP as u64).read_to_end(&mut head).map_err(Unwritten::because)?;
    let is_yaml = capture::is_yaml(&head, form);
    let mut input = Cursor::new(head).chain(input);
    if is_yaml {
        return whole(&mut input, name, form, out, work);
    }
    let held = RefCell::new(Held::up_to(work.longest.saturating_add(4 * STEP)));
    let mut tee = Tee { input: &mut input, held: &held };
    let mut records = Records { name, held: &held, out, work, written: 0, lost: 0, last: Last::None, is_array: false };
    let mut ended = Ok(());
    let longest = records.work.longest;
    let framed = capture::frame(&mut tee, form, longest, &mut |chunk| {
        ended = records.chunk(&chunk);
        if ended.is_err() || records.work.watch.is_stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    ended?;
    records.end()?;
    framed.map_err(Unwritten::because)
}

/// Rewrites a cassette in YAML, which is read as a whole.
fn whole(
    input: &mut dyn Read,
    name: &str,
    form: Form,
    out: &mut dyn Write,
    work: &mut Work<'_>,
) -> Result<(), Unwritten> {
    let mut bytes = Vec::new();
    let most = u64::try_from(work.longest).unwrap_or(u64::MAX).saturating_add(1);
    input.take(most).read_to_end(&mut bytes).map_err(Unwritten::because)?;
    if bytes.len() > work.longest {
        return Err(Unwritten::because(TOO_LONG));
    }
    let rewritten = cassette::rewritten(&bytes, &work.rewriter()).map_err(Unwritten::Because)?;
    let found = |bytes: &[u8]| {
        let mut found = Vec::new();
        capture::read(bytes, form, &mut |item| found.push(Found::of(item, work.against)));
        found
    };
    if found(&bytes) != found(&rewritten) {
        work.faults.push(format!("{name}: {OTHER}"));
    }
    work.done.bytes += bytes.len() as u64;
    Ok(out.write_all(&rewritten)?)
}

/// What to say of a record that is too long.
const TOO_LONG: &str = "it has more bytes than are allowed (--max-document)";
/// What to say of a record whose report changed.
const OTHER: &str = "written, and what a check finds in it is not the same";

/// The record that was seen last.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// None was.
    None,
    /// It was rewritten, or replaced by an empty one.
    Done,
    /// It is too long, and what follows up to the next is the rest of it.
    TooLong,
}

/// Records on their way from a stream to another.
struct Records<'r, 'w> {
    name: &'r str,
    held: &'r RefCell<Held>,
    out: &'r mut dyn Write,
    work: &'r mut Work<'w>,
    written: u64,
    /// How many could not be rewritten.
    lost: u64,
    last: Last,
    /// Whether the records are items of an array.
    is_array: bool,
}

impl Records<'_, '_> {
    /// Rewrites the records of a chunk, and what stands before and between them.
    fn chunk(&mut self, chunk: &Chunk) -> Result<(), Unwritten> {
        self.work.done.bytes += chunk.len() as u64;
        self.work.done.of_total += chunk.len() as u64;
        let rewritten = rewritten(chunk, self.work);
        for ((cut, bytes), Rewritten { record, fault, findings }) in chunk.cuts().zip(rewritten) {
            self.gap(cut.offset)?;
            self.work.done.records += 1;
            self.work.done.findings += findings;
            let place = cut.record.map(|record| format!("#{record}")).unwrap_or_default();
            let named = |reason: &str| format!("{}{place}: {reason}", self.name);
            self.last = Last::Done;
            match (&cut.extent, record) {
                (Extent::Bytes(_), Ok(record)) => {
                    self.work.faults.extend(fault.map(|fault| named(&fault)));
                    self.held.borrow_mut().next(bytes.len());
                    self.out.write_all(&record)?;
                    self.written += 1;
                }
                (Extent::Bytes(_), Err(reason)) if cut.record.is_none() => return Err(Unwritten::Because(reason)),
                (Extent::Bytes(_), Err(reason)) => {
                    self.work.faults.push(named(&format!("not written, {reason}")));
                    self.held.borrow_mut().next(bytes.len());
                    self.out.write_all(&empty(bytes, chunk.holds, self.is_array))?;
                    self.lost += 1;
                }
                // What follows it in an export cannot be told from it.
                (Extent::TooLong, _) if cut.record.is_none() || self.is_array => {
                    return Err(Unwritten::Because(format!("{TOO_LONG}{place}")));
                }
                (Extent::TooLong, _) => {
                    self.work.faults.push(named(&format!("not written, {TOO_LONG}")));
                    self.last = Last::TooLong;
                    self.lost += 1;
                }
                (Extent::Broken(reason), _) if self.written + self.lost == 0 => {
                    return Err(Unwritten::because(reason));
                }
                (Extent::Broken(reason), _) if cut.record.is_some() => {
                    self.work.faults.push(named(&format!("not written, {reason}")));
                    let mut held = self.held.borrow_mut();
                    let rest = held.before(u64::MAX).1;
                    // How it begins tells that it is there.
                    let begin = rest.iter().take(1).filter(|byte| !byte.is_ascii_alphanumeric());
                    let begin: Vec<u8> = begin.copied().chain(blanks(rest).into_iter().skip(1)).collect();
                    self.out.write_all(&begin)?;
                    self.lost += 1;
                }
                // The export ends before its end; so does the rewritten one.
                (Extent::Broken(_), _) => {}
            }
            if !self.is_array {
                self.out.write_all(self.held.borrow_mut().blanks())?;
            }
        }
        self.work.progress.show(self.work.done);
        Ok(())
    }

    /// Rewrites what stands before a place, where no record is.
    fn gap(&mut self, offset: u64) -> Result<(), Unwritten> {
        let mut held = self.held.borrow_mut();
        let (forgotten, gap) = held.before(offset);
        if forgotten > 0 && self.is_array {
            return Err(Unwritten::because("more lies between its records than is held in memory"));
        }
        for _ in 0..forgotten {
            self.out.write_all(b" ")?;
        }
        if self.last == Last::TooLong {
            return Ok(self.out.write_all(&blanks(gap))?);
        }
        self.is_array |= gap.iter().any(|byte| matches!(byte, b'{' | b'['));
        Ok(self.out.write_all(&gap::rewritten(gap, &self.work.rewriter()))?)
    }

    /// What stands behind the last record.
    fn end(&mut self) -> Result<(), Unwritten> {
        if self.work.watch.is_stopped() {
            self.work.faults.push(format!("{}: stopped before the end: what is written is a part of it", self.name));
            return Ok(());
        }
        let is_blank = |held: &mut Held| held.blanks().len();
        match (self.last, self.written) {
            // A file of nothing but blanks is as it was.
            (Last::None, _) => {
                let mut held = self.held.borrow_mut();
                let blank = vec![b'\n'; is_blank(&mut held)];
                if !held.before(u64::MAX).1.is_empty() {
                    return Err(Unwritten::because("there are no captures in it"));
                }
                Ok(self.out.write_all(&blank)?)
            }
            (_, 0) => Err(Unwritten::because("none of its records can be rewritten")),
            _ => self.gap(u64::MAX),
        }
    }
}

/// A record that was rewritten.
struct Rewritten {
    /// Its bytes; or why it is not there, in words.
    record: Result<Vec<u8>, String>,
    fault: Option<String>,
    findings: u64,
}

/// Rewrites the records of a chunk on all processors.
fn rewritten(chunk: &Chunk, work: &Work<'_>) -> Vec<Rewritten> {
    let cuts: Vec<_> = chunk.cuts().collect();
    let (against, redaction) = (work.against, work.redaction);
    let each = &|part: &[(&Cut, &[u8])]| -> Vec<_> {
        part.iter().map(|(cut, bytes)| record(cut, bytes, chunk.holds, against, redaction)).collect()
    };
    if cuts.len() < 2 || work.threads < 2 {
        return each(&cuts);
    }
    std::thread::scope(|scope| {
        let parts = cuts.chunks(cuts.len().div_ceil(work.threads));
        let workers: Vec<_> = parts.map(|part| scope.spawn(move || each(part))).collect();
        let parts = workers.into_iter().map(|worker| worker.join());
        parts.flat_map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// Rewrites a record, and checks it beside what it was.
fn record(cut: &Cut, bytes: &[u8], holds: Holds, against: &Against, redaction: &Redaction<'_>) -> Rewritten {
    if matches!(cut.extent, Extent::TooLong | Extent::Broken(_)) {
        return Rewritten { record: Err(String::new()), fault: None, findings: 0 };
    }
    let found = |bytes: &[u8]| {
        let mut found = Vec::new();
        capture::open_alone(bytes, holds, &mut |item| found.push(Found::of(item, against)));
        found
    };
    let before = found(bytes);
    let findings = before.iter().map(|found| found.findings).sum();
    let told: String = before.iter().map(|found| found.all.as_str()).collect();
    // Of a payload that nobody recognises no report tells a field.
    let told = before.iter().all(|found| found.is_recognised).then_some(told.as_str());
    // Where a report changes with the names of fields, they stay.
    let mut fault = None;
    for told in told.map(Some).into_iter().chain([None]) {
        let record = rewritten_as(bytes, holds, &Rewriter { redaction, told });
        fault = match &record {
            Ok(new) if found(new) != before => Some(OTHER.to_owned()),
            Ok(_) | Err(_) => None,
        };
        if fault.is_none() || told.is_none() {
            return Rewritten { record, fault, findings };
        }
    }
    Rewritten { record: Err(String::new()), fault, findings }
}

/// Rewrites a record by what it holds.
fn rewritten_as(bytes: &[u8], holds: Holds, rewriter: &Rewriter<'_>) -> Result<Vec<u8>, String> {
    match holds {
        Holds::Flow => flow::rewritten(bytes, rewriter),
        Holds::Payload | Holds::Record => document::rewritten(bytes, Part::Bare, rewriter),
        Holds::Entry | Holds::Item | Holds::Interaction => document::rewritten(bytes, Part::Envelope, rewriter),
    }
}

/// What a check finds in a capture.
#[derive(PartialEq)]
struct Found {
    findings: u64,
    /// Whether it is no payload, or one of a known contract.
    is_recognised: bool,
    all: String,
}

impl Found {
    fn of(item: Item<'_>, against: &Against) -> Self {
        match item {
            Item::Capture(capture) => {
                let routed = against.check(&capture.headers, &capture.body);
                let contract = routed.contract.map(Contract::name);
                let all = format!("{contract:?} {:?} {:?} {:?}", capture.time, routed.findings, routed.notes);
                Self { findings: routed.findings.len() as u64, is_recognised: contract.is_some(), all }
            }
            Item::Passed(what) => Self { findings: 0, is_recognised: true, all: what },
            Item::Broken { record: _, reason } => Self { findings: 0, is_recognised: true, all: reason },
            Item::TooLong { .. } => Self { findings: 0, is_recognised: true, all: String::new() },
        }
    }
}

/// A record that says nothing, in the place of one.
fn empty(bytes: &[u8], holds: Holds, is_array: bool) -> Vec<u8> {
    match (holds, bytes.len()) {
        (Holds::Flow, _) => b"0:}".to_vec(),
        (_, 0..2) if is_array => b"0".to_vec(),
        _ if is_array => [b"{}", &*blanks(bytes.get(2..).unwrap_or_default())].concat(),
        _ => blanks(bytes),
    }
}

/// Blanks, so that what is behind them is where it was.
fn blanks(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| if byte.is_ascii_whitespace() { *byte } else { b' ' }).collect()
}
