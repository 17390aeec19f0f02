//! The document type declaration: `[28] doctypedecl` with its internal subset, checked in full, kept as far as it bears on
//! a document's content: general entities, types and defaults of attributes.
//!
//! The external subset and external parameter entities are never opened. What they might declare is taken to be declared.

mod attlist;
mod cursor;
mod element;
mod entity_declaration;

use std::collections::HashMap;
use std::rc::Rc;

use self::attlist::{AttributeList, AttributeType};
use self::cursor::Cursor;
use self::entity_declaration::{Declared, Value};
use super::entity::{Budget, Entities, Entity};
use super::fault::{Checked, fault};
use super::misc;
use crate::document::syntax_error::SyntaxErrorKind;
use crate::text::offset;

/// What the internal subset declares.
#[derive(Debug, Default)]
pub(super) struct Dtd {
    pub(super) entities: Entities,
    attributes: HashMap<Box<str>, AttributeList>,
    parameters: HashMap<Box<str>, Option<Rc<str>>>,
    /// An external parameter entity was not read, so that what follows is not binding: 5.1 Validating and Non-Validating
    /// Processors.
    skipping: bool,
}

impl Dtd {
    /// Whether it declares any attribute.
    pub(super) fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }

    /// The attributes of an element that have a default, with it, in the order of their declarations.
    pub(super) fn defaults(&self, element: &str) -> &[(Box<str>, Box<str>)] {
        self.attributes.get(element).map_or(&[], AttributeList::defaults)
    }

    /// Whether an attribute is declared with another type than `CDATA`, so that its value consists of tokens.
    pub(super) fn is_tokenised(&self, element: &str, attribute: &str) -> bool {
        self.attributes.get(element).and_then(|list| list.kind(attribute)) == Some(AttributeType::Tokens)
    }
}

/// Reads the document type declaration that begins at `at`, and tells where it ends.
pub(super) fn doctype(text: &str, at: usize, standalone: bool, budget: &mut Budget) -> Checked<(Dtd, usize)> {
    let mut dtd = Dtd { entities: Entities { standalone, ..Entities::default() }, ..Dtd::default() };
    let mut cursor = Cursor::new(text, at, true);
    cursor.expect("<!DOCTYPE", "a document type declaration begins with <!DOCTYPE")?;
    cursor.expect_space()?;
    cursor.qname()?;
    if cursor.space() && entity_declaration::external_id(&mut cursor)? {
        dtd.entities.open_ended = true;
        cursor.space();
    }
    if cursor.eat("[") {
        subset(&mut dtd, &mut cursor, &mut Vec::new(), budget)?;
        cursor.expect("]", "this cannot stand between the declarations of a document type")?;
        cursor.space();
    }
    cursor.expect(">", "the document type declaration should end here with >")?;
    Ok((dtd, cursor.at()))
}

/// A parameter entity that is being read: its name, for finding recursion.
type OpenParameters = Vec<Box<str>>;

/// How deep parameter entities may lie in each other. They are read by recursion.
const PARAMETER_DEPTH: usize = 32;

/// `[28b] intSubset`, and `[31] extSubsetDecl` as far as an internal parameter entity may hold it.
fn subset(dtd: &mut Dtd, cursor: &mut Cursor<'_>, open: &mut OpenParameters, budget: &mut Budget) -> Checked<()> {
    loop {
        cursor.space();
        if cursor.eat("%") {
            parameter(dtd, cursor, open, budget)?;
        } else if cursor.rest().starts_with("<!--") {
            cursor.go(misc::comment(cursor.text(), cursor.at(), 0)?);
        } else if cursor.eat("<?") {
            let start = cursor.at();
            let content = cursor.until("?>", start - 2, "a processing instruction that is not closed with ?>")?;
            misc::processing_instruction(content, offset(start))?;
        } else if cursor.eat("<!ELEMENT") {
            element::declaration(cursor)?;
        } else if cursor.eat("<!ATTLIST") {
            let (element, definitions) = attlist::declaration(cursor, &dtd.entities, budget)?;
            if !dtd.skipping {
                dtd.attributes.entry(element).or_default().extend(definitions);
            }
        } else if cursor.eat("<!ENTITY") {
            let declared = entity_declaration::declaration(cursor)?;
            declare(dtd, declared, !open.is_empty());
        } else if cursor.eat("<!NOTATION") {
            entity_declaration::notation(cursor)?;
        } else if !open.is_empty() && !cursor.is_done() {
            return Err(cursor.fault("this cannot stand between the declarations of a document type"));
        } else {
            return Ok(());
        }
    }
}

/// 4.2: the first declaration of an entity is binding.
fn declare(dtd: &mut Dtd, declared: Declared, in_parameter: bool) {
    if dtd.skipping {
        return;
    }
    if declared.parameter {
        let text = match declared.value {
            Value::Internal(text) => Some(text.into()),
            Value::External | Value::Unparsed => None,
        };
        dtd.parameters.entry(declared.name).or_insert(text);
    } else {
        let entity = match declared.value {
            Value::Internal(text) => Entity::Internal { text: text.into(), in_parameter },
            Value::External => Entity::External,
            Value::Unparsed => Entity::Unparsed,
        };
        dtd.entities.declared.entry(declared.name).or_insert(entity);
    }
}

/// `[69] PEReference` between declarations, after its `%`.
fn parameter(dtd: &mut Dtd, cursor: &mut Cursor<'_>, open: &mut OpenParameters, budget: &mut Budget) -> Checked<()> {
    let start = cursor.at() - 1;
    let name = cursor.ncname()?;
    cursor.expect(";", "a reference to a parameter entity must end with ;")?;
    let span = cursor.span_from(start);
    dtd.entities.open_ended = true;
    let Some(Some(text)) = dtd.parameters.get(name).cloned() else {
        dtd.skipping |= !dtd.entities.standalone;
        return Ok(());
    };
    if open.iter().any(|other| **other == *name) {
        return Err(fault("a parameter entity that refers to itself", span));
    }
    if open.len() >= PARAMETER_DEPTH {
        let message = format!("parameter entities lie more than {PARAMETER_DEPTH} deep within each other");
        return Err(fault(message, span).of_kind(SyntaxErrorKind::Limit));
    }
    budget.spend(text.len(), span)?;
    open.push(name.into());
    let read = subset(dtd, &mut Cursor::new(&text, 0, false), open, budget);
    open.pop();
    // Faults inside lie at the reference, which is in the source where no other entity is open.
    read.map_err(|fault| fault.expanded_from(Some(span)))
}
