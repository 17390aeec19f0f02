//! No text of a payload is in any form of a report, in an error, in an answer or in a baseline: everything that is no name is
//! replaced by a marker of its own, and every output is searched for every part of every marker.
//!
//! The names of fields are shown, since nobody can mend a field whose name is not said. Names that are data are not: the keys
//! of a map, and names that no schema knows and that read like an address or a number. Files are called by their names.

use std::path::Path;

use driftline::Headers;
use driftline_cli::Look;
use driftline_cli::capture::{Form, Item, read};

use crate::archive::say;
use crate::exports::{self, Message};
use crate::marker::{Markers, marked};
use crate::run::{Ran, Scratch, at_root, driftline, driftline_with, every_form};

/// The headers by which the vendors' messages are recognised.
const ROUTING: [&str; 3] = ["NETO_NOTIFICATION", "NETOAPI_ACTION", "X-Event"];

/// A payload of the corpus, and the contract that claims it.
struct Payload {
    body: Vec<u8>,
    headers: Headers,
    contract: Option<String>,
}

/// Every capture and every sample of every vendor.
fn corpus() -> Vec<Payload> {
    at_root();
    let vendors = driftline_schemas::catalog::vendors().unwrap();
    let routes = driftline::Routes::load(&vendors, &driftline_schemas::catalog::Catalog).unwrap();
    let mut payloads = Vec::new();
    for folder in ["tests/captures", "schemas/vendors"] {
        let (files, _) = driftline_tests::sidecar::payloads(Path::new(folder)).unwrap();
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let form = Form::of_name(&file).unwrap_or(Form::Unknown);
            read(&bytes, form, &mut |item| match item {
                Item::Capture(capture) => {
                    let contract = routes.check(&capture.headers, &capture.body).contract;
                    payloads.push(Payload {
                        body: capture.body.to_vec(),
                        contract: contract.map(|contract| contract.name().to_owned()),
                        headers: capture.headers,
                    });
                }
                Item::Passed(_) | Item::Broken { .. } | Item::TooLong { .. } => {}
            });
        }
    }
    payloads
}

/// Searches the outputs of a run with every form; how many there were.
fn searched(markers: &Markers, arguments: &[&str]) -> usize {
    let (Ran { output, errors, .. }, texts) = every_form(arguments);
    let outputs: Vec<_> = texts.into_iter().map(|(_, text)| text).chain([output, errors]).collect();
    outputs.iter().for_each(|output| markers.search(output, &format!("{arguments:?}")));
    outputs.len()
}

/// What a text becomes that is damaged at a marker.
fn damaged(text: &str) -> Vec<String> {
    let part = |of: usize| text.char_indices().nth(text.chars().count() * of / 4).map_or(0, |(at, _)| at);
    let mut all: Vec<String> = (1..4).map(|of| text[..part(of)].to_owned()).collect();
    let (open, close) = if text.starts_with('<') { ("<a>", "</a>") } else { ("[", "]") };
    all.push(format!("{}{text}{}", open.repeat(700), close.repeat(700)));
    // Text that is taken for markup, in the middle of the text.
    let (head, tail) = text.split_at(part(2));
    let end = tail.find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(tail.len());
    let start = head.rfind(|letter: char| !letter.is_ascii_lowercase()).map_or(0, |at| at + 1);
    let word = format!("{}{}", &head[start..], &tail[..end]);
    let forms =
        ["<W>", "</W>", "<W ", "&W;", "<!W", "<?W ", "<W:W>", "<a W='", "<![W[", "]]>W", "W", "\"W", "\\uW", "W:"];
    all.extend(forms.map(|form| format!("{}{}{}", &head[..start], form.replace('W', &word), &tail[end..])));
    all
}

#[test]
fn no_leaf_of_a_single_payload_is_in_any_output() {
    let scratch = Scratch::new();
    let (mut markers, mut count) = (Markers::default(), 0);
    for (number, Payload { body, contract, .. }) in corpus().into_iter().enumerate() {
        let Some(text) = marked(&body, &mut markers, |_| false) else { continue };
        let file = scratch.file(&format!("{number}.txt"), text);
        let mut arguments = vec![file.as_str(), "--explain-branches", "--color", "always"];
        if let Some(contract) = &contract {
            arguments.extend(["--contract", contract]);
        }
        count += searched(&markers, &arguments);
    }
    assert!(markers.count() > 1_500 && count > 1_500, "{} markers in {count} outputs", markers.count());
    say(&format!("single payloads: {} markers, none in {count} outputs", markers.count()));
}

#[test]
fn no_leaf_of_a_corpus_is_in_any_output() {
    let payloads = corpus();
    let scratch = Scratch::new();
    let (mut markers, mut count) = (Markers::default(), 0);
    // What routes a payload is a word of a contract.
    let rule = |vendor| std::fs::read_to_string(format!("schemas/vendors/{vendor}/contract.toml")).unwrap();
    let rules = ["ecomnow", "neto", "ordermesh"].map(rule).concat();
    let keep = |leaf: &str| rules.contains(&format!("\"{leaf}\""));
    let mut messages = Vec::new();
    for Payload { body, headers, .. } in &payloads {
        if let Some(body) = marked(body, &mut markers, keep) {
            let routing = ROUTING.iter().filter_map(|name| Some(((*name).to_owned(), headers.get(name)?.to_owned())));
            messages.push(Message { body, headers: routing.collect() });
        }
    }
    for (name, content) in exports::all(&messages, &mut markers) {
        scratch.file(&format!("exports/{name}"), content);
    }
    for (number, message) in messages.iter().enumerate() {
        // Every third of them shows what damage does, and costs a third.
        for (at, text) in damaged(&message.body).into_iter().enumerate().filter(|_| number % 3 == 0) {
            scratch
                .file(&format!("damaged/{number}-{at}.{}", if text.starts_with('<') { "xml" } else { "json" }), text);
        }
        scratch.file(&format!("plain/{number}.json"), &message.body);
        scratch.file(&format!("damaged/{number}.txt"), [message.body.as_bytes(), b"\xFF\xFE\0"].concat());
    }
    let (exports, damaged, plain) = (scratch.path("exports"), scratch.path("damaged"), scratch.path("plain"));
    let baseline = scratch.path("baseline.toml");
    for arguments in [
        &[exports.as_str(), "--schema-use", "--explain-branches"][..],
        &[&exports, "--accept", "--reason", "x", "--baseline", &baseline],
        &[&exports, "--schema", "schemas/vendors/ordermesh/merchant-notifications.json"],
        &[&damaged],
        &[&plain],
        &[&plain, "--contract", "neto/get-cart-response"],
        &[&plain, "--contract", "ecomnow/order-notification"],
    ] {
        count += searched(&markers, arguments);
    }
    markers.search(&scratch.text("baseline.toml"), "the baseline");
    // Every form was read: none of them ends with nothing.
    let ran = driftline(&["check", &exports], Look::default());
    assert!(
        ran.output.contains("neto/get-cart-response") && ran.output.contains("ecomnow/order-notification"),
        "{ran:?}"
    );
    for file in
        ["a.har", "events.json", "site.json", "postman.json", "a.flows", "vcr.json", "vcr.yaml", "whole.ndjson.gz"]
    {
        let ran = driftline(&["check", &format!("{exports}/{file}")], Look::default());
        assert!(ran.output.contains("neto/get-cart-response"), "{file}: {ran:?}");
    }
    say(&format!("corpora: {} markers, none in {count} outputs", markers.count()));
    answers(&messages, &mut markers);
}

/// The answers of `pipe`, and what it says of lines that are no requests.
fn answers(messages: &[Message], markers: &mut Markers) {
    let mut lines = String::new();
    for message in messages {
        let headers: serde_json::Map<_, _> =
            message.headers.iter().map(|(name, value)| (name.clone(), serde_json::json!(value))).collect();
        let line = serde_json::json!({ "id": 1, "body": message.body, "headers": headers }).to_string();
        let contract = serde_json::json!({ "id": 2, "body": message.body, "contract": "neto/get-cart-response" });
        let half = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
        lines.push_str(&format!("{line}\n{contract}\n{}\n", &line[..half]));
    }
    lines.push_str(&format!("{{\"id\": 3, \"body_base64\": \"{}!\"}}\n", markers.word()));
    let ran = driftline_with(&["pipe"], lines.as_bytes(), Look::default());
    assert_eq!(ran.output.lines().count(), lines.lines().count());
    markers.search(&ran.output, "pipe");
    markers.search(&ran.errors, "pipe");
}

#[test]
fn keys_that_are_data_are_masked_and_words_are_not() {
    let scratch = Scratch::new();
    let schema = scratch.file(
        "a.schema.json",
        r#"{"properties": {
            "emails": {"additionalProperties": {"type": "integer"}},
            "ids": {"patternProperties": {"^[0-9]+$": {"type": "string"}}},
            "known": {"properties": {"city": {}}},
            "short": {"propertyNames": {"maxLength": 3}}
        }}"#,
    );
    let mut markers = Markers::default();
    let mut address = || format!("{}@{}.example", markers.word(), markers.word());
    let (one, two, three) = (address(), address(), address());
    let (four, five) = (markers.next(true), markers.next(true));
    let payload = scratch.file(
        "a.json",
        format!(
            r#"{{"emails": {{"{one}": "x"}}, "ids": {{"{four}": 5}}, "known": {{"{two}": 1, "town": 2}}, "short": {{"{three}": 1}},
               "{five}": 1}}"#
        ),
    );
    searched(&markers, &[&payload, "--schema", &schema]);
    searched(&markers, &[&payload]);
    let told = driftline(&["check", &payload, "--schema", &schema], Look::default()).output;
    for words in ["/emails/*", "/ids/*", "/known/*", "/known/town", "`town` is in no schema"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let shown = driftline(&["check", &payload, "--schema", &schema, "--show-values"], Look::default()).output;
    assert!(shown.contains(&two) && shown.contains("namely `\"x\"`"), "{shown}");
}
