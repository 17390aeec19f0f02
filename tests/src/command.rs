//! The command in the process of a test: arguments and input in, exit code and texts out.
//!
//! Whatever report for programs a run writes is held to the schema of its form ([`crate::published`]), so that
//! every test of the command is one of its reports too.

use driftline::report::Format;
use driftline_cli::{Look, Streams, Watch, run};

use crate::published;

/// What a run gave.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: u8,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub errors: String,
}

/// Runs the command with this on standard input.
///
/// # Panics
/// Where a report is not as the schema of its form says.
#[must_use]
pub fn driftline(arguments: &[&str], mut input: &[u8], look: Look) -> Ran {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let streams =
        Streams { input: &mut input, output: &mut output, errors: &mut errors, look, watch: Watch::default() };
    let exit = run(std::iter::once("driftline").chain(arguments.iter().copied()), streams);
    let text = |bytes| String::from_utf8(bytes).expect("the command writes UTF-8");
    let ran = Ran { code: exit.code(), output: text(output), errors: text(errors) };
    hold(arguments, &ran);
    ran
}

/// Holds every report that was asked for to its schema; of a run that failed there is none.
///
/// # Panics
/// Where one is not as the schema says.
pub fn hold(arguments: &[&str], ran: &Ran) {
    if arguments.first() != Some(&"check") || ran.code == 2 {
        return;
    }
    for asked in arguments.windows(2).filter(|pair| pair[0] == "--format").map(|pair| pair[1]) {
        let (name, file) = asked.split_once('=').map_or((asked, None), |(name, file)| (name, Some(file)));
        let Some(format) = Format::from_name(name) else { continue };
        let text = file.map_or_else(|| Ok(ran.output.clone()), std::fs::read_to_string);
        let text = text.unwrap_or_else(|error| panic!("{arguments:?}: {asked}: {error}"));
        published::hold(format, &text, &format!("{arguments:?}"));
    }
}
