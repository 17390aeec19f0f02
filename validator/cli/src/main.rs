//! The command `driftline`: streams in, exit code out. Everything else is in the library.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use driftline_cli::{Look, Streams, Watch, run, stop_on_signals};

/// Columns where nobody says how wide the terminal is.
const WIDTH: usize = 100;

fn main() -> ExitCode {
    let mut output = BufWriter::new(io::stdout().lock());
    let streams = Streams {
        input: &mut io::stdin().lock(),
        output: &mut output,
        errors: &mut io::stderr().lock(),
        look: look(),
        watch: watch(),
    };
    let exit = run(std::env::args_os(), streams);
    match output.flush() {
        // Who closed the pipe has read enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::from(exit.code()),
    }
}

/// Long work shows how far it is on a terminal. The first Ctrl-C ends it with what is known by then, the second at once.
fn watch() -> Watch {
    let watch = Watch { progress: io::stderr().is_terminal() && !is_dumb(), ..Watch::default() };
    stop_on_signals(&watch.stop);
    watch
}

/// What the terminal shows: colours on a terminal without `NO_COLOR` (no-color.org), lines as wide as `COLUMNS` says.
fn look() -> Look {
    if !io::stdout().is_terminal() {
        return Look::default();
    }
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(WIDTH);
    Look { width: Some(width), colour: !set("NO_COLOR") && !is_dumb() }
}

/// Whether the terminal cannot move its cursor.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}
