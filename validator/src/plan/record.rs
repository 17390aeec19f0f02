//! Records made ready: names to fields, patterns of members, the content model.

use driftline_schemas::model::{Content, Facet, FieldId, Foreign, Model, Name, Place, Record};
use driftline_schemas::text::Origin;

use super::automaton::Automaton;
use super::content::Node;
use super::names::{Entry, Found, Names};
use super::substitution::Substitution;
use crate::scalar::PatternGroup;

/// How large all the tables of a plan may be together.
#[derive(Debug)]
pub(super) struct Budget {
    /// Cells of the tables of content models.
    pub(super) cells: usize,
    /// Names of records, those of substitution groups written out.
    pub(super) names: usize,
}

/// A record made ready for walking.
#[derive(Debug)]
pub(crate) struct RecordPlan {
    /// Names of elements and members.
    pub(crate) names: Names,
    /// Names of attributes.
    pub(crate) attributes: Names,
    /// Fields that must be there: members and attributes. What elements must be there the content model says.
    pub(crate) required: Vec<FieldId>,
    /// Attributes whose default, where they are not sent, is an `IDREF` or the like.
    pub(crate) referring: Vec<FieldId>,
    /// `patternProperties`, in order; none where the engine cannot take the pattern.
    pub(crate) patterns: Vec<Option<PatternGroup>>,
    /// The content model, for JSON: which fields it needs.
    pub(crate) content: Option<Node>,
    /// The content model, for XML: which child may come next.
    pub(crate) automaton: Option<Automaton>,
    /// Whether something of the content model was left out, which nobody decides.
    pub(crate) is_partial: bool,
    /// Where its names begin among those of all records.
    pub(crate) first_name: usize,
}

/// What could not be made ready.
pub(super) enum Beyond {
    /// A pattern that the engine does not take.
    Pattern(Origin, String),
    /// A rule that cannot be decided.
    Rule(Foreign),
}

impl RecordPlan {
    /// Prepares a record. The second part lists what cannot be decided here, with the reason. `decorated` says which types
    /// stand for more than their text.
    pub(super) fn new(
        model: &Model,
        record: &Record,
        (decorated, substitution): (&[bool], &Substitution),
        budget: &mut Budget,
    ) -> (Self, Vec<Beyond>) {
        let mut beyond = Vec::new();
        let (mut names, mut attributes) = (Vec::new(), Vec::new());
        let (mut required, mut referring) = (Vec::new(), Vec::new());
        for (field, at) in record.fields.iter().zip(0..) {
            let found = Found { field: FieldId(at), substitute: None, blocked: false };
            let own = entry(&field.name, found);
            match field.place {
                Place::Attribute => attributes.push(own),
                Place::Element | Place::Member => names.push(own),
            }
            if field.place != Place::Element && field.occurs.min > 0 {
                required.push(found.field);
            }
            if field.place == Place::Attribute
                && (field.default.is_some() || field.fixed.is_some())
                && decorated[field.type_.0 as usize]
            {
                referring.push(found.field);
            }
            let Some(head) = field.element else { continue };
            let members = substitution.members(model, head);
            if members.len() > budget.names {
                let reason = "its substitution group and those of other elements have too many members together";
                beyond.push(Beyond::Rule(foreign("substitutionGroup", reason, field.origin)));
                continue;
            }
            budget.names -= members.len();
            names.extend(members.into_iter().map(|(member, blocked)| {
                entry(&model.element(member).name, Found { substitute: Some(member), blocked, ..found })
            }));
        }
        let patterns = record.pattern_members.iter().map(|members| {
            let pattern = Facet { value: members.pattern.clone(), origin: members.origin };
            let refused = |(origin, reason)| beyond.push(Beyond::Pattern(origin, reason));
            PatternGroup::new(&[pattern]).map_err(refused).ok().flatten()
        });
        let patterns = patterns.collect();
        let (mut names, attributes) = (Names::new(names), Names::new(attributes));
        let (mut content, mut automaton) = (None, None);
        if let Content::Elements { particle, .. } = &record.content {
            let sent = names.iter_mut().map(|entry| (entry.found.field, entry.namespace.as_deref()));
            let (own, refused) = Automaton::new(particle, sent, &mut budget.cells);
            for entry in names.iter_mut() {
                entry.symbol = own.symbol(entry.found.field, entry.namespace.as_deref());
            }
            beyond.extend(refused.map(|(origin, reason)| Beyond::Rule(foreign("maxOccurs", &reason, origin))));
            (content, automaton) = (Some(Node::new(particle)), Some(own));
        }
        let is_partial = beyond.iter().any(|beyond| matches!(beyond, Beyond::Rule(_)));
        let plan =
            Self { names, attributes, required, referring, patterns, content, automaton, is_partial, first_name: 0 };
        (plan, beyond)
    }

    /// The field of an element or member.
    pub(crate) fn field(&self, namespace: Option<&str>, local: &str) -> Option<Found> {
        self.names.find(namespace, local)
    }

    /// The field of an element or member of this local name, whatever its namespace.
    pub(crate) fn field_by_local(&self, local: &str) -> Option<Found> {
        self.names.find_local(local)
    }

    /// Whether a field is one of several between which payloads choose.
    pub(crate) fn is_choice(&self, field: FieldId) -> bool {
        self.content.as_ref().is_some_and(|content| content.is_choice(field, false))
    }

    /// The field of an attribute.
    pub(crate) fn attribute(&self, namespace: Option<&str>, local: &str) -> Option<Found> {
        self.attributes.find(namespace, local)
    }

    /// The field of an attribute of this local name, whatever its namespace.
    pub(crate) fn attribute_by_local(&self, local: &str) -> Option<Found> {
        self.attributes.find_local(local)
    }
}

fn entry(name: &Name, found: Found) -> Entry {
    Entry { local: name.local.clone(), namespace: name.namespace.clone(), found, symbol: None }
}

fn foreign(construct: &str, reason: &str, origin: Origin) -> Foreign {
    Foreign { construct: construct.into(), reason: reason.into(), pointer: "".into(), origin }
}
