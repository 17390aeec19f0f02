//! What stands for values, and for names that are data.

use driftline::Redaction;

/// What stands for values and names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rewriter<'r> {
    pub(super) redaction: &'r Redaction<'r>,
    /// What a check says of the record, where keys that no schema knows and that it does not name are replaced.
    pub(super) told: Option<&'r str>,
}

impl Rewriter<'_> {
    /// What stands for a key of a payload. The keys of a map are data; the fields that a report tells of are not.
    pub(super) fn name(&self, name: &str) -> String {
        match self.told {
            Some(told) if !self.redaction.is_name(name) && !told.contains(name) => self.redaction.text(name),
            _ => name.to_owned(),
        }
    }
}
