//! Several files in one input: a schema and what it refers to, a schema and a payload, a pattern and a text.

/// What stands between two files. No schema and no payload holds it as such: neither XML nor JSON allows it.
const SEPARATOR: u8 = 0x1E;

/// Several files as one input.
#[must_use]
pub fn bundle(files: &[&[u8]]) -> Vec<u8> {
    files.join(&SEPARATOR)
}

/// The files of an input; at least one.
pub fn parts(input: &[u8]) -> impl Iterator<Item = &[u8]> {
    input.split(|byte| *byte == SEPARATOR)
}
