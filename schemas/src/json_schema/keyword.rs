//! The keywords: one table for all drafts.

use super::vocabulary::Vocabulary;
use crate::document::{Kind, NodeRef};
use crate::model::Draft;

/// A keyword, whatever a draft calls it: `id` and `$id` are one, `definitions` and `$defs` are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Keyword {
    Schema,
    Id,
    Ref,
    Anchor,
    RecursiveAnchor,
    RecursiveRef,
    DynamicAnchor,
    DynamicRef,
    Definitions,
    AllOf,
    AnyOf,
    OneOf,
    Not,
    If,
    Then,
    Else,
    Items,
    AdditionalItems,
    PrefixItems,
    Contains,
    Properties,
    PatternProperties,
    AdditionalProperties,
    PropertyNames,
    Dependencies,
    DependentSchemas,
    DependentRequired,
    UnevaluatedItems,
    UnevaluatedProperties,
    Type,
    Enum,
    MultipleOf,
    Minimum,
    Maximum,
    ExclusiveMinimum,
    ExclusiveMaximum,
    MinLength,
    MaxLength,
    Pattern,
    MinItems,
    MaxItems,
    UniqueItems,
    MinProperties,
    MaxProperties,
    Required,
    Const,
    MinContains,
    MaxContains,
    Format,
    Title,
    Description,
    Default,
    Deprecated,
}

impl Keyword {
    /// Whether its value is a reference to a schema.
    pub(super) const fn is_reference(self) -> bool {
        matches!(self, Self::Ref | Self::DynamicRef | Self::RecursiveRef)
    }
}

/// Where the value of a keyword holds schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Nowhere.
    Nothing,
    /// It is one.
    Schema,
    /// Its items are schemas.
    Schemas,
    /// It is one, or its items are.
    SchemaOrSchemas,
    /// The values of its members are.
    Map,
    /// The values of its members are, save those that are arrays of names.
    SchemasOrNames,
}

impl Holds {
    /// The places in the value of a keyword where a schema is expected, whatever stands there.
    pub(super) fn schemas(self, value: NodeRef<'_>) -> impl Iterator<Item = NodeRef<'_>> {
        let (itself, children) = match (self, value.kind()) {
            (Self::Schemas | Self::SchemaOrSchemas, Kind::Array) | (Self::Map | Self::SchemasOrNames, Kind::Object) => {
                (None, Some(value.children()))
            }
            (Self::Schema | Self::SchemaOrSchemas, _) => (Some(value), None),
            (Self::Nothing | Self::Schemas | Self::Map | Self::SchemasOrNames, _) => (None, None),
        };
        let names = move |child: &NodeRef<'_>| self == Self::SchemasOrNames && child.kind() == Kind::Array;
        itself.into_iter().chain(children.into_iter().flatten().filter(move |child| !names(child)))
    }
}

/// A keyword as a range of drafts knows it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) keyword: Keyword,
    pub(super) since: Draft,
    pub(super) until: Draft,
    pub(super) vocabulary: Vocabulary,
    pub(super) holds: Holds,
}

impl Row {
    /// Whether it says something about values without asserting anything.
    pub(super) fn is_annotation(&self) -> bool {
        self.vocabulary == Vocabulary::Annotation
    }

    /// Whether values may be refused for it.
    pub(super) fn asserts(&self) -> bool {
        match self.vocabulary {
            Vocabulary::Core => self.keyword.is_reference(),
            Vocabulary::Applicator | Vocabulary::Unevaluated | Vocabulary::Validation | Vocabulary::Format => true,
            Vocabulary::Annotation => false,
        }
    }
}

const fn row(
    name: &'static str,
    keyword: Keyword,
    since: Draft,
    until: Draft,
    vocabulary: Vocabulary,
    holds: Holds,
) -> Row {
    Row { name, keyword, since, until, vocabulary, holds }
}

/// Every keyword that is read, sorted by name. `$defs` holds definitions in every draft, and so does `definitions`: nobody
/// means anything else by them. `dependencies` goes on in 2019-09 and later, for compatibility (2020-12, appendix D).
#[rustfmt::skip]
pub(super) const ROWS: [Row; 55] = [
    row("$anchor", Keyword::Anchor, Draft::Draft201909, Draft::Draft202012, Vocabulary::Core, Holds::Nothing),
    row("$defs", Keyword::Definitions, Draft::Draft4, Draft::Draft202012, Vocabulary::Core, Holds::Map),
    row("$dynamicAnchor", Keyword::DynamicAnchor, Draft::Draft202012, Draft::Draft202012, Vocabulary::Core, Holds::Nothing),
    row("$dynamicRef", Keyword::DynamicRef, Draft::Draft202012, Draft::Draft202012, Vocabulary::Core, Holds::Nothing),
    row("$id", Keyword::Id, Draft::Draft6, Draft::Draft202012, Vocabulary::Core, Holds::Nothing),
    row("$recursiveAnchor", Keyword::RecursiveAnchor, Draft::Draft201909, Draft::Draft201909, Vocabulary::Core, Holds::Nothing),
    row("$recursiveRef", Keyword::RecursiveRef, Draft::Draft201909, Draft::Draft201909, Vocabulary::Core, Holds::Nothing),
    row("$ref", Keyword::Ref, Draft::Draft4, Draft::Draft202012, Vocabulary::Core, Holds::Nothing),
    row("$schema", Keyword::Schema, Draft::Draft4, Draft::Draft202012, Vocabulary::Core, Holds::Nothing),
    row("additionalItems", Keyword::AdditionalItems, Draft::Draft4, Draft::Draft201909, Vocabulary::Applicator, Holds::Schema),
    row("additionalProperties", Keyword::AdditionalProperties, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::Schema),
    row("allOf", Keyword::AllOf, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::Schemas),
    row("anyOf", Keyword::AnyOf, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::Schemas),
    row("const", Keyword::Const, Draft::Draft6, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("contains", Keyword::Contains, Draft::Draft6, Draft::Draft202012, Vocabulary::Applicator, Holds::Schema),
    row("default", Keyword::Default, Draft::Draft4, Draft::Draft202012, Vocabulary::Annotation, Holds::Nothing),
    row("definitions", Keyword::Definitions, Draft::Draft4, Draft::Draft202012, Vocabulary::Core, Holds::Map),
    row("dependencies", Keyword::Dependencies, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::SchemasOrNames),
    row("dependentRequired", Keyword::DependentRequired, Draft::Draft201909, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("dependentSchemas", Keyword::DependentSchemas, Draft::Draft201909, Draft::Draft202012, Vocabulary::Applicator, Holds::Map),
    row("deprecated", Keyword::Deprecated, Draft::Draft4, Draft::Draft202012, Vocabulary::Annotation, Holds::Nothing),
    row("description", Keyword::Description, Draft::Draft4, Draft::Draft202012, Vocabulary::Annotation, Holds::Nothing),
    row("else", Keyword::Else, Draft::Draft7, Draft::Draft202012, Vocabulary::Applicator, Holds::Schema),
    row("enum", Keyword::Enum, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("exclusiveMaximum", Keyword::ExclusiveMaximum, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("exclusiveMinimum", Keyword::ExclusiveMinimum, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("format", Keyword::Format, Draft::Draft4, Draft::Draft202012, Vocabulary::Format, Holds::Nothing),
    row("id", Keyword::Id, Draft::Draft4, Draft::Draft4, Vocabulary::Core, Holds::Nothing),
    row("if", Keyword::If, Draft::Draft7, Draft::Draft202012, Vocabulary::Applicator, Holds::Schema),
    row("items", Keyword::Items, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::SchemaOrSchemas),
    row("maxContains", Keyword::MaxContains, Draft::Draft201909, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("maxItems", Keyword::MaxItems, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("maxLength", Keyword::MaxLength, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("maxProperties", Keyword::MaxProperties, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("maximum", Keyword::Maximum, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("minContains", Keyword::MinContains, Draft::Draft201909, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("minItems", Keyword::MinItems, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("minLength", Keyword::MinLength, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("minProperties", Keyword::MinProperties, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("minimum", Keyword::Minimum, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("multipleOf", Keyword::MultipleOf, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("not", Keyword::Not, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::Schema),
    row("oneOf", Keyword::OneOf, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::Schemas),
    row("pattern", Keyword::Pattern, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("patternProperties", Keyword::PatternProperties, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::Map),
    row("prefixItems", Keyword::PrefixItems, Draft::Draft202012, Draft::Draft202012, Vocabulary::Applicator, Holds::Schemas),
    row("properties", Keyword::Properties, Draft::Draft4, Draft::Draft202012, Vocabulary::Applicator, Holds::Map),
    row("propertyNames", Keyword::PropertyNames, Draft::Draft6, Draft::Draft202012, Vocabulary::Applicator, Holds::Schema),
    row("required", Keyword::Required, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("then", Keyword::Then, Draft::Draft7, Draft::Draft202012, Vocabulary::Applicator, Holds::Schema),
    row("title", Keyword::Title, Draft::Draft4, Draft::Draft202012, Vocabulary::Annotation, Holds::Nothing),
    row("type", Keyword::Type, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
    row("unevaluatedItems", Keyword::UnevaluatedItems, Draft::Draft201909, Draft::Draft202012, Vocabulary::Unevaluated, Holds::Schema),
    row("unevaluatedProperties", Keyword::UnevaluatedProperties, Draft::Draft201909, Draft::Draft202012, Vocabulary::Unevaluated, Holds::Schema),
    row("uniqueItems", Keyword::UniqueItems, Draft::Draft4, Draft::Draft202012, Vocabulary::Validation, Holds::Nothing),
];
