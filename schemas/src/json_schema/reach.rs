//! What can be reached from a schema: every schema that a value may be held to, and where every reference leads.
//!
//! A work list, so that neither nesting nor chains of references cost stack. Files are opened on the way. What comes out
//! has an id for every type, so that building them needs no order and no recursion.

use std::collections::HashMap;
use std::rc::Rc;

use super::keyword::Keyword;
use super::reference::{self, Members, Target};
use super::resource::{Library, ResourceId};
use super::schema::Schema;
use super::scope::{ScopeId, Scopes};
use super::source::Place;
use crate::document::{NodeId, NodeRef};
use crate::error::{Error, ErrorKind};
use crate::model::TypeId;
use crate::text::offset;

/// A schema that can be reached, in one dynamic scope.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) scope: ScopeId,
    pub(super) resource: ResourceId,
    /// Whether its key is its name.
    pub(super) named: bool,
    /// Its references and where they lead.
    pub(super) references: Vec<(Keyword, Leads)>,
    /// The entries of the schemas that it holds, in document order.
    pub(super) children: Vec<(NodeId, usize)>,
    /// The entry that it stands for, where it says nothing but a reference.
    alias: Option<usize>,
}

impl Entry {
    /// The entry of a schema that this one holds.
    pub(super) fn child(&self, node: NodeId) -> usize {
        let child = self.children.binary_search_by_key(&node, |(child, _)| *child);
        self.children[child.expect("what a schema holds was reached by the same table")].1
    }
}

/// Where a reference leads.
#[derive(Debug, Clone)]
pub(super) enum Leads {
    /// To the entry of this index.
    To(usize),
    /// To a metaschema of the specification.
    Metaschema,
    /// Nowhere, for this reason, where the caller wants that degraded.
    Nowhere(Box<str>),
}

/// Every schema that can be reached, from the one asked for on, in the order of reaching.
#[derive(Debug)]
pub(super) struct Reached {
    pub(super) entries: Vec<Entry>,
    by_place: HashMap<(Place, ScopeId), usize>,
    scopes: Scopes,
    types: Vec<TypeId>,
}

/// How many more schemas there may be than are written: dynamic scopes can multiply them without end.
const MORE: usize = 1 << 16;

impl Reached {
    /// The type of an entry.
    pub(super) fn type_of(&self, entry: usize) -> TypeId {
        self.types[entry]
    }

    /// Whether an entry stands for another one and has no type of its own.
    pub(super) fn is_alias(&self, entry: usize) -> bool {
        self.entries[entry].alias.is_some()
    }

    /// The type of a schema that an entry holds.
    pub(super) fn type_in(&self, entry: &Entry, node: NodeId) -> TypeId {
        self.types[entry.child(node)]
    }

    /// The index of a schema in a scope; reached now, if it was not yet.
    fn reach(&mut self, library: &Library<'_>, place: Place, scope: ScopeId, from: Option<ResourceId>) -> usize {
        let known = library.known(place);
        let resource = known.map(|known| known.resource).or(from).expect("references lead to what was scanned");
        let scope = self.scopes.enter(scope, resource, library.resource(resource));
        let next = self.entries.len();
        *self.by_place.entry((place, scope)).or_insert_with(|| {
            let named = known.is_some_and(|known| known.named);
            self.entries.push(Entry {
                place,
                scope,
                resource,
                named,
                references: Vec::new(),
                children: Vec::new(),
                alias: None,
            });
            next
        })
    }
}

/// Reaches everything from one schema.
///
/// # Errors
/// Where a schema is none, or a reference leads nowhere or in a circle.
pub(super) fn reach(library: &mut Library<'_>, members: &mut Members, root: Place) -> Result<Reached, Error> {
    let (scopes, by_place) = (Scopes::new(), HashMap::new());
    let mut reached = Reached { entries: Vec::new(), by_place, scopes, types: Vec::new() };
    reached.reach(library, root, ScopeId::default(), None);
    let mut at = 0;
    while at < reached.entries.len() {
        expand(library, members, &mut reached, at)?;
        at += 1;
        if reached.entries.len() > library.written() + MORE {
            let message = "the schemas are read in too many dynamic scopes";
            return Err(Error::new(ErrorKind::Limit, message).in_file(&*library.source(root.source).source.name));
        }
    }
    number(library, &mut reached)?;
    Ok(reached)
}

/// Reaches what one schema holds and refers to.
fn expand(library: &mut Library<'_>, members: &mut Members, reached: &mut Reached, at: usize) -> Result<(), Error> {
    let Entry { place, scope, resource, .. } = reached.entries[at];
    if library.resource(resource).beyond.is_some() {
        return Ok(());
    }
    let file = Rc::clone(library.source(place.source));
    let schema = Schema::read(&file, file.node(place.node), library.resource(resource).dialect)?;
    for keyword in [Keyword::Ref, Keyword::DynamicRef, Keyword::RecursiveRef] {
        let Some(node) = schema.get(keyword) else { continue };
        let leads = match target(library, members, reached, &schema, (scope, resource), (keyword, node)) {
            Ok(Some(target)) => Leads::To(reached.reach(library, target, scope, None)),
            Ok(None) => Leads::Metaschema,
            Err(error) if library.options.degrade_references && error.kind() == ErrorKind::Reference => {
                Leads::Nowhere(error.message().into())
            }
            Err(error) => return Err(error),
        };
        if let (Leads::To(entry), true) = (&leads, schema.only_reference() == Some(keyword)) {
            reached.entries[at].alias = Some(*entry);
        }
        reached.entries[at].references.push((keyword, leads));
    }
    let mut children = Vec::new();
    for subschema in schema.subschemas() {
        children.push((subschema.id(), reached.reach(library, file.place(subschema), scope, Some(resource))));
    }
    children.sort_unstable();
    reached.entries[at].children = children;
    Ok(())
}

/// Where a reference leads in its scope; none for a metaschema of the specification.
fn target(
    library: &mut Library<'_>,
    members: &mut Members,
    reached: &Reached,
    schema: &Schema<'_>,
    (scope, resource): (ScopeId, ResourceId),
    (keyword, node): (Keyword, NodeRef<'_>),
) -> Result<Option<Place>, Error> {
    let (first, anchor) = match reference::resolve(library, members, resource, schema.file, node)? {
        Target::Metaschema => return Ok(None),
        Target::Schema(place) => (place, None),
        Target::Dynamic(place, anchor) => (place, Some(anchor)),
    };
    let dynamic = match keyword {
        Keyword::DynamicRef => anchor.and_then(|anchor| reached.scopes.find(scope, &anchor)),
        // 2019-09 core, 8.2.4.2.1: only where the first target itself has a `$recursiveAnchor`.
        Keyword::RecursiveRef => {
            let owner = library.known(first).map_or(resource, |known| known.resource);
            let anchored =
                library.resource(owner).dynamic.iter().any(|(name, place)| name.is_empty() && *place == first);
            anchored.then(|| reached.scopes.find(scope, "")).flatten()
        }
        _ => None,
    };
    Ok(Some(dynamic.unwrap_or(first)))
}

/// Gives every entry its type: its own, or that of the entry that it stands for.
fn number(library: &Library<'_>, reached: &mut Reached) -> Result<(), Error> {
    let mut types: Vec<Option<TypeId>> = Vec::with_capacity(reached.entries.len());
    let mut next = 0;
    for entry in &reached.entries {
        types.push(entry.alias.is_none().then(|| {
            next += 1;
            TypeId(offset(next - 1))
        }));
    }
    for start in 0..types.len() {
        let (mut path, mut at) = (Vec::new(), start);
        let type_ = loop {
            match (types[at], reached.entries[at].alias) {
                (Some(type_), _) => break type_,
                (None, Some(next)) if path.len() <= types.len() => {
                    path.push(at);
                    at = next;
                }
                (None, _) => return Err(circle(library, &reached.entries[start])),
            }
        };
        for passed in path {
            types[passed] = Some(type_);
        }
    }
    reached.types = types.into_iter().flatten().collect();
    Ok(())
}

#[cold]
fn circle(library: &Library<'_>, entry: &Entry) -> Error {
    let file = library.source(entry.place.source);
    let node = file.node(entry.place.node);
    let at = ["$ref", "$dynamicRef", "$recursiveRef"].into_iter().find_map(|key| node.member(key)).unwrap_or(node);
    file.error(ErrorKind::Reference, at, "this reference leads back to itself, and so means nothing")
}
