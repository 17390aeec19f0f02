//! Element type declarations: `[45] elementdecl` to `[51] Mixed`. Nothing of them is kept.

use super::cursor::Cursor;
use crate::document::xml::fault::Checked;

/// Reads a declaration after its `<!ELEMENT`.
pub(super) fn declaration(cursor: &mut Cursor<'_>) -> Checked<()> {
    cursor.expect_space()?;
    cursor.qname()?;
    cursor.expect_space()?;
    if !cursor.eat("EMPTY") && !cursor.eat("ANY") {
        cursor.expect("(", "the content of an element is EMPTY, ANY or a group in brackets")?;
        cursor.space();
        if cursor.eat("#PCDATA") { mixed(cursor)? } else { children(cursor)? }
    }
    cursor.space();
    cursor.expect(">", "the declaration should end here with >")
}

/// `[51] Mixed`, after `(#PCDATA`.
fn mixed(cursor: &mut Cursor<'_>) -> Checked<()> {
    let mut names = false;
    loop {
        cursor.space();
        if !cursor.eat("|") {
            break;
        }
        names = true;
        cursor.space();
        cursor.qname()?;
    }
    cursor.expect(")", "after #PCDATA come | and a name, or the closing bracket")?;
    if !cursor.eat("*") && names {
        return Err(cursor.fault("mixed content with element names must end with )*"));
    }
    Ok(())
}

/// `[47] children`, after its first bracket. Groups may lie in groups to any depth, so they are kept on a stack: for each
/// open one the separator that it was begun with.
fn children(cursor: &mut Cursor<'_>) -> Checked<()> {
    let mut groups: Vec<Option<u8>> = vec![None];
    loop {
        cursor.space();
        if cursor.eat("(") {
            groups.push(None);
            continue;
        }
        cursor.qname()?;
        occurrence(cursor);
        loop {
            cursor.space();
            if cursor.eat(")") {
                occurrence(cursor);
                groups.pop();
                if groups.is_empty() {
                    return Ok(());
                }
                continue;
            }
            let separator = cursor.peek().filter(|byte| matches!(byte, b',' | b'|'));
            let (Some(byte), Some(begun)) = (separator, groups.last_mut()) else {
                return Err(cursor.fault("a , or | or ) must stand here"));
            };
            if begun.is_some_and(|begun| begun != byte) {
                return Err(cursor.fault("one group cannot mix , and |"));
            }
            *begun = Some(byte);
            cursor.go(cursor.at() + 1);
            break;
        }
    }
}

fn occurrence(cursor: &mut Cursor<'_>) {
    if matches!(cursor.peek(), Some(b'?' | b'*' | b'+')) {
        cursor.go(cursor.at() + 1);
    }
}
