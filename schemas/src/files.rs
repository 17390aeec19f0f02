//! Where schema files come from: the disk, or a set held in memory. Never the network.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Error, ErrorKind};

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

/// The name that `reference` has when it is read from inside the file `base`: `a/b.xsd` and `../c.xsd` give `c.xsd`.
#[must_use]
pub fn relative(base: &str, reference: &str) -> String {
    let reference = reference.replace('\\', "/");
    if reference.starts_with('/') {
        return reference;
    }
    let absolute = base.starts_with('/');
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if absolute { format!("/{joined}") } else { joined }
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
    }
}
