//! The twelve facets, and values outside of built-in types.

use super::{Case, Subject};

pub(crate) const SUBJECT: Subject = Subject {
    schema: "tests/faults/facets.xsd",
    document: "tests/faults/facets.xml",
    cases: CASES,
    pairs: &[
        ("length", "minLength"),
        ("maxLength", "pattern"),
        ("enumeration", "whiteSpace that is kept"),
        ("minInclusive", "maxInclusive"),
        ("minExclusive", "maxExclusive"),
        ("totalDigits", "fractionDigits"),
        ("maxExclusive of an attribute", "whiteSpace that is collapsed"),
    ],
};

const CASES: &[Case] = &[
    Case("length", &[(">déjà<", ">▸déj<")], "length-out-of-range", "/Values/Length"),
    Case("length of octets", &[(">00FF<", ">▸00FF00<")], "length-out-of-range", "/Values/Octets"),
    Case("minLength", &[(">ab<", ">▸a<")], "length-out-of-range", "/Values/MinLength"),
    Case("maxLength", &[(">abcde<", ">▸abcdef<")], "length-out-of-range", "/Values/MaxLength"),
    Case("pattern", &[(">AB1<", ">▸AI1<")], "pattern-mismatch", "/Values/Pattern"),
    Case("enumeration", &[(">1.50<", ">▸1.51<")], "new-enum-value", "/Values/Enumeration"),
    Case("whiteSpace that is kept", &[("> a <", ">▸ a  <")], "length-out-of-range", "/Values/Preserve"),
    Case("whiteSpace that is collapsed", &[(">  a b  <", ">▸ a  b c <")], "length-out-of-range", "/Values/Collapse"),
    Case("minInclusive", &[(">0.1<", ">▸0.09999999999999999999<")], "number-out-of-range", "/Values/MinInclusive"),
    Case(
        "maxInclusive",
        &[(">98765432109876543210<", ">▸98765432109876543211<")],
        "number-out-of-range",
        "/Values/MaxInclusive",
    ),
    Case("minExclusive", &[(">1E-3<", ">▸-0.0<")], "number-out-of-range", "/Values/MinExclusive"),
    Case(
        "maxExclusive",
        &[("<MaxExclusive>99<", "<MaxExclusive>▸100<")],
        "number-out-of-range",
        "/Values/MaxExclusive",
    ),
    Case("maxExclusive of an attribute", &[("\"99\"", "\"▸0100\"")], "number-out-of-range", "/Values/@size"),
    Case("maxExclusive of a date", &[(">2099-12-31<", ">▸2100-01-01<")], "number-out-of-range", "/Values/Day"),
    Case("minInclusive of a date", &[(">2099-12-31<", ">▸1999-12-31<")], "number-out-of-range", "/Values/Day"),
    Case("maxInclusive of a duration", &[(">P12M<", ">▸P13M<")], "number-out-of-range", "/Values/Span"),
    Case("totalDigits", &[(">0012.340<", ">▸12.345<")], "precision-exceeded", "/Values/TotalDigits"),
    Case("fractionDigits", &[(">1.200<", ">▸1.205<")], "precision-exceeded", "/Values/FractionDigits"),
    Case("no boolean", &[("<Flag>1<", "<Flag>▸TRUE<")], "type-changed", "/Values/Flag"),
    Case("no byte", &[(">-128<", ">▸-129<")], "number-out-of-range", "/Values/Byte"),
    Case("no number", &[(">-128<", ">▸1.0<")], "type-changed", "/Values/Byte"),
    Case("no moment", &[(">2024-02-29T24:00:00Z<", ">▸2023-02-29T00:00:00Z<")], "format-changed", "/Values/Moment"),
    Case("no date", &[(">2099-12-31<", ">▸31.12.2099<")], "format-changed", "/Values/Day"),
    Case("no duration", &[(">P12M<", ">▸12M<")], "format-changed", "/Values/Span"),
    Case("no octets", &[(">00FF<", ">▸00F<")], "format-changed", "/Values/Octets"),
    Case("no float", &[(">-INF<", ">▸-Infinity<")], "type-changed", "/Values/Measure"),
    Case("no base64", &[(">AQID<", ">▸AQI<")], "format-changed", "/Values/Data"),
    Case("no token", &[(">a:b-c<", ">▸a b<")], "pattern-mismatch", "/Values/Token"),
];
