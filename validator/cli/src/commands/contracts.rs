//! `driftline contracts`: the contracts at hand, and how a payload is recognised as theirs.

use driftline::report::Look;
use driftline::report::json::Json;
use driftline::report::layout::{Paint, wrap};
use driftline::schemas::contracts::{Literal, Message, Rule};
use driftline::schemas::document::Syntax;

use crate::args::{Contracts, Format};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::streams::Streams;
use crate::vendors::{self, Vendors};

/// Writes the list.
pub(crate) fn run(args: &Contracts, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let vendors = vendors::load(&args.vendors)?;
    match args.format {
        Format::Text => text(&vendors, streams)?,
        Format::Json => json(&vendors).write(streams.output)?,
    }
    Ok(Exit::Clean)
}

fn text(vendors: &Vendors, streams: &mut Streams<'_>) -> std::io::Result<()> {
    let mut contracts = 0;
    for (message, _) in vendors.messages() {
        for version in &message.versions {
            contracts += 1;
            let name = streams.look.paint(Paint::Bold, &version.contract);
            writeln!(streams.output, "{name}  {}, {}", message.direction.word(), syntaxes(message).join(" and "))?;
        }
        described(message, streams.look, streams.output)?;
        writeln!(streams.output)?;
    }
    writeln!(streams.output, "{contracts} contracts; `driftline explain NAME` says what one of them says")
}

/// The title of a message and its rules.
pub(super) fn described(message: &Message, look: Look, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let width = look.width.map_or(usize::MAX, |width| width.saturating_sub(2));
    for line in wrap(&message.title, width) {
        writeln!(out, "  {line}")?;
    }
    for rule in &message.recognise {
        writeln!(out, "  {} {}", look.paint(Paint::Dim, "recognised by"), rule_words(rule))?;
    }
    Ok(())
}

pub(super) fn syntaxes(message: &Message) -> Vec<&'static str> {
    message.syntaxes.iter().map(|syntax| syntax_word(*syntax)).collect()
}

fn syntax_word(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::Xml => "XML",
        Syntax::Json => "JSON",
    }
}

/// A rule in words: `header NETO_NOTIFICATION is Order`, `root Event with child Order`.
pub(super) fn rule_words(rule: &Rule) -> String {
    let Rule { header, root, child, pointer, absent, syntax } = rule;
    let mut words = Vec::new();
    if let Some(header) = header {
        let equals = header.equals.as_ref().map(|value| format!(" is {value}")).unwrap_or_default();
        words.push(format!("header {}{equals}", header.name));
    }
    if let Some(root) = root {
        words.push(format!("root element {root}"));
    }
    if let Some(child) = child {
        words.push(format!("child {child}"));
    }
    if let Some(pointer) = pointer {
        let values: Vec<_> = pointer.any_of.iter().map(literal).collect();
        let is = if values.is_empty() { String::new() } else { format!(" is {}", values.join(" or ")) };
        words.push(format!("{}{is}", pointer.pointer));
    }
    if let Some(absent) = absent {
        words.push(format!("no {absent}"));
    }
    if let Some(syntax) = syntax {
        words.push(format!("in {}", syntax_word(*syntax)));
    }
    words.join(", ")
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) | Literal::Number(text) => text.clone(),
        Literal::Boolean(truth) => truth.to_string(),
    }
}

fn json(vendors: &Vendors) -> Json {
    let contracts = vendors.messages().flat_map(|(message, _)| {
        message.versions.iter().map(move |version| {
            Json::object([
                ("contract", Json::text(&*version.contract)),
                ("title", Json::text(&*message.title)),
                ("direction", Json::text(message.direction.word())),
                (
                    "syntaxes",
                    Json::Array(syntaxes(message).into_iter().map(|it| Json::text(it.to_lowercase())).collect()),
                ),
                ("schema", Json::text(&*version.schema)),
                ("roots", Json::Array(version.roots.iter().map(|root| Json::text(&**root)).collect())),
                (
                    "recognised",
                    Json::Array(message.recognise.iter().map(|rule| Json::text(rule_words(rule))).collect()),
                ),
            ])
        })
    });
    Json::object([("contracts", Json::Array(contracts.collect()))])
}
