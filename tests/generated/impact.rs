//! What a report says that a finding does to the generated types, held to what they do: every capture and every mutation of
//! every vendor's samples whose findings all say something is read with the type of its contract and written again.

use std::path::{Path, PathBuf};

use driftline::{Finding, Got, Impact, Routes};
use driftline_cli::capture::{self, Form, Item};
use driftline_schemas::catalog::{self, Catalog};
use driftline_schemas::document::{Document, ReadOptions, Syntax};
use driftline_tests::mutation;

use super::{CONTRACTS, same};

pub(super) fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files(&path, into);
        } else if Form::of_name(&path).is_some() {
            into.push(path);
        }
    }
    into.sort();
}

/// What the generated type of a contract does with a payload.
fn behaviour(contract: &str, body: &[u8]) -> Option<Impact> {
    let document = Document::read(body, &ReadOptions { repair: true, ..ReadOptions::default() }).ok()?;
    let root = document.root().local_name();
    let named = |name: &str| name.is_empty() || document.syntax() == Syntax::Json || name == root;
    let (.., trip) = CONTRACTS.iter().find(|(name, root, _)| *name == contract && named(root))?;
    Some(match trip(body) {
        Err(_) => Impact::Rejects,
        Ok(written) if is_other(contract, body, written.as_bytes()) => Impact::Loses,
        Ok(_) => Impact::Harmless,
    })
}

/// Whether something was lost. A type from an XSD is free in how it says the same; one from a JSON Schema is not: `null` is
/// not nothing.
fn is_other(contract: &str, body: &[u8], written: &[u8]) -> bool {
    let value = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    same::difference(body, written).is_some() || (!contract.starts_with("neto/") && value(body) != value(written))
}

#[test]
fn what_a_finding_does_to_the_types_is_what_the_report_says() {
    let routes = Routes::load(&catalog::vendors().unwrap(), &Catalog).unwrap();
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("captures"), &mut paths);
    let (mut held, mut wrong) = (0, Vec::new());
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        capture::read(&bytes, Form::of_name(&path).unwrap(), &mut |item| {
            let Item::Capture(capture) = item else { return };
            let routed = routes.check(&capture.headers, &capture.body);
            let Some(contract) = routed.contract else { return };
            let said: Option<Vec<Impact>> = routed.findings.iter().map(|finding| finding.impact).collect();
            let Some(worst) = said.map(|said| said.into_iter().max().unwrap_or(Impact::Harmless)) else { return };
            let Some(done) = behaviour(contract.name(), &capture.body) else { return };
            held += 1;
            if worst != done {
                let findings: Vec<_> = routed.findings.iter().map(|finding| format!("    {finding:#}")).collect();
                wrong.push(format!(
                    "{} #{:?}: said {worst:?}, is {done:?}\n{}",
                    path.display(),
                    capture.record,
                    findings.join("\n")
                ));
            }
        });
    }
    assert!(wrong.is_empty(), "{} of {held}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(held >= 140, "only {held} payloads were held to it");
}

/// Whether a name that a finding is about is written less often than it was read. What is empty says nothing, so that its name
/// alone tells.
fn loses_a_name(contract: &str, body: &str, findings: &[Finding]) -> bool {
    let root = Document::read_str(body, &ReadOptions::default()).unwrap().root().local_name().to_owned();
    let is_xml = body.starts_with('<');
    let is_type = |name: &str| name.is_empty() || !is_xml || name == root;
    let Some((.., trip)) = CONTRACTS.iter().find(|(name, root, _)| *name == contract && is_type(root)) else {
        return false;
    };
    let Ok(written) = trip(body.as_bytes()) else { return false };
    let lost = |name: &str| {
        let marks =
            if is_xml { [format!("<{name}>"), format!("<{name}/>")].to_vec() } else { vec![format!("\"{name}\":")] };
        let count = |text: &str| marks.iter().map(|mark| text.matches(mark.as_str()).count()).sum::<usize>();
        count(&written) < count(body)
    };
    findings.iter().any(|finding| match &finding.got {
        Got::Name(name) => lost(name.as_str()),
        Got::Namespace(name) => body.contains(name.as_str()) && !written.contains(name.as_str()),
        _ => false,
    })
}

/// How many payloads are held to each mutation.
const EACH: usize = 4;

#[test]
#[expect(clippy::print_stdout, reason = "how much was held to it is told")]
fn what_a_mutation_does_to_the_types_is_what_the_report_says() {
    let (mut held, mut silent, mut wrong) = (0, std::collections::BTreeMap::<String, usize>::new(), Vec::new());
    for corpus in mutation::corpora() {
        for change in mutation::mutations(&corpus) {
            let changed = corpus.variants.iter().filter_map(|tree| mutation::mutated(tree, &change));
            for body in changed.step_by(17).take(EACH).map(|tree| tree.write(corpus.syntax)) {
                let routed = corpus.route.check(body.as_bytes());
                let Some(mut done) = behaviour(corpus.contract().name(), body.as_bytes()) else { continue };
                if done == Impact::Harmless && loses_a_name(corpus.contract().name(), &body, &routed.findings) {
                    done = Impact::Loses;
                }
                let said: Option<Vec<Impact>> = routed.findings.iter().map(|finding| finding.impact).collect();
                let Some(worst) = said.map(|said| said.into_iter().max().unwrap_or(Impact::Harmless)) else {
                    for finding in routed.findings.iter().filter(|finding| finding.impact.is_none()) {
                        *silent.entry(finding.kind.to_string()).or_default() += 1;
                    }
                    continue;
                };
                held += 1;
                if worst != done {
                    let findings: Vec<_> = routed.findings.iter().map(|finding| format!("    {finding:#}")).collect();
                    wrong.push(format!(
                        "{} {} of {}: said {worst:?}, is {done:?}\n{}\n    {body}",
                        change.operator,
                        change.field,
                        corpus.contract().name(),
                        findings.join("\n")
                    ));
                }
            }
        }
    }
    println!("{held} mutated payloads were held to the prediction; nothing is said of {silent:?}");
    assert!(silent.is_empty(), "nothing is said of {silent:?}");
    assert!(wrong.is_empty(), "{} of {held}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(held >= 5_500, "only {held} payloads were held to it");
}
