//! From bytes to text: UTF-8, UTF-16, Latin-1 and US-ASCII, by byte order mark, by the pattern of the first characters, by
//! the XML declaration. Every other encoding needs the feature `encodings`.
//!
//! XML 1.0, 4.3.3 and appendix F; RFC 8259, 8.1. Nothing is guessed: bytes that are not in the encoding that they declare,
//! or that their mark says, are an error.

use std::borrow::Cow;

use super::syntax_error::{SyntaxError, SyntaxErrorKind, error};
use super::xml;
use crate::text::{Span, offset};

/// How the bytes of a text are told apart before anything is declared.
#[derive(Debug, Clone, Copy)]
enum Family {
    /// ASCII is ASCII: a declaration can be read.
    Bytes,
    Utf16(fn([u8; 2]) -> u16),
    Utf32,
}

/// An encoding that an XML declaration may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Utf8,
    /// In either order of bytes, or with two bytes always.
    Utf16,
    Utf32,
    Latin1,
    Ascii,
    Other,
}

/// The names of encodings that need no feature, in small letters (IANA character sets).
const NAMES: [(&str, Named); 21] = [
    ("utf-8", Named::Utf8),
    ("utf8", Named::Utf8),
    ("utf-16", Named::Utf16),
    ("utf-16le", Named::Utf16),
    ("utf-16be", Named::Utf16),
    ("iso-10646-ucs-2", Named::Utf16),
    ("ucs-2", Named::Utf16),
    ("utf-32", Named::Utf32),
    ("utf-32le", Named::Utf32),
    ("utf-32be", Named::Utf32),
    ("iso-10646-ucs-4", Named::Utf32),
    ("ucs-4", Named::Utf32),
    ("iso-8859-1", Named::Latin1),
    ("iso_8859-1", Named::Latin1),
    ("iso8859-1", Named::Latin1),
    ("latin1", Named::Latin1),
    ("l1", Named::Latin1),
    ("us-ascii", Named::Ascii),
    ("ascii", Named::Ascii),
    ("ansi_x3.4-1968", Named::Ascii),
    ("iso646-us", Named::Ascii),
];

/// Decodes bytes into at most `limit` bytes of text. The second part says whether they began with a byte order mark, which
/// the text does not hold.
pub(super) fn decode(bytes: &[u8], limit: u32) -> Result<(Cow<'_, str>, bool), SyntaxError> {
    let (family, mark) = family(bytes);
    let body = bytes.get(mark..).unwrap_or_default();
    let text = match family {
        Family::Bytes => declared(body, mark > 0, limit)?,
        Family::Utf16(unit) => {
            let text = utf16(body, unit, limit)?;
            agrees(&text)?;
            Cow::Owned(text)
        }
        Family::Utf32 => return Err(fault("the encoding UTF-32 is not supported", "")),
    };
    Ok((text, mark > 0))
}

/// The family that bytes belong to, and the length of their byte order mark.
fn family(bytes: &[u8]) -> (Family, usize) {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => (Family::Bytes, 3),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => (Family::Utf32, 4),
        [0xFF, 0xFE, ..] => (Family::Utf16(u16::from_le_bytes), 2),
        [0xFE, 0xFF, ..] => (Family::Utf16(u16::from_be_bytes), 2),
        // Without a mark the first character, which is ASCII in XML and JSON, gives the order away.
        [0, 0, ..] | [_, 0, 0, 0, ..] => (Family::Utf32, 0),
        [0, _, ..] => (Family::Utf16(u16::from_be_bytes), 0),
        [_, 0, ..] => (Family::Utf16(u16::from_le_bytes), 0),
        _ => (Family::Bytes, 0),
    }
}

/// Decodes bytes by what their XML declaration says, UTF-8 where it says nothing.
fn declared(body: &[u8], marked: bool, limit: u32) -> Result<Cow<'_, str>, SyntaxError> {
    let head = declaration_bytes(body);
    let Some((name, at)) = xml::leading_declaration(head).and_then(|declaration| declaration.encoding) else {
        return utf8(body);
    };
    let span = Span::new(at, at.saturating_add(offset(name.len())));
    match named(name) {
        Named::Utf8 => utf8(body),
        Named::Utf16 | Named::Utf32 => Err(disagrees(name, "its bytes are not in it", span, head)),
        Named::Latin1 | Named::Ascii | Named::Other if marked => {
            Err(disagrees(name, "its byte order mark says UTF-8", span, head))
        }
        Named::Latin1 => latin1(body, limit),
        Named::Ascii => ascii(body),
        Named::Other => other(body, name, limit, span, head),
    }
}

/// The XML declaration that bytes begin with, empty where there is none.
fn declaration_bytes(body: &[u8]) -> &str {
    const LONGEST: usize = 1024;
    let head = body.get(..body.len().min(LONGEST)).unwrap_or_default();
    if !head.starts_with(b"<?xml") {
        return "";
    }
    let end = memchr::memmem::find(head, b"?>").map_or(0, |end| end + 2);
    head.get(..end).and_then(|head| std::str::from_utf8(head).ok()).unwrap_or_default()
}

fn named(name: &str) -> Named {
    let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map_or(Named::Other, |&(_, named)| named)
}

/// A text in UTF-16 must not declare another encoding.
fn agrees(text: &str) -> Result<(), SyntaxError> {
    match xml::leading_declaration(text).and_then(|declaration| declaration.encoding) {
        Some((name, at)) if named(name) != Named::Utf16 => {
            let span = Span::new(at, at.saturating_add(offset(name.len())));
            Err(disagrees(name, "its bytes are UTF-16", span, text))
        }
        Some(_) | None => Ok(()),
    }
}

#[cold]
fn disagrees(name: &str, but: &str, span: Span, text: &str) -> SyntaxError {
    error(
        SyntaxErrorKind::Encoding,
        format!("the document declares the encoding {}, but {but}", shown(name)),
        span,
        text,
    )
}

/// As much of a name as a message needs.
fn shown(name: &str) -> &str {
    name.get(..40).unwrap_or(name)
}

/// A fault at the end of what could be decoded.
#[cold]
fn fault(message: impl Into<String>, decoded: &str) -> SyntaxError {
    error(SyntaxErrorKind::Encoding, message, Span::at(offset(decoded.len())), decoded)
}

fn utf8(body: &[u8]) -> Result<Cow<'_, str>, SyntaxError> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(found) => {
            let good = body.get(..found.valid_up_to()).and_then(|good| std::str::from_utf8(good).ok());
            let mut fault = fault("a byte that is not UTF-8", good.unwrap_or_default());
            fault.help = Some("name the encoding in the XML declaration, or send UTF-8");
            Err(fault)
        }
    }
}

fn ascii(body: &[u8]) -> Result<Cow<'_, str>, SyntaxError> {
    let text = utf8(body);
    let good = body.iter().position(|byte| !byte.is_ascii()).unwrap_or(body.len());
    match text {
        Ok(text) if good == body.len() => Ok(text),
        Ok(_) | Err(_) => {
            let good = body.get(..good).and_then(|good| std::str::from_utf8(good).ok());
            Err(fault("a byte that is not US-ASCII, which the document declares", good.unwrap_or_default()))
        }
    }
}

/// ISO-8859-1: each byte is the character of its number.
fn latin1(body: &[u8], limit: u32) -> Result<Cow<'_, str>, SyntaxError> {
    if body.is_ascii() {
        return utf8(body);
    }
    let length = body.len() + body.iter().filter(|byte| !byte.is_ascii()).count();
    within(length, limit, "")?;
    Ok(Cow::Owned(body.iter().copied().map(char::from).collect()))
}

fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16, limit: u32) -> Result<String, SyntaxError> {
    let (pairs, odd) = body.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len().min(limit as usize));
    for character in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match character {
            Ok(character) => text.push(character),
            Err(_) => return Err(fault("half of a pair of UTF-16 units", &text)),
        }
        within(text.len(), limit, &text)?;
    }
    if odd.is_empty() { Ok(text) } else { Err(fault("UTF-16 with an odd number of bytes", &text)) }
}

fn within(length: usize, limit: u32, decoded: &str) -> Result<(), SyntaxError> {
    if length <= limit as usize {
        return Ok(());
    }
    let message = format!("the document has more than {limit} bytes of text, which is what is allowed");
    Err(error(SyntaxErrorKind::Limit, message, Span::at(offset(decoded.len())), decoded))
}

/// An encoding that is not built in.
#[cfg(not(feature = "encodings"))]
fn other<'b>(_body: &'b [u8], name: &str, _limit: u32, span: Span, head: &str) -> Result<Cow<'b, str>, SyntaxError> {
    let mut unsupported = unsupported(name, span, head);
    unsupported.help =
        Some("the cargo feature `encodings` reads the encodings of the web; UTF-8, UTF-16 and ISO-8859-1 need none");
    Err(unsupported)
}

/// An encoding of the web (WHATWG Encoding).
#[cfg(feature = "encodings")]
fn other<'b>(body: &'b [u8], name: &str, limit: u32, span: Span, head: &str) -> Result<Cow<'b, str>, SyntaxError> {
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes());
    let Some(encoding) = encoding.filter(|&encoding| encoding != encoding_rs::REPLACEMENT) else {
        return Err(unsupported(name, span, head));
    };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let Some(most) = decoder.max_utf8_buffer_length_without_replacement(body.len()) else {
        return Err(unsupported(name, span, head));
    };
    let mut text = String::with_capacity(most);
    let (result, _) = decoder.decode_to_string_without_replacement(body, &mut text, true);
    within(text.len(), limit, "")?;
    match result {
        encoding_rs::DecoderResult::InputEmpty => Ok(Cow::Owned(text)),
        encoding_rs::DecoderResult::OutputFull | encoding_rs::DecoderResult::Malformed(..) => {
            Err(fault(format!("a byte that is not {}, which the document declares", encoding.name()), &text))
        }
    }
}

#[cold]
fn unsupported(name: &str, span: Span, head: &str) -> SyntaxError {
    error(SyntaxErrorKind::Encoding, format!("the encoding {} is not supported", shown(name)), span, head)
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::document::{Document, ReadOptions, SyntaxErrorKind};

    const TEXT: &str = "<?xml version='1.0' encoding='UTF-16'?><a>é😀</a>";

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf16_is_known_by_its_mark_or_by_its_first_character() {
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            for mark in ["", "\u{FEFF}"] {
                for text in [TEXT, "{\"a\":\"é\"}", "1"] {
                    let bytes = utf16(&format!("{mark}{text}"), order);
                    let (decoded, marked) = decode(&bytes, 1000).unwrap();
                    assert_eq!((&*decoded, marked), (text, !mark.is_empty()));
                }
            }
        }
    }

    #[test]
    fn declared_encodings_are_decoded() {
        let latin1 = b"<?xml version='1.0' encoding=\"ISO-8859-1\"?><a>\xE9\x85</a>";
        assert_eq!(decode(latin1, 1000).unwrap().0.get(43..).unwrap(), "<a>é\u{85}</a>");
        assert!(decode(b"<?xml version='1.0' encoding='us-ascii'?><a/>", 1000).is_ok());
        assert!(decode("\u{FEFF}<?xml version='1.0' encoding='utf-8'?><é/>".as_bytes(), 99).unwrap().1);
        assert_eq!(decode(b"", 0).unwrap().0, "");
        assert_eq!(decode(b"1", 1).unwrap().0, "1");
    }

    #[test]
    fn what_is_not_in_its_encoding_is_an_error_at_its_place() {
        let cut = |mut bytes: Vec<u8>, by: usize| {
            bytes.truncate(bytes.len() - by);
            bytes
        };
        let surrogate: Vec<u8> = [0x3C, 0x61, 0xD800, 0x61].into_iter().flat_map(u16::to_le_bytes).collect();
        for (bytes, at, says) in [
            (b"<a>\nx\xFFy</a>".to_vec(), 5, "not UTF-8"),
            (b"{\"a\":\"\xC3".to_vec(), 6, "not UTF-8"),
            (b"<?xml version='1.0' encoding='us-ascii'?><a>\xE9</a>".to_vec(), 44, "US-ASCII"),
            (TEXT.as_bytes().to_vec(), 30, "declares the encoding UTF-16"),
            (utf16(&TEXT.replace("UTF-16", "UTF-8"), u16::to_be_bytes), 30, "declares the encoding UTF-8"),
            (b"\xEF\xBB\xBF<?xml version='1.0' encoding='latin1'?><a/>".to_vec(), 30, "byte order mark"),
            (cut(utf16("<a>x</a>", u16::to_le_bytes), 1), 7, "odd number"),
            (surrogate, 2, "half of a pair"),
            (b"\xFF\xFE\0\0<\0\0\0".to_vec(), 0, "UTF-32"),
            (b"<\0\0\0a\0\0\0".to_vec(), 0, "UTF-32"),
            (b"\0\0\0<".to_vec(), 0, "UTF-32"),
            (b"<?xml version='1.0' encoding='x-unknown'?><a/>".to_vec(), 30, "x-unknown is not supported"),
        ] {
            let error = decode(&bytes, 1000).unwrap_err();
            assert_eq!((error.kind, error.span.start), (SyntaxErrorKind::Encoding, at), "{error}");
            assert!(error.message.contains(says), "{error}");
        }
        let error = decode(b"<a>\nx\xFF", 99).unwrap_err();
        assert_eq!(error.position.to_string(), "2:2");
    }

    #[test]
    fn the_limit_counts_decoded_bytes() {
        let bytes = utf16("<aé/>", u16::to_le_bytes);
        assert!(decode(&bytes, 6).is_ok());
        assert_eq!(decode(&bytes, 5).unwrap_err().kind, SyntaxErrorKind::Limit);
        let bytes = b"<?xml version='1.0' encoding='latin1'?><a>\xE9</a>";
        assert!(decode(bytes, 48).is_ok());
        assert_eq!(decode(bytes, 47).unwrap_err().kind, SyntaxErrorKind::Limit);
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn encodings_of_the_web_are_decoded_with_their_feature() {
        let bytes = b"<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>";
        assert!(decode(bytes, 99).unwrap().0.ends_with("<a>€</a>"));
        let bytes = b"<?xml version='1.0' encoding='shift_jis'?><a>\x93\xFA\xFF</a>";
        let error = decode(bytes, 99).unwrap_err();
        assert_eq!((error.kind, error.span.start), (SyntaxErrorKind::Encoding, 48));
    }

    #[cfg(not(feature = "encodings"))]
    #[test]
    fn encodings_of_the_web_name_their_feature() {
        let error = decode(b"<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>", 99).unwrap_err();
        assert!(error.to_string().contains("windows-1252") && error.to_string().contains("`encodings`"), "{error}");
    }

    #[test]
    fn a_mark_is_no_part_of_the_text() {
        for text in ["\u{FEFF}<a/>", "\u{FEFF}{}"] {
            let from_bytes = Document::read(text.as_bytes(), &ReadOptions::default()).unwrap();
            let from_text = Document::read_str(text, &ReadOptions::default()).unwrap();
            let owned = Document::read_string(text.to_owned(), &ReadOptions::default()).unwrap();
            for document in [from_bytes, from_text, owned] {
                assert_eq!((document.text(), document.has_byte_order_mark()), (text.get(3..).unwrap(), true));
            }
        }
        assert!(Document::read("\u{FEFF}\u{FEFF}<a/>".as_bytes(), &ReadOptions::default()).is_err());
    }
}
