//! The model itself: sources, types, global elements, roots.

use super::attribute::AttributeDecl;
use super::derivation::{Block, Method};
use super::foreign::Foreign;
use super::identity::{Identity, IdentityId};
use super::name::{ElementId, Name, TypeId};
use super::shape::{Shape, Type};
use crate::text::{Origin, Position, Source, SourceId};

/// A version of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Draft {
    /// Draft 4 (2013).
    Draft4,
    /// Draft 6 (2017).
    Draft6,
    /// Draft 7 (2018).
    Draft7,
    /// 2019-09.
    Draft201909,
    /// 2020-12.
    Draft202012,
}

impl Draft {
    /// Every draft and what people call it.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("4", Self::Draft4),
        ("6", Self::Draft6),
        ("7", Self::Draft7),
        ("2019-09", Self::Draft201909),
        ("2020-12", Self::Draft202012),
    ];

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// The draft of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, draft)| draft)
    }
}

/// The schema language that a model was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// XML Schema 1.0.
    Xsd,
    /// JSON Schema, with the draft of the first file.
    JsonSchema(Draft),
}

/// A global element declaration of XSD (part 1, 3.3).
#[derive(Debug, Clone)]
pub struct ElementDecl {
    /// Its expanded name.
    pub name: Name,
    /// Its type.
    pub type_: TypeId,
    /// Whether `xsi:nil` may be used.
    pub nillable: bool,
    /// Whether only members of its substitution group may stand for it.
    pub abstract_: bool,
    /// What may not be sent in its place.
    pub block: Block,
    /// The head of the substitution group that it belongs to.
    pub substitutes: Option<ElementId>,
    /// `default`, as written.
    pub default: Option<Box<str>>,
    /// `fixed`, as written.
    pub fixed: Option<Box<str>>,
    /// What its annotation says.
    pub docs: Option<Box<str>>,
    /// The identity constraints that hold for it.
    pub identities: Vec<IdentityId>,
    /// Rules of it that the model does not say.
    pub foreign: Vec<Foreign>,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a whole document may be.
#[derive(Debug, Clone)]
pub struct Root {
    /// The name of the root element; none for a JSON Schema.
    pub name: Option<Name>,
    /// Its type.
    pub type_: TypeId,
    /// The global element, for XSD.
    pub element: Option<ElementId>,
    /// Where it is declared.
    pub origin: Origin,
}

/// Something that a loader has to say and that is no error.
#[derive(Debug, Clone)]
pub struct Note {
    /// What it says.
    pub message: String,
    /// About what.
    pub origin: Origin,
}

/// A reference from one file to another: `include`, `import`, `redefine`, `override`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The location, as the referring file has it.
    pub origin: Origin,
    /// The file that it leads to; none where there is no such file.
    pub to: Option<SourceId>,
}

/// What a set of schema files says.
#[derive(Debug, Clone)]
pub struct Model {
    /// The language it was read from.
    pub language: Language,
    /// Every file that was read, in the order of reading; the first is the one asked for.
    pub sources: Vec<Source>,
    /// Where each location in these files leads (XSD), in the order of reading; twice where a file is read for two namespaces.
    pub links: Vec<Link>,
    /// The types; [`TypeId`] is the index.
    pub types: Vec<Type>,
    /// Global elements (XSD); [`ElementId`] is the index.
    pub elements: Vec<ElementDecl>,
    /// Identity constraints (XSD); [`IdentityId`] is the index.
    pub identities: Vec<Identity>,
    /// Global attributes (XSD).
    pub attributes: Vec<AttributeDecl>,
    /// What a document may be: every global element of an XSD that is not abstract; the schema itself of a JSON Schema.
    pub roots: Vec<Root>,
    /// What the loader has to say.
    pub notes: Vec<Note>,
}

impl Model {
    /// The type of this id. Ids are only ever taken from the model that they index.
    #[must_use]
    pub fn type_(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    /// The global element of this id.
    #[must_use]
    pub fn element(&self, id: ElementId) -> &ElementDecl {
        &self.elements[id.0 as usize]
    }

    /// The identity constraint of this id.
    #[must_use]
    pub fn identity(&self, id: IdentityId) -> &Identity {
        &self.identities[id.0 as usize]
    }

    /// The source of this id.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// File name and position of an origin.
    #[must_use]
    pub fn place(&self, origin: Origin) -> (&str, Position) {
        let source = self.source(origin.source);
        (&source.name, source.position(origin.span.start))
    }

    /// What an XSD type is derived from, and how. None for `xs:anyType`, for what is foreign, and in JSON Schema; a complex
    /// type that names no base restricts `xs:anyType`, which need not be a type of the model.
    #[must_use]
    pub fn base(&self, id: TypeId) -> Option<(TypeId, Method)> {
        match &self.type_(id).shape {
            Shape::Record(record) => {
                let method = if record.by_restriction { Method::Restriction } else { Method::Extension };
                record.base.map(|base| (base, method))
            }
            Shape::Scalar(scalar) | Shape::List { facets: scalar, .. } | Shape::Union { facets: scalar, .. } => {
                scalar.base.map(|base| (base, Method::Restriction))
            }
            _ => None,
        }
    }

    /// The root of this local name.
    #[must_use]
    pub fn root(&self, local: &str) -> Option<&Root> {
        self.roots.iter().find(|root| root.name.as_ref().is_some_and(|name| *name.local == *local))
    }

    /// Everything in the model that only a judge can decide, in the order of the types.
    pub fn foreign(&self) -> impl Iterator<Item = &Foreign> {
        let types = self.types.iter().flat_map(Type::foreign);
        types.chain(self.elements.iter().flat_map(|element| &element.foreign))
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;

    #[test]
    fn drafts_have_the_names_of_the_table() {
        for (name, draft) in Draft::NAMES {
            assert_eq!((draft.name(), Draft::from_name(name)), (name, Some(draft)));
        }
        assert_eq!(Draft::from_name("3"), None);
    }
}
