//! `#[derive(Builder)]`: a struct with named fields becomes one that is built field by field. In goes the struct, out come
//! `builder()`, a setter for each field, and `build()`, which says what is missing.
//!
//! What is missing is said when it is built and not when it is compiled: a type for every set of fields that are there already
//! would be as many tokens as the square of the fields, in each type of each schema.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Error, Field, Fields, GenericArgument, PathArguments, Result, Type};

/// How a field gets its value.
enum Need<'a> {
    /// It must be set.
    Required,
    /// It is an `Option` of this.
    Optional(&'a Type),
    /// It is empty where it is not set.
    Empty,
}

/// The builder, in a nameless block.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(&input.generics, "Builder cannot be derived for a type with parameters"));
    }
    let ident = &input.ident;
    let fields = match &input.data {
        Data::Struct(data) => &data.fields,
        Data::Enum(_) | Data::Union(_) => return Err(Error::new_spanned(ident, NAMED)),
    };
    if matches!(fields, Fields::Unnamed(_)) {
        return Err(Error::new_spanned(ident, NAMED));
    }
    let visibility = &input.vis;
    let builder = format_ident!("{ident}Builder");
    let (mut slots, mut setters, mut takes) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields {
        let Some(name) = &field.ident else { continue };
        let need = need(&field.ty);
        let (type_, take) = match need {
            Need::Required => (&field.ty, quote!(required)),
            Need::Optional(inner) => (inner, quote!(optional)),
            Need::Empty => (&field.ty, quote!(or_empty)),
        };
        let type_ = named(quote!(#type_), ident);
        let shown = format!("{ident}.{}", name.to_string().trim_start_matches("r#"));
        slots.push(quote!(#name: __b::Slot<#type_>));
        setters.push(setter(field, name, &setter_name(name, fields), &type_));
        takes.push(quote!(#name: self.#name.#take(#shown)?));
    }
    let start = format!("Begins a [`{ident}`].");
    Ok(quote! {
        const _: () = {
            use ::driftline::builder as __b;

            #[doc = #start]
            #[must_use]
            #[derive(Default)]
            #visibility struct #builder { #(#slots),* }

            #[automatically_derived]
            impl #ident {
                #[doc = #start]
                #visibility fn builder() -> #builder {
                    <#builder as ::core::default::Default>::default()
                }
            }

            #[automatically_derived]
            impl #builder {
                #(#setters)*

                /// Builds it.
                ///
                /// # Errors
                /// The first field that is missing, or was given a value that its type does not take.
                #visibility fn build(self) -> ::core::result::Result<#ident, __b::BuildError> {
                    ::core::result::Result::Ok(#ident { #(#takes),* })
                }
            }
        };
    })
}

const NAMED: &str = "Builder is derived for a struct with named fields";

/// The setter of a field, with its documentation.
fn setter(field: &Field, name: &Ident, setter: &Ident, type_: &TokenStream) -> TokenStream {
    let docs = field.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let visibility = &field.vis;
    quote! {
        #(#docs)*
        #visibility fn #setter(mut self, value: impl __b::Take<#type_>) -> Self {
            self.#name.set(value);
            self
        }
    }
}

/// The name of a setter: that of its field, except where `build` is taken.
fn setter_name(name: &Ident, fields: &Fields) -> Ident {
    let mut setter = name.clone();
    while setter == "build" || (setter != *name && fields.iter().any(|field| field.ident.as_ref() == Some(&setter))) {
        setter = format_ident!("{setter}_");
    }
    setter
}

/// How a field gets its value, as far as the name of its type says.
fn need(type_: &Type) -> Need<'_> {
    let Type::Path(path) = type_ else { return Need::Required };
    let Some(last) = path.path.segments.last() else { return Need::Required };
    match (last.ident.to_string().as_str(), &last.arguments) {
        ("Option", PathArguments::AngleBracketed(arguments)) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) => Need::Optional(inner),
            _ => Need::Required,
        },
        ("Vec" | "List" | "Map" | "Rest" | "Constant", _) => Need::Empty,
        _ => Need::Required,
    }
}

/// The same tokens with the name of the type for `Self`, which is another one in its builder.
fn named(tokens: TokenStream, ident: &Ident) -> TokenStream {
    let one = |token| match token {
        TokenTree::Ident(word) if word == "Self" => TokenTree::Ident(ident.clone()),
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), named(group.stream(), ident))),
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => token,
    };
    tokens.into_iter().map(one).collect()
}
