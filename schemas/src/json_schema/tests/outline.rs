//! A model in one line, for tables of cases.
//!
//! Types with a name are written out once, and as `@name` where they come again. `~` marks a member that is required and
//! not declared, `!` one that is required, `*:` what undeclared members must be, `..` that they may be anything.

use std::fmt::Write;

use crate::model::{Additional, Array, EnumValue, Facets, Model, Primitive, Record, Scalar, Shape, TypeId};

/// The outline of a model's root.
pub(super) fn of(model: &Model) -> String {
    type_(model, model.roots[0].type_, &mut Vec::new())
}

fn type_(model: &Model, id: TypeId, seen: &mut Vec<TypeId>) -> String {
    let type_ = model.type_(id);
    let name = type_.name.as_ref().map(ToString::to_string);
    if seen.contains(&id) {
        return format!("@{}", name.unwrap_or_default());
    }
    // A scalar is short and comes back to nothing.
    if !matches!(type_.shape, Shape::Scalar(_) | Shape::Any | Shape::Never) {
        seen.push(id);
    }
    let shape = shape(model, &type_.shape, seen);
    name.map_or(shape.clone(), |name| format!("{name}={shape}"))
}

fn types(model: &Model, ids: &[TypeId], seen: &mut Vec<TypeId>) -> String {
    ids.iter().map(|id| type_(model, *id, seen)).collect::<Vec<_>>().join(", ")
}

fn shape(model: &Model, shape: &Shape, seen: &mut Vec<TypeId>) -> String {
    match shape {
        Shape::Any => "any".to_owned(),
        Shape::Never => "never".to_owned(),
        Shape::Scalar(own) => scalar(own),
        Shape::List { .. } | Shape::Union { .. } => unreachable!("JSON Schema has neither"),
        Shape::Record(own) => record(model, own, seen),
        Shape::Array(own) => array(model, own, seen),
        Shape::ByKind(kinds) => {
            let mut parts = Vec::new();
            parts.extend(kinds.null.then(|| "null".to_owned()));
            parts.extend(kinds.boolean.then(|| "boolean".to_owned()));
            for (kind, id) in
                [("number", kinds.number), ("string", kinds.string), ("array", kinds.array), ("object", kinds.object)]
            {
                let Some(id) = id else { continue };
                let outline = type_(model, id, seen);
                parts.push(if outline == "any" { kind.to_owned() } else { outline });
            }
            parts.join("|")
        }
        Shape::Enumeration(values) => {
            format!("enum({})", values.iter().map(|value| value.json.as_ref()).collect::<Vec<_>>().join(", "))
        }
        Shape::All { parts, unevaluated } => {
            let mut all = types(model, parts, seen);
            if let Some((id, _)) = unevaluated.members {
                write!(all, "; unevaluated members {}", type_(model, id, seen)).unwrap();
            }
            if let Some((id, _)) = unevaluated.items {
                write!(all, "; unevaluated items {}", type_(model, id, seen)).unwrap();
            }
            format!("all({all})")
        }
        Shape::AnyOf(parts) => format!("any_of({})", types(model, parts, seen)),
        Shape::OneOf(parts) => format!("one_of({})", types(model, parts, seen)),
        Shape::Not(id) => format!("not({})", type_(model, *id, seen)),
        Shape::If { condition, then, otherwise } => {
            let mut text = format!("if({}", type_(model, *condition, seen));
            if let Some(id) = then {
                write!(text, " then {}", type_(model, *id, seen)).unwrap();
            }
            if let Some(id) = otherwise {
                write!(text, " else {}", type_(model, *id, seen)).unwrap();
            }
            text + ")"
        }
        Shape::Foreign(foreign) => format!("foreign({} at \"{}\")", foreign.construct, foreign.pointer),
    }
}

fn scalar(scalar: &Scalar) -> String {
    let name = match scalar.primitive {
        Primitive::String => "string",
        Primitive::Boolean => "boolean",
        Primitive::Decimal => "number",
        Primitive::Integer => "integer",
        Primitive::Null => "null",
        other => unreachable!("JSON Schema has no {other:?}"),
    };
    let facets = facets(&scalar.facets);
    if facets.is_empty() { name.to_owned() } else { format!("{name}({})", facets.join(" ")) }
}

fn facets(facets: &Facets) -> Vec<String> {
    let mut all = Vec::new();
    let mut number = |sign: &str, bound: &Option<crate::model::Facet<Box<str>>>| {
        all.extend(bound.as_ref().map(|bound| format!("{sign}{}", bound.value)));
    };
    number(">=", &facets.min_inclusive);
    number(">", &facets.min_exclusive);
    number("<=", &facets.max_inclusive);
    number("<", &facets.max_exclusive);
    number("%", &facets.multiple_of);
    all.extend(limits(
        facets.min_length.as_ref().map(|min| min.value),
        facets.max_length.as_ref().map(|max| max.value),
    ));
    all.extend(facets.patterns.iter().flatten().map(|pattern| format!("/{}/", pattern.value.as_str())));
    all.extend(facets.format.as_ref().map(|format| format!("{:?}", format.value)));
    if !facets.enumeration.is_empty() {
        let values: Vec<&str> = facets.enumeration.iter().map(|EnumValue { text, .. }| text.as_ref()).collect();
        all.push(format!("{}{}", if facets.is_constant { "=" } else { "" }, values.join(",")));
    }
    all
}

fn limits(min: Option<u64>, max: Option<u64>) -> Option<String> {
    let text = |limit: Option<u64>| limit.map(|limit| limit.to_string()).unwrap_or_default();
    (min.is_some() || max.is_some()).then(|| format!("{}..{}", text(min), text(max)))
}

fn record(model: &Model, record: &Record, seen: &mut Vec<TypeId>) -> String {
    let mut parts = Vec::new();
    for field in &record.fields {
        let (tilde, mark) = (if field.is_declared() { "" } else { "~" }, if field.occurs.min > 0 { "!" } else { "" });
        let default = field.default.as_ref().map(|default| format!(" default {default}")).unwrap_or_default();
        parts.push(format!("{tilde}{}{mark}: {}{default}", field.name, type_(model, field.type_, seen)));
    }
    for members in &record.pattern_members {
        parts.push(format!("/{}/: {}", members.pattern.as_str(), type_(model, members.type_, seen)));
    }
    for dependency in &record.dependencies {
        let type_ = dependency.type_.map(|id| type_(model, id, seen));
        parts.push(format!("{}->{}", dependency.member, type_.unwrap_or_else(|| dependency.required.join("+"))));
    }
    parts.extend(record.member_names.map(|id| format!("names: {}", type_(model, id, seen))));
    let count = |limit: &Option<crate::model::Facet<u64>>| limit.as_ref().map(|limit| limit.value);
    parts.extend(limits(count(&record.min_members), count(&record.max_members)));
    match &record.additional {
        Additional::Open => parts.push("..".to_owned()),
        Additional::Closed(_) => {}
        Additional::Typed(id, _) => parts.push(format!("*: {}", type_(model, *id, seen))),
        Additional::Attributes(_) => unreachable!("JSON has none"),
    }
    format!("{{{}}}", parts.join(", "))
}

fn array(model: &Model, array: &Array, seen: &mut Vec<TypeId>) -> String {
    let mut parts: Vec<String> = array.prefix.iter().map(|id| type_(model, *id, seen)).collect();
    parts.extend(array.items.map(|id| format!("*: {}", type_(model, id, seen))));
    if let Some(contains) = &array.contains {
        let count = limits(Some(contains.occurs.min), contains.occurs.max).unwrap_or_default();
        parts.push(format!("contains {count} {}", type_(model, contains.type_, seen)));
    }
    let count = |limit: &Option<crate::model::Facet<u64>>| limit.as_ref().map(|limit| limit.value);
    parts.extend(limits(count(&array.min_items), count(&array.max_items)));
    parts.extend(array.unique.map(|_| "unique".to_owned()));
    format!("[{}]", parts.join(", "))
}
