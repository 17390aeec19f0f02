//! References by name: from a qualified name, where it stands, to a component.
//!
//! A prefix is resolved where the name stands; a chameleon's names without a namespace are in the namespace that it is
//! included into. A namespace is in sight where the document has or imports it (part 1, 3.15.3 "QName resolution").

use super::item::Item;
use super::location::{INSTANCE, NAMESPACE, XML, is_remote};
use super::source::{Sources, shown};
use super::symbols::{ComponentId, Space, Symbols, missing};
use crate::error::Error;

/// A name with its namespace, borrowed from the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Expanded<'d> {
    pub(super) namespace: Option<&'d str>,
    pub(super) local: &'d str,
}

/// The expanded name of a qualified name in an attribute.
pub(super) fn expand<'d>(
    sources: &'d Sources,
    item: Item<'d>,
    attribute: &str,
    name: &'d str,
) -> Result<Expanded<'d>, Error> {
    let unit = sources.unit(item.unit);
    match name.split_once(':') {
        Some((prefix, local)) => match item.node.prefix(prefix) {
            Some(namespace) => Ok(Expanded { namespace: Some(namespace), local }),
            None => {
                let error = missing(sources, item, attribute, format!("the prefix `{prefix}` is not declared"));
                Err(error.help(format!("declare it: xmlns:{prefix}=\"…\"")))
            }
        },
        None => {
            let namespace = item.node.prefix("");
            let taken = unit.namespace.as_deref().filter(|_| unit.is_chameleon);
            Ok(Expanded { namespace: namespace.or(taken), local: name })
        }
    }
}

/// The component that an attribute refers to from within another one, where that is so: a redefinition that refers to its own
/// name means what it redefines (part 1, 4.2.2). None for what is built in.
pub(super) fn refer<'d>(
    sources: &'d Sources,
    symbols: &Symbols<'d>,
    item: Item<'d>,
    attribute: &str,
    space: Space,
    within: Option<ComponentId>,
) -> Result<Option<ComponentId>, Error> {
    let name = expand(sources, item, attribute, item.attribute(attribute).unwrap_or(""))?;
    if let Some(own) = within.map(|within| symbols.get(within)) {
        let is_own = own.space == space && own.namespace == name.namespace && own.name == name.local;
        if let Some(original) = own.original.filter(|_| is_own) {
            return Ok(Some(original));
        }
    }
    resolve(sources, symbols, item, attribute, space, name)
}

/// The component of an expanded name that stands in an attribute. None for what is built in: types of XML Schema, attributes
/// of the namespaces of `xml` and `xsi`.
pub(super) fn resolve<'d>(
    sources: &'d Sources,
    symbols: &Symbols<'d>,
    item: Item<'d>,
    attribute: &str,
    space: Space,
    name: Expanded<'d>,
) -> Result<Option<ComponentId>, Error> {
    let Expanded { namespace, local } = name;
    let unit = sources.unit(item.unit);
    let is_built_in = matches!(namespace, Some(NAMESPACE | XML | INSTANCE));
    let is_own = namespace == unit.namespace.as_deref();
    let import = unit.imports.iter().find(|import| import.namespace.as_deref() == namespace);
    let found = symbols.find(space, namespace, local);
    if is_own || is_built_in || import.is_some() {
        if found.is_some() || is_built_in {
            return Ok(found);
        }
    } else {
        let message =
            format!("{} is not imported here, so {} `{local}` is not in sight", shown(namespace), space.word());
        let error = missing(sources, item, attribute, message);
        return Err(match (namespace, symbols.elsewhere(space, namespace, local)) {
            (None, Some(_)) => {
                error.help("the name has no prefix and there is no default namespace: is a prefix missing?")
            }
            (None, None) => error
                .help("the name has no prefix and there is no default namespace; or add `import` without a namespace"),
            (Some(namespace), _) => error.help(format!("add: import namespace=\"{namespace}\" schemaLocation=\"…\"")),
        });
    }
    let error =
        missing(sources, item, attribute, format!("there is no {} `{local}` in {}", space.word(), shown(namespace)));
    let included = unit.unread.as_deref().filter(|_| is_own);
    if let Some(location) = included.or_else(|| import.and_then(|import| import.unread.as_deref())) {
        return Err(error.help(if is_remote(location) {
            format!(
                "nothing is fetched from the network: save {location} beside this file, or give it as a schema file too"
            )
        } else {
            format!("`{location}` does not exist: add it, or give the file as a schema file too")
        }));
    }
    if let Some(closest) = symbols.closest(space, namespace, local) {
        return Err(error.help(format!("did you mean `{closest}`?")));
    }
    Err(match symbols.elsewhere(space, namespace, local) {
        Some(other) => error.help(format!("there is one in {}: is the prefix right?", shown(other))),
        None if import.is_some() => error.help("give the file that declares it as `schemaLocation` of the import"),
        None => error,
    })
}
