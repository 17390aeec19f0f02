//! Every capture and every vendor's sample is checked, and what is found must be what its sidecar says: no more, no less, at
//! the very same places.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use driftline::Routes;
use driftline_cli::capture::{self, Form, Item};
use driftline_schemas::catalog::{self, Catalog};
use driftline_tests::sidecar::{self, Expected, Record};

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn routes() -> Routes {
    Routes::load(&catalog::vendors().unwrap(), &Catalog).unwrap()
}

/// What a check says of a file: its records, and the findings in each.
fn checked(routes: &Routes, payload: &Path) -> (Vec<Record>, Vec<Expected>) {
    let bytes = std::fs::read(payload).unwrap();
    let (mut records, mut findings) = (Vec::new(), Vec::new());
    capture::read(&bytes, Form::of_name(payload).unwrap_or(Form::Unknown), &mut |item| {
        let Item::Capture(capture) = item else { panic!("{}: {item:?}", payload.display()) };
        let routed = routes.check(&capture.headers, &capture.body);
        let part = capture.part.map(str::to_owned);
        let contract = routed.contract.map(|contract| contract.name().to_owned());
        records.push(Record { number: capture.record, part: part.clone(), contract });
        findings.extend(routed.findings.into_iter().map(|finding| Expected {
            record: capture.record,
            part: part.clone(),
            line: finding.position.line.into(),
            column: finding.position.column.into(),
            kind: finding.kind.to_string(),
            because: finding.sentence(),
            path: finding.path,
        }));
    });
    // A sidecar names the part only where a record has two.
    let single = |number: Option<u64>| records.iter().filter(|record| record.number == number).count() == 1;
    let alone: Vec<_> = records.iter().map(|record| record.number).filter(|number| single(*number)).collect();
    records.iter_mut().filter(|record| alone.contains(&record.number)).for_each(|record| record.part = None);
    findings.iter_mut().filter(|finding| alone.contains(&finding.record)).for_each(|finding| finding.part = None);
    (records, findings)
}

/// What identifies a finding in a file; the reason is for people.
fn key(finding: &Expected) -> (Option<u64>, Option<&str>, u64, u64, &str, &str) {
    let Expected { record, part, line, column, kind, path, because: _ } = finding;
    (*record, part.as_deref(), *line, *column, kind, path)
}

fn shown(sign: char, finding: &Expected) -> String {
    let Expected { record, part, line, column, kind, path, because } = finding;
    let record = record.map(|record| format!("#{record}")).unwrap_or_default();
    let part = part.as_ref().map(|part| format!(".{part}")).unwrap_or_default();
    format!("  {sign} {record}{part}:{line}:{column} {kind} {path:?}  ({because})\n")
}

/// The findings that are in `these` and not in `those`, each as often as it is missing.
fn without<'f>(these: &'f [Expected], those: &[Expected]) -> Vec<&'f Expected> {
    let mut left: Vec<_> = those.iter().map(key).collect();
    these
        .iter()
        .filter(|finding| match left.iter().position(|other| *other == key(finding)) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        })
        .collect()
}

/// Compares every payload below a folder with its sidecar; all differences at once.
fn compare(folder: &Path) {
    let routes = routes();
    let (payloads, strays) = sidecar::payloads(folder).unwrap();
    assert!(strays.is_empty(), "neither payload with a sidecar nor sidecar with a payload: {strays:#?}");
    assert!(!payloads.is_empty(), "{}", folder.display());
    let (mut diff, mut wrong, mut kinds) = (String::new(), 0, BTreeMap::<String, (u64, u64)>::new());
    for payload in &payloads {
        let text = std::fs::read_to_string(sidecar::path_of(payload)).unwrap();
        let want = sidecar::read(&text).unwrap_or_else(|error| panic!("{}: {error}", payload.display()));
        let (records, findings) = checked(&routes, payload);
        let mut lines = String::new();
        for record in want.records.iter().filter(|record| !records.contains(record)) {
            let got = records.iter().find(|got| (got.number, &got.part) == (record.number, &record.part));
            let got = got.map(|got| got.contract.as_deref().unwrap_or("no contract"));
            let Record { number, part, contract } = record;
            writeln!(lines, "  record {number:?} {part:?}: want {contract:?}, got {got:?}").unwrap();
        }
        if records.len() != want.records.len() {
            writeln!(lines, "  want {} records, got {}", want.records.len(), records.len()).unwrap();
        }
        for missing in without(&want.findings, &findings) {
            lines.push_str(&shown('-', missing));
            kinds.entry(missing.kind.clone()).or_default().0 += 1;
        }
        for extra in without(&findings, &want.findings) {
            lines.push_str(&shown('+', extra));
            kinds.entry(extra.kind.clone()).or_default().1 += 1;
        }
        if !lines.is_empty() {
            wrong += 1;
            let name = payload.strip_prefix(root()).unwrap_or(payload);
            write!(diff, "{}\n{lines}", name.display()).unwrap();
        }
    }
    let kinds: String = kinds.iter().map(|(kind, (less, more))| format!("  -{less} +{more} {kind}\n")).collect();
    assert!(
        wrong == 0,
        "\n{diff}\n{wrong} of {} differ; - is wanted and not found, + is found and not wanted:\n{kinds}",
        payloads.len()
    );
}

#[test]
fn captures_have_the_findings_of_their_sidecars() {
    compare(&root().join("tests/captures"));
}

#[test]
fn good_samples_of_vendors_have_no_finding_and_bad_ones_have_theirs() {
    for vendor in catalog::vendors().unwrap() {
        let samples = root().join("schemas/vendors").join(&vendor.name).join("samples");
        compare(&samples);
        for (folder, is_good) in [("good", true), ("bad", false)] {
            for payload in sidecar::payloads(&samples.join(folder)).unwrap().0 {
                let sidecar = sidecar::read(&std::fs::read_to_string(sidecar::path_of(&payload)).unwrap()).unwrap();
                assert_eq!(sidecar.findings.is_empty(), is_good, "{}", payload.display());
            }
        }
    }
}
