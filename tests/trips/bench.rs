//! The scratch crates: modules in, what the compiler says of each and what happened to each document out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A generated module, and the documents that are read with its root type.
pub(crate) struct Module {
    /// What it is called in reports.
    pub(crate) id: String,
    pub(crate) source: String,
    /// The name of the module in the source.
    pub(crate) name: String,
    pub(crate) root: String,
    /// Names and contents.
    pub(crate) documents: Vec<(String, Vec<u8>)>,
}

/// What happened to a document.
#[derive(Debug, Clone)]
pub(crate) struct Trip {
    pub(crate) outcome: String,
    pub(crate) typed: u64,
    /// Where the untyped leaves begin.
    pub(crate) untyped: Vec<u32>,
    /// What `validate()` found.
    pub(crate) findings: u64,
    pub(crate) said: String,
}

/// What became of the modules.
#[derive(Debug, Default)]
pub(crate) struct Results {
    /// The first error of each module that does not compile.
    pub(crate) broken: BTreeMap<String, String>,
    /// By module and document.
    pub(crate) trips: BTreeMap<(String, String), Trip>,
}

/// For a quick look: how many kilobytes the types of one schema may take, where `DRIFTLINE_TRIPS` says. Then what compiles is
/// only what has documents.
pub(crate) fn most() -> Option<usize> {
    std::env::var("DRIFTLINE_TRIPS").ok()?.parse().ok()
}

/// Bytes of source in one crate: what the compiler holds in a few hundred megabytes.
const CRATE: usize = 1 << 20;

/// Checks all modules as they are. Then builds those that have documents, and sends them through; for that the traits that
/// reading and writing do not need are left out, which is half of the time.
pub(crate) fn run(suite: &str, modules: &[Module]) -> Results {
    let mut results = Results::default();
    let all: Vec<(usize, &Module)> = modules.iter().enumerate().collect();
    if most().is_none() {
        build(&format!("{suite}-check"), "check", &all, &mut results);
    }
    let with_documents = |(_, module): &(usize, &Module)| !module.documents.is_empty();
    let run: Vec<(usize, &Module)> = all.into_iter().filter(with_documents).collect();
    let (folder, crates) = build(suite, "build", &run, &mut results);
    for (number, members) in crates.iter().enumerate() {
        let kept = members.iter().filter(|(_, module)| !results.broken.contains_key(&module.id));
        send(suite, &folder, number, kept.copied(), &mut results.trips);
    }
    results
}

/// The source without derives that reading and writing do not need.
fn lean(source: &str) -> String {
    let mut lean = String::with_capacity(source.len());
    for line in source.lines() {
        if line.trim_start().starts_with("#[derive(Debug") && line.ends_with(")]") {
            if line.contains("::driftline::Payload") {
                lean.push_str("#[derive(::driftline::Payload)]\n");
            }
        } else {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    lean
}

/// Modules with their numbers.
type Members<'m> = Vec<(usize, &'m Module)>;

/// Checks or builds modules in a folder of their own, as crates; those with errors are remembered.
fn build<'m>(
    suite: &str,
    verb: &str,
    modules: &[(usize, &'m Module)],
    results: &mut Results,
) -> (PathBuf, Vec<Members<'m>>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("trips").join(suite);
    let _ = std::fs::remove_dir_all(folder.join("crates"));
    let crates = crates(modules);
    workspace(suite, &folder, crates.len());
    for (number, members) in crates.iter().enumerate() {
        for (at, module) in members {
            let source = if verb == "build" { lean(&module.source) } else { module.source.clone() };
            write(&folder.join(format!("crates/c{number}/src/m{at}.rs")), &source);
        }
    }
    // A module with errors is left out of the next attempt, so that the others are tried all the same.
    for attempt in 0.. {
        for (number, members) in crates.iter().enumerate() {
            let kept = members.iter().filter(|(_, module)| !results.broken.contains_key(&module.id));
            write(&folder.join(format!("crates/c{number}/src/main.rs")), &main_of(kept));
        }
        let build = cargo(&folder, &[verb, "--message-format", "short", "--keep-going"]);
        if build.status.success() {
            break;
        }
        let said = String::from_utf8_lossy(&build.stderr).into_owned();
        let known = results.broken.len();
        for line in said.lines().filter(|line| line.contains(": error")) {
            let Some((_, rest)) = line.split_once("src/m") else { continue };
            let at = rest.split('.').next().and_then(|at| at.parse::<usize>().ok());
            let named = |at| modules.iter().find(|(number, _)| *number == at);
            let Some((_, module)) = at.and_then(named) else { continue };
            results.broken.entry(module.id.clone()).or_insert_with(|| rest.to_owned());
        }
        assert!(results.broken.len() > known && attempt < 8, "the scratch crates do not build:\n{said}");
    }
    (folder, crates)
}

/// The modules with their numbers, by crate: two at least, for two processors.
fn crates<'m>(modules: &[(usize, &'m Module)]) -> Vec<Members<'m>> {
    let all: usize = modules.iter().map(|(_, module)| module.source.len()).sum();
    let most = CRATE.min(all / 2 + 1);
    let mut crates = vec![Vec::new()];
    let mut size = 0;
    for (at, module) in modules.iter().copied() {
        if size >= most {
            crates.push(Vec::new());
            size = 0;
        }
        size += module.source.len();
        crates.last_mut().unwrap().push((at, module));
    }
    crates
}

/// A workspace of its own beside ours, with our versions of everything.
fn workspace(suite: &str, folder: &Path, crates: usize) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let driftline = here.join("../validator").canonicalize().unwrap();
    let runner = here.join("trips/runner.rs").canonicalize().unwrap();
    let workspace = "[workspace]\nmembers = ['crates/*']\nresolver = '3'\n\n\
                     [profile.dev]\ndebug = false\nincremental = false\n\n[profile.dev.package.\"*\"]\nopt-level = 1\n";
    write(&folder.join("Cargo.toml"), workspace);
    for number in 0..crates {
        let manifest = format!(
            "[package]\nname = '{suite}-{number}'\nversion = '0.0.0'\nedition = '2024'\n\n\
             [dependencies]\ndriftline = {{ path = '{}' }}\n",
            driftline.display()
        );
        write(&folder.join(format!("crates/c{number}/Cargo.toml")), &manifest);
        let source = std::fs::read_to_string(&runner).unwrap();
        write(&folder.join(format!("crates/c{number}/src/runner.rs")), &source);
    }
    std::fs::copy(here.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// The binary of a crate: for each line `module path` a line of what happened.
fn main_of<'m>(modules: impl Iterator<Item = &'m (usize, &'m Module)>) -> String {
    let (mut declared, mut arms) = (String::from("mod runner;\n"), String::new());
    for (at, module) in modules {
        let (name, root) = (&module.name, &module.root);
        let has_schema = module.source.contains("pub static SCHEMA");
        let schema = if has_schema { format!("Some(&m{at}::{name}::SCHEMA)") } else { "None".to_owned() };
        writeln!(declared, "mod m{at};").unwrap();
        writeln!(arms, "            {at} => runner::trip::<m{at}::{name}::{root}>(&body, {schema}),").unwrap();
    }
    format!(
        "{declared}\nfn main() {{\n    for line in std::io::stdin().lines() {{\n        let line = line.unwrap();\n        \
         let (module, path) = line.split_once(' ').unwrap();\n        let body = std::fs::read(path).unwrap();\n        \
         let said = match module.parse::<usize>().unwrap() {{\n{arms}            _ => unreachable!(),\n        }};\n        \
         println!(\"{{}}\", said.replace('\\n', \" \"));\n    }}\n}}\n"
    )
}

/// Sends the documents of a crate's modules through it.
fn send<'m>(
    suite: &str,
    folder: &Path,
    number: usize,
    modules: impl Iterator<Item = (usize, &'m Module)>,
    trips: &mut BTreeMap<(String, String), Trip>,
) {
    let (mut lines, mut order) = (String::new(), Vec::new());
    for (at, module) in modules {
        for (which, (name, body)) in module.documents.iter().enumerate() {
            let path = folder.join(format!("crates/c{number}/documents/{at}-{which}"));
            write_bytes(&path, body);
            writeln!(lines, "{at} {}", path.display()).unwrap();
            order.push((module.id.clone(), name.clone()));
        }
    }
    let binary = target().join(format!("debug/{suite}-{number}"));
    let mut child = Command::new(binary).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = said.lines();
    for key in order {
        // A document that takes the process down is the first without a line.
        let line = lines.next().unwrap_or("ended\t0\t0\t\tthe process ended");
        let mut parts = line.splitn(5, '\t');
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let outcome = next();
        let mut number = || next().parse().unwrap_or(0);
        let (typed, findings) = (number(), number());
        let untyped = next().split(',').filter_map(|offset| offset.parse().ok()).collect();
        trips.insert(key, Trip { outcome, typed, untyped, findings, said: next() });
    }
}

/// A target folder of their own, kept from run to run.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("../trips")
}

fn cargo(folder: &Path, words: &[&str]) -> Output {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", "--cap-lints allow").env("CARGO_TERM_COLOR", "never");
    cargo.env("CARGO_TARGET_DIR", target()).args(words).arg("--offline").current_dir(folder).output().unwrap()
}

fn write(path: &Path, text: &str) {
    write_bytes(path, text.as_bytes());
}

/// Writes a file where it would change.
fn write_bytes(path: &Path, bytes: &[u8]) {
    if std::fs::read(path).is_ok_and(|present| present == bytes) {
        return;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
