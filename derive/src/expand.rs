//! The impls, as tokens: tables, and calls into `driftline::payload`. Kept short, since every user compiles them.

mod choice;
mod record;
mod scalar;
mod union;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ast::{Kind, Type};
use crate::attr::Literal;

/// The impls of a type. Everything but the impls themselves is in a nameless block; `__p` is `driftline::payload` there.
pub(crate) fn expand(type_: &Type<'_>) -> TokenStream {
    let impls = match &type_.kind {
        Kind::Record(fields) => record::expand(type_, fields),
        Kind::Transparent(field) => scalar::expand_transparent(type_, field),
        Kind::Scalar(field, facets) => scalar::expand(type_, field, facets),
        Kind::Values(values) => union::expand_values(type_, values),
        Kind::Tagged(tag, cases) => union::expand_tagged(type_, tag, cases),
        Kind::Untagged(cases) => union::expand_untagged(type_, cases),
        Kind::Choice(elements) => choice::expand(type_, elements),
        Kind::Types(elements) => choice::expand_types(type_, elements),
    };
    let root = root_impl(type_);
    let validate = validate_impl(type_);
    quote! {
        #[allow(deprecated, reason = "a deprecated field is read and written all the same")]
        const _: () = {
            use ::driftline::payload as __p;
            #impls
            #root
            #validate
        };
    }
}

/// `validate`, where the place of the type in the module's `SCHEMA` is given.
fn validate_impl(type_: &Type<'_>) -> Option<TokenStream> {
    let ident = &type_.original.ident;
    let place = &type_.attrs.schema.as_ref()?.value;
    Some(quote! {
        #[automatically_derived]
        impl #ident {
            /// What of it breaks the schema: facets and rules that building it does not check. No judge is asked.
            #[must_use]
            pub fn validate(&self) -> ::std::vec::Vec<::driftline::Finding> {
                SCHEMA.validate(self, #place)
            }
        }
    })
}

/// `const ROOT`, where the type is a document.
fn root_name(type_: &Type<'_>) -> Option<TokenStream> {
    let name = &type_.attrs.root.as_ref()?.value;
    let namespace = type_.attrs.namespace.as_ref().map_or("", |namespace| &namespace.value);
    let json = match &type_.attrs.json_root {
        Some(json) => {
            let variant = &json.variant;
            quote!(#variant)
        }
        None => quote!(Omit),
    };
    Some(quote! {
        const ROOT: ::core::option::Option<__p::RootName> = ::core::option::Option::Some(__p::RootName {
            name: #name,
            namespace: #namespace,
            json: __p::JsonRoot::#json,
        });
    })
}

fn root_impl(type_: &Type<'_>) -> Option<TokenStream> {
    let ident = &type_.original.ident;
    type_.attrs.root.as_ref().map(|_| {
        quote! {
            #[automatically_derived]
            impl __p::Root for #ident {}
        }
    })
}

/// `impl Payload`: its associated constants, how it is read from `input`, how it is written to `output`.
fn payload_impl(type_: &Type<'_>, constants: &TokenStream, read: &TokenStream, write: &TokenStream) -> TokenStream {
    let (ident, root) = (&type_.original.ident, root_name(type_));
    quote! {
        #[automatically_derived]
        impl __p::Payload for #ident {
            #constants
            #root

            fn read(input: __p::Input<'_>) -> ::core::result::Result<Self, __p::ReadError> {
                #read
            }

            fn write(&self, output: &mut __p::Output) {
                #write
            }
        }
    }
}

fn literal(literal: &Literal) -> TokenStream {
    let Literal { kind, text, .. } = literal;
    quote!(__p::Literal { kind: __p::ScalarKind::#kind, text: #text })
}
