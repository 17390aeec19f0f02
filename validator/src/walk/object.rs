//! Objects of JSON under a record of JSON Schema.

use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::model::{Additional, Record, TypeId};
use driftline_schemas::text::Origin;

use super::path::Step;
use super::{Probed, Seen, Walk};
use crate::finding::{Got, Kind, Want};
use crate::masked::Name;
use crate::plan::{Marks, RecordPlan, TypePlan};
use crate::scalar::Input;

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
        let mark = (self.faults.len(), self.beside.len());
        let before = (self.failed, self.undecided);
        let mut present = Marks::default();
        let again = self.members(node, record, plan, (&mut present, seen), Members::All);
        let told = self.faults.len() > mark.0 || (self.probing && self.failed);
        if again || (told && node.children().any(NodeRef::is_superseded)) {
            // Of several equal keys the last one rules: what was said of the others is taken back.
            self.faults.truncate(mark.0);
            self.beside.truncate(mark.1);
            (self.failed, self.undecided) = before;
            present.clear();
            self.members(node, record, plan, (&mut present, seen), Members::Ruling);
        }
        for field in &plan.required {
            if !present.has(field.0 as usize) {
                self.missing(node, &record.fields[field.0 as usize], "");
            }
        }
        if record.min_members.is_some() || record.max_members.is_some() {
            let count = node.children().filter(|member| !member.is_superseded()).count() as u64;
            self.count(node, count, record.min_members.as_ref(), record.max_members.as_ref());
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

    /// Looks at members along the fields, patterns and the rest of a record. Says whether the key of a field came again.
    fn members(
        &mut self,
        node: NodeRef<'d>,
        record: &Record,
        plan: &RecordPlan,
        (present, seen): (&mut Marks, &mut Seen),
        which: Members,
    ) -> bool {
        let mut again = false;
        let mut expected = 0;
        for (number, member) in node.children().enumerate() {
            if which == Members::Ruling && member.is_superseded() {
                continue;
            }
            let mut spoken = false;
            if let Some(at) = field_of(record, plan, member, &mut expected) {
                let field = &record.fields[at];
                // A name that is only required is known, and nothing is said of its value here.
                spoken = field.is_declared();
                again |= !present.set(at);
                self.step(Step::Member { node: member, any: false }, member, field.type_);
            } else {
                seen.repeated = true;
            }
            for (members, pattern) in record.pattern_members.iter().zip(&plan.patterns) {
                let matches = match pattern {
                    Some(pattern) => Some(pattern.matches(member.name())),
                    None => self.ground.judge.matches(members.pattern.as_str(), member.name()),
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
        seen.repeated |= again;
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
        if let TypePlan::Scalar(plan) = self.ground.plan.of(type_)
            && plan.is_whole()
            && plan.accepts(Input::String(member.name()))
        {
            return;
        }
        let Ok(document) = Document::read_string(quoted(member.name()), &ReadOptions::default()) else { return };
        // A key is as deep as its member, and what it costs counts.
        let mut names = Walk::new(self.ground, &document, self.deepest);
        (names.depth, names.work) = (self.depth, self.work);
        let probed = names.probe(document.root(), type_, &mut Seen::default());
        (self.work, self.too_deep) = (names.work, self.too_deep || names.too_deep);
        if probed == Probed::Differs {
            self.path.push(Step::Member { node: member, any: true });
            let want = Want::Rule("a key that `propertyNames` describes".to_owned());
            let origin = self.ground.model.type_(type_).origin;
            let name = Got::Name(Name::unknown(member, self.ground.show_values));
            self.fault(Kind::RuleViolated, member.name_span(), name, want, Some(origin));
            self.path.pop();
        }
        self.undecided |= probed == Probed::Unknown;
    }
}

/// Which members of an object are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Members {
    /// Every one.
    All,
    /// Of equal keys the last one.
    Ruling,
}

/// The field of a member. Payloads mostly keep the order of the schema, so the field after the last one is tried first.
#[inline]
fn field_of(record: &Record, plan: &RecordPlan, member: NodeRef<'_>, expected: &mut usize) -> Option<usize> {
    let is_next = record.fields.get(*expected).is_some_and(|field| member.has_name(&field.name.local));
    let at = if is_next { *expected } else { field_after(record, plan, member, *expected)? };
    *expected = at + 1;
    Some(at)
}

/// How many fields further on are tried before the name is looked up: optional ones may have been left out.
const TRIED: usize = 3;

#[inline(never)]
fn field_after(record: &Record, plan: &RecordPlan, member: NodeRef<'_>, expected: usize) -> Option<usize> {
    let mut rest = record.fields.iter().enumerate().skip(expected + 1).take(TRIED);
    let near = rest.find(|(_, field)| member.has_name(&field.name.local)).map(|(at, _)| at);
    near.or_else(|| Some(plan.field(None, member.name())?.field.0 as usize))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::{Contract, ContractOptions, Verdict};

    /// The verdict on a payload, and its findings in words.
    fn checked(schema: &str, payload: &str) -> (Verdict, Vec<String>) {
        let files = BTreeMap::from([("s.json".to_owned(), schema.as_bytes().to_vec())]);
        let contract = Contract::load_from("s.json", ContractOptions::default(), &files).unwrap();
        let check = contract.check(payload.as_bytes());
        (check.verdict(), check.findings().iter().map(|finding| format!("{} {}", finding.path, finding.kind)).collect())
    }

    #[test]
    fn of_equal_keys_the_last_rules_whatever_speaks_of_them() {
        let number = r#"{"type": "number"}"#;
        for schema in [
            format!(r#"{{"properties": {{"a": {number}}}}}"#),
            format!(r#"{{"additionalProperties": {number}}}"#),
            format!(r#"{{"patternProperties": {{"^a": {number}}}}}"#),
            format!(r#"{{"allOf": [{{"properties": {{"a": {number}}}}}, {{"properties": {{"b": true}}}}]}}"#),
            format!(r#"{{"oneOf": [{{"properties": {{"a": {number}}}}}, {{"required": ["z"]}}]}}"#),
            format!(r#"{{"anyOf": [{{"additionalProperties": {number}}}, {{"required": ["z"]}}]}}"#),
            format!(r#"{{"not": {{"not": {{"properties": {{"a": {number}}}}}}}, "properties": {{"a": true}}}}"#),
        ] {
            let again = ["/a duplicate-field".to_owned()];
            let (verdict, findings) = checked(&schema, r#"{"a": "x", "a": 1}"#);
            assert_eq!(verdict, Verdict::Valid, "{schema}");
            assert_eq!(findings, again, "{schema}");
            assert_eq!(checked(&schema, r#"{"a": 1, "a": "x"}"#).0, Verdict::Invalid, "{schema}");
            assert_eq!(checked(&schema, r#"{"a": 1}"#), (Verdict::Valid, Vec::new()), "{schema}");
        }
    }

    #[test]
    fn members_are_counted_by_their_keys() {
        let schema = r#"{"minProperties": 2, "maxProperties": 2}"#;
        assert_eq!(checked(schema, r#"{"a": 1, "a": 2}"#).0, Verdict::Invalid);
        assert_eq!(checked(schema, r#"{"a": 1, "b": 1, "a": 2}"#).0, Verdict::Valid);
    }

    #[test]
    fn equal_keys_that_nobody_knows_are_one_finding() {
        let schema = r#"{"properties": {"a": true}}"#;
        let findings = checked(schema, r#"{"a": 1, "x": 1, "x": 2}"#).1;
        assert_eq!(findings, ["/x undocumented-field"]);
    }

    #[test]
    fn fields_are_found_in_any_order() {
        let names: Vec<_> = (0..40).map(|at| format!("f{at}")).collect();
        let fields: Vec<_> = names.iter().map(|name| format!(r#""{name}": {{"const": "{name}"}}"#)).collect();
        let schema = format!(r#"{{"properties": {{{}}}, "additionalProperties": false}}"#, fields.join(", "));
        for step in [1, 3, 7, 39] {
            let members: Vec<_> =
                (0..40).map(|at| &names[at * step % 40]).map(|name| format!(r#""{name}": "{name}""#)).collect();
            let payload = format!("{{{}}}", members.join(", "));
            assert_eq!(checked(&schema, &payload), (Verdict::Valid, Vec::new()), "{step}");
        }
    }
}
