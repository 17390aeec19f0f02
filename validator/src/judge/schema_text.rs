//! The documents of an XML Schema as texts for another engine: what our reader understood, not what was sent.
//!
//! In goes a model, out comes a text for each of its sources. Encodings, document types and entities are gone; each element
//! stands on a line of its own, so that a line tells which element is meant; a location is the number of the source that it
//! leads to, so that nothing else can be opened.

use std::sync::Arc;

use driftline_schemas::Model;
use driftline_schemas::document::{Document, Kind, NodeRef, ReadOptions};
use driftline_schemas::text::{Origin, SourceId, Span};

/// What the names of the sources begin with: a scheme that nothing can be fetched by.
pub(super) const BASE: &str = "driftline:/";

/// The namespace of XML Schema.
const NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema";
/// The namespace of the attributes that say which version a part of a schema is for (XSD 1.1 part 1, 4.2.2).
const VERSIONING: &str = "http://www.w3.org/2007/XMLSchema-versioning";

/// The elements that XSD 1.1 added.
const ELEMENTS_OF_1_1: [&str; 7] =
    ["alternative", "assert", "assertion", "defaultOpenContent", "explicitTimezone", "openContent", "override"];
/// The attributes that XSD 1.1 added, besides `targetNamespace` on other elements than `schema`.
const ATTRIBUTES_OF_1_1: [&str; 7] = [
    "defaultAttributes",
    "defaultAttributesApply",
    "inheritable",
    "notNamespace",
    "notQName",
    "schemaNamespace",
    "xpathDefaultNamespace",
];

/// The texts of a schema, by [`SourceId`].
#[derive(Debug, Default)]
pub(super) struct SchemaTexts {
    pub(super) texts: Vec<SchemaText>,
    /// Whether any of them says what only XSD 1.1 knows.
    pub(super) is_1_1: bool,
}

/// The text of one source.
#[derive(Debug)]
pub(super) struct SchemaText {
    pub(super) text: Arc<str>,
    /// The element on each line.
    elements: Vec<Span>,
    /// Elements that declare or define something, by its name.
    named: Vec<(Box<str>, Span)>,
}

impl SchemaTexts {
    /// Writes every source of a model.
    pub(super) fn new(model: &Model) -> Self {
        let mut texts = Self::default();
        for (source, id) in model.sources.iter().zip(0..) {
            let document = Document::read_str(&source.text, &ReadOptions::default());
            let document = document.expect("the source of a model was read before");
            let mut links: Vec<_> = model.links.iter().filter(|link| link.origin.source == SourceId(id)).collect();
            links.sort_by_key(|link| link.origin.span);
            let leads = |span: Span| {
                let at = links.binary_search_by_key(&span, |link| link.origin.span).ok()?;
                links[at].to
            };
            let mut writer = Writer { out: String::new(), elements: Vec::new(), named: Vec::new(), is_1_1: false };
            writer.document(document.root(), &leads);
            texts.is_1_1 |= writer.is_1_1;
            texts.texts.push(SchemaText { text: writer.out.into(), elements: writer.elements, named: writer.named });
        }
        texts
    }

    /// The element that stands on a line of a source.
    pub(super) fn at(&self, source: SourceId, line: usize) -> Option<Origin> {
        let text = self.texts.get(source.0 as usize)?;
        let span = *text.elements.get(line.checked_sub(1)?)?;
        Some(Origin { source, span })
    }

    /// The first element that declares or defines something of a name.
    pub(super) fn named(&self, name: &str) -> Option<Origin> {
        self.texts.iter().zip(0..).find_map(|(text, id)| {
            let (_, span) = text.named.iter().find(|(own, _)| **own == *name)?;
            Some(Origin { source: SourceId(id), span: *span })
        })
    }

    /// The `schema` element of the first source.
    pub(super) fn schema(&self) -> Origin {
        self.at(SourceId(0), 1).unwrap_or_default()
    }
}

/// The name that the text of a source has for the engine.
pub(super) fn name_of(source: SourceId) -> String {
    format!("{BASE}{}", source.0)
}

/// The source of a name.
pub(super) fn source_of(name: &str) -> Option<SourceId> {
    name.strip_prefix(BASE)?.parse().ok().map(SourceId)
}

struct Writer {
    out: String,
    elements: Vec<Span>,
    named: Vec<(Box<str>, Span)>,
    is_1_1: bool,
}

impl Writer {
    /// Writes the elements of a document, depth first and without recursion.
    fn document(&mut self, root: NodeRef<'_>, leads: &dyn Fn(Span) -> Option<SourceId>) {
        // Each element that is open, with those of its children that are still to come.
        self.start(root, leads);
        let mut open = vec![(root, root.children())];
        while let Some((element, children)) = open.last_mut() {
            match children.find(|child| child.kind() == Kind::Element) {
                // What is said to people and programs is no part of a schema.
                Some(child) if is_schema(child, "appinfo") || is_schema(child, "documentation") => {
                    self.start(child, leads);
                    self.end(child);
                }
                Some(child) => {
                    self.start(child, leads);
                    open.push((child, child.children()));
                }
                None => {
                    self.end(*element);
                    open.pop();
                }
            }
        }
    }

    fn start(&mut self, element: NodeRef<'_>, leads: &dyn Fn(Span) -> Option<SourceId>) {
        if !self.elements.is_empty() {
            self.out.push('\n');
        }
        self.elements.push(element.name_span());
        self.out.push('<');
        self.out.push_str(element.name());
        let is_own = element.namespace() == Some(NAMESPACE);
        self.is_1_1 |= is_own && ELEMENTS_OF_1_1.contains(&element.local_name());
        for declaration in element.declarations() {
            self.attribute(declaration.name(), declaration.value());
        }
        let is_import = is_own && element.local_name() == "import";
        let is_reference = is_import || (is_own && matches!(element.local_name(), "include" | "redefine" | "override"));
        for attribute in element.attributes() {
            let name = attribute.name();
            if is_own && attribute.namespace().is_none() {
                self.is_1_1 |= ATTRIBUTES_OF_1_1.contains(&name)
                    || (name == "targetNamespace" && element.local_name() != "schema");
                if name == "name" {
                    self.named.push((attribute.value().trim().into(), element.name_span()));
                }
                if is_reference && name == "schemaLocation" {
                    match leads(attribute.value_span()) {
                        Some(source) => self.attribute(name, &name_of(source)),
                        // An import of nothing that was read speaks of what others bring.
                        None if is_import => {}
                        None => self.attribute(name, BASE),
                    }
                    continue;
                }
            }
            self.is_1_1 |= attribute.namespace() == Some(VERSIONING);
            self.attribute(name, attribute.value());
        }
        self.out.push('>');
    }

    /// Ends an element, on a line of its own that is the element's again.
    fn end(&mut self, element: NodeRef<'_>) {
        self.elements.push(element.name_span());
        self.out.push_str("\n</");
        self.out.push_str(element.name());
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        let mut rest = value;
        while let Some(at) = rest.find(['&', '<', '"', '\t', '\n', '\r']) {
            self.out.push_str(&rest[..at]);
            self.out.push_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'"' => "&quot;",
                b'\t' => "&#9;",
                b'\n' => "&#10;",
                _ => "&#13;",
            });
            rest = &rest[at + 1..];
        }
        self.out.push_str(rest);
        self.out.push('"');
    }
}

fn is_schema(element: NodeRef<'_>, name: &str) -> bool {
    element.local_name() == name && element.namespace() == Some(NAMESPACE)
}
