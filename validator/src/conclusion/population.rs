//! What only the population shows: fields that were renamed or moved although nobody requires them, and forbidden names.
//!
//! A walk sees one payload, in which an optional field that is absent is no fault. Over a corpus it is one: where the unknown
//! field is, the declared one never is.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::document::Syntax;
use driftline_schemas::model::{Field, Place};

use super::declared;
use super::line::Line;
use crate::contract::Contract;
use crate::drift::{Census, ContractDrift, First, Node, Places, Row, Seen, Tally, tokens};
use crate::finding::{Impact, Kind, SchemaPlace};
use crate::impact::Reading;
use crate::names;
use crate::policy::Policy;

/// Of so many objects the absence of a field in those that have another is no chance.
const ENOUGH: u64 = 2;

/// A field that an unknown one is taken for.
struct Meant<'m> {
    kind: Kind,
    field: &'m Field,
    path: String,
    evidence: String,
}

/// Makes one line of an unknown field and the declared one that it stands for.
pub(super) fn reconcile(contract: &Contract, census: &Census, lines: &mut Vec<Line>) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for at in 0..lines.len() {
        let Some(line) = lines.get_mut(at).filter(|line| line.kind == Kind::UndocumentedField) else { continue };
        let Some(node) = census.at(&line.field).filter(|node| !node.beside.is_empty()) else { continue };
        let meant = renamed(contract, census, &line.field, node).or_else(|| moved(contract, census, &line.field, node));
        let Some(meant) = meant.filter(|meant| !taken.contains(&meant.path)) else { continue };
        let sent = line.field.rsplit('/').next().unwrap_or_default().to_owned();
        line.kind = meant.kind;
        let want = declared::token(meant.field);
        let sentence = match meant.kind {
            Kind::MovedField => format!("got `{sent}` here, want it at {}", meant.path),
            _ => format!("got `{sent}`, want `{want}`"),
        };
        line.row.first.sentence = sentence;
        line.row.first.schema = Some(place(contract, meant.field));
        // For a name it is of no matter in which syntax it was sent.
        let reading = Reading::new(contract.model().language, Syntax::Json);
        line.row.impact = line.row.impact.max(Some(reading.other_name(meant.field)));
        line.evidence = Some(meant.evidence);
        taken.insert(meant.path);
    }
    if taken.is_empty() {
        return;
    }
    // The walk may have found the same where the field is required in some branch.
    let mut merged: BTreeMap<(String, Kind), Line> = BTreeMap::new();
    for line in lines.drain(..) {
        match merged.entry((line.field.clone(), line.kind)) {
            Entry::Vacant(entry) => {
                entry.insert(line);
            }
            Entry::Occupied(mut entry) => {
                let most = census.at(&line.field).map_or(u64::MAX, |node| node.payloads);
                let row = &mut entry.get_mut().row;
                row.merge(line.row);
                // A payload may have it both ways.
                row.payloads = row.payloads.min(most);
            }
        }
    }
    lines.extend(merged.into_values());
}

fn place(contract: &Contract, field: &Field) -> SchemaPlace {
    let (source, position) = contract.model().place(field.origin);
    SchemaPlace { source: source.into(), position, pointer: None }
}

/// The declared field of the same object that an unknown one is called like.
fn renamed<'c>(contract: &'c Contract, census: &Census, field: &str, node: &Node) -> Option<Meant<'c>> {
    let (parent, sent) = field.rsplit_once('/')?;
    let around = census.at(parent)?;
    let model = contract.model();
    let types = declared::at(contract, parent);
    let bare = sent.trim_start_matches('@');
    let mut like: Vec<(u64, Meant<'c>)> = Vec::new();
    let mut unlike: Vec<(u64, Meant<'c>)> = Vec::new();
    for field in declared::fields(model, &types) {
        let token = declared::token(field);
        let other = around.parts.get(&token);
        let is_attribute = field.place == Place::Attribute;
        if is_attribute != sent.starts_with('@') || node.beside.contains(&*token) || !like_values(node, other) {
            continue;
        }
        let elsewhere = other.map_or(0, |other| other.holders);
        let evidence = format!(
            "where `{bare}` is, `{token}` never is: {} with the one, {elsewhere} of {} with the other",
            node.holders, around.times
        );
        let meant = Meant { kind: Kind::RenamedField, field, path: format!("{parent}/{token}"), evidence };
        if names::is_alike(bare, &field.name.local) {
            like.push((elsewhere, meant));
        } else if elsewhere > 0 && node.holders >= ENOUGH && elsewhere + node.holders == around.times {
            unlike.push((elsewhere, meant));
        }
    }
    // Of several like names the one that most other objects have; under no like name only the one field that each object
    // has unless it has this one.
    like.sort_by_key(|(elsewhere, _)| std::cmp::Reverse(*elsewhere));
    unlike.dedup_by(|(_, one), (_, other)| one.path == other.path);
    let only = unlike.pop().filter(|_| unlike.is_empty());
    like.into_iter().next().or(only).map(|(_, meant)| meant)
}

/// The declared field of the same name in the object around, in one inside it, or in one beside it.
fn moved<'c>(contract: &'c Contract, census: &Census, field: &str, node: &Node) -> Option<Meant<'c>> {
    let (parent, sent) = field.rsplit_once('/')?;
    let tokens: Vec<&str> = tokens(parent).collect();
    let here = format!("/{}", tokens.join("/"));
    let above = tokens.split_last().map(|(_, above)| above.join("/"));
    let mut objects = inside(contract, census, &here);
    if let Some(above) = above {
        let above = if above.is_empty() { String::new() } else { format!("/{above}") };
        objects.extend(inside(contract, census, &above));
        objects.push(above);
    }
    objects.into_iter().filter(|object| *object != here).find_map(|object| {
        let types = declared::at(contract, &object);
        let field = declared::fields(contract.model(), &types)
            .find(|field| declared::is_called(contract.model(), field, sent))?;
        let path = format!("{object}/{sent}");
        let other = census.at(&path);
        if node.namesakes.contains(&*path) || !like_values(node, other) {
            return None;
        }
        let elsewhere = other.map_or(0, |other| other.payloads);
        let evidence =
            format!("payloads that have it here, {}, do not have it there; {elsewhere} others do", node.payloads);
        Some(Meant { kind: Kind::MovedField, field, path, evidence })
    })
}

/// The objects directly inside one, by their paths.
fn inside(contract: &Contract, census: &Census, path: &str) -> Vec<String> {
    let types = declared::at(contract, path);
    let model = contract.model();
    let mut paths = Vec::new();
    for field in declared::fields(model, &types) {
        let types = declared::expanded(model, [field.type_]);
        let path = format!("{path}/{}", declared::token(field));
        if declared::fields(model, &types).next().is_some() && census.at(&path).is_some() && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// Whether two fields have a kind of value in common; a field without a value is like any.
fn like_values(node: &Node, other: Option<&Node>) -> bool {
    other.is_none_or(|other| other.kinds().any(|(kind, _)| node.kinds().any(|(own, _)| own == kind)))
}

/// Adds a line for each field whose name the policy forbids.
pub(super) fn forbidden(name: &str, drift: &ContractDrift, policy: &Policy, lines: &mut Vec<Line>) {
    if policy.forbids_nothing() {
        return;
    }
    drift.census.walk(&mut |path, around, node| {
        let token = path.rsplit('/').next().unwrap_or_default().trim_start_matches('@');
        if let Some(pattern) = policy.forbids(name, token) {
            let sentence = format!("got `{token}`, want no field like `{pattern}`");
            let row = counted(path, node.payloads, sentence, None, None);
            lines.push(Line::new(path.to_owned(), Kind::ForbiddenField, row, around.payloads));
        }
    });
}

/// A row that is a count of the census.
pub(super) fn counted(
    path: &str,
    payloads: u64,
    sentence: String,
    schema: Option<SchemaPlace>,
    impact: Option<Impact>,
) -> Row {
    let position = driftline_schemas::text::Position { line: 0, column: 0 };
    Row {
        payloads,
        findings: payloads,
        first: First { seen: Seen::default(), position, path: path.to_owned(), sentence, schema },
        last: Seen::default(),
        since: None,
        until: None,
        impact,
        kinds: BTreeMap::new(),
        shapes: Tally::default(),
        places: Places::default(),
        alternatives: Vec::new(),
    }
}

/// Says of a line about a field which kinds of values the field has.
pub(super) fn describe(census: &Census, line: &mut Line) {
    let is_about_a_field = matches!(
        line.kind,
        Kind::UndocumentedField | Kind::RenamedField | Kind::MiscasedField | Kind::MovedField | Kind::ForbiddenField
    );
    if let Some(node) = census.at(&line.field).filter(|_| is_about_a_field && line.row.kinds.is_empty()) {
        line.row.kinds = node.kinds().collect();
    }
}
