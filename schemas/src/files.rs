//! Where schema files come from: the disk, or a set held in memory. Never the network, and of the disk no more than lies
//! around the files that were asked for.

mod tree;

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Error, ErrorKind};
pub(crate) use tree::Tree;

/// A place that schema files are read from. Names use `/` and are relative to wherever the implementation begins.
pub trait Files {
    /// The bytes of the file of this name.
    ///
    /// # Errors
    /// [`ErrorKind::Unreadable`] where there is no such file or it cannot be read.
    fn read(&self, name: &str) -> Result<Vec<u8>, Error>;

    /// Whether there is a file of this name.
    fn exists(&self, name: &str) -> bool;
}

/// The disk, relative to the working directory.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        std::fs::read(name).map_err(|error| Error::new(ErrorKind::Unreadable, error.to_string()).in_file(name))
    }

    fn exists(&self, name: &str) -> bool {
        Path::new(name).is_file()
    }
}

/// Files held in memory, by name.
impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        self.get(name).cloned().ok_or_else(|| Error::new(ErrorKind::Unreadable, "no such file").in_file(name))
    }

    fn exists(&self, name: &str) -> bool {
        self.contains_key(name)
    }
}

/// The name that `reference` has when it is read from inside the file `base`: `a/b.xsd` and `../c.xsd` give `c.xsd`. Of an
/// absolute name the base does not matter, and nothing lies above its root.
#[must_use]
pub fn relative(base: &str, reference: &str) -> String {
    let reference = reference.replace('\\', "/");
    let base = if reference.starts_with('/') { reference.as_str() } else { base };
    // Two are the share of another machine on Windows.
    let root = match base {
        _ if base.starts_with("//") => "//",
        _ if base.starts_with('/') => "/",
        _ => "",
    };
    let mut parts: Vec<&str> = Vec::new();
    if !reference.starts_with('/') {
        parts.extend(base.split('/').filter(|part| !part.is_empty() && *part != "."));
        parts.pop();
    }
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if !root.is_empty() => {}
            part => parts.push(part),
        }
    }
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn references_are_relative_to_the_referring_file() {
        assert_eq!(relative("a/b.xsd", "c.xsd"), "a/c.xsd");
        assert_eq!(relative("a/b.xsd", "../c.xsd"), "c.xsd");
        assert_eq!(relative("b.xsd", "../c.xsd"), "../c.xsd");
        assert_eq!(relative("../b.xsd", "../c.xsd"), "../../c.xsd");
        assert_eq!(relative("/x/b.xsd", "./d/c.xsd"), "/x/d/c.xsd");
        assert_eq!(relative("x/b.xsd", "/c.xsd"), "/c.xsd");
        assert_eq!(relative("x/b.xsd", "/d/../../c.xsd"), "/c.xsd");
        assert_eq!(relative("/x/b.xsd", "../../../c.xsd"), "/c.xsd");
        assert_eq!(relative("", r"\\host\share\b.xsd"), "//host/share/b.xsd");
    }
}
