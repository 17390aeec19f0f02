//! What stands in for an impl that could not be made.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error};

/// The errors, and an impl that compiles: code that uses the type is then not reported as well.
pub(crate) fn expand(input: &DeriveInput, error: &Error) -> TokenStream {
    let (ident, errors) = (&input.ident, error.to_compile_error());
    let (generics, parameters, condition) = input.generics.split_for_impl();
    quote! {
        #errors

        #[automatically_derived]
        impl #generics ::driftline::payload::Payload for #ident #parameters #condition {
            const SHAPE: ::driftline::payload::Shape = ::driftline::payload::Shape::Any;

            fn read(_: ::driftline::payload::Input<'_>) -> ::core::result::Result<Self, ::driftline::ReadError> {
                ::core::unreachable!()
            }

            fn write(&self, _: &mut ::driftline::payload::Output) {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #generics ::driftline::payload::Root for #ident #parameters #condition {}
    }
}
