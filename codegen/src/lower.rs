//! Lowering: from a model to items. Which Rust types, what they are called, what they hold; no tokens.
//!
//! Work begins at the roots and follows references, so that what no document can hold is not generated. A type that
//! becomes an item is given its place at once and its content later, from a queue: depth of the schema is not depth of
//! the stack, and recursive types are nothing special until [`finish`] puts them into boxes.

mod alike;
mod branches;
mod conjunction;
mod content;
mod element;
mod facets;
mod finish;
mod integrations;
mod kinds;
mod overrides;
mod record;
mod scalar;
mod simple;
mod spot;
mod union;

use std::collections::{BTreeMap, VecDeque};

use driftline_schemas::Model;
use driftline_schemas::model::{Array, Language, Name, Root, Shape, TypeId};
use driftline_schemas::text::{Origin, SourceId};

use crate::docs;
use crate::embedded::Embedded;
use crate::item::{Item, ItemId, Kind, Known, Rust, Traits};
use crate::name::{Vocabulary, Wanted};
use crate::note::Note;
use crate::options::Options;
use element::Substitutes;
use spot::Spot;

/// Types within types without an item between them, such as arrays of arrays, are followed this deep.
const MAX_NESTING: usize = 64;

/// What a model becomes.
pub(crate) struct Lowered {
    /// In the order in which they are reached from the roots.
    pub(crate) items: Vec<Item>,
    /// The item of each root.
    pub(crate) roots: Vec<ItemId>,
    /// The schema that they are held to.
    pub(crate) embedded: Option<Embedded>,
    /// What the items do not say.
    pub(crate) notes: Vec<Note>,
    /// Patterns of overrides that no item fits.
    pub(crate) unused: Vec<String>,
}

/// The items of a model.
pub(crate) fn lower(model: &Model, options: &Options) -> Lowered {
    let mut lowering = Lowering {
        model,
        options,
        vocabulary: Vocabulary::learn(model),
        items: Vec::new(),
        wanted: Vec::new(),
        types: vec![State::New; model.types.len()],
        alike: alike::alike(model),
        shared: BTreeMap::new(),
        queue: VecDeque::new(),
        notes: Vec::new(),
        nesting: 0,
        substitutes: Substitutes::of(model),
        embedded: if options.omit_schema { None } else { Embedded::of(model, &options.source_name) },
    };
    let asked = roots(model, &options.roots);
    let mut roots = Vec::new();
    for root in &asked {
        let is_shared = asked.iter().filter(|other| other.type_ == root.type_).count() > 1;
        roots.push(lowering.root(root, is_shared));
    }
    while let Some((item, type_, spot)) = lowering.queue.pop_front() {
        lowering.fill(item, type_, &spot);
    }
    let Lowering { mut items, wanted, mut notes, embedded, .. } = lowering;
    let unused = finish::finish(&mut items, &wanted, &roots, options);
    notes.extend(derive_json_schema(&mut items, model, embedded.is_some(), options));
    notes.sort_by(|a, b| (&a.file, a.position, &a.what).cmp(&(&b.file, b.position, &b.what)));
    notes.dedup();
    Lowered { items, roots, embedded, notes, unused }
}

/// Has what stands for a part of a JSON Schema derive `JsonSchema`, where that is asked for; a note where there is no such schema.
fn derive_json_schema(items: &mut [Item], model: &Model, has_text: bool, options: &Options) -> Option<Note> {
    let why = match (model.language, has_text) {
        (Language::JsonSchema(_), true) => None,
        (Language::JsonSchema(_), false) => Some("the text of the schema is not at hand; its types have none"),
        (Language::Xsd, _) => Some("an XSD does not say what it is in JSON; its types have none"),
    };
    if !options.json_schema {
        return None;
    }
    let Some(why) = why else {
        for item in items.iter_mut().filter(|item| item.place.is_some()) {
            item.derives.push("::driftline::JsonSchema".to_owned());
        }
        return None;
    };
    Some(Note::new(model, model.roots.first()?.origin, "`JsonSchema`", why))
}

/// The roots that are asked for; where none is, those of the first file, and where it has none, all.
fn roots<'m>(model: &'m Model, asked: &[String]) -> Vec<&'m Root> {
    let is_asked =
        |root: &&Root| root.name.as_ref().is_none_or(|name| asked.iter().any(|wanted| **wanted == *name.local));
    if !asked.is_empty() {
        return model.roots.iter().filter(is_asked).collect();
    }
    let own: Vec<&Root> = model.roots.iter().filter(|root| root.origin.source == SourceId(0)).collect();
    if own.is_empty() { model.roots.iter().collect() } else { own }
}

/// How far a type of the model is.
#[derive(Debug, Clone)]
enum State {
    New,
    /// It is being lowered; whoever meets it now makes an item of it.
    Busy(Option<ItemId>),
    Done(Rust),
}

/// The work in progress.
struct Lowering<'m> {
    model: &'m Model,
    options: &'m Options,
    vocabulary: Vocabulary,
    items: Vec<Item>,
    /// The names that the items want, by the same index.
    wanted: Vec<Wanted>,
    types: Vec<State>,
    /// For each type the first that is written as it is.
    alike: Vec<TypeId>,
    /// Which of those that are written alike has the item, by the name of their place.
    shared: BTreeMap<(TypeId, String), (TypeId, Option<ItemId>)>,
    queue: VecDeque<(ItemId, TypeId, Spot)>,
    notes: Vec<Note>,
    nesting: usize,
    substitutes: Substitutes,
    embedded: Option<Embedded>,
}

impl<'m> Lowering<'m> {
    /// Gives a root its type. An element that is the only one of its type lends it its name; where several elements are of
    /// one type, or the type is no record, each is a newtype around it, since a document is written under its root's name.
    fn root(&mut self, root: &Root, is_shared: bool) -> ItemId {
        let model = self.model;
        let type_ = model.type_(root.type_);
        let title = type_.title.as_deref().or(type_.name.as_ref().map(|name| &*name.local));
        let name = root.name.as_ref().map(|name| &*name.local).or(title).unwrap_or(&self.options.root_name);
        let spot = Spot::root(name);
        let rust = self.element_type(root.type_, &spot);
        let element = root.element.map(|element| model.element(element));
        let nillable = element.is_some_and(|element| element.nillable);
        let is_preset = element.is_some_and(|element| element.default.is_some() || element.fixed.is_some());
        let rust = if is_preset { self.or_empty(rust) } else { rust };
        let prose = element.and_then(|element| element.docs.as_deref());
        let lines = docs::lines_or(prose, || format!("The document {}.", docs::code(name)));
        let wanted = spot.wanted(vec![crate::name::pascal(name)], 0);
        let item = match rust {
            Rust::Item(item) if self.can_be_root(item) && !is_shared && !nillable => {
                self.items[item.0].root.clone_from(&root.name);
                if type_.name.is_none() || self.wanted[item.0].candidates.first() == wanted.candidates.first() {
                    if prose.is_some() || type_.docs.is_none() {
                        self.items[item.0].docs = lines;
                    }
                    return item;
                }
                self.item(Kind::Alias(Rust::Item(item)), wanted)
            }
            rust if root.name.is_some() => {
                let rust = if nillable { self.nullable(rust, root.type_) } else { rust };
                let item = self.item(Kind::Transparent(rust), wanted);
                self.items[item.0].root.clone_from(&root.name);
                self.items[item.0].place = self.place(root.type_);
                item
            }
            rust => self.item(Kind::Alias(rust), wanted),
        };
        self.items[item.0].docs = lines;
        item
    }

    /// Whether an item can carry the name of a root.
    fn can_be_root(&self, item: ItemId) -> bool {
        matches!(self.items[item.0].kind, Kind::Struct(_) | Kind::Variants(_)) && self.items[item.0].root.is_none()
    }

    /// A new item that wants this name.
    fn item(&mut self, kind: Kind, wanted: Wanted) -> ItemId {
        let lenient = self.model.language == Language::Xsd;
        let traits = Traits { copy: false, eq: false, ord: false, default: false };
        self.items.push(Item {
            name: String::new(),
            docs: Vec::new(),
            root: None,
            lenient,
            kind,
            traits,
            place: None,
            derives: Vec::new(),
            is_kept: true,
        });
        self.wanted.push(wanted);
        ItemId(self.items.len() - 1)
    }

    /// A new item for a type of the model, with its documentation.
    fn item_of(&mut self, kind: Kind, id: TypeId, spot: &Spot) -> ItemId {
        let wanted = self.name_of(id, spot);
        let item = self.item(kind, wanted);
        if let Some((first, of_first)) = self.shared.get_mut(&(self.alike[id.0 as usize], spot.name.clone()))
            && *first == id
        {
            of_first.get_or_insert(item);
        }
        let type_ = self.model.type_(id);
        let mut lines = docs::lines_or(type_.docs.as_deref(), || match own_name(type_.name.as_ref()) {
            Some(name) => format!("The type {} of the schema.", docs::code(&name.local)),
            None => format!("The type of {}.", docs::code(spot.path.trim_start_matches("type "))),
        });
        if type_.deprecated {
            docs::add(&mut lines, "Deprecated.".to_owned());
        }
        self.items[item.0].docs = lines;
        self.items[item.0].place = self.place(id);
        item
    }

    /// Where a type is in the schema that the code holds, where it holds one.
    fn place(&self, id: TypeId) -> Option<String> {
        self.embedded.as_ref().map(|embedded| embedded.place(self.model, id))
    }

    /// The names for a type: its own where it has one, else its title, else that of its place. Who has a name of its own
    /// keeps it where another only borrowed the same.
    fn name_of(&self, id: TypeId, spot: &Spot) -> Wanted {
        let type_ = self.model.type_(id);
        if let Some(name) = own_name(type_.name.as_ref()) {
            let key = format!("type {name}");
            let pascal = self.vocabulary.pascal(&name.local);
            let second = format!("{pascal}Type");
            return Wanted { candidates: vec![pascal, second], rank: 1, key };
        }
        let is_record = !matches!(type_.shape, Shape::Scalar(_) | Shape::List { .. } | Shape::Union { .. });
        let mut candidates: Vec<String> = type_.title.as_deref().map(crate::name::pascal).into_iter().collect();
        if is_record && candidates.is_empty() && !spot.is_variant {
            candidates.push(crate::name::pascal(&spot.name));
        }
        candidates.push(spot.qualified());
        candidates.dedup();
        spot.wanted(candidates, if spot.owner.is_empty() { 0 } else { 2 })
    }

    /// The Rust type of a type of the model, at the place where it is met first.
    fn type_of(&mut self, id: TypeId, spot: &Spot) -> Rust {
        let id = self.first_alike(id, spot);
        let at = id.0 as usize;
        match self.types[at].clone() {
            State::Done(rust) => return rust,
            State::Busy(Some(item)) => return Rust::Item(item),
            State::Busy(None) => {
                let item = self.item_of(Kind::Transparent(Rust::Known(Known::Value)), id, spot);
                self.types[at] = State::Busy(Some(item));
                return Rust::Item(item);
            }
            State::New => {}
        }
        if self.nesting >= MAX_NESTING {
            return self.value(self.model.type_(id).origin, "deep nesting", "types are followed 64 deep");
        }
        self.types[at] = State::Busy(None);
        self.nesting += 1;
        let mut rust = self.shape(id, spot);
        self.nesting -= 1;
        if let State::Busy(Some(item)) = self.types[at] {
            self.items[item.0].kind = Kind::Transparent(rust);
            rust = Rust::Item(item);
        }
        self.types[at] = State::Done(rust.clone());
        rust
    }

    /// The type that this one is generated as: one that is written as it is, and was met under the same name. Of the names
    /// for the two the same is taken, whichever was met first.
    fn first_alike(&mut self, id: TypeId, spot: &Spot) -> TypeId {
        if spot.is_variant || spot.owner.is_empty() {
            return id;
        }
        let key = (self.alike[id.0 as usize], spot.name.clone());
        let (first, item) = *self.shared.entry(key).or_insert((id, None));
        if let (true, Some(item)) = (first != id, item) {
            let other = self.name_of(id, spot);
            let wanted = &mut self.wanted[item.0];
            if (&other.candidates, &other.key) < (&wanted.candidates, &wanted.key) {
                *wanted = other;
            }
        }
        first
    }

    /// By the shape of the type.
    fn shape(&mut self, id: TypeId, spot: &Spot) -> Rust {
        let model: &'m Model = self.model;
        let type_ = model.type_(id);
        match &type_.shape {
            Shape::Any => Rust::Known(Known::Value),
            Shape::Never => self.value(type_.origin, "false", "no value is allowed here"),
            Shape::Scalar(scalar) => self.scalar(id, scalar, spot),
            Shape::List { item, .. } => self.list(*item, spot),
            Shape::Union { members, .. } => self.members(id, members, spot),
            Shape::Record(record) => self.record(id, record, spot),
            Shape::Array(array) => self.array(array, type_.origin, spot),
            Shape::ByKind(kinds) => self.by_kind(id, kinds, spot),
            Shape::Enumeration(literals) => self.literals(id, literals, spot),
            Shape::All { parts, .. } => self.conjunction(id, parts, spot),
            Shape::AnyOf(parts) | Shape::OneOf(parts) => self.union(id, parts, spot),
            Shape::Not(_) => self.value(type_.origin, "not", "says only what a value is not"),
            Shape::If { .. } => self.value(type_.origin, "if", "a condition has no type"),
            Shape::Foreign(foreign) => self.value(foreign.origin, &foreign.construct, &foreign.reason),
        }
    }

    /// An array of JSON.
    fn array(&mut self, array: &Array, origin: Origin, spot: &Spot) -> Rust {
        if array.prefix.is_empty() {
            let item = array.items.map(|items| self.type_of(items, &spot.item()));
            return Rust::Vec(Box::new(item.unwrap_or(Rust::Known(Known::Value))));
        }
        self.note(
            origin,
            "prefixItems",
            "items of different types by their position; generated as a list of any of them",
        );
        let is_closed = |type_: TypeId| matches!(self.model.type_(type_).shape, Shape::Never);
        let all: Vec<TypeId> =
            array.prefix.iter().copied().chain(array.items.filter(|type_| !is_closed(*type_))).collect();
        let parts: Vec<TypeId> = all.iter().copied().filter(|part| !self.says_nothing(*part)).collect();
        let item = self.either(&parts, &spot.item());
        let is_open = (array.items.is_none() || parts.len() < all.len()) && item != Rust::Known(Known::Value);
        Rust::Vec(Box::new(if is_open { Rust::Guess(Box::new(item)) } else { item }))
    }

    /// Fills an item from the queue.
    fn fill(&mut self, item: ItemId, id: TypeId, spot: &Spot) {
        let model: &'m Model = self.model;
        match &model.type_(id).shape {
            Shape::Record(record) => self.fill_record(item, record, &conjunction::Widened::new(), spot),
            Shape::All { .. } => self.fill_conjunction(item, id, spot),
            Shape::ByKind(kinds) => self.fill_kinds(item, kinds, spot),
            Shape::AnyOf(parts) | Shape::OneOf(parts) => self.fill_union(item, parts, spot),
            Shape::Union { members, .. } => self.fill_members(item, members, spot),
            Shape::Any
            | Shape::Never
            | Shape::Scalar(_)
            | Shape::List { .. }
            | Shape::Array(_)
            | Shape::Enumeration(_)
            | Shape::Not(_)
            | Shape::If { .. }
            | Shape::Foreign(_) => {}
        }
    }

    /// Remembers what a type does not say.
    fn note(&mut self, origin: Origin, what: &str, why: &str) {
        self.notes.push(Note::new(self.model, origin, what, why));
    }

    /// A value of any kind, with the reason.
    fn value(&mut self, origin: Origin, what: &str, why: &str) -> Rust {
        self.note(origin, what, &format!("{why}; generated as a value of any kind"));
        Rust::Known(Known::Value)
    }
}

/// The name of a type that its schema gave, not XSD.
fn own_name(name: Option<&Name>) -> Option<&Name> {
    name.filter(|name| name.namespace.as_deref() != Some("http://www.w3.org/2001/XMLSchema"))
}
