//! Typed netstrings: the length in digits, a colon, so many bytes, and a byte that tells the type. The flows of mitmproxy are
//! written in them.

use std::borrow::Cow;
use std::io;
use std::ops::ControlFlow;

use super::chunk::{Chunk, Cut, Extent, Holds};
use super::stream::Stream;

/// The most digits of a length.
const DIGITS: usize = 12;

/// A value; what is in a list or a dictionary is read when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'b> {
    /// Bytes, or a text.
    Bytes(&'b [u8]),
    /// A number, as its text.
    Number(&'b [u8]),
    /// A list, or a dictionary: keys and values in turn.
    Values(&'b [u8]),
    /// A boolean or nothing.
    Other,
}

/// Where the content begins and ends, and the type; none where the bytes do not begin with a whole netstring.
fn header(bytes: &[u8]) -> Option<(usize, usize, u8)> {
    let (start, end) = extent(bytes)?;
    Some((start, end, *bytes.get(end)?))
}

/// Where the content begins and where it must end, by the length before it.
fn extent(bytes: &[u8]) -> Option<(usize, usize)> {
    let digits = bytes.iter().take(DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
    let length = std::str::from_utf8(bytes.get(..digits)?).ok()?.parse::<usize>().ok()?;
    (bytes.get(digits) == Some(&b':')).then_some((digits + 1, digits + 1 + length))
}

/// Whether a stream that begins so is one of netstrings: a length and a colon.
pub(super) fn begins(head: &[u8]) -> bool {
    extent(head).is_some()
}

/// The value at the beginning, and what follows it.
pub(crate) fn value(bytes: &[u8]) -> Option<(Value<'_>, &[u8])> {
    let (start, end, kind) = header(bytes)?;
    let content = bytes.get(start..end)?;
    let value = match kind {
        b',' | b';' => Value::Bytes(content),
        b'#' | b'^' => Value::Number(content),
        b']' | b'}' => Value::Values(content),
        b'!' | b'~' => Value::Other,
        _ => return None,
    };
    Some((value, bytes.get(end + 1..)?))
}

impl<'b> Value<'b> {
    /// The values of a list, or the keys and values of a dictionary, up to the first that is none.
    pub(crate) fn values(self) -> impl Iterator<Item = Self> {
        let mut rest = if let Self::Values(content) = self { content } else { &[] };
        std::iter::from_fn(move || {
            let (next, after) = value(rest)?;
            rest = after;
            Some(next)
        })
    }

    /// Whether the values of a list or a dictionary fill it, so that none is lost.
    pub(crate) fn is_whole(self) -> bool {
        let Self::Values(mut rest) = self else { return true };
        while let Some((_, after)) = value(rest) {
            rest = after;
        }
        rest.is_empty()
    }

    /// The value of a key of a dictionary.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        let mut values = self.values();
        while let (Some(name), Some(value)) = (values.next(), values.next()) {
            if name.bytes() == Some(key.as_bytes()) {
                return Some(value);
            }
        }
        None
    }

    /// Its bytes, if it is bytes or a text.
    pub(crate) fn bytes(self) -> Option<&'b [u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }
}

/// Cuts a stream into its netstrings. Where a length is wrong nobody knows where the next one begins: that is told once.
pub(super) fn cut(
    stream: &mut Stream<'_>,
    longest: usize,
    sink: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut record = 0;
    loop {
        let filled = stream.fill();
        let (mut cuts, mut at, mut lost) = (Vec::new(), 0, false);
        while let Some(rest) = stream.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let offset = stream.offset + at as u64;
            let mut broken = |reason| {
                cuts.push(Cut { record: Some(record + 1), offset, extent: Extent::Broken(Cow::Borrowed(reason)) });
                lost = true;
            };
            match (extent(rest), header(rest)) {
                (_, Some((_, end, kind))) if !b",;#^]}!~".contains(&kind) || end > longest => {
                    broken(if end > longest { TOO_LONG } else { WRONG });
                }
                (_, Some((_, end, _))) => {
                    record += 1;
                    cuts.push(Cut { record: Some(record), offset, extent: Extent::Bytes(at..at + end + 1) });
                    at += end + 1;
                    continue;
                }
                (Some((_, end)), None) if end > longest => broken(TOO_LONG),
                (None, None) if rest.len() > DIGITS => broken(WRONG),
                (_, None) if stream.ended && filled.is_ok() => broken("the file ends inside it"),
                (_, None) => {}
            }
            break;
        }
        let chunk = Chunk { bytes: stream.take(at), cuts, holds: Holds::Flow };
        if !chunk.is_empty() && sink(chunk).is_break() || lost {
            return Ok(());
        }
        filled?;
        if stream.ended {
            return Ok(());
        }
    }
}

/// Why what follows a wrong length is not read.
const WRONG: &str = "its length is wrong, so what follows it cannot be found";
/// Why a flow is not read whose length is beyond the limit, be it right or wrong.
const TOO_LONG: &str = "its length is more than is allowed (--max-document), and what follows it is not read";

#[cfg(test)]
mod tests {
    use super::{Value, value};

    #[test]
    fn values_are_found_by_key_and_in_order() {
        let bytes = b"47:1:a,1:1#1:b;12:3:x,y,3:1.5^]0:~4:true!0:,3:end,}rest";
        let (dictionary, rest) = value(bytes).unwrap();
        assert_eq!(rest, b"rest");
        assert_eq!(dictionary.get("a"), Some(Value::Number(b"1")));
        let list: Vec<_> = dictionary.get("b").unwrap().values().collect();
        assert_eq!(list, [Value::Bytes(b"x,y"), Value::Number(b"1.5")]);
        assert_eq!(dictionary.get("").and_then(Value::bytes), Some(b"end".as_slice()));
        assert_eq!(dictionary.get("c"), None);
        assert!(dictionary.is_whole() && !Value::Values(b"1:a,2:b,").is_whole());
    }

    #[test]
    fn what_is_none_is_none() {
        for bytes in [&b""[..], b"1", b"1:", b"1:a", b"2:a,", b"1:a?", b"x:a,", b"99999999999999999999:a,", b":a,"] {
            assert_eq!(value(bytes), None, "{bytes:?}");
        }
    }
}
