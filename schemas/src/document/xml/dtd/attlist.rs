//! Attribute-list declarations: `[52] AttlistDecl` to `[60] DefaultDecl`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

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
pub(super) struct AttributeDefinition {
    name: Box<str>,
    kind: AttributeType,
    /// The normalised value that the attribute has where it is not written.
    default: Option<Box<str>>,
}

/// The declared attributes of an element.
#[derive(Debug, Default)]
pub(super) struct AttributeList {
    kinds: HashMap<Box<str>, AttributeType>,
    /// Name and default of those that have one, in the order of their declarations.
    defaults: Vec<(Box<str>, Box<str>)>,
}

impl AttributeList {
    pub(super) fn defaults(&self) -> &[(Box<str>, Box<str>)] {
        &self.defaults
    }

    pub(super) fn kind(&self, name: &str) -> Option<AttributeType> {
        self.kinds.get(name).copied()
    }

    /// 3.3: the first declaration of an attribute is binding.
    pub(super) fn extend(&mut self, definitions: Vec<AttributeDefinition>) {
        for AttributeDefinition { name, kind, default } in definitions {
            let Entry::Vacant(vacant) = self.kinds.entry(name) else { continue };
            if let Some(default) = default {
                self.defaults.push((vacant.key().clone(), default));
            }
            vacant.insert(kind);
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
