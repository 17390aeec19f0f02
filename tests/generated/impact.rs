//! What a report says that a finding does to the generated types, held to what they do: every capture whose findings all say
//! something is read with the type of its contract and written again.

use std::path::{Path, PathBuf};

use driftline::{Impact, Routes};
use driftline_cli::capture::{self, Form, Item};
use driftline_schemas::catalog::{self, Catalog};
use driftline_schemas::document::{Document, ReadOptions, Syntax};

use super::{CONTRACTS, same};

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
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
