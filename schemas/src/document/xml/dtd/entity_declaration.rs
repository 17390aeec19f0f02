//! Entity and notation declarations: `[70] EntityDecl` to `[76] NDataDecl`, `[82] NotationDecl`.

use super::cursor::Cursor;
use crate::document::xml::characters::{is_space, ncname_end};
use crate::document::xml::entity::{character_reference, stray};
use crate::document::xml::fault::{Checked, fault};
use crate::text::{Span, offset};

/// A declared entity.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) name: Box<str>,
    /// A parameter entity.
    pub(super) parameter: bool,
    pub(super) value: Value,
}

/// What an entity stands for.
#[derive(Debug)]
pub(super) enum Value {
    /// Its replacement text.
    Internal(String),
    External,
    Unparsed,
}

/// Reads a declaration after its `<!ENTITY`.
pub(super) fn declaration(cursor: &mut Cursor<'_>) -> Checked<Declared> {
    cursor.expect_space()?;
    // A % that a name follows at once is a reference, which must not stand here.
    let parameter = matches!(*cursor.rest().as_bytes(), [b'%', next, ..] if is_space(next));
    if parameter {
        cursor.go(cursor.at() + 1);
        cursor.expect_space()?;
    }
    let name = cursor.ncname()?.into();
    cursor.expect_space()?;
    let value = if matches!(cursor.peek(), Some(b'"' | b'\'')) {
        Value::Internal(entity_value(cursor)?)
    } else if external_id(cursor)? {
        let spaced = cursor.space();
        if !parameter && cursor.eat("NDATA") {
            if !spaced {
                return Err(cursor.fault("white space is missing before NDATA"));
            }
            cursor.expect_space()?;
            cursor.ncname()?;
            Value::Unparsed
        } else {
            Value::External
        }
    } else {
        return Err(cursor.fault("an entity is declared with a text in quotes, SYSTEM or PUBLIC"));
    };
    cursor.space();
    cursor.expect(">", "the declaration should end here with >")?;
    Ok(Declared { name, parameter, value })
}

/// `[9] EntityValue`, and what it stands for: 4.5 Construction of Entity Replacement Text. References to characters are
/// replaced, those to entities are left.
fn entity_value(cursor: &mut Cursor<'_>) -> Checked<String> {
    let open = cursor.at();
    let quote = cursor.quote()?;
    let mut text = String::new();
    loop {
        let rest = cursor.rest();
        let is_stop = |byte: u8| matches!(byte, b'%' | b'&' | b'\r') || quote.as_bytes().contains(&byte);
        let Some(stop) = rest.bytes().position(is_stop) else {
            let place = Span::new(offset(open), offset(open + 1));
            return Err(fault("the quote that opens this text is not closed", place));
        };
        text.push_str(rest.get(..stop).unwrap_or_default());
        cursor.go(cursor.at() + stop);
        match cursor.peek() {
            Some(b'%') => return Err(cursor.fault("")),
            Some(b'&') => reference(cursor, &mut text)?,
            Some(b'\r') if cursor.raw_line_ends() => {
                if !cursor.eat("\r\n") {
                    cursor.go(cursor.at() + 1);
                }
                text.push('\n');
            }
            Some(b'\r') => {
                cursor.go(cursor.at() + 1);
                text.push('\r');
            }
            Some(_) | None => {
                cursor.go(cursor.at() + 1);
                return Ok(text);
            }
        }
    }
}

/// A reference inside an entity's value.
fn reference(cursor: &mut Cursor<'_>, text: &mut String) -> Checked<()> {
    let rest = cursor.rest();
    let end = rest.bytes().position(|byte| byte == b';');
    let start = cursor.at();
    let span = Span::new(offset(start), offset(start + end.map_or(1, |end| end + 1)));
    let name = end.and_then(|end| rest.get(1..end)).ok_or_else(|| stray(span))?;
    match name.strip_prefix('#') {
        Some(number) => text.push(character_reference(number, span)?),
        None if !name.is_empty() && ncname_end(name, 0) == name.len() => {
            text.push('&');
            text.push_str(name);
            text.push(';');
        }
        None => return Err(stray(span)),
    }
    cursor.go(cursor.at() + name.len() + 2);
    Ok(())
}

/// `[75] ExternalID`, where one comes next.
pub(super) fn external_id(cursor: &mut Cursor<'_>) -> Checked<bool> {
    if cursor.eat("SYSTEM") {
        cursor.expect_space()?;
    } else if cursor.eat("PUBLIC") {
        public_literal(cursor)?;
        cursor.expect_space()?;
    } else {
        return Ok(false);
    }
    system_literal(cursor)?;
    Ok(true)
}

/// Reads a notation declaration after its `<!NOTATION`.
pub(super) fn notation(cursor: &mut Cursor<'_>) -> Checked<()> {
    cursor.expect_space()?;
    cursor.ncname()?;
    cursor.expect_space()?;
    if cursor.eat("PUBLIC") {
        public_literal(cursor)?;
        // A notation may do without a system identifier: [83] PublicID.
        if cursor.space() && matches!(cursor.peek(), Some(b'"' | b'\'')) {
            system_literal(cursor)?;
        }
    } else if !external_id(cursor)? {
        return Err(cursor.fault("a notation is declared with SYSTEM or PUBLIC"));
    }
    cursor.space();
    cursor.expect(">", "the declaration should end here with >")
}

/// `[11] SystemLiteral`.
fn system_literal(cursor: &mut Cursor<'_>) -> Checked<()> {
    let start = cursor.at();
    let quote = cursor.quote()?;
    cursor.until(quote, start, "the quote that opens this identifier is not closed")?;
    Ok(())
}

/// `[12] PubidLiteral`, with the white space before it.
fn public_literal(cursor: &mut Cursor<'_>) -> Checked<()> {
    cursor.expect_space()?;
    let start = cursor.at();
    let quote = cursor.quote()?;
    let literal = cursor.until(quote, start, "the quote that opens this identifier is not closed")?;
    match literal.bytes().position(|byte| !is_pubid_char(byte)) {
        Some(bad) => {
            cursor.go(start + 1 + bad);
            Err(cursor.fault("this character cannot stand in a public identifier"))
        }
        None => Ok(()),
    }
}

/// `[13] PubidChar`.
fn is_pubid_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'\r' | b'\n') || b"-'()+,./:=?;!*#@$_%".contains(&byte)
}
