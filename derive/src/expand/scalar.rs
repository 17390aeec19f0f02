//! Newtypes: checked scalars, and those that are what is in them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type as RustType;

use super::{payload_impl, root_name};
use crate::ast::{NewtypeField, Type};
use crate::facets::Facets;

/// Every call is passed on.
pub(super) fn expand_transparent(type_: &Type<'_>, field: &NewtypeField<'_>) -> TokenStream {
    let (ident, root) = (&type_.original.ident, root_name(type_));
    let NewtypeField { member, ty } = field;
    quote! {
        #[automatically_derived]
        impl __p::Payload for #ident {
            const SHAPE: __p::Shape = <#ty as __p::Payload>::SHAPE;
            const NULLABLE: bool = <#ty as __p::Payload>::NULLABLE;
            #root

            fn fit(node: ::driftline::schemas::NodeRef<'_>) -> usize {
                <#ty as __p::Payload>::fit(node)
            }

            fn read(input: __p::Input<'_>) -> ::core::result::Result<Self, __p::ReadError> {
                ::core::result::Result::Ok(Self { #member: __p::Payload::read(input)? })
            }

            fn read_field(sent: __p::Sent<'_, '_>) -> ::core::result::Result<Self, __p::ReadError> {
                ::core::result::Result::Ok(Self { #member: __p::Payload::read_field(sent)? })
            }

            fn write(&self, output: &mut __p::Output) {
                __p::Payload::write(&self.#member, output);
            }

            fn write_field(&self, field: &__p::Field, output: &mut __p::Output) {
                __p::Payload::write_field(&self.#member, field, output);
            }
        }
    }
}

/// A scalar that cannot be built around its facets.
pub(super) fn expand(type_: &Type<'_>, field: &NewtypeField<'_>, facets: &Facets) -> TokenStream {
    let ident = &type_.original.ident;
    let NewtypeField { member, ty } = field;
    let table = facets_table(facets);
    let white_space = match &facets.white_space {
        Some(variant) => quote!(__p::WhiteSpace::#variant),
        None => quote!(<#ty as __p::Scalar>::WHITE_SPACE),
    };
    let shape = quote!(const SHAPE: __p::Shape = <#ty as __p::Payload>::SHAPE;);
    let payload =
        payload_impl(type_, &shape, &quote!(__p::read_scalar(input)), &quote!(__p::write_scalar(self, output);));
    let constructors = constructors(type_, field);
    let views = views(type_, field);
    quote! {
        #table
        #payload

        #[automatically_derived]
        impl __p::Scalar for #ident {
            const KIND: __p::ScalarKind = <#ty as __p::Scalar>::KIND;
            const WHITE_SPACE: __p::WhiteSpace = #white_space;

            fn parse(text: &str) -> ::core::result::Result<Self, ::driftline::FacetError> {
                Self::new(<#ty as __p::Scalar>::parse(text)?)
            }

            fn text(&self) -> ::std::borrow::Cow<'_, str> {
                __p::Scalar::text(&self.#member)
            }

            fn compare(&self, bound: &str) -> ::core::option::Option<::core::cmp::Ordering> {
                __p::Scalar::compare(&self.#member, bound)
            }
        }

        #constructors
        #views
    }
}

fn facets_table(facets: &Facets) -> TokenStream {
    let counts = facets.counts.iter().map(|(name, value)| quote!(#name: ::core::option::Option::Some(#value)));
    let texts = facets.texts.iter().map(|(name, value)| quote!(#name: ::core::option::Option::Some(#value)));
    let count = facets.patterns.len();
    let patterns = facets.patterns.iter().map(|(source, whole)| {
        let constructor = if *whole { quote!(whole) } else { quote!(anywhere) };
        quote!(__p::Pattern::#constructor(#source))
    });
    quote! {
        static PATTERNS: [__p::Pattern; #count] = [#(#patterns),*];
        static FACETS: __p::Facets = __p::Facets {
            #(#counts,)*
            #(#texts,)*
            patterns: &PATTERNS,
            ..__p::Facets::NONE
        };
    }
}

/// `new`, `into_inner`, `TryFrom`, `FromStr`.
fn constructors(type_: &Type<'_>, field: &NewtypeField<'_>) -> TokenStream {
    let ident = &type_.original.ident;
    let NewtypeField { member, ty } = field;
    quote! {
        #[automatically_derived]
        impl #ident {
            /// Checks a value.
            ///
            /// # Errors
            /// The first facet that does not hold.
            pub fn new(value: #ty) -> ::core::result::Result<Self, ::driftline::FacetError> {
                FACETS.check(&value)?;
                ::core::result::Result::Ok(Self { #member: value })
            }

            /// The value, taken out.
            #[must_use]
            pub fn into_inner(self) -> #ty {
                self.#member
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<#ty> for #ident {
            type Error = ::driftline::FacetError;

            fn try_from(value: #ty) -> ::core::result::Result<Self, ::driftline::FacetError> {
                Self::new(value)
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<&str> for #ident {
            type Error = ::driftline::FacetError;

            fn try_from(text: &str) -> ::core::result::Result<Self, ::driftline::FacetError> {
                __p::parse(text)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = ::driftline::FacetError;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::driftline::FacetError> {
                __p::parse(text)
            }
        }
    }
}

/// `Display`, `Deref`, `AsRef`: as the value in it; a string as `str`.
fn views(type_: &Type<'_>, field: &NewtypeField<'_>) -> TokenStream {
    let ident = &type_.original.ident;
    let NewtypeField { member, ty } = field;
    let target = if is_string(ty) { quote!(str) } else { quote!(#ty) };
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(&__p::Scalar::text(self))
            }
        }

        #[automatically_derived]
        impl ::core::ops::Deref for #ident {
            type Target = #target;

            fn deref(&self) -> &#target {
                &self.#member
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<#target> for #ident {
            fn as_ref(&self) -> &#target {
                &self.#member
            }
        }
    }
}

/// Whether a type is `String`, as far as its name says.
fn is_string(ty: &RustType) -> bool {
    match ty {
        RustType::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "String"),
        _ => false,
    }
}
