//! Elements: what may stand for an element by its substitution group, what may stand for its type by `xsi:type`, and enums of
//! elements that their names tell apart.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schemas::model::{
    Additional, ElementDecl, ElementId, Field as ModelField, Model, Name, Place, Record, Shape, TypeId,
};

use super::spot::Spot;
use super::{Lowering, own_name};
use crate::docs;
use crate::item::{Field, ItemId, Kind, Known, Role, Rust, Struct};
use crate::name::{Wanted, distinct, pascal};

/// What stands for what in a model.
#[derive(Debug, Default)]
pub(super) struct Substitutes {
    /// The elements that name each as the head of their substitution group.
    members: BTreeMap<ElementId, Vec<ElementId>>,
    /// The complex types with a name that are derived from each.
    derived: BTreeMap<TypeId, Vec<TypeId>>,
    /// The enums that were made for them.
    groups: BTreeMap<ElementId, ItemId>,
    types: BTreeMap<TypeId, ItemId>,
}

impl Substitutes {
    /// Those of a model.
    pub(super) fn of(model: &Model) -> Self {
        let mut substitutes = Self::default();
        for (element, id) in model.elements.iter().zip((0_u32..).map(ElementId)) {
            if let Some(head) = element.substitutes {
                substitutes.members.entry(head).or_default().push(id);
            }
        }
        for (type_, id) in model.types.iter().zip((0_u32..).map(TypeId)) {
            let is_complex = |base: &TypeId| matches!(model.type_(*base).shape, Shape::Record(_));
            if let (Shape::Record(record), Some(_)) = (&type_.shape, own_name(type_.name.as_ref()))
                && let Some(base) = record.base.filter(is_complex)
            {
                substitutes.derived.entry(base).or_default().push(id);
            }
        }
        substitutes
    }
}

/// Everything below a node of a tree, in the order of the tree.
fn below<T: Copy + Ord>(tree: &BTreeMap<T, Vec<T>>, top: T) -> Vec<T> {
    let mut seen = BTreeSet::from([top]);
    let mut found = Vec::new();
    let mut open: Vec<T> = tree.get(&top).into_iter().flatten().rev().copied().collect();
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            found.push(next);
            open.extend(tree.get(&next).into_iter().flatten().rev());
        }
    }
    found
}

/// What an enum of elements takes beside them.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Text between them.
    pub(super) text: bool,
    /// Every other element.
    pub(super) others: bool,
    /// Records of several elements: variants, and the names that they want.
    pub(super) groups: Vec<(Wanted, Field)>,
}

/// An element that a field takes.
#[derive(Debug, Clone)]
struct Element {
    name: Name,
    type_: TypeId,
    nillable: bool,
    docs: Option<Box<str>>,
}

impl<'m> Lowering<'m> {
    /// The type of the content of an element: that of its declaration, or an enum where types derived from it may be named.
    pub(super) fn element_type(&mut self, id: TypeId, spot: &Spot) -> Rust {
        let model: &'m Model = self.model;
        let own = self.type_of(id, spot);
        let is_abstract = |id: TypeId| matches!(&model.type_(id).shape, Shape::Record(record) if record.abstract_);
        let derived: Vec<TypeId> =
            below(&self.substitutes.derived, id).into_iter().filter(|id| !is_abstract(*id)).collect();
        if derived.is_empty() {
            return own;
        }
        if let Some(item) = self.substitutes.types.get(&id) {
            return Rust::Item(*item);
        }
        let name = model.type_(id).name.as_ref().map_or(&*spot.name, |name| &*name.local);
        let wanted = Wanted {
            candidates: vec![format!("Any{}", self.vocabulary.pascal(name))],
            rank: 3,
            key: format!("types {name} {}", spot.path),
        };
        let item = self.item(Kind::Types(Struct::default()), wanted);
        self.substitutes.types.insert(id, item);
        self.items[item.0].place = self.place(id);
        self.items[item.0].docs =
            vec![format!("The type {}, or one derived from it that `xsi:type` names.", docs::code(name))];
        let declared = (!is_abstract(id)).then_some((model.type_(id).name.as_ref(), id, own));
        let mut variants: Vec<(Option<&Name>, TypeId, Rust)> = declared.into_iter().collect();
        for id in derived {
            let rust = self.type_of(id, spot);
            variants.push((model.type_(id).name.as_ref(), id, rust));
        }
        let wanted: Vec<Wanted> = variants
            .iter()
            .map(|(_, id, _)| {
                let name = model.type_(*id).name.as_ref();
                let local = name.map_or("Declared", |name| &name.local);
                Wanted { candidates: vec![self.vocabulary.pascal(local)], rank: 1, key: format!("{name:?}") }
            })
            .collect();
        let namespace = variants.iter().find_map(|(name, ..)| *name).and_then(|name| name.namespace.clone());
        let fields = variants.into_iter().zip(distinct(&wanted, "")).map(|((qname, type_id, type_), name)| {
            let of = |qname: &Name| format!("Where `xsi:type` is {}.", docs::code(&qname.local));
            let docs = if type_id == id { "The declared type.".to_owned() } else { qname.map(of).unwrap_or_default() };
            let own = qname.map(|qname| qname.namespace.clone().unwrap_or_default());
            let differs = own.filter(|own| **own != *namespace.as_deref().unwrap_or_default());
            let local = qname.map_or_else(Box::default, |qname| qname.local.clone());
            let role = if type_id == id { Role::Declared(local) } else { Role::Named(local) };
            Field { name, docs: vec![docs], role, namespace: differs, type_, constant: None }
        });
        let fields = fields.collect();
        self.items[item.0].kind = Kind::Types(Struct { namespace, fields, is_group: false });
        Rust::Item(item)
    }

    /// The type of an element that stands for its default where it is empty (part 1, 3.3.1): whatever takes no empty text takes
    /// it here.
    pub(super) fn or_empty(&self, rust: Rust) -> Rust {
        let takes_empty = match &rust {
            Rust::Known(known) => matches!(known, Known::Text | Known::Value),
            Rust::Item(item) => !matches!(self.items[item.0].kind, Kind::Scalar { .. } | Kind::Values(_)),
            _ => true,
        };
        if takes_empty { rust } else { Rust::Guess(Box::new(rust)) }
    }

    /// The type of an element that may be null. One that may have attributes then is kept as it is where it has any.
    pub(super) fn nullable(&self, rust: Rust, id: TypeId) -> Rust {
        let nullable = Rust::Nullable(Box::new(rust));
        let has_attributes = |record: &Record| {
            let is_attribute = |field: &ModelField| field.place == Place::Attribute;
            record.fields.iter().any(is_attribute) || matches!(record.additional, Additional::Attributes(_))
        };
        match &self.model.type_(id).shape {
            Shape::Record(record) if has_attributes(record) => Rust::Guess(Box::new(nullable)),
            _ => nullable,
        }
    }

    /// Whether other elements may stand for that of a field.
    pub(super) fn has_substitutes(&self, field: &ModelField) -> bool {
        field.element.is_some_and(|head| self.substitutes.members.contains_key(&head))
    }

    /// The enum of an element and those that may stand for it, once for each head.
    pub(super) fn substitution_group(&mut self, field: &ModelField, spot: &Spot) -> ItemId {
        let known = field.element.and_then(|head| self.substitutes.groups.get(&head));
        if let Some(item) = known {
            return *item;
        }
        let elements = self.standing_for(field);
        let name = pascal(&field.name.local);
        let candidates = vec![format!("{name}Element"), format!("{name}Group")];
        let wanted = Wanted { candidates, rank: 3, key: format!("group {}", field.name) };
        let lines = vec![format!("The element {}, or one that may stand for it.", docs::code(&field.name.local))];
        let item = self.element_enum(wanted, lines, &elements, Beside::default(), spot);
        if let Some(head) = field.element {
            self.substitutes.groups.insert(head, item);
        }
        item
    }

    /// The enum of several fields of a record, with those that may stand for them; with text, and with every other element.
    pub(super) fn group_enum(&mut self, fields: &[&ModelField], beside: Beside, wanted: Wanted, spot: &Spot) -> ItemId {
        let mut elements: Vec<Element> = Vec::new();
        let mut seen = BTreeSet::new();
        for field in fields {
            elements.extend(self.standing_for(field).into_iter().filter(|element| seen.insert(element.name.clone())));
        }
        let names: Vec<String> = elements.iter().take(4).map(|element| docs::code(&element.name.local)).collect();
        let more = if elements.len() > names.len() { ", …" } else { "" };
        let lines = vec![format!("One of {}{more}.", names.join(", "))];
        self.element_enum(wanted, lines, &elements, beside, spot)
    }

    /// The element of a field where it may stand itself, and all that may stand for it.
    fn standing_for(&self, field: &ModelField) -> Vec<Element> {
        let model = self.model;
        let of = |element: &ElementDecl| Element {
            name: element.name.clone(),
            type_: element.type_,
            nillable: element.nillable,
            docs: element.docs.clone(),
        };
        let own = Element {
            name: field.name.clone(),
            type_: field.type_,
            nillable: field.nillable,
            docs: field.docs.clone(),
        };
        let Some(head) = field.element else { return vec![own] };
        let members = below(&self.substitutes.members, head).into_iter().map(|id| model.element(id));
        let mut elements: Vec<Element> = if model.element(head).abstract_ { Vec::new() } else { vec![own.clone()] };
        elements.extend(members.filter(|element| !element.abstract_).map(of));
        // An abstract element that nothing stands for is never sent.
        if elements.is_empty() { vec![own] } else { elements }
    }

    /// An enum of elements.
    fn element_enum(
        &mut self,
        wanted: Wanted,
        lines: Vec<String>,
        elements: &[Element],
        beside: Beside,
        spot: &Spot,
    ) -> ItemId {
        let owner = spot.owner.clone();
        let item = self.item(Kind::Choice(Struct::default()), wanted);
        self.items[item.0].docs = lines;
        let namespace = elements.first().and_then(|element| element.name.namespace.clone());
        let mut wanted = Vec::new();
        let mut fields = Vec::new();
        for element in elements {
            let local = &element.name.local;
            wanted.push(Wanted { candidates: vec![pascal(local)], rank: 1, key: element.name.to_string() });
            let mut type_ = self.element_type(element.type_, &spot.part(&owner, local));
            if element.nillable {
                type_ = self.nullable(type_, element.type_);
            }
            let own = element.name.namespace.as_deref();
            let differs = own != namespace.as_deref();
            fields.push(Field {
                name: String::new(),
                docs: docs::lines_or(element.docs.as_deref(), || format!("{}.", docs::code(local))),
                role: Role::Named(local.clone()),
                namespace: differs.then(|| own.unwrap_or_default().into()),
                type_,
                constant: None,
            });
        }
        let Beside { text, others, groups } = beside;
        for (name, field) in groups {
            wanted.push(name);
            fields.push(field);
        }
        let mut extra = |name: &str, docs: &str, role: Role, known: Known| {
            let candidates = vec![name.to_owned(), format!("{name}Part")];
            wanted.push(Wanted { candidates, rank: 2, key: String::new() });
            let (docs, type_) = (vec![docs.to_owned()], Rust::Known(known));
            fields.push(Field { name: String::new(), docs, role, namespace: None, type_, constant: None });
        };
        if text {
            extra("Text", "Text between the elements.", Role::Text, Known::Text);
        }
        if others {
            extra("Other", "An element that a wildcard admits.", Role::Rest, Known::Member);
        }
        for (field, name) in fields.iter_mut().zip(distinct(&wanted, "")) {
            field.name = name;
        }
        self.items[item.0].kind = Kind::Choice(Struct { namespace, fields, is_group: false });
        item
    }
}
