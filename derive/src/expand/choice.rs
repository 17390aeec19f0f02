//! Enums whose variants are told apart by name: elements of a choice, and types that stand for one another.

use proc_macro2::TokenStream;
use quote::quote;

use super::payload_impl;
use super::record::table_entry;
use crate::ast::{Element, Type};

impl Element<'_> {
    /// Its name on the wire.
    pub(crate) fn wire_name(&self) -> String {
        match (&self.attrs.name, self.attrs.text) {
            (Some(name), _) => name.value.clone(),
            (None, Some(_)) => "#text".to_owned(),
            (None, None) => self.original.ident.to_string(),
        }
    }
}

/// A table of the elements; what takes every other element comes last.
pub(super) fn expand(type_: &Type<'_>, elements: &[Element<'_>]) -> TokenStream {
    let ident = &type_.original.ident;
    let namespace = type_.attrs.namespace.as_ref().map(|name| name.value.as_str());
    let (others, named): (Vec<&Element<'_>>, Vec<_>) = elements.iter().partition(|one| one.attrs.rest.is_some());
    let has_others = !others.is_empty();
    let table = named.iter().map(|element| match element.attrs.group {
        Some(_) => {
            let ty = element.ty;
            quote!(__p::Field::choice(<#ty as __p::Group>::PARTS))
        }
        None => table_entry(&element.attrs, &element.wire_name(), namespace, None),
    });
    let ordered: Vec<_> = named.iter().chain(&others).map(|element| &element.original.ident).collect();
    let writes = named.iter().chain(&others).map(|element| match element.attrs.group {
        Some(_) => quote!(__p::write_group(value, output)),
        None => quote!(__p::write_as(value, field, output)),
    });
    let numbers = 0..ordered.len();
    let reads = ordered.iter().enumerate().map(|(number, ident)| {
        let number = if number + 1 == ordered.len() { quote!(_) } else { quote!(#number) };
        quote!(#number => __p::Payload::read(input).map(Self::#ident),)
    });
    quote! {
        #[automatically_derived]
        impl __p::Alternative for #ident {
            const ALTERNATIVES: &'static __p::Alternatives =
                &__p::Alternatives { fields: &[#(#table),*], others: #has_others };

            fn variant(&self) -> usize {
                match self {
                    #(Self::#ordered(_) => #numbers,)*
                }
            }

            fn read(variant: usize, input: __p::Input<'_>) -> ::core::result::Result<Self, __p::ReadError> {
                match variant {
                    #(#reads)*
                }
            }

            fn write(&self, field: ::core::option::Option<&__p::Field>, output: &mut __p::Output) {
                match self {
                    #(Self::#ordered(value) => #writes,)*
                }
            }
        }

        #[automatically_derived]
        impl __p::Choice for #ident {
            type One = Self;

            fn collect(
                items: ::std::vec::Vec<Self>,
                sent: __p::Sent<'_, '_>,
            ) -> ::core::result::Result<Self, __p::ReadError> {
                __p::only(items, sent)
            }

            fn items(&self) -> impl ::core::iter::Iterator<Item = &Self> {
                ::core::iter::once(self)
            }
        }
    }
}

/// A table of the types by name.
pub(super) fn expand_types(type_: &Type<'_>, elements: &[Element<'_>]) -> TokenStream {
    let default = type_.attrs.namespace.as_ref().map_or("", |name| name.value.as_str());
    let namespace = |element: &Element<'_>| {
        element.attrs.namespace.as_ref().map_or_else(|| default.to_owned(), |name| name.value.clone())
    };
    let names = elements.iter().enumerate().filter(|(_, element)| element.attrs.name.is_some()).map(|(at, element)| {
        let (namespace, name) = (namespace(element), element.wire_name());
        quote!((#namespace, #name, #at))
    });
    let declared = match elements.iter().position(|element| element.attrs.declared.is_some()) {
        Some(at) => quote!(::core::option::Option::Some(#at)),
        None => quote!(::core::option::Option::None),
    };
    let reads = elements.iter().enumerate().map(|(at, element)| {
        let ident = &element.original.ident;
        let at = if at + 1 == elements.len() { quote!(_) } else { quote!(#at) };
        quote!(#at => __p::Payload::read(input).map(Self::#ident),)
    });
    let writes = elements.iter().map(|element| {
        let ident = &element.original.ident;
        let name = element.attrs.name.as_ref().filter(|_| element.attrs.declared.is_none()).map(|name| {
            let (namespace, name) = (namespace(element), &name.value);
            quote!(output.type_(#namespace, #name);)
        });
        quote!(Self::#ident(value) => {
            #name
            __p::Payload::write(value, output);
        })
    });
    let shape = quote!(
        const SHAPE: __p::Shape = __p::Shape::Record;
    );
    let read = quote! {
        match TYPES.variant(input)? {
            #(#reads)*
        }
    };
    let write = quote! {
        match self {
            #(#writes)*
        }
    };
    let payload = payload_impl(type_, &shape, &read, &write);
    quote! {
        static TYPES: __p::Types = __p::Types { names: &[#(#names),*], declared: #declared };
        #payload
    }
}
