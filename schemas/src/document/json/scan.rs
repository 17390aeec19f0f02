//! The tokens of JSON: plain runs of a string, numbers, escapes. Each function knows only its bytes.

/// Where the first byte at or after `at` is that a string cannot simply go over: a quote, a backslash, a control character.
/// The length of `bytes` where there is none.
pub(super) fn plain(bytes: &[u8], at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = ONES << 7;
    let mut at = at;
    while let Some(chunk) = bytes.get(at..at + 8).and_then(|chunk| <[u8; 8]>::try_from(chunk).ok()) {
        let word = u64::from_le_bytes(chunk);
        // A byte of zero is found as (x - 1) with its high bit set where x has it not; what is below 0x20 likewise.
        let quote = (word ^ (ONES * 0x22)).wrapping_sub(ONES) & !(word ^ (ONES * 0x22));
        let backslash = (word ^ (ONES * 0x5C)).wrapping_sub(ONES) & !(word ^ (ONES * 0x5C));
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let found = (quote | backslash | control) & HIGHS;
        if found != 0 {
            // Borrows only ever disturb bytes above the first one found.
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).unwrap_or(rest.len())
}

/// The end of the number that begins at `at` (RFC 8259, 6), or where it goes wrong and how.
pub(super) fn number(bytes: &[u8], at: usize) -> Result<usize, (usize, &'static str)> {
    let digits = |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = at + usize::from(bytes.get(at) == Some(&b'-'));
    match bytes.get(end) {
        Some(b'0') if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
            return Err((end + 1, "a number begins with a zero"));
        }
        Some(b'0'..=b'9') => end = digits(end),
        _ => return Err((end, "a digit is expected here")),
    }
    if bytes.get(end) == Some(&b'.') {
        let from = end + 1;
        end = digits(from);
        if end == from {
            return Err((end, "a digit is expected after the point"));
        }
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let from = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let from = from.min(bytes.len());
        end = digits(from);
        if end == from {
            return Err((end, "a digit is expected in the exponent"));
        }
    }
    Ok(end)
}

/// Appends a string's content to `into` with its escapes decoded, or says where an escape goes wrong and how.
pub(super) fn unescape(content: &str, into: &mut String) -> Result<(), (usize, &'static str)> {
    let mut at = 0;
    while let Some(plain) = memchr::memchr(b'\\', &content.as_bytes()[at..]) {
        into.push_str(&content[at..at + plain]);
        let escape = at + plain;
        let (decoded, len) = decode(&content.as_bytes()[escape..]).map_err(|message| (escape, message))?;
        into.push(decoded);
        at = escape + len;
    }
    into.push_str(&content[at..]);
    Ok(())
}

/// The character of the escape that `bytes` begin with, and its length.
fn decode(bytes: &[u8]) -> Result<(char, usize), &'static str> {
    let simple = match bytes.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return decode_unicode(bytes),
        _ => return Err("an unknown escape"),
    };
    Ok((simple, 2))
}

/// The character of a `\u` escape, or of two that are a surrogate pair.
fn decode_unicode(bytes: &[u8]) -> Result<(char, usize), &'static str> {
    const LONE: &str = "half of a surrogate pair stands alone";
    let first = unit(bytes.get(2..6)).ok_or("four hexadecimal digits are expected after \\u")?;
    if let Some(decoded) = char::from_u32(first) {
        return Ok((decoded, 6));
    }
    if bytes.get(6..8) != Some(b"\\u") {
        return Err(LONE);
    }
    let second = unit(bytes.get(8..12)).ok_or("four hexadecimal digits are expected after \\u")?;
    if !(0xD800..0xDC00).contains(&first) || !(0xDC00..0xE000).contains(&second) {
        return Err(LONE);
    }
    let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    char::from_u32(code).map(|decoded| (decoded, 12)).ok_or(LONE)
}

/// The value of four hexadecimal digits.
fn unit(digits: Option<&[u8]>) -> Option<u32> {
    digits?.iter().try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::{plain, unescape};

    #[test]
    fn a_plain_run_ends_at_the_first_special_byte_wherever_it_stands() {
        for special in [b'"', b'\\', 0x00, 0x1F, b'\n'] {
            for at in 0..40 {
                let mut bytes = "é~ !#[]zÿ\u{7F}".bytes().cycle().take(48).collect::<Vec<_>>();
                bytes[at] = special;
                bytes[at + 1] = b'"';
                for from in 0..=at {
                    assert_eq!(plain(&bytes, from), at, "{special} at {at} from {from}");
                }
            }
        }
        assert_eq!(plain(b"abc", 0), 3);
        assert_eq!(plain(b"abc", 3), 3);
        assert_eq!(plain(b"abc", 9), 9);
    }

    #[test]
    fn escapes_are_decoded() {
        let mut text = String::new();
        unescape(r#"a\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00z"#, &mut text).unwrap();
        assert_eq!(text, "a\"\\/\u{8}\u{c}\n\r\té😀z");
        for (content, at) in
            [(r"a\q", 1), (r"\u12", 0), (r"\uD83D", 0), (r"\uD83Dx", 0), (r"\uDE00\uD83D", 0), ("\\", 0)]
        {
            assert_eq!(unescape(content, &mut String::new()).unwrap_err().0, at, "{content}");
        }
    }
}
