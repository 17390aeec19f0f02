//! Records made ready: names to fields, patterns of members, the content model.

use driftline_schemas::model::{Content, ElementId, Facet, FieldId, Model, Place, Record};
use driftline_schemas::text::Origin;

use super::content::Node;
use crate::scalar::PatternGroup;

/// A record made ready for walking.
#[derive(Debug)]
pub(crate) struct RecordPlan {
    /// Names of elements and members, sorted by local name, then namespace.
    names: Vec<Entry>,
    /// Names of attributes, sorted likewise.
    attributes: Vec<Entry>,
    /// Fields that must be there: members and attributes. What elements must be there the content model says.
    pub(crate) required: Vec<FieldId>,
    /// Attributes whose default, where they are not sent, is an `IDREF` or the like.
    pub(crate) referring: Vec<FieldId>,
    /// `patternProperties`, in order; none where the engine cannot take the pattern.
    pub(crate) patterns: Vec<Option<PatternGroup>>,
    /// The content model.
    pub(crate) content: Option<Node>,
}

#[derive(Debug)]
struct Entry {
    local: Box<str>,
    namespace: Option<Box<str>>,
    found: Found,
}

/// What a name stands for in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The field.
    pub(crate) field: FieldId,
    /// The global element that was sent for the field's own: a member of its substitution group.
    pub(crate) substitute: Option<ElementId>,
}

impl RecordPlan {
    /// Prepares a record. The second part lists patterns that cannot be decided here, with the reason.
    /// `decorated` says which types stand for more than their text.
    pub(super) fn new(model: &Model, record: &Record, decorated: &[bool]) -> (Self, Vec<(Origin, String)>) {
        let (mut names, mut attributes) = (Vec::new(), Vec::new());
        let (mut required, mut referring) = (Vec::new(), Vec::new());
        for (at, field) in record.fields.iter().enumerate() {
            let id = FieldId(driftline_schemas::text::offset(at));
            let own = Entry {
                local: field.name.local.clone(),
                namespace: field.name.namespace.clone(),
                found: Found { field: id, substitute: None },
            };
            match field.place {
                Place::Attribute => attributes.push(own),
                Place::Element | Place::Member => names.push(own),
            }
            if field.place != Place::Element && field.occurs.min > 0 {
                required.push(id);
            }
            if field.place == Place::Attribute
                && (field.default.is_some() || field.fixed.is_some())
                && decorated[field.type_.0 as usize]
            {
                referring.push(id);
            }
            if let Some(head) = field.element {
                names.extend(members_of(model, head).into_iter().map(|member| Entry {
                    local: model.element(member).name.local.clone(),
                    namespace: model.element(member).name.namespace.clone(),
                    found: Found { field: id, substitute: Some(member) },
                }));
            }
        }
        for list in [&mut names, &mut attributes] {
            // Stable: where a member of a substitution group is a field of its own too, the field comes first.
            list.sort_by(|one, other| one.key().cmp(&other.key()));
            list.dedup_by(|next, kept| next.key() == kept.key() && next.found.substitute.is_some());
        }
        let mut beyond = Vec::new();
        let patterns = record.pattern_members.iter().map(|members| {
            let pattern = Facet { value: members.pattern.clone(), origin: members.origin };
            PatternGroup::new(&[pattern]).map_err(|refused| beyond.push(refused)).ok().flatten()
        });
        let patterns = patterns.collect();
        let content = match &record.content {
            Content::Elements { particle, .. } => Some(Node::new(particle)),
            Content::Members | Content::Empty | Content::Text(_) => None,
        };
        (Self { names, attributes, required, referring, patterns, content }, beyond)
    }

    /// The field of an element or member.
    pub(crate) fn field(&self, namespace: Option<&str>, local: &str) -> Option<Found> {
        find(&self.names, namespace, local)
    }

    /// The field of an element or member of this local name, whatever its namespace.
    pub(crate) fn field_by_local(&self, local: &str) -> Option<Found> {
        let at = self.names.partition_point(|entry| *entry.local < *local);
        self.names.get(at).filter(|entry| *entry.local == *local).map(|entry| entry.found)
    }

    /// The field of an attribute.
    pub(crate) fn attribute(&self, namespace: Option<&str>, local: &str) -> Option<Found> {
        find(&self.attributes, namespace, local)
    }

    /// The field of an attribute of this local name, whatever its namespace.
    pub(crate) fn attribute_by_local(&self, local: &str) -> Option<Found> {
        let at = self.attributes.partition_point(|entry| *entry.local < *local);
        self.attributes.get(at).filter(|entry| *entry.local == *local).map(|entry| entry.found)
    }
}

impl Entry {
    fn key(&self) -> (&str, Option<&str>) {
        (&self.local, self.namespace.as_deref())
    }
}

fn find(entries: &[Entry], namespace: Option<&str>, local: &str) -> Option<Found> {
    let at = entries.binary_search_by(|entry| entry.key().cmp(&(local, namespace))).ok()?;
    Some(entries[at].found)
}

/// The global elements that may stand for a head, however far down its substitution group; not the head itself.
fn members_of(model: &Model, head: ElementId) -> Vec<ElementId> {
    let mut found = vec![head];
    let mut at = 0;
    while at < found.len() {
        let ids = (0..model.elements.len()).map(|id| ElementId(driftline_schemas::text::offset(id)));
        let next: Vec<_> =
            ids.filter(|id| model.element(*id).substitutes == Some(found[at]) && !found.contains(id)).collect();
        found.extend(next);
        at += 1;
    }
    found.split_off(1)
}
