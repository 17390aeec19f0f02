//! References: from the text of a `$ref` to the schema that it means.
//!
//! A reference is resolved against the base of its resource (RFC 3986). What it then names is looked for among the resources
//! that were opened, among the registered files, beside the referring file, and at last by the end of its path in the
//! folders above; never on the network, and never outside of the [`Tree`](crate::files::Tree) around the first file.

use std::collections::HashMap;
use std::rc::Rc;

use super::dialect;
use super::resource::{Library, ResourceId};
use super::source::{File, Place, describe};
use super::uri;
use crate::document::{Kind, NodeId, NodeRef, key_of, reference_token};
use crate::error::{Error, ErrorKind};
use crate::files::{self, Files as _};
use crate::model::Note;
use crate::near;

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A schema.
    Schema(Place),
    /// A schema under a `$dynamicAnchor` of this name.
    Dynamic(Place, Box<str>),
    /// One of the specification's metaschemas, which is not at hand.
    Metaschema,
}

/// Objects with many members, by key: a pointer into `$defs` costs a lookup and not a search.
#[derive(Debug, Default)]
pub(super) struct Members(HashMap<Place, HashMap<Box<str>, NodeId>>);

/// How many members make it worth while to index an object.
const MANY: usize = 32;

impl Members {
    fn find<'d>(&mut self, file: &'d File, object: NodeRef<'d>, key: &str) -> Option<NodeRef<'d>> {
        if object.children().nth(MANY).is_none() {
            return object.member(key);
        }
        let index = self
            .0
            .entry(file.place(object))
            .or_insert_with(|| object.children().map(|member| (member.name().into(), member.id())).collect());
        index.get(key).map(|id| file.node(*id))
    }
}

/// Resolves the reference that stands at `node`, in a schema of the resource `from`.
///
/// # Errors
/// Where it leads nowhere, or the file that it leads to is no JSON.
pub(super) fn resolve(
    library: &mut Library<'_>,
    members: &mut Members,
    from: ResourceId,
    file: &File,
    node: NodeRef<'_>,
) -> Result<Target, Error> {
    if node.kind() != Kind::String {
        return Err(file.expected(node, "a string with a reference"));
    }
    let (uri, fragment) = uri::split_fragment(node.value());
    let resource = if uri.is_empty() { Some(from) } else { find(library, from, file, uri, node)? };
    let Some(resource) = resource else { return Ok(Target::Metaschema) };
    follow(library, members, resource, fragment.unwrap_or(""))
        .map_err(|missing| missing.error(|message| file.error(ErrorKind::Reference, node, message)))
}

/// Why a fragment leads nowhere, and what was likely meant.
pub(super) struct Missing {
    message: String,
    meant: Option<String>,
}

impl Missing {
    /// The error, from how its message becomes one.
    pub(super) fn error(self, error: impl FnOnce(String) -> Error) -> Error {
        let error = error(self.message);
        match self.meant {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None => error,
        }
    }
}

/// The schema that a fragment of a resource means: a JSON Pointer, an anchor, or nothing for the resource itself.
pub(super) fn follow(
    library: &mut Library<'_>,
    members: &mut Members,
    resource: ResourceId,
    fragment: &str,
) -> Result<Target, Missing> {
    let decoded = uri::decode(fragment);
    let (place, owner) = if decoded.is_empty() {
        (library.resource(resource).root, resource)
    } else if decoded.starts_with('/') {
        walk(library, members, resource, &decoded)?
    } else {
        let Some(anchor) = library.anchor(resource, &decoded) else {
            let message = format!("there is no anchor `{decoded}` in `{}`", library.resource(resource).base);
            let anchors = library.anchors(resource);
            let meant = near::nearest(&decoded, anchors).map(|anchor| format!("#{anchor}"));
            return Err(Missing { message, meant });
        };
        if anchor.dynamic {
            return Ok(Target::Dynamic(anchor.place, decoded.into()));
        }
        (anchor.place, resource)
    };
    if library.known(place).is_none() {
        let file = Rc::clone(library.source(place.source));
        let node = file.node(place.node);
        // A whole file that is no schema is an error of that file, said when it is read as one.
        if !decoded.is_empty() && !matches!(node.kind(), Kind::Object | Kind::Boolean) {
            let message = format!("`#{fragment}` leads to {}, which is no schema", describe(node));
            return Err(Missing { message, meant: None });
        }
        library.adopt(place, owner);
    }
    Ok(Target::Schema(place))
}

/// Follows a JSON Pointer from the root of a resource, and says which resource it ends in.
fn walk(
    library: &Library<'_>,
    members: &mut Members,
    resource: ResourceId,
    pointer: &str,
) -> Result<(Place, ResourceId), Missing> {
    let root = library.resource(resource).root;
    let file = library.source(root.source);
    let (mut node, mut owner) = (file.node(root.node), resource);
    let mut walked = String::from("#");
    for token in pointer.split('/').skip(1) {
        let key = key_of(token);
        let next = match node.kind() {
            Kind::Object => members.find(file, node, &key),
            Kind::Array => node.pointer(&format!("/{token}")),
            _ => None,
        };
        let Some(next) = next else {
            let base = &library.resource(resource).base;
            let message = format!("there is nothing at `#{pointer}` in `{base}`: `{walked}` has no `{key}`");
            let keys = node.children().filter(|child| child.is_named()).map(NodeRef::name);
            let meant = near::nearest(&key, keys).map(|near| format!("{walked}/{}", reference_token(near)));
            return Err(Missing { message, meant });
        };
        walked = format!("{walked}/{token}");
        node = next;
        owner = library.known(file.place(node)).map_or(owner, |known| known.resource);
    }
    Ok((file.place(node), owner))
}

/// The resource that a URI means in a file; none for a metaschema of the specification.
fn find(
    library: &mut Library<'_>,
    from: ResourceId,
    file: &File,
    uri: &str,
    node: NodeRef<'_>,
) -> Result<Option<ResourceId>, Error> {
    let absolute = uri::resolve(&library.resource(from).base, uri);
    if let Some(resource) = library.named(&absolute) {
        return Ok(Some(resource));
    }
    let registered = library.options.registered_file(&absolute).filter(|name| library.files.exists(name));
    if registered.is_none() && dialect::is_official(&absolute) {
        return Ok(None);
    }
    let plain = plain(file, uri, &absolute);
    if let Some(name) = registered.or_else(|| plain.iter().find(|name| library.files.exists(name)).cloned()) {
        return library.open(&name, &absolute).map(Some);
    }
    if let Some(name) = above(library, file, &absolute) {
        let message = format!("`{uri}` is read from `{name}`, which was found by its name");
        library.notes.push(Note { message, origin: file.origin(node) });
        return library.open(&name, &absolute).map(Some);
    }
    if plain.iter().any(|name| !library.files.holds(name)) {
        let message = format!("`{uri}` leads out of the folders that this schema may open");
        let help = "put the file beside this one or below it, or register it for this URI";
        return Err(file.error(ErrorKind::Reference, node, message).help(help));
    }
    let error = file.error(ErrorKind::Reference, node, format!("no file for `{uri}` was found"));
    Err(error.help("nothing is fetched: put the file beside this one, or register a file for its URI"))
}

/// The plain reading: the names of the file relative to the base or to the referring file.
fn plain(file: &File, uri: &str, absolute: &str) -> Vec<String> {
    let path = |uri: &str| uri.split_once('?').map_or(uri, |(path, _)| path).to_owned();
    let local = (!uri::has_scheme(absolute)).then(|| path(absolute));
    let on_disk = absolute.strip_prefix("file://").map(path);
    let relative = (!uri::has_scheme(uri)).then(|| files::relative(&file.source.name, &path(uri)));
    let names = [local, on_disk, relative].into_iter().flatten();
    names.flat_map(|name| [uri::decode(&name).into_owned(), name]).collect()
}

/// The file that the end of a URI's path names, in the folder of the referring file or the nearest one above it.
fn above(library: &Library<'_>, file: &File, absolute: &str) -> Option<String> {
    let segments = uri::segments(absolute);
    let mut folder: &str = &file.source.name;
    while let Some((above, _)) = folder.rsplit_once('/').or((!folder.is_empty()).then_some(("", ""))) {
        folder = above;
        for first in 0..segments.len() {
            let end = segments[first..].join("/");
            let name =
                if folder.is_empty() && !file.source.name.starts_with('/') { end } else { format!("{folder}/{end}") };
            // A file is no stand-in for another one that it refers to.
            if *name != *file.source.name && library.files.exists(&name) {
                return Some(name);
            }
        }
    }
    None
}
