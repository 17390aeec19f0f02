//! Base64 (RFC 4648, 4 and 5), for bodies that envelopes carry as such.

/// Decodes base64 with either alphabet; white space is passed over, padding may be left out. None where it is no base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut letters = text.bytes().filter(|letter| !letter.is_ascii_whitespace());
    for letter in letters.by_ref() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).ok()?);
        }
    }
    // A single letter of six bits is no byte; behind padding there is only padding.
    (held < 6 && letters.all(|letter| letter == b'=')).then_some(bytes)
}

/// Encodes bytes as a base64 text was: in its alphabet; where they are as many, with its white space and padding too.
pub(crate) fn encode_as(text: &str, bytes: &[u8]) -> String {
    if decode(text).is_none_or(|old| old.len() != bytes.len()) {
        let letter = if text.contains(['-', '_']) { "-" } else { "A" };
        let length = (4 * bytes.len()).div_ceil(3);
        let padding =
            if text.trim_end().ends_with('=') || letter == "A" { length.next_multiple_of(4) - length } else { 0 };
        return encode_as(&(letter.repeat(length) + &"=".repeat(padding)), bytes);
    }
    let is_url = text.contains(['-', '_']);
    let mut sixes = bytes.chunks(3).flat_map(|chunk| {
        let word = (0..3).fold(0_u32, |word, at| word << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        [18, 12, 6, 0].map(|shift| u8::try_from(word >> shift & 0x3F).unwrap_or_default())
    });
    let letter = |six: u8| match six {
        0..=25 => b'A' + six,
        26..=51 => b'a' + six - 26,
        52..=61 => b'0' + six - 52,
        62 => {
            if is_url {
                b'-'
            } else {
                b'+'
            }
        }
        _ => {
            if is_url {
                b'_'
            } else {
                b'/'
            }
        }
    };
    let new = |old: char| match old {
        '=' => old,
        _ if old.is_ascii_whitespace() => old,
        _ => sixes.next().map_or(old, |six| char::from(letter(six))),
    };
    text.chars().map(new).collect()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode_as};

    #[test]
    fn the_vectors_of_the_specification_and_what_is_no_base64() {
        let cases: [(&str, Option<&[u8]>); 11] = [
            ("", Some(b"")),
            ("Zg==", Some(b"f")),
            ("Zm8=", Some(b"fo")),
            ("Zm9v", Some(b"foo")),
            ("Zm9vYmFy", Some(b"foobar")),
            ("Zm9v\r\nYg", Some(b"foob")),
            ("-_-_", Some(&[0xFB, 0xFF, 0xBF])),
            ("+/+/", Some(&[0xFB, 0xFF, 0xBF])),
            ("Z", None),
            ("Zg==Zg", None),
            ("{\"a\":1}", None),
        ];
        for (text, want) in cases {
            assert_eq!(decode(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn bytes_are_encoded_in_the_places_of_others() {
        for text in ["", "Zg==", "Zm8=", "Zm9v", "Zm9v\r\nYg", "-_-_", "+/+/"] {
            assert_eq!(encode_as(text, &decode(text).unwrap()), text);
        }
        for (text, bytes, want) in [
            ("Zm9vYmE=", &b"other"[..], "b3RoZXI="),
            ("Zm9v", b"foob", "Zm9vYg=="),
            ("-_-_", b"\xFB\xFF\xBF\xFB", "-_-_-w"),
            ("Zm9vYg==", b"", ""),
        ] {
            assert_eq!(encode_as(text, bytes), want);
        }
    }
}
