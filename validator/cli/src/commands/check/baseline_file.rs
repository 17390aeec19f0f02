//! Writes a file so that it is the old one or the new one at any moment, whatever happens meanwhile.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes the text to a file beside it, which then takes its name: what was there stays whole until the new file is.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().ok_or_else(|| io::Error::other("no name of a file"))?;
    let beside = path.with_file_name(format!(".{}.{}.new", name.to_string_lossy(), std::process::id()));
    let written = File::create(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What is left of the attempt is nobody's; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
    }
    written
}
