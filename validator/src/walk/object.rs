//! Objects of JSON under a record of JSON Schema.

use std::collections::BTreeMap;

use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::model::{Additional, Record, TypeId};
use driftline_schemas::text::Origin;

use super::path::Step;
use super::{Seen, Walk};
use crate::finding::{Got, Kind, Want};
use crate::plan::{Marks, RecordPlan};

impl<'d> Walk<'_, 'd> {
    /// Applies a record to an object.
    pub(super) fn object(
        &mut self,
        node: NodeRef<'d>,
        id: TypeId,
        record: &Record,
        plan: &RecordPlan,
        seen: &mut Seen,
    ) {
        seen.records.push(id);
        let mark = self.faults.len();
        let mut present = Marks::default();
        let again = self.members(node, record, plan, (&mut present, seen), &Marks::default());
        if again {
            // Of several equal keys the last one rules: what was said of the others is taken back.
            self.faults.truncate(mark);
            self.members(node, record, plan, (&mut Marks::default(), seen), &equal_keys(node).0);
        }
        for field in &plan.required {
            if !present.has(field.0 as usize) {
                self.missing(node, &record.fields[field.0 as usize], "");
            }
        }
        if record.min_members.is_some() || record.max_members.is_some() {
            let names: std::collections::BTreeSet<_> = node.children().map(NodeRef::name).collect();
            self.count(node, names.len() as u64, record.min_members.as_ref(), record.max_members.as_ref());
        }
        for dependency in record.dependencies.iter().filter(|dependency| node.member(&dependency.member).is_some()) {
            for required in dependency.required.iter().filter(|required| node.member(required).is_none()) {
                let want = Want::Rule(format!("`{required}` wherever `{}` is sent", dependency.member));
                self.fault(Kind::RuleViolated, node.span(), Got::Absent, want, Some(dependency.origin));
            }
            if let Some(type_) = dependency.type_ {
                self.apply(node, type_, seen);
            }
        }
    }

    /// Looks at each member along the fields, patterns and the rest of a record, but not at those of `superseded`. Says
    /// whether the key of a field came again.
    fn members(
        &mut self,
        node: NodeRef<'d>,
        record: &Record,
        plan: &RecordPlan,
        (present, seen): (&mut Marks, &mut Seen),
        superseded: &Marks,
    ) -> bool {
        let mut again = false;
        let mut expected = 0;
        for (number, member) in node.children().enumerate() {
            if superseded.has(number) {
                continue;
            }
            let name = member.name();
            let mut spoken = false;
            if let Some(at) = field_of(record, plan, name, &mut expected) {
                // A name that is only required is known, and nothing is said of its value here.
                spoken = record.fields[at].is_declared();
                if !present.set(at) {
                    seen.duplicates.set(number);
                    again = true;
                }
                self.step(Step::Member { node: member, any: false }, member, record.fields[at].type_);
            }
            for (members, pattern) in record.pattern_members.iter().zip(&plan.patterns) {
                let matches = match pattern {
                    Some(pattern) => Some(pattern.matches(name)),
                    None => self.ground.judge.matches(members.pattern.as_str(), name),
                };
                match matches {
                    Some(true) => {
                        spoken = true;
                        self.step(Step::Member { node: member, any: true }, member, members.type_);
                    }
                    Some(false) => {}
                    // It may match: nothing else is then said of the member.
                    None => (self.undecided, spoken) = (true, true),
                }
            }
            if !spoken {
                spoken = self.additional(member, number, &record.additional, seen);
            }
            if spoken {
                seen.children.set(number);
            } else {
                seen.some_unspoken = true;
            }
            if let Some(names) = record.member_names {
                self.member_name(member, names);
            }
            if self.probing && self.failed {
                break;
            }
        }
        again
    }

    /// Looks at a member that no field and no pattern speaks of; says whether the record speaks of it all the same.
    fn additional(&mut self, member: NodeRef<'d>, number: usize, additional: &Additional, seen: &mut Seen) -> bool {
        match additional {
            Additional::Open | Additional::Attributes(_) => false,
            Additional::Closed(origin) => {
                self.closed(number, *origin, seen);
                true
            }
            Additional::Typed(type_, _) => {
                self.step(Step::Member { node: member, any: true }, member, *type_);
                true
            }
        }
    }

    /// A member must not be there. The lens makes the finding of it.
    pub(super) fn closed(&mut self, number: usize, origin: Option<Origin>, seen: &mut Seen) {
        self.failed |= self.probing;
        seen.closed.entry(number).or_insert(origin);
    }

    /// Looks at a key as a value of its own (`propertyNames`).
    fn member_name(&mut self, member: NodeRef<'d>, type_: TypeId) {
        let Ok(document) = Document::read_string(quoted(member.name()), &ReadOptions::default()) else { return };
        let mut names = Walk::new(self.ground, &document);
        if !names.probe(document.root(), type_, &mut Seen::default()) {
            self.path.push(Step::Member { node: member, any: true });
            let want = Want::Rule("a key that `propertyNames` describes".to_owned());
            let origin = self.ground.model.type_(type_).origin;
            self.fault(Kind::RuleViolated, member.name_span(), Got::Name(member.name().to_owned()), want, Some(origin));
            self.path.pop();
        }
        self.undecided |= names.undecided;
    }
}

/// The field of a name. Payloads mostly keep the order of the schema, so the field after the last one is tried first.
fn field_of(record: &Record, plan: &RecordPlan, name: &str, expected: &mut usize) -> Option<usize> {
    let next = record.fields.get(*expected).is_some_and(|field| *field.name.local == *name);
    let at = if next { *expected } else { plan.field(None, name)?.field.0 as usize };
    *expected = at + 1;
    Some(at)
}

/// The members of an object whose key comes again later, and those whose key came before, by number.
pub(super) fn equal_keys(node: NodeRef<'_>) -> (Marks, Marks) {
    let mut last = BTreeMap::new();
    let (mut earlier, mut later) = (Marks::default(), Marks::default());
    for (number, member) in node.children().enumerate() {
        if let Some(before) = last.insert(member.name(), number) {
            earlier.set(before);
            later.set(number);
        }
    }
    (earlier, later)
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if u32::from(control) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
