//! What the command reads and writes.

use std::io::{Read, Write};

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
}
