//! The corpus of captures of every vendor, redacted.

use std::collections::BTreeMap;
use std::path::Path;

use driftline::{Redaction, Routes};
use driftline_cli::capture::{Form, Item, read};
use driftline_schemas::catalog::{Catalog, vendors};
use driftline_schemas::document::{Kind, ReadOptions, Syntax};
use driftline_schemas::{Document, NodeRef};
use driftline_tests::mutation;

use crate::run::{Scratch, repository};

/// The files of captures below a folder, by their names there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = driftline_cli::capture::walk(folder).files;
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.iter().map(|(path, _)| (name(path), std::fs::read(path).unwrap())).collect()
}

/// The captures in `old/captures`, and redacted in `new/captures`, with a key; what is no document is in neither.
fn redacted(scratch: &Scratch, key: &str) -> (BTreeMap<String, Vec<u8>>, BTreeMap<String, Vec<u8>>) {
    for (folder, name) in [("tests/captures", "captures"), ("schemas/vendors", "captures/samples")] {
        let files = files(&repository(folder)).into_iter();
        // Schemas are no captures.
        for (file, bytes) in files.filter(|(file, _)| !file.contains("schema") && !file.ends_with(".schema.json")) {
            scratch.file(&format!("old/{name}/{file}"), bytes);
        }
    }
    let ran = scratch.driftline("old", &["redact", "captures", "-o", "../new/captures", "--key", key], "");
    assert_eq!(ran.code, 3, "{ran:?}");
    for line in ran.errors.lines() {
        let (place, _) = line.split_once(": not written, ").unwrap_or_else(|| panic!("{line}"));
        let (file, number) = place.split_once('#').map_or((place, None), |(file, number)| (file, Some(number)));
        let path = scratch.0.join("old").join(file);
        match number.map(|number| number.parse::<usize>().unwrap()) {
            None => {
                assert!(!scratch.0.join("new").join(file).exists(), "{file} was copied");
                std::fs::remove_file(path).unwrap();
            }
            Some(number) => {
                let text = std::fs::read_to_string(&path).unwrap();
                let lines = text.lines().enumerate();
                let lines =
                    lines.map(|(at, line)| if at + 1 == number { " ".repeat(line.len()) } else { line.to_owned() });
                std::fs::write(path, lines.map(|line| line + "\n").collect::<String>()).unwrap();
            }
        }
    }
    ["old", "new"].map(|folder| files(&scratch.0.join(folder).join("captures"))).into()
}

#[test]
fn the_report_of_every_vendors_captures_is_the_same() {
    let scratch = Scratch::new();
    let (old, new) = redacted(&scratch, "key");
    assert!(old.len() > 150 && old.keys().eq(new.keys()));
    for (name, bytes) in &old {
        assert_eq!(bytes.len(), new[name].len(), "{name}: places have moved");
    }
    for arguments in [
        &["check", "captures", "--format", "json"][..],
        &["check", "captures", "--format", "json", "--schema-use", "--explain-branches"],
        &["check", "captures", "--format", "sarif", "--world", "strict"],
    ] {
        let [before, after] = ["old", "new"].map(|folder| scratch.driftline(folder, arguments, ""));
        assert_eq!((before.code, before.errors), (after.code, after.errors));
        let first = before.output.lines().zip(after.output.lines()).find(|(one, other)| one != other);
        assert!(before.output == after.output, "{arguments:?}: {first:?}");
    }
}

#[test]
fn the_report_of_every_kind_of_drift_is_the_same() {
    let scratch = Scratch::new();
    let mut files = 0;
    for corpus in mutation::corpora() {
        let extension = if corpus.syntax == Syntax::Xml { "xml" } else { "json" };
        for (number, change) in mutation::mutations(&corpus).iter().enumerate() {
            let variant = &corpus.variants[number % corpus.variants.len()];
            let Some(tree) = mutation::mutated(variant, change) else { continue };
            files += 1;
            scratch.file(&format!("old/captures/{files}.{extension}"), tree.write(corpus.syntax));
        }
    }
    assert!(files > 900, "{files}");
    for (folder, key) in [("new", &["--key", "key"][..]), ("newer", &[])] {
        let target = format!("../{folder}/captures");
        let ran = scratch.driftline("old", &[&["redact", "captures", "-o", &target], key].concat(), "");
        assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{folder}");
        let check = |folder| scratch.driftline(folder, &["check", "captures", "--format", "json"], "").output;
        let (before, after) = (check("old"), check(folder));
        let first = before.lines().zip(after.lines()).find(|(one, other)| one != other);
        assert!(before == after, "{folder}: {first:?}");
    }
}

/// The values of the payloads of a file, in their order: what they are and their text.
fn values(name: &str, bytes: &[u8]) -> Vec<(Kind, String)> {
    let mut values = Vec::new();
    read(bytes, Form::of_name(Path::new(name)).unwrap_or(Form::Unknown), &mut |item| {
        let Item::Capture(capture) = item else { return };
        let options = ReadOptions { repair: true, ..ReadOptions::default() };
        let Ok(document) = Document::read(&capture.body, &options) else { return };
        let mut waiting = vec![document.root()];
        while let Some(node) = waiting.pop() {
            waiting.extend(node.children().chain(node.attributes()));
            if is_value(node) {
                values.push((node.kind(), node.value().trim().to_owned()));
            }
        }
    });
    values
}

fn is_value(node: NodeRef<'_>) -> bool {
    match node.kind() {
        Kind::Element => node.is_leaf(),
        Kind::String | Kind::Number | Kind::Text | Kind::Attribute => true,
        Kind::Namespace | Kind::Object | Kind::Array | Kind::Boolean | Kind::Null => false,
    }
}

/// The words of the schemas and of the rules by which payloads are recognised.
fn is_word(redaction: &Redaction<'_>, value: &str) -> bool {
    let rules: Vec<_> = vendors().unwrap().into_iter().flat_map(|vendor| vendor.messages).collect();
    let is_rule = rules.iter().flat_map(|message| &message.recognise).any(|rule| format!("{rule:?}").contains(value));
    redaction.is_word(value) || is_rule
}

#[test]
fn no_value_survives_and_equal_values_stay_equal() {
    let scratch = Scratch::new();
    let (old, new) = redacted(&scratch, "another key");
    let routes = Routes::load(&vendors().unwrap(), &Catalog).unwrap();
    let redaction = Redaction::new(b"", routes.contracts());
    let (mut became, mut came): (BTreeMap<_, _>, BTreeMap<_, _>) = Default::default();
    let mut compared = 0;
    for (name, bytes) in &old {
        let (before, after) = (values(name, bytes), values(name, &new[name]));
        assert_eq!(before.len(), after.len(), "{name}");
        let whole = after.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("\n");
        for ((kind, value), (other, now)) in before.into_iter().zip(after) {
            assert_eq!(kind, other, "{name}");
            // What has no letter and is not another number than zero says nothing.
            let says = value.chars().any(|it| it.is_alphabetic() || it.is_numeric() && it != '0');
            if value.chars().count() >= 4 && says && !is_word(&redaction, &value) {
                compared += 1;
                assert_ne!(value, now, "{name}");
                assert!(value.chars().count() < 8 || !whole.contains(&value), "{name}: {value} is still there");
            }
            let form = kind == Kind::Number;
            let seen = became.entry((form, value.clone())).or_insert_with(|| now.clone());
            assert_eq!(*seen, now, "{name}: {value} became two values");
            let seen = came.entry((form, now.clone())).or_insert_with(|| value.clone());
            assert_eq!(*seen, value, "{name}: two values became {now}");
        }
    }
    assert!(compared > 1_000, "{compared}");
}

#[test]
fn the_same_key_gives_the_same_and_another_key_another() {
    let scratches = [Scratch::new(), Scratch::new(), Scratch::new()];
    let [one, again, other] = [("a", 0), ("a", 1), ("b", 2)].map(|(key, at)| redacted(&scratches[at], key).1);
    assert_eq!(one, again);
    assert_ne!(one, other);
}
