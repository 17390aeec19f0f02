//! A large XML payload beside what else there is to read and check it with, alternating in one run, so that ratios hold on
//! any machine; and the memory that it takes.
//!
//! Run: `cargo bench -p driftline-tests --bench large`. Prints a table of medians. `xmllint` is left out, with a word, where
//! it is not installed.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use driftline::schemas::Document;
use driftline::schemas::document::ReadOptions;
use driftline::schemas::files::Disk;
use driftline::{Contract, ContractOptions};
use driftline_cli::{Look, Streams, Watch};
use driftline_tests::payloads;
use xsd_schema::validation::{CollectingValidationSink, SchemaValidator, ValidationFlags, drive_quick_xml};
use xsd_schema::{SchemaSet, load_and_process_schema};

type Failure = Box<dyn Error>;

const VENDORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/vendors");
const RESPONSE: &str = "neto/get-cart/GetCartResponse.xsd";
const EVENT: &str = "neto/order-notification/2024/EventSchema.xsd";

/// Bytes of the response, but for its end.
const SIZE: usize = 50_000_000;
/// Runs of what is fast, and of what takes seconds.
const ROUNDS: usize = 9;
const SLOW_ROUNDS: usize = 3;
/// Events in one run.
const EVENTS: u32 = 20_000;

/// What a process of its own is to do, so that its memory can be told: `large memory read FILE`.
const MEMORY: &str = "memory";

fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [MEMORY, what, file] => memory(what, file),
        _ => table(),
    }
}

fn contract(schema: &str) -> Result<Contract, Failure> {
    Ok(Contract::load_from(&format!("{VENDORS}/{schema}"), ContractOptions::default(), &Disk)?)
}

/// Something to be timed.
struct Subject<'s> {
    name: &'static str,
    rounds: usize,
    run: Box<dyn FnMut() -> Result<(), Failure> + 's>,
    times: Vec<Duration>,
}

impl<'s> Subject<'s> {
    fn new(name: &'static str, rounds: usize, run: impl FnMut() -> Result<(), Failure> + 's) -> Self {
        Self { name, rounds, run: Box::new(run), times: Vec::new() }
    }

    fn median(&self) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        times.get(times.len() / 2).map_or(f64::NAN, Duration::as_secs_f64)
    }
}

/// Times all of them in turns, and prints how much of `amount` each does in a second, beside the first.
fn compare(mut subjects: Vec<Subject<'_>>, amount: f64, unit: &str) -> Result<(), Failure> {
    let rounds = subjects.iter().map(|subject| subject.rounds).max().unwrap_or(0);
    for round in 0..rounds {
        for subject in subjects.iter_mut().filter(|subject| round < subject.rounds) {
            let begun = Instant::now();
            (subject.run)()?;
            subject.times.push(begun.elapsed());
        }
    }
    let bare = subjects.first().map_or(f64::NAN, Subject::median);
    for subject in &subjects {
        let median = subject.median();
        println!("  {:<42} {:>10.0} {unit:<9} {:>5.2} of the bare loop", subject.name, amount / median, bare / median);
    }
    Ok(())
}

fn table() -> Result<(), Failure> {
    let text = payloads::carts(SIZE);
    let file = Scratch::new(&text)?;
    println!("GetCart response, {} bytes, medians", text.len());
    large(&text, &file)?;
    println!("peak memory of a process, for {} bytes of document", text.len());
    for (what, name) in [("check", "driftline, check of a file's bytes"), ("command", "driftline check, the command")] {
        match peak(what, &file)? {
            Some(bytes) => println!("  {name:<42} {:>10} bytes     {:>5.2} of it", bytes, ratio(bytes, text.len())),
            None => println!("  {name:<42} not known here: there is no /proc"),
        }
    }
    let event = payloads::event();
    println!("Event, {} bytes, medians", event.len());
    events(&event)
}

/// How many times as much, for people.
fn ratio(bytes: u64, of: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
    let ratio = bytes as f64 / of as f64;
    ratio
}

fn large(text: &str, file: &Scratch) -> Result<(), Failure> {
    let contract = contract(RESPONSE)?;
    let schema = schema_set(RESPONSE)?;
    let mut subjects = vec![
        Subject::new("quick-xml, its bare event loop", ROUNDS, || bare(black_box(text))),
        Subject::new("driftline, read into the arena", ROUNDS, || {
            black_box(Document::read(black_box(text.as_bytes()), &ReadOptions::default())?);
            Ok(())
        }),
        Subject::new("driftline, read and checked", ROUNDS, || {
            let check = contract.check(black_box(text.as_bytes()));
            expect(check.findings().is_empty(), "driftline finds nothing")
        }),
        Subject::new("xsd-schema, read and checked", SLOW_ROUNDS, || {
            let (mut errors, mut warnings) = (Vec::new(), Vec::new());
            // Values are only told to be valid, not kept.
            let flags = ValidationFlags::default() - ValidationFlags::BUILD_PSVI_TYPED_VALUES;
            let sink = CollectingValidationSink { errors: &mut errors, warnings: &mut warnings };
            drive_quick_xml(text.as_bytes(), &mut SchemaValidator::new(&schema, flags).start_run(sink), &schema)?;
            expect(errors.is_empty(), "xsd-schema finds nothing")
        }),
    ];
    if xmllint().arg("--version").status().is_ok() {
        subjects.push(Subject::new("xmllint --stream --schema, the command", SLOW_ROUNDS, || {
            let mut command = xmllint();
            command.args(["--stream", "--noout", "--schema"]).arg(format!("{VENDORS}/{RESPONSE}")).arg(&file.0);
            expect(command.status()?.success(), "xmllint finds nothing")
        }));
    } else {
        println!("  xmllint is not installed here, and is left out");
    }
    compare(subjects, ratio(text.len() as u64, 1_000_000), "MB/s")
}

fn events(event: &str) -> Result<(), Failure> {
    let contract = contract(EVENT)?;
    let subjects = vec![
        Subject::new("quick-xml, its bare event loop", ROUNDS, || (0..EVENTS).try_for_each(|_| bare(black_box(event)))),
        Subject::new("driftline, read and checked", ROUNDS, || {
            (0..EVENTS).try_for_each(|_| {
                let check = contract.check(black_box(event.as_bytes()));
                expect(check.findings().is_empty(), "driftline finds nothing")
            })
        }),
    ];
    compare(subjects, f64::from(EVENTS), "a second")
}

/// The events of `quick-xml` and nothing else: what any reader on top of it costs at least.
fn bare(text: &str) -> Result<(), Failure> {
    let mut reader = quick_xml::Reader::from_str(text);
    while !matches!(black_box(reader.read_event()?), quick_xml::events::Event::Eof) {}
    Ok(())
}

fn schema_set(schema: &str) -> Result<SchemaSet, Failure> {
    let mut set = SchemaSet::new();
    load_and_process_schema(&std::fs::read(format!("{VENDORS}/{schema}"))?, schema, &mut set, None)?;
    Ok(set)
}

fn xmllint() -> Command {
    let mut command = Command::new("xmllint");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn expect(holds: bool, what: &str) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(format!("it does not hold that {what}").into()) }
}

/// A file that is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(text: &str) -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("driftline-large-{}.xml", std::process::id()));
        std::fs::write(&path, text)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind lies among temporary files.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The most memory that a process of its own held at once while it did something with the file.
fn peak(what: &str, file: &Scratch) -> Result<Option<u64>, Failure> {
    let output = Command::new(std::env::current_exe()?).args([MEMORY, what]).arg(&file.0).output()?;
    expect(output.status.success(), "a process of its own ends well")?;
    let told = String::from_utf8(output.stdout)?;
    Ok(told.trim().parse().ok())
}

/// Does something with a file, and prints the most memory that this process held.
fn memory(what: &str, file: &str) -> Result<(), Failure> {
    match what {
        "check" => {
            let check = contract(RESPONSE)?.check(&std::fs::read(file)?);
            expect(check.findings().is_empty(), "driftline finds nothing")?;
        }
        _ => {
            let arguments = ["driftline", "check", "--schema", &format!("{VENDORS}/{RESPONSE}"), file];
            let (mut output, mut errors) = (Vec::new(), Vec::new());
            let streams = Streams {
                input: &mut std::io::empty(),
                output: &mut output,
                errors: &mut errors,
                look: Look::default(),
                watch: Watch::default(),
            };
            let exit = driftline_cli::run(arguments, streams);
            expect(exit.code() == 0, &format!("the command ends with 0: {}", String::from_utf8_lossy(&errors)))?;
        }
    }
    let status = Path::new("/proc/self/status");
    let told = std::fs::read_to_string(status).unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    let bytes = line.and_then(|kilobytes| kilobytes.parse::<u64>().ok()).map(|kilobytes| kilobytes * 1_024);
    println!("{}", bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string()));
    Ok(())
}
