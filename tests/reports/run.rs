//! The command, run at the root of the repository, where paths are short and the same on every machine.

use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use driftline::report::Format;
use driftline_cli::Look;
pub(crate) use driftline_tests::command::Ran;

/// Runs the command.
pub(crate) fn driftline(arguments: &[&str], look: Look) -> Ran {
    driftline_with(arguments, b"", look)
}

/// Runs the command with this on standard input.
pub(crate) fn driftline_with(arguments: &[&str], input: &[u8], look: Look) -> Ran {
    at_root();
    driftline_tests::command::driftline(arguments, input, look)
}

/// Every test of this binary runs at the root.
pub(crate) fn at_root() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap());
}

/// A folder that is removed in the end.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("reports-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    /// Adds a file, and the folders above it.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self.path(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder left behind below the target folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs a check with every form into a file; gives the run and each form with its text.
pub(crate) fn every_form(arguments: &[&str]) -> (Ran, Vec<(Format, String)>) {
    let scratch = Scratch::new();
    let files: Vec<_> = Format::NAMES.iter().map(|(name, format)| (*format, scratch.path(name))).collect();
    let outputs: Vec<_> =
        Format::NAMES.iter().zip(&files).map(|((name, _), (_, file))| format!("{name}={file}")).collect();
    let mut all = vec!["check"];
    all.extend(arguments);
    for output in &outputs {
        all.extend(["--format", output]);
    }
    let ran = driftline(&all, Look::default());
    // Where the run failed there are none.
    let text = |file: &String| std::fs::read_to_string(file).unwrap_or_default();
    let texts = files.iter().map(|(format, file)| (*format, text(file))).collect();
    (ran, texts)
}
