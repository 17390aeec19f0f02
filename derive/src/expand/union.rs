//! Enums: enumerations of values, tagged and untagged unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{literal, payload_impl};
use crate::ast::{Case, Type, Value};
use crate::attr::Name;

/// A table of the values; which of them a text is, is found by the runtime.
pub(super) fn expand_values(type_: &Type<'_>, values: &[Value<'_>]) -> TokenStream {
    let ident = &type_.original.ident;
    let literals: Vec<_> = values.iter().flat_map(|value| &value.values).collect();
    let kind = literals.first().map_or(quote!(Text), |literal| {
        let kind = &literal.kind;
        quote!(#kind)
    });
    let is_text = literals.first().is_none_or(|literal| literal.kind == "Text");
    let white_space = match &type_.attrs.white_space {
        Some(variant) => quote!(#variant),
        None if is_text => quote!(Preserve),
        None => quote!(Collapse),
    };
    // An empty text that is one of the values means itself; else it may mean that nothing was sent.
    let takes_empty = literals.iter().any(|literal| literal.text.is_empty());
    let shape = if takes_empty { quote!(Text) } else { quote!(Scalar) };
    // What is not known is kept and no more.
    let unknown = values.iter().find(|value| value.unknown).map(|value| {
        let ident = &value.original.ident;
        quote!(if let Self::#ident(_) = self { return output.tree(|output| __p::write_scalar(self, output)); })
    });
    let write = quote!(#unknown __p::write_scalar(self, output););
    let payload = payload_impl(
        type_,
        &quote!(const SHAPE: __p::Shape = __p::Shape::#shape;),
        &quote!(__p::read_scalar(input)),
        &write,
    );
    let table = literals.iter().map(|known| literal(known));
    let (reads, writes) = (value_reads(values), value_writes(values));
    quote! {
        #payload

        #[automatically_derived]
        impl __p::Values for #ident {
            const VALUES: &'static [__p::Literal] = &[#(#table),*];
        }

        #[automatically_derived]
        impl __p::Scalar for #ident {
            const KIND: __p::ScalarKind = __p::ScalarKind::#kind;
            const WHITE_SPACE: __p::WhiteSpace = __p::WhiteSpace::#white_space;

            fn parse(text: &str) -> ::core::result::Result<Self, ::driftline::FacetError> {
                match __p::find_value::<Self>(text) {
                    #reads
                }
            }

            fn text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }

        #[automatically_derived]
        impl #ident {
            /// Its text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #writes
                }
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = ::driftline::FacetError;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::driftline::FacetError> {
                __p::parse(text)
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<&str> for #ident {
            type Error = ::driftline::FacetError;

            fn try_from(text: &str) -> ::core::result::Result<Self, ::driftline::FacetError> {
                __p::parse(text)
            }
        }
    }
}

/// `Some(0 | 1) => Ok(Self::A),` … and what is not known.
fn value_reads(values: &[Value<'_>]) -> TokenStream {
    let mut next = 0_usize..;
    let arms = values.iter().filter(|value| !value.unknown).map(|value| {
        let numbers = next.by_ref().take(value.values.len());
        let ident = &value.original.ident;
        quote!(::core::option::Option::Some(#(#numbers)|*) => ::core::result::Result::Ok(Self::#ident),)
    });
    let arms: Vec<_> = arms.collect();
    let otherwise = match values.iter().find(|value| value.unknown) {
        Some(value) => {
            let ident = &value.original.ident;
            quote!(__p::Unknown::new(text).map(Self::#ident).ok_or(::driftline::FacetError::Unlisted))
        }
        None => quote!(::core::result::Result::Err(::driftline::FacetError::Unlisted)),
    };
    quote!(#(#arms)* _ => #otherwise,)
}

/// `Self::A => "a",` …; of several values the first.
fn value_writes(values: &[Value<'_>]) -> TokenStream {
    let arms = values.iter().map(|value| {
        let ident = &value.original.ident;
        match value.values.first() {
            Some(literal) => {
                let text = &literal.text;
                quote!(Self::#ident => #text,)
            }
            None => quote!(Self::#ident(unknown) => unknown.as_str(),),
        }
    });
    quote!(#(#arms)*)
}

/// The tag's value names the variant, which then reads the same node.
pub(super) fn expand_tagged(type_: &Type<'_>, tag: &Name, cases: &[Case<'_>]) -> TokenStream {
    let (name, lenient) = (&tag.value, type_.attrs.lenient.is_some());
    let table = cases.iter().enumerate().flat_map(|(number, case)| {
        case.values.iter().map(move |value| {
            let value = literal(value);
            quote!((#value, #number))
        })
    });
    let reads = cases.iter().enumerate().filter(|(_, case)| !case.unknown).map(|(number, case)| {
        let ident = &case.original.ident;
        quote!(::core::option::Option::Some(#number) => __p::Payload::read(input).map(Self::#ident),)
    });
    let otherwise = match cases.iter().find(|case| case.unknown) {
        Some(case) => {
            let ident = &case.original.ident;
            quote!(__p::Payload::read(input).map(Self::#ident))
        }
        None => quote!(::core::result::Result::Err(TAG.unknown(input))),
    };
    let read = quote! {
        match TAG.variant(input)? {
            #(#reads)*
            _ => #otherwise,
        }
    };
    let types = cases.iter().map(|case| case.ty);
    let shape = quote! {
        const SHAPE: __p::Shape = __p::Shape::Record;

        fn fit(node: ::driftline::schemas::NodeRef<'_>) -> usize {
            [#(<#types as __p::Payload>::fit(node)),*].into_iter().fold(0, ::core::cmp::max)
        }
    };
    let payload = payload_impl(type_, &shape, &read, &case_writes(cases));
    quote! {
        static TAG: __p::Tag = __p::Tag { name: #name, values: &[#(#table),*], lenient: #lenient };
        #payload
    }
}

/// A table of the variants; which of them is read, the runtime finds.
pub(super) fn expand_untagged(type_: &Type<'_>, cases: &[Case<'_>]) -> TokenStream {
    let ident = &type_.original.ident;
    let types: Vec<_> = cases.iter().map(|case| case.ty).collect();
    let idents = cases.iter().map(|case| &case.original.ident);
    let lenient = type_.attrs.lenient.map(|_| quote!(.with_lenience(true)));
    let constants = quote! {
        const SHAPE: __p::Shape = __p::Shape::Any;
        const NULLABLE: bool = #(<#types as __p::Payload>::NULLABLE)||*;

        fn fit(node: ::driftline::schemas::NodeRef<'_>) -> usize {
            __p::fit_untagged::<Self>(node)
        }
    };
    let payload = payload_impl(type_, &constants, &quote!(__p::read_untagged(input #lenient)), &case_writes(cases));
    quote! {
        #payload

        #[automatically_derived]
        impl __p::Untagged for #ident {
            const ATTEMPTS: &'static [__p::Attempt<Self>] = &[#(
                __p::Attempt::new(<#types as __p::Payload>::fit, |input| __p::Payload::read(input).map(Self::#idents))
            ),*];
        }
    }
}

fn case_writes(cases: &[Case<'_>]) -> TokenStream {
    let idents = cases.iter().map(|case| &case.original.ident);
    quote! {
        match self {
            #(Self::#idents(value) => __p::Payload::write(value, output),)*
        }
    }
}
