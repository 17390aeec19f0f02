//! What was repaired among the children of an element, put into findings: one for each thing that happened.

use std::collections::BTreeMap;

use driftline_schemas::document::{NodeId, NodeRef};
use driftline_schemas::model::{FieldId, Record};
use driftline_schemas::text::{Origin, Span};

use super::path::Step;
use super::reconcile::field;
use super::{Seen, Walk};
use crate::finding::{Got, Kind, Want};
use crate::masked::Name;
use crate::plan::{Automaton, Found, RecordPlan, Repair};

/// For how many children it is asked whether another alternative was sent: each costs a look at the whole content model.
const ALTERNATIVES: usize = 100;

/// What was repaired among the children of an element.
#[derive(Debug, Default)]
pub(super) struct Repaired<'d> {
    /// Children that are too much where they stand.
    pub(super) left: Vec<Left<'d>>,
    /// Fields that must be there and are not.
    missing: Vec<FieldId>,
    /// Fields that are there too few times.
    few: Vec<FieldId>,
    /// A wildcard whose element is missing.
    missing_any: Option<Origin>,
    /// The repair reached the end of the children.
    pub(super) is_done: bool,
    /// The children do not fit, and nothing says how.
    pub(super) unexplained: bool,
}

/// A child that is too much where it stands.
#[derive(Debug)]
pub(super) struct Left<'d> {
    pub(super) child: NodeRef<'d>,
    /// The field that it is, if any.
    pub(super) found: Option<Found>,
    /// Whether it was looked at before it turned out to be too much.
    pub(super) looked_at: bool,
}

/// What happened to a child that is a field and too much where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surplus {
    /// It stands at another place than it should.
    Misplaced,
    /// Another alternative was sent.
    Excluded,
    /// There are too many.
    TooMany,
}

impl Repaired<'_> {
    /// Takes note of what a repair added.
    pub(super) fn add(&mut self, repair: Repair) {
        let new = |known: &[FieldId], fields: Vec<FieldId>| -> Vec<FieldId> {
            fields.into_iter().filter(|field| !known.contains(field)).collect()
        };
        self.missing.extend(new(&self.missing, repair.missing));
        self.few.extend(new(&self.few, repair.few));
        self.missing_any = self.missing_any.or(repair.missing_any);
    }
}

impl<'c, 'd> Walk<'c, 'd> {
    /// Reports what was repaired among the children of an element.
    #[cold]
    pub(super) fn tell_repaired(
        &mut self,
        node: NodeRef<'d>,
        (record, plan): (&'c Record, &'c RecordPlan),
        repaired: &Repaired<'d>,
        (seen, mark): (&Seen, usize),
    ) {
        let (counts, late) = self.counts(node, plan);
        let mut missing = repaired.missing.clone();
        let (mut unlooked, mut surpluses) = (Vec::new(), Vec::new());
        for (number, left) in repaired.left.iter().enumerate() {
            if let Some(found) = left.found {
                let at = missing.iter().position(|missing| *missing == found.field);
                let surplus = match (at, &plan.automaton) {
                    (None, Some(automaton)) if number < ALTERNATIVES => {
                        surplus(record, automaton, &counts, found.field)
                    }
                    _ => Surplus::Misplaced,
                };
                if let Some(at) = at {
                    missing.remove(at);
                }
                if surplus != Surplus::Misplaced && left.looked_at {
                    unlooked.push(left.child.span());
                }
                let is_late = late.binary_search(&left.child.id()).is_ok();
                surpluses.push((left, found, surplus, is_late));
            }
        }
        // What is in an element that should not be there at all is no news.
        self.faults.retain(|fault| {
            let at = fault.finding.span.start;
            let next = unlooked.partition_point(|inside| inside.end <= at);
            unlooked.get(next).is_none_or(|inside| at < inside.start)
        });
        for (left, found, surplus, is_late) in surpluses {
            self.surplus(record, left, found, (surplus, is_late));
        }
        // Of several that must stand there, one that does not is too few and not none.
        let count = |id: &FieldId| counts.get(id).copied().unwrap_or(0);
        let is_few = |id: &FieldId| (1..field(record, *id).occurs.min).contains(&count(id));
        let (mut few, missing): (Vec<_>, Vec<_>) = missing.into_iter().partition(is_few);
        for id in &missing {
            self.missing(node, field(record, *id), "");
        }
        let counted: Vec<_> = repaired.few.iter().filter(|id| !few.contains(id)).copied().collect();
        few.extend(counted);
        for id in &few {
            let declared = field(record, *id);
            let count = count(id);
            let want = Want::Length { min: Some(declared.occurs.min), max: declared.occurs.max };
            self.too_few(node, declared, (Got::Count(count), want));
        }
        if let Some(origin) = repaired.missing_any {
            let want = Want::Rule("an element that the wildcard admits".to_owned());
            self.fault(Kind::RuleViolated, Span::at(node.name_span().start), Got::Absent, want, Some(origin));
        }
        if repaired.unexplained {
            let want = Want::Rule("the child elements that the schema asks for".to_owned());
            let got = Got::Count(node.elements().count() as u64);
            self.fault(Kind::RuleViolated, Span::at(node.name_span().start), got, want, None);
        }
        for left in repaired.left.iter().filter(|left| left.found.is_none()) {
            self.extra(node, left.child, Step::Element { node: left.child }, seen, mark, (true, None));
        }
    }

    /// How often each field was sent, and the children that come after one which is declared after them, in order.
    fn counts(&self, node: NodeRef<'d>, plan: &RecordPlan) -> (BTreeMap<FieldId, u64>, Vec<NodeId>) {
        let (mut counts, mut late) = (BTreeMap::new(), Vec::new());
        let mut last = FieldId(0);
        for child in node.elements() {
            if let Some(found) = plan.field(self.namespaces.meant(child.namespace()), child.local_name()) {
                *counts.entry(found.field).or_insert(0) += 1;
                if found.field < last {
                    late.push(child.id());
                }
                last = last.max(found.field);
            }
        }
        (counts, late)
    }

    /// A child that is a field and too much where it stands.
    fn surplus(&mut self, record: &'c Record, left: &Left<'d>, found: Found, (surplus, is_late): (Surplus, bool)) {
        let child = left.child;
        let declared = field(record, found.field);
        let (span, name) = (child.name_span(), Got::Name(Name::of(child)));
        let (kind, want) = match surplus {
            Surplus::Misplaced => {
                let place = if is_late { "it before what was sent already" } else { "it after what was sent later" };
                (Kind::OrderChanged, Want::Rule(place.to_owned()))
            }
            Surplus::Excluded => (Kind::ForbiddenField, Want::Rule("one of the alternatives only".to_owned())),
            Surplus::TooMany if declared.occurs.is_many() => {
                (Kind::CountOutOfRange, Want::Length { min: None, max: declared.occurs.max })
            }
            Surplus::TooMany => (Kind::DuplicateField, Want::Nothing),
        };
        self.at(child, |walk| {
            walk.fault(kind, span, name, want, Some(declared.origin));
            if surplus == Surplus::Misplaced && !left.looked_at {
                walk.field_element(child, record, found);
            }
        });
    }
}

/// Why a field that nothing in the content model takes is too much.
fn surplus(record: &Record, automaton: &Automaton, counts: &BTreeMap<FieldId, u64>, id: FieldId) -> Surplus {
    let sent = counts.get(&id).copied().unwrap_or(0);
    if field(record, id).occurs.max.is_some_and(|max| sent > max) {
        return Surplus::TooMany;
    }
    match automaton.excludes(id, |other| counts.contains_key(&other)) {
        Some(true) => Surplus::Excluded,
        Some(false) if field(record, id).occurs.max.is_some() => Surplus::TooMany,
        Some(false) | None => Surplus::Misplaced,
    }
}
