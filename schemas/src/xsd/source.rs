//! Schema files, read into documents, each under its target namespace.
//!
//! In go the names that were asked for, out come the documents of these and of all that they include, import, redefine or
//! override, in the order of reading (breadth first). A file is read once. A file without a target namespace that is
//! included by schemas of several namespaces (a chameleon) is one document and several [`Unit`]s. A location that leads nowhere
//! is a note: what is missing is an error where it is used.

use std::collections::{BTreeMap, BTreeSet};

use super::location::{self, INSTANCE, NAMESPACE, XML};
use super::{grammar, rules};
use crate::document::{Document, NodeId, NodeRef, ReadOptions, SyntaxError, SyntaxErrorKind};
use crate::error::{Error, ErrorKind};
use crate::files::{Files as _, Tree};
use crate::model::{Link, Note};
use crate::text::{Origin, Source, SourceId, Span, offset};

/// Everything that was read.
#[derive(Debug)]
pub(super) struct Sources {
    /// The texts, by [`SourceId`].
    pub(super) sources: Vec<Source>,
    /// The documents, in the same order.
    pub(super) documents: Vec<Document<'static>>,
    /// The documents as schemas, each under a target namespace.
    pub(super) units: Vec<Unit>,
    /// What was not read, and is no error as long as nothing of it is used.
    pub(super) notes: Vec<Note>,
    /// Where each location leads.
    pub(super) links: Vec<Link>,
}

/// Names a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnitId(pub(super) usize);

/// A schema document under a target namespace.
#[derive(Debug)]
pub(super) struct Unit {
    /// The document, and the source.
    pub(super) document: usize,
    /// The target namespace; of a chameleon that of the schema that includes it.
    pub(super) namespace: Option<Box<str>>,
    /// Whether the document itself has no target namespace, and took the one of another.
    pub(super) is_chameleon: bool,
    /// The namespaces that it imports, and where it says they are.
    pub(super) imports: Vec<Import>,
    /// The units that it includes, redefines or overrides.
    pub(super) includes: Vec<UnitId>,
    /// The location of an `include`, `redefine` or `override` that could not be read, where there is one.
    pub(super) unread: Option<Box<str>>,
    /// Its `redefine` and `override` elements, with what they change.
    pub(super) redefines: Vec<(NodeId, UnitId)>,
}

/// An `xs:import`.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) namespace: Option<Box<str>>,
    /// The location, where one is given and could not be read.
    pub(super) unread: Option<Box<str>>,
}

impl Sources {
    /// The document of a unit.
    pub(super) fn document(&self, unit: UnitId) -> &Document<'static> {
        &self.documents[self.units[unit.0].document]
    }

    /// The unit of this id.
    pub(super) fn unit(&self, unit: UnitId) -> &Unit {
        &self.units[unit.0]
    }

    /// The `xs:schema` element of a unit.
    pub(super) fn schema(&self, unit: UnitId) -> NodeRef<'_> {
        self.document(unit).root()
    }

    /// A span of a unit as an origin.
    pub(super) fn origin(&self, unit: UnitId, span: Span) -> Origin {
        Origin { source: SourceId(offset(self.units[unit.0].document)), span }
    }

    /// A unit and all that it includes, over others too.
    pub(super) fn reach(&self, unit: UnitId) -> BTreeSet<UnitId> {
        let mut reach = BTreeSet::from([unit]);
        let mut open = vec![unit];
        while let Some(unit) = open.pop() {
            open.extend(self.unit(unit).includes.iter().copied().filter(|other| reach.insert(*other)));
        }
        reach
    }

    /// An error at a span of a unit.
    #[cold]
    pub(super) fn error(&self, kind: ErrorKind, unit: UnitId, span: Span, message: impl Into<String>) -> Error {
        let document = self.units[unit.0].document;
        Error::new(kind, message).at(&self.sources[document], self.origin(unit, span))
    }
}

/// Reads these files and all that they refer to.
pub(super) fn read(names: &[&str], files: &Tree<'_>) -> Result<Sources, Error> {
    let given = names.iter().map(|name| location::normal(name)).collect();
    let mut reading =
        Reading { files, given, documents: BTreeMap::new(), units: BTreeMap::new(), read: Sources::new() };
    for name in reading.given.clone() {
        let document = reading.open(&name)?;
        let namespace = attribute(reading.read.documents[document].root(), "targetNamespace");
        reading.unit(document, namespace, false);
    }
    let mut at = 0;
    while at < reading.read.units.len() {
        reading.follow(UnitId(at))?;
        at += 1;
    }
    Ok(reading.read)
}

impl Sources {
    const fn new() -> Self {
        Self { sources: Vec::new(), documents: Vec::new(), units: Vec::new(), notes: Vec::new(), links: Vec::new() }
    }
}

struct Reading<'f> {
    files: &'f Tree<'f>,
    given: Vec<String>,
    /// Documents by the names of their files.
    documents: BTreeMap<String, usize>,
    /// Units by document and namespace.
    units: BTreeMap<(usize, Option<Box<str>>), UnitId>,
    read: Sources,
}

/// A child of `xs:schema` that leads to another document.
struct Reference {
    node: NodeId,
    name: Box<str>,
    is_import: bool,
    is_redefinition: bool,
    /// Whether it redefines or overrides any component.
    changes: bool,
    span: Span,
    namespace: Option<Box<str>>,
    location: Option<Box<str>>,
}

impl Reading<'_> {
    /// Reads a file, unless it was read before.
    fn open(&mut self, name: &str) -> Result<usize, Error> {
        if let Some(document) = self.documents.get(name) {
            return Ok(*document);
        }
        let bytes = self.files.read(name)?;
        let document =
            Document::read_owned(&bytes, &ReadOptions::default()).map_err(|fault| unread(name, &bytes, &fault))?;
        let source = Source::new(name, document.text());
        let number = self.read.documents.len();
        let checked = grammar::check(document.root()).and_then(|()| rules::check(document.root()));
        checked.map_err(|fault| fault.into_error(&source, SourceId(offset(number))))?;
        self.documents.insert(name.to_owned(), number);
        self.read.documents.push(document);
        self.read.sources.push(source);
        Ok(number)
    }

    fn unit(&mut self, document: usize, namespace: Option<Box<str>>, is_chameleon: bool) -> UnitId {
        let key = (document, namespace);
        if let Some(unit) = self.units.get(&key) {
            return *unit;
        }
        let unit = UnitId(self.read.units.len());
        let namespace = key.1.clone();
        self.read.units.push(Unit {
            document,
            namespace,
            is_chameleon,
            imports: Vec::new(),
            includes: Vec::new(),
            unread: None,
            redefines: Vec::new(),
        });
        self.units.insert(key, unit);
        unit
    }

    /// Reads what a unit refers to.
    fn follow(&mut self, unit: UnitId) -> Result<(), Error> {
        let references: Vec<Reference> = self.read.schema(unit).elements().filter_map(reference).collect();
        for reference in references {
            if reference.is_import {
                self.import(unit, reference)?;
            } else {
                self.include(unit, &reference)?;
            }
        }
        Ok(())
    }

    /// Include, redefine and override: one namespace, whose document may be missing as long as nothing of it is used or
    /// changed (part 1, 4.2.1 and 4.2.2: it is no error for a location to lead nowhere).
    fn include(&mut self, unit: UnitId, reference: &Reference) -> Result<(), Error> {
        let location = reference.location.as_deref().unwrap_or("");
        let Some(name) = self.locate(unit, location) else {
            if reference.changes {
                let message = format!("`{location}`, which is to be changed here, {}", self.why(unit, location));
                let error = self.read.error(ErrorKind::Unreadable, unit, reference.span, message);
                return Err(error.help(if location::is_remote(location) {
                    "nothing is fetched from the network: save the file beside this one"
                } else {
                    "a location is relative to the file that it stands in; a file elsewhere is given as a schema file too"
                }));
            }
            let why = self.why(unit, location);
            let message = format!("`{location}` {why}; nothing that only it declares may be used");
            self.dangle(unit, reference.span, message);
            self.read.units[unit.0].unread = Some(location.into());
            return Ok(());
        };
        let document = self.open(&name).map_err(|error| self.inside(unit, reference, error))?;
        let own = attribute(self.read.documents[document].root(), "targetNamespace");
        let target = self.read.units[unit.0].namespace.clone();
        if own.is_some() && own != target {
            let message = format!(
                "`{location}` has {}, this schema has {}: `{}` is for documents of the same one",
                shown(own.as_deref()),
                shown(target.as_deref()),
                reference.name
            );
            let error = self.read.error(ErrorKind::Schema, unit, reference.span, message);
            return Err(error.help("schemas of other namespaces are taken in with `import`"));
        }
        self.link(unit, reference.span, Some(document));
        let is_chameleon = own.is_none() && target.is_some();
        let other = self.unit(document, target, is_chameleon);
        self.read.units[unit.0].includes.push(other);
        if reference.is_redefinition {
            self.read.units[unit.0].redefines.push((reference.node, other));
        }
        Ok(())
    }

    /// Import: another namespace, whose document may be missing as long as nothing of it is used (part 1, 4.2.3).
    fn import(&mut self, unit: UnitId, reference: Reference) -> Result<(), Error> {
        let Reference { namespace, location, span, .. } = &reference;
        if *namespace == self.read.units[unit.0].namespace {
            let message = format!("{} is imported by a schema that has it", shown(namespace.as_deref()));
            let error = self.read.error(ErrorKind::Schema, unit, *span, message);
            return Err(error.help("files of the same namespace are taken in with `include`"));
        }
        let mut unread = None;
        if let Some(location) = location {
            if let Some(name) = self.locate(unit, location) {
                let document = self.open(&name).map_err(|error| self.inside(unit, &reference, error))?;
                let own = attribute(self.read.documents[document].root(), "targetNamespace");
                if own != *namespace {
                    let (own, wanted) = (shown(own.as_deref()), shown(namespace.as_deref()));
                    let message = format!("`{location}` has {own}, the import is of {wanted}");
                    return Err(self.read.error(ErrorKind::Schema, unit, *span, message));
                }
                self.link(unit, *span, Some(document));
                self.unit(document, own, false);
            } else if !matches!(namespace.as_deref(), Some(XML | INSTANCE | NAMESPACE)) {
                let why = self.why(unit, location);
                let message = format!("`{location}` {why}; nothing of {} may be used", shown(namespace.as_deref()));
                self.dangle(unit, *span, message);
                unread = Some(location.clone());
            }
        }
        self.read.units[unit.0].imports.push(Import { namespace: reference.namespace, unread });
        Ok(())
    }

    /// Keeps where a location leads.
    fn link(&mut self, unit: UnitId, span: Span, document: Option<usize>) {
        let origin = self.read.origin(unit, span);
        self.read.links.push(Link { origin, to: document.map(|to| SourceId(offset(to))) });
    }

    /// Keeps that a location leads nowhere.
    fn dangle(&mut self, unit: UnitId, span: Span, message: String) {
        self.link(unit, span, None);
        let origin = self.read.origin(unit, span);
        self.read.notes.push(Note { message, origin });
    }

    /// The name of the file that a location in this unit leads to, where there is one.
    fn locate(&self, unit: UnitId, location: &str) -> Option<String> {
        let base = &self.read.sources[self.read.units[unit.0].document].name;
        location::find(self.files, &self.given, base, location)
    }

    /// Why no file was read for a location.
    fn why(&self, unit: UnitId, location: &str) -> &'static str {
        let base = &self.read.sources[self.read.units[unit.0].document].name;
        match location::plain(base, location).is_some_and(|name| !self.files.holds(&name)) {
            true => "leads out of the folders that this schema may open, and was not read",
            false => "was not read",
        }
    }

    /// A file that exists and cannot be read is reported where it is referred to; what is wrong inside it, there.
    fn inside(&self, unit: UnitId, reference: &Reference, error: Error) -> Error {
        if error.kind() == ErrorKind::Unreadable && error.position().is_none() {
            self.read.error(ErrorKind::Unreadable, unit, reference.span, error.to_string())
        } else {
            error
        }
    }
}

fn reference(node: NodeRef<'_>) -> Option<Reference> {
    let (is_import, is_redefinition) = match node.local_name() {
        "include" => (false, false),
        "import" => (true, false),
        "redefine" | "override" => (false, true),
        _ => return None,
    };
    let location = node.attribute("schemaLocation");
    Some(Reference {
        node: node.id(),
        name: node.local_name().into(),
        is_import,
        is_redefinition,
        changes: is_redefinition && node.elements().any(|child| child.local_name() != "annotation"),
        span: location.map_or_else(|| node.name_span(), |location| location.value_span()),
        namespace: attribute(node, "namespace"),
        location: location.map(|location| location.value().trim().into()),
    })
}

fn attribute(node: NodeRef<'_>, name: &str) -> Option<Box<str>> {
    node.attribute(name).map(|attribute| attribute.value().trim().into())
}

/// A namespace in a message.
pub(super) fn shown(namespace: Option<&str>) -> String {
    match namespace {
        Some(NAMESPACE) => "the namespace of XML Schema".to_owned(),
        Some(namespace) => format!("namespace `{namespace}`"),
        None => "no namespace".to_owned(),
    }
}

/// A file that is not well-formed XML. Its decoded text is at hand only where it was UTF-8.
fn unread(name: &str, bytes: &[u8], fault: &SyntaxError) -> Error {
    let kind = if fault.kind == SyntaxErrorKind::Limit { ErrorKind::Limit } else { ErrorKind::Syntax };
    let text = std::str::from_utf8(bytes).map(|text| text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let error = match text {
        Ok(text) => {
            let origin = Origin { source: SourceId::default(), span: fault.span };
            Error::new(kind, fault.message.as_str()).at(&Source::new(name, text), origin)
        }
        Err(_) => Error::new(kind, format!("{}: {}", fault.position, fault.message)).in_file(name),
    };
    match fault.help {
        Some(help) => error.help(help),
        None => error,
    }
}
