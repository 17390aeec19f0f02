//! What is in the lexical space of each type, and which JSON values are of it.

use super::{Facets, Scalar, ScalarPlan};
use super::{Got, Input, Kind, Primitive, ValueKind, Want, check, facet, faults, kinds, plan};

fn type_(primitive: Primitive) -> ScalarPlan {
    plan(primitive, Facets::default())
}

#[test]
fn numbers_and_booleans_are_read_as_xsd_writes_them() {
    let long = "123456789012345678901234567890.000000000000000000000000000001";
    let check = |primitive, good: &[&str], bad: &[&str]| check(&type_(primitive), good, bad, Kind::TypeChanged);
    check(Primitive::Boolean, &["true", "false", "1", "0", " true\n"], &["True", "yes", "", "2", "t rue"]);
    check(
        Primitive::Decimal,
        &["0", "-1", "+1.", ".5", "-.5", "007", long, "\t1.0 "],
        &["", "-", ".", "1e3", "1,5", "INF", "0x1", "1 2", "--1", "+"],
    );
    check(
        Primitive::Integer,
        &["0", "-0", "+12", "007", "-99999999999999999999999999", " 1 "],
        &["", "1.0", "1.", "1e3", "a", "12a", "+-1", "999999999999999999999.0"],
    );
    for primitive in [Primitive::Float, Primitive::Double] {
        check(
            primitive,
            &["1", "-1.5E-3", "+.5e+10", "5.", "INF", "-INF", "NaN", "-0", "1e400"],
            &["", "+INF", "inf", "nan", "Infinity", "1e", "e5", ".", "1.5.2", "0x1p3"],
        );
    }
}

#[test]
fn dates_and_times_are_read_as_xsd_writes_them() {
    let check = |primitive, good: &[&str], bad: &[&str]| check(&type_(primitive), good, bad, Kind::FormatChanged);
    check(
        Primitive::DateTime,
        &[
            "2000-02-29T23:59:59",
            "2000-01-01T24:00:00Z",
            "-0044-03-15T00:00:00.000+14:00",
            "12345-12-31T00:00:00.123456789012345-00:00",
            " 2000-01-01T00:00:00\n",
        ],
        &[
            "2001-02-29T00:00:00",
            "0000-01-01T00:00:00",
            "01234-01-01T00:00:00",
            "200-01-01T00:00:00",
            "+2000-01-01T00:00:00",
            "2000-01-01 00:00:00",
            "2000-01-01T24:00:01",
            "2000-01-01T24:00:00.1",
            "2000-01-01T25:00:00",
            "2000-01-01T00:60:00",
            "2000-01-01T00:00:60",
            "2000-01-01T00:00:00.",
            "2000-01-01T00:00",
            "2000-01-01T00:00:00+14:01",
            "2000-01-01T00:00:00+0100",
            "2000-01-01T00:00:00z",
            "2000-1-1T00:00:00",
            "2000-13-01T00:00:00",
        ],
    );
    check(Primitive::Time, &["00:00:00", "24:00:00", "23:59:59.9Z"], &["24:00:00.5", "1:00:00", "00:00", "12:00:00 Z"]);
    check(
        Primitive::Date,
        &["2000-02-29", "1999-12-31-11:00"],
        &["1900-02-29", "2000-04-31", "2000-01-01T", "20000101"],
    );
    check(Primitive::GYearMonth, &["2000-01", "-0001-12Z"], &["2000", "2000-00", "2000-01-01"]);
    check(Primitive::GYear, &["2000", "12000+01:00"], &["0000", "99", "2000-"]);
    check(Primitive::GMonthDay, &["--02-29", "--12-31Z"], &["--02-30", "-12-31", "--1-1"]);
    check(Primitive::GDay, &["---31", "---01-05:00"], &["---32", "---00", "--01"]);
    check(Primitive::GMonth, &["--12", "--01Z"], &["--13", "--01--", "-01"]);
    check(
        Primitive::Duration,
        &["P1Y2M3DT4H5M6.7S", "-P1D", "PT0S", "P0Y", "PT36H", "P1YT1S"],
        &[
            "P", "PT", "P1DT", "1D", "P1S", "PT1D", "P1M1Y", "P1.5D", "PT.5S", "PT1.S", "P-1D", "+P1D", "P1D1D",
            "PT1.5M",
        ],
    );
}

#[test]
fn octets_and_names_are_read_as_xsd_writes_them() {
    let check = |primitive, good: &[&str], bad: &[&str]| check(&type_(primitive), good, bad, Kind::FormatChanged);
    check(Primitive::HexBinary, &["", "0fB7"], &["0", "0g", "0f b7"]);
    check(
        Primitive::Base64Binary,
        &["", "Zg==", "Zm8=", "Zm9v", "Zm 9v", "Z g = =", "  Zm9v Zg== "],
        &["Z", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v=", "=", "Zm_v"],
    );
    check(Primitive::QName, &["a", "a:b", "_é:x-1.2"], &["a:", ":a", "a:b:c", "1a", "a b", "a:1"]);
    check(Primitive::AnyUri, &["", "http://a/b?c#d", "../é x"], &[]);
}

#[test]
fn empty_text_is_no_format_but_another_type() {
    for primitive in [Primitive::Date, Primitive::QName, Primitive::Integer] {
        let faults = faults(&type_(primitive), Input::Text(" "));
        assert_eq!(faults[0].kind, Kind::TypeChanged);
        assert_eq!(faults[0].got, Got::Value(ValueKind::Empty));
    }
    let faults = faults(&type_(Primitive::Date), Input::Text("today"));
    assert_eq!((&faults[0].want, &faults[0].got), (&Want::Format("xs:date".into()), &Got::Value(ValueKind::Text)));
}

#[test]
fn json_values_are_of_their_own_kind() {
    use Input::{Boolean, Null, Number, String};
    use Kind::{NullSent, Stringified, TypeChanged};
    for (primitive, input, expected) in [
        (Primitive::String, String(""), None),
        (Primitive::String, Number("1"), Some(TypeChanged)),
        (Primitive::String, Boolean(true), Some(TypeChanged)),
        (Primitive::String, Null, Some(NullSent)),
        (Primitive::Integer, Number("1"), None),
        (Primitive::Integer, Number("1.0"), None),
        (Primitive::Integer, Number("1e2"), None),
        (Primitive::Integer, Number("123456789012345678901234567890"), None),
        (Primitive::Integer, Number("1.5"), Some(TypeChanged)),
        (Primitive::Integer, String("1"), Some(Stringified)),
        (Primitive::Integer, String("1.5"), Some(TypeChanged)),
        (Primitive::Integer, String("one"), Some(TypeChanged)),
        (Primitive::Integer, String(""), Some(TypeChanged)),
        (Primitive::Decimal, Number("1.5e-3"), None),
        (Primitive::Decimal, String("19.99"), Some(Stringified)),
        (Primitive::Decimal, Boolean(false), Some(TypeChanged)),
        (Primitive::Double, Number("1e400"), None),
        (Primitive::Boolean, Boolean(false), None),
        (Primitive::Boolean, String("True"), Some(Stringified)),
        (Primitive::Boolean, String("yes"), Some(TypeChanged)),
        (Primitive::Boolean, Number("1"), Some(TypeChanged)),
        (Primitive::Boolean, Null, Some(NullSent)),
        (Primitive::Null, Null, None),
        (Primitive::Null, String("null"), Some(TypeChanged)),
        (Primitive::Date, Number("2000"), Some(TypeChanged)),
    ] {
        assert_eq!(kinds(&type_(primitive), input), Vec::from_iter(expected), "{primitive:?} {input:?}");
    }
}

#[test]
fn draft_4_reads_an_integer_from_its_literal() {
    let (plan, _) = ScalarPlan::new(&Scalar::new(Primitive::Integer), true);
    for (literal, expected) in [("1", true), ("-12345678901234567890", true), ("1.0", false), ("1e2", false)] {
        assert_eq!(faults(&plan, Input::Number(literal)).is_empty(), expected, "{literal}");
    }
}

#[test]
fn a_fault_of_the_type_is_the_only_one() {
    let facets = Facets { min_inclusive: facet("5".into()), multiple_of: facet("2".into()), ..Facets::default() };
    let plan = plan(Primitive::Integer, facets);
    assert_eq!(kinds(&plan, Input::Text("1.5")), [Kind::TypeChanged]);
    assert_eq!(kinds(&plan, Input::Number("1")), [Kind::NumberOutOfRange, Kind::PrecisionExceeded]);
}
