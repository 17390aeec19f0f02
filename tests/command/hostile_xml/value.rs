//! Values: patterns, enumerations, digits.

use super::{all, each, text};

#[test]
fn values_made_to_hurt_end_soon() {
    let value = |value: &str| format!("<a>{value}</a>");
    let nines = "9".repeat(1 << 20);
    let pattern = |pattern: &str| text("string", &format!("<xs:pattern value=\"{pattern}\"/>"));
    let values = each(100_000, |at| format!("<xs:enumeration value=\"v{at}\"/>"));
    let alternatives = each(20_000, |at| format!("x{at}|"));
    let numbers = "9".repeat(100);
    all(vec![
        ("a pattern that would try everything", pattern("(a+)+b"), value(&"a".repeat(100_000)), 1, "pattern-mismatch"),
        ("alternatives that overlap", pattern("(a|aa|aaa)*c"), value(&"a".repeat(100_000)), 1, "pattern-mismatch"),
        ("a pattern of counters", pattern("((a{1,9}){1,9}){1,9}"), value(&"a".repeat(100_000)), 1, "pattern-mismatch"),
        ("a pattern of 20,000 alternatives", pattern(&format!("{alternatives}y")), value("x"), 1, "pattern-mismatch"),
        ("an enumeration of 100,000", text("string", &values), value("v"), 1, "new-enum-value"),
        (
            "a number of a million digits",
            text("decimal", "<xs:maxInclusive value=\"1\"/>"),
            value(&nines),
            1,
            "number-out-of-range",
        ),
        (
            "a fraction of a million digits",
            text("decimal", "<xs:fractionDigits value=\"2\"/>"),
            value(&format!("0.{nines}")),
            1,
            "precision-exceeded",
        ),
        (
            "a bound of a million digits",
            text("decimal", &format!("<xs:minInclusive value=\"{nines}\"/>")),
            value("1"),
            1,
            "number-out-of-range",
        ),
        (
            "an exponent without end",
            text("double", "<xs:maxInclusive value=\"1\"/>"),
            value(&format!("1E{numbers}")),
            1,
            "number-out-of-range",
        ),
        (
            "a year of a million digits",
            text("date", "<xs:maxInclusive value=\"2000-01-01\"/>"),
            value(&format!("{nines}-01-01")),
            1,
            "/a",
        ),
        (
            "a duration of a million digits",
            text("duration", "<xs:maxInclusive value=\"P1Y\"/>"),
            value(&format!("P{nines}Y")),
            1,
            "/a",
        ),
        (
            "a length that no text has",
            text("string", &format!("<xs:minLength value=\"{numbers}\"/>")),
            value("x"),
            2,
            "minLength",
        ),
    ]);
}
