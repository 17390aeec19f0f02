//! `driftline pipe`: NDJSON requests in, NDJSON answers out.
//!
//! ```text
//! line -> Request -> Cache (a schema, compiled) -> Answer -> line
//! ```
//!
//! Every line that is not blank is answered, whatever is wrong with it, and at once: who asks may wait for an answer before
//! the next question. The forms of requests and answers are in the help of the command.

mod answer;
mod cache;
mod line;
mod request;

use std::io::BufReader;

use driftline::schemas::error::ErrorKind;
use driftline::{Contract, Kind, Outcome, Routed, Verdict};

use crate::args::Pipe;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::streams::Streams;
use crate::vendors;
use answer::{Answer, Word};
use cache::Cache;
use line::Line;
use request::{Against, Payload, Request, Schema};

/// Answers every line of the input.
pub(crate) fn run(args: &Pipe, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let vendors = vendors::load(&args.vendors)?;
    let mut cache = Cache::new(&vendors);
    let mut input = BufReader::new(&mut *streams.input);
    let (mut line, mut number) = (Vec::new(), 0_u64);
    let mut exit = None;
    loop {
        let read = line::next(&mut input, &mut line)
            .map_err(|error| Failure::request(format!("standard input cannot be read: {error}"), ""))?;
        number += 1;
        let answer = match read {
            Line::End => break,
            Line::Whole if line.trim_ascii().is_empty() => continue,
            Line::Whole => answer(&line, number, &mut cache),
            Line::TooLong => {
                let limit = line::LIMIT >> 20;
                let reason =
                    format!("line {number}: it has more than {limit} MiB; larger payloads go by file (`payload`)");
                Answer::error(reason)
            }
        };
        let ends = if answer.verdict == Word::Error { Exit::Incomplete } else { exit.unwrap_or(Exit::Clean) };
        exit = Some(ends);
        answer.json().write_line(streams.output)?;
        streams.output.flush()?;
    }
    exit.ok_or_else(|| {
        Failure::request("there was no request, so nothing was checked", "`driftline pipe --help` shows some")
    })
}

/// The answer to a line.
fn answer(line: &[u8], number: u64, cache: &mut Cache<'_>) -> Answer {
    let (id, request) = request::read(line);
    let answer = match request {
        Ok(request) => judged(request, cache),
        Err(reason) => Answer::error(format!("line {number}: {reason}")),
    };
    Answer { id, ..answer }
}

/// The answer to a request.
fn judged(request: Request, cache: &mut Cache<'_>) -> Answer {
    let Request { against, payload, headers, syntax } = request;
    let body = match payload.map(Payload::bytes).transpose() {
        Ok(body) => body,
        Err(reason) => return Answer::error(reason),
    };
    match (against, body) {
        (Against::Recognised, Some(body)) => match cache.routes() {
            Ok(routes) => checked(&routes.check_in(syntax, &headers, &body)),
            Err(failure) => Answer::error(failure.to_string()),
        },
        (Against::Recognised, None) => Answer::error("there is neither a payload nor a schema to judge".to_owned()),
        (Against::Contract(name), body) => match (cache.contract(&name), body) {
            (Ok(route), Some(body)) => checked(&route.check_in(syntax, &body)),
            (Ok(_), None) => Answer::verdict(Word::Valid, Some(name)),
            (Err(failure), _) => Answer::error(failure.to_string()),
        },
        (Against::Schema(schema), Some(body)) => match cache.schema(&schema) {
            Ok(route) => checked(&route.check_in(syntax, &body)),
            Err(failure) => Answer::error(failure.to_string()),
        },
        (Against::Schema(schema), None) => schema_judged(&schema, cache),
    }
}

/// The answer of a schema without a payload.
fn schema_judged(schema: &Schema, cache: &mut Cache<'_>) -> Answer {
    let name = schema.files.first().cloned();
    match cache.schema(schema) {
        Ok(_) => Answer::verdict(Word::Valid, name),
        Err(Failure::Load(error)) => match error.kind() {
            // What is not there, or too much, is not wrong for that.
            ErrorKind::Limit | ErrorKind::Contract => Answer::error(error.to_string()),
            ErrorKind::Unreadable if error.position().is_none() => Answer::error(error.to_string()),
            _ => Answer { detail: Some(error.to_string()), ..Answer::verdict(Word::Invalid, name) },
        },
        Err(failure) => Answer::error(failure.to_string()),
    }
}

/// The answer of a payload that was checked.
fn checked(routed: &Routed<'_, '_>) -> Answer {
    let contract = routed.contract.map(|contract| contract.name().to_owned());
    let (verdict, detail) = match routed.outcome {
        Outcome::Checked(Verdict::Valid) => (Word::Valid, None),
        Outcome::Checked(Verdict::Invalid) => (Word::Invalid, None),
        Outcome::Checked(Verdict::Undecided) => (Word::Error, Some(routed.contract.map_or_else(no_root, undecided))),
        Outcome::Unclaimed => (Word::Error, Some("no contract recognises the payload".to_owned())),
        Outcome::Unread if routed.findings.iter().any(|finding| finding.kind == Kind::ExternalEntity) => {
            (Word::Error, Some("the payload needs an external entity, which is never opened".to_owned()))
        }
        Outcome::Unread => (Word::Invalid, None),
        Outcome::LimitExceeded => {
            (Word::Error, Some("the payload exceeds a limit, so nothing in it was checked".to_owned()))
        }
    };
    Answer {
        findings: routed.findings.clone(),
        notes: routed.notes.clone(),
        detail,
        ..Answer::verdict(verdict, contract)
    }
}

/// Why there is no contract to check a payload against.
fn no_root() -> String {
    "the schema declares no element that a payload could begin with".to_owned()
}

/// Why a verdict is not known.
fn undecided(contract: &Contract) -> String {
    match contract.foreign().next() {
        None => "undecided: a limit ended the check".to_owned(),
        Some(rule) => {
            let (file, position) = contract.model().place(rule.origin);
            format!("undecided: {file}:{position}: {}: {}", rule.construct, rule.reason)
        }
    }
}
