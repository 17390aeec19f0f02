//! The command on a terminal: util-linux's `script` gives it one.

use std::process::Command;

use crate::scratch::{SCHEMA, Scratch};

/// What a terminal of so many columns shows of a check, where there is a `script`.
fn shown(columns: u32, set: Option<&str>) -> Option<String> {
    let scratch = Scratch::new();
    let (schema, payload) =
        (scratch.file("schema.json", SCHEMA), scratch.file("a.json", r#"{"id": "four", "name": "a"}"#));
    let check = format!("{} check {payload} --schema {schema} --color never", env!("CARGO_BIN_EXE_driftline-process"));
    let mut script = Command::new("script");
    script.args(["-qec", &format!("stty cols {columns}; {check}"), "/dev/null"]).env_remove("COLUMNS");
    if let Some(set) = set {
        script.env("COLUMNS", set);
    }
    let ran = script.output().ok()?;
    let text = String::from_utf8_lossy(&ran.stdout).replace('\r', "");
    text.contains("stringified").then_some(text)
}

#[test]
fn lines_are_as_wide_as_the_terminal_or_as_columns_says() {
    let widest = |text: &str| {
        let steps = text.lines().skip_while(|line| *line != "What to do next");
        steps.filter(|line| line.starts_with("    ")).map(|line| line.chars().count()).max().unwrap_or(0)
    };
    for (columns, set, at_least, at_most) in [(60, None, 45, 60), (90, None, 65, 90), (60, Some("130"), 95, 130)] {
        // A machine without `script`, or without `stty`, says nothing.
        let Some(text) = shown(columns, set) else { return };
        let widest = widest(&text);
        assert!((at_least..=at_most).contains(&widest), "{columns} {set:?}: {widest}\n{text}");
    }
}
