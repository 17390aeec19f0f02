//! The command, run at the root of the repository, where paths are short and the same on every machine.

use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use driftline::report::Format;
use driftline_cli::{Look, Streams, Watch, run};

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) output: String,
    pub(crate) errors: String,
}

/// Runs the command.
pub(crate) fn driftline(arguments: &[&str], look: Look) -> Ran {
    at_root();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let streams = Streams {
        input: &mut std::io::empty(),
        output: &mut output,
        errors: &mut errors,
        look,
        watch: Watch::default(),
    };
    let exit = run(std::iter::once("driftline").chain(arguments.iter().copied()), streams);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: exit.code(), output: text(output), errors: text(errors) }
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

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.join(name), content).unwrap();
        self.path(name)
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
