//! The scratch package: generated modules as binaries of a few hundred each, built by cargo, run over the documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use driftline_schemas::document::{Document, NodeRef, ReadOptions};

use crate::archive::say;
use crate::case::{Case, State};

/// How many modules a binary has.
const MODULES: usize = 400;

/// Errors of one kind hide those of the next: what does not compile is taken out, and the rest is tried again.
const ROUNDS: usize = 8;

/// What became of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    /// `same`, `respelt`, or how it did not survive.
    pub(crate) word: String,
    pub(crate) why: String,
    pub(crate) leaves: usize,
    pub(crate) any: usize,
    pub(crate) undeclared: usize,
    /// The codes and paths of what `validate` found.
    pub(crate) findings: Vec<String>,
}

/// Builds the generated modules of all cases, marks those that do not compile, and runs the others over their documents; the
/// outcomes are in the order of the cases and their instances.
pub(crate) fn run(name: &str, cases: &mut [Case]) -> Vec<Vec<Outcome>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("survives").join(name);
    let _ = fs::remove_dir_all(folder.join("src/modules"));
    manifest(&folder);
    for case in &*cases {
        if let State::Generated { source, .. } = &case.state {
            write(&folder.join(format!("src/modules/{}.rs", case.module)), &probed(source));
        }
    }
    let start = Instant::now();
    for round in 1..=ROUNDS {
        binaries(name, &folder, cases);
        let errors = build(name, &folder);
        let modules = errors.len();
        for case in &mut *cases {
            if let Some(error) = errors.get(&case.module) {
                case.state = State::Uncompiled(error.clone());
            }
        }
        say(&format!("{name}: built, round {round}, {modules} modules taken out, {:?}", start.elapsed()));
        if modules == 0 {
            return outcomes(name, &folder, cases);
        }
    }
    panic!("{name}: errors are left after {ROUNDS} rounds");
}

/// The same module, whose untyped parts are counted.
fn probed(source: &str) -> String {
    let types = ["Value", "Rest"].map(|name| (format!("::driftline::{name}"), format!("::probe::probe::{name}")));
    types.iter().fold(source.to_owned(), |source, (from, to)| source.replace(from, to))
}

fn manifest(folder: &Path) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let validator = here.join("../validator");
    let manifest = format!(
        "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         driftline = {{ path = {validator:?} }}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/lib.rs"), "pub mod probe;\n");
    write(&folder.join("src/probe.rs"), include_str!("probe.rs"));
    // The versions of the workspace: they are on this machine, so nothing is fetched.
    fs::copy(here.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// The modules that are left, in parts.
fn parts(cases: &[Case]) -> Vec<Vec<&Case>> {
    let left: Vec<&Case> = cases.iter().filter(|case| matches!(case.state, State::Generated { .. })).collect();
    left.chunks(MODULES).map(<[&Case]>::to_vec).collect()
}

/// A binary for each part.
fn binaries(name: &str, folder: &Path, cases: &[Case]) {
    let _ = fs::remove_dir_all(folder.join("src/bin"));
    for (at, part) in parts(cases).iter().enumerate() {
        let mut source = String::from("#![allow(warnings)]\n");
        let mut table = String::new();
        for case in part {
            let State::Generated { roots, source: types, .. } = &case.state else { continue };
            let module = &case.module;
            writeln!(source, "#[path = \"../modules/{module}.rs\"]\nmod {module};").unwrap();
            if !case.instances.is_empty() {
                let attempts: String = roots
                    .iter()
                    .map(|root| format!("::probe::probe::attempt::<{module}::{module}::{root}>, "))
                    .collect();
                let schema = match types.contains("pub static SCHEMA") {
                    true => format!("Some(&{module}::{module}::SCHEMA)"),
                    false => "None".to_owned(),
                };
                writeln!(table, "({module:?}, ({schema}, &[{attempts}])),").unwrap();
            }
        }
        writeln!(source, "fn main() {{\n::probe::probe::main(&[\n{table}]);\n}}").unwrap();
        write(&folder.join(format!("src/bin/{name}_{at}.rs")), &source);
    }
}

/// Builds; the modules that do not compile, with their first error.
fn build(name: &str, folder: &Path) -> BTreeMap<String, String> {
    let output = cargo(folder).args(["build", "--bins", "--keep-going", "--offline", "--message-format=json"]).output();
    let output = output.unwrap();
    let mut errors = BTreeMap::new();
    let mut others = BTreeSet::new();
    for line in String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.contains("compiler-message")) {
        let document = Document::read_str(line, &ReadOptions::default()).unwrap();
        let Some(message) = document.root().member("message") else { continue };
        if message.member("level").map(NodeRef::value) != Some("error") {
            continue;
        }
        let text = message.member("message").map_or("", NodeRef::value);
        let spans = message.member("spans").into_iter().flat_map(NodeRef::children);
        let files = spans.filter_map(|span| span.member("file_name")).map(NodeRef::value);
        match files
            .filter_map(|file| file.rsplit('/').next()?.strip_suffix(".rs"))
            .find(|module| !module.starts_with(name))
        {
            Some(module) => {
                errors.entry(module.to_owned()).or_insert_with(|| text.to_owned());
            }
            None => {
                others.insert(text.to_owned());
            }
        }
    }
    if !output.status.success() && errors.is_empty() {
        panic!("{name} does not build: {others:?}\n{}", String::from_utf8_lossy(&output.stderr));
    }
    errors
}

/// Runs every part over its documents.
fn outcomes(name: &str, folder: &Path, cases: &[Case]) -> Vec<Vec<Outcome>> {
    let mut found: BTreeMap<String, Outcome> = BTreeMap::new();
    let start = Instant::now();
    for (at, part) in parts(cases).iter().enumerate() {
        let jobs = part.iter().flat_map(|case| case.instances.iter().map(|one| (&case.module, &one.path)));
        let jobs: String = jobs.map(|(module, path)| format!("{module}\t{}\n", path.display())).collect();
        let list = folder.join(format!("{name}_{at}.jobs"));
        write(&list, &jobs);
        let output = Command::new(target().join(format!("debug/{name}_{at}"))).arg(&list).output().unwrap();
        assert!(output.status.success(), "{name}, part {at}: {}", String::from_utf8_lossy(&output.stderr));
        found.extend(String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| {
            let mut words = line.split('\t');
            let mut next = || words.next().map(str::to_owned);
            let (path, word) = (next()?, next()?);
            let [leaves, any, undeclared] = [next()?, next()?, next()?].map(|count| count.parse().unwrap());
            let why = next()?;
            let findings = std::iter::from_fn(next).collect();
            Some((path, Outcome { word, why, leaves, any, undeclared, findings }))
        }));
    }
    say(&format!("{name}: {} documents read and written in {:?}", found.len(), start.elapsed()));
    let lost = || Outcome { word: "no type".to_owned(), ..Outcome::default() };
    let of = |path: &PathBuf| found.get(&path.display().to_string()).cloned().unwrap_or_else(lost);
    cases.iter().map(|case| case.instances.iter().map(|instance| of(&instance.path)).collect()).collect()
}

/// A target folder of its own, below that of the workspace.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("../survives")
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What was set for the build of the tests is not for this one.
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").env_remove("RUSTFLAGS").env("CARGO_TERM_COLOR", "never");
    cargo.env("CARGO_TARGET_DIR", target()).current_dir(folder);
    cargo
}

/// Writes a file unless it holds this already.
fn write(path: &Path, text: &str) {
    if !fs::read(path).is_ok_and(|present| present == text.as_bytes()) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
