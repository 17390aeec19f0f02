//! The built-in types of XML Schema (part 2, section 3) and the built-in attributes of the namespaces of `xml` and `xsi`.

use super::location::{INSTANCE, XML};
use crate::model::{Decoration, Facet, Facets, Pattern, Primitive, Scalar, TypeId, WhiteSpace};
use crate::text::Origin;

/// What a built-in type is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Builtin {
    /// `xs:anyType`.
    AnyType,
    /// An atomic type: a primitive with facets.
    Atomic(Atomic),
    /// A list of at least one item of this built-in type.
    List(&'static str),
}

/// An atomic built-in type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atomic {
    primitive: Primitive,
    white_space: WhiteSpace,
    limits: Limits,
    decoration: Option<Decoration>,
}

/// The facet in which a derived built-in type differs from its primitive.
#[derive(Debug, Clone, Copy)]
enum Limits {
    None,
    Pattern(&'static str),
    /// From, to.
    Range(&'static str, &'static str),
}

const fn atomic(primitive: Primitive) -> Builtin {
    let white_space = WhiteSpace::Collapse;
    Builtin::Atomic(Atomic { primitive, white_space, limits: Limits::None, decoration: None })
}

const fn text(white_space: WhiteSpace) -> Builtin {
    Builtin::Atomic(Atomic { primitive: Primitive::String, white_space, limits: Limits::None, decoration: None })
}

const fn token(pattern: &'static str, decoration: Option<Decoration>) -> Builtin {
    let (primitive, white_space) = (Primitive::String, WhiteSpace::Collapse);
    Builtin::Atomic(Atomic { primitive, white_space, limits: Limits::Pattern(pattern), decoration })
}

/// A range of integers; an empty bound is none.
const fn integer(from: &'static str, to: &'static str) -> Builtin {
    let (primitive, white_space) = (Primitive::Integer, WhiteSpace::Collapse);
    Builtin::Atomic(Atomic { primitive, white_space, limits: Limits::Range(from, to), decoration: None })
}

const NCNAME: &str = r"[\i-[:]][\c-[:]]*";

/// Every built-in type by name.
const TYPES: &[(&str, Builtin)] = &[
    ("anyType", Builtin::AnyType),
    ("anySimpleType", text(WhiteSpace::Preserve)),
    ("string", text(WhiteSpace::Preserve)),
    ("boolean", atomic(Primitive::Boolean)),
    ("decimal", atomic(Primitive::Decimal)),
    ("float", atomic(Primitive::Float)),
    ("double", atomic(Primitive::Double)),
    ("duration", atomic(Primitive::Duration)),
    ("dateTime", atomic(Primitive::DateTime)),
    ("time", atomic(Primitive::Time)),
    ("date", atomic(Primitive::Date)),
    ("gYearMonth", atomic(Primitive::GYearMonth)),
    ("gYear", atomic(Primitive::GYear)),
    ("gMonthDay", atomic(Primitive::GMonthDay)),
    ("gDay", atomic(Primitive::GDay)),
    ("gMonth", atomic(Primitive::GMonth)),
    ("hexBinary", atomic(Primitive::HexBinary)),
    ("base64Binary", atomic(Primitive::Base64Binary)),
    ("anyURI", atomic(Primitive::AnyUri)),
    ("QName", atomic(Primitive::QName)),
    ("NOTATION", atomic(Primitive::Notation)),
    ("normalizedString", text(WhiteSpace::Replace)),
    ("token", text(WhiteSpace::Collapse)),
    ("language", token("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", None)),
    ("NMTOKEN", token(r"\c+", None)),
    ("Name", token(r"\i\c*", None)),
    ("NCName", token(NCNAME, None)),
    ("ID", token(NCNAME, Some(Decoration::Id))),
    ("IDREF", token(NCNAME, Some(Decoration::IdRef))),
    ("ENTITY", token(NCNAME, Some(Decoration::Entity))),
    ("NMTOKENS", Builtin::List("NMTOKEN")),
    ("IDREFS", Builtin::List("IDREF")),
    ("ENTITIES", Builtin::List("ENTITY")),
    ("integer", integer("", "")),
    ("nonPositiveInteger", integer("", "0")),
    ("negativeInteger", integer("", "-1")),
    ("nonNegativeInteger", integer("0", "")),
    ("positiveInteger", integer("1", "")),
    ("long", integer("-9223372036854775808", "9223372036854775807")),
    ("int", integer("-2147483648", "2147483647")),
    ("short", integer("-32768", "32767")),
    ("byte", integer("-128", "127")),
    ("unsignedLong", integer("0", "18446744073709551615")),
    ("unsignedInt", integer("0", "4294967295")),
    ("unsignedShort", integer("0", "65535")),
    ("unsignedByte", integer("0", "255")),
];

/// What built-in types are derived from (part 2, 3.3), where that is not `xs:anySimpleType`.
const BASES: &[(&str, &str)] = &[
    ("anySimpleType", "anyType"),
    ("normalizedString", "string"),
    ("token", "normalizedString"),
    ("language", "token"),
    ("NMTOKEN", "token"),
    ("Name", "token"),
    ("NCName", "Name"),
    ("ID", "NCName"),
    ("IDREF", "NCName"),
    ("ENTITY", "NCName"),
    ("integer", "decimal"),
    ("nonPositiveInteger", "integer"),
    ("negativeInteger", "nonPositiveInteger"),
    ("nonNegativeInteger", "integer"),
    ("positiveInteger", "nonNegativeInteger"),
    ("long", "integer"),
    ("int", "long"),
    ("short", "int"),
    ("byte", "short"),
    ("unsignedLong", "nonNegativeInteger"),
    ("unsignedInt", "unsignedLong"),
    ("unsignedShort", "unsignedInt"),
    ("unsignedByte", "unsignedShort"),
];

/// The built-in type that a simple built-in type is derived from.
pub(super) fn base(name: &str) -> &'static str {
    BASES.iter().find(|(known, _)| *known == name).map_or("anySimpleType", |(_, base)| *base)
}

/// The built-in type of this name, with its name for as long as the program runs.
pub(super) fn find(name: &str) -> Option<(&'static str, Builtin)> {
    TYPES.iter().find(|(known, _)| *known == name).copied()
}

/// The names of the built-in types.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(name, _)| *name)
}

impl Atomic {
    /// It as a scalar. Its facets have no place in any source.
    pub(super) fn scalar(self, base: Option<TypeId>) -> Scalar {
        let mut facets = Facets { white_space: self.white_space, ..Facets::default() };
        match self.limits {
            Limits::None => {}
            Limits::Pattern(pattern) => facets.patterns.push(vec![facet(Pattern::Xsd(pattern.into()))]),
            Limits::Range(from, to) => {
                facets.min_inclusive = (!from.is_empty()).then(|| facet(from.into()));
                facets.max_inclusive = (!to.is_empty()).then(|| facet(to.into()));
            }
        }
        Scalar { primitive: self.primitive, facets, decoration: self.decoration, base }
    }
}

/// The facets of a built-in list.
pub(super) fn list_facets(base: Option<TypeId>) -> Scalar {
    let mut scalar = Scalar::new(Primitive::String);
    scalar.facets.white_space = WhiteSpace::Collapse;
    scalar.facets.min_length = Some(facet(1));
    scalar.base = base;
    scalar
}

fn facet<T>(value: T) -> Facet<T> {
    Facet { value, origin: Origin::default() }
}

/// The type of a built-in attribute.
#[derive(Debug, Clone, Copy)]
pub(super) enum AttributeType {
    /// A built-in type.
    Named(&'static str),
    /// A string of one of these values.
    OneOf(&'static [&'static str]),
    /// A built-in type, or nothing.
    OrEmpty(&'static str),
    /// A list of a built-in type.
    ListOf(&'static str),
}

/// The attributes that need no declaration: `xml:lang` and its like (xml.xsd), `xsi:type` and its like (part 1, 2.6).
const ATTRIBUTES: &[(&str, &str, AttributeType)] = &[
    (XML, "lang", AttributeType::OrEmpty("language")),
    (XML, "space", AttributeType::OneOf(&["default", "preserve"])),
    (XML, "base", AttributeType::Named("anyURI")),
    (XML, "id", AttributeType::Named("ID")),
    (INSTANCE, "type", AttributeType::Named("QName")),
    (INSTANCE, "nil", AttributeType::Named("boolean")),
    (INSTANCE, "schemaLocation", AttributeType::ListOf("anyURI")),
    (INSTANCE, "noNamespaceSchemaLocation", AttributeType::Named("anyURI")),
];

/// The type of the built-in attribute of this name.
pub(super) fn attribute(namespace: &str, name: &str) -> Option<AttributeType> {
    let mut known = ATTRIBUTES.iter().filter(|known| known.0 == namespace);
    known.find(|known| known.1 == name).map(|known| known.2)
}

/// The names of the built-in attributes of a namespace; for `xml` they are the group `xml:specialAttrs` too.
pub(super) fn attributes(namespace: &str) -> impl Iterator<Item = &'static str> {
    ATTRIBUTES.iter().filter(move |known| known.0 == namespace).map(|known| known.1)
}
