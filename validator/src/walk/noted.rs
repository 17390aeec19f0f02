//! What the contract tolerates: no fault, but counted, one note for each field and kind.

use std::collections::BTreeMap;

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::TypeId;
use driftline_schemas::text::Origin;

use super::Walk;
use super::value::got;
use crate::finding::{Finding, Got, Kind, Want};

/// The notes of a walk.
#[derive(Debug, Default)]
pub(super) struct Noted {
    by_field: BTreeMap<(String, Kind), Finding>,
}

impl Noted {
    /// The notes, in the order of the payload.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let mut notes: Vec<_> = self.by_field.into_values().collect();
        notes.sort_by_key(|note| note.span.start);
        notes
    }
}

impl<'d> Walk<'_, 'd> {
    /// Notes what was sent at the current path, and how it was read. Tolerated is what is no fault, so a probe learns
    /// nothing of it.
    pub(super) fn tolerated(&mut self, kind: Kind, node: NodeRef<'d>, got: Got, reading: &str, origin: Option<Origin>) {
        if self.probing {
            return;
        }
        let rendered = self.path.render();
        let key = (rendered.field, kind);
        if let Some(note) = self.noted.by_field.get_mut(&key) {
            note.times += 1;
            return;
        }
        let span = node.value_span();
        let note = Finding {
            kind,
            path: rendered.path,
            field: key.0.clone(),
            span,
            position: self.document.position(span.start),
            schema: origin.map(|origin| self.schema_place(origin)),
            got,
            want: Want::Repair(reading.to_owned()),
            shape: None,
            impact: None,
            times: 1,
            alternatives: Vec::new(),
        };
        self.noted.by_field.insert(key, note);
    }

    /// Notes that an empty element stands for an absent one, where its type does not take it as it is.
    pub(super) fn note_absent(&mut self, node: NodeRef<'d>, type_: TypeId, origin: Origin) {
        let undecided = self.undecided;
        if !self.probing && !self.probe_xml(node, type_) {
            self.tolerated(Kind::EmptyElement, node, got(node), "absent", Some(origin));
        }
        self.undecided = undecided;
    }
}
