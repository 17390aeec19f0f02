//! Lines of a limited length.

use std::io::{self, BufRead, Read};

/// Bytes that a line may have.
pub(super) const LIMIT: usize = 64 << 20;

/// Bytes that are kept at hand for the next line.
const KEPT: usize = 1 << 20;

/// What came next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, which is in the buffer without its end.
    Whole,
    /// A line that was passed over.
    TooLong,
    /// Nothing any more.
    End,
}

/// Reads the next line into the buffer.
pub(super) fn next(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    line.shrink_to(KEPT);
    let most = LIMIT as u64 + 1;
    if input.by_ref().take(most).read_until(b'\n', line)? == 0 {
        return Ok(Line::End);
    }
    if line.pop_if(|last| *last == b'\n').is_some() || line.len() <= LIMIT {
        return Ok(Line::Whole);
    }
    input.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use super::{LIMIT, Line, next};

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_the_next_is_read() {
        let long = std::io::repeat(b'x').take(LIMIT as u64 + 7);
        let longest = std::io::repeat(b'y').take(LIMIT as u64);
        let input = b"a\n\n".chain(long).chain(&b"\n"[..]).chain(longest).chain(&b"\nend"[..]);
        let (mut input, mut line) = (BufReader::new(input), Vec::new());
        let mut read = |want: Line, length: usize| {
            assert_eq!(next(&mut input, &mut line).unwrap(), want);
            assert_eq!(line.len(), if want == Line::TooLong { line.len() } else { length });
        };
        read(Line::Whole, 1);
        read(Line::Whole, 0);
        read(Line::TooLong, 0);
        read(Line::Whole, LIMIT);
        read(Line::Whole, 3);
        read(Line::End, 0);
    }
}
