//! One fault, one finding: what is missing and what is too much, brought together.
//!
//! A field that is missing and another of a like name that nobody knows are one thing that happened: it was renamed. This is
//! done at each location once every type has spoken, and for moved fields when the walk is done.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{Additional, Field, FieldId, Place, Record, Shape};
use driftline_schemas::text::Origin;

use super::fault::Detail;
use super::path::Step;
use super::{Seen, Walk, names};
use crate::finding::{Got, Impact, Kind, Want};
use crate::impact;

impl<'c, 'd> Walk<'c, 'd> {
    /// Looks at the members of a JSON object that no type spoke of, or that one closes out. `mark` is where the faults of
    /// this location begin.
    pub(super) fn lens(&mut self, node: NodeRef<'d>, seen: &Seen, mark: usize) {
        if seen.records.is_empty() && seen.closed.is_empty() || node.kind() != Node::Object {
            return;
        }
        for number in &seen.duplicates {
            if let Some(member) = node.children().nth(*number) {
                self.path.push(Step::Member { node: member, any: false });
                let name = Got::Name(member.name().to_owned());
                self.note(Kind::DuplicateField, member.name_span(), name, Want::Nothing, None);
                self.path.pop();
            }
        }
        if seen.closed.is_empty() && !seen.some_unspoken {
            return;
        }
        let declares = seen.records.iter().any(|id| match &self.ground.model.type_(*id).shape {
            Shape::Record(record) => declares(record),
            _ => false,
        });
        let open = self.ground.lens && declares && !seen.all;
        if !open && seen.closed.is_empty() {
            return;
        }
        let mut reported = Vec::new();
        for (number, member) in node.children().enumerate() {
            let closed = seen.closed.iter().find(|(closed, _)| *closed == number);
            let extra = closed.is_some() || (open && !seen.children.has(number) && !self.names(seen, member));
            // Of equal keys that nobody knows, one finding is enough.
            if !extra || reported.contains(&member.name()) {
                continue;
            }
            reported.push(member.name());
            let rule = closed.and_then(|(_, origin)| *origin);
            self.extra(node, member, Step::Member { node: member, any: false }, seen, mark, (closed.is_some(), rule));
        }
    }

    /// Whether a record that was applied has a field of a member's name, be it only because it is required.
    fn names(&self, seen: &Seen, member: NodeRef<'d>) -> bool {
        let mut plans = seen.records.iter().filter_map(|id| self.ground.plan.record(*id));
        plans.any(|plan| plan.field(None, member.name()).is_some())
    }

    /// A part of `node` that is not declared there: renamed, miscased, or undocumented. `law` says whether it is forbidden,
    /// with the place of the rule.
    pub(super) fn extra(
        &mut self,
        node: NodeRef<'d>,
        part: NodeRef<'d>,
        step: Step<'d>,
        seen: &Seen,
        mark: usize,
        (law, rule): (bool, Option<Origin>),
    ) {
        if self.probing {
            self.failed |= law;
            return;
        }
        let meant = self.meant(node, part, seen, mark);
        self.path.push(step);
        let rendered = self.path.render();
        self.path.pop();
        let sent = part.local_name().to_owned();
        match meant {
            Some(meant) => {
                let meant_impact = meant.impact;
                let replaced = self.take_missing(node, &meant.name, mark);
                let words = (Got::Name(sent), Want::Name(meant.name));
                self.record(
                    meant.kind,
                    part.name_span(),
                    rendered,
                    words,
                    Some(meant.origin),
                    (law || replaced, Detail::Plain),
                );
                self.set_impact(meant_impact);
            }
            None => {
                let parent = self.containers_around(node);
                let detail = Detail::Extra { object: node.id(), parent, name: sent.clone().into() };
                let words = (Got::Name(sent), Want::Nothing);
                self.record(Kind::UndocumentedField, part.name_span(), rendered, words, rule, (law, detail));
            }
        }
    }

    /// The declared field of `node` that a part nobody knows was meant to be.
    fn meant(&mut self, node: NodeRef<'d>, part: NodeRef<'d>, seen: &Seen, mark: usize) -> Option<Meant> {
        let sent = part.local_name();
        let mut renamed = None;
        for id in &seen.records {
            let Shape::Record(record) = &self.ground.model.type_(*id).shape else { continue };
            for field in &record.fields {
                if (field.place == Place::Attribute) != (part.kind() == Node::Attribute) || is_sent(node, field) {
                    continue;
                }
                let (name, impact) = (field.name.local.to_string(), impact::of_other_name(field));
                let meant = |kind| Meant { kind, name, origin: field.origin, impact };
                if *field.name.local == *sent {
                    if field.name.namespace.as_deref() != part.namespace() {
                        return Some(meant(Kind::NamespaceChanged));
                    }
                    continue;
                }
                if names::is_miscased(sent, &field.name.local) {
                    return Some(meant(Kind::MiscasedField));
                }
                let missing = self.is_missing(node, &field.name.local, mark);
                if renamed.is_none() && missing && names::is_alike(sent, &field.name.local) && self.fits(part, field) {
                    renamed = Some(meant(Kind::RenamedField));
                }
            }
        }
        renamed
    }

    /// Whether a part could be the value of a field: no fault of its type.
    fn fits(&mut self, part: NodeRef<'d>, field: &'c Field) -> bool {
        match part.kind() {
            Node::Element | Node::Attribute => self.probe_xml(part, field.type_),
            _ if field.place == Place::Member => self.probe(part, field.type_, &mut Seen::default()),
            _ => self.probe_mapped(part, field),
        }
    }

    fn is_missing(&self, node: NodeRef<'d>, name: &str, mark: usize) -> bool {
        self.faults[mark..].iter().any(|fault| is_missing_there(&fault.detail, node, name))
    }

    /// Takes the fault back that a field is missing in `node`; says whether there was one.
    fn take_missing(&mut self, node: NodeRef<'d>, name: &str, mark: usize) -> bool {
        let before = self.faults.len();
        let mut at = 0;
        self.faults.retain(|fault| {
            at += 1;
            at <= mark || !is_missing_there(&fault.detail, node, name)
        });
        self.faults.len() < before
    }

    /// Brings together what is missing in an object and what is too much, under the same name, in the object around it or in
    /// one inside it.
    pub(super) fn reconcile_moved(&mut self) {
        let mut at = 0;
        while at < self.faults.len() {
            let Detail::Missing { object, parent, name } = &self.faults[at].detail else {
                at += 1;
                continue;
            };
            let extra = self.faults.iter().position(|fault| match &fault.detail {
                Detail::Extra { object: other, parent: others, name: sent } => {
                    sent == name && (Some(*other) == *parent || *others == Some(*object))
                }
                Detail::Plain | Detail::Missing { .. } => false,
            });
            let Some(extra) = extra else {
                at += 1;
                continue;
            };
            let missing = self.faults[at].finding.clone();
            let moved = &mut self.faults[extra];
            moved.finding.kind = Kind::MovedField;
            if let Got::Name(name) = &moved.finding.got {
                moved.finding.want = Want::NameAt(name.clone(), missing.path);
            }
            moved.finding.schema = missing.schema;
            moved.finding.impact = missing.impact.max(Some(Impact::Loses));
            moved.law = true;
            moved.detail = Detail::Plain;
            self.faults.remove(at);
        }
    }
}

/// A declared field that was sent as something else.
struct Meant {
    kind: Kind,
    name: String,
    origin: Origin,
    impact: Impact,
}

fn is_missing_there(detail: &Detail, node: NodeRef<'_>, name: &str) -> bool {
    match detail {
        Detail::Missing { object, name: missing, .. } => *object == node.id() && **missing == *name,
        Detail::Plain | Detail::Extra { .. } => false,
    }
}

/// Whether a field is there under its own name.
fn is_sent(node: NodeRef<'_>, field: &Field) -> bool {
    let is = |part: NodeRef<'_>| {
        part.local_name() == &*field.name.local
            && (part.kind() != Node::Element || part.namespace() == field.name.namespace.as_deref())
    };
    match field.place {
        Place::Attribute if node.kind() == Node::Element => node.attributes().any(is),
        Place::Attribute | Place::Element | Place::Member => node.children().any(is),
    }
}

/// Whether a record says anything of its members: one that does not is a free map, of which nothing is undocumented.
fn declares(record: &Record) -> bool {
    !record.fields.is_empty() || !record.pattern_members.is_empty() || !matches!(record.additional, Additional::Open)
}

/// The field of this id.
pub(super) fn field(record: &Record, id: FieldId) -> &Field {
    &record.fields[id.0 as usize]
}
