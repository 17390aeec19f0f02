//! The caller's overrides, over all items: names, derives, types of their own, and what is then needed no more.

use crate::item::{Item, ItemId, Kind, Rust};
use crate::name::{Wanted, distinct};
use crate::overrides::{Change, Override};

/// Applies overrides to items that have their names; the patterns of those that meant none of them.
pub(super) fn apply(items: &mut [Item], wanted: &[Wanted], roots: &[ItemId], overrides: &[Override]) -> Vec<String> {
    let mut is_used = vec![false; overrides.len()];
    let mut names: Vec<Wanted> = Vec::with_capacity(items.len());
    for (item, wanted) in items.iter_mut().zip(wanted) {
        let own = std::mem::take(&mut item.name);
        let mut name = Wanted { candidates: vec![own.clone()], rank: 1, key: wanted.key.clone() };
        let path = wanted.key.trim_start_matches("type ");
        for (one, is_used) in overrides.iter().zip(&mut is_used).filter(|(one, _)| one.fits(&own, path)) {
            *is_used = true;
            match &one.change {
                Change::Derive(paths) => {
                    let new = paths.iter().filter(|path| !item.derives.contains(path)).cloned().collect::<Vec<_>>();
                    item.derives.extend(new);
                }
                Change::Rename(to) => (name.candidates, name.rank) = (vec![to.clone()], 0),
                Change::Replace(path) => item.kind = Kind::Own(path.clone()),
            }
        }
        names.push(name);
    }
    for (item, name) in items.iter_mut().zip(distinct(&names, "")) {
        item.name = name;
    }
    if items.iter().any(|item| matches!(item.kind, Kind::Own(_))) {
        keep_reached(items, roots);
    }
    let unused = overrides.iter().zip(is_used).filter(|(_, is_used)| !is_used);
    unused.map(|(one, _)| one.pattern().to_owned()).collect()
}

/// Keeps what the roots need.
fn keep_reached(items: &mut [Item], roots: &[ItemId]) {
    items.iter_mut().for_each(|item| item.is_kept = false);
    let mut open = roots.to_vec();
    while let Some(at) = open.pop() {
        let item = &mut items[at.0];
        if !std::mem::replace(&mut item.is_kept, true) {
            open.extend(items[at.0].types().into_iter().filter_map(|type_| {
                let Rust::Item(item) = type_.core() else { return None };
                Some(*item)
            }));
        }
    }
}
