//! `driftline generate`: schemas in, Rust source out.

use crate::args::Generate;
use crate::failure::Failure;
use crate::run::{Exit, Streams};

/// Writes the generated module.
pub(crate) fn run(args: &Generate, _streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let _ = (&args.root, &args.output, &args.vendors);
    Err(Failure::request(format!("cannot generate from {}", args.schemas.join(", ")), "the generator is not there yet"))
}
