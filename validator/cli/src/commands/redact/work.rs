//! What a run of `redact` goes by, and what it has to say in the end.

use std::collections::BTreeMap;
use std::io;

use driftline::Redaction;

use super::super::check::against::Against;
use super::rewriter::Rewriter;
use crate::progress::{Done, Progress};
use crate::streams::Watch;

/// A run.
pub(super) struct Work<'w> {
    pub(super) redaction: &'w Redaction<'w>,
    pub(super) against: &'w Against,
    /// The most bytes that a record may have.
    pub(super) longest: usize,
    /// How many threads rewrite.
    pub(super) threads: usize,
    pub(super) watch: &'w Watch,
    pub(super) progress: Progress<'w>,
    pub(super) done: Done,
    /// What was not written, or is not as it was, and why.
    pub(super) faults: Vec<String>,
    /// What was passed over, since it is no capture.
    pub(super) passed: BTreeMap<String, u64>,
}

impl Work<'_> {
    /// What stands for values; names stay.
    pub(super) fn rewriter(&self) -> Rewriter<'_> {
        Rewriter { redaction: self.redaction, told: None }
    }
}

/// Why a file is not written.
pub(super) enum Unwritten {
    /// It cannot be rewritten, in words.
    Because(String),
    /// What it is written to cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Unwritten {
    /// It cannot be rewritten.
    pub(super) fn because(reason: impl ToString) -> Self {
        Self::Because(reason.to_string())
    }
}
