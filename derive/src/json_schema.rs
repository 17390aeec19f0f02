//! `#[derive(JsonSchema)]`: the schema of a type of the crate schemars is the part of the module's `SCHEMA` at the type's place.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, Result};

use crate::attr;

/// The impl of `schemars::JsonSchema`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let (container, _) = attr::container(&input.attrs)?;
    let ident = &input.ident;
    let Some(place) = &container.schema else {
        let message =
            "JsonSchema is for types that are generated from a JSON Schema: `#[payload(schema = …)]` says their place";
        return Err(Error::new_spanned(ident, message));
    };
    let (place, name) = (&place.value, ident.to_string());
    let name = name.trim_start_matches("r#");
    Ok(quote! {
        #[automatically_derived]
        impl ::driftline::schemars1::JsonSchema for #ident {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(#name)
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(::core::module_path!(), "::", #name))
            }

            fn json_schema(
                generator: &mut ::driftline::schemars1::SchemaGenerator,
            ) -> ::driftline::schemars1::Schema {
                SCHEMA.json_schema(#place, ::core::module_path!(), generator)
            }
        }
    })
}
