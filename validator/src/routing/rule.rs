//! Whether a message claims a payload: the rules of `contract.toml`, decided.

use driftline_schemas::NodeRef;
use driftline_schemas::contracts::{HeaderRule, Literal, Message, PointerRule, Rule};
use driftline_schemas::document::{Document, Kind, Syntax};
use driftline_schemas::number::Decimal;

use crate::headers::Headers;

/// Whether the message is sent in the payload's syntax and one of its rules holds.
pub(super) fn claims(message: &Message, headers: &Headers, document: &Document<'_>) -> bool {
    message.syntaxes.contains(&document.syntax()) && message.recognise.iter().any(|rule| holds(rule, headers, document))
}

/// Whether all conditions of a rule hold.
fn holds(rule: &Rule, headers: &Headers, document: &Document<'_>) -> bool {
    let Rule { header, root, child, pointer, absent, syntax } = rule;
    let top = document.root();
    syntax.is_none_or(|syntax| syntax == document.syntax())
        && header.as_ref().is_none_or(|header| header_holds(header, headers))
        && root.as_ref().is_none_or(|root| top.kind() == Kind::Element && top.local_name() == root)
        && child.as_ref().is_none_or(|child| has_child(top, child))
        && pointer.as_ref().is_none_or(|pointer| pointer_holds(pointer, top))
        && absent.as_ref().is_none_or(|pointer| document.syntax() == Syntax::Json && top.pointer(pointer).is_none())
}

fn header_holds(rule: &HeaderRule, headers: &Headers) -> bool {
    let value = headers.get(&rule.name);
    value.is_some_and(|value| rule.equals.as_ref().is_none_or(|wanted| value.trim() == wanted))
}

fn has_child(top: NodeRef<'_>, name: &str) -> bool {
    match top.syntax() {
        Syntax::Json => top.member(name).is_some(),
        Syntax::Xml => top.elements().any(|element| element.local_name() == name),
    }
}

fn pointer_holds(rule: &PointerRule, top: NodeRef<'_>) -> bool {
    let is_json = top.syntax() == Syntax::Json;
    let value = is_json.then(|| top.pointer(&rule.pointer)).flatten();
    value.is_some_and(|value| rule.any_of.is_empty() || rule.any_of.iter().any(|literal| equals(literal, value)))
}

/// Whether a JSON value is a literal: numbers by value, strings by their characters.
fn equals(literal: &Literal, value: NodeRef<'_>) -> bool {
    match (literal, value.kind()) {
        (Literal::Text(text), Kind::String) => value.value() == text,
        (Literal::Boolean(truth), Kind::Boolean) => value.value() == if *truth { "true" } else { "false" },
        (Literal::Number(number), Kind::Number) => {
            let number = Decimal::parse(number.trim_start_matches('+'));
            number.is_some_and(|number| Decimal::parse(value.value()) == Some(number))
        }
        _ => false,
    }
}
