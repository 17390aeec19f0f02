//! What of a schema a corpus uses: declared fields, values and branches that it never has, fields that it always has, and
//! those that it lacks now and then.
//!
//! Said only of objects that the corpus has, so that the report is no longer than what was seen; as notes, since what a
//! corpus never shows may be chance.

use std::collections::BTreeSet;

use driftline_schemas::Model;
use driftline_schemas::model::{Field, Shape, TypeId};

use super::declared;
use super::line::Line;
use super::population::counted;
use crate::contract::Contract;
use crate::drift::{ContractDrift, Node};
use crate::finding::{Kind, SchemaPlace};
use crate::hash;

/// Of so many objects something may be said of all.
const ENOUGH: u64 = 20;

/// A field is lacking now and then where at least four in five objects have it.
const MOST: (u64, u64) = (4, 5);

/// How many values of an enumeration are named.
const NAMED: usize = 8;

/// Adds the lines of a contract.
pub(super) fn add(contract: &Contract, drift: &ContractDrift, lines: &mut Vec<Line>) {
    let mut use_ = Use { contract, lines };
    let Some(root) = drift.census.at("") else { return };
    use_.object("", root);
    drift.census.walk(&mut |path, _, node| {
        use_.object(path, node);
        use_.values(path, node);
    });
}

struct Use<'c, 'l> {
    contract: &'c Contract,
    lines: &'l mut Vec<Line>,
}

impl Use<'_, '_> {
    /// What of the fields of an object or element is used.
    fn object(&mut self, path: &str, node: &Node) {
        let model = self.contract.model();
        let types = declared::at(self.contract, path);
        // The document around the root element has no fields of its own.
        let is_document = path.is_empty() && node.parts.iter().any(|(name, _)| model.root(name).is_some());
        if node.crowded || node.parts.is_empty() || is_document {
            return;
        }
        let mut told = BTreeSet::new();
        for field in declared::fields(model, &types) {
            let token = declared::token(field);
            if !told.insert(token.clone()) {
                continue;
            }
            let required = |other: &Field| declared::token(other) == token && other.occurs.min > 0;
            let is_required = declared::fields(model, &types).any(required);
            let holders = node.parts.get(&token).map_or(0, |part| part.holders);
            let (kind, sentence, payloads) = match node.parts.get(&token) {
                None => (Kind::NeverSeenField, format!("`{token}` is declared and in none of {}", node.times), 0),
                Some(_) if is_required || node.times < ENOUGH => continue,
                Some(part) if holders == node.times => {
                    let sentence = format!("`{token}` is optional and in all of {}", node.times);
                    (Kind::AlwaysPresent, sentence, part.payloads)
                }
                Some(part)
                    if u128::from(holders) * u128::from(MOST.1) >= u128::from(node.times) * u128::from(MOST.0) =>
                {
                    let lacking = node.times - holders;
                    // Payloads without it anywhere; where every payload has it somewhere, the objects tell.
                    let without = match node.payloads - part.payloads.min(node.payloads) {
                        0 => node.payloads.min(lacking),
                        without => without,
                    };
                    let sentence = format!("`{token}` is optional and lacks in {lacking} of {}", node.times);
                    (Kind::SometimesMissing, sentence, without)
                }
                Some(_) => continue,
            };
            self.line(format!("{path}/{token}"), kind, sentence, (payloads, node.payloads), field.origin);
        }
        self.branches(path, node, &types);
    }

    /// Which variants of a union no value has shown: those that have fields of their own, none of which was seen.
    fn branches(&mut self, path: &str, node: &Node, types: &BTreeSet<TypeId>) {
        let model = self.contract.model();
        for type_ in types {
            let (Shape::AnyOf(variants) | Shape::OneOf(variants)) = &model.type_(*type_).shape else { continue };
            let names: Vec<BTreeSet<String>> = variants.iter().map(|variant| names(model, *variant)).collect();
            for (at, variant) in variants.iter().enumerate() {
                let others = || names.iter().enumerate().filter(|(other, _)| *other != at);
                let Some(own) = names.get(at) else { continue };
                let own: Vec<_> = own.iter().filter(|name| !others().any(|(_, names)| names.contains(*name))).collect();
                if own.is_empty() || own.iter().any(|name| node.parts.get(name).is_some()) {
                    continue;
                }
                let type_ = model.type_(*variant);
                let name =
                    type_.name.as_ref().map_or_else(|| format!("variant {}", at + 1), |name| name.local.to_string());
                let sentence = format!("none of {} is a {name}", node.times);
                self.line(path.to_owned(), Kind::NeverSeenBranch, sentence, (0, node.payloads), type_.origin);
            }
        }
    }

    /// Which values of an enumeration were never sent.
    fn values(&mut self, path: &str, node: &Node) {
        let model = self.contract.model();
        for type_ in declared::at(self.contract, path) {
            let declared: Vec<&str> = match &model.type_(type_).shape {
                Shape::Scalar(scalar) => scalar.facets.enumeration.iter().map(|value| &*value.text).collect(),
                Shape::Enumeration(values) => values.iter().map(|value| value.json.trim_matches('"')).collect(),
                _ => continue,
            };
            let unseen = |value: &&&str| node.has_value(hash::of(&[value.as_bytes()])) == Some(false);
            let missing: Vec<&str> = declared.iter().filter(unseen).copied().collect();
            // A constant that is not sent is a finding.
            if missing.is_empty() || declared.len() < 2 {
                continue;
            }
            let more = missing.len().saturating_sub(NAMED);
            let mut named = missing.iter().take(NAMED).map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
            if more > 0 {
                named.push_str(&format!(" and {more} more"));
            }
            let sentence = format!("{} of {} values were never sent: {named}", missing.len(), declared.len());
            let origin = model.type_(type_).origin;
            self.line(path.to_owned(), Kind::NeverSeenValue, sentence, (0, node.payloads), origin);
        }
    }

    fn line(
        &mut self,
        field: String,
        kind: Kind,
        sentence: String,
        (payloads, of): (u64, u64),
        origin: driftline_schemas::text::Origin,
    ) {
        let (source, position) = self.contract.model().place(origin);
        let schema = SchemaPlace { source: source.into(), position, pointer: None };
        let row = counted(&field, payloads, sentence, Some(schema), None);
        self.lines.push(Line::new(field, kind, row, of));
    }
}

/// The names of the fields of a type.
fn names(model: &Model, type_: TypeId) -> BTreeSet<String> {
    declared::fields(model, &declared::expanded(model, [type_])).map(declared::token).collect()
}
