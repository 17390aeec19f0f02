//! Arrays of JSON.

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{Array, Facet};

use super::path::Step;
use super::{Seen, Walk};
use crate::finding::{Got, Kind, Want};
use crate::literal;

impl<'d> Walk<'_, 'd> {
    /// Applies an array type to an array.
    pub(super) fn array(&mut self, node: NodeRef<'d>, array: &Array, seen: &mut Seen) {
        // One that speaks of items at all speaks of each.
        seen.all |= array.items.is_some();
        let mut count = 0;
        for (index, item) in node.children().enumerate() {
            count += 1;
            if let Some(type_) = array.prefix.get(index).copied().or(array.items) {
                self.step(Step::Item { node: item, index }, item, type_);
                if array.items.is_none() {
                    seen.children.set(index);
                }
            }
            if self.probing && self.failed {
                return;
            }
        }
        self.count(node, count, array.min_items.as_ref(), array.max_items.as_ref());
        if let Some(origin) = array.unique {
            let items: Vec<_> = node.children().collect();
            if literal::has_twins(&items) {
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
                    "{} that `contains` describes",
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
