//! From a stream to chunks of whole records, in memory that does not grow with the stream.

use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::ControlFlow;

use super::chunk::{Chunk, Cut, Extent, Holds};
use super::outline::{HAR, Outline};
use super::stream::Stream;
use super::{Form, Item, access_log, items, lines, netstring, yaml};

/// Cuts a stream of a form into chunks of records, in their order, until there are no more or `sink` has enough. A record of
/// more than `longest` bytes is not held; that it is there is told.
///
/// # Errors
/// Where the stream cannot be read further. What was whole until there has been handed on.
pub fn frame(
    input: &mut dyn Read,
    form: Form,
    longest: usize,
    sink: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> io::Result<()> {
    let stream = &mut Stream::new(input);
    match form {
        Form::Lines => lines::cut(stream, longest, sink),
        Form::Har => items::cut(stream, HAR, longest, sink),
        Form::Xml => whole(stream, Holds::Payload, longest, sink),
        Form::Cassette => {
            stream.fill()?;
            // There is other YAML than cassettes.
            if is_yaml(&stream.bytes, form) { yaml::cut(stream, longest, sink) } else { Ok(()) }
        }
        Form::Json | Form::Unknown => {
            stream.fill()?;
            let text = unmarked(&stream.bytes).trim_ascii_start();
            if form == Form::Unknown && text.first() == Some(&b'<') {
                return whole(stream, Holds::Payload, longest, sink);
            }
            if netstring::begins(text) {
                return netstring::cut(stream, longest, sink);
            }
            if is_yaml(text, form) {
                return yaml::cut(stream, longest, sink);
            }
            if access_log::begins(text) {
                let extent = Extent::Broken(Cow::Borrowed(access_log::FILE));
                let cuts = vec![Cut { record: None, offset: 0, extent }];
                // Whether it wants more is of no matter: there is none.
                let _ = sink(Chunk { bytes: Vec::new(), cuts, holds: Holds::Record });
                return Ok(());
            }
            let outline = Outline::of(text);
            match outline.target() {
                Some(target) => items::cut(stream, target, longest, sink),
                None if form == Form::Unknown && outline.is_lines => lines::cut(stream, longest, sink),
                None => whole(stream, Holds::Record, longest, sink),
            }
        }
    }
}

/// Whether a stream of a form that begins so is a cassette in YAML.
pub(crate) fn is_yaml(head: &[u8], form: Form) -> bool {
    match form {
        Form::Cassette => yaml::begins(unmarked(head)),
        Form::Json | Form::Unknown => yaml::begins(unmarked(head).trim_ascii_start()),
        Form::Lines | Form::Har | Form::Xml => false,
    }
}

/// Without a byte order mark.
fn unmarked(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head)
}

/// Reads the captures of a file's bytes, one after the other, into `sink`.
pub fn read(bytes: &[u8], form: Form, sink: &mut dyn FnMut(Item<'_>)) {
    let mut input = bytes;
    let framed = frame(&mut input, form, usize::MAX, &mut |chunk| {
        chunk.open(sink);
        ControlFlow::Continue(())
    });
    framed.expect("bytes in memory can be read to their end");
}

/// The whole stream as one record.
fn whole(
    stream: &mut Stream<'_>,
    holds: Holds,
    longest: usize,
    sink: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> io::Result<()> {
    while !stream.ended && stream.bytes.len() <= longest {
        stream.fill()?;
    }
    let extent = if stream.bytes.len() > longest { Extent::TooLong } else { Extent::Bytes(0..stream.bytes.len()) };
    let cuts = vec![Cut { record: None, offset: 0, extent }];
    // Whether it wants more is of no matter: there is none.
    let _ = sink(Chunk { bytes: std::mem::take(&mut stream.bytes), cuts, holds });
    Ok(())
}
