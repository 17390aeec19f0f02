//! `xs:hexBinary` and `xs:base64Binary` (XSD 1.0 part 2, 3.2.15 and 3.2.16). Octets are counted and compared without being
//! decoded.

/// How many octets this hexadecimal text has; `None` if it is none.
pub(super) fn hex_octets(text: &str) -> Option<u64> {
    let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then_some(text.len() as u64 / 2)
}

/// How many octets this Base64 text has; `None` if it is none. At most one blank between characters, and no bits beyond
/// the last octet, so that equal octets have equal characters.
pub(super) fn base64_octets(text: &str) -> Option<u64> {
    let mut count = 0_u64;
    let mut padding = 0;
    let mut before = b' ';
    let mut last = b'A';
    for byte in text.bytes() {
        match byte {
            b' ' if before == b' ' => return None,
            b' ' => {}
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => {
                count += 1;
                last = byte;
            }
            _ => return None,
        }
        before = byte;
    }
    // Only characters whose unused bits are zero may stand before the padding.
    let is_last_clean = match padding {
        0 => count.is_multiple_of(4),
        1 => count % 4 == 3 && b"AEIMQUYcgkosw048".contains(&last),
        2 => count % 4 == 2 && b"AQgw".contains(&last),
        _ => false,
    };
    let ends_in_blank = before == b' ' && !text.is_empty();
    (is_last_clean && !ends_in_blank).then_some(count * 3 / 4)
}

/// Whether two Base64 texts have the same octets.
pub(super) fn base64_equal(one: &str, other: &str) -> bool {
    one.bytes().filter(|byte| *byte != b' ').eq(other.bytes().filter(|byte| *byte != b' '))
}
