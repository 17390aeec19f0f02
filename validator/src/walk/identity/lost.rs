//! What a walk did not look at, because of a fault that is told: values there may be the keys that others refer to.

use std::collections::BTreeSet;

use driftline_schemas::document::NodeRef;

use crate::finding::Kind;
use crate::walk::Walk;

impl<'d> Walk<'_, 'd> {
    /// The values in the parts of a node that were not looked at; `mark` is where its faults begin.
    pub(super) fn lost_values(&self, node: NodeRef<'d>, mark: usize) -> BTreeSet<&'d str> {
        let faults = self.faults.iter().skip(mark).filter(|fault| fault.law && is_left_out(fault.finding.kind));
        let places: BTreeSet<u32> = faults.map(|fault| fault.finding.span.start).collect();
        let mut values = BTreeSet::new();
        if places.is_empty() {
            return values;
        }
        let mut open = vec![(node, false)];
        while let Some((node, is_lost)) = open.pop() {
            let is_lost = is_lost || places.contains(&node.name_span().start);
            if is_lost {
                values.extend(own_values(node));
            }
            open.extend(node.children().map(|child| (child, is_lost)));
        }
        values
    }
}

/// Whether one of the values in an element is among these.
pub(super) fn has_any(values: &BTreeSet<&str>, element: NodeRef<'_>) -> bool {
    let mut open = if values.is_empty() { Vec::new() } else { vec![element] };
    while let Some(node) = open.pop() {
        if own_values(node).any(|value| values.contains(value)) {
            return true;
        }
        open.extend(node.children());
    }
    false
}

/// The values of a node itself and of its attributes.
fn own_values(node: NodeRef<'_>) -> impl Iterator<Item = &str> {
    let own = node.is_leaf().then(|| node.value());
    own.into_iter().chain(node.attributes().map(NodeRef::value)).map(str::trim).filter(|value| !value.is_empty())
}

/// Whether a finding of this kind may be why a field leads to nothing.
pub(super) fn may_hide(kind: Kind) -> bool {
    is_left_out(kind)
        || matches!(
            kind,
            Kind::MissingField
                | Kind::TypeChanged
                | Kind::NullSent
                | Kind::SingleForList
                | Kind::ListForSingle
                | Kind::EmptyForObject
        )
}

/// Whether a finding of this kind leaves out what stands at its place.
fn is_left_out(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::UndocumentedField
            | Kind::RenamedField
            | Kind::MiscasedField
            | Kind::MovedField
            | Kind::DuplicateField
            | Kind::NamespaceChanged
            | Kind::ForbiddenField
            | Kind::CountOutOfRange
            | Kind::SubstitutedType
    )
}
