//! Resources: which part of which file a URI names, and what its anchors are.
//!
//! A file is scanned once, when it is opened: every schema in it is found by the keywords that hold schemas, and `$id`,
//! `$anchor` and their kin are noted. What stands in `enum`, `const`, `default` or `examples` is no schema. Scanning looks
//! at no reference and never fails: what is wrong with a schema is said when it is used.

use std::collections::HashMap;
use std::rc::Rc;

use super::dialect::Dialect;
use super::keyword::Keyword;
use super::metaschema::{self, Understanding};
use super::options::Options;
use super::source::{File, Place};
use super::uri;
use crate::document::{Kind, NodeRef};
use crate::error::Error;
use crate::files::Tree;
use crate::model::Note;
use crate::text::{SourceId, offset};

/// Names a resource of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ResourceId(u32);

/// A schema with a URI of its own: a file, or a schema with `$id` inside one.
#[derive(Debug)]
pub(super) struct Resource {
    /// Its URI without a fragment; a file's name where it has none.
    pub(super) base: Box<str>,
    pub(super) root: Place,
    pub(super) dialect: Dialect,
    /// A vocabulary that its metaschema requires and that is not understood.
    pub(super) beyond: Option<Box<str>>,
    /// `$dynamicAnchor`s and their places; the name of a `$recursiveAnchor` is empty.
    pub(super) dynamic: Vec<(Box<str>, Place)>,
}

/// What an anchor leads to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) place: Place,
    /// Whether it is a `$dynamicAnchor`.
    pub(super) dynamic: bool,
}

/// A place that holds a schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) resource: ResourceId,
    /// Whether its key is its name: an entry of `$defs`, or of a place that no keyword holds (`#/components/schemas/X`).
    pub(super) named: bool,
}

/// Every file that was opened, and every resource in them.
pub(super) struct Library<'f> {
    pub(super) options: &'f Options,
    pub(super) files: &'f Tree<'f>,
    pub(super) sources: Vec<Rc<File>>,
    pub(super) notes: Vec<Note>,
    resources: Vec<Resource>,
    known: HashMap<Place, Known>,
    by_uri: HashMap<String, ResourceId>,
    by_file: HashMap<String, ResourceId>,
    anchors: HashMap<(ResourceId, Box<str>), Anchor>,
}

impl<'f> Library<'f> {
    /// A library without files.
    pub(super) fn new(options: &'f Options, files: &'f Tree<'f>) -> Self {
        Self {
            options,
            files,
            sources: Vec::new(),
            notes: Vec::new(),
            resources: Vec::new(),
            known: HashMap::new(),
            by_uri: HashMap::new(),
            by_file: HashMap::new(),
            anchors: HashMap::new(),
        }
    }

    /// The resource of this id.
    pub(super) fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id.0 as usize]
    }

    /// The file of this id.
    pub(super) fn source(&self, id: SourceId) -> &Rc<File> {
        &self.sources[id.0 as usize]
    }

    /// The resource that a URI names, among what was opened.
    pub(super) fn named(&self, uri: &str) -> Option<ResourceId> {
        self.by_uri.get(uri).copied()
    }

    /// The schema at a place, where scanning found one.
    pub(super) fn known(&self, place: Place) -> Option<Known> {
        self.known.get(&place).copied()
    }

    /// How many schemas stand in what was opened.
    pub(super) fn written(&self) -> usize {
        self.known.len()
    }

    /// What an anchor of a resource leads to.
    pub(super) fn anchor(&self, resource: ResourceId, name: &str) -> Option<Anchor> {
        self.anchors.get(&(resource, name.into())).copied()
    }

    /// The anchors of a resource, sorted.
    pub(super) fn anchors(&self, resource: ResourceId) -> Vec<&str> {
        let own = self.anchors.keys().filter(|(owner, _)| *owner == resource);
        let mut names: Vec<&str> = own.map(|(_, name)| name.as_ref()).collect();
        names.sort_unstable();
        names
    }

    /// Opens a file as what the URI names, and scans it. A file that is open already gets the URI as another name.
    ///
    /// # Errors
    /// Where the file cannot be read or is no JSON.
    pub(super) fn open(&mut self, name: &str, uri: &str) -> Result<ResourceId, Error> {
        if let Some(&resource) = self.by_file.get(name) {
            self.by_uri.entry(uri.to_owned()).or_insert(resource);
            return Ok(resource);
        }
        let id = SourceId(offset(self.sources.len()));
        let file = Rc::new(File::read(name, id, self.files)?);
        self.sources.push(Rc::clone(&file));
        let root = file.root();
        let understanding = self.understanding(&file, root).unwrap_or_else(|| metaschema::unsaid(self.options));
        let base = match identifier(root, understanding.dialect) {
            Some((own, _)) => uri::resolve(uri, own),
            None => uri.to_owned(),
        };
        let resource = self.add(base.clone(), file.place(root), understanding);
        self.by_file.insert(name.to_owned(), resource);
        self.by_uri.entry(uri.to_owned()).or_insert(resource);
        self.by_uri.entry(base).or_insert(resource);
        self.scan(&file, root, resource);
        Ok(resource)
    }

    /// Takes a place that no keyword holds as a schema, since a reference leads there.
    pub(super) fn adopt(&mut self, place: Place, outer: ResourceId) -> Known {
        let file = Rc::clone(self.source(place.source));
        let node = file.node(place.node);
        let mut resource = outer;
        if let Some(understanding) = self.understanding(&file, node) {
            let Resource { base, root, .. } = self.resource(outer);
            let (base, root) = (base.to_string(), *root);
            resource = self.add(base, root, understanding);
        }
        self.scan(&file, node, resource);
        let known = self.known.entry(place).or_insert(Known { resource, named: false });
        known.named = node.is_named();
        *known
    }

    /// Finds the schemas at and under a node.
    fn scan(&mut self, file: &File, start: NodeRef<'_>, resource: ResourceId) {
        let mut waiting = vec![(start, resource, false)];
        while let Some((node, outer, named)) = waiting.pop() {
            if self.known.contains_key(&file.place(node)) {
                continue;
            }
            let resource = match node.kind() {
                Kind::Object => self.identify(file, node, outer),
                Kind::Boolean => outer,
                _ => continue,
            };
            self.known.insert(file.place(node), Known { resource, named });
            let dialect = self.resource(resource).dialect;
            let first = waiting.len();
            for member in node.children() {
                if let Some(row) = dialect.row(member.name()) {
                    let named = row.keyword == Keyword::Definitions;
                    waiting.extend(row.holds.schemas(member).map(|schema| (schema, resource, named)));
                }
            }
            // In the order of the file, so that of two that claim one name the first has it.
            waiting[first..].reverse();
        }
    }

    /// Notes what a schema object calls itself, and gives the resource that it belongs to.
    fn identify(&mut self, file: &File, node: NodeRef<'_>, outer: ResourceId) -> ResourceId {
        let place = file.place(node);
        let dialect = self.resource(outer).dialect;
        // A schema without an identifier of its own has no `$schema` of its own either (2020-12, 8.1.1).
        let own = identifier(node, dialect).is_some() || node.member("$id").is_some();
        let understanding = own.then(|| self.understanding(file, node)).flatten();
        let dialect = understanding.as_ref().map_or(dialect, |own| own.dialect);
        let mut resource = outer;
        if let Some((id, anchor)) = identifier(node, dialect) {
            let base = uri::resolve(&self.resource(outer).base, id);
            if *base != *self.resource(outer).base {
                let outer = self.resource(outer);
                let inherited = Understanding { dialect, beyond: outer.beyond.clone(), note: None };
                resource = self.add(base.clone(), place, understanding.unwrap_or(inherited));
                self.claim(base, resource, file, node);
            }
            if let Some(anchor) = anchor.filter(|anchor| dialect.ref_stands_alone() && !anchor.is_empty()) {
                self.anchors.entry((resource, anchor.into())).or_insert(Anchor { place, dynamic: false });
            }
        }
        for member in node.children() {
            let (name, text) = (member.value(), member.kind() == Kind::String);
            match dialect.keyword(member.name()) {
                Some(Keyword::Anchor) if text => {
                    self.anchors.entry((resource, name.into())).or_insert(Anchor { place, dynamic: false });
                }
                Some(Keyword::DynamicAnchor) if text => {
                    self.anchors.entry((resource, name.into())).or_insert(Anchor { place, dynamic: true });
                    self.resources[resource.0 as usize].dynamic.push((name.into(), place));
                }
                Some(Keyword::RecursiveAnchor) if name == "true" && self.resource(resource).root == place => {
                    self.resources[resource.0 as usize].dynamic.push(("".into(), place));
                }
                _ => {}
            }
        }
        resource
    }

    /// Gives a URI to a resource, unless another has it: then the first keeps it.
    fn claim(&mut self, uri: String, resource: ResourceId, file: &File, node: NodeRef<'_>) {
        let message = format!("another schema is `{uri}` already; references lead to that one");
        if *self.by_uri.entry(uri).or_insert(resource) != resource {
            self.notes.push(Note { message, origin: file.origin(node) });
        }
    }

    fn add(&mut self, base: String, root: Place, understanding: Understanding) -> ResourceId {
        let id = ResourceId(offset(self.resources.len()));
        let Understanding { dialect, beyond, note: _ } = understanding;
        self.resources.push(Resource { base: base.into(), root, dialect, beyond, dynamic: Vec::new() });
        id
    }

    /// What the `$schema` of a schema means, where it has one.
    fn understanding(&mut self, file: &File, node: NodeRef<'_>) -> Option<Understanding> {
        let schema = node.member("$schema").filter(|schema| schema.kind() == Kind::String)?;
        let understanding = metaschema::understand(schema.value(), &file.source.name, self.options, self.files);
        if let Some(message) = &understanding.note {
            self.notes.push(Note { message: message.clone(), origin: file.origin(schema) });
        }
        Some(understanding)
    }
}

/// The `$id` of a schema object in a dialect: the URI without its fragment, and the fragment.
fn identifier<'d>(node: NodeRef<'d>, dialect: Dialect) -> Option<(&'d str, Option<&'d str>)> {
    if node.kind() != Kind::Object {
        return None;
    }
    let own = node.children().filter(|member| dialect.keyword(member.name()) == Some(Keyword::Id));
    let id = own.last().filter(|id| id.kind() == Kind::String)?;
    let ignored = dialect.ref_stands_alone() && node.member("$ref").is_some_and(|ref_| ref_.kind() == Kind::String);
    (!ignored).then(|| uri::split_fragment(id.value()))
}
