use driftline_schemas::model::Format;

use super::matches;

fn check(name: &str, good: &[&str], bad: &[&str]) {
    let format = Format::from_name(name);
    assert!(!matches!(format, Format::Other(_)), "{name} is known");
    for text in good {
        assert!(matches(&format, text), "{name} {text:?}");
    }
    for text in bad {
        assert!(!matches(&format, text), "{name} {text:?}");
    }
}

#[test]
fn dates_and_times_are_those_of_rfc_3339() {
    check(
        "date-time",
        &[
            "2022-04-10T15:20:00Z",
            "2022-04-10t15:20:00.1+23:59",
            "0000-02-29T00:00:00-00:00",
            "2016-12-31T18:59:60-05:00",
        ],
        &[
            "2022-04-10T15:20:00",
            "2022-04-10 15:20:00Z",
            "2022-02-29T00:00:00Z",
            "2022-04-10T15:20:60Z",
            "2022-04-10T15:20Z",
        ],
    );
    check("date", &["2024-02-29", "1900-02-28"], &["1900-02-29", "2024-2-9", "24-02-29", "2024-02-29Z", ""]);
    check(
        "time",
        &["00:00:00Z", "23:59:60z", "12:00:00.000-12:00"],
        &["12:00:00", "24:00:00Z", "12:00Z", "12:00:00.Z"],
    );
    check(
        "duration",
        &["P1Y2M3D", "P1DT2H", "PT0S", "P4W", "P1M1D"],
        &["P", "PT", "P1", "P1DT", "P1Y1D", "PT1H1S", "P1W1D", "P1.5D", "-P1D", "1D", "P1DT1D"],
    );
}

#[test]
fn local_times_have_no_zone() {
    check(
        "date-time-local",
        &["2022-04-10T15:20:00", "2022-04-10T15:20:00.123"],
        &[
            "2022-04-10T15:20:00Z",
            "2022-04-10 15:20:00",
            "2022-04-10T15:20",
            "2022-04-10T15:20:60",
            "2022-04-31T15:20:00",
        ],
    );
    check(
        "date-time-space",
        &["2014-01-03 01:11:12", "2014-01-03 01:11:12.5"],
        &["2014-01-03T01:11:12", "2014-01-03", "2014-01-03  01:11:12", "0000-00-00 00:00:00", "2014-01-03 01:11:12Z"],
    );
    check("time-local", &["15:20:00"], &["15:20", "15:20:00Z", "24:00:00"]);
}

#[test]
fn mail_addresses_are_those_of_rfc_5321() {
    check(
        "email",
        &["a@b", "a.b+c@example.com", "\"a \\\" @ b\"@example.com", "a@[127.0.0.1]", "a@[IPv6:::1]"],
        &[
            "a",
            "@b",
            "a@",
            ".a@b",
            "a..b@c",
            "a b@c",
            "a@b_c",
            "a@[::1]",
            "\"a@b",
            "\"a\"b\"@c",
            "é@b",
            "a@b@c",
            "a@-b",
        ],
    );
    check("email", &[], &[&format!("{}@b", "a".repeat(65))]);
    check("idn-email", &["é@bücher.example", "실례@실례.테스트"], &["é", "é@-b", "é é@b"]);
}

#[test]
fn host_names_have_short_labels() {
    let label = "a".repeat(63);
    let longest = [&*label, &label, &label, &label[..61]].join(".");
    check("hostname", &["a", "1.example", "xn--bcher-kva.example", "a--b", &label, &longest], &[]);
    check("hostname", &[], &[&format!("{label}a"), &format!("{longest}a"), &format!("{longest}.a")]);
    check("hostname", &[], &["", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "bücher.example", "xn--", "xn--a", "a b"]);
}

#[test]
fn international_names_keep_idna_2008() {
    check(
        "idn-hostname",
        &["bücher.example", "例子。测试", "שלום.example", "a\u{B7}b".get(..1).unwrap_or_default()],
        &[],
    );
    check(
        "idn-hostname",
        &["l\u{B7}l", "क्\u{200D}ष", "بي\u{200C}بي", "faß"],
        &["l\u{B7}a", "क\u{200D}ष", "ab\u{200C}c", "ab--é"],
    );
    check("idn-hostname", &[], &["", "é.", "\u{301}a", "ＡＢＣ", "☃", "Éa", "aא", "אa", "0א", "xn--a-ecp", "a b"]);
}

#[test]
fn addresses_and_identifiers_have_one_form() {
    check(
        "ipv4",
        &["0.0.0.0", "255.255.255.255"],
        &["01.0.0.0", "256.0.0.0", "1.2.3", "1.2.3.4.", "1.2.3.4/8", "٣.2.3.4"],
    );
    check(
        "ipv6",
        &["::", "::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"],
        &["1::2::3", "::1%eth0", "[::1]", "12345::", "1:2:3:4:5:6:7:"],
    );
    check(
        "uuid",
        &["2eb8aa08-AA98-11ea-b4aa-73b441d16380"],
        &["2eb8aa08aa9811eab4aa73b441d16380", "", "{2eb8aa08-aa98-11ea-b4aa-73b441d1638}"],
    );
}

#[test]
fn uris_are_those_of_rfc_3986() {
    let uris = [
        "http://a",
        "a:",
        "urn:a:b",
        "mailto:a@b",
        "http://u:p@[::1]:80/a;b/c?d/?e#f/?",
        "http://a:/",
        "x://[v1.a:b]",
        "a:%C3%A9",
    ];
    let references = ["", "//", "a/b:c", "./a:b", "?", "#", "../..", "/a//b"];
    let neither = [
        "http://a b",
        "1a:b",
        ":a",
        "http://a:b",
        "http://[::1",
        "http://[::1]a",
        "%",
        "%4",
        "%zz",
        "a\\b",
        "a#b#c",
        "é",
        "http://a@b@c",
        "<a>",
    ];
    check("uri", &uris, &references);
    check("uri", &[], &neither);
    check("uri-reference", &uris, &neither);
    check("uri-reference", &references, &[]);
    check(
        "iri",
        &["http://bücher/é?\u{E000}#é", "a:é"],
        &["é", "http://é\u{7F}", "a:\u{E000}", "a:b#\u{E000}", "a:\u{FFFF}"],
    );
    check("iri-reference", &["é", "//é", ""], &["é é", "é:a"]);
}

#[test]
fn templates_are_those_of_rfc_6570() {
    check(
        "uri-template",
        &["", "a", "http://a/{b}{?c,d*,e:30}{#f.g}", "{+%41_1}", "é'"],
        &[
            "{",
            "}",
            "{}",
            "{a",
            "a}",
            "{a b}",
            "{a:0}",
            "{a:12345}",
            "{a*:1}",
            "{=a}",
            "{a,}",
            "{.}",
            "%4",
            "a b",
            "{{a}}",
        ],
    );
}

#[test]
fn pointers_are_escaped() {
    check("json-pointer", &["", "/", "/a~0b~1c//0", "/é %"], &["a", "#/a", "/~", "/~2", "/a~"]);
    check(
        "relative-json-pointer",
        &["0", "12#", "1/a~1b", "0+1/a", "2-1#"],
        &["", "/a", "01", "-1", "0##", "1a", "0+0", "0+", "1#/a"],
    );
}

#[test]
fn regular_expressions_are_ecma_262s() {
    check(
        "regex",
        &["", "^a+$", r"(?=a)\1", "(?<n>a)\\k<n>", "[]", r"\p{L}", "a{2}"],
        &["(", "[", "a**", r"\Z", "(?i)a", "(?P<n>a)", r"\", "+"],
    );
}

#[test]
fn unknown_formats_assert_nothing() {
    assert!(matches(&Format::from_name("colour"), "anything"));
}
