//! GitLab's code quality report: an array with an issue for each row, at its place in the schema.

use std::io::{self, Write};

use super::entry::{Entry, Spot, entries};
use super::json::Json;
use crate::drift::Drift;
use crate::finding::Impact;
use crate::severity::Severity;

/// Writes the report of a drift.
pub(super) fn write(out: &mut dyn Write, drift: &Drift) -> io::Result<()> {
    Json::Array(entries(drift).map(|entry| issue(&entry)).collect()).write(out)
}

fn issue(entry: &Entry<'_>) -> Json {
    let spot = entry.schema().map_or_else(|| Spot::of_capture(entry.first()), Spot::of_schema);
    // A location has to have a line.
    let line = spot.place.map_or(1, |(line, _)| line);
    Json::object([
        ("description", Json::text(format!("{}, seen first at {}", entry.sentence(), entry.first()))),
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
    match (entry.severity, entry.row.impact) {
        (Severity::Error, Some(Impact::Rejects)) => "critical",
        (Severity::Error, Some(Impact::Loses) | None) => "major",
        (Severity::Error, Some(Impact::Harmless)) | (Severity::Warning, _) => "minor",
        (Severity::Note, _) => "info",
    }
}
