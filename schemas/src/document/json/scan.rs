//! The tokens of JSON: plain runs of a string, numbers, escapes. Each function knows only its bytes.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES << 7;

/// Where the first byte at or after `at` is that a string cannot simply go over: a quote, a backslash, a control character.
/// The length of `bytes` where there is none.
#[inline]
pub(super) fn plain(bytes: &[u8], at: usize) -> usize {
    let (chunks, rest) = bytes.get(at..).unwrap_or(&[]).as_chunks::<8>();
    let mut at = at;
    for chunk in chunks {
        let word = u64::from_le_bytes(*chunk);
        // A byte below n has its high bit set in (x - n) and not in x. With one bit changed, a quote is the one byte right
        // above the control characters.
        let low = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
        let backslash = (word ^ (ONES * 0x5C)).wrapping_sub(ONES);
        let found = (low | backslash) & !word & HIGHS;
        if found != 0 {
            // Borrows only ever disturb bytes above the first one found.
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).unwrap_or(rest.len())
}

/// Where the first byte at or after `at` is that is no white space.
pub(super) fn blanks(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            // Indented text has many.
            Some(b' ') => at = indentation(bytes, at + 1),
            Some(b'\t' | b'\n' | b'\r') => at += 1,
            _ => return at,
        }
    }
}

/// Where the first byte at or after `at` is that is no blank.
fn indentation(bytes: &[u8], at: usize) -> usize {
    let (chunks, rest) = bytes.get(at..).unwrap_or(&[]).as_chunks::<8>();
    let mut at = at;
    for chunk in chunks {
        let other = u64::from_le_bytes(*chunk) ^ (ONES * 0x20);
        if other != 0 {
            return at + (other.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at + rest.iter().take_while(|byte| **byte == b' ').count()
}

/// The end of the number that begins at `at` where it has no exponent and something follows it, as nearly every one; none
/// for all others, and for what is no number.
#[inline]
pub(super) fn plain_number(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let whole = at + usize::from(bytes.get(at) == Some(&b'-'));
    let mut end = digits(whole);
    if end == whole || (end > whole + 1 && bytes.get(whole) == Some(&b'0')) {
        return None;
    }
    if bytes.get(end) == Some(&b'.') {
        let fraction = end + 1;
        end = digits(fraction);
        if end == fraction {
            return None;
        }
    }
    matches!(bytes.get(end)?, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r').then_some(end)
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
    use super::{blanks, number, plain, plain_number, unescape};

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
    fn every_byte_is_plain_or_special_as_the_grammar_says() {
        for byte in 0..=u8::MAX {
            let mut bytes = [b'a'; 24];
            bytes[11] = byte;
            let special = matches!(byte, b'"' | b'\\' | 0..=0x1F);
            assert_eq!(plain(&bytes, 3), if special { 11 } else { 24 }, "{byte:#x}");
        }
    }

    #[test]
    fn white_space_is_stepped_over_however_long() {
        for blank in [" ", "\n", "\r\n\t", "\n                   ", "    \n        \t "] {
            for next in ["", "x", "\u{A0}", "\u{B}", "!", "\0"] {
                let text = format!("{blank}{next}{blank}");
                let want = if next.is_empty() { text.len() } else { blank.len() };
                assert_eq!(blanks(text.as_bytes(), 0), want, "{text:?}");
            }
        }
    }

    #[test]
    fn a_plain_number_is_one_that_the_grammar_has() {
        for text in ["0", "-0", "7", "10", "-12.50", "0.001", "01", "-", "-x", "1.", ".5", "00", "1e5", "1.5E-3", "x"] {
            for after in [",", "}", "]", " ", "\t", "\n", "\r", "", "x", "-"] {
                let text = format!("{text}{after}");
                if let Some(end) = plain_number(text.as_bytes(), 0) {
                    assert_eq!(number(text.as_bytes(), 0), Ok(end), "{text}");
                }
            }
        }
        assert_eq!(plain_number(b"-12.50]", 0), Some(6));
        assert_eq!(plain_number(b"[7 ]", 1), Some(2));
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
