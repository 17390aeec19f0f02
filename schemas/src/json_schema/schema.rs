//! One schema object, by its keywords in its dialect; and the values of keywords, read as what they must be.

use std::collections::{HashMap, HashSet};

use super::dialect::Dialect;
use super::keyword::{Keyword, Row};
use super::source::{File, describe};
use crate::document::{Kind, NodeRef};
use crate::error::{Error, ErrorKind};
use crate::model::{Facet, Note};
use crate::number::Decimal;

/// A count, where the schema gives one.
pub(super) type Limit = Option<Facet<u64>>;

/// A schema object, or a boolean, which has no keywords.
#[derive(Debug)]
pub(super) struct Schema<'d> {
    pub(super) file: &'d File,
    pub(super) node: NodeRef<'d>,
    pub(super) dialect: Dialect,
    keywords: Vec<(&'static Row, NodeRef<'d>)>,
    /// What there is to say about its keys.
    pub(super) notes: Vec<Note>,
}

impl<'d> Schema<'d> {
    /// Reads the keywords of a schema. Up to draft 7 nothing but annotations counts beside a `$ref`.
    ///
    /// # Errors
    /// Where it is neither an object nor a boolean.
    pub(super) fn read(file: &'d File, node: NodeRef<'d>, dialect: Dialect) -> Result<Self, Error> {
        let mut schema = Self { file, node, dialect, keywords: Vec::new(), notes: Vec::new() };
        match node.kind() {
            Kind::Object => {}
            Kind::Boolean => return Ok(schema),
            _ => return Err(file.expected(node, "a schema: an object or a boolean")),
        }
        for member in node.children() {
            let Some(row) = dialect.row(member.name()) else { continue };
            match schema.keywords.iter_mut().find(|(known, _)| known.name == row.name) {
                Some(known) => {
                    schema.notes.push(repeated(file, member));
                    known.1 = member;
                }
                None => schema.keywords.push((row, member)),
            }
        }
        if dialect.ref_stands_alone() && schema.get(Keyword::Ref).is_some() {
            schema.keywords.retain(|(row, _)| row.keyword == Keyword::Ref || row.is_annotation());
        }
        Ok(schema)
    }

    /// The value of a keyword.
    pub(super) fn get(&self, keyword: Keyword) -> Option<NodeRef<'d>> {
        self.keywords.iter().find(|(row, _)| row.keyword == keyword).map(|(_, value)| *value)
    }

    /// Its keywords and their values, in the order of the file.
    pub(super) fn keywords(&self) -> impl Iterator<Item = (&'static Row, NodeRef<'d>)> {
        self.keywords.iter().copied()
    }

    /// Whether any of these keywords is there.
    pub(super) fn has_any(&self, keywords: &[Keyword]) -> bool {
        self.keywords.iter().any(|(row, _)| keywords.contains(&row.keyword))
    }

    /// Every place under its keywords that holds a schema which a value may be held to: definitions are not among them.
    pub(super) fn subschemas(&self) -> impl Iterator<Item = NodeRef<'d>> {
        let used = self.keywords.iter().filter(|(row, _)| row.keyword != Keyword::Definitions);
        used.flat_map(|(row, value)| row.holds.schemas(*value))
    }

    /// The reference that is all it says, where that is so.
    pub(super) fn only_reference(&self) -> Option<Keyword> {
        let mut said = self.keywords.iter().filter(|(row, _)| row.asserts()).map(|(row, _)| row.keyword);
        said.next().filter(|first| first.is_reference() && said.next().is_none())
    }

    /// A text, such as a title.
    pub(super) fn text(&self, keyword: Keyword) -> Result<Option<&'d str>, Error> {
        self.get(keyword)
            .map(|value| match value.kind() {
                Kind::String => Ok(value.value()),
                _ => Err(self.file.expected(value, "a string")),
            })
            .transpose()
    }

    /// Whether a keyword is `true`.
    pub(super) fn flag(&self, keyword: Keyword) -> Result<bool, Error> {
        self.get(keyword).map_or(Ok(false), |value| match value.kind() {
            Kind::Boolean => Ok(value.value() == "true"),
            _ => Err(self.file.expected(value, "`true` or `false`")),
        })
    }

    /// A count, such as `minLength`: a whole number from zero on, `2.0` included.
    pub(super) fn count(&self, keyword: Keyword) -> Result<Limit, Error> {
        let Some(value) = self.get(keyword) else { return Ok(None) };
        let count = (value.kind() == Kind::Number).then(|| count(value.value())).flatten();
        let count = count.ok_or_else(|| {
            let found = if value.kind() == Kind::Number { value.value() } else { describe(value) };
            let message = format!("`{}` must be a whole number from zero on, and is {found}", value.name());
            self.file.error(ErrorKind::Schema, value, message)
        })?;
        Ok(Some(Facet { value: count, origin: self.file.origin(value) }))
    }

    /// Two counts that are limits; a note where nothing can keep both.
    pub(super) fn limits(&mut self, min: Keyword, max: Keyword) -> Result<(Limit, Limit), Error> {
        let (low, high) = (self.count(min)?, self.count(max)?);
        if let (Some(low), Some(high)) = (&low, &high)
            && low.value > high.value
        {
            self.contradiction(min, max);
        }
        Ok((low, high))
    }

    /// Notes that no value can keep two limits.
    pub(super) fn contradiction(&mut self, min: Keyword, max: Keyword) {
        if let (Some(low), Some(high)) = (self.get(min), self.get(max)) {
            self.note(low, format!("`{}` is above `{}`, so nothing is valid", low.name(), high.name()));
        }
    }

    /// A number as written.
    pub(super) fn number(&self, keyword: Keyword) -> Result<Option<Facet<Box<str>>>, Error> {
        self.get(keyword)
            .map(|value| match value.kind() {
                Kind::Number => Ok(Facet { value: value.value().into(), origin: self.file.origin(value) }),
                _ => Err(self.file.expected(value, "a number")),
            })
            .transpose()
    }

    /// The members of an object, such as `properties`; of several with one key the last.
    pub(super) fn members(&mut self, keyword: Keyword) -> Result<Vec<NodeRef<'d>>, Error> {
        let Some(value) = self.get(keyword) else { return Ok(Vec::new()) };
        if value.kind() != Kind::Object {
            return Err(self.file.expected(value, "an object"));
        }
        let mut last = HashMap::new();
        for member in value.children() {
            if last.insert(member.name(), member.id()).is_some() {
                self.notes.push(repeated(self.file, member));
            }
        }
        Ok(value.children().filter(|member| last.get(member.name()) == Some(&member.id())).collect())
    }

    /// The items of an array of schemas, such as `allOf`, which is not empty.
    pub(super) fn items(&self, keyword: Keyword) -> Result<Vec<NodeRef<'d>>, Error> {
        let Some(value) = self.get(keyword) else { return Ok(Vec::new()) };
        if value.kind() != Kind::Array || value.children().next().is_none() {
            return Err(self.file.expected(value, "an array of at least one schema"));
        }
        Ok(value.children().collect())
    }

    /// The names in an array of strings, such as `required`, each once.
    pub(super) fn names(&self, array: NodeRef<'d>) -> Result<Vec<NodeRef<'d>>, Error> {
        if array.kind() != Kind::Array {
            return Err(self.file.expected(array, "an array of names"));
        }
        let mut seen = HashSet::new();
        let mut names = Vec::new();
        for name in array.children() {
            if name.kind() != Kind::String {
                return Err(self.file.expected(name, "a string in an array of names"));
            }
            if seen.insert(name.value()) {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// Says something about a value.
    pub(super) fn note(&mut self, node: NodeRef<'_>, message: impl Into<String>) {
        self.notes.push(Note { message: message.into(), origin: self.file.origin(node) });
    }
}

fn repeated(file: &File, member: NodeRef<'_>) -> Note {
    let message = format!("the key `{}` stands twice; the last one counts", member.name());
    Note { message, origin: file.key_origin(member) }
}

/// A literal as a count. Beyond what 64 bits hold it is the most that they do, which no document reaches.
fn count(literal: &str) -> Option<u64> {
    if let Ok(count) = literal.parse() {
        return Some(count);
    }
    let decimal = Decimal::parse(literal).filter(|decimal| decimal.is_integer() && !decimal.is_negative())?;
    if decimal > Decimal::parse("18446744073709551615")? {
        return Some(u64::MAX);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole, not negative and fits")]
    literal.parse::<f64>().ok().map(|count| count as u64)
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_are_whole_numbers_however_written() {
        for (literal, want) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("2.0", Some(2)),
            ("1e2", Some(100)),
            ("1e400", Some(u64::MAX)),
            ("18446744073709551616", Some(u64::MAX)),
            ("-1", None),
            ("1.5", None),
        ] {
            assert_eq!(count(literal), want, "{literal}");
        }
    }
}
