//! `#[derive(Payload)]`: reading and writing a type as XML and as JSON.
//!
//! Data moves one way: the tokens become our own types (`ast`, whose attributes `attr` reads), rules that need more than
//! one attribute are checked (`valid`), and the rest is written out (`expand`). What is wrong is said all at once, each
//! at its place, and an impl that compiles stands in for the real one (`fallback`).
//!
//! The grammar of `#[payload(…)]` is documented at [`macro@Payload`].

mod ast;
mod attr;
mod expand;
mod facets;
mod fallback;
mod valid;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

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
