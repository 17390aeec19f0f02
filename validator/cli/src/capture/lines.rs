//! Lines, cut out of a stream: NDJSON.

use std::io;
use std::ops::ControlFlow;

use memchr::{memchr, memchr_iter, memrchr};

use super::chunk::{Chunk, Cut, Extent, Holds};
use super::stream::Stream;

/// Cuts a stream into its lines. Blank lines are passed over and keep their number. Behind an error of the stream the line
/// that it tore is not there; those before it are.
pub(super) fn cut(
    stream: &mut Stream<'_>,
    longest: usize,
    sink: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> io::Result<()> {
    stream.skip_byte_order_mark();
    let mut number = 1;
    loop {
        let searched = stream.bytes.len();
        let filled = stream.fill();
        let newest = stream.bytes.get(searched..).unwrap_or_default();
        let end = match memrchr(b'\n', newest) {
            Some(at) => searched + at + 1,
            None if stream.ended && filled.is_ok() => stream.bytes.len(),
            None => 0,
        };
        if end > 0 {
            let offset = stream.offset;
            let whole = if stream.ended && filled.is_ok() { stream.bytes.len() } else { end };
            let chunk = lines(stream.take(whole), offset, &mut number, longest);
            if !chunk.is_empty() && sink(chunk).is_break() {
                return Ok(());
            }
        }
        filled?;
        if stream.ended {
            return Ok(());
        }
        if stream.bytes.len() > longest {
            let offset = stream.offset;
            skip_line(stream)?;
            let cuts = vec![Cut { record: Some(number), offset, extent: Extent::TooLong }];
            number += 1;
            if sink(Chunk { bytes: Vec::new(), cuts, holds: Holds::Record }).is_break() {
                return Ok(());
            }
        }
    }
}

/// The lines of these bytes, which end with a line.
fn lines(bytes: Vec<u8>, offset: u64, number: &mut u64, longest: usize) -> Chunk {
    let mut cuts = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', &bytes).chain((!bytes.ends_with(b"\n")).then_some(bytes.len())) {
        let line = bytes.get(start..end).unwrap_or_default();
        let blank = line.len() - line.trim_ascii_start().len();
        let text = line.trim_ascii();
        if !text.is_empty() {
            let from = start + blank;
            let extent = if text.len() > longest { Extent::TooLong } else { Extent::Bytes(from..from + text.len()) };
            cuts.push(Cut { record: Some(*number), offset: offset + from as u64, extent });
        }
        *number += 1;
        start = end + 1;
    }
    Chunk { bytes, cuts, holds: Holds::Record }
}

/// Passes over the rest of a line.
fn skip_line(stream: &mut Stream<'_>) -> io::Result<()> {
    loop {
        if let Some(at) = memchr(b'\n', &stream.bytes) {
            stream.skip(at + 1);
            return Ok(());
        }
        if stream.ended {
            stream.skip(stream.bytes.len());
            return Ok(());
        }
        stream.skip(stream.bytes.len());
        stream.fill()?;
    }
}
