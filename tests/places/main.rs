//! JSON payloads with one fault each: the exact finding, at its exact place in the payload and in the schema, as a finding,
//! as a line of the text report and as a row of the JSON report.
//!
//! `README.md` beside this file says how a case is written.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod case;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use case::Case;
use driftline::report::{self, Look};
use driftline::schemas::document::{Document, NodeRef, ReadOptions};
use driftline::{Alternative, Conclusion, Contract, Drift, Finding, Route, Routed, Seen, Terms, Verdict};

/// Cases that there are at least.
const AT_LEAST: usize = 80;

/// Every file of cases, by name.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("places");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = paths.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let mut files: Vec<_> = texts
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_case_has_its_one_finding_at_its_places() {
    let (mut wrong, mut count) = (String::new(), 0);
    for (file, text) in files() {
        let cases = case::read(&text);
        assert!(!cases.is_empty(), "{file} has no case");
        for case in cases {
            count += 1;
            if let Err(message) = judge(&case) {
                wrong.push_str(&format!("{file}:{}: {}\n{message}\n\n", case.line, case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count >= AT_LEAST, "there are only {count} cases");
}

fn judge(case: &Case) -> Result<(), String> {
    let (schema, _) = case.files.first().ok_or("no schema")?;
    let files: BTreeMap<String, Vec<u8>> =
        case.files.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
    let contract = Contract::load_from(schema, case.options.clone(), &files).map_err(|error| format!("{error:#}"))?;
    let check = contract.check(case.payload.as_bytes());
    let verdict = check.verdict();
    let route = Route::to(vec![contract]);
    let routed = route.check(case.payload.as_bytes());
    let Some(want) = &case.want else {
        return match routed.findings.as_slice() {
            [] if verdict == Verdict::Valid => Ok(()),
            found => Err(format!("want nothing, got {verdict:?}, {}", list(found))),
        };
    };
    let [finding] = routed.findings.as_slice() else {
        return Err(format!("want one finding, got {}", list(&routed.findings)));
    };
    let got = Shown::of_finding(finding);
    expect("finding", &want.shown, &got)?;
    expect("span", &want.span, &(finding.span.start, finding.span.end))?;
    // What no schema says is of the declared world, and breaks no law.
    let law = if want.shown.schema.is_some() { Verdict::Invalid } else { Verdict::Valid };
    expect("verdict", &case.verdict.unwrap_or(law), &verdict)?;
    let branches: Vec<_> = finding.alternatives.iter().map(branch).collect();
    expect("branches", &want.branches, &branches)?;
    in_text(&want.shown, finding, &routed)?;
    in_json(&want.shown, &want.branches, &routed)
}

/// What there is to see of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    kind: String,
    path: String,
    line: u32,
    column: u32,
    sentence: String,
    schema: Option<SchemaShown>,
}

/// What there is to see of its place in the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SchemaShown {
    source: String,
    line: u32,
    column: u32,
    pointer: String,
}

impl Shown {
    fn of_finding(finding: &Finding) -> Self {
        Self {
            kind: finding.kind.to_string(),
            path: finding.path.clone(),
            line: finding.position.line,
            column: finding.position.column,
            sentence: finding.sentence(),
            schema: finding.schema.as_ref().map(|place| SchemaShown {
                source: place.source.to_string(),
                line: place.position.line,
                column: place.position.column,
                pointer: place.pointer.as_deref().unwrap_or("(none)").to_owned(),
            }),
        }
    }

    /// The same from a row of the JSON report.
    fn of_row(row: NodeRef<'_>) -> Self {
        let text = |pointer: &str| row.pointer(pointer).map(|node| node.value().to_owned()).unwrap_or_default();
        let number = |pointer: &str| text(pointer).parse().unwrap_or(0);
        let schema = row.member("schema").is_some_and(|schema| schema.children().next().is_some());
        Self {
            kind: text("/kind"),
            path: text("/first/path"),
            line: number("/first/line"),
            column: number("/first/column"),
            sentence: text("/what"),
            schema: schema.then(|| SchemaShown {
                source: text("/schema/source"),
                line: number("/schema/line"),
                column: number("/schema/column"),
                pointer: text("/schema/pointer"),
            }),
        }
    }
}

/// The text of the finding with its places, and its line in the text report.
fn in_text(want: &Shown, finding: &Finding, routed: &Routed<'_, '_>) -> Result<(), String> {
    let Shown { kind, path, line, column, sentence, schema } = want;
    let shown_path = if path.is_empty() { "(the payload)" } else { path };
    let mut text = format!("{line}:{column} {shown_path}: {kind}: {sentence}");
    if let Some(SchemaShown { source, line, column, pointer: _ }) = schema {
        text.push_str(&format!(" (schema: {source}:{line}:{column})"));
    }
    let shown = format!("{finding:#}");
    let without_impact = shown.rsplit_once(" [").map_or(shown.as_str(), |(before, _)| before);
    expect("text of the finding", &text.as_str(), &without_impact)?;
    let report = report(routed, report::Format::Text);
    let place = format!("  at payload.json:{line}:{column}");
    let lines: Vec<_> = report.lines().collect();
    let ends = |row: &str| row.trim_start().split(", schema ").next() == Some(place.trim_start());
    let at = lines.iter().position(|row| ends(row)).ok_or_else(|| format!("no line with {place} in\n{report}"))?;
    // The row begins two lines above, or more where it tells of other branches.
    let row: Vec<_> = lines[..=at].iter().rev().take_while(|line| line.starts_with("  ")).collect();
    if !row.iter().any(|line| line.contains(&format!("  {kind}  "))) || !row.iter().any(|line| line.contains(sentence))
    {
        return Err(format!("the row of the text report is\n{report}"));
    }
    Ok(())
}

/// The row of the JSON report.
fn in_json(want: &Shown, branches: &[String], routed: &Routed<'_, '_>) -> Result<(), String> {
    let report = report(routed, report::Format::Json);
    let document = Document::read_str(&report, &ReadOptions::default()).map_err(|error| error.to_string())?;
    let row = document.root().pointer("/contracts/0/rows/0").ok_or("no row in the JSON report")?;
    expect("row of the JSON report", want, &Shown::of_row(row))?;
    let alternatives = row.member("alternatives").map_or(0, |all| all.children().count());
    expect("branches in the JSON report", &branches.len(), &alternatives)
}

fn report(routed: &Routed<'_, '_>, format: report::Format) -> String {
    let mut drift = Drift::default();
    drift.add(&Seen { source: "payload.json".to_owned(), ..Seen::default() }, None, routed);
    let mut bytes = Vec::new();
    let conclusion = Conclusion::of(&drift, routed.contract, &Terms::default());
    report::write(&mut bytes, &conclusion, format, Look::default()).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A branch in one line: `Card /oneOf/0: missing-field /number; constant-changed /kind`.
fn branch(alternative: &Alternative) -> String {
    let Alternative { name, schema, findings } = alternative;
    let says: Vec<_> =
        findings.iter().map(|finding| format!("{} {}", finding.kind, case::spelt(&finding.path))).collect();
    let says = if says.is_empty() { "it fits".to_owned() } else { says.join("; ") };
    let pointer = schema.pointer.as_deref().unwrap_or_default();
    format!("{} {}: {says}", name.as_deref().unwrap_or("-"), case::spelt(pointer))
}

fn expect<T: std::fmt::Debug + PartialEq>(what: &str, want: &T, got: &T) -> Result<(), String> {
    if want == got { Ok(()) } else { Err(format!("{what}:\n  want {want:?}\n  got  {got:?}")) }
}

fn list(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("\n  {finding:#}")).collect()
}
