//! Arrays of JSON.

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{Array, Facet};

use super::path::Step;
use super::{Seen, Walk, literal};
use crate::finding::{Got, Kind, Want};

impl<'d> Walk<'_, 'd> {
    /// Applies an array type to an array.
    pub(super) fn array(&mut self, node: NodeRef<'d>, array: &Array, seen: &mut Seen) {
        let mut count = 0;
        for (index, item) in node.children().enumerate() {
            count += 1;
            if let Some(type_) = array.prefix.get(index).copied().or(array.items) {
                self.step(Step::Item { node: item, index }, item, type_);
                seen.children.set(index);
            }
            if self.probing && self.failed {
                return;
            }
        }
        self.count(node, count, array.min_items.as_ref(), array.max_items.as_ref());
        if let Some(origin) = array.unique {
            let items: Vec<_> = node.children().collect();
            // Quadratic only in the items of one kind; a payload's array of scalars is compared by sorting first.
            if has_twins(&items) {
                let want = Want::Rule("no two equal items".to_owned());
                self.fault(Kind::RuleViolated, node.span(), Got::Count(count), want, Some(origin));
            }
        }
        if let Some(contains) = &array.contains {
            let mut found = 0;
            for (index, item) in node.children().enumerate() {
                self.path.push(Step::Item { node: item, index });
                if self.probe(item, contains.type_, &mut Seen::default()) {
                    found += 1;
                    seen.children.set(index);
                }
                self.path.pop();
            }
            if found < contains.occurs.min || contains.occurs.max.is_some_and(|max| found > max) {
                let want = Want::Rule(format!(
                    "{} items that `contains` describes",
                    Want::Length { min: Some(contains.occurs.min), max: contains.occurs.max }
                ));
                self.fault(Kind::CountOutOfRange, node.span(), Got::Count(found), want, Some(contains.origin));
            }
        }
    }

    /// Checks how many entries there are.
    pub(super) fn count(&mut self, node: NodeRef<'d>, count: u64, min: Option<&Facet<u64>>, max: Option<&Facet<u64>>) {
        let broken = [min.filter(|min| count < min.value), max.filter(|max| count > max.value)];
        for facet in broken.into_iter().flatten() {
            let want = Want::Length { min: min.map(|min| min.value), max: max.map(|max| max.value) };
            self.fault(Kind::CountOutOfRange, node.span(), Got::Count(count), want, Some(facet.origin));
        }
    }
}

/// Whether two of the items are equal.
fn has_twins(items: &[NodeRef<'_>]) -> bool {
    if items.iter().all(|item| item.kind() == driftline_schemas::document::Kind::String) {
        let mut texts: Vec<_> = items.iter().map(|item| item.value()).collect();
        texts.sort_unstable();
        return texts.windows(2).any(|pair| pair[0] == pair[1]);
    }
    items.iter().enumerate().any(|(at, item)| items[..at].iter().any(|before| literal::equal(*before, *item)))
}
