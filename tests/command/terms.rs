//! What a check is held to: severity by side, the policy in `driftline.toml`, and what was accepted.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::scratch::{Ran, SCHEMA, Scratch, driftline};

/// Nine good payloads and one whose `id` is text, a line each.
fn lines(scratch: &Scratch) -> String {
    let line =
        |number: usize| if number == 4 { "{\"id\": \"4\"}\n".to_owned() } else { format!("{{\"id\": {number}}}\n") };
    scratch.file("a.ndjson", (0..10).map(line).collect::<String>())
}

fn check(scratch: &Scratch, more: &[&str]) -> Ran {
    let (schema, capture) = (scratch.file("schema.json", SCHEMA), scratch.path("a.ndjson"));
    let mut arguments = vec!["check", capture.as_str(), "--schema", schema.as_str()];
    arguments.extend(more);
    driftline(&arguments)
}

#[test]
fn a_row_says_how_often_how_sure_and_what_it_looks_like() {
    let scratch = Scratch::new();
    lines(&scratch);
    let ran = check(&scratch, &[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.output.contains("1 of 10  stringified  /id")
            && ran.output.contains("in the form `\"9\"` (likely 1.79–40.4 %)"),
        "{}",
        ran.output
    );
    let ran = check(&scratch, &["--show-values"]);
    assert!(ran.output.contains("namely `\"4\"`"), "{}", ran.output);
    let ran = check(&scratch, &["--format", "json"]);
    for part in ["\"of\": 10", "\"interval\"", "0.017876", "\"text\": 1", "\"record\": 5", "\"standing\": \"counts\""] {
        assert!(ran.output.contains(part), "{part}: {}", ran.output);
    }
}

#[test]
fn what_is_rare_does_not_count_where_a_threshold_says_so() {
    let scratch = Scratch::new();
    lines(&scratch);
    assert_eq!(check(&scratch, &["--fail-above", "9.9%"]).code, 1);
    let ran = check(&scratch, &["--fail-above", "10%"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.output.contains("too rare to count: 1 row"), "{}", ran.output);
    assert_eq!(check(&scratch, &["--fail-above", "10"]).code, 2);
}

#[test]
fn the_configuration_changes_what_matters_and_forbids_names() {
    let scratch = Scratch::new();
    lines(&scratch);
    let rule = scratch.file("rule.toml", "[[severity]]\nkind = \"stringified\"\npath = \"/i*\"\nis = \"warning\"\n");
    let ran = check(&scratch, &["--config", &rule]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(check(&scratch, &["--config", &rule, "--fail-on", "warning"]).code, 1);
    let off =
        scratch.file("off.toml", "[[severity]]\nkind = \"stringified\"\nis = \"off\"\n[[forbid]]\nname = \"I?\"\n");
    let ran = check(&scratch, &["--config", &off]);
    assert!(ran.code == 0 && !ran.output.contains("stringified"), "{ran:?}");
    let forbid = scratch.file("forbid.toml", "[[forbid]]\nname = \"I*\"\n");
    let ran = check(&scratch, &["--config", &forbid]);
    assert!(ran.output.contains("10 of 10  forbidden-field  /id"), "{}", ran.output);
    let wrong = scratch.file("wrong.toml", "[[severity]]\nkind = \"stringifed\"\nis = \"off\"\n");
    let ran = check(&scratch, &["--config", &wrong]);
    assert!(ran.code == 2 && ran.errors.contains("wrong.toml:2:8") && ran.errors.contains("stringified"), "{ran:?}");
    assert_eq!(check(&scratch, &["--config", &scratch.path("none.toml")]).code, 2);
}

#[test]
fn what_we_send_beyond_the_schema_matters_less_than_what_we_receive() {
    let scratch = Scratch::new();
    scratch.file("a.ndjson", "{\"id\": 1, \"extra\": 2}\n");
    assert_eq!(check(&scratch, &["--as", "consumer"]).code, 1);
    assert_eq!(check(&scratch, &["--as", "producer"]).code, 0);
    assert_eq!(check(&scratch, &["--as", "producer", "--fail-on", "warning"]).code, 1);
}

#[test]
fn what_was_accepted_does_not_count_until_it_expires_or_goes_away() {
    let scratch = Scratch::new();
    lines(&scratch);
    let baseline = scratch.path("baseline.toml");
    let accepting = ["--baseline", baseline.as_str(), "--accept", "--reason", "the \"old\" shop"];
    let ran = check(&scratch, &accepting);
    assert!(ran.code == 0 && ran.output.contains("(accepted: the \"old\" shop)"), "{ran:?}");
    let written = std::fs::read_to_string(&baseline).unwrap();
    assert!(written.contains("kind = \"stringified\"\npath = \"/id\"\nreason = \"the \\\"old\\\" shop\""), "{written}");
    assert_eq!(check(&scratch, &["--baseline", &baseline]).code, 0);
    // Nothing is left beside it.
    let left = std::fs::read_dir(std::path::Path::new(&baseline).parent().unwrap()).unwrap();
    assert!(left.map(|entry| entry.unwrap().file_name()).all(|name| !name.to_string_lossy().contains(".new")));
    // Accepting again changes nothing.
    check(&scratch, &accepting);
    assert_eq!(std::fs::read_to_string(&baseline).unwrap(), written);

    scratch.file("baseline.toml", format!("{written}expires = \"2020-01-31\"\n"));
    let ran = check(&scratch, &["--baseline", &baseline]);
    assert!(ran.code == 1 && ran.output.contains("accepted until a day that has passed"), "{ran:?}");
    scratch.file("baseline.toml", written.replace("/id", "/gone"));
    let ran = check(&scratch, &["--baseline", &baseline]);
    assert!(ran.code == 1 && ran.output.contains("accepted, and there no more"), "{ran:?}");
    assert_eq!(check(&scratch, &["--baseline", &scratch.path("none.toml")]).code, 2);
    assert_eq!(check(&scratch, &["--accept"]).code, 2, "a reason is asked for");
    assert_eq!(check(&scratch, &["--accept", "--reason", "x", "--expires", "2027-02-30"]).code, 2);
}

#[test]
fn a_baseline_that_cannot_be_written_stays_as_it_was() {
    let scratch = Scratch::new();
    lines(&scratch);
    let folder = scratch.path("folder.toml");
    std::fs::create_dir_all(&folder).unwrap();
    scratch.file("folder.toml/keep", "");
    let ran = check(&scratch, &["--baseline", &scratch.path("none/baseline.toml"), "--accept", "--reason", "x"]);
    assert!(ran.code == 2 && ran.errors.contains("the baseline is as it was"), "{ran:?}");
}

#[test]
fn a_baseline_is_the_old_one_or_the_new_one_at_any_moment() {
    let scratch = Scratch::new();
    lines(&scratch);
    let baseline = scratch.path("baseline.toml");
    let accept = |reason: &str| check(&scratch, &["--baseline", &baseline, "--accept", "--reason", reason]);
    // A long reason takes long to write.
    let reasons = ["a", "b"].map(|letter| letter.repeat(500_000));
    let text = |reason: &String| {
        std::fs::remove_file(&baseline).ok();
        assert_eq!(accept(reason).code, 0);
        std::fs::read_to_string(&baseline).unwrap()
    };
    let whole = reasons.each_ref().map(text);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for reason in reasons.iter().cycle().take(12) {
                // What was accepted is not accepted again: the entry goes and comes.
                scratch.file("empty.toml", "");
                std::fs::rename(scratch.path("empty.toml"), &baseline).unwrap();
                assert_eq!(accept(reason).code, 0);
            }
        });
        while !writer.is_finished() {
            let now = std::fs::read_to_string(&baseline).unwrap();
            assert!(now.is_empty() || whole.contains(&now), "{} bytes are neither", now.len());
        }
    });
}

#[test]
fn a_check_that_is_killed_leaves_the_old_baseline_or_the_new_one() {
    let scratch = Scratch::new();
    let (capture, schema) = (lines(&scratch), scratch.file("schema.json", SCHEMA));
    let reason = "x".repeat(100_000);
    let accept = |baseline: &str| {
        let arguments =
            ["check", &capture, "--schema", &schema, "--baseline", baseline, "--accept", "--reason", &reason];
        let mut command = Command::new(env!("CARGO_BIN_EXE_driftline-process"));
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let begun = Instant::now();
    assert_eq!(accept(&scratch.path("whole.toml")).wait().unwrap().code(), Some(0));
    let (took, whole) = (begun.elapsed(), std::fs::read_to_string(scratch.path("whole.toml")).unwrap());
    for moment in 0..60 {
        let baseline = scratch.file("baseline.toml", "");
        let mut process = accept(&baseline);
        std::thread::sleep(took * moment / 50);
        process.kill().ok();
        process.wait().unwrap();
        let left = std::fs::read_to_string(&baseline).unwrap();
        assert!(left.is_empty() || left == whole, "{} of {} bytes", left.len(), whole.len());
    }
}

#[test]
fn a_renamed_field_that_nobody_requires_is_found_in_the_population() {
    let scratch = Scratch::new();
    let line = |number: usize| {
        let name = if number < 30 { "nameText" } else { "name" };
        format!("{{\"id\": {number}, \"{name}\": \"n{number}\"}}\n")
    };
    scratch.file("a.ndjson", (0..100).map(line).collect::<String>());
    let ran = check(&scratch, &[]);
    assert!(ran.output.contains("30 of 100  renamed-field  /nameText"), "{}", ran.output);
    assert!(ran.output.contains("got `nameText`, want `name`: where `nameText` is, `name` never is"), "{}", ran.output);
    assert!(!ran.output.contains("undocumented-field"), "{}", ran.output);
}

#[test]
fn what_the_corpus_never_has_is_told_where_it_is_asked_for() {
    let scratch = Scratch::new();
    lines(&scratch);
    assert!(!check(&scratch, &[]).output.contains("never-seen-field"));
    let ran = check(&scratch, &["--schema-use"]);
    assert!(ran.output.contains("0 of 10  never-seen-field  /name"), "{}", ran.output);
}

#[test]
fn what_a_message_is_called_is_told_with_its_values_and_only_then() {
    let scratch = Scratch::new();
    let line = r#"{"requestId": "req-81", "time": 1704247200, "headers": {}, "body": {"id": "x"}}"#;
    let (schema, lines) = (scratch.file("schema.json", SCHEMA), scratch.file("lines.ndjson", format!("{line}\n")));
    let told = |more: &[&str]| driftline(&[&["check", lines.as_str(), "--schema", schema.as_str()], more].concat());
    assert!(!told(&[]).output.contains("req-81") && !told(&["--format", "json"]).output.contains("req-81"));
    assert!(told(&["--show-values"]).output.contains("lines.ndjson#1:1:8 (id req-81)"));
    let json = told(&["--show-values", "--format", "json"]).output;
    assert!(json.contains(r#""id": "req-81""#) && json.contains(r#""since": "2024-01-03T02:00:00Z""#), "{json}");
}
