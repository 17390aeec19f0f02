//! `#[derive(Payload)]`: reading and writing a type as XML and as JSON. `#[derive(Builder)]`: building one (`builder`).
//! `#[derive(JsonSchema)]`: what its schema says, for the crate schemars (`json_schema`).
//!
//! Data moves one way: the tokens become our own types (`ast`, whose attributes `attr` reads), rules that need more than
//! one attribute are checked (`valid`), and the rest is written out (`expand`). What is wrong is said all at once, each
//! at its place, and an impl that compiles stands in for the real one (`fallback`).
//!
//! The grammar of `#[payload(…)]` is documented at [`macro@Payload`].

mod ast;
mod attr;
mod builder;
mod expand;
mod facets;
mod fallback;
mod json_schema;
mod valid;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Builds a struct with named fields one by one: `Order::builder().id("N1").lines(vec![line]).build()?`.
///
/// A setter takes all that converts into the type of its field, for checked types a text too; what does not convert, and what
/// is missing, `build()` says in a `driftline::builder::BuildError`. An `Option` may be left out and takes what is in it; `Vec`,
/// `List`, `Map`, `Rest` and `Constant` are empty where they are left out. The setter of a field `build` is `build_`.
#[proc_macro_derive(Builder)]
pub fn derive_builder(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    builder::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Implements `schemars::JsonSchema` for a type that is generated from a JSON Schema: the part of that schema at the type's place,
/// in full and not only as far as the type goes, with all that its references lead to. Needs the feature `schemars1` of
/// `driftline`.
#[proc_macro_derive(JsonSchema, attributes(payload))]
pub fn derive_json_schema(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    json_schema::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

#[doc = include_str!("grammar.md")]
#[proc_macro_derive(Payload, attributes(payload))]
pub fn derive_payload(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let expanded = ast::Type::read(&input).and_then(|type_| {
        valid::check(&type_)?;
        Ok(expand::expand(&type_))
    });
    expanded.unwrap_or_else(|error| fallback::expand(&input, &error)).into()
}
