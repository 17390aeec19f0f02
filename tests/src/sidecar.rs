//! Sidecars: `<payload>.expect.toml` says which contract a payload belongs to and what a check must find in it.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// What a sidecar says.
#[derive(Debug, Default)]
pub struct Sidecar {
    /// The contract of each record; a file of one payload has one without a number.
    pub records: Vec<Record>,
    /// The findings, in the order of the file.
    pub findings: Vec<Expected>,
    /// What is tolerated, where the sidecar lists it: all of it or nothing.
    pub notes: Vec<Expected>,
}

/// The payload of a file, or one of its payloads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Record {
    /// Its number.
    pub number: Option<u64>,
    /// `request` or `response`, where the record has both.
    pub part: Option<String>,
    /// Its contract; none where nobody claims it.
    pub contract: Option<String>,
}

/// A finding that must be there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// Of which record.
    pub record: Option<u64>,
    /// Of which part of it.
    pub part: Option<String>,
    /// The line inside the payload.
    pub line: u64,
    /// The column inside the payload.
    pub column: u64,
    /// The code.
    pub kind: String,
    /// The path.
    pub path: String,
    /// How often it is there: a note is counted, a finding is one.
    pub times: u64,
    /// Why: not compared.
    pub because: String,
}

/// The sidecar of a payload.
#[must_use]
pub fn path_of(payload: &Path) -> PathBuf {
    let mut name = payload.as_os_str().to_owned();
    name.push(".expect.toml");
    name.into()
}

/// Every payload below a folder that has a sidecar, sorted; and every file that is neither payload nor sidecar nor README.
///
/// # Errors
/// Where a folder cannot be read.
pub fn payloads(folder: &Path) -> std::io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut payloads, mut strays, mut waiting) = (Vec::new(), Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.to_string_lossy();
            if path.is_dir() {
                waiting.push(path);
            } else if let Some(payload) = name.strip_suffix(".expect.toml") {
                if !Path::new(payload).is_file() {
                    strays.push(path);
                }
            } else if path_of(&path).is_file() {
                payloads.push(path);
            } else if !name.ends_with(".md") {
                strays.push(path);
            }
        }
    }
    payloads.sort();
    strays.sort();
    Ok((payloads, strays))
}

/// Reads a sidecar.
///
/// # Errors
/// What is wrong with it, in words.
pub fn read(text: &str) -> Result<Sidecar, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    let table = table.get_ref();
    let mut sidecar = Sidecar::default();
    for record in tables(table, "record")? {
        let (number, part, contract) =
            (Some(number(record, "number")?), text_of(record, "part"), text_of(record, "contract"));
        sidecar.records.push(Record { number, part, contract });
    }
    if sidecar.records.is_empty() {
        sidecar.records.push(Record { contract: text_of(table, "contract"), ..Record::default() });
    }
    sidecar.findings = expected(table, "finding")?;
    sidecar.notes = expected(table, "note")?;
    Ok(sidecar)
}

fn expected(table: &DeTable<'_>, key: &str) -> Result<Vec<Expected>, String> {
    let expected = |finding: &DeTable<'_>| {
        let text = |name: &str| text_of(finding, name).ok_or_else(|| format!("a {key} has no {name}"));
        let optional = |name: &str| finding.get(name).map(|_| number(finding, name)).transpose();
        Ok(Expected {
            record: optional("record")?,
            part: text_of(finding, "part"),
            line: number(finding, "line")?,
            column: number(finding, "column")?,
            kind: text("kind")?,
            path: text("path")?,
            times: optional("times")?.unwrap_or(1),
            because: text("because")?,
        })
    };
    tables(table, key)?.into_iter().map(expected).collect()
}

fn tables<'t>(table: &'t DeTable<'t>, key: &str) -> Result<Vec<&'t DeTable<'t>>, String> {
    let Some(value) = table.get(key) else { return Ok(Vec::new()) };
    let items = value.get_ref().as_array().ok_or_else(|| format!("{key} is no array of tables"))?;
    items.iter().map(|item| item.get_ref().as_table().ok_or_else(|| format!("{key} is no table"))).collect()
}

fn text_of(table: &DeTable<'_>, key: &str) -> Option<String> {
    match table.get(key)?.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    }
}

fn number(table: &DeTable<'_>, key: &str) -> Result<u64, String> {
    let value = table.get(key).and_then(|value| value.get_ref().as_integer());
    value.and_then(|number| number.as_str().parse().ok()).ok_or_else(|| format!("{key} is no number"))
}
