//! What a schema may open: the files that were named, and the folders around them.
//!
//! A schema is somebody else's text, and a reference in it must not read whatever the machine holds. References lead to
//!
//! * files that were asked for or registered by whoever loads, wherever they are;
//! * where a file was asked for by a relative name, everything below the folder that the name begins in, which is the
//!   working directory for the [`Disk`](super::Disk); after `..` as for an absolute name;
//! * where it was asked for by an absolute name, everything below the second folder above its own (`/a/b/c/d/x.xsd` reaches
//!   `/a/b`), but never below the root of the disk or a first folder in it alone (`/a/b/x.xsd` reaches `/a/b`).
//!
//! How a reference is written does not matter: a path, an absolute path, a `file:` URI. Nothing else is even asked for.
//! Links of the file system are followed: who puts one into the tree means it.

use super::{Files, relative};
use crate::error::{Error, ErrorKind};

/// How many folders above its own a file that was named from afar may refer to.
const ABOVE: usize = 2;
/// How many folders of an absolute name are never left: what is above them is the machine's.
const KEPT: usize = 2;

/// Files, as far as the references of a schema may lead to them.
#[derive(Clone)]
pub(crate) struct Tree<'f> {
    files: &'f dyn Files,
    /// Names without needless parts, and folders, which end with `/`, or are empty for every relative name.
    open: Vec<String>,
}

impl<'f> Tree<'f> {
    /// The files around these, which were asked for.
    pub(crate) fn around<'n>(names: impl IntoIterator<Item = &'n str>, files: &'f dyn Files) -> Self {
        let mut open = Vec::new();
        for name in names {
            let name = relative("", name);
            open.push(folder(&name));
            open.push(name);
        }
        Self { files, open }
    }

    /// These files and folders too, which were registered; folders end with `/`.
    pub(crate) fn and<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        for name in names {
            let slash = if name.ends_with('/') { "/" } else { "" };
            self.open.push(format!("{}{slash}", relative("", name)));
        }
        self
    }

    /// Whether a file of this name may be opened, if there is one.
    pub(crate) fn holds(&self, name: &str) -> bool {
        let name = relative("", name);
        self.open.iter().any(|open| match open.as_str() {
            "" => !is_absolute(&name) && !name.starts_with("../"),
            // The root of a disk is nobody's folder: what lies in it, and not below.
            "/" => name.rfind('/') == Some(0),
            folder if folder.ends_with('/') => name.strip_prefix(folder).is_some_and(|rest| !rest.starts_with("../")),
            file => file == name,
        })
    }
}

impl Files for Tree<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        if self.holds(name) {
            return self.files.read(name);
        }
        Err(Error::new(ErrorKind::Unreadable, "the file lies outside of what the schema may open").in_file(name))
    }

    fn exists(&self, name: &str) -> bool {
        self.holds(name) && self.files.exists(name)
    }
}

/// The folder around a file that its references may lead to, with a `/` at its end.
fn folder(name: &str) -> String {
    let parts: Vec<&str> = name.split('/').collect();
    let own = parts.len() - 1;
    let leading = parts.iter().take_while(|part| **part == "..").count();
    if leading == 0 && !is_absolute(name) {
        return String::new();
    }
    // An absolute name begins with an empty part, or with a drive.
    let kept = if leading == 0 { 1 + KEPT } else { leading + 1 };
    let depth = own.saturating_sub(ABOVE).max(kept).min(own);
    parts[..depth].iter().map(|part| format!("{part}/")).collect()
}

/// Whether a name begins at the root of a disk, or at a drive of Windows.
fn is_absolute(name: &str) -> bool {
    let drive = name.split('/').next().is_some_and(|first| first.len() == 2 && first.ends_with(':'));
    drive || name.starts_with('/')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Tree;

    #[test]
    fn a_tree_holds_what_lies_around_what_was_asked_for() {
        let files = BTreeMap::new();
        for (asked, name, holds) in [
            // By a relative name: what it begins in.
            ("a/b/c/d/x.json", "y.json", true),
            ("x.json", "a/b/y.json", true),
            ("x.json", "./a/../b/y.json", true),
            ("a/x.json", "../y.json", false),
            ("a/x.json", "a/../../y.json", false),
            ("x.json", "/etc/passwd", false),
            // After `..`: two folders above its own, and not above the first that has a name.
            ("../a/x.json", "../a/b/y.json", true),
            ("../a/x.json", "../y.json", false),
            ("../a/x.json", "y.json", false),
            ("../a/b/c/d/x.json", "../a/b/y.json", true),
            ("../a/b/c/d/x.json", "../a/y.json", false),
            ("../x.json", "../y.json", true),
            ("../x.json", "../../y.json", false),
            // By an absolute name: two folders above its own, and not above the second of it.
            ("/a/b/c/d/x.json", "/a/b/y.json", true),
            ("/a/b/c/d/x.json", "/a/b/c/e/f/y.json", true),
            ("/a/b/c/d/x.json", "/a/y.json", false),
            ("/a/b/c/d/x.json", "/a/bb/y.json", false),
            ("/a/b/x.json", "/a/b/y.json", true),
            ("/a/b/x.json", "/a/y.json", false),
            ("/a/x.json", "/a/b/y.json", true),
            ("/a/x.json", "/etc/passwd", false),
            ("/a/b/c/x.json", "/a/b/c/../../../etc/passwd", false),
            ("/a/b/c/x.json", "/../etc/passwd", false),
            ("x.json", "C:/y.json", false),
            ("C:/a/b/c/x.json", "C:/a/b/y.json", true),
            ("C:/a/b/c/x.json", "C:/Windows/y.json", false),
            ("/x.json", "/y.json", true),
            ("/x.json", "/etc/passwd", false),
        ] {
            assert_eq!(Tree::around([asked], &files).holds(name), holds, "{asked} {name}");
        }
    }

    #[test]
    fn what_was_registered_is_held_wherever_it_is() {
        let files = BTreeMap::new();
        let tree = Tree::around(["a/x.json"], &files).and(["/held/", "../one.json"]);
        for (name, holds) in [
            ("/held/y.json", true),
            ("/held/b/y.json", true),
            ("/held/../y.json", false),
            ("/heldback/y.json", false),
            ("../one.json", true),
            ("../two.json", false),
        ] {
            assert_eq!(tree.holds(name), holds, "{name}");
        }
    }
}
