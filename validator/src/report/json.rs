//! The JSON report, and the small writer that it and other JSON outputs are made with.
//!
//! A report is one object; its keys are stable, and new ones may come. `report` is the number of its form.

use std::io::{self, Write};

use driftline_schemas::text::Position;

use super::entry::shapes;
use crate::baseline::Entry;
use crate::conclusion::{Concluded, Conclusion, Line, Standing};
use crate::drift::{First, Row, Seen};
use crate::finding::{Alternative, Finding, SchemaPlace};
use crate::severity::{Severity, Side};

/// The JSON Schema of the JSON report.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// A JSON value to be written. Members keep their order.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each is the JSON value of its name")]
pub enum Json {
    Null,
    Boolean(bool),
    Number(u64),
    /// A number as it was read, with all its digits.
    Literal(String),
    Text(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Json {
    /// A string.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An object of these members.
    pub fn object<const N: usize>(members: [(&str, Self); N]) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Writes the value with two blanks for each level, and a line end after it.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write_at(Some(0), out)?;
        writeln!(out)
    }

    /// Writes the value as one line (NDJSON).
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn write_line(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write_at(None, out)?;
        writeln!(out)
    }

    /// At a level of indentation; at none everything is in one line.
    fn write_at(&self, level: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        let inner = level.map(|level| level + 1);
        match self {
            Self::Null => write!(out, "null"),
            Self::Boolean(truth) => write!(out, "{truth}"),
            Self::Number(number) => write!(out, "{number}"),
            Self::Literal(literal) => out.write_all(literal.as_bytes()),
            Self::Text(text) => write_text(text, out),
            Self::Array(items) if items.is_empty() => write!(out, "[]"),
            Self::Object(members) if members.is_empty() => write!(out, "{{}}"),
            Self::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    out.write_all(if at == 0 { b"[" } else { b"," })?;
                    break_line(inner, out)?;
                    item.write_at(inner, out)?;
                }
                break_line(level, out)?;
                out.write_all(b"]")
            }
            Self::Object(members) => {
                for (at, (name, value)) in members.iter().enumerate() {
                    out.write_all(if at == 0 { b"{" } else { b"," })?;
                    break_line(inner, out)?;
                    write_text(name, out)?;
                    out.write_all(if level.is_some() { b": " } else { b":" })?;
                    value.write_at(inner, out)?;
                }
                break_line(level, out)?;
                out.write_all(b"}")
            }
        }
    }
}

/// Begins a line at a level of indentation, where there is one.
fn break_line(level: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    level.map_or(Ok(()), |level| write!(out, "\n{:1$}", "", level * 2))
}

/// Writes a string (RFC 8259, 7).
fn write_text(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"\"")?;
    for letter in text.chars() {
        match letter {
            '"' => out.write_all(b"\\\"")?,
            '\\' => out.write_all(b"\\\\")?,
            '\n' => out.write_all(b"\\n")?,
            letter if letter.is_control() => write!(out, "\\u{:04x}", u32::from(letter))?,
            letter => write!(out, "{letter}")?,
        }
    }
    out.write_all(b"\"")
}

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    report(conclusion).write(out)
}

/// The report of a conclusion.
pub(super) fn report(conclusion: &Conclusion<'_>) -> Json {
    let Conclusion { drift, contracts, sums, stale, expired } = conclusion;
    let skipped = drift.skipped.iter().map(|(what, count)| (what.clone(), Json::Number(*count)));
    let unreadable = drift
        .unreadable
        .iter()
        .map(|(source, reason)| Json::object([("source", Json::text(source)), ("reason", Json::text(reason))]));
    Json::object([
        ("report", Json::Number(1)),
        ("driftline", Json::text(env!("CARGO_PKG_VERSION"))),
        (
            "totals",
            Json::object([
                ("files", Json::Number(drift.files)),
                ("contracts", Json::Number(sums.contracts)),
                ("payloads", Json::Number(sums.payloads)),
                ("clean", Json::Number(sums.clean)),
                ("undecided", Json::Number(sums.undecided)),
                ("unread", Json::Number(sums.unread)),
                ("findings", Json::Number(sums.findings)),
                ("rows", Json::Number(sums.rows)),
                ("notes", Json::Number(sums.notes)),
                ("note_rows", Json::Number(sums.note_rows)),
                ("accepted", Json::Number(sums.accepted)),
                ("rare", Json::Number(sums.rare)),
            ]),
        ),
        ("contracts", Json::Array(contracts.iter().map(contract).collect())),
        ("skipped", Json::Object(skipped.collect())),
        ("unreadable", Json::Array(unreadable.collect())),
        ("unreadable_others", Json::Number(drift.unreadable.others())),
        ("stale", Json::Array(stale.iter().map(entry).collect())),
        ("expired", Json::Array(expired.iter().map(entry).collect())),
    ])
}

fn contract(contract: &Concluded<'_>) -> Json {
    let Concluded { name, drift, lines } = contract;
    Json::object([
        ("contract", if name.is_empty() { Json::Null } else { Json::text(*name) }),
        ("payloads", Json::Number(drift.payloads)),
        ("clean", Json::Number(drift.clean)),
        ("undecided", Json::Number(drift.undecided)),
        ("unread", Json::Number(drift.unread)),
        ("version_guessed", Json::Number(drift.guessed)),
        ("rows", Json::Array(lines.iter().map(row).collect())),
    ])
}

fn row(line: &Line) -> Json {
    let Line { field, kind, row, of, severity, standing, evidence } = line;
    let Row { payloads, findings, first, last, since, until, impact, kinds, shapes: _, places, alternatives } = row;
    let (low, high) = line.share().interval();
    let kinds = kinds.iter().map(|(kind, times)| (kind.word().to_owned(), Json::Number(*times)));
    let (shapes, other_shapes) = shapes(line);
    let shapes = shapes.into_iter().map(|(shape, times)| (shape.to_string(), Json::Number(times)));
    let (standing, reason) = match standing {
        Standing::Counts => ("counts", None),
        Standing::Rare => ("rare", None),
        Standing::Accepted(reason) => ("accepted", Some(reason.as_str())),
        Standing::Off => ("off", None),
    };
    // What is counted and not found has no place in a payload.
    let has_place = first.position.line > 0;
    let mut members = Json::object([
        ("field", Json::text(field.as_str())),
        ("kind", Json::text(kind.code())),
        ("severity", Json::text(severity.word())),
        ("standing", Json::text(standing)),
        ("reason", reason.map_or(Json::Null, Json::text)),
        ("payloads", Json::Number(*payloads)),
        ("of", Json::Number(*of)),
        ("interval", Json::Array([low, high].map(|share| Json::Literal(format!("{share:.6}"))).to_vec())),
        ("findings", Json::Number(*findings)),
        ("what", Json::text(first.sentence.as_str())),
        ("evidence", evidence.as_deref().map_or(Json::Null, Json::text)),
        ("types", Json::Object(kinds.collect())),
        ("shapes", Json::Object(shapes.collect())),
        ("other_shapes", Json::Number(other_shapes)),
        ("first", if has_place { place(first) } else { Json::Null }),
        ("last", if has_place { Json::Object(seen(last)) } else { Json::Null }),
        ("places", Json::Array(places.iter().map(place).collect())),
        ("since", since.as_ref().map_or(Json::Null, |time| Json::text(time.as_str()))),
        ("until", until.as_ref().map_or(Json::Null, |time| Json::text(time.as_str()))),
        ("impact", impact.map_or(Json::Null, |impact| Json::text(impact.word()))),
        ("schema", first.schema.as_ref().map_or(Json::Null, schema)),
    ]);
    members.add_alternatives(alternatives);
    members
}

fn place(place: &First) -> Json {
    let mut members = seen(&place.seen);
    members.extend([
        ("line".to_owned(), line(place.position)),
        ("column".to_owned(), column(place.position)),
        ("path".to_owned(), Json::text(place.path.as_str())),
    ]);
    Json::Object(members)
}

fn seen(seen: &Seen) -> Vec<(String, Json)> {
    let mut members = vec![
        ("source".to_owned(), Json::text(seen.source.as_str())),
        ("record".to_owned(), seen.record.map_or(Json::Null, Json::Number)),
        ("part".to_owned(), seen.part.map_or(Json::Null, Json::text)),
        ("offset".to_owned(), Json::Number(seen.offset)),
    ];
    members.extend(seen.id.as_ref().map(|id| ("id".to_owned(), Json::text(id.as_str()))));
    members
}

fn entry(entry: &Entry) -> Json {
    let Entry { contract, kind, field, reason, expires } = entry;
    Json::object([
        ("contract", if contract.is_empty() { Json::Null } else { Json::text(contract.as_str()) }),
        ("kind", Json::text(kind.code())),
        ("path", Json::text(field.as_str())),
        ("reason", Json::text(reason.as_str())),
        ("expires", expires.as_deref().map_or(Json::Null, Json::text)),
    ])
}

/// A finding by itself, with the keys of a row's first one.
#[must_use]
pub fn finding(finding: &Finding) -> Json {
    let mut members = Json::object([
        ("kind", Json::text(finding.kind.code())),
        ("severity", Json::text(Severity::of(finding.kind, finding.impact, Side::default()).word())),
        ("path", Json::text(finding.path.as_str())),
        ("line", line(finding.position)),
        ("column", column(finding.position)),
        ("what", Json::text(finding.sentence())),
        ("times", Json::Number(finding.times)),
        ("impact", finding.impact.map_or(Json::Null, |impact| Json::text(impact.word()))),
        ("schema", finding.schema.as_ref().map_or(Json::Null, schema)),
    ]);
    members.add_alternatives(&finding.alternatives);
    members
}

impl Json {
    /// What other branches of a union say, where that was asked for.
    fn add_alternatives(&mut self, alternatives: &[Alternative]) {
        if let (Self::Object(members), false) = (self, alternatives.is_empty()) {
            members.push(("alternatives".to_owned(), Self::Array(alternatives.iter().map(alternative).collect())));
        }
    }
}

fn alternative(alternative: &Alternative) -> Json {
    let Alternative { name, schema: place, findings } = alternative;
    Json::object([
        ("name", name.as_deref().map_or(Json::Null, Json::text)),
        ("schema", schema(place)),
        ("findings", Json::Array(findings.iter().map(finding).collect())),
    ])
}

fn schema(place: &SchemaPlace) -> Json {
    let SchemaPlace { source, position, pointer } = place;
    Json::object([
        ("source", Json::text(&**source)),
        ("line", line(*position)),
        ("column", column(*position)),
        ("pointer", pointer.as_deref().map_or(Json::Null, Json::text)),
    ])
}

fn line(position: Position) -> Json {
    Json::Number(u64::from(position.line))
}

fn column(position: Position) -> Json {
    Json::Number(u64::from(position.column))
}

#[cfg(test)]
mod tests {
    use super::{Json, SCHEMA};
    use crate::finding::Kind;

    #[test]
    fn the_schema_knows_every_kind() {
        for kind in Kind::ALL {
            assert!(SCHEMA.contains(&format!("\"{kind}\"")), "{kind}");
        }
    }

    #[test]
    fn what_is_written_is_json() {
        let value = Json::object([
            ("a\"b\\", Json::text("line\nend\u{1}é\u{7f}")),
            (
                "list",
                Json::Array(vec![Json::Null, Json::Boolean(true), Json::Number(7), Json::Literal("1.50".to_owned())]),
            ),
            ("empty", Json::Array(vec![])),
            ("none", Json::object([])),
        ]);
        let mut bytes = Vec::new();
        value.write(&mut bytes).unwrap();
        let want = "{\n  \"a\\\"b\\\\\": \"line\\nend\\u0001é\\u007f\",\n  \"list\": [\n    null,\n    true,\n    7,\n    1.50\n  ],\n  \
                    \"empty\": [],\n  \"none\": {}\n}\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), want);
        let mut bytes = Vec::new();
        value.write_line(&mut bytes).unwrap();
        let want =
            "{\"a\\\"b\\\\\":\"line\\nend\\u0001é\\u007f\",\"list\":[null,true,7,1.50],\"empty\":[],\"none\":{}}\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), want);
    }
}
