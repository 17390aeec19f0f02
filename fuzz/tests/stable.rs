//! The targets on stable Rust: over their seeds, over what once went wrong, and over mutations of both for some seconds.
//!
//! `DRIFTLINE_FUZZ_SECONDS` says how many for each target (3 by default). An input that goes wrong is kept in
//! `artifacts/<target>/`, as `cargo fuzz` keeps it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use driftline_fuzz::{Mutations, TARGETS, Target, seeds, tokens};

/// How long one input may take, without optimisation and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs a target on a stack of 2 MB, as threads have.
fn run(name: &str) {
    let target = *TARGETS.iter().find(|(known, _)| *known == name).expect("a target of this name");
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let run = thread.spawn(move || mutate(target)).expect("a thread");
    run.join().unwrap_or_else(|panic| resume_unwind(panic));
}

fn mutate(target: Target) {
    let seconds = std::env::var("DRIFTLINE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(3);
    let seeds = seeds(target.0);
    seeds.iter().for_each(|seed| once(target, seed));
    let end = Instant::now() + Duration::from_secs(seconds);
    let inputs = Mutations::new(seeds, tokens(target.0)).take_while(|_| Instant::now() < end);
    let count = inputs.inspect(|input| once(target, input)).count();
    println!("{}: {count} mutations", target.0);
    assert!(seconds == 0 || count > 0);
}

fn once((name, target): Target, input: &[u8]) {
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| target(input)));
    if outcome.is_ok() && start.elapsed() < PATIENCE {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts").join(name);
    let path = folder.join("stable");
    std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, input)).expect("a folder to keep it in");
    println!("{name}: {:?} for {}", start.elapsed(), path.display());
    match outcome {
        Ok(()) => panic!("{} took {:?}", path.display(), start.elapsed()),
        Err(panic) => resume_unwind(panic),
    }
}

#[test]
fn json_is_read_or_refused() {
    run("json");
}

#[test]
fn xml_is_read_or_refused() {
    run("xml");
}

#[test]
fn xsd_is_loaded_or_refused() {
    run("xsd");
}

#[test]
fn json_schema_is_loaded_or_refused() {
    run("json_schema");
}

#[test]
fn a_check_ends_with_the_verdict_of_others() {
    run("check");
}

#[test]
fn a_pattern_is_compiled_or_refused() {
    run("pattern");
}
