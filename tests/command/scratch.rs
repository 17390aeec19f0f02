//! A folder of a test's own, and the command run in it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use driftline_cli::Look;
pub(crate) use driftline_tests::command::Ran;

/// A folder that is removed in the end.
pub(crate) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// A new, empty folder.
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("driftline-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// Adds a file, and the folders above it.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        self.path(name)
    }

    /// The path of a name in the folder.
    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder left behind in the system's temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Runs the command.
pub(crate) fn driftline(arguments: &[&str]) -> Ran {
    driftline_with(arguments, "")
}

/// Runs the command with this on standard input.
pub(crate) fn driftline_with(arguments: &[&str], input: &str) -> Ran {
    driftline_tests::command::driftline(arguments, input.as_bytes(), Look::default())
}

/// The captures of this repository.
pub(crate) fn captures(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("captures").join(name).to_string_lossy().into_owned()
}

/// A JSON Schema that says what is required and of which type, and no more.
pub(crate) const SCHEMA: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["id"],
  "properties": {"id": {"type": "integer"}, "name": {"type": "string", "maxLength": 5}}
}"#;
