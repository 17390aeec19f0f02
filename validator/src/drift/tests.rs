//! Rows count exactly, and merging is commutative and associative.

use driftline_schemas::text::Span;

use super::{Drift, Seen, Time};
use crate::contract::Verdict;
use crate::finding::{Finding, Got, Impact, Kind, ValueKind, Want};
use crate::masked::Masked;
use crate::routing::{Outcome, Routed};
use driftline_schemas::text::Position;

fn finding(kind: Kind, field: &str, line: u32, impact: Option<Impact>) -> Finding {
    Finding {
        kind,
        path: field.replace('*', "0"),
        field: field.to_owned(),
        span: Span::at(0),
        position: Position { line, column: 1 },
        schema: None,
        got: Got::Value(ValueKind::Text),
        want: Want::Type("an integer".into()),
        shape: Some(Masked::value(ValueKind::Text, "Declined", false)),
        impact,
        times: 1,
        alternatives: Vec::new(),
    }
}

fn part(source: &str, time: Option<&str>, findings: Vec<Finding>) -> Drift {
    let mut drift = Drift { files: 1, ..Drift::default() };
    drift.skipped.insert(".png".into(), 1);
    let routed = Routed {
        contract: None,
        findings,
        notes: Vec::new(),
        outcome: Outcome::Checked(Verdict::Valid),
        document: None,
        is_guess: false,
    };
    drift.add(&Seen { source: source.into(), ..Seen::default() }, time, &routed);
    drift
}

fn parts() -> [Drift; 3] {
    let quantity = |line, impact| finding(Kind::Stringified, "/items/*/quantity", line, impact);
    [
        part("b.json", Some("2024-02-01"), vec![quantity(9, Some(Impact::Loses)), quantity(3, None)]),
        part("a.json", Some("2024-03-01"), vec![quantity(7, None), finding(Kind::NullSent, "/name", 1, None)]),
        part("c.json", None, vec![]),
    ]
}

#[test]
fn a_row_counts_payloads_and_findings_and_keeps_the_first_and_the_worst() {
    let [b, a, c] = parts();
    let drift = b.merge(a).merge(c);
    let contract = &drift.contracts[""];
    assert_eq!((contract.payloads, contract.clean), (3, 1));
    let rows: Vec<_> = contract.rows().collect();
    assert_eq!(rows.iter().map(|(field, ..)| *field).collect::<Vec<_>>(), ["/items/*/quantity", "/name"]);
    let row = rows[0].2;
    assert_eq!((row.payloads, row.findings), (2, 3));
    assert_eq!(row.first.to_string(), "a.json:7:1");
    assert_eq!((row.since.as_ref().map(Time::as_str), row.impact), (Some("2024-02-01"), Some(Impact::Loses)));
    let shapes: Vec<_> = row.shapes.shapes().into_iter().map(|(shape, times)| (shape.as_str(), times)).collect();
    assert_eq!((drift.payloads(), shapes), (3, vec![("\"Aa{5-8}\"", 3)]));
    let places: Vec<_> = row.places.iter().map(ToString::to_string).collect();
    assert_eq!((places, row.last.to_string()), (vec!["a.json:7:1".into(), "b.json:3:1".into()], "b.json".into()));
}

#[test]
fn merging_is_commutative_and_associative() {
    let [a, b, c] = parts();
    let left = a.clone().merge(b.clone()).merge(c.clone());
    let right = a.clone().merge(b.clone().merge(c.clone()));
    let turned = c.merge(b).merge(a);
    assert_eq!(left, right);
    assert_eq!(left, turned);
    assert_eq!(left.clone().merge(Drift::default()), left);
}
