//! The JSON report, and the small writer that it and other JSON outputs are made with.
//!
//! A report is one object; its keys are stable, and new ones may come. `report` is the number of its form.

use std::io::{self, Write};

use driftline_schemas::text::Position;

use crate::drift::{ContractDrift, Drift, Row};
use crate::finding::{Alternative, Finding, Kind, SchemaPlace};
use crate::severity::Severity;

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

/// Writes the report of a drift.
pub(super) fn write(out: &mut dyn Write, drift: &Drift) -> io::Result<()> {
    let totals = drift.totals();
    let skipped = drift.skipped.iter().map(|(what, count)| (what.clone(), Json::Number(*count)));
    let unreadable = drift.unreadable.iter().map(|(source, reason)| {
        Json::object([("source", Json::text(source.as_str())), ("reason", Json::text(reason.as_str()))])
    });
    Json::object([
        ("report", Json::Number(1)),
        ("driftline", Json::text(env!("CARGO_PKG_VERSION"))),
        (
            "totals",
            Json::object([
                ("files", Json::Number(drift.files)),
                ("contracts", Json::Number(totals.contracts)),
                ("payloads", Json::Number(totals.payloads)),
                ("clean", Json::Number(totals.clean)),
                ("undecided", Json::Number(totals.undecided)),
                ("unread", Json::Number(totals.unread)),
                ("findings", Json::Number(totals.findings)),
                ("rows", Json::Number(totals.rows)),
                ("notes", Json::Number(totals.notes)),
                ("note_rows", Json::Number(totals.note_rows)),
            ]),
        ),
        ("contracts", Json::Array(drift.contracts.iter().map(|(name, drift)| contract(name, drift)).collect())),
        ("skipped", Json::Object(skipped.collect())),
        ("unreadable", Json::Array(unreadable.collect())),
    ])
    .write(out)
}

fn contract(name: &str, drift: &ContractDrift) -> Json {
    Json::object([
        ("contract", if name.is_empty() { Json::Null } else { Json::text(name) }),
        ("payloads", Json::Number(drift.payloads)),
        ("clean", Json::Number(drift.clean)),
        ("undecided", Json::Number(drift.undecided)),
        ("unread", Json::Number(drift.unread)),
        ("rows", Json::Array(drift.rows().map(|(field, kind, drift)| row(field, kind, drift)).collect())),
    ])
}

fn row(field: &str, kind: Kind, row: &Row) -> Json {
    let Row { payloads, findings, first, since, impact, alternatives } = row;
    let mut members = Json::object([
        ("field", Json::text(field)),
        ("kind", Json::text(kind.code())),
        ("severity", Json::text(Severity::of(kind).word())),
        ("payloads", Json::Number(*payloads)),
        ("findings", Json::Number(*findings)),
        ("what", Json::text(first.sentence.as_str())),
        (
            "first",
            Json::object([
                ("source", Json::text(first.seen.source.as_str())),
                ("record", first.seen.record.map_or(Json::Null, Json::Number)),
                ("part", first.seen.part.map_or(Json::Null, Json::text)),
                ("offset", Json::Number(first.seen.offset)),
                ("line", line(first.position)),
                ("column", column(first.position)),
                ("path", Json::text(first.path.as_str())),
            ]),
        ),
        ("since", since.as_deref().map_or(Json::Null, Json::text)),
        ("impact", impact.map_or(Json::Null, |impact| Json::text(impact.word()))),
        ("schema", first.schema.as_ref().map_or(Json::Null, schema)),
    ]);
    members.add_alternatives(alternatives);
    members
}

/// A finding by itself, with the keys of a row's first one.
#[must_use]
pub fn finding(finding: &Finding) -> Json {
    let mut members = Json::object([
        ("kind", Json::text(finding.kind.code())),
        ("severity", Json::text(Severity::of(finding.kind).word())),
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
    use super::Json;

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
