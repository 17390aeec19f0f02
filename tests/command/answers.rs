//! What the command answers when all is well, and what it never says.

use crate::scratch::{SCHEMA, Scratch, captures, driftline, driftline_with};

#[test]
fn a_clean_check_exits_0_and_a_finding_exits_1() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let good = scratch.file("good.json", r#"{"id": 1}"#);
    let bad = scratch.file("bad.json", r#"{"id": "1"}"#);
    let ran = driftline(&["check", &good, "--schema", &schema]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.output.contains("1 payload in 1 file, 1 contract: 1 clean, 0 with drift; 0 findings in 0 rows"),
        "{ran:?}"
    );
    let ran = driftline(&["check", &good, &bad, "--schema", &schema]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.output.contains("1 of 2  stringified  /id"), "{}", ran.output);
    assert!(ran.output.contains("bad.json:1:8"), "{}", ran.output);
    assert_eq!(driftline(&["check", &bad, "--schema", &schema, "--fail-on", "never"]).code, 0);
    assert_eq!(driftline(&["check", &bad, "--schema", &schema, "--fail-on", "note"]).code, 1);
}

#[test]
fn what_is_no_document_is_never_clean() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let cut = scratch.file("cut.json", r#"{"id": "#);
    assert_eq!(driftline(&["check", &cut, "--schema", &schema]).code, 1);
    assert_eq!(driftline(&["check", &cut, "--schema", &schema, "--fail-on", "never"]).code, 3);
}

#[test]
fn standard_input_is_read_by_content() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let input = "{\"id\": 1}\n\n{\"headers\": {}, \"body\": {\"name\": \"a\"}}\n";
    let ran = driftline_with(&["check", "-", "--schema", &schema], input);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.output.contains("(standard input)#3:1:1") && ran.output.contains("missing-field"), "{}", ran.output);
}

#[test]
fn a_named_file_is_read_by_content_and_other_files_of_a_folder_are_counted() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.txt", SCHEMA);
    let named = scratch.file("captures/body.txt", r#"{"id": 1}"#);
    assert_eq!(driftline(&["check", &named, "--schema", &schema]).code, 0);
    scratch.file("captures/a.json", r#"{"id": 1}"#);
    scratch.file("captures/a.json.expect.toml", "");
    let ran = driftline(&["check", &scratch.path("captures"), "--schema", &schema]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.output.contains("passed over: 1 .toml, 1 .txt"), "{}", ran.output);
}

#[test]
fn no_value_of_a_payload_and_no_credential_is_in_any_output() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let secret = "Zanzibar4711";
    let bodies = [
        format!("{{\"id\": \"{secret}\", \"name\": \"{secret}{secret}\"}}"),
        format!("{{\"id\": {secret}, \"name\": [\"{secret}\"]}}"),
        format!("{{\"id\": 1, \"name\": \"{secret}"),
        format!("<a b=\"{secret}\">{secret}</c>"),
        format!("\"{secret}\""),
    ];
    let line =
        |body: &String| format!("{{\"headers\": {{\"Authorization\": \"{secret}\"}}, \"body\": {}}}\n", text(body));
    let lines: String = bodies.iter().map(line).collect();
    let capture = scratch.file("a.ndjson", lines);
    for arguments in [&["check", &capture, "--schema", &schema][..], &["check", &capture]] {
        for format in ["text", "json"] {
            let mut arguments = arguments.to_vec();
            arguments.extend(["--format", format]);
            let ran = driftline(&arguments);
            assert!(ran.code == 1 || ran.code == 3, "{ran:?}");
            assert!(!ran.output.contains(secret) && !ran.errors.contains(secret), "{ran:?}");
        }
    }
}

/// A text as a JSON string.
fn text(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[test]
fn captures_find_their_contracts() {
    let ran = driftline(&["check", &captures("neto/notifications.ndjson"), "--format", "json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.output.contains("\"contract\": \"neto/order-notification@2024\""), "{}", ran.output);
    let ran = driftline(&[
        "check",
        &captures("neto/order-notification/declined.xml"),
        "--contract",
        "neto/order-notification@2014",
    ]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.output.starts_with("neto/order-notification@2014  1 payload"), "{}", ran.output);
    assert!(
        ran.output.contains("/Event/Order/OrderStatus") && ran.output.contains("explain new-enum-value"),
        "{ran:?}"
    );
}

#[test]
fn vendors_of_ones_own_are_asked_first() {
    let scratch = Scratch::new();
    scratch.file("vendors/acme/order.json", SCHEMA);
    scratch.file(
        "vendors/acme/contract.toml",
        "vendor = \"acme\"\ntitle = \"Acme\"\n[[message]]\nname = \"order\"\ntitle = \"An order\"\ndirection = \"receive\"\n\
         syntaxes = [\"json\"]\n[[message.recognise]]\nheader = { name = \"X-Acme\" }\n[[message.version]]\nschema = \"order.json\"\n",
    );
    let vendors = scratch.path("vendors");
    let capture = scratch.file("a.json", r#"{"headers": {"x-acme": "1"}, "body": {"id": 1}}"#);
    for folder in [vendors.clone(), scratch.path("vendors/acme")] {
        let ran = driftline(&["check", &capture, "--vendors", &folder]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.output.starts_with("acme/order  1 payload, 1 clean"), "{}", ran.output);
    }
    let ran = driftline(&["contracts", "--vendors", &vendors]);
    assert!(ran.code == 0 && ran.output.starts_with("acme/order  receive, JSON\n  An order\n"), "{ran:?}");
    let ran = driftline(&["explain", "acme/order", "--vendors", &vendors]);
    assert!(ran.code == 0 && ran.output.contains("name"), "{ran:?}");
    assert!(ran.output.contains("text, at most 5 long"), "{}", ran.output);
    let ran = driftline(&["generate", "acme/order", "--vendors", &vendors]);
    assert!(ran.code == 0 && ran.output.contains("pub struct"), "{ran:?}");
}

#[test]
fn what_only_a_judge_can_decide_is_explained_with_its_place() {
    let scratch = Scratch::new();
    scratch.file(
        "vendors/acme/order.xsd",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"Order\"><xs:complexType>\n\
         <xs:attribute name=\"n\" type=\"xs:int\"/><xs:assert test=\"@n mod 2 = 0\"/></xs:complexType></xs:element></xs:schema>",
    );
    scratch.file(
        "vendors/acme/contract.toml",
        "vendor = \"acme\"\ntitle = \"Acme\"\n[[message]]\nname = \"order\"\ntitle = \"An order\"\ndirection = \"receive\"\n\
         syntaxes = [\"xml\"]\n[[message.recognise]]\nroot = \"Order\"\n[[message.version]]\nschema = \"order.xsd\"\nroot = \"Order\"\n",
    );
    let vendors = scratch.path("vendors");
    let ran = driftline(&["explain", "acme/order", "--vendors", &vendors]);
    assert!(ran.output.contains("1 rule that only a judge can decide:\n  assert: of XSD 1.1"), "{ran:?}");
    assert!(ran.output.contains("order.xsd:2:39"), "{ran:?}");
    for (name, body, code) in [("even.xml", "<Order n='2'/>", 0), ("odd.xml", "<Order n='1'/>", 1)] {
        let payload = scratch.file(name, body);
        assert_eq!(driftline(&["check", &payload, "--vendors", &vendors]).code, code, "{name}");
    }
}

#[test]
fn every_code_is_explained_and_every_contract_is_outlined() {
    for kind in driftline::Kind::ALL {
        let ran = driftline(&["explain", kind.code()]);
        assert!(ran.code == 0 && ran.output.starts_with(kind.code()), "{ran:?}");
        assert_eq!(driftline(&["explain", kind.code(), "--format", "json"]).code, 0);
    }
    for vendor in driftline_schemas::catalog::vendors().unwrap() {
        for version in vendor.messages.iter().flat_map(|message| &message.versions) {
            for format in ["text", "json"] {
                let ran = driftline(&["explain", &version.contract, "--format", format]);
                assert!(ran.code == 0 && ran.output.contains(&version.contract), "{ran:?}");
            }
        }
    }
}

#[test]
fn generated_code_goes_where_it_is_asked_to_go() {
    let scratch = Scratch::new();
    let schema = scratch.file("my-order.json", SCHEMA);
    let printed = driftline(&["generate", &schema]);
    assert!(printed.code == 0 && printed.output.contains("pub mod my_order"), "{printed:?}");
    let file = scratch.path("order.rs");
    let written = driftline(&["generate", &schema, "-o", &file]);
    assert_eq!((written.code, written.output.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(file).unwrap(), printed.output);
    let ran = driftline(&["generate", &schema, "-o", &scratch.path("no/such/folder/order.rs")]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

#[test]
fn generated_code_is_as_it_is_chosen() {
    let scratch = Scratch::new();
    let schema = scratch
        .file("order.json", r#"{"type": "object", "properties": {"at": {"enum": ["a"]}, "to": {"enum": ["b"]}}}"#);
    let chosen = [
        "--builders",
        "--json-schema",
        "--non-exhaustive",
        "--derive=*=Eq,Hash",
        "--rename=OrderTo=Target",
        "--replace=OrderAt=crate::At",
    ];
    let ran = driftline(&[&["generate", &schema][..], &chosen].concat());
    assert_eq!(ran.code, 0, "{}", ran.errors);
    for part in [
        "#[non_exhaustive]",
        "::driftline::Builder",
        "::driftline::JsonSchema",
        "derive(Eq, Hash,",
        "enum Target",
        "type OrderAt = crate::At;",
    ] {
        assert!(ran.output.contains(part), "no {part} in {}", ran.output);
    }
    for (wrong, said) in
        [("--rename=Odrer=Sale", "no type fits `Odrer`"), ("--derive=Eq", "a pattern and `=` come first")]
    {
        let ran = driftline(&["generate", &schema, wrong]);
        assert!(ran.code == 2 && ran.errors.contains(said), "{} {}", ran.code, ran.errors);
    }
}

#[test]
fn help_and_version_are_answers() {
    let cases: [(&[&str], &str); 6] = [
        (&["--help"], "Exit codes:"),
        (&["check", "--help"], "driftline check captures/"),
        (&["generate", "-h"], "driftline generate EventSchema.xsd"),
        (&["explain", "--help"], "driftline explain new-enum-value"),
        (&["contracts", "--help"], "driftline contracts"),
        (&["--version"], "driftline "),
    ];
    for (arguments, want) in cases {
        let ran = driftline(arguments);
        assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{arguments:?}");
        assert!(ran.output.contains(want), "{arguments:?}: {}", ran.output);
    }
}

#[test]
fn a_reader_who_has_read_enough_is_no_error() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for arguments in [&["contracts"][..], &["explain", "null-sent"], &["--help"]] {
        let streams = driftline_cli::Streams {
            input: &mut std::io::empty(),
            output: &mut Closed,
            errors: &mut std::io::sink(),
            look: driftline_cli::Look::default(),
            watch: driftline_cli::Watch::default(),
        };
        let exit = driftline_cli::run(std::iter::once(&"driftline").chain(arguments), streams);
        assert_eq!(exit.code(), 0, "{arguments:?}");
    }
}

#[test]
fn a_pattern_that_nobody_can_decide_is_not_clean() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", r#"{"type": "string", "pattern": "^(a|a|b(?=c))*$"}"#);
    let payload = scratch.file("a.json", format!("\"{}!\"", "a".repeat(60)));
    let ran = driftline(&["check", &payload, "--schema", &schema]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.output.contains("1 undecided"), "{}", ran.output);
}

#[test]
fn a_pattern_that_is_beyond_our_engine_is_the_judges() {
    let scratch = Scratch::new();
    let pattern = r#"<xs:pattern value="\p{IsHighSurrogates}*"/>"#;
    let type_ =
        format!(r#"<xs:simpleType><xs:restriction base="xs:string">{pattern}</xs:restriction></xs:simpleType>"#);
    let schema = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a">{type_}</xs:element></xs:schema>"#
    );
    let schema = scratch.file("schema.xsd", &schema);
    let payload = scratch.file("a.xml", "<a>ab</a>");
    let ran = driftline(&["check", &payload, "--schema", &schema]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.output.contains("pattern-mismatch  /a"), "{}", ran.output);
}
