use std::collections::BTreeMap;

use super::{Redaction, spelled};
use crate::contract::{Contract, ContractOptions};

fn contract() -> Contract {
    let schema = r#"{"properties": {
        "status": {"enum": ["New", "On hold"]},
        "version": {"const": "4711"},
        "code": {"type": "string", "pattern": "^ORD-[0-9]{4}[A-F]$"},
        "at": {"type": "string", "format": "date-time"},
        "id": {"type": "string", "format": "uuid"},
        "address": {"type": "string", "format": "ipv4"},
        "total": {"type": "number", "minimum": 10, "maximum": 20, "multipleOf": 0.5}
    }}"#;
    let files: BTreeMap<String, Vec<u8>> = [("a.json".to_owned(), schema.into())].into();
    Contract::load_from("a.json", ContractOptions::default(), &files).unwrap()
}

#[test]
fn what_stands_for_a_value_is_judged_as_it_was() {
    let contract = contract();
    let redaction = Redaction::new(b"key", std::iter::once(&contract));
    for (member, value) in [
        ("status", "\"Declined\""),
        ("code", "\"ORD-1234C\""),
        ("code", "\"ORD-12345\""),
        ("code", "\"order 12\""),
        ("at", "\"2024-01-03T01:11:12Z\""),
        ("at", "\"2024-02-29T23:59:59+10:00\""),
        ("at", "\"2023-02-29T23:59:59Z\""),
        ("at", "\"2024-13-41 01:11:12\""),
        ("id", "\"123e4567-e89b-12d3-a456-426614174000\""),
        ("address", "\"192.168.100.254\""),
        ("address", "\"192.168.1.300\""),
        ("total", "12.5"),
        ("total", "12.25"),
        ("total", "99.5"),
        ("total", "\"12.5\""),
    ] {
        let redacted = match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
            Some(text) => format!("\"{}\"", redaction.text(text)),
            None => redaction.number(value),
        };
        let found = |value: &str| {
            let check = contract.check(format!("{{\"{member}\": {value}}}").as_bytes());
            check.into_findings().into_iter().map(|finding| format!("{finding:?}")).collect::<Vec<_>>()
        };
        // Of ten values that fit one may stand for itself.
        assert!(redacted != value || value == "12.5");
        assert_eq!(redacted.len(), value.len());
        assert_eq!(found(&redacted), found(value), "{value} became {redacted}");
    }
}

#[test]
fn words_of_the_schema_are_kept_and_nothing_becomes_one() {
    let contract = contract();
    let redaction = Redaction::new(b"key", std::iter::once(&contract));
    for word in ["New", "On hold", "4711", " New ", "true", "NULL", "", "-", "0.00"] {
        assert_eq!(redaction.text(word), word);
    }
    for number in 0..10_000 {
        let text = format!("{number:04}");
        assert!(text == "4711" || redaction.text(&text) != "4711");
    }
}

#[test]
fn equal_values_stay_equal_and_different_ones_different() {
    let contract = contract();
    let redaction = Redaction::new(b"key", std::iter::once(&contract));
    let again = Redaction::new(b"key", std::iter::once(&contract));
    let other = Redaction::new(b"another", std::iter::once(&contract));
    let values: Vec<_> = (100..1_000).map(|number| format!("N{number}")).collect();
    let redacted: std::collections::BTreeSet<_> = values.iter().map(|value| redaction.text(value)).collect();
    assert_eq!(redacted.len(), values.len());
    assert!(values.iter().all(|value| redaction.text(value) == again.text(value)));
    assert!(values.iter().filter(|value| redaction.text(value) == other.text(value)).count() < 20);
}

#[test]
fn length_case_script_and_signs_stay() {
    let redaction = Redaction::new(b"key", std::iter::empty());
    for value in ["Zoë Müller-Lüdenscheidt", "Иван, 東京 12", "jane.doe+1@example.com", "007", "-19.90", "1e5 x"]
    {
        let redacted = redaction.text(value);
        assert_ne!(redacted, value);
        let shape = |text: &str| text.chars().map(|it| (crate::shape::class(it), it.len_utf8())).collect::<Vec<_>>();
        assert_eq!(shape(&redacted), shape(value), "{redacted}");
    }
    assert_eq!(redaction.text("https://"), "https://");
    let number = redaction.number("-1.50E10");
    assert!(number != "-1.50E10" && number.starts_with('-') && number.ends_with("0E10"), "{number}");
}

#[test]
fn what_a_pattern_spells_out_is_a_word() {
    let words = |pattern| spelled(pattern).into_iter().map(String::from).collect::<Vec<_>>().join(" ");
    assert_eq!(words(r"^ORD-[A-Z]\d{4}(SHIP|HOLD)$"), "ORD SHIP HOLD");
    assert_eq!(words("https?://"), "http s");
    assert_eq!(words("N1000?"), "N 100 0");
}
