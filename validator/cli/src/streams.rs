//! What the command reads and writes.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use driftline::report::Look;

/// What the command reads and writes, and what can be seen of it.
#[expect(missing_debug_implementations, reason = "streams have nothing to show")]
pub struct Streams<'s> {
    /// Standard input.
    pub input: &'s mut dyn Read,
    /// Standard output: reports and generated code.
    pub output: &'s mut dyn Write,
    /// Standard error: what keeps the command from its work.
    pub errors: &'s mut dyn Write,
    /// What the reader of the output sees.
    pub look: Look,
    /// Who waits for the command.
    pub watch: Watch,
}

/// Who waits for long work; nobody by default.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    /// Whether standard error is a terminal that shows how far the work has come.
    pub progress: bool,
    /// Set from outside to end the work early, with what is known by then.
    pub stop: Arc<AtomicBool>,
}

impl Watch {
    /// Whether the work is to end early.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
