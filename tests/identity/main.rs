//! Identity constraints and IDs (XSD 1.0 part 1, 3.11 and 3.15.5): small schemas and payloads, each fault one finding.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod ids;
mod json;
mod keys;
mod limits;
mod places;
mod references;
mod values;

use std::collections::BTreeMap;

use driftline::schemas::mapping::Mapping;
use driftline::{Check, Contract, ContractOptions, Verdict};

/// A contract of a schema with this body, without a namespace.
fn contract(body: &str) -> Contract {
    contract_with(body, Mapping::default())
}

fn contract_with(body: &str, mapping: Mapping) -> Contract {
    loaded(body, ContractOptions { mapping, ..ContractOptions::default() })
}

/// A contract that the walk decides alone.
fn alone(body: &str) -> Contract {
    loaded(body, ContractOptions { judge: false, ..ContractOptions::default() })
}

fn loaded(body: &str, options: ContractOptions) -> Contract {
    let schema = format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n{body}\n</xs:schema>");
    let files = BTreeMap::from([("s.xsd".to_owned(), schema.into_bytes())]);
    Contract::load_from("s.xsd", options, &files).unwrap_or_else(|error| panic!("{body}\n{error:#}"))
}

/// What a payload's check says: one line for each finding.
fn told(check: &Check) -> Vec<String> {
    check.findings().iter().map(ToString::to_string).collect()
}

/// Checks payloads: each has as many findings as marks `¦`, at the marks, and each of these words is in its finding.
fn assert_findings(contract: &Contract, cases: &[(&str, &[&str])]) {
    for (marked, words) in cases {
        let check = contract.check(marked.replace('¦', "").as_bytes());
        let told = told(&check);
        let places: Vec<_> = check.findings().iter().map(|finding| finding.position.to_string()).collect();
        assert_eq!(places, marks(marked), "{marked}\n{told:#?}");
        assert_eq!(told.len(), words.len(), "{marked}\n{told:#?}");
        for (told, words) in told.iter().zip(*words) {
            assert!(told.contains(words), "{marked}\n{told}");
        }
        let expected = if words.is_empty() { Verdict::Valid } else { Verdict::Invalid };
        assert_eq!(check.verdict(), expected, "{marked}");
    }
}

/// The positions of the marks in a text without them.
fn marks(marked: &str) -> Vec<String> {
    let parts: Vec<&str> = marked.split('¦').collect();
    let mut before = String::new();
    let places = parts[..parts.len() - 1].iter().map(|part| {
        before.push_str(part);
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{}:{column}", before.matches('\n').count() + 1)
    });
    places.collect()
}
