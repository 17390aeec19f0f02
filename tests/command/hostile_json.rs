//! JSON and JSON Schemas that mean harm: each ends soon, on a small stack, with the exit code that is true.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::scratch::{Ran, Scratch, driftline};

/// How many of something are many.
const MANY: usize = 100_000;

/// How long one check may take, without optimisation and on a busy machine. What costs the square of [`MANY`] takes hours.
const PATIENCE: Duration = Duration::from_secs(120);

/// Checks a payload against a schema on a stack of 2 MB, as threads have.
fn check(what: &str, schema: &str, payload: String) -> Ran {
    let schema = schema.to_owned();
    let run = move || {
        let scratch = Scratch::new();
        let (schema, payload) = (scratch.file("schema.json", schema), scratch.file("a.json", payload));
        driftline(&["check", &payload, "--schema", &schema])
    };
    let start = Instant::now();
    // An overflow of the stack says the name of the thread and no more.
    let thread = std::thread::Builder::new().name(what.replace('\0', "")).stack_size(2 << 20).spawn(run).unwrap();
    let ran = thread.join().unwrap();
    assert!(start.elapsed() < PATIENCE, "{what}: {:?}", start.elapsed());
    ran
}

/// What a table of cases says: `(what, schema, payload, exit code, a part of the report or the errors)`.
fn hold(cases: Vec<(&str, &str, String, u8, &str)>) {
    for (what, schema, payload, code, part) in cases {
        let ran = check(what, schema, payload);
        let shown: String = format!("{}{}", ran.output, ran.errors).chars().take(2_000).collect();
        assert_eq!(ran.code, code, "{what}: {shown}");
        assert!(ran.output.contains(part) || ran.errors.contains(part), "{what}: no {part} in {shown}");
    }
}

/// Numbered things in a row.
fn row(make: impl Fn(usize) -> String) -> String {
    (0..MANY).map(make).collect::<Vec<_>>().join(",")
}

/// A value in `depth` of these.
fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}1{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn large_payloads_cost_no_more_than_they_are_long() {
    let digits = "7".repeat(1_000_000);
    let zeros = "0".repeat(1_000_000);
    let unique = r#"{"uniqueItems": true}"#;
    hold(vec![
        ("depth", "{}", nested("[", "]", MANY), 3, "limit-exceeded"),
        ("depth of members", "{}", nested("{\"a\":", "}", MANY), 3, "limit-exceeded"),
        ("a key of a megabyte", r#"{"maxProperties": 0}"#, format!("{{\"{digits}\":1}}"), 1, "count-out-of-range"),
        (
            "a key again and again",
            r#"{"properties": {"k": {}}}"#,
            format!("{{{}}}", row(|_| "\"k\":1".into())),
            1,
            "duplicate-field",
        ),
        (
            "keys, each twice",
            r#"{"additionalProperties": {"type": "integer"}}"#,
            format!("{{{}}}", row(|at| format!("\"k{}\":1", at / 2))),
            1,
            "duplicate-field",
        ),
        ("a number of a megabyte", r#"{"type": "integer", "multipleOf": 7}"#, digits.clone(), 0, ""),
        ("a fraction of a megabyte", r#"{"multipleOf": 0.1}"#, format!("0.{digits}"), 1, "precision-exceeded"),
        ("zeros of a megabyte", r#"{"type": "integer", "const": 1}"#, format!("1.{zeros}"), 0, ""),
        ("an exponent", r#"{"multipleOf": 3}"#, "1e999999999".into(), 1, ""),
        ("an exponent below", r#"{"multipleOf": 0.001}"#, "1e-999999999".into(), 1, "precision-exceeded"),
        ("an exponent beyond numbers", r#"{"type": "integer", "maximum": 5}"#, "1e99999999999999999999".into(), 1, ""),
        ("a step with an exponent", r#"{"multipleOf": 1e-999999999}"#, "3".into(), 0, ""),
        ("a bound with an exponent", r#"{"maximum": 1e999999999, "minimum": -1e999999999}"#, "3".into(), 0, ""),
        ("deep items that are alike", unique, format!("[{0},{0}]", nested("[", "]", 500)), 1, "rule-violated"),
        ("items", unique, format!("[{}]", row(|at| at.to_string())), 0, ""),
        ("items with a twin", unique, format!("[{},7]", row(|at| at.to_string())), 1, "rule-violated"),
        ("items that are objects", unique, format!("[{}]", row(|at| format!("{{\"a\":{at},\"b\":[0]}}"))), 0, ""),
        (
            "items that are nearly alike",
            unique,
            format!("[{}]", row(|at| format!("1.{}{at:06}", "0".repeat(99)))),
            0,
            "",
        ),
    ]);
}

#[test]
fn a_large_value_of_a_schema_costs_no_more_than_it_is_long() {
    let enumeration = format!("{{\"enum\": [{}]}}", row(|at| format!("\"v{at}\"")));
    let mixed = format!("{{\"enum\": [null, {}]}}", row(|at| at.to_string()));
    let required = format!("{{\"required\": [{}]}}", row(|at| format!("\"k{at}\"")));
    let properties = format!("{{\"properties\": {{{}}}}}", row(|at| format!("\"k{at}\": {{\"type\": \"integer\"}}")));
    let object = format!("{{{}}}", row(|at| format!("\"k{at}\":1")));
    let deep = nested("[", "]", 500);
    let constant = format!("{{\"const\": {deep}}}");
    let reference = r##"{"$ref": "http://json-schema.org/draft-07/schema#"}"##;
    let metaschemas: Vec<_> = (0..2_000).map(|at| format!("\"k{at}\": {reference}")).collect();
    let draft = "\"$schema\": \"http://json-schema.org/draft-07/schema#\"";
    let metaschemas = format!("{{{draft}, \"properties\": {{{}}}}}", metaschemas.join(","));
    hold(vec![
        ("values", &enumeration, "\"w\"".into(), 1, "new-enum-value"),
        ("values of several types", &mixed, "\"w\"".into(), 1, "type-changed"),
        ("a deep constant", &constant, deep, 0, ""),
        ("many parts for the judge", &metaschemas, "{\"k7\": {\"type\": 1}}".into(), 1, ""),
        ("required members that are there", &required, object.clone(), 0, ""),
        ("members", &properties, object, 0, ""),
    ]);
}

/// Every one of these refers to itself, loads, and says of a deep value what is so or that it cannot be followed.
#[test]
fn a_schema_that_refers_to_itself_ends() {
    let deep = nested("{\"a\":", "}", 500);
    let list = nested("[", "]", 500);
    hold(vec![
        ("a member", r##"{"properties": {"a": {"$ref": "#"}}}"##, deep.clone(), 0, ""),
        ("additional members", r##"{"additionalProperties": {"$ref": "#"}}"##, deep.clone(), 0, ""),
        ("matching members", r##"{"patternProperties": {"^a$": {"$ref": "#"}}}"##, deep.clone(), 0, ""),
        ("unevaluated members", r##"{"unevaluatedProperties": {"$ref": "#"}}"##, deep.clone(), 0, ""),
        ("names of members", r##"{"propertyNames": {"$ref": "#"}}"##, deep.clone(), 0, ""),
        ("items", r##"{"items": {"$ref": "#"}}"##, list.clone(), 0, ""),
        ("first items", r##"{"prefixItems": [{"$ref": "#"}]}"##, list.clone(), 0, ""),
        ("unevaluated items", r##"{"unevaluatedItems": {"$ref": "#"}}"##, list.clone(), 0, ""),
        (
            "a part of a member",
            r##"{"properties": {"a": {"allOf": [{"allOf": [{"$ref": "#"}]}]}}}"##,
            deep.clone(),
            3,
            "limit-exceeded",
        ),
        (
            "a branch of a member",
            r##"{"properties": {"a": {"anyOf": [{"type": "null"}, {"$ref": "#"}]}}}"##,
            deep.clone(),
            3,
            "limit-exceeded",
        ),
        (
            "a condition on a member",
            r##"{"properties": {"a": {"if": {"$ref": "#"}, "then": {"$ref": "#"}}}}"##,
            deep.clone(),
            3,
            "limit-exceeded",
        ),
        (
            "not a member",
            r##"{"properties": {"a": {"not": {"not": {"$ref": "#"}}}}}"##,
            deep.clone(),
            3,
            "limit-exceeded",
        ),
        ("an item among them", r##"{"contains": {"$ref": "#"}}"##, list, 0, ""),
        (
            "a dependent schema",
            r##"{"properties": {"a": {"dependentSchemas": {"a": {"$ref": "#"}}}}}"##,
            deep.clone(),
            3,
            "limit-exceeded",
        ),
        (
            "a dynamic reference",
            r##"{"$dynamicAnchor": "a", "properties": {"a": {"$dynamicRef": "#a"}}}"##,
            deep.clone(),
            0,
            "",
        ),
        ("its own parts", r##"{"allOf": [{"$ref": "#"}, {"type": "object"}]}"##, deep.clone(), 0, ""),
        ("its own branches", r##"{"anyOf": [{"$ref": "#"}, {"type": "object"}]}"##, deep.clone(), 0, ""),
        ("nothing but itself", r##"{"$ref": "#"}"##, "1".into(), 2, "leads back to itself"),
        (
            "each other",
            r##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
            "1".into(),
            2,
            "leads back to itself",
        ),
        ("not itself", r##"{"not": {"$ref": "#"}}"##, "1".into(), 2, "holds a value to itself"),
        ("itself if itself", r##"{"if": {"$ref": "#"}, "then": false}"##, "1".into(), 2, "holds a value to itself"),
        ("itself by its file", r##"{"properties": {"a": {"$ref": "schema.json"}}}"##, deep.clone(), 0, ""),
        (
            "itself by its identifier",
            r##"{"$id": "http://x.com/s", "properties": {"a": {"$ref": "http://x.com/s"}}}"##,
            deep,
            0,
            "",
        ),
    ]);
}

#[test]
fn an_xsd_that_refers_to_itself_ends() {
    let xsd = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="t"/>
        <xs:complexType name="t"><xs:sequence><xs:element ref="a" minOccurs="0"/></xs:sequence></xs:complexType></xs:schema>"#;
    let group = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="t"/><xs:complexType
        name="t"><xs:choice minOccurs="0" maxOccurs="unbounded"><xs:sequence><xs:any processContents="strict" minOccurs="0"/>
        </xs:sequence></xs:choice></xs:complexType></xs:schema>"#;
    let xml = format!("{}{}", "<a>".repeat(500), "</a>".repeat(500));
    let json = format!("{}{{}}{}", "{\"a\":".repeat(500), "}".repeat(500));
    hold(vec![
        ("an element", xsd, xml.clone(), 0, ""),
        ("a wildcard", group, xml, 0, ""),
        ("a member by the mapping", xsd, json, 0, ""),
    ]);
}

#[test]
fn schemas_that_branch_without_end_end_at_a_limit() {
    let tree = |keyword: &str, depth: usize| {
        let mut schema = r##"{"$ref": "#/$defs/s0", "$defs": {"##.to_owned();
        for at in 0..depth {
            let next = at + 1;
            write!(
                schema,
                r##""s{at}": {{"{keyword}": [{{"$ref": "#/$defs/s{next}"}}, {{"$ref": "#/$defs/s{next}"}}]}}, "##
            )
            .unwrap();
        }
        write!(schema, r#""s{depth}": {{"type": "string"}}}}}}"#).unwrap();
        schema
    };
    let wide = format!("{{\"anyOf\": [{}]}}", row(|at| format!("{{\"const\": {{\"k\": {at}}}}}")));
    let record = |at| format!("{{\"properties\": {{\"k{at}\": {{\"const\": 2}}}}, \"required\": [\"k{at}\"]}}");
    let records = format!("{{\"anyOf\": [{}]}}", (0..30).map(record).collect::<Vec<_>>().join(","));
    hold(vec![
        ("parts of parts", &tree("allOf", 60), "1".into(), 3, "limit-exceeded"),
        ("branches of branches", &tree("anyOf", 60), "1".into(), 3, "limit-exceeded"),
        ("one of one of", &tree("oneOf", 60), "1".into(), 3, "limit-exceeded"),
        ("deep parts", &tree("allOf", 10_000), "1".into(), 3, "limit-exceeded"),
        ("many branches", &wide, "{\"k\": -1}".into(), 1, ""),
        ("branches and members", &records, format!("{{{}}}", row(|at| format!("\"k{at}\":1"))), 1, ""),
    ]);
}

#[test]
fn patterns_that_explode_end() {
    let text = format!("\"{}!\"", "a".repeat(100_000));
    hold(vec![
        ("nested repetition", r#"{"pattern": "^(a+)+$"}"#, text.clone(), 1, "pattern-mismatch"),
        ("alternatives alike", r#"{"pattern": "^(a|a|aa)*$"}"#, text.clone(), 1, "pattern-mismatch"),
        ("counted repetition", r#"{"pattern": "^((a{0,99}){0,99}){0,99}$"}"#, text, 3, ""),
    ]);
}

/// A judge that gives up has said nothing: neither valid nor a mismatch.
#[test]
fn what_a_judge_gives_up_on_is_undecided() {
    let fuse = format!("{}!", "a".repeat(64));
    let pattern = r"^(?=a)(a|aa)+\\1$";
    let value = format!("\"{fuse}\"");
    let member = format!("{{\"{fuse}\": 1}}");
    let cases = [
        (format!(r#"{{"pattern": "{pattern}"}}"#), &value),
        (format!(r#"{{"propertyNames": {{"pattern": "{pattern}"}}}}"#), &member),
        (format!(r#"{{"patternProperties": {{"{pattern}": {{"type": "integer"}}}}}}"#), &member),
        (format!(r#"{{"anyOf": [{{"pattern": "{pattern}"}}, {{"type": "null"}}]}}"#), &value),
        (format!(r#"{{"not": {{"pattern": "{pattern}"}}}}"#), &value),
        (format!(r#"{{"if": {{"pattern": "{pattern}"}}, "then": false}}"#), &value),
    ];
    for (schema, payload) in cases {
        let ran = check(&schema, &schema, payload.clone());
        assert_eq!(ran.code, 3, "{schema}: {ran:?}");
        assert!(!ran.output.contains("pattern-mismatch"), "{schema}: {}", ran.output);
    }
}

/// What the judge decides is as deep as the payload, and the judge is not ours.
#[test]
fn what_a_judge_decides_may_be_deep() {
    let deep = |open: &str, close: &str| {
        let times = 500 / close.len();
        format!("{}true{}", open.repeat(times), close.repeat(times))
    };
    for schema in ["http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2020-12/schema"] {
        let schema = format!(r#"{{"$schema": "{schema}", "$ref": "{schema}"}}"#);
        for (open, close) in [("{\"not\":", "}"), ("{\"properties\":{\"a\":", "}}"), ("{\"allOf\":[", "]}")] {
            let ran = check(&schema, &schema, deep(open, close));
            assert_eq!(ran.code, 0, "{schema} {open}: {ran:?}");
        }
    }
}
