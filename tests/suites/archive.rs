//! Archives of suites: unpacked once, below the target folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// Two tests may want the same archive.
static UNPACKING: Mutex<()> = Mutex::new(());

/// The folder that the suite of this name was unpacked to; none where `DRIFTLINE_SUITES` is not set or has no such archive,
/// which is said.
pub(crate) fn unpacked(name: &str) -> Option<PathBuf> {
    let archive = std::env::var_os("DRIFTLINE_SUITES").map(|folder| Path::new(&folder).join(format!("{name}.tar.gz")));
    let Some(archive) = archive.filter(|archive| archive.is_file()) else {
        say(&format!("suite {name}: skipped, DRIFTLINE_SUITES names no folder with {name}.tar.gz"));
        return None;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suites").join(name);
    let _guard = UNPACKING.lock().unwrap();
    if !folder.is_dir() {
        let part = folder.with_extension("part");
        std::fs::create_dir_all(&part).unwrap();
        let tar = Command::new("tar").arg("xzf").arg(&archive).arg("-C").arg(&part).status().unwrap();
        assert!(tar.success(), "{} cannot be unpacked", archive.display());
        // The archive holds one folder of its own name.
        std::fs::rename(part.join(name), &folder).unwrap();
    }
    Some(folder)
}

/// Says how a suite went, whether it passed or not: to standard error itself, which the test harness does not hold back.
pub(crate) fn say(line: &str) {
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// Every file below a folder, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut waiting = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { waiting.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
