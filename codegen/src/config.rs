//! A build script's way to generated types: which schemas, which of their roots, where to.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use driftline_schemas::error::ErrorKind;
use driftline_schemas::files::{Disk, Files};
use driftline_schemas::{Error, Model, json_schema};

use crate::generate::generate;
use crate::name::snake;
use crate::note::Note;
use crate::options::{Integration, KeepUnknown, Options, file_part};
use crate::overrides::Override;

/// What to generate, and where to.
///
/// ```no_run
/// let notes = driftline_codegen::Config::new()
///     .schema("schemas/GetCartResponse.xsd").root("GetCartResponse")
///     .schema("schemas/orders.json#/$defs/Order").module("order")
///     .compile()?;
/// # Ok::<(), driftline_codegen::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Config {
    schemas: Vec<Schema>,
    out_dir: Option<PathBuf>,
    is_silent: bool,
    warns: bool,
    checks: bool,
    /// What is the same for all schemas.
    options: Options,
    /// The first override that cannot be.
    wrong: Option<Error>,
}

/// One schema, which becomes one module.
#[derive(Debug, Clone)]
struct Schema {
    source: Source,
    roots: Vec<String>,
    module: Option<String>,
}

/// Where a schema is from.
#[derive(Debug, Clone)]
enum Source {
    /// A file, with an optional `#fragment`.
    Path(String),
    /// A model that was read already.
    Model(Box<Model>),
}

impl Config {
    /// Nothing to generate yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a schema file, relative to the package; a `#fragment` chooses a part of a JSON Schema. Its module is named after
    /// the file: `EventSchema.xsd` becomes `event_schema`.
    #[must_use]
    pub fn schema(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_string_lossy().replace('\\', "/");
        self.with(Source::Path(path), None)
    }

    /// Adds a model that was read elsewhere, as a module of this name.
    #[must_use]
    pub fn model(self, module: impl Into<String>, model: Model) -> Self {
        self.with(Source::Model(Box::new(model)), Some(module.into()))
    }

    fn with(mut self, source: Source, module: Option<String>) -> Self {
        self.schemas.push(Schema { source, roots: Vec::new(), module });
        self
    }

    /// Generates only this root element of the schema added last, and what it needs. May be said several times.
    #[must_use]
    pub fn root(mut self, name: impl Into<String>) -> Self {
        if let Some(schema) = self.schemas.last_mut() {
            schema.roots.push(name.into());
        }
        self
    }

    /// Names the module of the schema added last.
    #[must_use]
    pub fn module(mut self, name: impl Into<String>) -> Self {
        if let Some(schema) = self.schemas.last_mut() {
            schema.module = Some(name.into());
        }
        self
    }

    /// Writes to this folder instead of the build script's `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(path.into());
        self
    }

    /// Whether to tell Cargo which files were read; on by default.
    #[must_use]
    pub fn emit_rerun(mut self, emit: bool) -> Self {
        self.is_silent = !emit;
        self
    }

    /// Which records get a field `rest` for what their schema does not declare: the objects of a JSON Schema by default.
    #[must_use]
    pub fn keep_unknown(mut self, keep: KeepUnknown) -> Self {
        self.options.keep_unknown = keep;
        self
    }

    /// Whether types derive serde's `Serialize` and `Deserialize` too; off by default. Needs the feature `serde` of `driftline`.
    ///
    /// serde carries less than a payload says:
    ///
    /// * Digits beyond what the format's data model carries are lost when a number is read; decimals are written as text.
    /// * `null` and absent are one where a field is optional, and a constant is written as `null`, so that an optional one
    ///   does not come back.
    /// * A union is the first variant that reads, whatever its tag says.
    /// * A value of an enumeration is text, also where the schema has a number.
    /// * Namespaces, and what was an attribute or text, are lost; an attribute and an element of one name go by the names of
    ///   their fields.
    /// * Unknown members are passed over: the field `rest` is skipped, and so are the members of a map.
    #[must_use]
    pub fn serde(mut self, serde: bool) -> Self {
        self.options.serde = serde;
        self
    }

    /// Whether types have `validate`, which holds a value to all that the schema says, and for which the schema's text is part
    /// of the code; on by default.
    #[must_use]
    pub fn validate(mut self, validate: bool) -> Self {
        self.options.omit_schema = !validate;
        self
    }

    /// Whether structs and enums are `#[non_exhaustive]`; off by default.
    #[must_use]
    pub fn non_exhaustive(mut self, non_exhaustive: bool) -> Self {
        self.options.non_exhaustive = non_exhaustive;
        self
    }

    /// Whether structs have builders, which say at `build` what is missing: `Order::builder().id("N1").build()?`. Off by default.
    #[must_use]
    pub fn builders(mut self, builders: bool) -> Self {
        self.options.builders = builders;
        self
    }

    /// Whether types of a JSON Schema implement `schemars::JsonSchema`, with what the schema says of them and not only what their
    /// Rust type does; off by default. Needs the feature `schemars1` of `driftline`. The types of an XSD have none, which a note
    /// says: what JSON is to be for them is said by a contract and not by the XSD.
    #[must_use]
    pub fn json_schema(mut self, json_schema: bool) -> Self {
        self.options.json_schema = json_schema;
        self
    }

    /// Takes the types of another crate for the scalars that they fit: `.integrate(Integration::Jiff)`. The text is kept beside.
    #[must_use]
    pub fn integrate(mut self, with: Integration) -> Self {
        self.options.integrations.push(with);
        self
    }

    /// Derives more on some types: `.derive("Order*", "Eq, ::strum::EnumIs")`. Types are named as [`Override`] says, here and in
    /// what follows, in all schemas; a pattern that fits none is an error of [`Self::compile`], and so is what is no path.
    #[must_use]
    pub fn derive(self, pattern: &str, paths: &str) -> Self {
        self.change(Override::derive(pattern, paths))
    }

    /// Calls a type otherwise: `.rename("orders/line", "OrderLine")`.
    #[must_use]
    pub fn rename(self, pattern: &str, name: &str) -> Self {
        self.change(Override::rename(pattern, name))
    }

    /// Puts a type of one's own in place of a generated one: `.replace("Money", "crate::my::Money")`. [`Override::replace`] says
    /// what it has to be.
    #[must_use]
    pub fn replace(self, pattern: &str, path: &str) -> Self {
        self.change(Override::replace(pattern, path))
    }

    fn change(mut self, change: Result<Override, Error>) -> Self {
        match change {
            Ok(change) => self.options.overrides.push(change),
            Err(error) => self.wrong = self.wrong.or(Some(error)),
        }
        self
    }

    /// Whether Cargo shows each note as a warning; off by default.
    #[must_use]
    pub fn emit_warnings(mut self, emit: bool) -> Self {
        self.warns = emit;
        self
    }

    /// Whether nothing is written, and a file that is not what would be written is an error: for files that are checked in.
    #[must_use]
    pub fn check(mut self, check: bool) -> Self {
        self.checks = check;
        self
    }

    /// Reads the schemas and writes a file for each; a file that would not change is left alone. What is returned tells where
    /// the types are wider than the schemas.
    ///
    /// # Errors
    /// Where a schema cannot be read, a root is not in it, two modules have one name, an override fits no type, `json_schema` is
    /// wanted without the schema's text, or a file cannot be written.
    pub fn compile(self) -> Result<Vec<Note>, Error> {
        self.wrong.map_or(Ok(()), Err)?;
        if self.options.json_schema && self.options.omit_schema {
            let error = Error::new(ErrorKind::Contract, "`json_schema` gives the schema's text, which is left out");
            return Err(error.help("choose one of `.json_schema(true)` and `.validate(false)`"));
        }
        let out_dir = self.out_dir.map_or_else(out_dir_of_build_script, Ok)?;
        let mut generated = Vec::new();
        let mut modules: BTreeMap<String, String> = BTreeMap::new();
        for schema in self.schemas {
            let (name, model) = read(schema.source, !self.is_silent)?;
            check_roots(&model, &schema.roots, &name)?;
            let named = Options::named(&name);
            let module = schema.module.as_deref().map_or_else(|| named.module.clone(), snake);
            if let Some(other) = modules.insert(module.clone(), name.clone()) {
                let message = format!("{other} and {name} are both the module `{module}`");
                return Err(Error::new(ErrorKind::Contract, message).help("name one of them with `.module(…)`"));
            }
            let options = Options {
                module,
                roots: schema.roots,
                source_name: named.source_name,
                root_name: named.root_name,
                ..self.options.clone()
            };
            generated.push((out_dir.join(format!("{}.rs", options.module)), generate(&model, &options)));
        }
        let patterns = self.options.overrides.iter().map(Override::pattern);
        let is_unused =
            |pattern: &&str| generated.iter().all(|(_, one)| one.unused.iter().any(|unused| unused == pattern));
        if let Some(pattern) = patterns.into_iter().find(is_unused) {
            let help =
                "a pattern is for the name of a Rust type, or for its place in the schema as its documentation has it";
            return Err(Error::new(ErrorKind::Reference, format!("no type fits `{pattern}`")).help(help));
        }
        let mut notes = Vec::new();
        for (file, generated) in generated {
            // What is only checked is written by others.
            if self.checks && !self.is_silent {
                tell_cargo("rerun-if-changed", &file.to_string_lossy())?;
            }
            write(&file, &generated.source, self.checks)?;
            if self.warns {
                generated.notes.iter().try_for_each(|note| tell_cargo("warning", &note.to_string()))?;
            }
            notes.extend(generated.notes);
        }
        Ok(notes)
    }
}

/// Where Cargo wants a build script's files.
fn out_dir_of_build_script() -> Result<PathBuf, Error> {
    let out_dir = std::env::var_os("OUT_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    out_dir.ok_or_else(|| {
        Error::new(ErrorKind::Contract, "there is no OUT_DIR")
            .help("call this from a build script, or say where to write with `.out_dir(…)`")
    })
}

/// The name and the model of a schema; of what is read here Cargo is told. A script that fails is run again anyway, so
/// there is no need to tell of what could not be read.
fn read(source: Source, emit_rerun: bool) -> Result<(String, Model), Error> {
    match source {
        Source::Path(path) => {
            let options = json_schema::Options { degrade_references: true, ..json_schema::Options::default() };
            let model = driftline_schemas::load_all(&[&path], &options, &Disk)?;
            let on_disk = model.sources.iter().filter(|source| emit_rerun && Disk.exists(&source.name));
            on_disk.map(|source| &source.name).try_for_each(|name| tell_cargo("rerun-if-changed", name))?;
            Ok((path, model))
        }
        Source::Model(model) => {
            let name = model.sources.first().map_or_else(String::new, |source| source.name.to_string());
            Ok((name, *model))
        }
    }
}

/// Every root that was asked for must be there.
fn check_roots(model: &Model, roots: &[String], name: &str) -> Result<(), Error> {
    let Some(missing) = roots.iter().find(|root| model.root(root).is_none()) else { return Ok(()) };
    let known: Vec<&str> = model.roots.iter().filter_map(|root| root.name.as_ref()).map(|name| &*name.local).collect();
    let error =
        Error::new(ErrorKind::Reference, format!("there is no root element `{missing}`")).in_file(file_part(name));
    Err(if known.is_empty() { error } else { error.help(format!("its root elements are {}", known.join(", "))) })
}

/// Tells Cargo something, in one line.
fn tell_cargo(word: &str, what: &str) -> Result<(), Error> {
    writeln!(std::io::stdout(), "cargo::{word}={}", what.replace(['\n', '\r'], " "))
        .map_err(|error| Error::new(ErrorKind::Unreadable, format!("cannot write to Cargo: {error}")))
}

/// Writes a file unless it holds this already: what depends on its time is not built again. Where it is only checked, another
/// content is an error.
fn write(path: &Path, source: &str, checks: bool) -> Result<(), Error> {
    if std::fs::read(path).is_ok_and(|present| present == source.as_bytes()) {
        return Ok(());
    }
    if checks {
        let error = Error::new(ErrorKind::Contract, "is not what its schema generates").in_file(path.to_string_lossy());
        return Err(error.help("generate it again, and look at what changed"));
    }
    let failed = |error: std::io::Error| {
        Error::new(ErrorKind::Unreadable, format!("cannot be written: {error}")).in_file(path.to_string_lossy())
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, source).map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::SystemTime;

    use super::{Config, KeepUnknown};

    /// A folder of its own with a schema in it.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("driftline-codegen-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let schema = r#"{"title": "Order", "type": "object", "properties": {"id": {"type": "string"}}}"#;
        std::fs::write(folder.join("OrderSchema.json"), schema).unwrap();
        folder
    }

    fn config(folder: &std::path::Path) -> Config {
        Config::new().schema(folder.join("OrderSchema.json")).out_dir(folder.join("out")).emit_rerun(false)
    }

    #[test]
    fn a_file_is_named_after_its_schema_and_not_written_again() {
        let folder = folder("again");
        let file = folder.join("out/order_schema.rs");
        config(&folder).compile().unwrap();
        let source = std::fs::read_to_string(&file).unwrap();
        assert!(source.starts_with("// @generated by driftline-codegen"), "{source}");
        assert!(!source.contains(&*folder.to_string_lossy()), "an absolute path: {source}");
        let long_ago = SystemTime::UNIX_EPOCH;
        std::fs::File::options().write(true).open(&file).unwrap().set_modified(long_ago).unwrap();
        config(&folder).compile().unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().modified().unwrap(), long_ago);
        config(&folder).check(true).compile().unwrap();
        let other = config(&folder).keep_unknown(KeepUnknown::Nothing).check(true).compile().unwrap_err();
        assert!(other.to_string().contains("is not what its schema generates"), "{other}");
        config(&folder).keep_unknown(KeepUnknown::Nothing).compile().unwrap();
        assert_ne!(std::fs::metadata(&file).unwrap().modified().unwrap(), long_ago);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_cannot_be_is_said_with_the_next_step() {
        let folder = folder("errors");
        let schema = folder.join("OrderSchema.json");
        let errors = [
            (config(&folder).root("Order"), "there is no root element `Order`"),
            (
                config(&folder).schema(&schema),
                "are both the module `order_schema`\n  = help: name one of them with `.module(",
            ),
            (config(&folder).schema(folder.join("missing.xsd")), "missing.xsd: "),
            (config(&folder).rename("Odrer", "Sale"), "no type fits `Odrer`\n  = help: a pattern is for the name"),
            (config(&folder).rename("Order", "my Sale"), "`my Sale` is not the name of a type"),
            (config(&folder).replace("Order", "crate::"), "`crate::` is not the path of a type"),
            (config(&folder).json_schema(true).validate(false), "`json_schema` gives the schema's text"),
            (config(&folder).derive("Order", "Eq, 1"), "`1` is not the path of a derive"),
        ];
        for (config, want) in errors {
            let error = format!("{:#}", config.compile().unwrap_err());
            assert!(error.contains(want), "{error}");
        }
        assert_eq!(config(&folder).schema(&schema).module("other").compile().unwrap(), []);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
