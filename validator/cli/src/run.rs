//! From arguments to an exit code.

use std::ffi::OsString;
use std::io::{Read, Write};

use clap::Parser;
use clap::error::ErrorKind;
use driftline::report::Look;

use crate::args::{Args, Command};
use crate::commands::{check, contracts, explain, generate};

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

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exit {
    /// Everything was read and checked, and nothing was found that counts.
    Clean,
    /// Something was found that counts.
    Findings,
    /// The arguments, the configuration or the input cannot be worked with.
    Failed,
    /// Not everything could be read or decided.
    Incomplete,
}

impl Exit {
    /// The exit code of the process.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
            Self::Incomplete => 3,
        }
    }
}

/// Runs the command. The first argument is the name of the program.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>, mut streams: Streams<'_>) -> Exit {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return usage(&error, &mut streams),
    };
    let done = match &args.command {
        Command::Check(args) => check::run(args, &mut streams),
        Command::Generate(args) => generate::run(args, &mut streams),
        Command::Explain(args) => explain::run(args, &mut streams),
        Command::Contracts(args) => contracts::run(args, &mut streams),
    };
    done.unwrap_or_else(|failure| {
        if failure.is_closed_pipe() {
            return Exit::Clean;
        }
        // Where standard error is closed, the exit code is all that can be said.
        let _ = writeln!(streams.errors, "error: {failure}");
        Exit::Failed
    })
}

/// Help and version are answers; anything else that the arguments' parser says is an error.
fn usage(error: &clap::Error, streams: &mut Streams<'_>) -> Exit {
    let text = error.render();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match write!(streams.output, "{text}") {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Exit::Failed,
            _ => Exit::Clean,
        },
        _ => {
            // As above: the exit code is all that is left.
            let _ = write!(streams.errors, "{text}");
            Exit::Failed
        }
    }
}
