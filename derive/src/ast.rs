//! A type as the derive sees it.

use proc_macro2::TokenStream;
use syn::{
    Data, DataEnum, DeriveInput, Error, Field, Fields, Generics, Ident, Member, Result, Type as RustType, Variant,
};

use crate::attr::{self, Container, FieldAttr, Form, Literal, VariantAttr};
use crate::facets::Facets;

/// A type that derives `Payload`.
pub(crate) struct Type<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: Container,
    pub(crate) kind: Kind<'a>,
}

/// What kind of type it is.
pub(crate) enum Kind<'a> {
    /// A struct with named fields.
    Record(Vec<RecordField<'a>>),
    /// A newtype that reads as what is in it.
    Transparent(NewtypeField<'a>),
    /// A newtype with facets.
    Scalar(NewtypeField<'a>, Facets),
    /// An enumeration of scalar values.
    Values(Vec<Value<'a>>),
    /// A union that a tag tells apart.
    Tagged(attr::Name, Vec<Case<'a>>),
    /// A union of which the variant that knows most and reads is taken.
    Untagged(Vec<Case<'a>>),
    /// Elements that their names tell apart.
    Choice(Vec<Element<'a>>),
    /// Types that stand for one another by `xsi:type`.
    Types(Vec<Element<'a>>),
}

/// A field of a record.
pub(crate) struct RecordField<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a RustType,
    pub(crate) attrs: FieldAttr,
}

/// The field of a newtype: its name or number, and its type.
pub(crate) struct NewtypeField<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a RustType,
}

/// A variant of an enumeration: a unit variant with its values, or the one that holds what is not known.
pub(crate) struct Value<'a> {
    pub(crate) original: &'a Variant,
    pub(crate) values: Vec<Literal>,
    pub(crate) unknown: bool,
}

/// A variant of a union.
pub(crate) struct Case<'a> {
    pub(crate) original: &'a Variant,
    pub(crate) ty: &'a RustType,
    pub(crate) values: Vec<Literal>,
    pub(crate) unknown: bool,
}

/// A variant that is named: an element of a choice, or a type.
pub(crate) struct Element<'a> {
    pub(crate) original: &'a Variant,
    pub(crate) ty: &'a RustType,
    pub(crate) attrs: FieldAttr,
}

impl<'a> Type<'a> {
    /// Reads a type and its attributes.
    pub(crate) fn read(original: &'a DeriveInput) -> Result<Self> {
        check_generics(&original.generics)?;
        let (attrs, form) = attr::container(&original.attrs)?;
        let kind = match &original.data {
            Data::Struct(data) => read_struct(original, form, &data.fields)?,
            Data::Enum(data) => read_enum(original, form, data)?,
            Data::Union(data) => {
                return Err(Error::new(data.union_token.span, "Payload cannot be derived for a `union`; use an enum"));
            }
        };
        Ok(Self { original, attrs, kind })
    }
}

const TRANSPARENT_BELONGS: &str = "`transparent` belongs on a struct with exactly one field";
const SCALAR_BELONGS: &str = "`scalar` belongs on a struct with exactly one field";

fn check_generics(generics: &Generics) -> Result<()> {
    if generics.params.is_empty() {
        return Ok(());
    }
    Err(Error::new_spanned(
        generics,
        "Payload cannot be derived for a type with parameters: what is read owns its parts",
    ))
}

fn read_struct<'a>(original: &DeriveInput, form: Option<Form>, fields: &'a Fields) -> Result<Kind<'a>> {
    match form {
        Some(Form::Transparent(span)) => {
            let field = newtype(fields).ok_or_else(|| Error::new(span, TRANSPARENT_BELONGS))?;
            no_field_attributes(fields)?;
            Ok(Kind::Transparent(field))
        }
        Some(Form::Scalar(span, facets)) => {
            let field = newtype(fields).ok_or_else(|| Error::new(span, SCALAR_BELONGS))?;
            no_field_attributes(fields)?;
            Ok(Kind::Scalar(field, *facets))
        }
        Some(Form::Values(span)) => Err(Error::new(span, "`values` belongs on an enum")),
        Some(Form::Tagged(name)) => Err(Error::new(name.span, "`tag` belongs on an enum")),
        Some(Form::Untagged(span)) => Err(Error::new(span, "`untagged` belongs on an enum")),
        Some(Form::Choice(span)) => Err(Error::new(span, "`choice` belongs on an enum, or on a field")),
        Some(Form::Types(span)) => Err(Error::new(span, "`types` belongs on an enum")),
        None => match fields {
            Fields::Named(named) => collect(named.named.iter().map(read_field)).map(Kind::Record),
            Fields::Unit => Ok(Kind::Record(Vec::new())),
            Fields::Unnamed(_) => Err(Error::new_spanned(
                &original.ident,
                "a tuple struct needs `#[payload(transparent)]` or `#[payload(scalar)]`",
            )),
        },
    }
}

fn read_field(original: &Field) -> Result<RecordField<'_>> {
    let ident = original.ident.as_ref().ok_or_else(|| Error::new_spanned(original, "a field needs a name"))?;
    Ok(RecordField { ident, ty: &original.ty, attrs: attr::field(&original.attrs)? })
}

fn newtype(fields: &Fields) -> Option<NewtypeField<'_>> {
    let mut members = fields.members().zip(fields);
    match (members.next(), members.next()) {
        (Some((member, field)), None) => Some(NewtypeField { member, ty: &field.ty }),
        _ => None,
    }
}

fn no_field_attributes(fields: &Fields) -> Result<()> {
    collect(fields.iter().map(|field| {
        attr::none(&field.attrs, "not expected here; what belongs to a newtype stands on top of the struct")
    }))
    .map(|_: Vec<()>| ())
}

fn read_enum<'a>(original: &DeriveInput, form: Option<Form>, data: &'a DataEnum) -> Result<Kind<'a>> {
    match form {
        Some(Form::Values(_)) => collect(data.variants.iter().map(read_value)).map(Kind::Values),
        Some(Form::Tagged(name)) => collect(data.variants.iter().map(read_case)).map(|cases| Kind::Tagged(name, cases)),
        Some(Form::Untagged(_)) => collect(data.variants.iter().map(read_case)).map(Kind::Untagged),
        Some(Form::Choice(_)) => collect(data.variants.iter().map(read_element)).map(Kind::Choice),
        Some(Form::Types(_)) => collect(data.variants.iter().map(read_element)).map(Kind::Types),
        Some(Form::Transparent(span)) => Err(Error::new(span, TRANSPARENT_BELONGS)),
        Some(Form::Scalar(span, _)) => Err(Error::new(span, SCALAR_BELONGS)),
        None => Err(Error::new_spanned(
            &original.ident,
            "an enum needs `#[payload(values)]`, `#[payload(tag = \"…\")]`, `#[payload(untagged)]`, `#[payload(choice)]` or \
             `#[payload(types)]`",
        )),
    }
}

fn read_value(original: &Variant) -> Result<Value<'_>> {
    let VariantAttr { values, unknown } = attr::variant(&original.attrs)?;
    let good = match &original.fields {
        Fields::Unit => !unknown,
        Fields::Unnamed(fields) => unknown && fields.unnamed.len() == 1,
        Fields::Named(_) => false,
    };
    if !good {
        let message = if unknown {
            "the unknown variant of an enumeration holds `::driftline::Unknown<Self>`"
        } else {
            "a variant of an enumeration holds nothing; its value is `#[payload(value = …)]`"
        };
        return Err(Error::new_spanned(original, message));
    }
    Ok(Value { original, values, unknown })
}

fn read_case(original: &Variant) -> Result<Case<'_>> {
    let VariantAttr { values, unknown } = attr::variant(&original.attrs)?;
    Ok(Case { original, ty: held(original)?, values, unknown })
}

fn read_element(original: &Variant) -> Result<Element<'_>> {
    Ok(Element { original, ty: held(original)?, attrs: attr::field(&original.attrs)? })
}

/// The type that a variant holds.
fn held(original: &Variant) -> Result<&RustType> {
    let ty = match &original.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first().map(|field| &field.ty),
        Fields::Unnamed(_) | Fields::Named(_) | Fields::Unit => None,
    };
    ty.ok_or_else(|| Error::new_spanned(original, "a variant of a union holds one type: `Variant(Type)`"))
}

/// Every result, or every error.
pub(crate) fn collect<T>(results: impl Iterator<Item = Result<T>>) -> Result<Vec<T>> {
    let mut values = Vec::new();
    let mut errors: Option<Error> = None;
    for result in results {
        match (result, &mut errors) {
            (Ok(value), _) => values.push(value),
            (Err(error), Some(errors)) => errors.combine(error),
            (Err(error), none) => *none = Some(error),
        }
    }
    match errors {
        None => Ok(values),
        Some(errors) => Err(errors),
    }
}

impl quote::ToTokens for Case<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.original.to_tokens(tokens);
    }
}
