//! From files to the streams in them: what is compressed is decompressed, and archives are entered.
//!
//! What a file is packed with is told by its first bytes. A compressed archive may hold compressed files, up to `LAYERS`
//! deep; nothing is written to disk. A file that unpacks to far more than itself is refused.

pub(crate) mod budget;
pub(crate) mod zstd;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use tar::Archive;
use zip::ZipArchive;

use super::Form;
use super::walk::{Kept, kept};
use budget::Budget;

/// How many layers of packing are opened: a compressed file in a compressed archive is three.
pub(crate) const LAYERS: usize = 4;
/// How many first bytes tell what a file is packed with: the header of a tar.
pub(crate) const HEAD: usize = 512;

/// What is in a file.
pub enum Member<'m> {
    /// A stream of captures.
    Stream {
        /// Its name in reports: `a.zip/b.ndjson`.
        name: &'m str,
        /// The form that its name promises.
        form: Form,
        /// Its bytes.
        input: &'m mut dyn Read,
        /// How many bytes of the file were read so far, as they lie there.
        read: &'m Cell<u64>,
    },
    /// A member of an archive that is passed over, in words: `.png`.
    Passed(String),
    /// What cannot be read, and why.
    Unreadable {
        /// Its name in reports.
        name: String,
        /// Why it cannot.
        reason: String,
    },
}

/// Takes members until it has enough.
type Sink<'s> = dyn FnMut(Member<'_>) -> ControlFlow<()> + 's;

/// Opens a file, and hands on what is in it.
pub fn open(path: &Path, name: &str, form: Form, sink: &mut Sink<'_>) {
    let opened = File::open(path).and_then(|mut file| {
        // A pipe has no beginning to go back to.
        if !file.metadata()?.is_file() {
            return Ok((file, false));
        }
        let mut head = [0; 4];
        let read = file.read(&mut head)?;
        file.rewind()?;
        let is_zip = head.get(..read).is_some_and(|head| head == b"PK\x03\x04" || head == b"PK\x05\x06");
        Ok((file, is_zip))
    });
    let budget = Budget::default();
    match opened {
        Err(error) => unreadable(name, &error, sink),
        Ok((file, true)) => zip(budget.counted(BufReader::new(file)), name, &budget, sink),
        Ok((file, false)) => layer(&mut budget.counted(file), name, form, 0, &budget, sink),
    }
    .is_break();
}

/// Hands on what is in a stream that is no file.
pub fn stream(input: &mut dyn Read, name: &str, form: Form, sink: &mut Sink<'_>) {
    let budget = Budget::default();
    layer(&mut budget.counted(input), name, form, 0, &budget, sink).is_break();
}

/// What a stream is packed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    None,
    Gzip,
    Zstandard,
    Tar,
    /// One that is not read here.
    Other(&'static str),
}

impl Packing {
    /// The first bytes that tell, where they stand, and what they tell.
    const MAGIC: [(usize, &'static [u8], Self); 9] = [
        (0, b"\x1F\x8B\x08", Self::Gzip),
        (0, b"\x28\xB5\x2F\xFD", Self::Zstandard),
        (0, b"\x50\x2A\x4D\x18", Self::Zstandard),
        (257, b"ustar", Self::Tar),
        (0, b"PK\x03\x04", Self::Other("a zip can only be read as a file of its own: unpack it")),
        (0, b"PK\x05\x06", Self::Other("a zip can only be read as a file of its own: unpack it")),
        (0, b"BZh", Self::Other("it is compressed with bzip2: unpack it")),
        (0, b"\xFD7zXZ\x00", Self::Other("it is compressed with xz: unpack it")),
        (0, b"7z\xBC\xAF\x27\x1C", Self::Other("it is a 7z archive: unpack it")),
    ];

    pub(crate) fn of(head: &[u8]) -> Self {
        let found =
            Self::MAGIC.iter().find(|(at, magic, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
        found.map_or(Self::None, |(.., packing)| *packing)
    }
}

/// Opens one layer of packing.
fn layer(
    input: &mut dyn Read,
    name: &str,
    form: Form,
    depth: usize,
    budget: &Budget,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut head = Vec::with_capacity(HEAD);
    let mut torn = Torn((&mut *input).take(HEAD as u64).read_to_end(&mut head).err());
    let packing = Packing::of(&head);
    let rest: &mut dyn Read = if torn.0.is_some() { &mut torn } else { input };
    let mut input = Cursor::new(head).chain(rest);
    if depth >= LAYERS && packing != Packing::None {
        return unreadable(name, &"refused: it is packed too many times over", sink);
    }
    match packing {
        Packing::None => sink(Member::Stream { name, form, input: &mut input, read: budget.packed() }),
        Packing::Gzip => {
            let mut inner = budget.guarded(MultiGzDecoder::new(BufReader::new(input)));
            layer(&mut inner, name, form, depth + 1, budget, sink)
        }
        Packing::Zstandard => {
            let mut inner = budget.guarded(zstd::Frames::new(BufReader::new(input)));
            layer(&mut inner, name, form, depth + 1, budget, sink)
        }
        Packing::Tar => tar(&mut input, name, depth + 1, budget, sink),
        Packing::Other(reason) => unreadable(name, &reason, sink),
    }
}

/// What comes behind bytes that could still be read: an error.
pub(crate) struct Torn(pub(crate) Option<io::Error>);

impl Read for Torn {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Enters a tar.
fn tar(input: &mut dyn Read, name: &str, depth: usize, budget: &Budget, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut archive = Archive::new(input);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return unreadable(name, &error, sink),
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            // Where one header cannot be read nobody knows where the next one is.
            Err(error) => return unreadable(name, &error, sink),
        };
        if entry.header().entry_type().is_file() {
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            member(&mut entry, name, &path, depth, budget, sink)?;
        }
    }
    ControlFlow::Continue(())
}

/// Enters a zip.
fn zip(input: impl Read + Seek, name: &str, budget: &Budget, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut archive = match ZipArchive::new(input) {
        Ok(archive) => archive,
        Err(error) => return unreadable(name, &error, sink),
    };
    for number in 0..archive.len() {
        let entry = match archive.by_index(number) {
            Ok(entry) => entry,
            Err(error) => {
                unreadable(&format!("{name}/(member {})", number + 1), &error, sink)?;
                continue;
            }
        };
        if entry.is_file() {
            let path = entry.name().map_or_else(|_| format!("(member {})", number + 1), std::borrow::Cow::into_owned);
            member(&mut budget.guarded(entry), name, &path, 1, budget, sink)?;
        }
    }
    ControlFlow::Continue(())
}

/// A member of an archive: one that is named as a capture, as in a folder.
fn member(
    input: &mut dyn Read,
    archive: &str,
    path: &str,
    depth: usize,
    budget: &Budget,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    match kept(Path::new(path)) {
        Kept::Yes(form) => layer(input, &format!("{archive}/{path}"), form, depth, budget, sink),
        Kept::No(what) => sink(Member::Passed(what)),
    }
}

fn unreadable(name: &str, reason: &dyn std::fmt::Display, sink: &mut Sink<'_>) -> ControlFlow<()> {
    sink(Member::Unreadable { name: name.to_owned(), reason: reason.to_string() })
}

#[cfg(test)]
mod tests;
