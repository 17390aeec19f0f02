//! The command `driftline`: streams in, exit code out. Everything else is in the library.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use driftline_cli::{Streams, Watch, look, quiet_panics, run, shows_progress, stop_on_signals};

fn main() -> ExitCode {
    quiet_panics();
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
    let watch = Watch { progress: shows_progress(), ..Watch::default() };
    stop_on_signals(&watch.stop);
    watch
}
