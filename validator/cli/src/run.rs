//! From arguments to an exit code.

use std::ffi::OsString;

use clap::Parser;
use clap::error::ErrorKind;
use driftline::report::layout::visible;

use crate::args::{Args, Color, Command};
use crate::commands::{check, contracts, explain, generate, manual, pipe, redact};
use crate::exit::Exit;
use crate::streams::Streams;

/// Runs the command. The first argument is the name of the program.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>, mut streams: Streams<'_>) -> Exit {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return usage(&error, &mut streams),
    };
    streams.look.colour = match args.color {
        Color::Auto => streams.look.colour,
        Color::Always => true,
        Color::Never => false,
    };
    let done = match &args.command {
        Command::Check(args) => check::run(args, &mut streams),
        Command::Generate(args) => generate::run(args, &mut streams),
        Command::Explain(args) => explain::run(args, &mut streams),
        Command::Contracts(args) => contracts::run(args, &mut streams),
        Command::Pipe(args) => pipe::run(args, &mut streams),
        Command::Redact(args) => redact::run(args, &mut streams),
        Command::Completions(args) => manual::completions(args.shell, &mut streams),
        Command::Man(args) => manual::page(args.verb.as_deref(), &mut streams),
    };
    done.unwrap_or_else(|failure| {
        if failure.is_closed_pipe() {
            return Exit::Clean;
        }
        // Where standard error is closed, the exit code is all that can be said.
        let failure = failure.to_string();
        let lines = failure.lines().map(|line| line.split('\t').map(visible).collect::<Vec<_>>().join("\t"));
        let _ = writeln!(streams.errors, "error: {}", lines.collect::<Vec<_>>().join("\n"));
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
