//! The scratch crate: generated modules and payloads in, what they write out.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A generated module and payloads of its root.
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) source: String,
    /// The type of the root.
    pub(crate) root: String,
    pub(crate) payloads: Vec<String>,
    /// The function of the runtime that writes.
    pub(crate) write: &'static str,
    /// The settings that schemars gives the schema of the root with, where it is to.
    pub(crate) schema: Option<&'static str>,
}

/// The functions of the binary: reads a payload, writes the value, reads it again and compares the two; and gives the schema
/// of a type.
const RUN: &str = r#"
fn run<T: driftline::Payload + PartialEq>(path: &str, write: fn(&T) -> String) {
    let body = std::fs::read(path).unwrap();
    let read = |body: &[u8]| driftline::from_slice::<T>(body).map_err(|error| error.to_string());
    let written = read(&body).and_then(|value| {
        let written = write(&value);
        match read(written.as_bytes())? == value {
            true => Ok(written),
            false => Err(format!("another value is read from {written}")),
        }
    });
    let (to, text) = match &written {
        Ok(text) => ("written", text),
        Err(text) => ("error", text),
    };
    std::fs::write(format!("{path}.{to}"), text).unwrap();
}

fn schema<T: driftline::schemars1::JsonSchema>(path: &str, settings: driftline::schemars1::generate::SchemaSettings) {
    let schema = settings.into_generator().into_root_schema_for::<T>();
    std::fs::write(path, schema.as_value().to_string()).unwrap();
}
"#;

/// What each module writes of each of its payloads, or why it does not.
pub(crate) fn written(name: &str, modules: &[Module]) -> Vec<Vec<Result<String, String>>> {
    let folder = folder(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("src")).unwrap();
    std::fs::create_dir_all(folder.join("payloads")).unwrap();
    let (mut declared, mut calls) = (RUN.to_owned(), String::new());
    for Module { name, source, root, payloads, write, schema } in modules {
        std::fs::write(folder.join(format!("src/{name}.rs")), source).unwrap();
        writeln!(declared, "mod {name};").unwrap();
        for (at, payload) in payloads.iter().enumerate() {
            std::fs::write(path(&folder, name, at), payload).unwrap();
        }
        let pattern = folder.join("payloads").join(name);
        writeln!(
            calls,
            "    (0..{}).for_each(|at| run::<{name}::{name}::{root}>(&format!(\"{{}}-{{at}}\", {pattern:?}), driftline::{write}));",
            payloads.len()
        )
        .unwrap();
        if let Some(settings) = schema {
            let path = schema_path(&folder, name);
            let settings = format!("driftline::schemars1::generate::SchemaSettings::{settings}()");
            writeln!(calls, "    schema::<{name}::{name}::{root}>({path:?}, {settings});").unwrap();
        }
    }
    std::fs::write(folder.join("src/main.rs"), format!("{declared}\nfn main() {{\n{calls}}}\n")).unwrap();
    std::fs::write(folder.join("Cargo.toml"), manifest(name)).unwrap();
    // The versions of the workspace: they are on this machine, so nothing is fetched.
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", "--cap-lints allow").env("CARGO_TERM_COLOR", "never");
    // Beside the crates of the suites, which need the same of ours.
    cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("../trips"));
    let output = cargo.args(["run", "--quiet", "--offline"]).current_dir(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str, at: usize| {
        let path = path(&folder, name, at);
        let beside = |to: &str| std::fs::read_to_string(format!("{}.{to}", path.display()));
        beside("written").ok().ok_or_else(|| beside("error").unwrap())
    };
    let of = |module: &Module| (0..module.payloads.len()).map(|at| read(&module.name, at)).collect();
    modules.iter().map(of).collect()
}

/// The schema that schemars gave of a module's root, when [`written`] ran.
pub(crate) fn schema(name: &str, module: &Module) -> String {
    std::fs::read_to_string(schema_path(&folder(name), &module.name)).unwrap()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("random").join(name)
}

fn schema_path(folder: &Path, module: &str) -> PathBuf {
    folder.join("payloads").join(format!("{module}.schema"))
}

fn path(folder: &Path, module: &str, at: usize) -> PathBuf {
    folder.join("payloads").join(format!("{module}-{at}"))
}

fn manifest(name: &str) -> String {
    let validator = Path::new(env!("CARGO_MANIFEST_DIR")).join("../validator").canonicalize().unwrap();
    format!(
        "[package]\nname = 'random-{name}'\nversion = '0.0.0'\nedition = '2024'\n\n[workspace]\n\n[dependencies]\n\
         driftline = {{ path = '{}', features = ['schemars1'] }}\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[profile.dev.package.\"*\"]\nopt-level = 1\n",
        validator.display()
    )
}
