//! One fault, one finding: what is missing and what is too much, brought together.
//!
//! A field that is missing and another of a like name that nobody knows are one thing that happened: it was renamed. This is
//! done at each location once every type has spoken, and for moved fields when the walk is done.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use driftline_schemas::document::{Kind as Node, NodeId, NodeRef};
use driftline_schemas::model::{Additional, Field, FieldId, Place, Record, Shape};
use driftline_schemas::text::Origin;

use super::fault::{Detail, Fault};
use super::path::Step;
use super::{Probed, Seen, Walk};
use crate::finding::{Got, Impact, Kind, Want};
use crate::masked::{Name, is_data};
use crate::names;

/// How many parts of one object that nobody knows are compared with the fields that it lacks. Where there are more, nobody
/// has renamed a field, and each comparison looks at the whole object.
const COMPARED: u32 = 200;

impl<'c, 'd> Walk<'c, 'd> {
    /// Looks at the members of a JSON object that no type spoke of, or that one closes out. `mark` is where the faults of
    /// this location begin.
    pub(super) fn lens(&mut self, node: NodeRef<'d>, seen: &Seen, mark: usize) {
        if seen.records.is_empty() && seen.closed.is_empty() || node.kind() != Node::Object {
            return;
        }
        if seen.repeated && node.document().has_equal_keys() {
            for (number, member) in node.children().enumerate().filter(|(_, member)| member.is_repeated()) {
                // Of equal keys that nobody knows it is enough that nobody knows them.
                let known = seen.children.has(number) && !seen.closed.contains_key(&number);
                if !known && !self.names(seen, member) {
                    continue;
                }
                self.path.push(Step::Member { node: member, any: false });
                let name = Got::Name(Name::of(member));
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
        let mut reported = BTreeSet::new();
        for (number, member) in node.children().enumerate() {
            let closed = seen.closed.get(&number);
            let extra = closed.is_some() || (open && !seen.children.has(number) && !self.names(seen, member));
            // Of equal keys that nobody knows, one finding is enough.
            if !extra || !reported.insert(member.name()) {
                continue;
            }
            let rule = closed.copied().flatten();
            let step = Step::Member { node: member, any: is_data(member.name()) };
            self.extra(node, member, step, seen, mark, (closed.is_some(), rule));
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
        let sent = Name::unknown(part, self.ground.show_values);
        match meant {
            Some(meant) => {
                let Meant { kind, name, namespace, origin, impact } = meant;
                let replaced = self.take_missing(node, &name, mark);
                let words = if kind == Kind::NamespaceChanged {
                    (Got::Namespace(Name::namespace(part)), Want::Namespace(namespace))
                } else {
                    (Got::Name(sent), Want::Name(name))
                };
                let span = part.name_span();
                self.record(kind, span, rendered, words, Some(origin), (law || replaced, Detail::Plain));
                let is_tag = self.ground.plan.is_tag(origin);
                self.set_impact(if is_tag { Impact::Harmless } else { impact });
            }
            None => {
                let parent = self.containers_around(node);
                let detail = Detail::Extra { object: node.id(), parent, name: part.local_name().into() };
                let words = (Got::Name(sent), Want::Nothing);
                self.record(Kind::UndocumentedField, part.name_span(), rendered, words, rule, (law, detail));
            }
        }
    }

    /// The declared field of `node` that a part nobody knows was meant to be.
    fn meant(&mut self, node: NodeRef<'d>, part: NodeRef<'d>, seen: &Seen, mark: usize) -> Option<Meant> {
        if self.compared.0 != Some(node.id()) {
            self.compared = (Some(node.id()), 0);
        }
        self.compared.1 += 1;
        if self.compared.1 > COMPARED {
            return None;
        }
        let sent = part.local_name();
        let mut renamed = None;
        for id in &seen.records {
            let Shape::Record(record) = &self.ground.model.type_(*id).shape else { continue };
            for field in &record.fields {
                if (field.place == Place::Attribute) != (part.kind() == Node::Attribute) {
                    continue;
                }
                let impact = self.reading.other_name(field);
                let meant = |kind| Meant::new(kind, field, impact);
                // What costs a look at every child comes last.
                if *field.name.local == *sent {
                    if field.name.namespace.as_deref() != part.namespace() && !is_sent(node, field) {
                        return Some(meant(Kind::NamespaceChanged));
                    }
                } else if names::is_miscased(sent, &field.name.local) {
                    if !is_sent(node, field) {
                        return Some(meant(Kind::MiscasedField));
                    }
                } else if renamed.is_none()
                    && names::is_alike(sent, &field.name.local)
                    && self.is_missing(node, &field.name.local, mark)
                    && !is_sent(node, field)
                    && self.fits(part, field)
                {
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
            _ if field.place == Place::Member => self.probe(part, field.type_, &mut Seen::default()) != Probed::Differs,
            _ => self.probe_mapped_field(part, field),
        }
    }

    fn is_missing(&self, node: NodeRef<'d>, name: &str, mark: usize) -> bool {
        self.faults[mark..].iter().any(|fault| is_missing_there(&fault.detail, node, name))
    }

    /// Takes the fault back that a field is missing in `node`; says whether there was one.
    fn take_missing(&mut self, node: NodeRef<'d>, name: &str, mark: usize) -> bool {
        let mut here = self.faults.split_off(mark);
        let before = here.len();
        here.retain(|fault| !is_missing_there(&fault.detail, node, name));
        let taken = here.len() < before;
        self.faults.append(&mut here);
        taken
    }

    /// Brings together what is missing in an object and what is too much, under the same name, in the object around it or in
    /// one inside it.
    pub(super) fn reconcile_moved(&mut self) {
        let (pairs, unread) = (moved(&self.faults), self.reading.unread());
        for (missing, extra) in &pairs {
            let missing = self.faults[*missing].finding.clone();
            let moved = &mut self.faults[*extra];
            moved.finding.kind = Kind::MovedField;
            if let Got::Name(name) = &moved.finding.got {
                moved.finding.want = Want::NameAt(name.to_string(), missing.path);
            }
            moved.finding.schema = missing.schema;
            moved.finding.impact = missing.impact.max(Some(unread));
            moved.law = true;
            moved.detail = Detail::Plain;
        }
        let mut taken = pairs.iter().map(|(missing, _)| *missing).peekable();
        let mut at = 0;
        self.faults.retain(|_| {
            let is_taken = taken.next_if_eq(&at).is_some();
            at += 1;
            !is_taken
        });
    }
}

/// The faults that are one field which moved: where it is missing, and where it is too much. In the order of the former.
fn moved(faults: &[Fault]) -> Vec<(usize, usize)> {
    // Under the object that holds it, and under the one around that.
    let (mut inside, mut around) = (Extras::new(), Extras::new());
    for (at, fault) in faults.iter().enumerate() {
        if let Detail::Extra { object, parent, name } = &fault.detail {
            inside.entry((*object, name)).or_default().push_back(at);
            if let Some(parent) = parent {
                around.entry((*parent, name)).or_default().push_back(at);
            }
        }
    }
    let mut taken = BTreeSet::new();
    let mut pairs = Vec::new();
    for (at, fault) in faults.iter().enumerate() {
        let Detail::Missing { object, parent, name } = &fault.detail else { continue };
        let above = parent.and_then(|parent| inside.get_mut(&(parent, &**name)));
        let above = above.and_then(|extras| first(extras, &taken));
        let below = around.get_mut(&(*object, &**name)).and_then(|extras| first(extras, &taken));
        if let Some(extra) = above.into_iter().chain(below).min() {
            taken.insert(extra);
            pairs.push((at, extra));
        }
    }
    pairs
}

/// The first of them that is not taken; those before it are dropped.
fn first(extras: &mut VecDeque<usize>, taken: &BTreeSet<usize>) -> Option<usize> {
    while extras.front().is_some_and(|extra| taken.contains(extra)) {
        extras.pop_front();
    }
    extras.front().copied()
}

/// Faults of fields that are too much, by an object and the field's name.
type Extras<'f> = BTreeMap<(NodeId, &'f str), VecDeque<usize>>;

/// A declared field that was sent as something else.
struct Meant {
    kind: Kind,
    name: String,
    namespace: String,
    origin: Origin,
    impact: Impact,
}

impl Meant {
    fn new(kind: Kind, field: &Field, impact: Impact) -> Self {
        let name = field.name.local.to_string();
        let namespace = field.name.namespace.as_deref().unwrap_or_default().to_owned();
        Self { kind, name, namespace, origin: field.origin, impact }
    }
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
        let has_namespace = matches!(part.kind(), Node::Element | Node::Attribute);
        part.local_name() == &*field.name.local
            && (!has_namespace || part.namespace() == field.name.namespace.as_deref())
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
