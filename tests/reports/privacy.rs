//! No value of a payload is in any form of a report, in an error or in a note: every leaf of the corpus is replaced by a marker
//! of its own, and every output is searched for every marker.

use std::path::Path;

use driftline::Headers;
use driftline_cli::capture::{Form, Item, read};
use driftline_schemas::Document;
use driftline_schemas::document::{Kind, NodeRef, ReadOptions};
use driftline_schemas::text::Span;

use crate::run::{Scratch, at_root, driftline, every_form};
use driftline_cli::Look;

/// A payload of the corpus, and the contract that claims it.
struct Payload {
    body: Vec<u8>,
    contract: Option<String>,
}

fn corpus() -> Vec<Payload> {
    let (files, _) = driftline_tests::sidecar::payloads(Path::new("tests/captures")).unwrap();
    let vendors = driftline_schemas::catalog::vendors().unwrap();
    let routes = driftline::Routes::load(&vendors, &driftline_schemas::catalog::Catalog).unwrap();
    let mut payloads = Vec::new();
    let mut keep = |body: &[u8], headers: &Headers| {
        let contract = routes.check(headers, body).contract.map(|contract| contract.name().to_owned());
        payloads.push(Payload { body: body.to_vec(), contract });
    };
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        read(&bytes, form(&file), &mut |item| match item {
            Item::Capture(capture) => keep(&capture.body, &capture.headers),
            Item::Passed(_) | Item::Broken { .. } | Item::TooLong { .. } => {}
        });
    }
    payloads
}

fn form(file: &Path) -> Form {
    Form::of_name(file).unwrap_or(Form::Unknown)
}

/// A word that is in no schema and in no payload: letters for texts, digits for numbers.
fn marker(number: usize, digits: bool) -> String {
    let alphabet = if digits { "3456789" } else { "bcdfghjkmpqrstvwxz" };
    let letters: Vec<char> = alphabet.chars().collect();
    // Of a linear congruential generator (Knuth's constants): the same in every run, and like nothing else.
    let mut state = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let word = (0..12).map(|_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        letters[usize::try_from(state >> 40).unwrap() % letters.len()]
    });
    word.collect()
}

/// The spans of all leaves and whether a number stands there.
fn leaves(document: &Document<'_>) -> Vec<(Span, bool)> {
    let mut spans = Vec::new();
    let mut waiting = vec![document.root()];
    while let Some(node) = waiting.pop() {
        let children: Vec<NodeRef<'_>> = node.children().chain(node.attributes()).collect();
        match node.kind() {
            Kind::Number => spans.push((node.span(), true)),
            Kind::String | Kind::Text | Kind::Attribute => spans.push((node.value_span(), false)),
            Kind::Null | Kind::Boolean | Kind::Array | Kind::Object | Kind::Element | Kind::Namespace => {}
        }
        waiting.extend(children);
    }
    spans.sort_by_key(|(span, _)| span.start);
    spans.dedup();
    spans
}

/// The text with a marker of its own in the place of every leaf, and the markers.
fn marked(body: &[u8], markers: &mut Vec<String>) -> Option<String> {
    let document = Document::read(body, &ReadOptions { repair: true, ..ReadOptions::default() }).ok()?;
    let text = document.text();
    let mut out = String::new();
    let mut end = 0;
    for (span, is_number) in leaves(&document) {
        let (from, to) = (span.start as usize, span.end as usize);
        if from < end || text[from..to].trim_matches('"').trim().is_empty() {
            continue;
        }
        let own = marker(markers.len(), is_number);
        out.push_str(&text[end..from]);
        let quoted = text[from..to].starts_with('"');
        out.push_str(&if quoted { format!("\"{own}\"") } else { own.clone() });
        markers.push(own);
        end = to;
    }
    out.push_str(&text[end..]);
    Some(out)
}

#[test]
fn no_leaf_of_a_payload_is_in_any_output() {
    at_root();
    let scratch = Scratch::new();
    let (mut searched, mut all) = (0, 0);
    for (number, Payload { body, contract }) in corpus().into_iter().enumerate() {
        let mut markers = Vec::new();
        // As it is sent, broken in the middle, and where nobody expects it.
        let Some(text) = marked(&body, &mut markers) else { continue };
        let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
        for (name, body) in [("whole", text.as_str()), ("cut", &text[..half])] {
            let file = scratch.file(&format!("{number}-{name}.txt"), body);
            let mut arguments = vec![file.as_str(), "--explain-branches", "--color", "always"];
            if let Some(contract) = &contract {
                arguments.extend(["--contract", contract]);
            }
            let (ran, texts) = every_form(&arguments);
            let terminal: Vec<_> = ["check"].into_iter().chain(arguments.iter().copied()).collect();
            let terminal = driftline(&terminal, Look { width: Some(80), colour: true });
            let outputs = texts.iter().map(|(_, text)| text).chain([&ran.errors, &terminal.output, &terminal.errors]);
            for output in outputs {
                all += 1;
                for marker in &markers {
                    assert!(
                        !output.contains(marker.as_str()),
                        "{number} {contract:?}: {marker} is in\n{output}\n{text}"
                    );
                }
            }
        }
        searched += markers.len();
    }
    assert!(searched > 1_000 && all > 1_000, "{searched} markers in {all} outputs");
}
