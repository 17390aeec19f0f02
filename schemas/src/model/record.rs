//! Records and arrays: what has parts.

use super::derivation::Block;
use super::facet::{Facet, Pattern};
use super::foreign::Foreign;
use super::identity::IdentityId;
use super::name::{ElementId, Name, TypeId};
use crate::text::Origin;

/// How often something may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Occurs {
    /// At least.
    pub min: u64,
    /// At most; none is unbounded.
    pub max: Option<u64>,
}

impl Occurs {
    /// Exactly once.
    pub const ONE: Self = Self { min: 1, max: Some(1) };
    /// Once or not at all.
    pub const OPTIONAL: Self = Self { min: 0, max: Some(1) };

    /// Whether it may stand more than once.
    #[must_use]
    pub const fn is_many(self) -> bool {
        !matches!(self.max, Some(0 | 1))
    }
}

/// Exactly once.
impl Default for Occurs {
    fn default() -> Self {
        Self::ONE
    }
}

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// An XML attribute.
    Attribute,
    /// A child element.
    Element,
    /// A member of a JSON object.
    Member,
}

/// The index of a field in its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u32);

/// A named part of a record. An element that stands at several places of a content model is one field: XSD wants its type
/// to be the same everywhere (part 1, 3.8.6 "Element Declarations Consistent").
#[derive(Debug, Clone)]
pub struct Field {
    /// Its expanded name.
    pub name: Name,
    /// Where it stands.
    pub place: Place,
    /// Its type.
    pub type_: TypeId,
    /// How often it stands in the record, over the whole content model: `[0, 1]` for what is optional anywhere, as in a
    /// branch of a choice; `[1, 1]` for a required attribute or member. An array of JSON is *one* member.
    pub occurs: Occurs,
    /// The global element that it refers to (XSD), whose substitution group may stand for it.
    pub element: Option<ElementId>,
    /// Whether `xsi:nil` may be used.
    pub nillable: bool,
    /// What may not be sent in its place.
    pub block: Block,
    /// `default`, as written (JSON text in JSON Schema).
    pub default: Option<Box<str>>,
    /// `fixed` of an attribute or element, as written.
    pub fixed: Option<Box<str>>,
    /// The identity constraints that hold for it (XSD), where it is no reference to a global element, which has its own.
    pub identities: Vec<IdentityId>,
    /// What is said of it here; where nothing is, what is said of its type holds.
    pub docs: Option<Box<str>>,
    /// Where it is declared: the element or attribute declaration, the key in `properties`.
    pub origin: Origin,
    /// Where it is said to be required, which in JSON Schema is another place than its declaration.
    pub required_origin: Option<Origin>,
}

impl Field {
    /// Whether it is declared, and not only named by `required`, where it then stands. What a record says of other members
    /// (`patternProperties`, `additionalProperties`, what is unevaluated) holds for one that is not declared.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        self.place != Place::Member || self.required_origin != Some(self.origin)
    }
}

/// What has named parts: a complex type; a JSON object.
#[derive(Debug, Clone)]
pub struct Record {
    /// The parts, in the order of declaration: attributes first in XSD, then elements; base before derived.
    pub fields: Vec<Field>,
    /// How the parts follow one another.
    pub content: Content,
    /// What is said of members and attributes that are not among the fields.
    pub additional: Additional,
    /// `patternProperties`.
    pub pattern_members: Vec<PatternMembers>,
    /// `propertyNames`.
    pub member_names: Option<TypeId>,
    /// `minProperties`.
    pub min_members: Option<Facet<u64>>,
    /// `maxProperties`.
    pub max_members: Option<Facet<u64>>,
    /// `dependentRequired`, `dependentSchemas`, `dependencies`.
    pub dependencies: Vec<Dependency>,
    /// The complex type that this one derives from, for `xsi:type`.
    pub base: Option<TypeId>,
    /// Whether it is derived from its base by restriction.
    pub by_restriction: bool,
    /// Whether only types derived from it may be used.
    pub abstract_: bool,
    /// What may not be sent in its place.
    pub block: Block,
    /// What of it only a judge can decide.
    pub foreign: Vec<Foreign>,
}

/// How the parts of a record follow one another.
#[derive(Debug, Clone)]
pub enum Content {
    /// Members of a JSON object: in any order.
    Members,
    /// An element without children and text.
    Empty,
    /// Text of this type, and attributes (XSD simple content).
    Text(TypeId),
    /// Child elements by a content model.
    Elements {
        /// The content model.
        particle: Particle,
        /// Whether text may stand between them.
        mixed: bool,
    },
}

/// A part of a content model (XSD part 1, 3.9).
#[derive(Debug, Clone)]
pub struct Particle {
    /// How often.
    pub occurs: Occurs,
    /// What.
    pub term: Term,
    /// Where it is said.
    pub origin: Origin,
}

/// What a particle stands for.
#[derive(Debug, Clone)]
pub enum Term {
    /// A field of the record: an element.
    Field(FieldId),
    /// One after the other.
    Sequence(Vec<Particle>),
    /// One of them.
    Choice(Vec<Particle>),
    /// Each, in any order.
    All(Vec<Particle>),
    /// Any element that the wildcard admits.
    Any(Wildcard),
}

/// `xs:any`, `xs:anyAttribute`.
#[derive(Debug, Clone)]
pub struct Wildcard {
    /// Which namespaces it admits.
    pub namespaces: WildcardNamespace,
    /// What is done with what it admits.
    pub process: ProcessContents,
    /// Where it is said.
    pub origin: Origin,
}

/// The namespaces that a wildcard admits (part 1, 3.10.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WildcardNamespace {
    /// All.
    Any,
    /// All but this one, and but none (`##other`).
    Other(Option<Box<str>>),
    /// These; `None` is no namespace.
    Of(Vec<Option<Box<str>>>),
}

/// `processContents`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProcessContents {
    /// A declaration must be found and hold.
    Strict,
    /// Where a declaration is found, it must hold.
    Lax,
    /// Nothing is looked at.
    Skip,
}

/// What is said of parts that are not declared.
#[derive(Debug, Clone)]
pub enum Additional {
    /// Nothing: JSON Schema without `additionalProperties`. They are allowed, and undocumented.
    Open,
    /// They are not allowed: `additionalProperties: false` (with its place); XSD without a wildcard.
    Closed(Option<Origin>),
    /// They must be of this type: `additionalProperties: {…}` declares a map.
    Typed(TypeId, Origin),
    /// Attributes that the wildcard admits (`xs:anyAttribute`); elements are part of the content model.
    Attributes(Wildcard),
}

/// `patternProperties`: members whose key matches.
#[derive(Debug, Clone)]
pub struct PatternMembers {
    /// The expression.
    pub pattern: Pattern,
    /// Their type.
    pub type_: TypeId,
    /// Where it is said.
    pub origin: Origin,
}

/// What must hold if a member is there.
#[derive(Debug, Clone)]
pub struct Dependency {
    /// The member.
    pub member: Box<str>,
    /// Members that must be there too.
    pub required: Vec<Box<str>>,
    /// What the whole object must be.
    pub type_: Option<TypeId>,
    /// Where it is said.
    pub origin: Origin,
}

/// A JSON array.
#[derive(Debug, Clone, Default)]
pub struct Array {
    /// `prefixItems`; `items` as an array before 2020-12.
    pub prefix: Vec<TypeId>,
    /// What the other items must be; none says nothing of them.
    pub items: Option<TypeId>,
    /// `contains`.
    pub contains: Option<Contains>,
    /// `minItems`.
    pub min_items: Option<Facet<u64>>,
    /// `maxItems`.
    pub max_items: Option<Facet<u64>>,
    /// `uniqueItems: true`, with its place.
    pub unique: Option<Origin>,
}

/// `contains`, `minContains`, `maxContains`.
#[derive(Debug, Clone)]
pub struct Contains {
    /// What some items must be.
    pub type_: TypeId,
    /// How many; at least one where the schema does not say.
    pub occurs: Occurs,
    /// Where it is said.
    pub origin: Origin,
}
