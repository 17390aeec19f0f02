//! Cases that are expected to go wrong: a file per suite in `tests/xfail`, a line per case, its id and the reason.
//!
//! What goes wrong and is not listed fails the run, and so does what is listed and goes right or is no case. `BLESS=1`
//! rewrites the files: reasons of lines that stay are kept, and what went wrong stands where the reason of a new line is to
//! be written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files, each read by one test, so that one may be rewritten while others are read.
const FILES: [&str; 10] = [
    "json_parsing",
    "json_schema",
    "json_schema_types",
    "schemastore",
    "schemastore_types",
    "survives_ubl",
    "survives_xsts",
    "xmlconf",
    "xsts",
    "xsts_alone",
];

/// The cases of one suite that are expected to go wrong, and those that did.
pub(crate) struct Xfail {
    path: PathBuf,
    /// What stands above the first case.
    head: String,
    expected: BTreeMap<String, String>,
    wrong: BTreeMap<String, String>,
}

impl Xfail {
    /// Reads the file of this name, which is one of [`FILES`].
    pub(crate) fn read(name: &str) -> Self {
        assert!(FILES.contains(&name), "{name} is to be listed in FILES");
        let path = folder().join(name).with_extension("txt");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let head = text.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        let expected = cases(&text).unwrap_or_else(|line| panic!("{}: no id and reason: {line}", path.display()));
        Self { path, head, expected, wrong: BTreeMap::new() }
    }

    /// A case went wrong in this way. An id may have blanks, which stand as `_` in the file.
    pub(crate) fn wrong(&mut self, id: &str, how: &str) {
        self.wrong.insert(id.replace(' ', "_"), how.replace('\n', " "));
    }

    /// Looks at these cases only: of the others nothing is known in this run, which rewrites nothing.
    #[allow(dead_code, reason = "not every binary that has this module runs a part of its suite")]
    pub(crate) fn only(&mut self, is_tried: impl Fn(&str) -> bool) {
        assert!(std::env::var_os("BLESS").is_none(), "a part of a suite cannot rewrite {}", self.path.display());
        self.expected.retain(|id, _| is_tried(id));
    }

    /// Compares what went wrong with what was expected to.
    pub(crate) fn finish(self) {
        if std::env::var_os("BLESS").is_some() {
            let line = |(id, how): (&String, &String)| format!("{id} {}\n", self.expected.get(id).unwrap_or(how));
            let lines: String = self.wrong.iter().map(line).collect();
            return std::fs::write(&self.path, self.head + &lines).unwrap();
        }
        let news = self.news();
        assert!(news.is_empty(), "{} cases of {}:\n{}", news.len(), self.path.display(), news.join("\n"));
    }

    /// What is otherwise than expected.
    fn news(&self) -> Vec<String> {
        let new = self.wrong.iter().filter(|(id, _)| !self.expected.contains_key(*id));
        let gone = self.expected.keys().filter(|id| !self.wrong.contains_key(*id));
        new.map(|(id, how)| format!("{id}: {how}"))
            .chain(gone.map(|id| format!("{id}: expected to go wrong, and does not")))
            .collect()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("xfail")
}

/// The cases of a file by id; the line that is none where there is one.
fn cases(text: &str) -> Result<BTreeMap<String, String>, String> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (id, reason) = line.split_once(' ').filter(|(_, reason)| !reason.is_empty()).ok_or(line)?;
            Ok((id.to_owned(), reason.to_owned()))
        })
        .collect()
}

#[test]
fn every_file_belongs_to_a_suite_and_gives_reasons() {
    let entries = std::fs::read_dir(folder()).unwrap();
    let mut there: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    there.sort();
    assert_eq!(there, FILES.map(|name| format!("{name}.txt")));
    for name in FILES {
        Xfail::read(name);
    }
    assert_eq!(cases("# head\n\na b c\nd \n"), Err("d ".to_owned()));
}

#[test]
fn what_goes_right_against_expectation_is_news_too() {
    let expected = cases("both is known\ngone was known\n").unwrap();
    let mut xfail = Xfail { path: PathBuf::new(), head: String::new(), expected, wrong: BTreeMap::new() };
    xfail.wrong("both", "as ever");
    xfail.wrong("a new", "by\nchance");
    assert_eq!(xfail.news(), ["a_new: by chance", "gone: expected to go wrong, and does not"]);
}
