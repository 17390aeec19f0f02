//! From paths to files: folders are walked in the order of their names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Form;

/// The files of a path, and what else is there.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files of captures.
    pub files: Vec<(PathBuf, Form)>,
    /// Files that are no captures, by extension.
    pub passed: BTreeMap<String, u64>,
    /// What could not be looked at, and why.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// Finds the captures of a path. A file that is named is a capture whatever it is called; in a folder the name decides.
/// Hidden folders are passed over. Links are followed, and no folder is entered twice.
#[must_use]
pub fn walk(path: &Path) -> Walk {
    let mut walk = Walk::default();
    if !path.is_dir() {
        walk.files.push((path.to_owned(), Form::of_name(path).unwrap_or(Form::Unknown)));
        return walk;
    }
    let mut entered = BTreeSet::new();
    // Folders yet to be entered, the next one last; so that deep folders cost no stack.
    let mut waiting = vec![path.to_owned()];
    while let Some(folder) = waiting.pop() {
        if let Ok(real) = folder.canonicalize()
            && !entered.insert(real)
        {
            continue;
        }
        match list(&folder) {
            Err(error) => walk.unreadable.push((folder, error.to_string())),
            Ok(names) => {
                let (folders, files): (Vec<_>, Vec<_>) = names.into_iter().partition(|path| path.is_dir());
                files.into_iter().for_each(|file| walk.file(file));
                for folder in folders.into_iter().rev() {
                    if is_hidden(&folder) {
                        *walk.passed.entry("hidden folder".to_owned()).or_default() += 1;
                    } else {
                        waiting.push(folder);
                    }
                }
            }
        }
    }
    walk
}

impl Walk {
    /// Adds the files of another path behind these.
    pub fn extend(&mut self, other: Self) {
        let Self { files, passed, unreadable } = other;
        self.files.extend(files);
        for (what, count) in passed {
            *self.passed.entry(what).or_default() += count;
        }
        self.unreadable.extend(unreadable);
    }

    fn file(&mut self, path: PathBuf) {
        match kept(&path) {
            Kept::Yes(form) => self.files.push((path, form)),
            Kept::No(what) => *self.passed.entry(what).or_default() += 1,
        }
    }
}

/// Whether a file of a folder is a capture.
pub(crate) enum Kept {
    /// One of this form.
    Yes(Form),
    /// None, in words: its extension.
    No(String),
}

/// Decides by its name whether a file of a folder, or of an archive, is a capture.
pub(crate) fn kept(path: &Path) -> Kept {
    match Form::of_name(path) {
        Some(form) if !is_hidden(path) => Kept::Yes(form),
        _ => {
            let extension = path.extension().map(|extension| format!(".{}", extension.to_string_lossy()));
            Kept::No(extension.unwrap_or_else(|| "without extension".to_owned()))
        }
    }
}

fn list(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Form, walk};

    #[test]
    fn a_named_file_is_a_capture_whatever_it_is_called() {
        let files = walk(Path::new("no/such/body.txt")).files;
        assert_eq!(files, [(Path::new("no/such/body.txt").to_owned(), Form::Unknown)]);
    }

    #[test]
    fn a_folder_gives_its_captures_in_order_and_counts_the_rest() {
        let found = walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        assert!(found.files.is_empty());
        assert!(found.passed.keys().eq([".rs"]), "{:?}", found.passed);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_above_does_not_loop() {
        let folder = std::env::temp_dir().join(format!("driftline-walk-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("b/.git")).unwrap();
        std::fs::write(folder.join("b/z.json"), "{}").unwrap();
        std::fs::write(folder.join("b/a.xml"), "<a/>").unwrap();
        std::fs::write(folder.join("b/.hidden.json"), "{}").unwrap();
        std::os::unix::fs::symlink(&folder, folder.join("b/loop")).unwrap();
        let found = walk(&folder);
        let names: Vec<_> = found.files.iter().map(|(path, _)| path.file_name().unwrap().to_str().unwrap()).collect();
        let passed: Vec<_> = found.passed.into_iter().collect();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names, ["a.xml", "z.json"]);
        assert_eq!(passed, [(".json".to_owned(), 1), ("hidden folder".to_owned(), 1)]);
    }
}
