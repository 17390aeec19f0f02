//! Keywords about objects, as a record.

use std::collections::HashMap;

use super::keyword::Keyword;
use super::pattern;
use super::types::{Making, Types};
use crate::document::{Kind, NodeRef};
use crate::error::Error;
use crate::model::{
    Additional, Block, Content, Dependency, Field, Name, Occurs, Pattern, PatternMembers, Place, Record, Shape, TypeId,
};
use crate::text::Origin;

/// The keywords that speak of objects.
pub(super) const OF_OBJECTS: [Keyword; 10] = [
    Keyword::Properties,
    Keyword::PatternProperties,
    Keyword::AdditionalProperties,
    Keyword::PropertyNames,
    Keyword::MinProperties,
    Keyword::MaxProperties,
    Keyword::Required,
    Keyword::Dependencies,
    Keyword::DependentSchemas,
    Keyword::DependentRequired,
];

/// The record of a schema.
///
/// # Errors
/// Where a keyword has no value that it can have.
pub(super) fn record(types: &mut Types<'_>, making: &mut Making<'_, '_>) -> Result<Record, Error> {
    let (min_members, max_members) = making.schema.limits(Keyword::MinProperties, Keyword::MaxProperties)?;
    let mut record = Record {
        fields: fields(types, making)?,
        content: Content::Members,
        additional: Additional::Open,
        pattern_members: pattern_members(types, making)?,
        member_names: making.schema.get(Keyword::PropertyNames).map(|names| types.of(making, names)),
        min_members,
        max_members,
        dependencies: dependencies(types, making)?,
        base: None,
        by_restriction: false,
        abstract_: false,
        block: Block::default(),
        foreign: Vec::new(),
    };
    if let Some(value) = making.schema.get(Keyword::AdditionalProperties) {
        record.additional = additional(types, making, value);
    }
    Ok(record)
}

/// What a schema for undeclared members says of them.
pub(super) fn additional(types: &Types<'_>, making: &Making<'_, '_>, value: NodeRef<'_>) -> Additional {
    let origin = making.schema.file.origin(value);
    if value.kind() == Kind::Boolean && value.value() == "false" {
        Additional::Closed(Some(origin))
    } else {
        Additional::Typed(types.of(making, value), origin)
    }
}

/// `properties` in order, and after them the names that are required and not declared, as fields of any type that stand
/// where they are required.
fn fields(types: &mut Types<'_>, making: &mut Making<'_, '_>) -> Result<Vec<Field>, Error> {
    let mut fields = Vec::new();
    for member in making.schema.members(Keyword::Properties)? {
        let origin = making.schema.file.key_origin(member);
        let mut field = field(member.name(), types.of(making, member), origin);
        field.default = member.member("default").map(|default| making.schema.file.json(default));
        let is_reference = member.member("$ref").is_some();
        field.docs = member
            .member("description")
            .filter(|docs| is_reference && docs.kind() == Kind::String)
            .map(|docs| docs.value().into());
        fields.push(field);
    }
    let Some(required) = making.schema.get(Keyword::Required) else { return Ok(fields) };
    let index: HashMap<Box<str>, usize> =
        fields.iter().enumerate().map(|(at, field)| (field.name.local.clone(), at)).collect();
    let mut any = None;
    for name in making.schema.names(required)? {
        let origin = making.schema.file.origin(name);
        if let Some(declared) = index.get(name.value()).and_then(|at| fields.get_mut(*at)) {
            declared.occurs = Occurs::ONE;
            declared.required_origin = Some(origin);
        } else {
            let any = *any.get_or_insert_with(|| types.add(making, Shape::Any));
            let mut undeclared = field(name.value(), any, origin);
            undeclared.occurs = Occurs::ONE;
            undeclared.required_origin = Some(origin);
            fields.push(undeclared);
        }
    }
    Ok(fields)
}

fn field(name: &str, type_: TypeId, origin: Origin) -> Field {
    Field {
        name: Name::local(name),
        place: Place::Member,
        type_,
        occurs: Occurs::OPTIONAL,
        element: None,
        nillable: false,
        block: Block::default(),
        default: None,
        fixed: None,
        identities: Vec::new(),
        docs: None,
        origin,
        required_origin: None,
    }
}

fn pattern_members(types: &Types<'_>, making: &mut Making<'_, '_>) -> Result<Vec<PatternMembers>, Error> {
    let mut all = Vec::new();
    for member in making.schema.members(Keyword::PatternProperties)? {
        pattern::check(making.schema.file, member, member.name())?;
        let pattern = Pattern::Ecma(member.name().into());
        let origin = making.schema.file.key_origin(member);
        all.push(PatternMembers { pattern, type_: types.of(making, member), origin });
    }
    Ok(all)
}

/// `dependentRequired` and `dependentSchemas`, and `dependencies`, which may say either for each member.
fn dependencies(types: &Types<'_>, making: &mut Making<'_, '_>) -> Result<Vec<Dependency>, Error> {
    let mut all = Vec::new();
    for keyword in [Keyword::Dependencies, Keyword::DependentRequired, Keyword::DependentSchemas] {
        for member in making.schema.members(keyword)? {
            let names = match (keyword, member.kind()) {
                (Keyword::DependentRequired, _) | (Keyword::Dependencies, Kind::Array) => true,
                // Draft 3 and some later schemas give one name without an array around it.
                (Keyword::Dependencies, Kind::String) => {
                    return Err(making.schema.file.expected(member, "an array of names, or a schema"));
                }
                _ => false,
            };
            let mut dependency = Dependency {
                member: member.name().into(),
                required: Vec::new(),
                type_: None,
                origin: making.schema.file.key_origin(member),
            };
            if names {
                let names = making.schema.names(member)?;
                dependency.required = names.iter().map(|name| name.value().into()).collect();
            } else {
                dependency.type_ = Some(types.of(making, member));
            }
            all.push(dependency);
        }
    }
    Ok(all)
}
