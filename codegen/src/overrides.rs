//! Overrides: what a caller wants otherwise than the schema has it. Which types, and what becomes of them.

use driftline_schemas::error::ErrorKind;
use driftline_schemas::{Error, glob};

/// What is to become of some types. They are named by a pattern in which `*` stands for any letters: of the name of the Rust type
/// (`Order*`), or of its place in the schema as its documentation shows it (`Order/lines/*`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    pattern: String,
    pub(crate) change: Change,
}

/// What becomes of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// It derives these too.
    Derive(Vec<String>),
    /// It is called this.
    Rename(String),
    /// It is this type, which somebody else wrote.
    Replace(String),
}

impl Override {
    /// More derives, by their paths: `Eq, ::strum::Display`. One that the type has anyway is not repeated.
    ///
    /// # Errors
    /// Where they are no paths.
    pub fn derive(pattern: impl Into<String>, paths: &str) -> Result<Self, Error> {
        let paths: Vec<&str> = paths.split(',').map(str::trim).filter(|path| !path.is_empty()).collect();
        if let Some(wrong) = paths.iter().find(|path| syn::parse_str::<syn::Path>(path).is_err()) {
            return Err(wrong_word(wrong, "the path of a derive", "a path is written like `Eq` or `::strum::Display`"));
        }
        let paths = paths.into_iter().map(str::to_owned).collect();
        Ok(Self { pattern: pattern.into(), change: Change::Derive(paths) })
    }

    /// Another name, which an identifier must be. Who would have had it gives way.
    ///
    /// # Errors
    /// Where it is no identifier.
    pub fn rename(pattern: impl Into<String>, name: &str) -> Result<Self, Error> {
        match syn::parse_str::<syn::Ident>(name) {
            Ok(_) => Ok(Self { pattern: pattern.into(), change: Change::Rename(name.to_owned()) }),
            Err(_) => Err(wrong_word(name, "the name of a type", "a name is written like `OrderLine`")),
        }
    }

    /// A type of the caller's own, by its path: `crate::my::Money`. It needs `Payload`, `Debug`, `Clone` and `PartialEq`; nothing
    /// more is taken for granted of it, so that a type which holds it derives `Eq` or `Default` only where [`Self::derive`] says so.
    /// What only the replaced type would need is not generated.
    ///
    /// # Errors
    /// Where it is no path.
    pub fn replace(pattern: impl Into<String>, path: &str) -> Result<Self, Error> {
        match syn::parse_str::<syn::TypePath>(path) {
            Ok(_) => Ok(Self { pattern: pattern.into(), change: Change::Replace(path.to_owned()) }),
            Err(_) => Err(wrong_word(path, "the path of a type", "a path is written like `::money::Money`")),
        }
    }

    /// The pattern, as it was given.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether a type of this name and place is meant.
    pub(crate) fn fits(&self, name: &str, path: &str) -> bool {
        glob::fits(&self.pattern, name) || glob::fits(&self.pattern, path)
    }
}

/// A word that is not what it has to be.
fn wrong_word(word: &str, want: &str, help: &str) -> Error {
    Error::new(ErrorKind::Contract, format!("`{word}` is not {want}")).help(help)
}
