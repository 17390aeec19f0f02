//! What the command says of JSON: what is tolerated, what is asked for by options, what the loader found on its way.

use driftline_schemas::document::{Document, ReadOptions};

use crate::scratch::{SCHEMA, Scratch, driftline};

/// A vendor whose XSD speaks JSON too.
const CONTRACT: &str = r#"vendor = "acme"
title = "Acme"
[[message]]
name = "cart"
title = "A cart"
direction = "receive"
syntaxes = ["xml", "json"]
[[message.recognise]]
child = "Line"
[[message.version]]
schema = "cart.xsd"
[message.json]
tolerate = ["one-for-list", "empty-string", "text-scalars"]
"#;

const CART: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="Cart">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Line" maxOccurs="unbounded">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="Qty" type="xs:integer"/>
              <xs:element name="Note" type="xs:string" minOccurs="0"/>
            </xs:sequence>
          </xs:complexType>
        </xs:element>
        <xs:element name="Total" type="xs:decimal" minOccurs="0"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>"#;

/// The values at these pointers of a JSON output.
fn at<const N: usize>(output: &str, pointers: [&str; N]) -> [String; N] {
    let document = Document::read_str(output, &ReadOptions::default()).unwrap();
    pointers.map(|pointer| {
        let node = document.root().pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer} in {output}"));
        node.value().to_owned()
    })
}

#[test]
fn what_the_mapping_tolerates_is_counted_by_field_and_wobble_and_is_clean() {
    let scratch = Scratch::new();
    scratch.file("acme/contract.toml", CONTRACT);
    scratch.file("acme/cart.xsd", CART);
    let vendors = scratch.path("acme");
    let captures = scratch.path("captures");
    scratch.file("captures/a.json", r#"{"Line": [{"Qty": "1"}, {"Qty": "2", "Note": ""}], "Total": ""}"#);
    scratch.file("captures/b.json", r#"{"Line": {"Qty": "3"}, "Total": "1.50"}"#);
    let check = |more: &[&str]| {
        let mut arguments = vec!["check", &captures, "--contract", "acme/cart", "--vendors", &vendors];
        arguments.extend(more);
        driftline(&arguments)
    };
    let ran = check(&[]);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{ran:?}");
    for line in [
        "acme/cart  2 payloads, 2 clean",
        // One for a list, it is the same field.
        "  2 of 2  text-scalars  /Line/*/Qty\n          got a text of 1 character, read as an integer (3 times)\n",
        "a.json:1:19, schema ",
        "  1 of 2  text-scalars  /Total\n",
        "  1 of 2  one-for-list  /Line\n          got an object, read as a list of one (1 time)\n",
        "b.json:1:10, schema ",
        "  1 of 2  empty-string  /Total\n",
        "2 clean, 0 with drift; 0 findings in 0 rows\nnoted: 6 times in 4 rows\n",
    ] {
        assert!(ran.output.contains(line), "{line}\n{}", ran.output);
    }
    let ran = check(&["--format", "json"]);
    let rows = ["/totals/findings", "/totals/notes", "/totals/note_rows", "/contracts/0/clean"];
    assert_eq!(at(&ran.output, rows), ["0", "6", "4", "2"]);
    let row = ["kind", "severity", "field", "payloads", "findings", "first/line", "first/column", "schema/line"];
    let row = row.map(|key| format!("/contracts/0/rows/0/{key}"));
    let row = at(&ran.output, std::array::from_fn::<_, 8, _>(|at| row[at].as_str()));
    assert_eq!(row, ["text-scalars", "note", "/Line/*/Qty", "2", "3", "1", "19", "8"]);
    assert_eq!(check(&["--fail-on", "warning"]).code, 0);
    assert_eq!(check(&["--fail-on", "note"]).code, 1);
    // What is not tolerated is drift.
    scratch.file("captures/c.json", r#"{"Line": [{"Qty": 4}], "Total": [1]}"#);
    let ran = check(&[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.output.contains("1 of 3  list-for-single  /Total"), "{}", ran.output);
    assert!(ran.output.contains("1 of 3  type-changed     /Line/*/Qty"), "{}", ran.output);
}

#[test]
fn a_byte_order_mark_before_json_is_noted_and_before_xml_is_not() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let xsd = scratch.file("schema.xsd", CART);
    let json = scratch.file("a.json", "\u{feff}{\"id\": 1}");
    let xml = scratch.file("a.xml", "\u{feff}<Cart><Line><Qty>1</Qty></Line></Cart>");
    let ran = driftline(&["check", &json, "--schema", &schema]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.output.contains("1 payload, 1 clean") && ran.output.contains("1 of 1  byte-order-mark  (the payload)"));
    assert!(ran.output.contains("          a byte order mark stands before the JSON text"), "{}", ran.output);
    assert!(ran.output.contains("a.json:1:1\n"), "{}", ran.output);
    assert_eq!(driftline(&["check", &json, "--schema", &schema, "--fail-on", "note"]).code, 1);
    let unclaimed = driftline(&["check", &json]);
    assert!(unclaimed.code == 1 && unclaimed.output.contains("byte-order-mark"), "{unclaimed:?}");
    let ran = driftline(&["check", &xml, "--schema", &xsd, "--fail-on", "note"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn the_world_the_formats_and_the_draft_are_what_is_asked_for() {
    let scratch = Scratch::new();
    let schema = r#"{"properties": {"at": {"format": "date"}, "n": {"type": "integer"}}}"#;
    let schema = scratch.file("schema.json", schema);
    let code = |payload: &str, more: &[&str]| {
        let payload = scratch.file("a.json", payload);
        let mut arguments = vec!["check", &payload, "--schema", &schema];
        arguments.extend(more);
        driftline(&arguments).code
    };
    assert_eq!(code(r#"{"x": 1}"#, &[]), 1);
    assert_eq!(code(r#"{"x": 1}"#, &["--world", "declared"]), 1);
    assert_eq!(code(r#"{"x": 1}"#, &["--world", "strict"]), 0);
    assert_eq!(code(r#"{"at": "today"}"#, &["--formats", "assert"]), 1);
    assert_eq!(code(r#"{"at": "today"}"#, &["--formats", "annotate"]), 0);
    assert_eq!(code(r#"{"n": 1.0}"#, &[]), 0);
    assert_eq!(code(r#"{"n": 1.0}"#, &["--draft", "4"]), 1);
    let ran = driftline(&["check", "a", "--draft", "3"]);
    assert!(ran.code == 2 && ran.errors.contains("the drafts are 4, 6, 7, 2019-09, 2020-12"), "{ran:?}");
}

#[test]
fn a_contract_says_the_draft_and_what_formats_are() {
    let scratch = Scratch::new();
    let contract = |version: &str| {
        let contract = CONTRACT.split("[message.json]").next().unwrap();
        let contract = contract.replace("\"xml\", ", "").replace("child = \"Line\"", "child = \"n\"");
        scratch.file("acme/contract.toml", contract.replace("schema = \"cart.xsd\"", version));
        let capture = scratch.file("a.json", r#"{"n": 1.0, "at": "today"}"#);
        driftline(&["check", &capture, "--contract", "acme/cart", "--vendors", &scratch.path("acme")])
    };
    scratch.file("acme/cart.json", r#"{"properties": {"at": {"format": "date"}, "n": {"type": "integer"}}}"#);
    let ran = contract("schema = \"cart.json\"");
    assert!(ran.output.contains("format-changed") && !ran.output.contains("type-changed"), "{ran:?}");
    let ran = contract("schema = \"cart.json\"\ndraft = \"4\"\nformats = \"annotate\"");
    assert!(!ran.output.contains("format-changed") && ran.output.contains("type-changed"), "{ran:?}");
}

#[test]
fn what_the_other_branches_say_is_there_when_it_is_asked_for() {
    let scratch = Scratch::new();
    let schema = r#"{"oneOf": [
        {"title": "Card", "properties": {"kind": {"const": "card"}, "number": {}}, "required": ["kind", "number"]},
        {"title": "Cash", "properties": {"kind": {"const": "cash"}, "till": {}}, "required": ["kind", "till"]}
    ]}"#;
    let schema = scratch.file("schema.json", schema);
    let payload = scratch.file("a.json", r#"{"kind": "cash"}"#);
    let ran = driftline(&["check", &payload, "--schema", &schema]);
    assert!(ran.code == 1 && ran.output.contains("`till` is required") && !ran.output.contains("Card"), "{ran:?}");
    let ran = driftline(&["check", &payload, "--schema", &schema, "--explain-branches"]);
    assert!(ran.output.contains("or, by Card at ") && ran.output.contains("schema.json:2:9: 1:1 /number: "), "{ran:?}");
    assert!(ran.output.contains("; 1:10 /kind: constant-changed: "), "{ran:?}");
    let ran = driftline(&["check", &payload, "--schema", &schema, "--explain-branches", "--format", "json"]);
    let alternative = "/contracts/0/rows/0/alternatives/0";
    let keys = ["name", "schema/pointer", "findings/0/kind", "findings/1/path", "findings/1/column"];
    let keys = keys.map(|key| format!("{alternative}/{key}"));
    let told = at(&ran.output, std::array::from_fn::<_, 5, _>(|at| keys[at].as_str()));
    assert_eq!(told, ["Card", "/oneOf/0", "missing-field", "/kind", "10"]);
}

#[test]
fn what_the_loader_found_by_its_name_is_said_on_standard_error() {
    let scratch = Scratch::new();
    let main = r#"{"$id": "push$event", "type": "object", "properties": {"money": {"$ref": "common/money.json"}}}"#;
    let schema = scratch.file("acme/orders/cart.json", main);
    scratch.file("acme/common/money.json", r#"{"$id": "money$1", "type": "integer"}"#);
    let note = "cart.json:1:74: `common/money.json` is read from `";
    let payload = scratch.file("a.json", r#"{"money": 1}"#);
    let ran = driftline(&["check", &payload, "--schema", &schema]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.errors.starts_with("note: ") && ran.errors.contains(note), "{}", ran.errors);
    assert!(ran.errors.contains("acme/common/money.json`, which was found by its name"), "{}", ran.errors);
    assert!(!ran.output.contains("note"), "{}", ran.output);
    let bad = scratch.file("b.json", r#"{"money": "1"}"#);
    let ran = driftline(&["check", &bad, "--schema", &schema, "--format", "json"]);
    assert_eq!(at(&ran.output, ["/contracts/0/rows/0/schema/pointer"]), [""], "{ran:?}");
    // The same through a contract, which is checked and explained.
    let contract = CONTRACT.split("[message.json]").next().unwrap().replace("\"xml\", ", "");
    let contract = contract.replace("child = \"Line\"", "child = \"money\"").replace("cart.xsd", "orders/cart.json");
    scratch.file("acme/contract.toml", contract);
    let vendors = scratch.path("acme");
    for arguments in
        [&["check", &payload][..], &["check", &payload, "--contract", "acme/cart"], &["explain", "acme/cart"]]
    {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--vendors", &vendors]);
        let ran = driftline(&arguments);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(ran.errors.matches(note).count(), 1, "{arguments:?}: {}", ran.errors);
    }
}
