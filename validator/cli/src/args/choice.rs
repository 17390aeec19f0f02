//! The arguments that say which contracts payloads are held to: the same wherever payloads are.

use std::path::PathBuf;

use driftline::schemas::model::Draft;

use super::values::draft;
use super::{Formats, World};

/// Which contracts, and how they are read.
#[derive(Debug, clap::Args)]
pub(crate) struct ContractChoice {
    /// Take this contract, whatever the payloads look like
    #[arg(long, value_name = "NAME", conflicts_with = "schema")]
    pub(crate) contract: Option<String>,
    /// Take this XSD or JSON Schema instead of the contracts; of several, the one with the fewest findings
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Vec<String>,
    /// The root element (XSD) or the fragment (JSON Schema) that the payloads are
    #[arg(long, value_name = "NAME", requires = "schema")]
    pub(crate) root: Vec<String>,
    /// A folder of vendors of your own, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) vendors: Vec<PathBuf>,
    /// What counts beside the schema's own law: with `declared` fields that an open schema does not speak of are findings
    #[arg(long, value_enum, default_value_t = World::Declared)]
    pub(crate) world: World,
    /// Whether `format` in a JSON Schema asserts something
    #[arg(long, value_enum, default_value_t = Formats::Assert)]
    pub(crate) formats: Formats,
    /// The draft of a JSON Schema without `$schema`: 4, 6, 7, 2019-09 or 2020-12, which is the default
    #[arg(long, value_name = "DRAFT", value_parser = draft)]
    pub(crate) draft: Option<Draft>,
}
