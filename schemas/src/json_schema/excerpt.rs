//! A part of a schema as a schema that stands alone, for others than this crate: what can be reached in, JSON in draft 2020-12
//! out, in which every reference is one to a definition that is given with it.
//!
//! Older keywords become those of 2020-12, and identifiers and anchors go, since references are resolved. What cannot be said
//! is left out: a reference that leads nowhere or to a metaschema, a vocabulary that is not known. An excerpt is then wider
//! than its schema, and never narrower: whatever could turn around what was left out (`not`, `if`, …) goes as well.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::dialect::Dialect;
use super::keyword::{Holds, Keyword};
use super::reach::{Entry, Leads, Reached};
use super::resource::Library;
use super::schema::Schema;
use super::source::File;
use crate::document::{Kind, NodeRef};
use crate::error::Error;
use crate::model::Draft;
use crate::text::Origin;

/// The draft that excerpts are written in.
const LATEST: Dialect = Dialect::of(Draft::Draft202012);

/// A part of a schema as a schema that stands alone. Texts are JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The schema asked for.
    pub schema: String,
    /// What its references lead to, by name: the pointer to it with `#`, after its file where that is not the first.
    pub definitions: Vec<(String, String)>,
}

/// The schema that stands at a place, and all that its references lead to.
pub(super) fn excerpt(
    library: &Library<'_>,
    reached: &Reached,
    at: Origin,
    refer: &dyn Fn(&str) -> String,
) -> Result<Option<Excerpt>, Error> {
    let stands = |entry: &Entry| {
        let file = library.source(entry.place.source);
        file.origin(file.node(entry.place.node)) == at
    };
    let Some(asked) = reached.entries.iter().position(stands) else { return Ok(None) };
    let mut writer = Writer { library, reached, lossy: lossy(library, reached)?, refer, wanted: Vec::new() };
    let schema = writer.schema(asked)?;
    let (mut definitions, mut written) = (Vec::new(), BTreeSet::new());
    while let Some(entry) = writer.wanted.pop() {
        if written.insert(entry) {
            definitions.push((name(library, reached, entry), writer.schema(entry)?));
        }
    }
    definitions.sort_unstable();
    Ok(Some(Excerpt { schema, definitions }))
}

/// The name of an entry. A schema that is reached in several dynamic scopes has one for each.
fn name(library: &Library<'_>, reached: &Reached, entry: usize) -> String {
    let place = reached.entries[entry].place;
    let file = library.source(place.source);
    let main = reached.entries.first().is_some_and(|root| root.place.source == place.source);
    let before = if main { "" } else { &*file.source.name };
    let name = format!("{before}#{}", file.node(place.node).to_pointer());
    match reached.entries[..entry].iter().filter(|other| other.place == place).count() {
        0 => name,
        again => format!("{name}@{}", again + 1),
    }
}

/// Which entries are written with less than they say, in themselves or in what they hold and refer to.
fn lossy(library: &Library<'_>, reached: &Reached) -> Result<Vec<bool>, Error> {
    let mut lossy = vec![false; reached.entries.len()];
    let mut users = vec![Vec::new(); reached.entries.len()];
    let mut waiting = Vec::new();
    for (at, entry) in reached.entries.iter().enumerate() {
        for (_, child) in &entry.children {
            users[*child].push(at);
        }
        let mut leads = entry.references.iter().map(|(_, leads)| leads);
        let first = leads.next();
        if let Some(Leads::To(target)) = first {
            users[*target].push(at);
        }
        let loses_reference = leads.next().is_some() || !matches!(first, None | Some(Leads::To(_)));
        if loses_reference || loses_keyword(library, entry)? {
            waiting.push(at);
        }
    }
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut lossy[at], true) {
            waiting.append(&mut users[at]);
        }
    }
    Ok(lossy)
}

/// Whether a schema has keywords that are not written.
fn loses_keyword(library: &Library<'_>, entry: &Entry) -> Result<bool, Error> {
    let resource = library.resource(entry.resource);
    if resource.beyond.is_some() {
        return Ok(true);
    }
    let file = library.source(entry.place.source);
    let schema = Schema::read(file, file.node(entry.place.node), resource.dialect)?;
    Ok(schema.get(Keyword::Dependencies).is_some()
        && schema.has_any(&[Keyword::DependentSchemas, Keyword::DependentRequired]))
}

struct Writer<'l> {
    library: &'l Library<'l>,
    reached: &'l Reached,
    lossy: Vec<bool>,
    refer: &'l dyn Fn(&str) -> String,
    /// Entries that were referred to.
    wanted: Vec<usize>,
}

impl Writer<'_> {
    /// Writes a schema. Schemas lie in each other as deep as a document may be, and no deeper: references are not followed.
    fn schema(&mut self, at: usize) -> Result<String, Error> {
        let (library, reached) = (self.library, self.reached);
        let entry = &reached.entries[at];
        let resource = library.resource(entry.resource);
        let file = Rc::clone(library.source(entry.place.source));
        let node = file.node(entry.place.node);
        if resource.beyond.is_some() {
            return Ok("true".to_owned());
        }
        let schema = Schema::read(&file, node, resource.dialect)?;
        if node.kind() == Kind::Boolean {
            return Ok(node.value().to_owned());
        }
        let mut members = Vec::new();
        if let Some((_, Leads::To(target))) = entry.references.first() {
            let reference = (self.refer)(&name(library, reached, *target));
            members.push(format!("\"$ref\":{}", quoted(&reference)));
            self.wanted.push(*target);
        }
        for (row, value) in schema.keywords() {
            let Some(name) = self.written_as(at, &schema, row.keyword, row.name, value) else { continue };
            match row.keyword {
                Keyword::Dependencies => members.extend(self.dependencies(entry, &file, value)?),
                // Draft 4 says with `true` that the bound beside it is one that is not reached.
                Keyword::ExclusiveMinimum | Keyword::ExclusiveMaximum if value.kind() == Kind::Boolean => {
                    let bound =
                        if row.keyword == Keyword::ExclusiveMinimum { Keyword::Minimum } else { Keyword::Maximum };
                    let bound = schema.get(bound).filter(|_| value.value() == "true");
                    members.extend(bound.map(|bound| format!("\"{name}\":{}", json(&file, bound))));
                }
                _ => members.push(format!("\"{name}\":{}", self.value(entry, &file, row.holds, value)?)),
            }
        }
        // What no draft knows is for people and programs; what a later one knows would begin to count.
        let other = |member: &NodeRef<'_>| {
            let name = member.name();
            !name.starts_with('$') && schema.dialect.row(name).is_none() && LATEST.row(name).is_none()
        };
        members.extend(node.children().filter(other).map(|member| self::member(&file, member, &json(&file, member))));
        Ok(format!("{{{}}}", members.join(",")))
    }

    /// What a keyword is called in an excerpt; none where it is not written.
    fn written_as(
        &self,
        at: usize,
        schema: &Schema<'_>,
        keyword: Keyword,
        name: &'static str,
        value: NodeRef<'_>,
    ) -> Option<&'static str> {
        let is_true = |keyword| schema.get(keyword).is_some_and(|value: NodeRef<'_>| value.value() == "true");
        let is_tuple = |items: Option<NodeRef<'_>>| items.is_some_and(|items| items.kind() == Kind::Array);
        match keyword {
            Keyword::Schema
            | Keyword::Id
            | Keyword::Ref
            | Keyword::Anchor
            | Keyword::RecursiveAnchor
            | Keyword::RecursiveRef
            | Keyword::DynamicAnchor
            | Keyword::DynamicRef
            | Keyword::Definitions => None,
            Keyword::Not
            | Keyword::If
            | Keyword::Then
            | Keyword::Else
            | Keyword::MaxContains
            | Keyword::UnevaluatedItems
            | Keyword::UnevaluatedProperties
                if self.lossy[at] =>
            {
                None
            }
            Keyword::OneOf if self.lossy[at] => schema.get(Keyword::AnyOf).is_none().then_some("anyOf"),
            Keyword::Items if is_tuple(Some(value)) => (value.children().next().is_some()).then_some("prefixItems"),
            Keyword::AdditionalItems => is_tuple(schema.get(Keyword::Items)).then_some("items"),
            Keyword::Minimum if is_true(Keyword::ExclusiveMinimum) => None,
            Keyword::Maximum if is_true(Keyword::ExclusiveMaximum) => None,
            _ => Some(name),
        }
    }

    /// The value of a keyword.
    fn value(&mut self, entry: &Entry, file: &File, holds: Holds, value: NodeRef<'_>) -> Result<String, Error> {
        let mut schemas = Vec::new();
        for schema in holds.schemas(value) {
            schemas.push((schema, self.schema(entry.child(schema.id()))?));
        }
        Ok(match (holds, value.kind()) {
            (Holds::Schemas | Holds::SchemaOrSchemas, Kind::Array) => {
                let schemas: Vec<String> = schemas.into_iter().map(|(_, schema)| schema).collect();
                format!("[{}]", schemas.join(","))
            }
            (Holds::Map | Holds::SchemasOrNames, Kind::Object) => object(file, schemas),
            (Holds::Schema | Holds::SchemaOrSchemas, _) => schemas.into_iter().map(|(_, schema)| schema).collect(),
            (Holds::Nothing | Holds::Schemas | Holds::Map | Holds::SchemasOrNames, _) => json(file, value),
        })
    }

    /// `dependencies`, which 2019-09 took apart; none where the parts are there already.
    fn dependencies(&mut self, entry: &Entry, file: &File, value: NodeRef<'_>) -> Result<Vec<String>, Error> {
        if loses_keyword(self.library, entry)? {
            return Ok(Vec::new());
        }
        let names = value.children().filter(|member| member.kind() == Kind::Array);
        let names: Vec<_> = names.map(|member| (member, json(file, member))).collect();
        let schemas = self.value(entry, file, Holds::SchemasOrNames, value)?;
        Ok(vec![format!("\"dependentRequired\":{}", object(file, names)), format!("\"dependentSchemas\":{schemas}")])
    }
}

/// An object of these members.
fn object(file: &File, members: Vec<(NodeRef<'_>, String)>) -> String {
    let members: Vec<String> = members.into_iter().map(|(named, value)| member(file, named, &value)).collect();
    format!("{{{}}}", members.join(","))
}

/// A member under its own key.
fn member(file: &File, named: NodeRef<'_>, value: &str) -> String {
    format!("{}:{value}", named.name_span().of(file.document.text()))
}

/// A value as it is written, without the comments that our reader passes over.
fn json(file: &File, value: NodeRef<'_>) -> String {
    match value.kind() {
        Kind::Object => object(file, value.children().map(|child| (child, json(file, child))).collect()),
        Kind::Array => {
            let items: Vec<String> = value.children().map(|child| json(file, child)).collect();
            format!("[{}]", items.join(","))
        }
        _ => file.json(value).into(),
    }
}

/// A text in quotes; references are URIs, in which nothing has to be escaped but these.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
