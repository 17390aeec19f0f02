//! Several reports in one run, and where they go.

use std::process::Command;

use driftline_cli::Look;

use crate::run::{Scratch, at_root, driftline};

const MIXED: &str = "tests/captures/mixed";

#[test]
fn several_reports_come_of_one_run() {
    let scratch = Scratch::new();
    let (sarif, junit) = (scratch.path("a.sarif"), scratch.path("a.xml"));
    let (to_sarif, to_junit) = (format!("sarif={sarif}"), format!("junit={junit}"));
    let arguments = ["check", MIXED, "--format", &to_sarif, "--format", "text", "--format", &to_junit];
    let ran = driftline(&arguments, Look::default());
    assert_eq!(ran.code, 1);
    assert_eq!(ran.output, driftline(&["check", MIXED], Look::default()).output);
    assert!(std::fs::read_to_string(sarif).unwrap().contains("\"2.1.0\""));
    assert!(std::fs::read_to_string(junit).unwrap().contains("<testsuites"));
}

#[test]
fn what_cannot_be_written_is_said() {
    let cases: [(&[&str], &str); 5] = [
        (&["--format", "yaml"], "the forms are text, json, ndjson, sarif"),
        (&["--format", "sarif="], "names no file"),
        (&["--format", "sarif", "--format", "text"], "two reports cannot both go to standard output"),
        (&["--format", "sarif=a", "--format", "text=a"], "two reports cannot both go to a"),
        (&["--format", "sarif=no/such/folder/a"], "no/such/folder/a: "),
    ];
    for (arguments, want) in cases {
        let mut all = vec!["check", MIXED];
        all.extend(arguments);
        let ran = driftline(&all, Look::default());
        assert!(ran.code == 2 && ran.errors.contains(want), "{arguments:?}: {ran:?}");
    }
}

#[test]
fn colours_are_there_where_they_are_asked_for() {
    let seen = Look { width: Some(80), colour: true };
    for (look, when, want) in [
        (seen, "auto", true),
        (seen, "never", false),
        (Look::default(), "auto", false),
        (Look::default(), "always", true),
    ] {
        let ran = driftline(&["check", MIXED, "--color", when], look);
        assert_eq!(ran.output.contains('\u{1b}'), want, "{when}");
    }
}

#[test]
fn the_summary_of_a_job_is_added_to_its_page() {
    at_root();
    let scratch = Scratch::new();
    let page = scratch.file("summary.md", "# Before\n");
    let ran = Command::new(env!("CARGO_BIN_EXE_driftline-process"))
        .args(["check", MIXED, "--format", "github"])
        .env("GITHUB_STEP_SUMMARY", &page)
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1));
    let summary = std::fs::read_to_string(page).unwrap();
    assert!(summary.starts_with("# Before\n### driftline: drift\n"), "{summary}");
    assert!(String::from_utf8(ran.stdout).unwrap().starts_with("::error file="));
}

#[test]
fn shells_are_completed_and_every_verb_has_a_page() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = driftline(&["completions", shell], Look::default());
        assert!(ran.code == 0 && ran.output.contains("explain-branches"), "{shell}: {ran:?}");
    }
    let ran = driftline(&["man"], Look::default());
    assert!(ran.code == 0 && ran.output.contains(".TH driftline 1") && ran.output.contains("Exit codes"), "{ran:?}");
    for verb in ["check", "generate", "explain", "contracts", "pipe", "completions", "man"] {
        let page = driftline(&["man", verb], Look::default());
        assert!(page.code == 0 && page.output.contains(&format!(".TH driftline-{verb} 1")), "{page:?}");
    }
    assert_eq!(driftline(&["man", "dance"], Look::default()).code, 2);
}
