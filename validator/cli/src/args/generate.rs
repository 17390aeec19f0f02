//! The arguments of `driftline generate`.

use std::path::PathBuf;

use driftline_codegen::Integration;

/// Generate Rust types from schemas
///
/// Writes one module to standard output. A schema is a file or the name of a contract.
#[derive(Debug, clap::Args)]
#[command(after_help = GENERATE_EXAMPLES)]
pub(crate) struct Generate {
    /// XSD or JSON Schema files, or the name of one contract
    #[arg(required = true, value_name = "SCHEMA")]
    pub(crate) schemas: Vec<String>,
    /// Generate only what this root element (XSD) or fragment (JSON Schema) needs
    #[arg(long, value_name = "NAME")]
    pub(crate) root: Vec<String>,
    /// Derive serde's traits too, which carry less than a payload says (driftline's feature `serde`)
    #[arg(long)]
    pub(crate) serde: bool,
    /// Make structs and enums `#[non_exhaustive]`
    #[arg(long)]
    pub(crate) non_exhaustive: bool,
    /// Derive builders for structs
    #[arg(long)]
    pub(crate) builders: bool,
    /// Implement `schemars::JsonSchema` for the types of a JSON Schema (driftline's feature `schemars1`)
    #[arg(long)]
    pub(crate) json_schema: bool,
    /// Take the types of another crate for the scalars that they fit (driftline's features `jiff02`, …)
    #[arg(long, value_name = "CRATE", value_parser = integration)]
    pub(crate) integrate: Vec<Integration>,
    /// Derive more on the types that a pattern names, `*` for any letters: 'Order*=Eq, Hash'
    #[arg(long, value_name = "PATTERN=PATHS", value_parser = assigned)]
    pub(crate) derive: Vec<(String, String)>,
    /// Call a type otherwise: 'Order/lines/*=OrderLine'
    #[arg(long, value_name = "PATTERN=NAME", value_parser = assigned)]
    pub(crate) rename: Vec<(String, String)>,
    /// Put a type of your own in place of a generated one: 'Money=crate::my::Money'
    #[arg(long, value_name = "PATTERN=PATH", value_parser = assigned)]
    pub(crate) replace: Vec<(String, String)>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write nothing, and exit with 1 where the file is not what would be written
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
    /// A folder of vendors of your own, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) vendors: Vec<PathBuf>,
}

const GENERATE_EXAMPLES: &str = "\
Examples:
  driftline generate EventSchema.xsd
  driftline generate EventSchema.xsd --root Event -o src/event.rs
  driftline generate EventSchema.xsd --root Event -o src/event.rs --check
  driftline generate neto/order-notification@2024";

/// The name of a crate.
fn integration(name: &str) -> Result<Integration, String> {
    let known = Integration::NAMES.iter().find(|(known, _)| *known == name);
    let names = || Integration::NAMES.map(|(name, _)| name).join(", ");
    known.map(|(_, integration)| *integration).ok_or_else(|| format!("the crates are {}", names()))
}

/// `PATTERN=WORDS`.
fn assigned(text: &str) -> Result<(String, String), String> {
    let (pattern, words) = text.split_once('=').ok_or("a pattern and `=` come first")?;
    Ok((pattern.to_owned(), words.to_owned()))
}
