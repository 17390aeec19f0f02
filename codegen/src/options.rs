//! How to generate: what comes from the schema's name, and what a caller chooses.

use std::path::Path;

use crate::name::{pascal, snake};
use crate::overrides::Override;

/// How to generate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The name of the module.
    pub module: String,
    /// The schema's name for the head of the file, without the folders of this machine.
    pub source_name: String,
    /// The type of the root of a JSON Schema without a title.
    pub root_name: String,
    /// Which roots to generate, by their local names. Where none is named: those that the schema file itself declares, and
    /// not those of the files that it includes and imports, unless it declares none.
    pub roots: Vec<String>,
    /// Which records keep what their schema does not declare, in a field `rest`.
    pub keep_unknown: KeepUnknown,
    /// Whether the schema itself is left out of the code, and `validate` with it.
    pub omit_schema: bool,
    /// Whether types derive serde's traits too, with the losses that [`crate::Config::serde`] lists.
    pub serde: bool,
    /// Whether structs and enums are `#[non_exhaustive]`, so that a schema may grow without breaking who uses the crate.
    pub non_exhaustive: bool,
    /// Whether structs derive `driftline::Builder`.
    pub builders: bool,
    /// Whether types of a JSON Schema derive `driftline::JsonSchema`.
    pub json_schema: bool,
    /// Whose types stand for scalars of some kinds.
    pub integrations: Vec<Integration>,
    /// What is to become of single types, in this order.
    pub overrides: Vec<Override>,
}

/// Which records keep what their schema does not declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeepUnknown {
    /// JSON objects, whether their schema allows more members or not: nothing that was sent is lost, and `validate` sees it.
    #[default]
    Objects,
    /// The elements of an XSD too.
    All,
    /// None: what the types do not say is passed over.
    Nothing,
}

/// A crate whose types stand for scalars, each as a `driftline::Written` that keeps the text: what such a type cannot hold is there
/// as a text only. Needs the feature of `driftline` that is named after the crate and its major.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Integration {
    /// `rust_decimal::Decimal` for `xs:decimal` and numbers (feature `rust_decimal1`).
    RustDecimal,
    /// `jiff::civil::Date`, `Time` and `DateTime`, `jiff::Timestamp` for `xs:dateTime` and `date-time`, `jiff::Span` for durations
    /// (feature `jiff02`).
    Jiff,
    /// `uuid::Uuid` for the format `uuid` (feature `uuid1`).
    Uuid,
    /// `url::Url` for `xs:anyURI` and the format `uri` (feature `url2`).
    Url,
}

impl Integration {
    /// All of them, by the names of their crates.
    pub const NAMES: [(&'static str, Self); 4] =
        [("rust_decimal", Self::RustDecimal), ("jiff", Self::Jiff), ("uuid", Self::Uuid), ("url", Self::Url)];
}

impl Options {
    /// The names that go with a schema of this name: `vendor/EventSchema.xsd` becomes the module `event_schema`.
    #[must_use]
    pub fn named(schema: &str) -> Self {
        let stem = stem(schema);
        Self { module: snake(stem), source_name: shown(schema), root_name: pascal(stem), ..Self::default() }
    }
}

/// A name without its fragment.
pub(crate) fn file_part(name: &str) -> &str {
    name.split_once('#').map_or(name, |(file, _)| file)
}

/// What a schema is called: the last word of its fragment, else its file without folders and extension.
fn stem(name: &str) -> &str {
    if let Some((_, fragment)) = name.split_once('#') {
        let last = fragment.rsplit('/').next().unwrap_or_default();
        if !last.is_empty() {
            return last;
        }
    }
    let file = file_part(name);
    let file = file.rsplit('/').next().unwrap_or(file);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// A name for the head of a file: as given, but without the folders of this machine.
fn shown(name: &str) -> String {
    let is_absolute = Path::new(file_part(name)).is_absolute() || file_part(name).starts_with('/');
    if !is_absolute {
        return name.to_owned();
    }
    let (file, fragment) = name.split_at(file_part(name).len());
    format!("{}{fragment}", file.rsplit('/').next().unwrap_or(file))
}
