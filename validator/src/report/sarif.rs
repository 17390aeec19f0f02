//! SARIF 2.1.0, for code scanning: one result for each row, at its place in the schema, with the place in the first payload
//! as a related location. The rules carry the explanation of their kind.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::entry::{Entry, Spot, entries, title};
use super::json::Json;
use crate::conclusion::{Conclusion, Standing};
use crate::explain::explain;
use crate::finding::Kind;
use crate::severity::Severity;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of our fingerprint, with its version.
const FINGERPRINT: &str = "driftlineRow/v1";

/// Writes the report of a conclusion.
pub(super) fn write(out: &mut dyn Write, conclusion: &Conclusion<'_>) -> io::Result<()> {
    let mut rules: BTreeMap<Kind, usize> = entries(conclusion).map(|entry| (entry.kind, 0)).collect();
    for (at, index) in rules.values_mut().enumerate() {
        *index = at;
    }
    let results = entries(conclusion).map(|entry| result(&entry, rules.get(&entry.kind).copied().unwrap_or_default()));
    let driver = Json::object([
        ("name", Json::text("driftline")),
        ("version", Json::text(env!("CARGO_PKG_VERSION"))),
        ("informationUri", Json::text(env!("CARGO_PKG_REPOSITORY"))),
        ("rules", Json::Array(rules.keys().copied().map(rule).collect())),
    ]);
    let unread = conclusion.drift.unreadable.iter().map(|(source, reason)| {
        Json::object([
            ("level", Json::text("error")),
            ("message", message(&format!("{source}: {reason}"))),
            (
                "locations",
                Json::Array(vec![Json::object([("physicalLocation", physical(Spot { file: source, place: None }))])]),
            ),
        ])
    });
    let run = Json::object([
        ("tool", Json::object([("driver", driver)])),
        (
            "invocations",
            Json::Array(vec![Json::object([
                ("executionSuccessful", Json::Boolean(conclusion.drift.unreadable.is_empty())),
                ("toolExecutionNotifications", Json::Array(unread.collect())),
            ])]),
        ),
        // Columns count characters.
        ("columnKind", Json::text("unicodeCodePoints")),
        ("results", Json::Array(results.collect())),
    ]);
    Json::object([("$schema", Json::text(SCHEMA)), ("version", Json::text("2.1.0")), ("runs", Json::Array(vec![run]))])
        .write(out)
}

fn rule(kind: Kind) -> Json {
    let explanation = explain(kind);
    let parts = [
        ("", explanation.meaning),
        ("Why it matters where you read: ", explanation.received),
        ("Why it matters where you send: ", explanation.sent),
        ("Example: ", explanation.example),
        ("In the schema: ", explanation.schema),
        ("In the code: ", explanation.code),
    ];
    let plain: Vec<_> = parts.iter().map(|(head, text)| format!("{head}{text}")).collect();
    let marked: Vec<_> = parts.iter().map(|(head, text)| format!("{}{text}", bold(head))).collect();
    Json::object([
        ("id", Json::text(kind.code())),
        ("name", Json::text(pascal(kind.code()))),
        ("shortDescription", message(explanation.meaning)),
        ("fullDescription", message(explanation.received)),
        ("help", Json::object([("text", Json::text(plain.join("\n"))), ("markdown", Json::text(marked.join("\n\n")))])),
    ])
}

fn bold(head: &str) -> String {
    if head.is_empty() { String::new() } else { format!("**{}** ", head.trim_end()) }
}

/// `new-enum-value` is `NewEnumValue`.
fn pascal(code: &str) -> String {
    let words = code.split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    });
    words.collect()
}

fn result(entry: &Entry<'_>, rule: usize) -> Json {
    let mut location = Vec::new();
    location.extend(entry.spot().map(|spot| ("physicalLocation".to_owned(), physical(spot))));
    if !entry.field.is_empty() {
        let logical = Json::object([("fullyQualifiedName", Json::text(entry.field)), ("kind", Json::text("member"))]);
        location.push(("logicalLocations".to_owned(), Json::Array(vec![logical])));
    }
    let related = (1..).zip(entry.first().into_iter().chain(entry.others())).map(|(id, place)| {
        Json::object([
            ("id", Json::Number(id)),
            ("physicalLocation", physical(Spot::of_capture(place))),
            ("message", message(&format!("seen in this payload, at {place}"))),
        ])
    });
    let contract = if entry.contract.is_empty() { Json::Null } else { Json::text(entry.contract) };
    let mut members = Json::object([
        ("ruleId", Json::text(entry.kind.code())),
        ("ruleIndex", Json::Number(rule as u64)),
        ("level", Json::text(level(entry))),
        ("message", message(&format!("{} ({})", entry.sentence(), title(entry.contract)))),
        ("locations", Json::Array(vec![Json::Object(location)])),
        ("relatedLocations", Json::Array(related.collect())),
        ("partialFingerprints", Json::object([(FINGERPRINT, Json::text(entry.fingerprint()))])),
        ("occurrenceCount", Json::Number(entry.row.findings.max(1))),
        (
            "properties",
            Json::object([
                ("contract", contract),
                ("field", Json::text(entry.field)),
                ("share", Json::text(entry.share())),
                ("impact", entry.row.impact.map_or(Json::Null, |impact| Json::text(impact.word()))),
            ]),
        ),
    ]);
    if let (Standing::Accepted(reason), Json::Object(members)) = (entry.standing, &mut members) {
        let suppression =
            Json::object([("kind", Json::text("external")), ("justification", Json::text(reason.as_str()))]);
        members.push(("suppressions".to_owned(), Json::Array(vec![suppression])));
    }
    members
}

/// The severity; what is too rare to count is a note.
fn level(entry: &Entry<'_>) -> &'static str {
    if *entry.standing == Standing::Rare { Severity::Note.word() } else { entry.severity.word() }
}

fn message(text: &str) -> Json {
    Json::object([("text", Json::text(text))])
}

fn physical(spot: Spot<'_>) -> Json {
    let artifact = Json::object([("uri", Json::text(uri(spot.file)))]);
    let mut members = vec![("artifactLocation".to_owned(), artifact)];
    if let Some((line, column)) = spot.place {
        let mut region = vec![("startLine".to_owned(), Json::Number(u64::from(line)))];
        region.extend(column.map(|column| ("startColumn".to_owned(), Json::Number(u64::from(column)))));
        members.push(("region".to_owned(), Json::Object(region)));
    }
    Json::Object(members)
}

/// The reference to a file (RFC 3986): relative as it was named, or of the scheme `file`.
fn uri(file: &str) -> String {
    let mut uri = String::from(if file.starts_with('/') { "file://" } else { "" });
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'@' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{pascal, uri};

    #[test]
    fn files_are_references() {
        assert_eq!(uri("a b/ü.json"), "a%20b/%C3%BC.json");
        assert_eq!(uri("/tmp/a.xml"), "file:///tmp/a.xml");
        assert_eq!(uri("(standard input)"), "%28standard%20input%29");
    }

    #[test]
    fn names_of_rules_are_pascal_case() {
        assert_eq!(pascal("new-enum-value"), "NewEnumValue");
    }
}
