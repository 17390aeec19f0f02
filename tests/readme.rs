//! Holds the README to the truth: its report is what the command says, its crate is one that is built and run.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use driftline_cli::{Look, Streams, Watch, run};

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
