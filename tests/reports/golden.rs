//! Golden files: what each reader sees of `tests/captures/mixed`. `BLESS=1` writes them anew; the difference is to be looked at.

use std::path::Path;

use driftline::report::Format;
use driftline_cli::Look;

use crate::run::{driftline, every_form};

/// Compares with a golden file, or writes it.
fn same(name: &str, got: &str, differing: &mut Vec<String>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, got).unwrap();
    }
    let want = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some((at, (got, want))) = got.lines().zip(want.lines()).enumerate().find(|(_, (got, want))| got != want) {
        differing.push(format!("{name}:{}:\n  want {want}\n  got  {got}", at + 1));
    } else if got != want {
        differing.push(format!("{name}: {} lines, want {}", got.lines().count(), want.lines().count()));
    }
}

/// The name of a form's golden file.
fn file_of(format: Format) -> &'static str {
    match format {
        Format::Text => "mixed.txt",
        Format::Json => "mixed.json",
        Format::Ndjson => "mixed.ndjson",
        Format::Sarif => "mixed.sarif",
        Format::Junit => "mixed.junit.xml",
        Format::Github => "mixed.github.txt",
        Format::Gitlab => "mixed.gitlab.json",
        Format::Markdown => "mixed.md",
        Format::Html => "mixed.html",
    }
}

#[test]
fn every_form_is_its_golden_file() {
    let mut differing = Vec::new();
    let (ran, texts) = every_form(&["tests/captures/mixed"]);
    assert_eq!((ran.code, ran.output.as_str(), ran.errors.as_str()), (1, "", ""));
    for (format, text) in &texts {
        same(file_of(*format), text, &mut differing);
    }
    let look = Look { width: Some(80), colour: false };
    same("mixed.80.txt", &driftline(&["check", "tests/captures/mixed"], look).output, &mut differing);
    assert!(differing.is_empty(), "BLESS=1 writes them anew:\n{}", differing.join("\n"));
}
