//! Facets, each on its own and in their order.

use super::{
    Facets, Format, Got, Input, Kind, Pattern, Primitive, Scalar, ScalarPlan, ValueKind, Want, WhiteSpace, check,
    facet, faults, kinds, literal, patterns, plan, values,
};

fn range(primitive: Primitive, min_inclusive: &str, max_exclusive: &str) -> ScalarPlan {
    let facets =
        Facets { min_inclusive: literal(min_inclusive), max_exclusive: literal(max_exclusive), ..Facets::default() };
    plan(primitive, facets)
}

#[test]
fn bounds_hold_in_the_order_of_the_type() {
    let check = |primitive, min, max, good: &[&str], bad: &[&str]| {
        check(&range(primitive, min, max), good, bad, Kind::NumberOutOfRange);
    };
    check(Primitive::Integer, "-5", "100", &["-5", "99", "+7", "0007"], &["-6", "100", "100000000000000000000000"]);
    check(Primitive::Decimal, "0.10", "1e1", &["0.1", "9.999999999999999999999"], &["0.0999999999999999999", "10.0"]);
    check(Primitive::Double, "-1.5", "INF", &["-1.5", "1e308"], &["-INF", "INF", "-1.6"]);
    check(
        Primitive::Date,
        "2000-01-01",
        "2000-02-01Z",
        &["2000-01-01", "2000-01-30", "2000-01-02Z"],
        // The last two have no order with the bound of the other sort.
        &["1999-12-31", "2000-03-01", "2000-02-01Z", "2000-02-01", "2000-01-01Z"],
    );
    check(
        Primitive::DateTime,
        "2000-01-01T00:00:00.5Z",
        "2000-01-01T24:00:00Z",
        &["2000-01-01T00:00:00.50Z", "1999-12-31T23:00:00.51-01:00", "2000-01-01T23:59:59.99Z"],
        &["2000-01-01T00:00:00.499999999999Z", "2000-01-02T00:00:00Z", "2000-01-03T12:00:00"],
    );
    check(Primitive::GMonthDay, "--02-29", "--12-31", &["--02-29", "--03-01"], &["--02-28", "--12-31"]);
    check(Primitive::GYear, "-0001", "12000", &["-0001", "0001", "11999"], &["-0002", "99999999999999999999"]);
    check(Primitive::Time, "08:00:00", "18:00:00", &["08:00:00.0"], &["07:59:59.99", "24:00:00"]);
    check(
        Primitive::Duration,
        "P1M",
        "P1Y",
        &["P1M", "P32D", "P11M27DT23H"],
        // From 28 to 31 days a month has no order with days.
        &["P31D", "P30D", "P28D", "P27D", "P12M", "P365D", "P366D", "-P2M"],
    );
    check(Primitive::Duration, "-PT0.5S", "PT0.05S", &["-PT0.49S", "PT0.04999S"], &["-PT0.51S", "-PT1S", "PT0.05S"]);
}

#[test]
fn not_a_number_equals_itself_only() {
    let inclusive = Facets { min_inclusive: literal("NaN"), ..Facets::default() };
    check(&plan(Primitive::Float, inclusive), &["NaN"], &["1", "INF"], Kind::NumberOutOfRange);
}

#[test]
fn enumerations_are_compared_in_the_value_space() {
    let check = |primitive, of: &[&str], good: &[&str], bad: &[&str]| {
        let facets = Facets { enumeration: values(of), ..Facets::default() };
        check(&plan(primitive, facets), good, bad, Kind::NewEnumValue);
    };
    check(Primitive::String, &["b", "a", "A "], &["a", "b", "A "], &["A", "", "a "]);
    check(Primitive::Integer, &["1", "-7", "100000000000000000000"], &["+1", "-07", "0100000000000000000000"], &["7"]);
    check(Primitive::Decimal, &["1.0", "2"], &["1", "01.00", "2.0"], &["1.01", "3"]);
    check(Primitive::Float, &["0.1", "NaN", "0"], &["1e-1", "0.100000001", "NaN", "-0"], &["INF", "0.11"]);
    check(Primitive::Boolean, &["true"], &["1", "true"], &["0"]);
    check(Primitive::DateTime, &["2000-01-01T00:00:00Z"], &["1999-12-31T24:00:00.0Z"], &["2000-01-01T00:00:00"]);
    check(Primitive::Date, &["2000-01-01+13:00"], &["1999-12-31-11:00"], &["2000-01-01"]);
    check(Primitive::Duration, &["P1Y", "PT24H"], &["P12M", "P1D"], &["P365D"]);
    check(Primitive::HexBinary, &["0fb7"], &["0FB7"], &["0FB8"]);
    check(Primitive::Base64Binary, &["Zm9v"], &["Z m 9v"], &["Zm9w"]);
    check(Primitive::AnyUri, &[" http://a "], &["http://a"], &["http://b"]);
}

#[test]
fn an_enumeration_decides_alone() {
    let facets = Facets {
        enumeration: values(&["abc", "a"]),
        min_length: facet(2),
        patterns: vec![patterns(&["x"], Pattern::Ecma)],
        ..Facets::default()
    };
    let plan = plan(Primitive::String, facets);
    let found = faults(&plan, Input::String("z"));
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].got, &found[0].want), (&Got::Text { length: 1 }, &Want::OneOf(2)));
    // A value that it has must still satisfy the rest.
    assert_eq!(kinds(&plan, Input::String("a")), [Kind::PatternMismatch, Kind::LengthOutOfRange]);
}

#[test]
fn another_constant_is_a_changed_one() {
    let facets = Facets { enumeration: values(&["1.0"]), is_constant: true, ..Facets::default() };
    let plan = plan(Primitive::Decimal, facets);
    assert_eq!(kinds(&plan, Input::Number("1")), []);
    let found = faults(&plan, Input::Number("2"));
    assert_eq!((found[0].kind, &found[0].want), (Kind::ConstantChanged, &Want::Constant));
    assert_eq!(found[0].got, Got::Value(ValueKind::Integer));
}

#[test]
fn enumerated_names_are_left_to_a_judge() {
    let mut scalar = Scalar::new(Primitive::QName);
    scalar.facets.enumeration = values(&["a:b"]);
    let (plan, beyond) = ScalarPlan::new(&scalar, false);
    assert_eq!(beyond.len(), 1);
    assert_eq!(kinds(&plan, Input::Text("x:b")), []);
}

#[test]
fn white_space_is_processed_before_all_else() {
    let facets = |white_space| Facets { white_space, max_length: facet(3), ..Facets::default() };
    for (white_space, text, expected) in [
        (WhiteSpace::Preserve, " a\tb ", false),
        (WhiteSpace::Replace, "a\r\n", true),
        (WhiteSpace::Collapse, "  a \t b  ", true),
    ] {
        let plan = plan(Primitive::String, facets(white_space));
        assert_eq!(faults(&plan, Input::Text(text)).is_empty(), expected, "{text:?}");
    }
}

#[test]
fn lengths_count_characters_and_octets() {
    let between = |min, max| Facets { min_length: facet(min), max_length: facet(max), ..Facets::default() };
    let check = |primitive, facets, good: &[&str], bad: &[&str]| {
        check(&plan(primitive, facets), good, bad, Kind::LengthOutOfRange);
    };
    check(Primitive::String, between(2, 4), &["ab", "äöüß", "𝒳𝒴"], &["a", "𝒳", "abcde", "𝒳𝒳𝒳𝒳𝒳", ""]);
    check(Primitive::HexBinary, between(1, 2), &["0f", "0f0f"], &["", "0f0f0f"]);
    check(Primitive::Base64Binary, between(1, 2), &["Zg==", "Z m 8 ="], &["Zm9v", ""]);
    check(Primitive::QName, between(9, 10), &["a"], &[]);
    let exactly = Facets { length: facet(3), ..Facets::default() };
    check(Primitive::AnyUri, exactly, &["abc"], &["ab", "abcd"]);
}

#[test]
fn a_length_is_told_with_both_of_its_limits() {
    let facets = Facets { min_length: facet(2), max_length: facet(4), ..Facets::default() };
    let found = faults(&plan(Primitive::String, facets), Input::String("ü"));
    assert_eq!(found[0].got, Got::Text { length: 1 });
    assert_eq!(found[0].want, Want::Length { min: Some(2), max: Some(4) });
}

#[test]
fn digits_are_counted_in_the_value() {
    let facets = Facets { total_digits: facet(4), fraction_digits: facet(2), ..Facets::default() };
    let good = ["1234", "0012.3400", "-99.99", ".01", "0"];
    check(&plan(Primitive::Decimal, facets.clone()), &good, &["12345", "0.001", "123.45"], Kind::PrecisionExceeded);
    let found = faults(&plan(Primitive::Decimal, facets), Input::Text("1234.567"));
    let wants: Vec<_> = found.into_iter().map(|fault| fault.want.to_string()).collect();
    assert_eq!(wants, ["at most 4 digits", "at most 2 digits after the point"]);
}

#[test]
fn multiples_are_exact() {
    let facets = Facets { multiple_of: literal("0.01"), ..Facets::default() };
    let plan = plan(Primitive::Decimal, facets);
    for (number, expected) in [("19.99", true), ("1e300", true), ("0", true), ("0.001", false), ("1e-3", false)] {
        assert_eq!(faults(&plan, Input::Number(number)).is_empty(), expected, "{number}");
    }
    assert_eq!(faults(&plan, Input::Number("1.005"))[0].want, Want::Bound("a multiple of 0.01".into()));
}

#[test]
fn each_bound_is_told_as_the_schema_writes_it() {
    let facets = Facets { min_exclusive: literal("1.50"), min_inclusive: literal("2"), ..Facets::default() };
    let found = faults(&plan(Primitive::Decimal, facets), Input::Number("1.5"));
    let wants: Vec<_> = found.into_iter().map(|fault| fault.want.to_string()).collect();
    assert_eq!(wants, ["at least 2", "more than 1.50"]);
}

#[test]
fn of_a_group_of_patterns_one_must_match_and_of_each_group() {
    let facets = Facets {
        patterns: vec![patterns(&["[a-c]+", "[0-9]+"], Pattern::Xsd), patterns(&[".{2}"], Pattern::Xsd)],
        ..Facets::default()
    };
    let plan = plan(Primitive::String, facets);
    check(&plan, &["ab", "12"], &["xy", "abc", "a1"], Kind::PatternMismatch);
    let found = faults(&plan, Input::Text("xyz"));
    let wants: Vec<_> = found.into_iter().map(|fault| fault.want).collect();
    assert_eq!(wants, [Want::Pattern("[a-c]+|[0-9]+".into()), Want::Pattern(".{2}".into())]);
}

#[test]
fn a_format_decides_before_pattern_and_length() {
    let facets = Facets {
        format: facet(Format::Date),
        patterns: vec![patterns(&["^x"], Pattern::Ecma)],
        max_length: facet(3),
        ..Facets::default()
    };
    let plan = plan(Primitive::String, facets);
    assert_eq!(kinds(&plan, Input::String("1.1.2000")), [Kind::FormatChanged]);
    assert_eq!(kinds(&plan, Input::String("2000-01-01")), [Kind::PatternMismatch, Kind::LengthOutOfRange]);
}

#[test]
fn what_cannot_be_checked_is_left_out_with_its_reason() {
    let mut scalar = Scalar::new(Primitive::Integer);
    scalar.facets.patterns = vec![patterns(&["(?=a)"], Pattern::Ecma), patterns(&["[0-9]"], Pattern::Ecma)];
    scalar.facets.min_inclusive = literal("low");
    scalar.facets.multiple_of = literal("some");
    let (plan, beyond) = ScalarPlan::new(&scalar, false);
    assert_eq!(beyond.len(), 3, "{beyond:?}");
    assert_eq!(kinds(&plan, Input::Number("1")), []);
}
