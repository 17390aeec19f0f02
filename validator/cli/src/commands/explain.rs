//! `driftline explain`: what a code of a finding means, or what a contract says.

mod fields;
mod words;

use driftline::report::json::Json;
use driftline::report::layout::{Paint, count, pad, wrap};
use driftline::schemas::contracts::{Message, Version};
use driftline::schemas::document::Syntax;
use driftline::schemas::mapping::{Mapping, RootForm, Wobble};
use driftline::schemas::model::Foreign;
use driftline::schemas::near::nearest;
use driftline::{Contract, ContractOptions, Example, Kind, Severity, Side};

use super::contracts::{described, syntaxes};
use crate::args::{Explain, Format};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::notes;
use crate::streams::Streams;
use crate::vendors;
use fields::Line;

/// Explains a code or a contract.
pub(crate) fn run(args: &Explain, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    if let Some(kind) = Kind::from_code(&args.topic) {
        match args.format {
            Format::Text => code(kind, streams)?,
            Format::Json => code_json(kind).write(streams.output)?,
        }
        return Ok(Exit::Clean);
    }
    let vendors = vendors::load(&args.vendors)?;
    let Some((message, version, files)) = vendors.find(&args.topic) else {
        let failure = vendors.unknown(&args.topic);
        let codes = Kind::ALL.map(Kind::code);
        return Err(match (args.topic.contains('/'), nearest(&args.topic, codes)) {
            (true, _) => failure,
            (false, Some(meant)) => {
                Failure::request(format!("there is no code `{}`", args.topic), format!("did you mean `{meant}`?"))
            }
            (false, None) => {
                Failure::request(format!("there is no code `{}`", args.topic), format!("codes: {}", codes.join(", ")))
            }
        });
    };
    let contract = Contract::load_from(&version.schema, ContractOptions::default().of(message, version), files)?;
    notes::write(std::iter::once(&contract), streams.errors)?;
    let lines = fields::of(&contract);
    match args.format {
        Format::Text => text(message, version, &contract, &lines, streams)?,
        Format::Json => json(message, version, &contract, &lines).write(streams.output)?,
    }
    Ok(Exit::Clean)
}

fn code(kind: Kind, streams: &mut Streams<'_>) -> std::io::Result<()> {
    let look = streams.look;
    let explanation = driftline::explain(kind);
    writeln!(
        streams.output,
        "{}  {}",
        look.paint(Paint::Bold, kind),
        look.paint(Paint::Dim, Severity::of(kind, None, Side::default()))
    )?;
    let width = look.width.unwrap_or(100).max(40) - 11;
    let parts = [
        ("what", explanation.meaning),
        ("reading", explanation.received),
        ("sending", explanation.sent),
        ("example", explanation.example),
        ("schema", explanation.schema),
        ("code", explanation.code),
    ];
    for (head, text) in parts {
        let mut head = head;
        for line in wrap(text, width) {
            writeln!(streams.output, "  {}{line}", look.paint(Paint::Dim, pad(head, 9)))?;
            head = "";
        }
    }
    whole(&driftline::example(kind), streams)
}

/// The schema and the payloads of an example, as they are.
fn whole(example: &Example, streams: &mut Streams<'_>) -> std::io::Result<()> {
    let (look, out) = (streams.look, &mut *streams.output);
    let Example { schema, sent, tolerate } = example;
    let tolerate = tolerate.map(|word| format!(", in a contract that tolerates {word}")).unwrap_or_default();
    writeln!(out, "\n  {}", look.paint(Paint::Dim, format!("such a schema{tolerate}")))?;
    schema.lines().try_for_each(|line| writeln!(out, "    {line}"))?;
    writeln!(out, "  {}", look.paint(Paint::Dim, "and what is sent"))?;
    sent.lines().try_for_each(|line| writeln!(out, "    {}", line.replace('\u{FEFF}', "(U+FEFF)")))
}

fn code_json(kind: Kind) -> Json {
    let explanation = driftline::explain(kind);
    let Example { schema, sent, tolerate: _ } = driftline::example(kind);
    Json::object([
        ("kind", Json::text(kind.code())),
        ("severity", Json::text(Severity::of(kind, None, Side::default()).word())),
        ("meaning", Json::text(explanation.meaning)),
        ("received", Json::text(explanation.received)),
        ("sent", Json::text(explanation.sent)),
        ("example", Json::text(explanation.example)),
        ("schema", Json::text(explanation.schema)),
        ("code", Json::text(explanation.code)),
        ("example_schema", Json::text(schema)),
        ("example_sent", Json::text(sent)),
    ])
}

fn text(
    message: &Message,
    version: &Version,
    contract: &Contract,
    lines: &[Line],
    streams: &mut Streams<'_>,
) -> std::io::Result<()> {
    let (look, out) = (streams.look, &mut *streams.output);
    let name = look.paint(Paint::Bold, &version.contract);
    writeln!(out, "{name}  {}, {}", message.direction.word(), syntaxes(message).join(" and "))?;
    described(message, look, out)?;
    for other in message.versions.iter().filter(|other| other.contract != version.contract) {
        writeln!(out, "  {} {}", look.paint(Paint::Dim, "also"), other.contract)?;
    }
    for line in mapping(message) {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "  {} {}\n", look.paint(Paint::Dim, "schema"), version.schema)?;
    let named = |line: &Line| line.depth * 2 + line.name.chars().count();
    let names = lines.iter().map(named).max().unwrap_or(0).min(48);
    let occurs = lines.iter().map(|line| line.occurs.chars().count()).max().unwrap_or(0);
    for line in lines {
        let name = pad(&format!("{:1$}{2}", "", line.depth * 2, line.name), names);
        let place = look.paint(Paint::Dim, &line.place);
        writeln!(out, "{name}  {}  {}  {place}", pad(&line.occurs, occurs), line.what)?;
    }
    let foreign: Vec<&Foreign> = contract.foreign().collect();
    if foreign.is_empty() {
        return writeln!(out, "\neverything in this contract is decided by driftline itself");
    }
    writeln!(out, "\n{} that only a judge can decide:", count(foreign.len() as u64, "rule"))?;
    for rule in foreign {
        let (file, position) = contract.model().place(rule.origin);
        writeln!(
            out,
            "  {}: {}  {}",
            rule.construct,
            rule.reason,
            look.paint(Paint::Dim, format!("{file}:{position}"))
        )?;
    }
    Ok(())
}

/// What the contract says beyond its schema.
fn mapping(message: &Message) -> Vec<String> {
    let Mapping { json, empty_element_is_absent } = &message.mapping;
    let mut lines = Vec::new();
    let is_xsd = message.versions.iter().any(|version| version.schema.ends_with(".xsd"));
    if is_xsd && message.syntaxes.contains(&Syntax::Json) {
        let root = match json.root {
            RootForm::Omit => "without the name of the root",
            RootForm::Wrap => "with the name of the root",
            RootForm::Either => "with or without the name of the root",
        };
        let tolerated = Wobble::WORDS.iter().filter(|(_, wobble)| json.tolerates(*wobble)).map(|(word, _)| *word);
        let tolerated: Vec<_> = tolerated.collect();
        let tolerated = if tolerated.is_empty() { "nothing".to_owned() } else { tolerated.join(", ") };
        lines.push(format!("in JSON {root}; tolerated: {tolerated}"));
    }
    if *empty_element_is_absent {
        lines.push("in XML an empty element stands for an absent one".to_owned());
    }
    lines
}

fn json(message: &Message, version: &Version, contract: &Contract, lines: &[Line]) -> Json {
    let fields = lines.iter().map(|line| {
        Json::object([
            ("field", Json::text(&*line.path)),
            ("occurs", Json::text(&*line.occurs)),
            ("type", Json::text(&*line.what)),
            ("place", Json::text(&*line.place)),
        ])
    });
    let judged = contract.foreign().map(|rule| {
        let (file, position) = contract.model().place(rule.origin);
        Json::object([
            ("construct", Json::text(&*rule.construct)),
            ("reason", Json::text(&*rule.reason)),
            ("place", Json::text(format!("{file}:{position}"))),
        ])
    });
    Json::object([
        ("contract", Json::text(&*version.contract)),
        ("title", Json::text(&*message.title)),
        ("direction", Json::text(message.direction.word())),
        ("schema", Json::text(&*version.schema)),
        ("beyond", Json::Array(mapping(message).into_iter().map(Json::text).collect())),
        ("fields", Json::Array(fields.collect())),
        ("judged", Json::Array(judged.collect())),
    ])
}
