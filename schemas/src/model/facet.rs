//! Scalars and their facets.

use super::name::TypeId;
use crate::text::Origin;

/// The value space that a scalar's values are in. XSD's derived built-in types are one of these with facets; so are JSON
/// Schema's `integer` and `number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the XSD primitive type of its name (part 2, 3.2)")]
pub enum Primitive {
    /// `xs:string` and `xs:anySimpleType`; `type: string`.
    String,
    /// `xs:boolean`; `type: boolean`.
    Boolean,
    /// `xs:decimal`; `type: number`, which may have an exponent and any number of digits.
    Decimal,
    /// `xs:integer` and what derives from it; `type: integer` (JSON: `1.0` is one, except in draft 4).
    Integer,
    Float,
    Double,
    Duration,
    DateTime,
    Time,
    Date,
    GYearMonth,
    GYear,
    GMonthDay,
    GDay,
    GMonth,
    HexBinary,
    Base64Binary,
    AnyUri,
    QName,
    Notation,
    /// `type: null`.
    Null,
}

/// What is done to white space before a value is looked at (part 2, 4.3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum WhiteSpace {
    /// Nothing. JSON Schema never changes a string.
    #[default]
    Preserve,
    /// Tabs and line ends become blanks.
    Replace,
    /// As `Replace`, then runs of blanks become one and none stands at either end.
    Collapse,
}

/// A facet with its place.
#[derive(Debug, Clone)]
pub struct Facet<T> {
    /// What it says.
    pub value: T,
    /// Where it is said.
    pub origin: Origin,
}

/// A format of strings that is known by name: JSON Schema's `format`, or the attribute `driftline:format` on a simple
/// type of an XSD.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the format of its name (JSON Schema validation, 7.3)")]
pub enum Format {
    DateTime,
    Date,
    Time,
    Duration,
    /// `2022-04-10T15:20:00`: a date and time without a zone.
    DateTimeLocal,
    /// `2014-01-03 01:11:12`: the same with a blank.
    DateTimeSpace,
    TimeLocal,
    Email,
    IdnEmail,
    Hostname,
    IdnHostname,
    Ipv4,
    Ipv6,
    Uri,
    UriReference,
    Iri,
    IriReference,
    UriTemplate,
    Uuid,
    JsonPointer,
    RelativeJsonPointer,
    Regex,
    /// A format of another name, which asserts nothing.
    Other(Box<str>),
}

impl Format {
    /// Every known format and its name.
    const NAMES: [(&'static str, Self); 22] = [
        ("date-time", Self::DateTime),
        ("date", Self::Date),
        ("time", Self::Time),
        ("duration", Self::Duration),
        ("date-time-local", Self::DateTimeLocal),
        ("date-time-space", Self::DateTimeSpace),
        ("time-local", Self::TimeLocal),
        ("email", Self::Email),
        ("idn-email", Self::IdnEmail),
        ("hostname", Self::Hostname),
        ("idn-hostname", Self::IdnHostname),
        ("ipv4", Self::Ipv4),
        ("ipv6", Self::Ipv6),
        ("uri", Self::Uri),
        ("uri-reference", Self::UriReference),
        ("iri", Self::Iri),
        ("iri-reference", Self::IriReference),
        ("uri-template", Self::UriTemplate),
        ("uuid", Self::Uuid),
        ("json-pointer", Self::JsonPointer),
        ("relative-json-pointer", Self::RelativeJsonPointer),
        ("regex", Self::Regex),
    ];

    /// The format of this name; [`Format::Other`] for one that is not known.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let known = Self::NAMES.into_iter().find(|(known, _)| *known == name);
        known.map_or_else(|| Self::Other(name.into()), |(_, format)| format)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Other(name) => name,
            known => Self::NAMES.iter().find(|(_, format)| format == known).map_or("", |(name, _)| name),
        }
    }
}

/// A regular expression as the schema writes it, and the language it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// XSD's own dialect, anchored at both ends (part 2, appendix F).
    Xsd(Box<str>),
    /// ECMA 262, found anywhere in the string.
    Ecma(Box<str>),
}

impl Pattern {
    /// The expression as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Xsd(text) | Self::Ecma(text) => text,
        }
    }
}

/// A value of an enumeration: the text of a string, or the literal of a number or boolean.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The value as written (in XSD before white-space processing); a decoded string in JSON.
    pub text: Box<str>,
    /// What an annotation says of it.
    pub docs: Option<Box<str>>,
    /// Where it is given.
    pub origin: Origin,
}

/// What a scalar's values must satisfy beyond their value space. Bounds of dates and durations are kept as written.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// `length`, in characters, octets or items.
    pub length: Option<Facet<u64>>,
    /// `minLength`.
    pub min_length: Option<Facet<u64>>,
    /// `maxLength`.
    pub max_length: Option<Facet<u64>>,
    /// `pattern`: all of the groups must match, of a group any (XSD: one group per derivation step).
    pub patterns: Vec<Vec<Facet<Pattern>>>,
    /// `enumeration`, `enum` and `const` of scalars of one type; empty where there is none.
    pub enumeration: Vec<EnumValue>,
    /// Whether the enumeration is JSON Schema's `const`: another value is `constant-changed` and not `new-enum-value`.
    pub is_constant: bool,
    /// `whiteSpace`.
    pub white_space: WhiteSpace,
    /// `minInclusive`, `minimum`, as written.
    pub min_inclusive: Option<Facet<Box<str>>>,
    /// `minExclusive`, `exclusiveMinimum`, as written.
    pub min_exclusive: Option<Facet<Box<str>>>,
    /// `maxInclusive`, `maximum`, as written.
    pub max_inclusive: Option<Facet<Box<str>>>,
    /// `maxExclusive`, `exclusiveMaximum`, as written.
    pub max_exclusive: Option<Facet<Box<str>>>,
    /// `totalDigits`.
    pub total_digits: Option<Facet<u64>>,
    /// `fractionDigits`.
    pub fraction_digits: Option<Facet<u64>>,
    /// `multipleOf`, as written.
    pub multiple_of: Option<Facet<Box<str>>>,
    /// `format`.
    pub format: Option<Facet<Format>>,
}

/// What a string stands for beyond its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decoration {
    /// `xs:ID`: unique in the document.
    Id,
    /// `xs:IDREF`: refers to an `xs:ID`.
    IdRef,
    /// `xs:ENTITY`: names an unparsed entity.
    Entity,
}

/// A value without parts.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// Its value space.
    pub primitive: Primitive,
    /// What else it must satisfy.
    pub facets: Facets,
    /// What it stands for beyond its text.
    pub decoration: Option<Decoration>,
    /// The simple type that it is derived from (XSD); none for `xs:anySimpleType`.
    pub base: Option<TypeId>,
}

impl Scalar {
    /// A scalar of this value space without facets.
    #[must_use]
    pub fn new(primitive: Primitive) -> Self {
        Self { primitive, facets: Facets::default(), decoration: None, base: None }
    }
}
