//! Everything that keeps the command from its work ends in a clear message and the right exit code.

use crate::scratch::{SCHEMA, Scratch, driftline, driftline_with};

const UNREADABLE_HELP: &str = "no payload was read, so nothing was checked";

#[test]
fn a_folder_without_captures_is_an_error_that_says_what_is_there() {
    let scratch = Scratch::new();
    let ran = driftline(&["check", &scratch.path("")]);
    assert_eq!(ran.code, 2);
    assert!(ran.errors.contains("nothing to check, it is empty") && ran.errors.contains(".ndjson"), "{}", ran.errors);
    for name in ["a.png", "b.PNG", "README.md", "more/c.png"] {
        scratch.file(name, "not a capture");
    }
    let ran = driftline(&["check", &scratch.path("")]);
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    assert!(ran.errors.contains("only 1 .PNG, 1 .md, 2 .png there"), "{}", ran.errors);
}

#[test]
fn a_path_that_is_not_there_is_an_error_before_anything_is_checked() {
    let scratch = Scratch::new();
    let good = scratch.file("good.json", r#"{"id": 1}"#);
    let ran = driftline(&["check", &good, &scratch.path("gone.json")]);
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    assert!(ran.errors.contains("gone.json: there is no such file or folder"), "{}", ran.errors);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named_and_the_rest_is_reported() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    scratch.file("captures/good.json", r#"{"id": 1}"#);
    // A link to nowhere cannot be read by anybody, not even by an administrator.
    std::os::unix::fs::symlink("nowhere", scratch.path("captures/locked.json")).unwrap();
    let ran = driftline(&["check", &scratch.path("captures"), "--schema", &schema]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.output.contains("locked.json: ") && ran.output.contains("1 payload in 1 file"), "{}", ran.output);
    std::fs::remove_file(scratch.path("captures/good.json")).unwrap();
    let ran = driftline(&["check", &scratch.path("captures"), "--schema", &schema]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.errors.contains(UNREADABLE_HELP) && ran.errors.contains("locked.json"), "{}", ran.errors);
}

#[test]
fn nothing_read_is_never_clean() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let lines = scratch.file("empty.ndjson", "\n\n");
    let har = scratch.file("empty.har", r#"{"log": {"entries": []}}"#);
    for capture in [lines, har] {
        let ran = driftline(&["check", &capture, "--schema", &schema]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.errors.contains(UNREADABLE_HELP), "{}", ran.errors);
    }
    let ran = driftline_with(&["check", "-", "--schema", &schema], "");
    assert_eq!(ran.code, 1, "an empty payload is no JSON: {ran:?}");
    assert!(ran.output.contains("not-well-formed"), "{}", ran.output);
}

#[test]
fn a_broken_record_makes_the_check_incomplete() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let lines = "{\"id\": 1}\n{\"headers\": {}, \"body\": \"?\", \"isBase64Encoded\": true}\n";
    let ran = driftline(&["check", &scratch.file("a.ndjson", lines), "--schema", &schema]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.output.contains("a.ndjson#2: the body is said to be base64"), "{}", ran.output);
}

#[test]
fn a_schema_with_a_dangling_reference_names_its_place() {
    let scratch = Scratch::new();
    let json = scratch.file("schema.json", "{\n  \"properties\": {\"a\": {\"$ref\": \"#/$defs/Gone\"}}\n}");
    let xsd = scratch.file(
        "schema.xsd",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n  <xs:element name=\"a\" type=\"Gone\"/>\n</xs:schema>",
    );
    let capture = scratch.file("a.json", "{}");
    for (schema, place) in [(&json, "schema.json:2:"), (&xsd, "schema.xsd:2:")] {
        for verb in [&["check", &capture, "--schema", schema][..], &["generate", schema]] {
            let ran = driftline(verb);
            // Types are generated all the same: what the reference leads to is a value of any kind, and a note says so.
            let degrades = verb[0] == "generate" && *schema == json;
            let code = if degrades { 0 } else { 2 };
            assert_eq!((ran.code, ran.output.contains("pub a: ")), (code, degrades), "{ran:?}");
            assert!(ran.errors.contains(place) && ran.errors.contains("Gone"), "{}", ran.errors);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_schema_that_refers_to_files_of_the_machine_shows_nothing_of_them() {
    let scratch = Scratch::new();
    let capture = scratch.file("a.json", "{}");
    // What every system has and everybody may read.
    let up = "../".repeat(40);
    for reference in ["/etc/passwd", "file:///etc/passwd", &format!("{up}etc/passwd"), "https://x.com/etc/passwd"] {
        let json = scratch.file("schema.json", format!("{{\"$ref\": \"{reference}\"}}"));
        let xsd = format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:include schemaLocation=\"{reference}\"/>\
             <xs:element name=\"a\" type=\"b\"/></xs:schema>"
        );
        for schema in [&json, &scratch.file("schema.xsd", xsd)] {
            for verb in [&["check", &capture, "--schema", schema][..], &["generate", schema]] {
                let ran = driftline(verb);
                let degrades = verb[0] == "generate" && *schema == json;
                assert_eq!(
                    (ran.code, ran.output.is_empty()),
                    (if degrades { 0 } else { 2 }, !degrades),
                    "{reference}: {ran:?}"
                );
                assert!(ran.errors.contains(schema.as_str()), "{}", ran.errors);
                assert!(!ran.errors.contains("root:") && !ran.output.contains("root:"), "{ran:?}");
            }
        }
    }
}

#[test]
fn a_schema_that_is_none_is_an_error() {
    let scratch = Scratch::new();
    let capture = scratch.file("a.json", "{}");
    for (name, content) in
        [("cut.json", "{\"type\":"), ("empty.xsd", ""), ("page.xsd", "<html></html>"), ("n.json", "7")]
    {
        let schema = scratch.file(name, content);
        let ran = driftline(&["check", &capture, "--schema", &schema]);
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{name}: {ran:?}");
        assert!(ran.errors.contains(name), "{}", ran.errors);
    }
    let ran = driftline(&["check", &capture, "--schema", &scratch.path("gone.json")]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.errors.contains("gone.json"), "{}", ran.errors);
}

#[test]
fn an_invalid_contract_toml_names_its_place() {
    let scratch = Scratch::new();
    let capture = scratch.file("a.json", "{}");
    scratch.file("vendors/acme/contract.toml", "vendor = \"acme\"\ntitel = \"Acme\"\n");
    for verb in [&["check", &capture][..], &["contracts"], &["explain", "acme/order"], &["generate", "acme/order"]] {
        let mut arguments = verb.to_vec();
        let vendors = scratch.path("vendors");
        arguments.extend(["--vendors", &vendors]);
        let ran = driftline(&arguments);
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{ran:?}");
        assert!(ran.errors.contains("acme/contract.toml:2:1: "), "{}", ran.errors);
        assert!(ran.errors.contains("did you mean `title`?"), "{}", ran.errors);
    }
    let ran = driftline(&["contracts", "--vendors", &scratch.path("vendors/acme/nothing")]);
    assert_eq!(ran.code, 2, "{ran:?}");
    scratch.file("none/README.md", "");
    let ran = driftline(&["contracts", "--vendors", &scratch.path("none")]);
    assert!(ran.code == 2 && ran.errors.contains("there is no contract.toml"), "{ran:?}");
}

#[test]
fn names_that_are_not_known_are_answered_with_what_was_meant() {
    let scratch = Scratch::new();
    let capture = scratch.file("a.json", "{}");
    let schema = scratch.file("schema.json", SCHEMA);
    let xsd = scratch.file(
        "schema.xsd",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"Order\"/></xs:schema>",
    );
    let cases: [(&[&str], &str); 12] = [
        (&["chekc", "a"], "check"),
        (&["check"], "<PATHS>"),
        (&["check", &capture, "--fail-on", "sometimes"], "never"),
        (&["check", &capture, "--root", "a"], "--schema"),
        (&["check", &capture, "--schema", &schema, "--contract", "a/b"], "--contract"),
        (&["check", &capture, "--contract", "neto/order-notifications"], "did you mean `neto/order-notification`?"),
        (&["check", &capture, "--schema", &xsd, "--root", "Ordr"], "Order"),
        (&["explain", "new-enum-valeu"], "did you mean `new-enum-value`?"),
        (&["explain", "zzz"], "missing-field"),
        (&["explain", "neto/get-carts-response"], "did you mean `neto/get-cart-response`?"),
        (&["generate", "neto/nothing-like-it-at-all"], "`driftline contracts` lists them"),
        (&["generate", &xsd, "--root", "Ordr"], "Order"),
    ];
    for (arguments, help) in cases {
        let ran = driftline(arguments);
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{arguments:?}: {ran:?}");
        assert!(ran.errors.contains(help), "{arguments:?}: {}", ran.errors);
    }
}
