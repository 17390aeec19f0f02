//! The crate `xsd-schema` as the judge of XML Schemas, and of what the model cannot say of one.
//!
//! A schema goes in as the texts that we wrote of its documents, and a document event by event, each with the number of the
//! node that it came from: the engine opens nothing, and what it objects to is found again by that number.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use driftline_schemas::document::{Children, Document, Kind as NodeKind, NodeRef};
use driftline_schemas::error::ErrorKind;
use driftline_schemas::text::SourceId;
use driftline_schemas::{Error, Model};
use xsd_schema::namespace::NamespaceContextSnapshot;
use xsd_schema::parser::SourceLocation;
use xsd_schema::validation::{
    SchemaValidator, ValidationError, ValidationFlags, ValidationRuntime, ValidationSink, ValidationSubject,
    ValidationWarning,
};
use xsd_schema::{
    SchemaError, SchemaLoader, SchemaResolver, SchemaResult, SchemaSet, SchemaSetBuilder, XML_NAMESPACE, XML_XSD,
    XsdVersion,
};

use super::schema_text::{BASE, SchemaTexts, name_of, source_of};
use super::size;
use super::{Opinion, Violation};
use crate::finding::Kind;

/// The namespace of `xsi:type` and `xsi:nil`.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The name of the schema of `xml:lang` and its like, which the engine brings.
const XML_SCHEMA: &str = "driftline:/xml";

/// How many names of payloads the engine may keep before it is made anew: it forgets none that it ever saw.
const NAMES_KEPT: usize = 100_000;

/// A schema that the engine finds valid, ready to judge documents.
pub(super) struct Engine {
    texts: SchemaTexts,
    given: Vec<SourceId>,
    /// The engine's tables are not for several threads at once.
    schema: Mutex<SchemaSet>,
    /// How many names it began with.
    names: usize,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// Judges a schema.
    ///
    /// # Errors
    /// What the engine objects to, at the component that it names.
    pub(super) fn new(model: &Model) -> Result<Self, Error> {
        size::check(model)?;
        let texts = SchemaTexts::new(model);
        let given = given(model);
        match compiled(&texts, &given) {
            Ok(schema) => {
                let names = schema.name_table.len();
                Ok(Self { texts, given, schema: Mutex::new(schema), names })
            }
            Err(error) => Err(refused(&error, &texts, model)),
        }
    }

    /// Asks about an XML document.
    pub(super) fn ask(&self, document: &Document<'_>) -> Opinion<Violation> {
        // Nothing is left half done in it where another thread panicked.
        let mut schema = self.schema.lock().unwrap_or_else(PoisonError::into_inner);
        if schema.name_table.len() > self.names + NAMES_KEPT {
            match compiled(&self.texts, &self.given) {
                Ok(new) => *schema = new,
                Err(_) => return Opinion::GivesUp,
            }
        }
        let validator = SchemaValidator::new(&schema, ValidationFlags::PROCESS_ASSERTIONS);
        let mut violations = Vec::new();
        let mut runtime = validator.start_run(Violations(&mut violations));
        push(document.root(), &mut runtime, &schema);
        // An error of the run itself, a limit of the engine say, is no verdict.
        if runtime.end_validation().is_err() {
            return Opinion::GivesUp;
        }
        drop(runtime);
        if violations.is_empty() { Opinion::Holds } else { Opinion::Broken(violations) }
    }
}

/// The sources that were asked for: those that no other leads to, and the first.
fn given(model: &Model) -> Vec<SourceId> {
    let reached: BTreeSet<SourceId> = model.links.iter().filter_map(|link| link.to).collect();
    let all = (0..).map(SourceId).take(model.sources.len());
    all.filter(|id| id.0 == 0 || !reached.contains(id)).collect()
}

fn compiled(texts: &SchemaTexts, given: &[SourceId]) -> SchemaResult<SchemaSet> {
    let texts_of = texts.texts.iter().map(|text| Arc::clone(&text.text)).collect();
    let mut resolver = SchemaResolver::with_loader(Box::new(Closed { texts: texts_of }));
    resolver.catalog_mut().add(XML_NAMESPACE, XML_SCHEMA);
    let version = if texts.is_1_1 { XsdVersion::V1_1 } else { XsdVersion::V1_0 };
    let mut builder = SchemaSetBuilder::with_resolver(resolver, version);
    for source in given {
        builder.try_add(&name_of(*source))?;
    }
    Ok(builder.compile()?.into_schema_set())
}

/// The texts of a schema and nothing else: the engine never sees a file or the network.
#[derive(Debug)]
struct Closed {
    texts: Vec<Arc<str>>,
}

impl SchemaLoader for Closed {
    fn load(&self, location: &str) -> SchemaResult<String> {
        if location == XML_SCHEMA {
            return Ok(String::from_utf8_lossy(XML_XSD).into_owned());
        }
        let text = source_of(location).and_then(|source| self.texts.get(source.0 as usize));
        text.map(|text| text.to_string()).ok_or_else(|| SchemaError::resolution("it was not read"))
    }

    fn can_load(&self, _: &str) -> bool {
        true
    }
}

/// What the engine objects to in a schema, where it says, or at the component that it names, or at the schema.
#[cold]
fn refused(error: &SchemaError, texts: &SchemaTexts, model: &Model) -> Error {
    let (kind, message) = match error {
        SchemaError::StructuralError { constraint, message, .. } => {
            (ErrorKind::Schema, format!("{message} ({constraint})"))
        }
        SchemaError::XmlError { message, .. }
        | SchemaError::NamespaceError { message, .. }
        | SchemaError::FeatureError { message, .. } => (ErrorKind::Schema, message.clone()),
        SchemaError::ResolutionError { message } => (ErrorKind::Reference, message.clone()),
        SchemaError::LimitExceeded { message, max, .. } => {
            (ErrorKind::Limit, format!("{message}, more than the {max} that can be judged"))
        }
        other => (ErrorKind::Schema, other.to_string()),
    };
    let said = error.location().and_then(|at| texts.at(source_of(&at.base_uri)?, at.line));
    let origin = said.or_else(|| quoted(&message).find_map(|name| texts.named(name))).unwrap_or_else(|| texts.schema());
    Error::new(kind, with_places(&message, texts, model)).at(model.source(origin.source), origin)
}

/// The names in a message, without prefixes and namespaces.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    let parts = message.split(['\'', '"', '`']).skip(1).step_by(2);
    parts.map(|name| name.rsplit(['}', ':', '#']).next().unwrap_or(name))
}

/// A message with the places of our sources instead of those in the texts that the engine has of them.
fn with_places(message: &str, texts: &SchemaTexts, model: &Model) -> String {
    let mut parts = message.split(BASE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (source, rest) = number(part);
        let source = source.and_then(|id| u32::try_from(id).ok()).filter(|id| (*id as usize) < model.sources.len());
        let Some(source) = source.map(SourceId) else {
            out.push_str("a file that was not read");
            out.push_str(rest);
            continue;
        };
        let line = rest.strip_prefix(':').map(number);
        let origin = line.and_then(|(line, rest)| Some((texts.at(source, line?)?, rest)));
        match origin {
            Some((origin, rest)) => {
                let (name, position) = model.place(origin);
                // What follows is a column in the engine's text.
                let rest = rest.strip_prefix(':').map_or(rest, |rest| number(rest).1);
                out.push_str(&format!("{name}:{position}{rest}"));
            }
            None => {
                out.push_str(&model.source(source).name);
                out.push_str(rest);
            }
        }
    }
    out
}

/// The number that a text begins with, and what follows it.
fn number(text: &str) -> (Option<usize>, &str) {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..digits].parse().ok(), &text[digits..])
}

/// Pushes a document into a run, depth first and without recursion.
fn push<S: ValidationSink>(root: NodeRef<'_>, run: &mut ValidationRuntime<'_, S>, schema: &SchemaSet) {
    // The namespaces in scope, and the elements that are open, each with those of its children that are to come and how many
    // scopes there were before it.
    let mut scopes = vec![NamespaceContextSnapshot::default()];
    let mut open: Vec<(NodeRef<'_>, Children<'_>, usize)> = Vec::new();
    let mut next = Some(root);
    loop {
        if let Some(element) = next.take() {
            let before = scopes.len();
            start(element, run, schema, &mut scopes);
            if element.is_leaf() {
                text(element.value(), element, run);
            }
            open.push((element, element.children(), before));
        }
        let Some((element, children, before)) = open.last_mut() else { return };
        match children.next() {
            Some(child) if child.kind() == NodeKind::Element => next = Some(child),
            Some(child) => text(child.value(), *element, run),
            None => {
                run.set_location(place(*element));
                run.validate_end_element_novalue();
                scopes.truncate(*before);
                open.pop();
            }
        }
    }
}

fn start<S: ValidationSink>(
    element: NodeRef<'_>,
    run: &mut ValidationRuntime<'_, S>,
    schema: &SchemaSet,
    scopes: &mut Vec<NamespaceContextSnapshot>,
) {
    if let Some(scope) = declared(element, schema, scopes) {
        scopes.push(scope);
    }
    let none = NamespaceContextSnapshot::default();
    let scope = scopes.last().unwrap_or(&none);
    let sent = |name: &str| {
        let is_it = |attribute: &NodeRef<'_>| attribute.namespace() == Some(INSTANCE) && attribute.local_name() == name;
        element.attributes().find(is_it).map(NodeRef::value)
    };
    run.set_location(place(element));
    let namespace = element.namespace().unwrap_or("");
    run.validate_element_novalue(element.local_name(), namespace, sent("type"), sent("nil"), scope);
    for attribute in element.attributes() {
        run.set_location(place(attribute));
        run.validate_attribute(attribute.local_name(), attribute.namespace().unwrap_or(""), attribute.value());
    }
    run.set_location(place(element));
    run.validate_end_of_attributes_novalue();
    run.take_deferred_attribute_results();
}

/// The namespaces in scope at an element, where it declares any.
fn declared(
    element: NodeRef<'_>,
    schema: &SchemaSet,
    scopes: &[NamespaceContextSnapshot],
) -> Option<NamespaceContextSnapshot> {
    let mut declarations = element.declarations().peekable();
    declarations.peek()?;
    let mut scope = scopes.last().cloned().unwrap_or_default();
    for declaration in declarations {
        let namespace = declaration.value();
        let number = (!namespace.is_empty()).then(|| schema.name_table.add(namespace));
        match declaration.name().split_once(':') {
            None => scope.default_ns = number,
            Some((_, prefix)) => {
                let prefix = schema.name_table.add(prefix);
                scope.bindings.retain(|(own, _)| *own != prefix);
                scope.bindings.extend(number.map(|number| (prefix, number)));
            }
        }
    }
    Some(scope)
}

fn text<S: ValidationSink>(text: &str, element: NodeRef<'_>, run: &mut ValidationRuntime<'_, S>) {
    if text.is_empty() {
        return;
    }
    run.set_location(place(element));
    if text.chars().all(char::is_whitespace) { run.validate_whitespace(text) } else { run.validate_text(text) }
}

/// The number of a node as a place that the engine carries along.
fn place(node: NodeRef<'_>) -> SourceLocation {
    SourceLocation { base_uri: String::new(), line: node.id().index(), column: 0 }
}

/// Takes what the engine objects to. What it says in words may have values of the payload in it, and is left out.
struct Violations<'v>(&'v mut Vec<Violation>);

impl ValidationSink for Violations<'_> {
    fn on_error(&mut self, error: ValidationError) {
        let node = error.location.as_ref().map_or(0, |place| place.line);
        let attribute = match error.subject() {
            Some(ValidationSubject::Attribute(name)) => Some((name.namespace_uri().into(), name.local_name().into())),
            _ => None,
        };
        self.0.push(Violation { kind: kind(error.constraint), node, attribute, rule: error.constraint });
    }

    fn on_warning(&mut self, _: ValidationWarning) {}
}

/// The kind of finding that a constraint of the specification is about, where it is about one only.
fn kind(constraint: &str) -> Kind {
    match constraint {
        "cvc-enumeration-valid" => Kind::NewEnumValue,
        "cvc-pattern-valid" => Kind::PatternMismatch,
        "cvc-length-valid" | "cvc-minLength-valid" | "cvc-maxLength-valid" => Kind::LengthOutOfRange,
        "cvc-minInclusive-valid" | "cvc-maxInclusive-valid" | "cvc-minExclusive-valid" | "cvc-maxExclusive-valid" => {
            Kind::NumberOutOfRange
        }
        "cvc-totalDigits-valid" | "cvc-fractionDigits-valid" => Kind::PrecisionExceeded,
        "cvc-explicitTimezone-valid" => Kind::FormatChanged,
        "cvc-datatype-valid" | "cvc-datatype-valid.1.2.1" => Kind::TypeChanged,
        "cvc-attribute.4" | "cvc-elt.5.2.2.2.1" | "cvc-elt.5.2.2.2" => Kind::ConstantChanged,
        _ => Kind::RuleViolated,
    }
}
