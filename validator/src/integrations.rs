//! What [`crate::Written`] makes of texts with other crates' types, and what others make of ours; each crate a feature that has
//! its major in its name.

#[cfg(feature = "jiff02")]
mod jiff02;
#[cfg(feature = "rust_decimal1")]
mod rust_decimal1;
#[cfg(feature = "schemars1")]
mod schemars1;
#[cfg(feature = "url2")]
mod url2;
#[cfg(feature = "uuid1")]
mod uuid1;
