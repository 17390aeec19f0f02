//! `driftline explain`: what a code of a finding means, or what a contract says.

use crate::args::Explain;
use crate::failure::Failure;
use crate::run::{Exit, Streams};

pub(crate) fn run(_args: &Explain, _streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    Ok(Exit::Clean)
}
