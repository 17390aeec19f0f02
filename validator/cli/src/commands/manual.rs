//! `driftline completions` and `driftline man`: what the arguments' parser knows, for shells and for `man`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::streams::Streams;

/// Writes the completions of a shell.
pub(crate) fn completions(shell: Shell, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let mut command = Args::command();
    // The generator panics where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "driftline", &mut script);
    streams.output.write_all(&script)?;
    Ok(Exit::Clean)
}

/// Writes the manual page of the command, or of a verb.
pub(crate) fn page(verb: Option<&str>, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let mut command = Args::command();
    // Options that every verb has are known to it only once the whole is built.
    command.build();
    let page = match verb {
        None => command,
        Some(verb) => {
            let Some(found) = command.find_subcommand(verb) else {
                let verbs: Vec<_> = command.get_subcommands().map(clap::Command::get_name).collect();
                let help = format!("the verbs are {}", verbs.join(", "));
                return Err(Failure::request(format!("there is no verb `{verb}`"), help));
            };
            found.clone()
        }
    };
    clap_mangen::Man::new(page).render(streams.output)?;
    Ok(Exit::Clean)
}
