//! Arrays of JSON.

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::{Array, Contains, Facet};

use super::path::Step;
use super::{Probed, Seen, Walk};
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
            self.contains(node, contains, seen);
        }
    }

    /// Counts the items that a type describes.
    fn contains(&mut self, node: NodeRef<'d>, contains: &Contains, seen: &mut Seen) {
        // At least so many, and at most so many.
        let (mut found, mut possible) = (0, 0);
        for (index, item) in node.children().enumerate() {
            self.path.push(Step::Item { node: item, index });
            let probed = self.probe(item, contains.type_, &mut Seen::default());
            self.path.pop();
            if probed != Probed::Differs {
                possible += 1;
                found += u64::from(probed == Probed::Fits);
                seen.children.set(index);
            }
        }
        let (min, max) = (contains.occurs.min, contains.occurs.max.unwrap_or(u64::MAX));
        if possible < min || found > max {
            let want = Want::Rule(format!(
                "{} that `contains` describes",
                Want::Length { min: Some(min), max: contains.occurs.max }
            ));
            self.fault(Kind::CountOutOfRange, node.span(), Got::Count(found), want, Some(contains.origin));
        } else if found < min || possible > max {
            self.undecided = true;
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
