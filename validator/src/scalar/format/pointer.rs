//! JSON Pointers.

/// RFC 6901, 3.
pub(super) fn is_json_pointer(text: &str) -> bool {
    let is_escaped = || text.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
    text.is_empty() || (text.starts_with('/') && is_escaped())
}

/// Up how many levels, then a pointer down, or `#` for a name (draft-bhutton-relative-json-pointer, 3). May move within an
/// array first: `0+1/name`.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let end = |text: &str| text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len());
    let is_number = |digits: &str| !digits.is_empty() && (digits == "0" || !digits.starts_with('0'));
    let (up, mut rest) = text.split_at(end(text));
    if !is_number(up) {
        return false;
    }
    if let Some(moved) = rest.strip_prefix(['+', '-']) {
        let (by, after) = moved.split_at(end(moved));
        if !is_number(by) || by == "0" {
            return false;
        }
        rest = after;
    }
    rest == "#" || is_json_pointer(rest)
}
