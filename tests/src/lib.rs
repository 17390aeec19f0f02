//! What end-to-end tests share: the command and the schemas of its reports, the sidecars that say what a check must find,
//! payloads to measure with, and mutations of payloads.

pub mod command;
pub mod mutation;
pub mod payloads;
pub mod published;
pub mod sidecar;

/// The examples of the README, which must compile and hold.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The same of the code generator's.
#[cfg(doctest)]
#[doc = include_str!("../../codegen/README.md")]
struct CodegenReadme;

/// The same of the library's.
#[cfg(doctest)]
#[doc = include_str!("../../validator/README.md")]
struct ValidatorReadme;
