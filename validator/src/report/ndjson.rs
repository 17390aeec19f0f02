//! NDJSON: a line for each contract, row and unreadable capture, and one with the totals at the end, so that a reader who has
//! it has read everything. Each line names what it is in `line`; the rest has the keys of the JSON report.

use std::io::{self, Write};

use super::json::{self, Json};
use crate::conclusion::Conclusion;

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let Json::Object(report) = json::report(conclusion) else { return Ok(()) };
    let mut last = vec![("line".to_owned(), Json::text("totals"))];
    for (name, value) in report {
        match (name.as_str(), value) {
            ("contracts", Json::Array(contracts)) => contracts.into_iter().try_for_each(|it| contract(out, it))?,
            ("unreadable", Json::Array(captures)) => {
                captures.into_iter().try_for_each(|it| line(out, "unreadable", None, it))?;
            }
            (_, value) => last.push((name, value)),
        }
    }
    Json::Object(last).write_line(out)
}

/// A contract without its rows, then its rows with the contract's name.
fn contract(out: &mut dyn Write, contract: Json) -> io::Result<()> {
    let Json::Object(mut members) = contract else { return Ok(()) };
    let rows = members.iter().position(|(name, _)| name == "rows").map(|at| members.remove(at).1);
    let name = members.iter().find(|(name, _)| name == "contract").map(|(_, value)| value.clone());
    line(out, "contract", None, Json::Object(members))?;
    let Some(Json::Array(rows)) = rows else { return Ok(()) };
    rows.into_iter().try_for_each(|row| line(out, "row", name.clone(), row))
}

fn line(out: &mut dyn Write, what: &str, contract: Option<Json>, value: Json) -> io::Result<()> {
    let mut members = vec![("line".to_owned(), Json::text(what))];
    members.extend(contract.map(|name| ("contract".to_owned(), name)));
    if let Json::Object(own) = value {
        members.extend(own);
    }
    Json::Object(members).write_line(out)
}
