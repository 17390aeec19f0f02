//! Cases that are expected to go wrong: a file per suite, a line per case, its id and the reason.
//!
//! What goes wrong and is not listed fails the run, and so does what is listed and goes right. `BLESS=1` rewrites the files:
//! reasons of lines that stay are kept, and what went wrong stands where the reason of a new line is to be written.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The cases of one suite that are expected to go wrong, and those that did.
pub(crate) struct Xfail {
    path: PathBuf,
    /// What stands above the first case.
    head: String,
    expected: BTreeMap<String, String>,
    wrong: BTreeMap<String, String>,
}

impl Xfail {
    /// Reads the file of this name, which lies beside the code; one that is not there expects nothing.
    pub(crate) fn read(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("suites").join(name);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let head = text.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        let cases = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let pairs = cases.map(|line| line.split_once(' ').expect("a line is an id and a reason"));
        let expected = pairs.map(|(id, reason)| (id.to_owned(), reason.to_owned())).collect();
        Self { path, head, expected, wrong: BTreeMap::new() }
    }

    /// A case went wrong in this way. An id may have blanks, which stand as `_` in the file.
    pub(crate) fn wrong(&mut self, id: &str, how: &str) {
        self.wrong.insert(id.replace(' ', "_"), how.replace('\n', " "));
    }

    /// Compares what went wrong with what was expected to.
    pub(crate) fn finish(self) {
        if std::env::var_os("BLESS").is_some() {
            let line = |(id, how): (&String, &String)| format!("{id} {}\n", self.expected.get(id).unwrap_or(how));
            let lines: String = self.wrong.iter().map(line).collect();
            return std::fs::write(&self.path, self.head + &lines).unwrap();
        }
        let news = self.wrong.iter().filter(|(id, _)| !self.expected.contains_key(*id));
        let mut news: Vec<_> = news.map(|(id, how)| format!("{id}: {how}")).collect();
        let gone = self.expected.keys().filter(|id| !self.wrong.contains_key(*id));
        news.extend(gone.map(|id| format!("{id}: expected to go wrong, and does not")));
        assert!(news.is_empty(), "{} cases of {}:\n{}", news.len(), self.path.display(), news.join("\n"));
    }
}
