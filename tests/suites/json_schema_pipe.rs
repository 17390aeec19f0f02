//! JSON Schema: every required test of the official suite through `driftline pipe`, in one process.
//!
//! Each test is a request: the schema is a file, the instance the body as it is written in the suite, what the suite serves
//! is given as `resources`, formats annotate, and the draft is that of the folder.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use driftline::report::json::Json;
use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::model::Draft;

use crate::archive::{files_below, say, unpacked};
use crate::json_schema_verdicts::DRAFTS;

/// A request, as the number of its test, and what the suite expects.
struct Asked {
    request: Json,
    what: String,
    valid: bool,
}

#[test]
fn the_pipe_answers_as_the_official_suite_does() {
    let Some(suite) = unpacked("json-schema") else { return };
    let schemas = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pipe");
    std::fs::create_dir_all(&schemas).unwrap();
    let mut asked = Vec::new();
    for (folder, draft) in DRAFTS {
        for path in files_below(&suite.join("tests").join(folder)) {
            let file = path.strip_prefix(suite.join("tests")).unwrap().to_string_lossy().replace('\\', "/");
            if !file.contains("/optional/") {
                ask(&path, &file, draft, &suite, &schemas, &mut asked);
            }
        }
    }
    let start = Instant::now();
    let mut pipe = Command::new(env!("CARGO_BIN_EXE_driftline-process"))
        .arg("pipe")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut right, mut wrong) = (0, Vec::new());
    converse(&mut pipe, &asked, |asked, answer| {
        let document = Document::read_str(answer, &ReadOptions::default()).unwrap();
        let verdict = document.root().member("verdict").unwrap().value();
        if verdict == if asked.valid { "valid" } else { "invalid" } {
            right += 1;
        } else {
            wrong.push(format!("{}: {answer}", asked.what));
        }
    });
    let exit = pipe.wait().unwrap();
    say(&format!("json-schema through the pipe: {right} of {} right, {:?}", asked.len(), start.elapsed()));
    assert!(wrong.is_empty(), "{} tests:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!((right, exit.code()), (4_942, Some(0)));
}

/// Makes a request of each test of a file.
fn ask(path: &Path, file: &str, draft: Draft, suite: &Path, schemas: &Path, asked: &mut Vec<Asked>) {
    let bytes = std::fs::read(path).unwrap();
    let document = Document::read(&bytes, &ReadOptions::default()).unwrap();
    let raw = |node: NodeRef<'_>| node.span().of(document.text()).to_owned();
    let remotes = format!("{}/", suite.join("remotes").display());
    for (number, group) in document.root().children().enumerate() {
        let schema = schemas.join(format!("{}-{number}.json", file.replace('/', "-")));
        std::fs::write(&schema, raw(group.member("schema").unwrap())).unwrap();
        for (test_number, test) in group.member("tests").unwrap().children().enumerate() {
            let request = Json::object([
                ("id", Json::Number(asked.len() as u64)),
                ("schema", Json::text(schema.to_string_lossy())),
                ("body", Json::Text(raw(test.member("data").unwrap()))),
                ("draft", Json::text(draft.name())),
                ("formats", Json::text("annotate")),
                ("resources", Json::object([("http://localhost:1234/", Json::text(remotes.as_str()))])),
            ]);
            let valid = test.member("valid").unwrap().value() == "true";
            asked.push(Asked { request, what: format!("{file}#{number}/{test_number}"), valid });
        }
    }
}

/// Asks everything and hands each answer on with what was asked. A thread writes, since either side may wait for the other.
fn converse(pipe: &mut Child, asked: &[Asked], mut answered: impl FnMut(&Asked, &str)) {
    let (mut input, output) = (pipe.stdin.take().unwrap(), pipe.stdout.take().unwrap());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut lines = Vec::new();
            asked.iter().for_each(|asked| asked.request.write_line(&mut lines).unwrap());
            input.write_all(&lines).unwrap();
        });
        let mut answers = BufReader::new(output).lines();
        for (number, asked) in asked.iter().enumerate() {
            let answer = answers.next().unwrap_or_else(|| panic!("no answer to {}", asked.what)).unwrap();
            assert!(answer.starts_with(&format!("{{\"id\":{number},")), "{}: {answer}", asked.what);
            answered(asked, &answer);
        }
        assert!(answers.next().is_none(), "more answers than requests");
    });
}
