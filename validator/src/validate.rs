//! `validate()` of generated types: a value held to the schema that its type was generated from.
//!
//! A value is written, as XML where the schema is an XSD and as JSON otherwise, and walked as a payload would be, from its type's
//! own place in the schema on; so the findings and their codes are those of `check`. No judge is asked: what only a judge can
//! decide is not found, nor is what a value does not hold: the namespace of a prefix in a text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::json_schema;
use driftline_schemas::model::{Draft, Language, Model, Name, Root, TypeId};
#[cfg(feature = "schemars1")]
use driftline_schemas::text::Origin;

use crate::contract::{Contract, ContractOptions, World};
use crate::finding::Finding;
use crate::payload::{Output, Payload, RootName, to_json, written};

/// The schema that a module of types was generated from, made ready when it is first needed. Generated code has one.
#[derive(Debug)]
pub struct SchemaText {
    /// Names and texts; those that were asked for come first.
    files: &'static [(&'static str, &'static str)],
    /// How many were asked for.
    asked: usize,
    /// The draft where `$schema` does not say.
    draft: &'static str,
    ready: OnceLock<Option<Ready>>,
}

/// Files by name.
type Bytes = BTreeMap<String, Vec<u8>>;

#[derive(Debug)]
struct Ready {
    contract: Contract,
    /// Types by their place: `line:column` in the first file, `file:line:column` in another.
    places: BTreeMap<String, TypeId>,
}

impl SchemaText {
    /// The JSON Schema of these files. The first name may end in a `#fragment`, which chooses a part of it.
    #[must_use]
    pub const fn new(draft: &'static str, files: &'static [(&'static str, &'static str)]) -> Self {
        Self { files, asked: 1, draft, ready: OnceLock::new() }
    }

    /// The XSD that so many of the first of these files make together; the others are those that they lead to.
    #[must_use]
    pub const fn xsd(asked: usize, files: &'static [(&'static str, &'static str)]) -> Self {
        Self { files, asked, draft: "", ready: OnceLock::new() }
    }

    /// What of a value breaks the schema, with paths and positions in the document that it is written as. `place` is where its
    /// type is in the schema. What refers to an ID in another part of a document is not found where only a part is validated.
    #[must_use]
    pub fn validate<T: Payload>(&self, value: &T, place: &str) -> Vec<Finding> {
        self.held(T::ROOT, place, &|output| value.write(output))
    }

    /// The same of a whole document, whatever its type.
    #[must_use]
    pub fn validate_document<T: Payload>(&self, value: &T) -> Vec<Finding> {
        let ready = self.ready.get_or_init(|| self.ready()).as_ref();
        ready.map_or_else(Vec::new, |ready| ready.contract.check(to_json(value).as_bytes()).into_findings())
    }

    /// What is written, walked. All types share this one.
    fn held(&self, root: Option<RootName>, place: &str, write: &dyn Fn(&mut Output)) -> Vec<Finding> {
        let Some(ready) = self.ready.get_or_init(|| self.ready()) else { return Vec::new() };
        let model = ready.contract.model();
        let is_xml = model.language == Language::Xsd;
        let Some(root) = root.and_then(|name| declared(model, &name)).cloned().or_else(|| ready.part(place)) else {
            return Vec::new();
        };
        let text = written(root.name.as_ref().filter(|_| is_xml), write);
        match Document::read_string(text, &ReadOptions::default()) {
            Ok(document) => ready.contract.check_value(&document, &root).into_findings(),
            Err(error) => vec![crate::envelope::unreadable(&error)],
        }
    }

    /// Where a type is.
    #[cfg(feature = "schemars1")]
    pub(crate) fn origin(&self, place: &str) -> Option<Origin> {
        let ready = self.ready.get_or_init(|| self.ready()).as_ref()?;
        Some(ready.contract.model().type_(*ready.places.get(place)?).origin)
    }

    /// The names of what was asked for, how to read it, and all files.
    pub(crate) fn reading(&self) -> (Vec<&'static str>, json_schema::Options, Bytes) {
        let named = |(name, text): &(&'static str, &str)| (plain(name).to_owned(), text.as_bytes().to_vec());
        let options = json_schema::Options {
            draft: Draft::from_name(self.draft),
            degrade_references: true,
            ..json_schema::Options::default()
        };
        let asked = self.files.iter().take(self.asked).map(|(name, _)| *name).collect();
        (asked, options, self.files.iter().map(named).collect())
    }

    /// The contract, where the schema loads as it did when the code was generated.
    fn ready(&self) -> Option<Ready> {
        let (asked, reading, files) = self.reading();
        let model = driftline_schemas::load_all(&asked, &reading, &files).ok()?;
        let options = ContractOptions { world: World::Strict, judge: false, ..ContractOptions::default() };
        let places = places(&model);
        let name = asked.first().copied().map(plain)?.to_owned();
        Some(Ready { contract: Contract::new(name, model, options).ok()?, places })
    }
}

/// The name of a file without a fragment.
fn plain(name: &str) -> &str {
    name.split_once('#').map_or(name, |(name, _)| name)
}

impl Ready {
    /// A type that is no root, as if it were one: an element of XML by the name of the type.
    fn part(&self, place: &str) -> Option<Root> {
        let type_ = *self.places.get(place)?;
        let model = self.contract.model();
        let own = model.type_(type_);
        let name = own.name.as_ref().map_or_else(|| Name::local("_"), |name| Name::local(name.local.clone()));
        let name = (model.language == Language::Xsd).then_some(name);
        Some(Root { name, type_, element: None, origin: own.origin })
    }
}

/// The root element of this name.
fn declared<'m>(model: &'m Model, name: &RootName) -> Option<&'m Root> {
    let is_it = |own: &Name| *own.local == *name.name && own.namespace.as_deref().unwrap_or_default() == name.namespace;
    model.roots.iter().find(|root| root.name.as_ref().is_some_and(is_it))
}

/// The types by their places.
fn places(model: &Model) -> BTreeMap<String, TypeId> {
    let mut places = BTreeMap::new();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for (at, type_) in (0..).zip(&model.types) {
        let (file, position) = model.place(type_.origin);
        let is_main = type_.origin.source.0 == 0;
        let place = if is_main { position.to_string() } else { format!("{file}:{position}") };
        // Of several types at one place the first is the schema itself, the others are parts of it; of an XSD they are those
        // of a file that is read for several namespaces, and have their number.
        let before = alike.entry(place.clone()).or_default();
        let place = if *before == 0 { place } else { format!("{place}#{before}") };
        *before += 1;
        places.insert(place, TypeId(at));
    }
    places
}
