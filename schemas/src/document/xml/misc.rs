//! Comments and processing instructions: `[15] Comment` and `[16] PI`. They make no node, but must be right.

use super::characters::{at, is_space, ncname_end};
use super::fault::{Checked, fault};

/// Reads the comment that begins at `from`, and tells where it ends; `base` is the offset of the text.
pub(super) fn comment(text: &str, from: usize, base: u32) -> Checked<usize> {
    let start = from + "<!--".len();
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let hyphens = memchr::memchr_iter(b'-', rest).find(|&found| rest.get(found + 1) == Some(&b'-'));
    let Some(found) = hyphens else {
        return Err(fault("a comment that is not closed with -->", at(text, from, base)));
    };
    match rest.get(found + 2) {
        Some(b'>') => Ok(start + found + "-->".len()),
        Some(_) => {
            Err(fault("-- inside a comment", at(text, start + found, base)).help("a comment ends at its first --"))
        }
        None => Err(fault("a comment that is not closed with -->", at(text, from, base))),
    }
}

/// Checks what stands between `<?` and `?>`; `base` is its offset.
pub(super) fn processing_instruction(text: &str, base: u32) -> Checked<()> {
    let end = ncname_end(text, 0);
    let target = text.get(..end).unwrap_or_default();
    if target.is_empty() {
        return Err(fault("a processing instruction must begin with a name", at(text, 0, base)));
    }
    if target.eq_ignore_ascii_case("xml") {
        return Err(fault("an XML declaration stands only at the very beginning, in small letters", at(text, 0, base))
            .help("remove what stands before it, white space too"));
    }
    match text.as_bytes().get(end) {
        Some(b':') => Err(fault("a colon in the name of a processing instruction", at(text, end, base))),
        Some(&byte) if !is_space(byte) => {
            Err(fault("this character cannot stand in the name of a processing instruction", at(text, end, base)))
        }
        Some(_) | None => Ok(()),
    }
}
