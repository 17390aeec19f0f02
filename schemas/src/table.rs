//! A TOML table with places: the only file that names the TOML crate.
//!
//! In goes the text of a file, out come typed looks at its keys; whatever a key should not hold is an error at its place.
//! Every file of TOML is read with it: contracts, configuration, accepted drift.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, ErrorKind};
use crate::near::nearest;
use crate::text::{Origin, Source, SourceId, Span, offset};

/// A string, a boolean or a number of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// A number, as written.
    Number(String),
}

/// Parses a file and hands its top table to `read`.
///
/// # Errors
/// [`ErrorKind::Contract`] at the place where the text is not TOML, and what `read` has to say.
pub fn parse<T>(source: &Source, read: impl FnOnce(Table<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let table = DeTable::parse(&source.text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        Error::new(ErrorKind::Contract, format!("not TOML: {}", error.message())).at(source, origin(&at))
    })?;
    read(Table { source, name: "the file", span: 0..0, table: table.get_ref() })
}

/// A table: its keys, and where it stands.
#[derive(Debug, Clone)]
pub struct Table<'t> {
    source: &'t Source,
    /// What to call it in messages: `[[message]]`.
    name: &'static str,
    span: std::ops::Range<usize>,
    table: &'t DeTable<'t>,
}

/// A value of a table: what it is, the key it has, and where it stands.
#[derive(Debug, Clone)]
pub struct Value<'t> {
    source: &'t Source,
    key: &'static str,
    value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Table<'t> {
    /// Refuses keys that are not among `known`.
    ///
    /// # Errors
    /// Where there is another key; the nearest known one is named.
    pub fn only(self, known: &[&'static str]) -> Result<Self, Error> {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let error = self.error_at(&key.span(), format!("{} has no key `{name}`", self.name));
            return Err(match nearest(name, known.iter().copied()) {
                Some(meant) => error.help(format!("did you mean `{meant}`?")),
                None => error.help(format!("its keys are {}", known.join(", "))),
            });
        }
        Ok(self)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &'static str) -> Option<Value<'t>> {
        self.table.get(key).map(|value| Value { source: self.source, key, value })
    }

    /// The value of a key that must be there.
    ///
    /// # Errors
    /// Where it is not there.
    pub fn need(&self, key: &'static str) -> Result<Value<'t>, Error> {
        self.get(key).ok_or_else(|| self.error(format!("{} needs the key `{key}`", self.name)))
    }

    /// The tables of an array of tables; none where the key is absent.
    ///
    /// # Errors
    /// Where it is none.
    pub fn tables(&self, key: &'static str, name: &'static str) -> Result<Vec<Self>, Error> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let DeValue::Array(items) = value.value.get_ref() else {
            return Err(value.mismatch(&format!("{name} tables")));
        };
        items.iter().map(|item| Value { value: item, ..value.clone() }.table(name)).collect()
    }

    /// Whether it has no key at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// An error about the table as a whole.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> Error {
        self.error_at(&self.span, message)
    }

    fn error_at(&self, span: &std::ops::Range<usize>, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Contract, message).at(self.source, origin(span))
    }
}

impl<'t> Value<'t> {
    /// A string that is not empty.
    ///
    /// # Errors
    /// Where it is another type, or empty.
    pub fn text(&self) -> Result<&'t str, Error> {
        match self.value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => Err(self.error(format!("`{}` is empty", self.key))),
            DeValue::String(text) => Ok(text),
            _ => Err(self.mismatch("a string")),
        }
    }

    /// An array, with one value allowed where an array of one would do.
    #[must_use]
    pub fn one_or_many(&self) -> Vec<Self> {
        match self.value.get_ref() {
            DeValue::Array(_) => self.items().unwrap_or_default(),
            _ => vec![self.clone()],
        }
    }

    /// The items of an array.
    ///
    /// # Errors
    /// Where it is none.
    pub fn items(&self) -> Result<Vec<Self>, Error> {
        match self.value.get_ref() {
            DeValue::Array(items) => Ok(items.iter().map(|value| Self { value, ..self.clone() }).collect()),
            _ => Err(self.mismatch("an array")),
        }
    }

    /// A table, called `name` in messages.
    ///
    /// # Errors
    /// Where it is none.
    pub fn table(&self, name: &'static str) -> Result<Table<'t>, Error> {
        match self.value.get_ref() {
            DeValue::Table(table) => Ok(Table { source: self.source, name, span: self.value.span(), table }),
            _ => Err(self.mismatch("a table")),
        }
    }

    /// One of the words that mean something.
    ///
    /// # Errors
    /// Where it is none of them; the nearest is named.
    pub fn word<T: Copy>(&self, known: &[(&'static str, T)]) -> Result<T, Error> {
        let word = self.text()?;
        if let Some((_, meaning)) = known.iter().find(|(known, _)| *known == word) {
            return Ok(*meaning);
        }
        let words = || known.iter().map(|(word, _)| *word);
        let error = self.error(format!("`{}` cannot be `{word}`", self.key));
        Err(match nearest(word, words()) {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None => error.help(format!("it is one of {}", words().collect::<Vec<_>>().join(", "))),
        })
    }

    /// A string, boolean or number, as `(kind, text)`.
    ///
    /// # Errors
    /// Where it is another type.
    pub fn literal(&self) -> Result<Literal, Error> {
        match self.value.get_ref() {
            DeValue::String(text) => Ok(Literal::Text(text.to_string())),
            DeValue::Boolean(truth) => Ok(Literal::Boolean(*truth)),
            DeValue::Integer(integer) if integer.radix() == 10 => Ok(Literal::Number(integer.as_str().to_owned())),
            DeValue::Float(float) => Ok(Literal::Number(float.as_str().to_owned())),
            _ => Err(self.mismatch("a string, a boolean or a decimal number")),
        }
    }

    /// An error about this value.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Contract, message).at(self.source, origin(&self.value.span()))
    }

    fn mismatch(&self, want: &str) -> Error {
        let got = self.value.get_ref().type_str();
        self.error(format!("`{}` has to be {want}, got type {got}", self.key))
    }
}

fn origin(span: &std::ops::Range<usize>) -> Origin {
    Origin { source: SourceId(0), span: Span::new(offset(span.start), offset(span.end)) }
}
