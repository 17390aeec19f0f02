//! The command `driftline`, as a library: arguments and streams in, an [`Exit`] out.
//!
//! * [`capture`]: what people keep payloads in (files, folders, NDJSON, HAR, envelopes), read into payloads.
//! * [`run`]: the command itself.

mod args;
pub mod capture;
mod commands;
mod exit;
mod failure;
mod notes;
mod panics;
mod progress;
mod run;
mod signals;
mod streams;
mod terminal;
mod vendors;

pub use driftline::report::Look;
pub use exit::Exit;
pub use panics::quiet_panics;
pub use run::run;
pub use signals::stop_on_signals;
pub use streams::{Streams, Watch};
pub use terminal::{look, shows_progress};
