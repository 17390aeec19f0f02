//! Reports for programs, held to the schemas of their forms: that of JSON, which we publish, by our own check and by the crate
//! `jsonschema`; JUnit's and GitLab's, which we wrote from their documentation, by our own check.

use std::path::Path;
use std::sync::LazyLock;

use driftline::report::{Format, json};
use driftline::{Contract, ContractOptions, Verdict, World};
use driftline_schemas::document::ReadOptions;
use driftline_schemas::files::Disk;
use jsonschema::Validator;

// The published schema is open for keys to come; that it speaks of every key of today is what the declared world adds.
static JSON: LazyLock<Contract> =
    LazyLock::new(|| contract("validator/src/report/report.schema.json", World::Declared));
static JUNIT: LazyLock<Contract> = LazyLock::new(|| contract("tests/reports/junit.xsd", World::Strict));
static GITLAB: LazyLock<Contract> = LazyLock::new(|| contract("tests/reports/gitlab.json", World::Strict));

/// The other opinion.
static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(json::SCHEMA).expect("the published schema is JSON");
    jsonschema::validator_for(&schema).expect("the published schema is a JSON Schema")
});

/// Holds a report to the schema of its form, where that is at hand.
///
/// # Panics
/// Where it is not as the schema says; `whose` tells which it was.
pub fn hold(format: Format, text: &str, whose: &str) {
    match format {
        Format::Json => {
            checked(&JSON, text, whose);
            let value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{whose}: {error}\n{text}"));
            let errors: Vec<_> = VALIDATOR.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{whose}: {}\n{text}", errors.join("\n"));
        }
        Format::Junit => checked(&JUNIT, text, whose),
        Format::Gitlab => checked(&GITLAB, text, whose),
        Format::Text | Format::Ndjson | Format::Sarif | Format::Github | Format::Markdown | Format::Html => {}
    }
}

/// Holds a text to a contract: it is valid, and nothing in it is undeclared.
///
/// # Panics
/// Where it is not.
pub fn checked(contract: &Contract, text: &str, whose: &str) {
    let check = contract.check(text.as_bytes());
    let said: Vec<_> = check.findings().iter().take(5).map(|finding| format!("{finding:#}")).collect();
    assert!(check.verdict() == Verdict::Valid && said.is_empty(), "{whose}: {}\n{text}", said.join("\n"));
}

/// A contract of a file, by its path from the root of the repository or from that of the disk.
///
/// # Panics
/// Where it cannot be loaded.
#[must_use]
pub fn contract(file: &str, world: World) -> Contract {
    let options = ContractOptions { world, read: ReadOptions::default(), ..ContractOptions::default() };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    Contract::load_from(&file.to_string_lossy(), options, &Disk).unwrap_or_else(|error| panic!("{error:#}"))
}
