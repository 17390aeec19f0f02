//! Every capture and every vendor's sample is checked, and what is found must be what its sidecar says: no more, no less, at
//! the very same places.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use driftline::{Contract, Finding, Routes};
use driftline_cli::capture::{self, Form, Item};
use driftline_schemas::catalog::{self, Catalog};
use driftline_schemas::document::{Document, Kind, ReadOptions};
use driftline_schemas::model::{Model, Shape};
use driftline_tests::sidecar::{self, Expected, Record, Sidecar};

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn routes() -> Routes {
    Routes::load(&catalog::vendors().unwrap(), &Catalog).unwrap()
}

/// What a check says of a file: its records, and the findings and notes in each.
fn checked(routes: &Routes, payload: &Path) -> Sidecar {
    let bytes = std::fs::read(payload).unwrap();
    let (mut records, mut findings, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    capture::read(&bytes, Form::of_name(payload).unwrap_or(Form::Unknown), &mut |item| {
        let Item::Capture(capture) = item else { panic!("{}: {item:?}", payload.display()) };
        let routed = routes.check(&capture.headers, &capture.body);
        let part = capture.part.map(str::to_owned);
        let contract = routed.contract.map(|contract| contract.name().to_owned());
        records.push(Record { number: capture.record, part: part.clone(), contract });
        let expected = |finding: Finding| Expected {
            record: capture.record,
            part: part.clone(),
            line: finding.position.line.into(),
            column: finding.position.column.into(),
            kind: finding.kind.to_string(),
            times: finding.times,
            because: finding.sentence(),
            path: finding.path,
        };
        findings.extend(routed.findings.into_iter().map(expected));
        notes.extend(routed.notes.into_iter().map(expected));
    });
    // A sidecar names the part only where a record has two.
    let single = |number: Option<u64>| records.iter().filter(|record| record.number == number).count() == 1;
    let alone: Vec<_> = records.iter().map(|record| record.number).filter(|number| single(*number)).collect();
    records.iter_mut().filter(|record| alone.contains(&record.number)).for_each(|record| record.part = None);
    let found = findings.iter_mut().chain(&mut notes);
    found.filter(|finding| alone.contains(&finding.record)).for_each(|finding| finding.part = None);
    Sidecar { records, findings, notes }
}

/// What identifies a finding in a file; the reason is for people.
fn key(finding: &Expected) -> Expected {
    Expected { because: String::new(), ..finding.clone() }
}

fn shown(sign: char, finding: &Expected) -> String {
    let Expected { record, part, line, column, kind, path, times, because } = finding;
    let record = record.map(|record| format!("#{record}")).unwrap_or_default();
    let part = part.as_ref().map(|part| format!(".{part}")).unwrap_or_default();
    let times = if *times == 1 { String::new() } else { format!(" {times} times") };
    format!("  {sign} {record}{part}:{line}:{column} {kind} {path:?}{times}  ({because})\n")
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
        let Sidecar { records, findings, notes } = checked(&routes, payload);
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
        if !want.notes.is_empty() {
            without(&want.notes, &notes).into_iter().for_each(|note| lines.push_str(&shown('-', note)));
            without(&notes, &want.notes).into_iter().for_each(|note| lines.push_str(&shown('+', note)));
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

/// The names in a payload, and its values that are long enough to be told from the words of a message. What does not read as
/// a document is taken apart at its quotes and brackets.
fn anatomy(body: &[u8]) -> (BTreeSet<String>, BTreeSet<String>) {
    let options = ReadOptions { repair: true, ..ReadOptions::default() };
    let (mut names, mut values) = (BTreeSet::new(), BTreeSet::new());
    if let Ok(document) = Document::read(body, &options) {
        let mut waiting = vec![document.root()];
        while let Some(node) = waiting.pop() {
            waiting.extend(node.children().chain(node.attributes()));
            names.insert(node.local_name().to_owned());
            if node.is_leaf() && node.kind() != Kind::Null {
                values.insert(node.value().trim().to_owned());
            }
        }
    } else {
        let text = String::from_utf8_lossy(body);
        for part in text.split('<') {
            let (tag, rest) = part.split_once('>').unwrap_or(("", part));
            names.insert(tag.trim_start_matches('/').to_owned());
            values.extend(rest.split(['"', '\n']).map(|value| value.trim().to_owned()));
        }
    }
    values.retain(|value| value.chars().count() >= 4);
    (names, values)
}

/// A sentence without the names that were sent or are declared: a field may be called what a value is.
fn without_names(sentence: &str, names: &BTreeSet<String>, contract: Option<&Contract>) -> String {
    let is_name =
        |word: &str| names.contains(word) || contract.is_some_and(|contract| declares(contract.model(), word));
    let words = sentence.split(|letter: char| !letter.is_alphanumeric() && !"_-.".contains(letter));
    words.filter(|word| !is_name(word)).collect::<Vec<_>>().join(" ")
}

fn declares(model: &Model, name: &str) -> bool {
    model.types.iter().any(|type_| match &type_.shape {
        Shape::Record(record) => record.fields.iter().any(|field| *field.name.local == *name),
        _ => false,
    })
}

#[test]
fn no_value_of_a_payload_is_in_any_message() {
    let routes = routes();
    let mut folders = vec![root().join("tests/captures")];
    folders.extend(catalog::vendors().unwrap().iter().map(|it| root().join("schemas/vendors").join(&it.name)));
    let (mut told, mut leaks) = (0_usize, BTreeSet::new());
    for payload in folders.iter().flat_map(|folder| sidecar::payloads(folder).unwrap().0) {
        let bytes = std::fs::read(&payload).unwrap();
        capture::read(&bytes, Form::of_name(&payload).unwrap_or(Form::Unknown), &mut |item| {
            let Item::Capture(capture) = item else { panic!("{}: {item:?}", payload.display()) };
            let routed = routes.check(&capture.headers, &capture.body);
            let (names, values) = anatomy(&capture.body);
            for finding in routed.findings.iter().chain(&routed.notes) {
                told += 1;
                let sentence = without_names(&finding.sentence(), &names, routed.contract);
                let is_told = |value: &&String| {
                    let value = without_names(value, &names, routed.contract);
                    value.chars().count() >= 4 && sentence.contains(&value)
                };
                let leaked = values.iter().filter(is_told);
                leaks.extend(leaked.map(|value| format!("{}: {value:?} in {sentence}", payload.display())));
            }
        });
    }
    assert!(told > 300, "only {told} messages were looked at");
    assert!(leaks.is_empty(), "{leaks:#?}");
}
