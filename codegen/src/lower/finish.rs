//! Finishing: what needs all items at once. Names without collisions, boxes where a type would hold itself, traits as far
//! as they hold.

use super::overrides;
use crate::item::{Item, ItemId, Kind, Known, Role, Rust, Traits};
use crate::name::{Wanted, distinct};
use crate::options::Options;

/// Finishes the items, each with the name that it wants; the patterns of overrides that no item fits.
pub(super) fn finish(items: &mut [Item], wanted: &[Wanted], roots: &[ItemId], options: &Options) -> Vec<String> {
    for (item, name) in items.iter_mut().zip(distinct(wanted, "")) {
        item.name = name;
    }
    let unused = overrides::apply(items, wanted, roots, &options.overrides);
    boxes(items);
    traits(items);
    unused
}

/// Puts what is held on the heap wherever a type would otherwise hold itself: on every edge inside of a cycle, so that the
/// result does not depend on where the cycle was entered.
fn boxes(items: &mut [Item]) {
    let edges: Vec<Vec<usize>> =
        items.iter().map(|item| item.types().into_iter().filter_map(Rust::held).map(|held| held.0).collect()).collect();
    let cycles: Vec<Vec<bool>> = (0..items.len()).map(|at| reached(&edges, at)).collect();
    for (at, item) in items.iter_mut().enumerate() {
        for type_ in item.types_mut() {
            if type_.held().is_some_and(|held| cycles[held.0][at]) {
                let unboxed = std::mem::replace(type_, Rust::Known(Known::Value));
                *type_ = unboxed.boxed();
            }
        }
    }
}

/// Which items are held by this one, directly or not.
fn reached(edges: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; edges.len()];
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for &next in &edges[at] {
            if !std::mem::replace(&mut reached[next], true) {
                open.push(next);
            }
        }
    }
    reached
}

/// Takes away traits until all that are left hold: a struct has what its fields have.
fn traits(items: &mut [Item]) {
    for item in items.iter_mut() {
        item.traits = Traits { copy: true, eq: true, ord: true, default: true };
    }
    loop {
        let next: Vec<Traits> = items.iter().map(|item| of_item(item, items)).collect();
        let mut changed = false;
        for (item, traits) in items.iter_mut().zip(next) {
            changed |= item.traits != traits;
            item.traits = traits;
        }
        if !changed {
            return;
        }
    }
}

/// What holds for an item, given what is thought of the others.
fn of_item(item: &Item, items: &[Item]) -> Traits {
    let parts = item.types().into_iter().map(|type_| of_type(type_, items));
    let all = parts.fold(Traits { copy: true, eq: true, ord: true, default: true }, |all, part| Traits {
        copy: all.copy && part.copy,
        eq: all.eq && part.eq,
        ord: all.ord && part.ord,
        default: all.default && part.default,
    });
    match &item.kind {
        Kind::Struct(record) => {
            // Text is never absent, so a struct with a text has no default.
            let has_text = record.fields.iter().any(|field| matches!(field.role, Role::Text));
            Traits { ord: false, default: all.default && !has_text, ..all }
        }
        Kind::Values(_) => Traits { copy: false, eq: true, ord: false, default: false },
        Kind::Variants(variants) => {
            Traits { ord: false, default: false, copy: all.copy && variants.tag.is_none(), ..all }
        }
        Kind::Choice(_) | Kind::Types(_) => Traits { copy: false, ord: false, default: false, ..all },
        Kind::Scalar { .. } => Traits { default: false, ..all },
        Kind::Transparent(_) => Traits { ord: false, ..all },
        Kind::Alias(_) => all,
        // Of a type that is not ours nothing is known.
        Kind::Own(_) => Traits { copy: false, eq: false, ord: false, default: false },
    }
}

/// What holds for a type in a field.
fn of_type(type_: &Rust, items: &[Item]) -> Traits {
    match type_ {
        Rust::Known(known) => known.traits(),
        Rust::Item(item) => items[item.0].traits,
        Rust::Option(inner) => Traits { default: true, ..of_type(inner, items) },
        Rust::Nullable(inner) => Traits { ord: false, default: false, ..of_type(inner, items) },
        Rust::Loose(inner) | Rust::Guess(inner) => {
            Traits { copy: false, ord: false, default: false, ..of_type(inner, items) }
        }
        Rust::Boxed(inner) => Traits { copy: false, ..of_type(inner, items) },
        Rust::Vec(inner) => Traits { copy: false, default: true, ..of_type(inner, items) },
        Rust::List(inner) | Rust::Map(inner) => {
            Traits { copy: false, ord: false, default: true, ..of_type(inner, items) }
        }
    }
}
