//! The global components of all units, by symbol space and expanded name.
//!
//! In go the sources, out come the components in the order of reading, and the table of their names. What `redefine` and
//! `override` replace stays a component without a name of its own: a redefinition is built upon it.

use std::collections::BTreeMap;

use super::item::Item;
use super::source::{Sources, UnitId};
use crate::error::{Error, ErrorKind};
use crate::near::nearest;

/// Where names must be unique (part 1, 2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    Type,
    Element,
    Attribute,
    Group,
    AttributeGroup,
    Notation,
    Constraint,
}

impl Space {
    /// The symbol space of a global component.
    fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "simpleType" | "complexType" => Self::Type,
            "element" => Self::Element,
            "attribute" => Self::Attribute,
            "group" => Self::Group,
            "attributeGroup" => Self::AttributeGroup,
            "notation" => Self::Notation,
            _ => return None,
        })
    }

    /// What its components are called.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Element => "element",
            Self::Attribute => "attribute",
            Self::Group => "group",
            Self::AttributeGroup => "attribute group",
            Self::Notation => "notation",
            Self::Constraint => "key",
        }
    }
}

/// Names a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ComponentId(pub(super) usize);

/// A global component.
#[derive(Debug, Clone, Copy)]
pub(super) struct Component<'d> {
    pub(super) space: Space,
    pub(super) namespace: Option<&'d str>,
    pub(super) name: &'d str,
    pub(super) item: Item<'d>,
    /// What it redefines, which its own references by its own name mean.
    pub(super) original: Option<ComponentId>,
}

/// All global components.
#[derive(Debug, Default)]
pub(super) struct Symbols<'d> {
    /// The components, by [`ComponentId`].
    pub(super) components: Vec<Component<'d>>,
    names: BTreeMap<(Space, Option<&'d str>, &'d str), ComponentId>,
}

/// Collects the global components of all units.
pub(super) fn collect(sources: &Sources) -> Result<Symbols<'_>, Error> {
    let mut symbols = Symbols::default();
    for at in 0..sources.units.len() {
        let unit = UnitId(at);
        let schema = Item { unit, node: sources.schema(unit) };
        for item in schema.children() {
            symbols.add(sources, item)?;
        }
        constraints(&mut symbols, sources, schema)?;
    }
    // What is redefined may itself redefine: inner files, which were read later, come first.
    for at in (0..sources.units.len()).rev() {
        let unit = UnitId(at);
        for (node, changed) in &sources.unit(unit).redefines {
            if let Some(node) = sources.document(unit).node(*node) {
                redefine(&mut symbols, sources, Item { unit, node }, *changed)?;
            }
        }
    }
    Ok(symbols)
}

impl<'d> Symbols<'d> {
    /// The component of this name.
    pub(super) fn find(&self, space: Space, namespace: Option<&str>, name: &str) -> Option<ComponentId> {
        self.names.get(&(space, namespace, name)).copied()
    }

    /// The component of this id.
    pub(super) fn get(&self, id: ComponentId) -> &Component<'d> {
        &self.components[id.0]
    }

    /// Whether a component has a name that can be referred to.
    pub(super) fn is_named(&self, id: ComponentId) -> bool {
        let component = self.get(id);
        self.find(component.space, component.namespace, component.name) == Some(id)
    }

    /// The components of a symbol space, in the order of reading.
    pub(super) fn of(&self, space: Space) -> impl Iterator<Item = (ComponentId, &Component<'d>)> {
        let all = self.components.iter().enumerate();
        all.filter(move |(_, component)| component.space == space).map(|(at, component)| (ComponentId(at), component))
    }

    /// The name in a namespace that is closest to one that is not there.
    pub(super) fn closest(&self, space: Space, namespace: Option<&str>, name: &str) -> Option<&'d str> {
        let known = self.names.keys().filter(|key| key.0 == space && key.1 == namespace).map(|key| key.2);
        nearest(name, known)
    }

    /// A namespace other than this one that has a component of this name.
    pub(super) fn elsewhere(&self, space: Space, namespace: Option<&str>, name: &str) -> Option<Option<&'d str>> {
        let mut named = self.names.keys().filter(|key| key.0 == space && key.2 == name);
        named.find(|key| key.1 != namespace).map(|key| key.1)
    }

    fn add(&mut self, sources: &'d Sources, item: Item<'d>) -> Result<(), Error> {
        match Space::of(item.kind()) {
            Some(space) => self.insert(sources, space, item),
            None => Ok(()),
        }
    }

    fn insert(&mut self, sources: &'d Sources, space: Space, item: Item<'d>) -> Result<(), Error> {
        let component = component(sources, space, item);
        let id = ComponentId(self.components.len());
        let key = (space, component.namespace, component.name);
        if let Some(first) = self.names.get(&key) {
            let message = format!(
                "{} `{}` is declared twice; the first is at {}",
                space.word(),
                component.name,
                sources.shown_place(self.get(*first).item)
            );
            return Err(sources.fault_at(item, "name", message));
        }
        self.names.insert(key, id);
        self.components.push(component);
        Ok(())
    }
}

fn component<'d>(sources: &'d Sources, space: Space, item: Item<'d>) -> Component<'d> {
    let namespace = sources.unit(item.unit).namespace.as_deref();
    Component { space, namespace, name: item.attribute("name").unwrap_or(""), item, original: None }
}

/// Identity constraints have names too, wherever in the schema they stand (part 1, 3.11.2).
fn constraints<'d>(symbols: &mut Symbols<'d>, sources: &'d Sources, schema: Item<'d>) -> Result<(), Error> {
    let mut open = vec![schema];
    while let Some(item) = open.pop() {
        if matches!(item.kind(), "unique" | "key" | "keyref") {
            symbols.insert(sources, Space::Constraint, item)?;
            continue;
        }
        let from = open.len();
        open.extend(item.children().filter(|child| !matches!(child.kind(), "any" | "attribute" | "simpleType")));
        open[from..].reverse();
    }
    Ok(())
}

/// Replaces the components that a `redefine` or `override` names (part 1, 4.2.2).
fn redefine<'d>(
    symbols: &mut Symbols<'d>,
    sources: &'d Sources,
    redefinition: Item<'d>,
    changed: UnitId,
) -> Result<(), Error> {
    let reach = sources.reach(changed);
    for item in redefinition.children() {
        let Some(space) = Space::of(item.kind()) else { continue };
        let mut component = component(sources, space, item);
        let key = (space, component.namespace, component.name);
        let original = symbols.names.get(&key).copied();
        if redefinition.kind() == "redefine" {
            let id = original.filter(|original| reach.contains(&symbols.get(*original).item.unit));
            let kind = id.map(|id| symbols.get(id).item.kind());
            if kind != Some(item.kind()) {
                let location = redefinition.attribute("schemaLocation").unwrap_or("");
                let message =
                    format!("there is no `{}` in `{location}` to redefine as a {}", component.name, item.kind());
                let error = sources.fault_at(item, "name", message);
                return Err(match original.map(|other| sources.shown_place(symbols.get(other).item)) {
                    Some(place) => error.help(format!("one is declared at {place}")),
                    None => error,
                });
            }
            component.original = id;
        } else if original.is_none() {
            continue;
        }
        let id = ComponentId(symbols.components.len());
        symbols.names.insert(key, id);
        symbols.components.push(component);
    }
    Ok(())
}

/// A reference to a component that is not there.
#[cold]
pub(super) fn missing(sources: &Sources, item: Item<'_>, attribute: &str, message: String) -> Error {
    let span = item.node.attribute(attribute).map_or_else(|| item.node.name_span(), |node| node.value_span());
    sources.error(ErrorKind::Reference, item.unit, span, message)
}
