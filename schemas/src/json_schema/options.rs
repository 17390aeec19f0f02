//! What a caller decides about reading JSON Schema.

use crate::model::Draft;

/// How to read a JSON Schema.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The draft where `$schema` does not say; 2020-12 where this does not either.
    pub draft: Option<Draft>,
    /// Whether `format` asserts nothing. By default it does: contracts mean what they say.
    pub formats_annotate: bool,
    /// Which file stands for which URI, so that references to it are read from there and not from the network. Both end with
    /// `/` where a whole folder stands for every URI that begins so. The first that fits counts. These files may lie anywhere;
    /// what a schema may open beside them is told in [`files`](crate::files).
    pub registered: Vec<(String, String)>,
    /// Whether a reference that leads nowhere makes its schema foreign, with a note, instead of being an error. A code
    /// generator reads so: it loses that subtree and no more.
    pub degrade_references: bool,
}

impl Options {
    /// The name of the file that stands for a URI.
    pub(super) fn registered_file(&self, uri: &str) -> Option<String> {
        self.registered.iter().find_map(|(known, file)| match uri.strip_prefix(known.as_str())? {
            "" => Some(file.clone()),
            rest => known.ends_with('/').then(|| format!("{file}{rest}")),
        })
    }
}
