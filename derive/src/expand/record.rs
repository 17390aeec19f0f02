//! Structs with named fields.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Ident, Index, Type as RustType};

use super::payload_impl;
use crate::ast::{RecordField, Type};
use crate::attr::FieldAttr;

impl RecordField<'_> {
    /// Its name on the wire.
    pub(crate) fn wire_name(&self) -> String {
        match (&self.attrs.name, self.attrs.text) {
            (Some(name), _) => name.value.clone(),
            (None, Some(_)) => "#text".to_owned(),
            (None, None) => self.ident.unraw().to_string(),
        }
    }
}

/// A table of the fields; each is taken from, and put to, the runtime in turn.
pub(super) fn expand(type_: &Type<'_>, fields: &[RecordField<'_>]) -> TokenStream {
    let namespace = type_.attrs.namespace.as_ref().map(|name| name.value.as_str());
    let table = fields
        .iter()
        .filter(|field| field.attrs.rest.is_none())
        .map(|field| table_entry(&field.attrs, &field.wire_name(), namespace, Some(field.ty)));
    let lenient = type_.attrs.lenient.is_some();
    let puts = fields.iter().map(|field| {
        let ident = field.ident;
        let put = call(field, "put", "put_choice", "put_rest");
        quote!(fields.#put(&self.#ident);)
    });
    // Without fields there is nothing that needs to be mutable.
    let read = if fields.is_empty() {
        quote!(__p::Fields::of(input, &RECORD).map(|_| Self {}))
    } else {
        let takes = takes(fields);
        quote! {
            let mut fields = __p::Fields::of(input, &RECORD)?;
            #takes
        }
    };
    let mutable = (!fields.is_empty()).then(|| quote!(mut));
    let write = quote! {
        let #mutable fields = __p::FieldsOutput::of(output, &RECORD);
        #(#puts)*
        fields.end();
    };
    let shape = quote! {
        const SHAPE: __p::Shape = __p::Shape::Record;

        fn fit(node: ::driftline::schemas::NodeRef<'_>) -> usize {
            __p::declared(node, &RECORD)
        }
    };
    let payload = payload_impl(type_, &shape, &read, &write);
    let table = quote!(&[#(#table),*]);
    let (fields, group) = match type_.attrs.group {
        None => (table, None),
        Some(_) => {
            let ident = &type_.original.ident;
            let group = quote! {
                #[automatically_derived]
                impl __p::Group for #ident {
                    const PARTS: &'static __p::Alternatives = &__p::Alternatives { fields: #table, others: false };
                }
            };
            (quote!(<#ident as __p::Group>::PARTS.fields), Some(group))
        }
    };
    quote! {
        static RECORD: __p::Record = __p::Record { fields: #fields, lenient: #lenient };
        #payload
        #group
    }
}

/// A record with more fields is read in parts of so many. A function that may fail at each of a thousand fields, with all that
/// were read before to be dropped, costs the compiler minutes.
const PART: usize = 16;

/// The fields, one after the other.
fn takes(fields: &[RecordField<'_>]) -> TokenStream {
    let take = |field: &RecordField<'_>| call(field, "take", "take_choice", "rest");
    if fields.len() <= PART {
        let idents = fields.iter().map(|field| field.ident);
        let takes = fields.iter().map(take);
        return quote!(::core::result::Result::Ok(Self { #(#idents: fields.#takes()?),* }));
    }
    let parts = fields.chunks(PART).enumerate().map(|(number, part)| {
        let (name, takes) = (format_ident!("part{number}"), part.iter().map(take));
        let types = part.iter().map(|field| field.ty);
        // With its type each is known as it is checked; types that follow from their use are looked for again and again.
        quote! {
            let #name = |fields: &mut __p::Fields<'_>| {
                ::core::result::Result::<_, __p::ReadError>::Ok((#(fields.#takes::<#types>()?,)*))
            };
            let #name = #name(&mut fields)?;
        }
    });
    let members = fields.iter().enumerate().map(|(at, field)| {
        let (ident, part, at) = (field.ident, format_ident!("part{}", at / PART), Index::from(at % PART));
        quote!(#ident: #part.#at)
    });
    quote! {
        #(#parts)*
        ::core::result::Result::Ok(Self { #(#members),* })
    }
}

/// The name of the function that a field is read or written with, at the place of the field's type, so that the compiler
/// points there where the type is no payload.
fn call(field: &RecordField<'_>, declared: &str, choice: &str, rest: &str) -> Ident {
    let name = match (field.attrs.rest, field.attrs.choice) {
        (Some(_), _) => rest,
        (None, Some(_)) => choice,
        (None, None) => declared,
    };
    Ident::new(name, field.ty.span())
}

/// The entry of a field, or of an element of a choice. A field that is a choice has the table of its type.
pub(super) fn table_entry(
    attrs: &FieldAttr,
    name: &str,
    default_namespace: Option<&str>,
    ty: Option<&RustType>,
) -> TokenStream {
    if let (Some(_), Some(ty)) = (attrs.choice, ty) {
        return quote!(__p::Field::choice(<<#ty as __p::Choice>::One as __p::Alternative>::ALTERNATIVES));
    }
    let (place, inherited) = match (attrs.attribute, attrs.text) {
        (Some(_), _) => (quote!(Attribute), None),
        (None, Some(_)) => (quote!(Text), None),
        (None, None) => (quote!(Element), default_namespace),
    };
    let namespace = attrs.namespace.as_ref().map(|name| name.value.as_str()).or(inherited);
    let within = namespace.filter(|namespace| !namespace.is_empty()).map(|namespace| quote!(.within(#namespace)));
    let always = attrs.constant.as_ref().map(|literal| {
        let (kind, text) = (&literal.kind, &literal.text);
        quote!(.always(__p::ScalarKind::#kind, #text))
    });
    quote!(__p::Field::new(__p::Place::#place, #name)#within #always)
}
