//! Holds the README to the truth: its report is what the command says, its crate is one that is built and run.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use driftline_cli::{Look, Streams, Watch, run};
use driftline_codegen::{Config, Integration, KeepUnknown};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// What stands below a heading of the README in its first fence of plain text.
fn excerpt(readme: &str, heading: &str) -> Vec<String> {
    let (_, below) = readme.split_once(&format!("\n## {heading}\n")).expect(heading);
    let (_, fenced) = below.split_once("```text\n").expect("a fence");
    fenced.split_once("\n```").expect("its end").0.lines().map(str::to_owned).collect()
}

#[test]
fn its_report_is_what_the_command_shows_on_a_terminal() {
    // Paths in a report are as they were given, and the README's are relative to the root.
    std::env::set_current_dir(root()).unwrap();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let look = Look { width: Some(100), colour: false };
    let streams = Streams {
        input: &mut std::io::empty(),
        output: &mut output,
        errors: &mut errors,
        look,
        watch: Watch::default(),
    };
    assert_eq!(run(["driftline", "check", "tests/captures"], streams).code(), 1);
    let report = String::from_utf8(output).unwrap();
    let mut lines = report.lines().map(str::trim_end);
    for line in excerpt(&readme(), "A report").iter().filter(|line| *line != "…") {
        assert!(lines.any(|shown| shown == line), "not in the report, or not in this order: {line}\n{report}");
    }
}

#[test]
fn its_examples_are_the_crate_outside_the_workspace() {
    let readme = readme();
    for file in ["build.rs", "src/main.rs"] {
        let source = fs::read_to_string(root().join("tests/outside").join(file)).unwrap();
        let code = source.split_once("\n\n").expect("a file begins with its documentation").1;
        assert!(readme.contains(code), "README.md does not show tests/outside/{file}:\n{code}");
    }
}

/// What an option is called in the README, what it is in code, and what it puts into the generated files.
type Choice = (&'static str, fn(Config) -> Config, &'static str);

/// The rows of the README's table.
const CHOICES: [Choice; 12] = [
    (r#".root("Shipment")"#, |config| config.root("Shipment"), "pub struct Shipment"),
    (r#".module("parcels")"#, |config| config.module("parcels"), "pub mod parcels"),
    (
        r#".keep_unknown(KeepUnknown::All)"#,
        |config| config.keep_unknown(KeepUnknown::All),
        "pub rest: ::driftline::Rest",
    ),
    (r#".validate(false)"#, |config| config.validate(false), "no `pub static SCHEMA`"),
    (r#".serde(true)"#, |config| config.serde(true), "::driftline::serde::Serialize"),
    (r#".non_exhaustive(true)"#, |config| config.non_exhaustive(true), "#[non_exhaustive]"),
    (r#".builders(true)"#, |config| config.builders(true), "::driftline::Builder"),
    (r#".json_schema(true)"#, |config| config.json_schema(true), "::driftline::JsonSchema"),
    (
        r#".integrate(Integration::RustDecimal)"#,
        |config| config.integrate(Integration::RustDecimal),
        "::driftline::Written<::driftline::rust_decimal1::Decimal>",
    ),
    (
        r#".derive("Ship*", "::my_macros::Row")"#,
        |config| config.derive("Ship*", "::my_macros::Row"),
        "#[derive(::my_macros::Row)]",
    ),
    (r#".rename("Refund/amount", "Money")"#, |config| config.rename("Refund/amount", "Money"), "pub struct Money"),
    (
        r#".replace("Status", "crate::my::Status")"#,
        |config| config.replace("Status", "crate::my::Status"),
        "pub type Status = crate::my::Status;",
    ),
];

/// All that is generated for the schemas of the crate outside the workspace.
fn generated(choose: fn(Config) -> Config) -> String {
    let schemas = root().join("tests/outside/schemas");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&folder);
    let config = Config::new().schema(schemas.join("refund.json")).schema(schemas.join("shipment.xsd"));
    choose(config.out_dir(&folder).emit_rerun(false)).compile().unwrap();
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let text = files.map(|file| fs::read_to_string(file).unwrap()).collect();
    fs::remove_dir_all(folder).unwrap();
    text
}

#[test]
fn its_table_of_options_says_what_they_do() {
    let (readme, own) = (readme(), include_str!("readme.rs"));
    let plain = generated(|config| config);
    let (_, below) = readme.split_once("\n### What is generated, as you like it\n").expect("the heading");
    let rows = below.split("\n\n").next().expect("a table").trim().lines().skip(2);
    assert_eq!(rows.count(), CHOICES.len());
    for (name, choose, want) in CHOICES {
        assert!(own.contains(&format!("|config| config{name}")), "{name} is not what is called");
        let chosen = generated(choose);
        let absent = want.strip_prefix("no `").and_then(|want| want.strip_suffix('`'));
        let (row, has, had) = match absent {
            Some(part) => (want.to_owned(), !chosen.contains(part), !plain.contains(part)),
            None => (format!("`{want}`"), chosen.contains(want), plain.contains(want)),
        };
        let is_root = name.starts_with(".root");
        assert!(has && (is_root || chosen != plain), "{name} does not make {want}:\n{chosen}");
        assert!(is_root || !had || name.starts_with(".keep_unknown"), "{want} is there without {name}");
        assert!(
            below
                .lines()
                .any(|line| line.starts_with(&format!("| `{name}` | ")) && line.ends_with(&format!("{row} |"))),
            "{name}"
        );
    }
}
