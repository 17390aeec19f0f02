//! Files that are packed, rewritten and packed again as they were.
//!
//! In goes a file, out comes one of the same packing: `.gz` and `.zst` around what is rewritten, and archives with the members
//! that are captures, under their names. Members that are no captures are left out. Nothing is held but what a stream holds;
//! members of archives wait in a file of their own until they are whole.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::stream;
use super::work::{Unwritten, Work};
use crate::capture::unpack::budget::Budget;
use crate::capture::unpack::zstd::Frames;
use crate::capture::unpack::{HEAD, LAYERS, Packing, Torn};
use crate::capture::{Form, Kept, kept};

/// Rewrites a file into another.
///
/// # Errors
/// Where nothing of it can be rewritten, or it cannot be written.
pub(super) fn file(path: &Path, name: &str, form: Form, target: &Path, work: &mut Work<'_>) -> Result<(), Unwritten> {
    let mut file = File::open(path).map_err(Unwritten::because)?;
    let mut head = [0; 4];
    let is_file = file.metadata().map_err(Unwritten::because)?.is_file();
    let mut is_zip = false;
    // A pipe has no beginning to go back to.
    if is_file {
        let read = file.read(&mut head).map_err(Unwritten::because)?;
        file.rewind().map_err(Unwritten::because)?;
        is_zip = head.get(..read).is_some_and(|head| head == b"PK\x03\x04" || head == b"PK\x05\x06");
    }
    let missing: Vec<_> = target.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let out = File::create_new(target)?;
    let written = if is_zip {
        zip(BufReader::new(file), name, out, work)
    } else {
        let mut out = BufWriter::new(out);
        stream(&mut file, name, form, &mut out, work).and_then(|()| Ok(out.flush()?))
    };
    if written.is_err() {
        std::fs::remove_file(target)?;
        // Where somebody else has put something into it meanwhile, a folder stays.
        missing.iter().take_while(|folder| std::fs::remove_dir(folder).is_ok()).for_each(drop);
    }
    written
}

/// Rewrites a stream that is no file.
///
/// # Errors
/// As for a file.
pub(super) fn stream(
    input: &mut dyn Read,
    name: &str,
    form: Form,
    out: &mut dyn Write,
    work: &mut Work<'_>,
) -> Result<(), Unwritten> {
    let budget = Budget::default();
    layer(&mut budget.counted(input), name, form, 0, &budget, out, work)
}

/// Rewrites what is in one layer of packing.
fn layer(
    input: &mut dyn Read,
    name: &str,
    form: Form,
    depth: usize,
    budget: &Budget,
    out: &mut dyn Write,
    work: &mut Work<'_>,
) -> Result<(), Unwritten> {
    let mut head = Vec::with_capacity(HEAD);
    let mut torn = Torn((&mut *input).take(HEAD as u64).read_to_end(&mut head).err());
    let packing = Packing::of(&head);
    let rest: &mut dyn Read = if torn.0.is_some() { &mut torn } else { input };
    let mut input = Cursor::new(head).chain(rest);
    if depth >= LAYERS && packing != Packing::None {
        return Err(Unwritten::because("it is packed too many times over"));
    }
    match packing {
        Packing::None => stream::rewrite(&mut input, name, form, out, work),
        Packing::Gzip => {
            let mut inner = budget.guarded(MultiGzDecoder::new(BufReader::new(input)));
            let mut packed = GzEncoder::new(out, Compression::default());
            layer(&mut inner, name, form, depth + 1, budget, &mut packed, work)?;
            packed.finish()?;
            Ok(())
        }
        Packing::Zstandard => {
            let mut inner = budget.guarded(Frames::new(BufReader::new(input)));
            let mut packed = Zstandard { out, waiting: Vec::new() };
            layer(&mut inner, name, form, depth + 1, budget, &mut packed, work)?;
            Ok(packed.frame()?)
        }
        Packing::Tar => tar(&mut input, name, depth + 1, budget, out, work),
        Packing::Other(reason) => Err(Unwritten::because(reason)),
    }
}

/// Writes frames of Zstandard (RFC 8878, 3.1), one behind the other.
struct Zstandard<'o> {
    out: &'o mut dyn Write,
    waiting: Vec<u8>,
}

impl Zstandard<'_> {
    /// How much goes into a frame.
    const FRAME: usize = 4 << 20;

    fn frame(&mut self) -> io::Result<()> {
        self.out.write_all(&compress_to_vec(self.waiting.as_slice(), CompressionLevel::Fastest))?;
        self.waiting.clear();
        Ok(())
    }
}

impl Write for Zstandard<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= Self::FRAME {
            self.frame()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Rewrites the members of a tar.
fn tar(
    input: &mut dyn Read,
    name: &str,
    depth: usize,
    budget: &Budget,
    out: &mut dyn Write,
    work: &mut Work<'_>,
) -> Result<(), Unwritten> {
    let mut archive = tar::Archive::new(input);
    let mut packed = tar::Builder::new(out);
    let mut members = Members::default();
    for entry in archive.entries().map_err(Unwritten::because)? {
        // Where one header cannot be read nobody knows where the next one is.
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                work.faults.push(format!("{name}: {error}"));
                break;
            }
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut header = tar::Header::new_gnu();
        header.set_mode(0o644);
        header.set_mtime(entry.header().mtime().unwrap_or_default());
        let mut spool = Spool::new()?;
        let mut open = |form, member: &str, work: &mut Work<'_>| {
            layer(&mut entry, member, form, depth, budget, &mut spool.file, work)
        };
        if members.member(name, &path, work, &mut open)? {
            header.set_size(spool.file.stream_position()?);
            spool.file.rewind()?;
            packed.append_data(&mut header, &path, &mut spool.file)?;
        }
    }
    packed.into_inner()?;
    members.ended()
}

/// Rewrites the members of a zip.
fn zip(input: impl Read + Seek, name: &str, out: File, work: &mut Work<'_>) -> Result<(), Unwritten> {
    let budget = Budget::default();
    let mut archive = ZipArchive::new(budget.counted(input)).map_err(Unwritten::because)?;
    let mut packed = ZipWriter::new(out);
    let mut members = Members::default();
    for number in 0..archive.len() {
        let entry = match archive.by_index(number) {
            Ok(entry) => entry,
            Err(error) => {
                work.faults.push(format!("{name}/(member {}): {error}", number + 1));
                continue;
            }
        };
        if !entry.is_file() {
            continue;
        }
        let path = entry.name().map_or_else(|_| format!("(member {})", number + 1), std::borrow::Cow::into_owned);
        let options = SimpleFileOptions::default().last_modified_time(entry.last_modified().unwrap_or_default());
        let mut input = budget.guarded(entry);
        // A member that is given up is not there.
        let mut spool = Spool::new()?;
        let mut open = |form, member: &str, work: &mut Work<'_>| {
            layer(&mut input, member, form, 1, &budget, &mut spool.file, work)
        };
        if members.member(name, &path, work, &mut open)? {
            spool.file.rewind()?;
            packed.start_file(path, options).map_err(io::Error::other)?;
            io::copy(&mut spool.file, &mut packed)?;
        }
    }
    packed.finish().map_err(io::Error::other)?;
    members.ended()
}

/// How many members of an archive were written.
#[derive(Default)]
struct Members {
    written: usize,
}

impl Members {
    /// Rewrites a member if it is a capture; whether it was.
    fn member(
        &mut self,
        archive: &str,
        path: &str,
        work: &mut Work<'_>,
        open: &mut dyn FnMut(Form, &str, &mut Work<'_>) -> Result<(), Unwritten>,
    ) -> Result<bool, Unwritten> {
        let form = match kept(Path::new(path)) {
            Kept::Yes(form) => form,
            Kept::No(what) => {
                *work.passed.entry(what).or_default() += 1;
                return Ok(false);
            }
        };
        let name = format!("{archive}/{path}");
        match open(form, &name, work) {
            Ok(()) => {
                self.written += 1;
                Ok(true)
            }
            Err(Unwritten::Because(reason)) => {
                work.faults.push(format!("{name}: not written, {reason}"));
                Ok(false)
            }
            Err(error @ Unwritten::Output(_)) => Err(error),
        }
    }

    fn ended(self) -> Result<(), Unwritten> {
        match self.written {
            0 => Err(Unwritten::because("there is nothing in it that can be rewritten")),
            _ => Ok(()),
        }
    }
}

/// A file that is there for as long as this is.
struct Spool {
    path: PathBuf,
    file: File,
}

impl Spool {
    fn new() -> io::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("driftline-redact-{}-{number}", std::process::id()));
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        Ok(Self { path, file })
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // It holds nothing that was not to be shown.
        let _ = std::fs::remove_file(&self.path);
    }
}
