//! Attribute-list declarations: `[52] AttlistDecl` to `[60] DefaultDecl`.

use std::collections::HashMap;

use super::cursor::Cursor;
use crate::document::xml::attribute::{collapse, literal, normalise};
use crate::document::xml::entity::{Budget, Entities};
use crate::document::xml::fault::Checked;

/// How the value of an attribute is normalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AttributeType {
    /// `CDATA`.
    Text,
    /// Any other: one token or several.
    Tokens,
}

/// A declared attribute.
#[derive(Debug)]
pub(in crate::document::xml) struct AttributeDefinition {
    pub(in crate::document::xml) name: Box<str>,
    pub(super) kind: AttributeType,
    /// The normalised value that the attribute has where it is not written.
    pub(in crate::document::xml) default: Option<Box<str>>,
}

/// The declared attributes of an element.
#[derive(Debug, Default)]
pub(super) struct AttributeList {
    definitions: Vec<AttributeDefinition>,
    by_name: HashMap<Box<str>, usize>,
}

impl AttributeList {
    pub(super) fn definitions(&self) -> &[AttributeDefinition] {
        &self.definitions
    }

    pub(super) fn find(&self, name: &str) -> Option<&AttributeDefinition> {
        self.definitions.get(*self.by_name.get(name)?)
    }

    /// 3.3: the first declaration of an attribute is binding.
    pub(super) fn extend(&mut self, definitions: Vec<AttributeDefinition>) {
        for definition in definitions {
            if !self.by_name.contains_key(&definition.name) {
                self.by_name.insert(definition.name.clone(), self.definitions.len());
                self.definitions.push(definition);
            }
        }
    }
}

/// Reads a declaration after its `<!ATTLIST`: the element's name and its attributes.
pub(super) fn declaration(
    cursor: &mut Cursor<'_>,
    entities: &Entities,
    budget: &mut Budget,
) -> Checked<(Box<str>, Vec<AttributeDefinition>)> {
    cursor.expect_space()?;
    let element = cursor.qname()?.into();
    let mut definitions = Vec::new();
    loop {
        let spaced = cursor.space();
        if cursor.eat(">") {
            return Ok((element, definitions));
        }
        if !spaced {
            return Err(cursor.fault("white space is missing here"));
        }
        let name = cursor.qname()?.into();
        cursor.expect_space()?;
        let kind = attribute_type(cursor)?;
        cursor.expect_space()?;
        let default = default(cursor, kind, entities, budget)?;
        definitions.push(AttributeDefinition { name, kind, default });
    }
}

/// `[54] AttType`.
fn attribute_type(cursor: &mut Cursor<'_>) -> Checked<AttributeType> {
    if cursor.eat("(") {
        alternatives(cursor, false)?;
        return Ok(AttributeType::Tokens);
    }
    let place = cursor.at();
    match cursor.ncname()? {
        "CDATA" => Ok(AttributeType::Text),
        "ID" | "IDREF" | "IDREFS" | "ENTITY" | "ENTITIES" | "NMTOKEN" | "NMTOKENS" => Ok(AttributeType::Tokens),
        "NOTATION" => {
            cursor.expect_space()?;
            cursor.expect("(", "a list of notations in brackets must stand here")?;
            alternatives(cursor, true)?;
            Ok(AttributeType::Tokens)
        }
        _ => {
            cursor.go(place);
            Err(cursor.fault("a type of attribute must stand here, such as CDATA, ID or NMTOKEN"))
        }
    }
}

/// The names or tokens of `[58] NotationType` and `[59] Enumeration`, after their bracket.
fn alternatives(cursor: &mut Cursor<'_>, names: bool) -> Checked<()> {
    loop {
        cursor.space();
        if names {
            cursor.ncname()?
        } else {
            cursor.nmtoken()?
        };
        cursor.space();
        if !cursor.eat("|") {
            return cursor.expect(")", "a | or ) must stand here");
        }
    }
}

/// `[60] DefaultDecl`: the normalised default, where there is one.
fn default(
    cursor: &mut Cursor<'_>,
    kind: AttributeType,
    entities: &Entities,
    budget: &mut Budget,
) -> Checked<Option<Box<str>>> {
    if cursor.eat("#REQUIRED") || cursor.eat("#IMPLIED") {
        return Ok(None);
    }
    if cursor.eat("#FIXED") {
        cursor.expect_space()?;
    }
    let open = cursor.at();
    if cursor.is_done() || cursor.peek() == Some(b'%') {
        return Err(cursor.fault("a default in quotes must stand here"));
    }
    let value = literal(cursor.text(), open, 0)?;
    cursor.go(value.end + 1);
    let mut default = String::new();
    let raw = cursor.text().get(open + 1..value.end).unwrap_or_default();
    normalise(raw, cursor.offset(open + 1), entities, budget, &mut default)?;
    if kind == AttributeType::Tokens {
        collapse(&mut default, 0);
    }
    Ok(Some(default.into()))
}
