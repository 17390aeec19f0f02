//! Rules that need more than one attribute to be looked at. Each is one function; what breaks several is told all of it.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::{Error, Result, Variant};

use crate::ast::{Case, Element, Kind, RecordField, Type, Value, collect};
use crate::attr::Literal;

/// Checks a type.
pub(crate) fn check(type_: &Type<'_>) -> Result<()> {
    let of_kind = match &type_.kind {
        Kind::Record(fields) => all([check_fields(fields), check_names(fields), check_single(fields)]),
        Kind::Values(values) => {
            let literals = values.iter().flat_map(|value| &value.values);
            all([
                check_unknown(values.iter().filter(|value| value.unknown).map(|value| value.original)),
                check_values(values),
                check_distinct(literals),
                check_value_kinds(values),
            ])
        }
        Kind::Tagged(_, cases) => {
            let literals = cases.iter().flat_map(|case| &case.values);
            let unknown = cases.iter().filter(|case| case.unknown).map(|case| case.original);
            all([check_cases(type_, cases), check_unknown(unknown), check_case_values(cases), check_distinct(literals)])
        }
        Kind::Untagged(cases) => all([check_cases(type_, cases), check_no_values(cases)]),
        Kind::Choice(elements) => check_elements(type_, elements, &["name", "namespace", "text", "rest", "group"]),
        Kind::Types(elements) => check_elements(type_, elements, &["name", "namespace", "declared"]),
        Kind::Transparent(_) | Kind::Scalar(_, _) => Ok(()),
    };
    all([check_container(type_), of_kind])
}

fn all<const N: usize>(results: [Result<()>; N]) -> Result<()> {
    collect(results.into_iter()).map(|_| ())
}

/// Attributes of a type stand where they mean something.
fn check_container(type_: &Type<'_>) -> Result<()> {
    let attrs = &type_.attrs;
    if let (Some(json), None) = (&attrs.json_root, &attrs.root) {
        return Err(Error::new(json.span, "`json_root` says how `root` appears in JSON: it needs one"));
    }
    let has_names = matches!(type_.kind, Kind::Record(_) | Kind::Choice(_) | Kind::Types(_));
    if let (Some(namespace), None, false) = (&attrs.namespace, &attrs.root, has_names) {
        return Err(Error::new(namespace.span, "`namespace` belongs to a `root`, or to the fields of a struct"));
    }
    match (attrs.group, &attrs.root, &type_.kind) {
        (Some(span), Some(_), _) => {
            return Err(Error::new(span, "a `group` has no element of its own, and so no `root`"));
        }
        (Some(_), None, Kind::Record(_)) | (None, ..) => {}
        (Some(span), None, _) => {
            return Err(Error::new(span, "`group` belongs on structs with named fields, and on variants"));
        }
    }
    match (attrs.lenient, &type_.kind) {
        (Some(span), Kind::Transparent(_) | Kind::Scalar(_, _) | Kind::Values(_)) => {
            Err(Error::new(span, "`lenient` belongs on structs with named fields and on unions"))
        }
        _ => Ok(()),
    }
}

/// A field is one of: element, attribute, text, rest.
fn check_fields(fields: &[RecordField<'_>]) -> Result<()> {
    collect(fields.iter().map(|field| {
        let attrs = &field.attrs;
        let places = [attrs.attribute, attrs.text, attrs.rest, attrs.choice];
        if let Some(second) = places.into_iter().flatten().nth(1) {
            return Err(Error::new(second, "a field is one of `attribute`, `text`, `rest` and `choice`"));
        }
        if let Some(span) = attrs.declared {
            return Err(Error::new(span, "`declared` belongs on a variant of `types`"));
        }
        if let Some(span) = attrs.group {
            return Err(Error::new(
                span,
                "`group` belongs on a variant of a `choice`, and on the struct that it holds",
            ));
        }
        if let (Some(span), true) = (attrs.choice, attrs.name.is_some() || attrs.namespace.is_some()) {
            return Err(Error::new(span, "the elements of a `choice` are named by the variants of its enum"));
        }
        match (attrs.rest, attrs.text, &attrs.namespace) {
            (Some(_), _, Some(name)) => return Err(Error::new(name.span, "`rest` has no namespace")),
            (_, Some(_), Some(name)) => return Err(Error::new(name.span, "`text` has no namespace")),
            _ => {}
        }
        match (attrs.rest, &attrs.name, &attrs.constant) {
            (Some(_), Some(name), _) => Err(Error::new(name.span, "`rest` has no name")),
            (Some(_), _, Some(constant)) => Err(Error::new(constant.span, "`rest` is not constant")),
            _ => Ok(()),
        }
    }))
    .map(|_| ())
}

/// No two fields are the same on the wire.
fn check_names(fields: &[RecordField<'_>]) -> Result<()> {
    let mut known = BTreeMap::new();
    let named = fields.iter().filter(|field| field.attrs.rest.is_none() && field.attrs.choice.is_none());
    collect(named.map(|field| {
        let namespace = field.attrs.namespace.as_ref().map(|name| name.value.clone());
        let key = (field.attrs.attribute.is_some(), namespace, field.wire_name());
        match known.insert(key, ()) {
            None => Ok(()),
            Some(()) => {
                let message = format!("another field is `{}` on the wire", field.wire_name());
                Err(Error::new(field.attrs.name.as_ref().map_or(field.ident.span(), |name| name.span), message))
            }
        }
    }))
    .map(|_| ())
}

/// There is at most one text and one rest.
fn check_single(fields: &[RecordField<'_>]) -> Result<()> {
    let second = |spans: &mut dyn Iterator<Item = Span>, what: &str| match spans.nth(1) {
        Some(span) => Err(Error::new(span, format!("another field is the `{what}`"))),
        None => Ok(()),
    };
    second(&mut fields.iter().filter_map(|field| field.attrs.text), "text")?;
    second(&mut fields.iter().filter_map(|field| field.attrs.rest), "rest")
}

/// One variant at most is for what is not known.
fn check_unknown<'a>(mut unknown: impl Iterator<Item = &'a Variant>) -> Result<()> {
    match unknown.nth(1) {
        Some(second) => Err(Error::new_spanned(second, "another variant is the unknown one")),
        None => Ok(()),
    }
}

/// Every variant of an enumeration has values, but the one for what is not known.
fn check_values(values: &[Value<'_>]) -> Result<()> {
    collect(values.iter().map(|value| match (value.unknown, value.values.first()) {
        (false, None) => {
            Err(Error::new_spanned(value.original, "want `#[payload(value = …)]`: what it is on the wire"))
        }
        (true, Some(literal)) => Err(Error::new(literal.span, "the unknown variant has no values")),
        (false, Some(_)) | (true, None) => Ok(()),
    }))
    .map(|_| ())
}

/// The values of an enumeration are of one kind; and booleans are all known.
fn check_value_kinds(values: &[Value<'_>]) -> Result<()> {
    let mut literals = values.iter().flat_map(|value| &value.values);
    let Some(first) = literals.next() else { return Ok(()) };
    if let Some(other) = literals.find(|literal| literal.kind != first.kind) {
        return Err(Error::new(
            other.span,
            "the values of an enumeration are of one kind: strings, numbers or booleans",
        ));
    }
    match values.iter().find(|value| value.unknown) {
        Some(unknown) if first.kind == "Boolean" => {
            Err(Error::new_spanned(unknown.original, "a boolean has no unknown values"))
        }
        Some(_) | None => Ok(()),
    }
}

/// A union has variants.
fn check_cases(type_: &Type<'_>, cases: &[Case<'_>]) -> Result<()> {
    match cases {
        [] => Err(Error::new_spanned(&type_.original.ident, "a union needs a variant")),
        [_, ..] => Ok(()),
    }
}

/// The variants of a choice or of types have these attributes only, and no two are the same on the wire.
fn check_elements(type_: &Type<'_>, elements: &[Element<'_>], allowed: &[&str]) -> Result<()> {
    let mut known = BTreeMap::new();
    if elements.is_empty() {
        return Err(Error::new_spanned(&type_.original.ident, "a union needs a variant"));
    }
    collect(elements.iter().map(|element| {
        let attrs = &element.attrs;
        let given = [
            ("attribute", attrs.attribute),
            ("text", attrs.text),
            ("rest", attrs.rest),
            ("choice", attrs.choice),
            ("group", attrs.group),
            ("declared", attrs.declared),
            ("constant", attrs.constant.as_ref().map(|constant| constant.span)),
        ];
        let mut stray = given.into_iter().filter(|(word, _)| !allowed.contains(word));
        if let Some((word, span)) = stray.find_map(|(word, span)| Some((word, span?))) {
            return Err(Error::new(span, format!("`{word}` does not belong on a variant here")));
        }
        if let (Some(span), true) = (attrs.group, attrs.name.is_some() || attrs.namespace.is_some()) {
            return Err(Error::new(span, "the elements of a `group` are named by the fields of its struct"));
        }
        let namespace = attrs.namespace.as_ref().map(|name| name.value.clone());
        let key = (attrs.text.is_some(), attrs.rest.is_some(), attrs.name.is_some(), namespace, element.wire_name());
        match known.insert(key, ()) {
            None => Ok(()),
            Some(()) => Err(Error::new_spanned(element.original, "another variant is the same on the wire")),
        }
    }))
    .map(|_| ())
}

/// Every variant of a tagged union has values of the tag.
fn check_case_values(cases: &[Case<'_>]) -> Result<()> {
    collect(cases.iter().map(|case| match (case.unknown, case.values.first()) {
        (false, None) => {
            Err(Error::new_spanned(case, "want `#[payload(value = …)]`: the tag's value for this variant"))
        }
        (true, Some(literal)) => Err(Error::new(literal.span, "the unknown variant has no values")),
        (false, Some(_)) | (true, None) => Ok(()),
    }))
    .map(|_| ())
}

/// An untagged union has neither values nor an unknown variant: a known variant with a bad body must be an error, and here
/// nothing tells which variant was meant.
fn check_no_values(cases: &[Case<'_>]) -> Result<()> {
    collect(cases.iter().map(|case| match (case.unknown, case.values.first()) {
        (_, Some(literal)) => Err(Error::new(literal.span, "an untagged union has no values; want `tag` on the enum?")),
        (true, None) => {
            Err(Error::new_spanned(case, "an untagged union has no unknown variant: it would hide every error"))
        }
        (false, None) => Ok(()),
    }))
    .map(|_| ())
}

/// No value stands for two variants.
fn check_distinct<'a>(literals: impl Iterator<Item = &'a Literal>) -> Result<()> {
    let mut known = BTreeMap::new();
    collect(literals.map(|literal| match known.insert((literal.kind.to_string(), &literal.text), ()) {
        None => Ok(()),
        Some(()) => Err(Error::new(literal.span, "this value is given twice")),
    }))
    .map(|_| ())
}
