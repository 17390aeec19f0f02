//! `#[payload(…)]`, read.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Ident, LitBool, LitFloat, LitInt, LitStr, Result, Token};

use crate::facets::Facets;

/// A string in an attribute.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) value: String,
    pub(crate) span: Span,
}

/// A value in an attribute: its variant of `ScalarKind`, and its text as it is on the wire.
#[derive(Clone)]
pub(crate) struct Literal {
    pub(crate) kind: Ident,
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// What is said of a type.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) root: Option<Name>,
    pub(crate) namespace: Option<Name>,
    pub(crate) json_root: Option<JsonRoot>,
    pub(crate) lenient: Option<Span>,
    /// Whether it is a branch of a choice, without an element of its own.
    pub(crate) group: Option<Span>,
    /// Its place in the schema that it was generated from.
    pub(crate) schema: Option<Name>,
    /// Of an enumeration.
    pub(crate) white_space: Option<Ident>,
}

/// The variant of `JsonRoot`.
pub(crate) struct JsonRoot {
    pub(crate) variant: Ident,
    pub(crate) span: Span,
}

/// What kind of type it is, where the type itself does not say.
pub(crate) enum Form {
    Transparent(Span),
    Scalar(Span, Box<Facets>),
    Values(Span),
    Tagged(Name),
    Untagged(Span),
    Choice(Span),
    Types(Span),
}

/// What is said of a field.
#[derive(Default)]
pub(crate) struct FieldAttr {
    pub(crate) name: Option<Name>,
    pub(crate) namespace: Option<Name>,
    pub(crate) attribute: Option<Span>,
    pub(crate) text: Option<Span>,
    pub(crate) rest: Option<Span>,
    pub(crate) choice: Option<Span>,
    /// Of a variant of `choice`.
    pub(crate) group: Option<Span>,
    /// Of a variant of `types`.
    pub(crate) declared: Option<Span>,
    pub(crate) constant: Option<Literal>,
}

/// What is said of a variant.
#[derive(Default)]
pub(crate) struct VariantAttr {
    pub(crate) values: Vec<Literal>,
    pub(crate) unknown: bool,
}

/// Reads the attributes of a type: what is said of any, and what kind it is.
pub(crate) fn container(attributes: &[Attribute]) -> Result<(Container, Option<Form>)> {
    let mut container = Container::default();
    let mut kind = None;
    let mut facets = Facets::default();
    let mut first_facet = None;
    each(attributes, |meta| {
        if meta.path.is_ident("root") {
            set(&mut container.root, name(&meta)?, &meta)
        } else if meta.path.is_ident("namespace") {
            set(&mut container.namespace, name(&meta)?, &meta)
        } else if meta.path.is_ident("json_root") {
            set(&mut container.json_root, json_root(&meta)?, &meta)
        } else if meta.path.is_ident("lenient") {
            set(&mut container.lenient, meta.path.span(), &meta)
        } else if meta.path.is_ident("group") {
            set(&mut container.group, meta.path.span(), &meta)
        } else if meta.path.is_ident("schema") {
            set(&mut container.schema, name(&meta)?, &meta)
        } else if let Some(form) = form(&meta)? {
            match kind.replace(form) {
                None => Ok(()),
                Some(_) => Err(meta.error(
                    "a type is one of `transparent`, `scalar`, `values`, `tag`, `untagged`, `choice` and `types`",
                )),
            }
        } else if facets.take(&meta)? {
            first_facet.get_or_insert(meta.path.span());
            Ok(())
        } else {
            Err(unknown(
                &meta,
                "root, namespace, json_root, lenient, group, schema, transparent, scalar, values, tag, untagged, choice, types",
            ))
        }
    })?;
    match (&mut kind, first_facet) {
        (Some(Form::Scalar(_, slot)), _) => **slot = facets,
        (Some(Form::Values(_)), Some(facet)) => {
            container.white_space = facets.white_space.take();
            if !facets.is_empty() {
                return Err(Error::new(facet, FACETS_BELONG));
            }
        }
        (_, Some(facet)) => return Err(Error::new(facet, FACETS_BELONG)),
        (_, None) => {}
    }
    Ok((container, kind))
}

const FACETS_BELONG: &str = "facets belong beside `scalar` (an enumeration takes `white_space` only)";

fn form(meta: &ParseNestedMeta<'_>) -> Result<Option<Form>> {
    let span = meta.path.span();
    let word = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
    Ok(Some(match word.as_str() {
        "transparent" => Form::Transparent(span),
        "scalar" => Form::Scalar(span, Box::default()),
        "values" => Form::Values(span),
        "tag" => Form::Tagged(name(meta)?),
        "untagged" => Form::Untagged(span),
        "choice" => Form::Choice(span),
        "types" => Form::Types(span),
        _ => return Ok(None),
    }))
}

/// Reads the attributes of a field of a record.
pub(crate) fn field(attributes: &[Attribute]) -> Result<FieldAttr> {
    let mut field = FieldAttr::default();
    each(attributes, |meta| {
        if meta.path.is_ident("name") {
            set(&mut field.name, name(&meta)?, &meta)
        } else if meta.path.is_ident("namespace") {
            set(&mut field.namespace, name(&meta)?, &meta)
        } else if meta.path.is_ident("attribute") {
            set(&mut field.attribute, meta.path.span(), &meta)
        } else if meta.path.is_ident("text") {
            set(&mut field.text, meta.path.span(), &meta)
        } else if meta.path.is_ident("rest") {
            set(&mut field.rest, meta.path.span(), &meta)
        } else if meta.path.is_ident("choice") {
            set(&mut field.choice, meta.path.span(), &meta)
        } else if meta.path.is_ident("group") {
            set(&mut field.group, meta.path.span(), &meta)
        } else if meta.path.is_ident("declared") {
            set(&mut field.declared, meta.path.span(), &meta)
        } else if meta.path.is_ident("constant") {
            set(&mut field.constant, literal(meta.value()?)?, &meta)
        } else {
            Err(unknown(&meta, "name, namespace, attribute, text, rest, choice, constant"))
        }
    })?;
    Ok(field)
}

/// Reads the attributes of a variant.
pub(crate) fn variant(attributes: &[Attribute]) -> Result<VariantAttr> {
    let mut variant = VariantAttr::default();
    each(attributes, |meta| {
        if meta.path.is_ident("value") {
            variant.values.push(literal(meta.value()?)?);
            Ok(())
        } else if meta.path.is_ident("unknown") {
            variant.unknown = true;
            Ok(())
        } else {
            Err(unknown(&meta, "value, unknown"))
        }
    })?;
    Ok(variant)
}

/// That there is no attribute of ours.
pub(crate) fn none(attributes: &[Attribute], message: &str) -> Result<()> {
    match attributes.iter().find(|attribute| attribute.path().is_ident("payload")) {
        Some(attribute) => Err(Error::new_spanned(attribute, message)),
        None => Ok(()),
    }
}

fn each(attributes: &[Attribute], mut take: impl FnMut(ParseNestedMeta<'_>) -> Result<()>) -> Result<()> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("payload")) {
        attribute.parse_nested_meta(&mut take)?;
    }
    Ok(())
}

fn set<T>(slot: &mut Option<T>, value: T, meta: &ParseNestedMeta<'_>) -> Result<()> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => {
            let word = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
            Err(meta.error(format!("`{word}` is given twice")))
        }
    }
}

fn unknown(meta: &ParseNestedMeta<'_>, known: &str) -> Error {
    meta.error(format!("not known here; known are {known}"))
}

fn name(meta: &ParseNestedMeta<'_>) -> Result<Name> {
    let literal: LitStr = meta.value()?.parse()?;
    Ok(Name { value: literal.value(), span: literal.span() })
}

fn json_root(meta: &ParseNestedMeta<'_>) -> Result<JsonRoot> {
    let name = name(meta)?;
    let variant = match name.value.as_str() {
        "omit" => "Omit",
        "wrap" => "Wrap",
        "either" => "Either",
        _ => return Err(Error::new(name.span, "want \"omit\", \"wrap\" or \"either\"")),
    };
    Ok(JsonRoot { variant: Ident::new(variant, name.span), span: name.span })
}

/// A string, a number or a boolean.
fn literal(input: ParseStream<'_>) -> Result<Literal> {
    let kind = |word| Ident::new(word, Span::call_site());
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        return Ok(Literal { kind: kind("Text"), text: literal.value(), span: literal.span() });
    }
    if input.peek(LitBool) {
        let literal: LitBool = input.parse()?;
        return Ok(Literal { kind: kind("Boolean"), text: literal.value.to_string(), span: literal.span() });
    }
    let sign = if input.parse::<Option<Token![-]>>()?.is_some() { "-" } else { "" };
    let (digits, suffix, span) = if input.peek(LitInt) {
        let literal: LitInt = input.parse()?;
        (literal.base10_digits().to_owned(), literal.suffix().to_owned(), literal.span())
    } else if input.peek(LitFloat) {
        let literal: LitFloat = input.parse()?;
        (literal.base10_digits().to_owned(), literal.suffix().to_owned(), literal.span())
    } else {
        return Err(input.error("want a string, a number or a boolean"));
    };
    if !suffix.is_empty() {
        return Err(Error::new(span, "a number on the wire has no suffix"));
    }
    Ok(Literal { kind: kind("Number"), text: format!("{sign}{digits}"), span })
}
