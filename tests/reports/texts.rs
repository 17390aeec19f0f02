//! What of a report can hold text at all: every such field of a finding, a row and a snippet, with what it holds. A value of a
//! payload fits into none but `Masked`; a new field of text makes this fail until somebody says what it is for.

use std::fs;
use std::path::Path;

/// Source files, and of each the fields that hold text.
const TEXTS: [(&str, &[(&str, &str)]); 10] = [
    ("masked.rs", &[("Masked.shown", "a value by its form"), ("Name", "a name; masked where it is data")]),
    (
        "finding.rs",
        &[
            ("Finding.path", "names and indexes; masked where they are data"),
            ("Finding.field", "names; `*` where they are data"),
            ("SchemaPlace.source", "a file of a schema"),
            ("SchemaPlace.pointer", "a place in a schema"),
            ("Alternative.name", "a name of a schema"),
        ],
    ),
    (
        "finding/words.rs",
        &[
            ("Got.Syntax", "our own words: a syntax error quotes nothing"),
            ("Want.Name", "of the schema"),
            ("Want.Namespace", "of the schema"),
            ("Want.NameAt", "of the schema, and a path"),
            ("Want.Type", "of the schema"),
            ("Want.Format", "of the schema"),
            ("Want.Pattern", "of the schema"),
            ("Want.Bound", "of the schema"),
            ("Want.Rule", "of the schema"),
            ("Want.Repair", "our own words"),
        ],
    ),
    ("drift/row.rs", &[]),
    ("drift/sample.rs", &[]),
    ("drift/time.rs", &[("Time", "a time and nothing else")]),
    (
        "drift/seen.rs",
        &[
            ("First.path", "that of a finding"),
            ("First.sentence", "got and want of a finding"),
            ("Seen.source", "a file by its name"),
            ("Seen.part", "our own word"),
        ],
    ),
    ("drift/unread.rs", &[("Unread.kept", "files by their names, and our own words")]),
    (
        "conclusion/line.rs",
        &[
            ("Line.field", "that of a finding"),
            ("Line.evidence", "names"),
            ("Standing.Accepted", "a reason in the baseline"),
        ],
    ),
    ("report/excerpt.rs", &[("Excerpts", "the fields of findings"), ("Excerpt.schema", "a line of a schema")]),
];

/// Who turns letters into forms: `Masked`, redaction, and what only asks which letters steer a terminal.
const FORMS: [&str; 5] =
    ["masked.rs", "redaction/tests.rs", "redaction/wheels.rs", "report/excerpt.rs", "report/layout.rs"];

fn source() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../validator/src")
}

/// The fields and variants of a file that hold text: `Type.field`, or the type where it is all one.
fn texts_of(code: &str) -> Vec<String> {
    let (mut texts, mut of) = (Vec::new(), None);
    for line in code.lines() {
        let words = line.trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ").trim_start_matches("pub ");
        let is_text = ["String", "str>"].iter().any(|text| words.contains(text));
        if let Some(rest) = words.strip_prefix("struct ").or_else(|| words.strip_prefix("enum ")) {
            let name = rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
            of = Some(name.to_owned()).filter(|_| line.ends_with('{'));
            texts.extend((is_text && of.is_none()).then(|| name.to_owned()));
        } else if line == "}" {
            of = None;
        } else if let Some(name) = of.as_ref().filter(|_| is_text && !line.trim_start().starts_with("//")) {
            let field = line.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
            let field = field.trim_start_matches("pub ").split([':', '(']).next().unwrap_or_default();
            texts.push(format!("{name}.{field}"));
        }
    }
    texts
}

#[test]
fn what_of_a_report_can_hold_text_is_known() {
    for (file, known) in TEXTS {
        let code = fs::read_to_string(source().join(file)).unwrap();
        let mut texts = texts_of(code.split("#[cfg(test)]").next().unwrap());
        let mut known: Vec<_> = known.iter().map(|(text, _)| (*text).to_owned()).collect();
        texts.sort();
        known.sort();
        assert_eq!(texts, known, "{file}: what may a new text hold?");
    }
    let opened =
        "pub struct Row {\n    /// A String.\n    pub got: Option<Box<str>>,\n    of: u64,\n}\nstruct Raw(String);\n";
    assert_eq!(texts_of(opened), ["Row.got", "Raw"]);
}

#[test]
fn letters_become_forms_in_one_place() {
    let mut using = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && fs::read_to_string(&path).unwrap().lines().any(|line| line.contains("crate::shape"))
            {
                using.push(path.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    using.sort();
    assert_eq!(using, FORMS);
}
