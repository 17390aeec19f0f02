//! Spots: where in a document a type is met, for the names of those that have none.

use crate::name::{self, Wanted};

/// A place in a document.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The name of the type around it, as it would be without collisions; empty at the root.
    pub(super) owner: String,
    /// The name of the field, element or variant.
    pub(super) name: String,
    /// Names from the root on: what the place is known by, whatever its Rust name.
    pub(super) path: String,
    /// Whether the name says little without that of the owner.
    pub(super) is_variant: bool,
}

impl Spot {
    /// A whole document.
    pub(super) fn root(name: &str) -> Self {
        Self { owner: String::new(), name: name.to_owned(), path: name.to_owned(), is_variant: false }
    }

    /// A part of the type that is called `owner`.
    pub(super) fn part(&self, owner: &str, name: &str) -> Self {
        Self {
            owner: owner.to_owned(),
            name: name.to_owned(),
            path: format!("{}/{name}", self.path),
            is_variant: false,
        }
    }

    /// A variant of the union that is called `owner`.
    pub(super) fn variant(&self, owner: &str, name: &str) -> Self {
        Self { is_variant: true, ..self.part(owner, name) }
    }

    /// What stands in a wrapper at this place: at the root, which has the name itself, an object.
    pub(super) fn within(&self) -> Self {
        if self.owner.is_empty() { self.variant(&name::pascal(&self.name), "object") } else { self.clone() }
    }

    /// The same place, known by another path.
    pub(super) fn at(&self, path: &str) -> Self {
        Self { path: path.to_owned(), ..self.clone() }
    }

    /// The items of a list at this place: `Item` of `items`, `AddressItem` of `address`.
    pub(super) fn item(&self) -> Self {
        let name = singular(&self.name).unwrap_or_else(|| format!("{} item", self.name));
        Self { owner: self.owner.clone(), name, path: format!("{}/*", self.path), is_variant: self.is_variant }
    }

    /// The name with the owner's before it, unless it repeats it: `Item` and `itemPrice` are `ItemPrice`.
    pub(super) fn qualified(&self) -> String {
        let name = name::pascal(&self.name);
        if name.starts_with(&self.owner) { name } else { format!("{}{name}", self.owner) }
    }

    /// What is met here wants one of these names.
    pub(super) fn wanted(&self, candidates: Vec<String>, rank: u8) -> Wanted {
        Wanted { candidates, rank, key: self.path.clone() }
    }
}

/// One of what an English plural names; none where the name does not look like one.
fn singular(name: &str) -> Option<String> {
    const WHOLE: [&str; 4] = ["ss", "us", "is", "as"];
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if name.ends_with(ending) {
            return name.strip_suffix("es").map(str::to_owned);
        }
    }
    let stem = name.strip_suffix('s').filter(|stem| stem.len() > 1)?;
    (!WHOLE.iter().any(|whole| name.ends_with(whole))).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn the_item_of_a_plural_is_its_singular() {
        let table =
            [("items", "item"), ("entries", "entry"), ("addresses", "address"), ("boxes", "box"), ("IDs", "ID")];
        for (plural, want) in table {
            assert_eq!(singular(plural).as_deref(), Some(want));
        }
        for name in ["address", "status", "analysis", "canvas", "data", "s"] {
            assert_eq!(singular(name), None, "{name}");
        }
    }
}
