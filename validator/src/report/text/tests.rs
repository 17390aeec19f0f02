//! What the reader of a report sees.

use driftline_schemas::text::{Position, Span};

use super::super::{Format, Look, write};
use crate::conclusion::{Conclusion, Terms};
use crate::contract::Verdict;
use crate::drift::{Drift, Seen};
use crate::finding::{Finding, Got, Impact, Kind, Want};
use crate::routing::{Outcome, Routed};

fn drift() -> Drift {
    let mut drift = Drift { files: 2, ..Drift::default() };
    let status = Finding {
        kind: Kind::NewEnumValue,
        path: "/Event/Order/OrderStatus".into(),
        field: "/Event/Order/OrderStatus".into(),
        span: Span::at(0),
        position: Position { line: 8, column: 18 },
        schema: None,
        got: Got::Text { length: 8 },
        want: Want::OneOf(12),
        shape: None,
        impact: Some(Impact::Loses),
        times: 1,
        alternatives: Vec::new(),
    };
    let seen = |source: &str| Seen { source: source.into(), record: Some(3), ..Seen::default() };
    for (source, findings) in [("captures/declined.ndjson", vec![status]), ("captures/good.xml", vec![])] {
        let routed = Routed {
            contract: None,
            findings,
            notes: Vec::new(),
            outcome: Outcome::Checked(Verdict::Valid),
            document: None,
            is_guess: false,
        };
        drift.add(&seen(source), None, &routed);
    }
    drift.skipped.insert(".png".into(), 2);
    drift.unreadable.insert("locked.xml".into(), "permission denied".into());
    drift
}

fn conclusion(drift: &Drift) -> Conclusion<'_> {
    Conclusion::of(drift, [], &Terms::default())
}

fn report(look: Look) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes, &conclusion(&drift()), Format::Text, look).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_row_is_what_then_got_and_wanted_then_where() {
    let want = "\
(no contract)  2 payloads, 1 clean, 1 unclaimed
  1 of 2  new-enum-value  /Event/Order/OrderStatus
          got a text of 8 characters, want one of 12 values (likely 9.45–90.5 %); your types drop something
          at captures/declined.ndjson#3:8:18

not read
  locked.xml: permission denied

2 payloads in 2 files, 0 contracts: 1 clean, 1 with drift; 1 finding in 1 row
passed over: 2 .png
1 capture could not be read, see above

What to do next
  new-enum-value
    schema: Add the value once you know what it means: a new status is new behaviour.
    code:   Answer it: the generated type keeps it in `Unknown`. Decide what it means to your process.

driftline explain new-enum-value  what this kind means and what to do about it
";
    assert_eq!(report(Look::default()), want);
}

#[test]
fn on_a_terminal_no_line_of_a_row_is_wider_than_it() {
    for width in [40, 60, 80, 100, 200] {
        let text = report(Look { width: Some(width), colour: false });
        let rows = text.lines().filter(|line| line.starts_with("  "));
        for line in rows {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
        assert!(text.contains("12 values") && text.contains("new-enum-value"), "{text}");
    }
}

#[test]
fn a_very_long_name_is_cut_in_the_middle_and_does_not_widen_the_other_rows() {
    let mut drift = drift();
    drift.skipped.insert("\u{1b}[31mimage/x".to_owned(), 1);
    let name = "n".repeat(100_000);
    let path = format!("/{name}");
    let long = Finding {
        kind: Kind::UndocumentedField,
        path: path.clone(),
        field: path,
        span: Span::at(0),
        position: Position { line: 1, column: 1 },
        schema: None,
        got: Got::Absent,
        want: Want::Nothing,
        shape: None,
        impact: None,
        times: 1,
        alternatives: Vec::new(),
    };
    let routed = Routed {
        contract: None,
        findings: vec![long],
        notes: Vec::new(),
        outcome: Outcome::Checked(Verdict::Valid),
        document: None,
        is_guess: false,
    };
    drift.add(&Seen::default(), None, &routed);
    let mut bytes = Vec::new();
    write(&mut bytes, &conclusion(&drift), Format::Text, Look::default()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("nnn…nnn") && text.len() < 2_000, "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn colours_are_there_only_where_they_are_seen() {
    assert!(!report(Look::default()).contains('\u{1b}'));
    assert!(report(Look { width: None, colour: true }).contains("\u{1b}[31mnew-enum-value"));
}

#[test]
fn the_same_drift_as_json() {
    let mut bytes = Vec::new();
    write(&mut bytes, &conclusion(&drift()), Format::Json, Look::default()).unwrap();
    let document =
        driftline_schemas::Document::read(&bytes, &driftline_schemas::document::ReadOptions::default()).unwrap();
    let at = |pointer: &str| document.root().pointer(pointer).map(|node| node.value().to_owned());
    assert_eq!(at("/totals/payloads").as_deref(), Some("2"));
    assert_eq!(at("/contracts/0/rows/0/kind").as_deref(), Some("new-enum-value"));
    assert_eq!(at("/contracts/0/rows/0/first/line").as_deref(), Some("8"));
    assert_eq!(at("/contracts/0/rows/0/impact").as_deref(), Some("loses"));
    assert_eq!(at("/skipped/.png").as_deref(), Some("2"));
}
