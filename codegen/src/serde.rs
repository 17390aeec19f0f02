//! serde's attributes beside ours, where they are asked for: an item or a field in, its attributes out.

use proc_macro2::TokenStream;
use quote::quote;

use crate::item::{Field, Kind, Role, Rust, Setting, Struct};

/// serde's derives for an item; `inner` is the type that a checked scalar is read from.
pub(crate) fn derives(kind: &Kind, inner: Option<&TokenStream>) -> TokenStream {
    let word = match kind {
        Kind::Scalar { .. } => inner.map(|inner| {
            let inner = inner.to_string().replace(' ', "");
            quote!(, try_from = #inner)
        }),
        Kind::Variants(_) | Kind::Types(_) => Some(quote!(, untagged)),
        Kind::Transparent(_) => Some(quote!(, transparent)),
        Kind::Struct(_) | Kind::Values(_) | Kind::Choice(_) | Kind::Alias(_) | Kind::Own(_) => None,
    };
    quote! {
        #[derive(::driftline::serde::Serialize, ::driftline::serde::Deserialize)]
        #[serde(crate = "::driftline::serde" #word)]
    }
}

/// The attribute of a field. Where two fields have one name on the wire, each goes by its own name in Rust.
pub(crate) fn field(field: &Field, record: &Struct) -> Option<TokenStream> {
    let mut words = Vec::new();
    match &field.role {
        Role::Rest => return Some(quote!(#[serde(skip)])),
        Role::Text | Role::Choice | Role::Group | Role::Declared(_) => {}
        Role::Named(wire) | Role::Attribute(wire) => {
            let is_shared = record.fields.iter().filter(|other| self::wire(other) == Some(&**wire)).count() > 1;
            if !is_shared && **wire != field.name {
                words.push(quote!(rename = #wire));
            }
        }
    }
    match &field.type_ {
        Rust::Option(_) => {
            words.extend([quote!(default), quote!(skip_serializing_if = "::core::option::Option::is_none")]);
        }
        Rust::Vec(_) => words.push(quote!(default)),
        Rust::Known(_)
        | Rust::Item(_)
        | Rust::Nullable(_)
        | Rust::Boxed(_)
        | Rust::List(_)
        | Rust::Map(_)
        | Rust::Loose(_)
        | Rust::Guess(_) => {}
    }
    (!words.is_empty()).then(|| quote!(#[serde(#(#words),*)]))
}

/// The name of a field on the wire.
fn wire(field: &Field) -> Option<&str> {
    match &field.role {
        Role::Named(wire) | Role::Attribute(wire) => Some(wire),
        Role::Text | Role::Rest | Role::Choice | Role::Group | Role::Declared(_) => None,
    }
}

/// The attribute of a value of an enumeration, which serde knows as text only.
pub(crate) fn value(value: &Setting) -> TokenStream {
    let text = match value {
        Setting::Text(text) => text.clone(),
        Setting::Number(number) => number.to_string(),
        Setting::Bool(value) => value.to_string(),
    };
    quote!(#[serde(rename = #text)])
}
