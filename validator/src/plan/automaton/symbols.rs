//! What a content model tells apart: fields, and the namespaces that its wildcards speak of.

use std::collections::BTreeMap;

use driftline_schemas::model::{FieldId, WildcardNamespace};
use driftline_schemas::text::offset;

use super::tree::Leaf;

/// What a child element is to a content model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Symbol(u32);

impl Symbol {
    #[inline]
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The symbols of a content model.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    /// The namespaces that wildcards name. Any other is one class more.
    namespaces: Vec<Option<Box<str>>>,
    has_wildcards: bool,
    /// Fields with a class of namespaces; each is a symbol. Before them come the classes alone, of elements without a field.
    fields: BTreeMap<(FieldId, usize), Symbol>,
    /// The leaves that take each symbol, by number.
    leaves: Vec<Vec<u32>>,
}

impl Symbols {
    /// The symbols of a content model of these leaves, in which each field is sent under names in these namespaces.
    pub(super) fn new<'n>(leaves: &[(u32, Leaf)], names: impl Iterator<Item = (FieldId, Option<&'n str>)>) -> Self {
        let mut symbols = Self::default();
        for (_, leaf) in leaves {
            if let Leaf::Any(wildcard) = leaf {
                symbols.has_wildcards = true;
                let named: &[Option<Box<str>>] = match &wildcard.namespaces {
                    WildcardNamespace::Any => &[],
                    WildcardNamespace::Other(namespace) => &[namespace.clone(), None],
                    WildcardNamespace::Of(namespaces) => namespaces,
                };
                for namespace in named {
                    if !symbols.namespaces.contains(namespace) {
                        symbols.namespaces.push(namespace.clone());
                    }
                }
            }
        }
        let classes = if symbols.has_wildcards { symbols.namespaces.len() + 1 } else { 0 };
        for class in 0..classes {
            symbols.leaves.push(symbols.taking(leaves, class));
        }
        let mut by_field: BTreeMap<FieldId, Vec<u32>> = BTreeMap::new();
        for ((_, leaf), at) in leaves.iter().zip(0..) {
            if let Leaf::Field(field) = leaf {
                by_field.entry(*field).or_default().push(at);
            }
        }
        for (field, namespace) in names {
            let class = symbols.class(namespace);
            if symbols.fields.contains_key(&(field, class)) {
                continue;
            }
            let own = by_field.get(&field).map_or(&[][..], Vec::as_slice);
            let wild = if symbols.has_wildcards { symbols.leaves[class].clone() } else { Vec::new() };
            symbols.fields.insert((field, class), Symbol(offset(symbols.leaves.len())));
            symbols.leaves.push(own.iter().copied().chain(wild).collect());
        }
        symbols
    }

    /// The wildcards that admit a class of namespaces.
    fn taking(&self, leaves: &[(u32, Leaf)], class: usize) -> Vec<u32> {
        let admits = |namespaces: &WildcardNamespace| match (namespaces, self.namespaces.get(class)) {
            (namespaces, Some(namespace)) => admits(namespaces, namespace.as_deref()),
            (WildcardNamespace::Any | WildcardNamespace::Other(_), None) => true,
            (WildcardNamespace::Of(_), None) => false,
        };
        let numbered = leaves.iter().zip(0..);
        let wild =
            numbered.filter(|((_, leaf), _)| matches!(leaf, Leaf::Any(wildcard) if admits(&wildcard.namespaces)));
        wild.map(|(_, at)| at).collect()
    }

    fn class(&self, namespace: Option<&str>) -> usize {
        let known = self.namespaces.iter().position(|known| known.as_deref() == namespace);
        known.unwrap_or(self.namespaces.len())
    }

    /// The symbol of a field that is sent under a name in a namespace.
    pub(crate) fn of_field(&self, field: FieldId, namespace: Option<&str>) -> Option<Symbol> {
        self.fields.get(&(field, self.class(namespace))).copied()
    }

    /// The symbol of an element that is no field; none where no wildcard takes any.
    pub(crate) fn of_other(&self, namespace: Option<&str>) -> Option<Symbol> {
        self.has_wildcards.then(|| Symbol(offset(self.class(namespace))))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.leaves.len()
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = Symbol> + use<> {
        (0..offset(self.leaves.len())).map(Symbol)
    }

    /// The leaves that take a symbol.
    pub(super) fn leaves(&self, symbol: Symbol) -> &[u32] {
        &self.leaves[symbol.index()]
    }
}

/// Whether a wildcard admits a namespace (part 1, 3.10.4).
pub(crate) fn admits(wildcard: &WildcardNamespace, namespace: Option<&str>) -> bool {
    match wildcard {
        WildcardNamespace::Any => true,
        WildcardNamespace::Other(other) => namespace.is_some_and(|namespace| other.as_deref() != Some(namespace)),
        WildcardNamespace::Of(list) => list.iter().any(|one| one.as_deref() == namespace),
    }
}
