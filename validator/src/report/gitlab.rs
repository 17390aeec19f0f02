//! GitLab's code quality report: an array with an issue for each row, at its place in the schema.

use std::io::{self, Write};

use super::entry::{Entry, Spot, entries, title};
use super::json::Json;
use crate::conclusion::Conclusion;
use crate::finding::Impact;
use crate::severity::Severity;

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    Json::Array(entries(conclusion).map(|entry| issue(&entry)).collect()).write(out)
}

fn issue(entry: &Entry<'_>) -> Json {
    // What is counted and not there may have no place but its contract.
    let spot = entry.spot().unwrap_or(Spot { file: title(entry.contract), place: None });
    let first = entry.first().map(|first| format!(", seen first at {first}")).unwrap_or_default();
    // A location has to have a line.
    let line = spot.place.map_or(1, |(line, _)| line);
    Json::object([
        ("description", Json::text(format!("{}{first}", entry.sentence()))),
        ("check_name", Json::text(entry.kind.code())),
        ("fingerprint", Json::text(entry.fingerprint())),
        ("severity", Json::text(severity(entry))),
        (
            "location",
            Json::object([
                ("path", Json::text(spot.file)),
                ("lines", Json::object([("begin", Json::Number(u64::from(line)))])),
            ]),
        ),
    ])
}

/// GitLab's word: what code fails on is worse than what it reads.
fn severity(entry: &Entry<'_>) -> &'static str {
    if !entry.counts() {
        return "info";
    }
    match (entry.severity, entry.row.impact) {
        (Severity::Error, Some(Impact::Rejects)) => "critical",
        (Severity::Error, Some(Impact::Loses) | None) => "major",
        (Severity::Error, Some(Impact::Harmless)) | (Severity::Warning, _) => "minor",
        (Severity::Note, _) => "info",
    }
}
